"""A third language needs a data file and nothing else."""

import re
from pathlib import Path

from quotetrack.backends.conllu import ConlluAnnotator
from quotetrack.lang.load import load_profile
from quotetrack.model.article import Article, Block, BlockKind
from quotetrack.model.quote import Quote
from quotetrack.model.result import ArticleResult
from quotetrack.model.span import Span
from quotetrack.pipeline import Stages, pipe
from quotetrack.settings import Settings
from quotetrack.testing.fakes import FakeDetector

PROFILE = """
code = "fr"
name = "français"
quote_marks = [["«", "»"], ["“", "”"]]
dialogue_dashes = ["—"]
drops_subjects = false

[cues]
clause = "dire, affirmer, déclarer, annoncer"
infinitive = "promettre"

[according_to]
phrases = "selon"

[grammar]
complementizers = "que, qu'"
infinitive_marks = "de"

[people]
person = "ministre, maire"
pronouns = {il = "Masc Sing", elle = "Fem Sing"}
"""

FRAME = """
1	a	avoir	AUX	_	Mood=Ind|Number=Sing|VerbForm=Fin	2	aux	_	_
2	déclaré	déclarer	VERB	_	Tense=Past|VerbForm=Part	0	root	_	_
3	la	le	DET	_	Definite=Def	4	det	_	_
4	ministre	ministre	NOUN	_	Number=Sing	2	nsubj	_	_
5	Jeanne	Jeanne	PROPN	_	_	4	appos	_	_
6	Mercier	Mercier	PROPN	_	_	5	flat:name	_	_
7	.	.	PUNCT	_	_	2	punct	_	_
"""
SPEECH = """
1	Le	le	DET	_	Definite=Def	2	det	_	_
2	pont	pont	NOUN	_	Number=Sing	3	nsubj	_	_
3	rouvrira	rouvrir	VERB	_	Mood=Ind|Number=Sing|Tense=Fut|VerbForm=Fin	0	root	_	_
4	demain	demain	ADV	_	_	3	advmod	_	_
"""
CLAUSE = """
1	Mercier	Mercier	PROPN	_	_	2	nsubj	_	_
2	affirme	affirmer	VERB	_	Mood=Ind|Number=Sing|VerbForm=Fin	0	root	_	_
3	que	que	SCONJ	_	_	6	mark	_	_
4	la	le	DET	_	Definite=Def	5	det	_	_
5	route	route	NOUN	_	Number=Sing	6	nsubj	_	_
6	reste	rester	VERB	_	Mood=Ind|Number=Sing|VerbForm=Fin	2	ccomp	_	_
7	fermée	fermé	ADJ	_	_	6	xcomp	_	_
8	.	.	PUNCT	_	_	2	punct	_	_
"""
PHRASE = """
1	Selon	selon	ADP	_	_	3	case	_	_
2	le	le	DET	_	Definite=Def	3	det	_	_
3	maire	maire	NOUN	_	Number=Sing	8	obl	_	_
4	,	,	PUNCT	_	_	3	punct	_	_
5	tout	tout	PRON	_	_	8	nsubj	_	_
6	est	être	AUX	_	Mood=Ind|Number=Sing|VerbForm=Fin	8	cop	_	_
7	déjà	déjà	ADV	_	_	8	advmod	_	_
8	prêt	prêt	ADJ	_	_	0	root	_	_
9	.	.	PUNCT	_	_	8	punct	_	_
"""
PARSES = {
    "Le pont rouvrira demain": SPEECH,
    "a déclaré la ministre Jeanne Mercier.": FRAME,
    "Mercier affirme que la route reste fermée.": CLAUSE,
    "Selon le maire, tout est déjà prêt.": PHRASE,
}
TEXT = (
    "« Le pont rouvrira demain », a déclaré la ministre Jeanne Mercier.\n\n"
    "Mercier affirme que la route reste fermée.\n\n"
    "Selon le maire, tout est déjà prêt."
)
PARAGRAPHS = tuple(Block(BlockKind.PARAGRAPH, Span(*m.span())) for m in re.finditer(r".+", TEXT))


def french(folder: Path) -> ArticleResult:
    """The article read with a profile that lies outside the package."""
    path = folder / "fr.toml"
    path.write_text(PROFILE, encoding="utf-8")
    stages = Stages(
        detector=FakeDetector(otherwise="fr"),
        annotator=ConlluAnnotator({text: parse.lstrip() for text, parse in PARSES.items()}),
        profiles={"fr": load_profile(path)},
        settings=Settings(),
    )
    (result,) = pipe([Article(text=TEXT, blocks=PARAGRAPHS)], stages)
    assert isinstance(result, ArticleResult), result
    return result


def test_french_from_a_data_file(tmp_path: Path) -> None:
    """Quotations, clauses and "selon" are found in French with a profile that comes by path, and their speakers."""
    result = french(tmp_path)
    assert result.language == "fr"
    assert [described(quote) for quote in result.quotes] == [
        ("direct", "Le pont rouvrira demain", "a déclaré", "Jeanne Mercier"),
        ("indirect", "la route reste fermée", "affirme", "Jeanne Mercier"),
        ("indirect", "tout est déjà prêt", "Selon", "le maire"),
    ]
    assert result.speakers[0].role == "ministre"


def described(quote: Quote) -> tuple[str, str, str | None, str | None]:
    """Kind, content, cue and speaker."""
    cue = quote.cue.span.of(TEXT) if quote.cue else None
    return quote.kind.value, quote.text.strip(" ."), cue, quote.speaker.name if quote.speaker else None
