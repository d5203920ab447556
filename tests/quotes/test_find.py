"""Statements found in any text, under any parse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from random import Random

from attrs import frozen
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import marked_texts
from test_marks import PROFILES

from quotetrack.model.article import Article, Block, BlockKind, Passage
from quotetrack.model.quote import QuoteKind
from quotetrack.model.result import ArticleResult
from quotetrack.model.span import Span, hull
from quotetrack.model.syntax import Annotation, Sentence, Speech, Word
from quotetrack.pipeline import Stages, pipe
from quotetrack.quotes.marks import find_quotations
from quotetrack.settings import Settings
from quotetrack.testing.fakes import FakeDetector

#: Word, lemma, class and one feature: the words that rules ask for.
_WORDS = """
Neri Neri PROPN _ | Anna Anna PROPN _ | disse dire VERB VerbForm=Fin | said say VERB VerbForm=Fin
che che SCONJ _ | that that SCONJ _ | who who PRON PronType=Rel | secondo secondo ADP _ | per per ADP _
according accord ADP _ | to to ADP _ | di di ADP _ | the the DET Definite=Def | il il DET Definite=Def
minister minister NOUN Number=Sing | ministro ministro NOUN Number=Sing | claim claim NOUN _ | annuncio annuncio NOUN _
adding add VERB VerbForm=Part | aggiungendo aggiungere VERB VerbForm=Ger | was be AUX VerbForm=Fin | è essere AUX VerbForm=Fin
called call VERB VerbForm=Fin | definito definire VERB VerbForm=Part | non non ADV _ | not not PART _ | she she PRON _
negare negare VERB VerbForm=Inf | e e CCONJ _ | mentre mentre SCONJ _ | rain rain NOUN Number=Sing | a a ADP _
"""
LEXICON = {row.split()[0]: row.split()[1:] for row in _WORDS.replace("\n", "|").split("|") if row.strip()}
_RELATIONS = """
nsubj nsubj:pass obj iobj obl obl:agent ccomp xcomp advcl acl acl:relcl parataxis conj cc mark case det nmod appos
flat aux aux:pass cop expl punct advmod fixed
"""
#: Texts of such words and of marks, in lines.
TEXTS = st.lists(st.sampled_from([f"{word} " for word in LEXICON]) | marked_texts, max_size=30).map("".join)


@frozen
class AnyParse:
    """Parses every passage into one sentence, whose tree is drawn, and what a tagger says of it."""

    random: Random
    tagged: bool
    name: str = "any"

    def annotate(self, passages: Sequence[Passage]) -> Sequence[Annotation]:
        """One annotation per passage."""
        return [self._parse(passage) for passage in passages]

    def _parse(self, passage: Passage) -> Annotation:
        tokens = list(re.finditer(r"\w+|[^\w\s]", passage.text))
        order = self.random.sample(range(1, len(tokens) + 1), len(tokens))
        heads = {index: self.random.choice(order[:at] or [0]) for at, index in enumerate(order)}
        words = []
        for index, token in enumerate(tokens, 1):
            lemma, upos, feature = LEXICON.get(token[0], (token[0], "PUNCT", "_"))
            words.append(
                Word(
                    index=index,
                    form=token[0],
                    lemma=lemma,
                    upos=upos,
                    head=heads[index],
                    deprel=self.random.choice(_RELATIONS.split()) if heads[index] else "root",
                    span=Span(*token.span()).shifted(passage.start),
                    feats=(tuple(feature.split("=")),) if feature != "_" else (),  # type: ignore[arg-type]
                )
            )
        span = hull(word.span for word in words)
        speech = tuple(Speech(*(self.random.random() for _ in range(3))) for _ in words if self.tagged)
        return Annotation(
            (Sentence(words=tuple(words), language=passage.language, span=span, speech=speech),)
        )


def lines(text: str) -> tuple[Block, ...]:
    """The first line a title, the others paragraphs."""
    spans = [Span(*m.span()) for m in re.finditer(r"\S(?:[^\n]*\S)?", text)]
    return tuple(Block(BlockKind.PARAGRAPH if i else BlockKind.TITLE, s) for i, s in enumerate(spans))


@example(":“”", "en", Random(0), False)
@given(TEXTS, st.sampled_from(sorted(PROFILES)), st.randoms(use_true_random=False), st.booleans())
def test_statements_lie_in_their_text(text: str, language: str, random: Random, tagged: bool) -> None:
    """No text and no parse makes a stage fail; every statement has ranges in order and apart, its text is what
    they cover, and it is direct exactly where all of it stands inside quotation marks.
    """
    article = Article(text=text, language=language, blocks=lines(text))
    stages = Stages(
        detector=FakeDetector(otherwise=language),
        annotator=AnyParse(random, tagged),
        profiles=PROFILES,
        settings=Settings(),
    )
    (result,) = pipe([article], stages)
    assert isinstance(result, ArticleResult), getattr(result, "error", result)
    quotations, _ = find_quotations(text, [b.span for b in article.blocks], PROFILES[language])
    marked = [piece for quotation in quotations for piece in quotation.pieces]
    for quote in result.quotes:
        assert quote.text == " … ".join(span.of(text).strip() for span in quote.content)
        assert all(quote.content)
        assert quote.content[-1].end <= len(text)
        assert all(a.end <= b.start for a, b in pairwise(quote.content))
        assert quote.source is None or quote.source.text == quote.source.span.of(text)
        inside = [any(piece.contains(span) for piece in marked) for span in quote.content]
        assert (quote.kind is QuoteKind.DIRECT) == all(inside)
