"""Sources chosen among all who may be meant."""

from __future__ import annotations

import pytest
from attrs import evolve
from test_marks import PROFILES

from quotetrack.backends.conllu import parse_conllu
from quotetrack.model.syntax import Sentence, Speech
from quotetrack.quotes.candidates import Candidates
from quotetrack.quotes.cues import find_cues
from quotetrack.quotes.naming import TRUST, Choice, find_choices, likeliest_source
from quotetrack.quotes.sources import _ORDER, find_source
from quotetrack.quotes.weights import Weights, load_weights

TEXT = "La diga, scrive da Torre la sindaca, tiene."
TREE = """\
1	La	il	DET	_	Definite=Def|PronType=Art	2	det	_	_
2	diga	diga	NOUN	_	Gender=Fem|Number=Sing	10	nsubj	_	_
3	,	,	PUNCT	_	_	4	punct	_	_
4	scrive	scrivere	VERB	_	Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin	10	parataxis	_	_
5	da	da	ADP	_	_	6	case	_	_
6	Torre	Torre	PROPN	_	_	4	obl	_	_
7	la	il	DET	_	Definite=Def|PronType=Art	8	det	_	_
8	sindaca	sindaca	NOUN	_	Gender=Fem|Number=Sing	4	nsubj	_	_
9	,	,	PUNCT	_	_	4	punct	_	_
10	tiene	tenere	VERB	_	Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin	0	root	_	_
11	.	.	PUNCT	_	_	10	punct	_	_
"""
NONE = Speech(0.01, 0.01, 0.01)
PASSIVE = "La diga crolla, è stato detto da Neri."
PASSIVE_TREE = """\
1	La	il	DET	_	_	2	det	_	_
2	diga	diga	NOUN	_	Number=Sing	3	nsubj	_	_
3	crolla	crollare	VERB	_	VerbForm=Fin	0	root	_	_
4	,	,	PUNCT	_	_	7	punct	_	_
5	è	essere	AUX	_	Mood=Ind|Number=Sing|Person=3|VerbForm=Fin	7	aux	_	_
6	stato	essere	AUX	_	Tense=Past|VerbForm=Part	7	aux:pass	_	_
7	detto	dire	VERB	_	Tense=Past|VerbForm=Part	3	parataxis	_	_
8	da	da	ADP	_	_	9	case	_	_
9	Neri	Neri	PROPN	_	_	7	obl:agent	_	_
10	.	.	PUNCT	_	_	3	punct	_	_
"""

ACCUSED = """\
1	Neri	Neri	PROPN	_	_	4	nsubj:pass	_	_
2	è	essere	AUX	_	Mood=Ind|Number=Sing|Person=3|VerbForm=Fin	4	aux	_	_
3	stato	essere	AUX	_	Tense=Past|VerbForm=Part	4	aux:pass	_	_
4	accusato	accusare	VERB	_	Tense=Past|VerbForm=Part	0	root	_	_
5	.	.	PUNCT	_	_	4	punct	_	_
"""


def parsed(text: str, tree: str, *, sources: tuple[int, ...] = ()) -> Sentence:
    """A sentence in which the tagger takes some words for a source."""
    (sentence,) = parse_conllu(tree, language="it", passage=text)
    speech = tuple(evolve(NONE, source=0.9) if w.index in sources else NONE for w in sentence.words)
    return evolve(sentence, speech=speech)


def candidates(sentence: Sentence, text: str) -> Candidates:
    (hit,) = find_cues(sentence, PROFILES["it"])
    return Candidates(hit=hit, text=text, marked=(), profile=PROFILES["it"])


def test_everybody_in_the_sentence_may_be_meant_and_nobody():
    """A choice for each noun in the order of the text, and nobody last."""
    choices = find_choices(candidates(parsed(TEXT, TREE), TEXT))
    spans = [choice.span.of(TEXT) if choice.span else None for choice in choices]
    assert spans == ["La diga", "Torre", "la sindaca", None]


def test_what_is_told_of_somebody_is_no_source():
    """The subject of a passive cue is what was said."""
    found = find_choices(candidates(parsed("Neri è stato accusato.", ACCUSED), "Neri è stato accusato."))
    assert [choice.span for choice in found] == [None]


@pytest.mark.parametrize(("text", "tree"), [(TEXT, TREE), (PASSIVE, PASSIVE_TREE)])
def test_the_rules_choice_is_told(text, tree):
    """Exactly one choice is what the rules take, and it is what they name."""
    asked = candidates(parsed(text, tree), text)
    ruled = find_source(asked.hit, text, asked.profile)
    (choice,) = [choice for choice in find_choices(asked) if choice.is_ruled]
    assert choice.span == (ruled.span if ruled else None)


def test_the_shipped_weights_follow_rules_and_tagger():
    """Where both say the same, so do they."""
    asked = candidates(parsed(TEXT, TREE, sources=(7, 8)), TEXT)
    source = likeliest_source(asked, load_weights("sources"))
    assert source is not None and source.text == "la sindaca"


def test_the_rules_are_trusted_more():
    """Another choice must be likelier by more than the credit."""
    asked = candidates(parsed(TEXT, TREE, sources=(5, 6)), TEXT)

    def chosen(worth: float) -> str | None:
        source = likeliest_source(asked, Weights({"tagger: likeliest": worth}))
        return source and source.text

    assert chosen(TRUST - 0.1) == "la sindaca"
    assert chosen(TRUST + 0.1) == "Torre"


def test_choices_are_told_by_named_numbers():
    """Evidence that says nothing is left out, and no number is 0."""
    for choice in find_choices(candidates(parsed(TEXT, TREE), TEXT)):
        assert isinstance(choice, Choice) and choice.numbers
        assert 0.0 not in choice.numbers.values()


def test_the_shipped_weights_name_the_rules_there_are():
    """A rule that is renamed would be no evidence any more."""
    rules = {find.__name__.strip("_") for find in _ORDER}
    told = {name.rpartition("by ")[2] for name in load_weights("sources").by_name if "by " in name}
    assert told - {"the rules"} - {name for name in told if name.startswith("the rules,")} <= rules
    assert len(told & rules) > len(rules) / 2
