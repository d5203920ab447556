"""Readings weighed by the rules, the tagger and their form."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from test_marks import PROFILES

from quotetrack.backends.conllu import parse_conllu
from quotetrack.model.article import Article, Block, BlockKind
from quotetrack.model.quote import Quote
from quotetrack.model.span import Span
from quotetrack.model.syntax import Sentence, Speech
from quotetrack.quotes.find import draft_statements, find_quotes
from quotetrack.quotes.marks import find_quotations
from quotetrack.quotes.readings import Reading, find_readings
from quotetrack.quotes.scene import Draft
from quotetrack.quotes.weigh import TRUST, choose
from quotetrack.quotes.weights import Weights, load_weights

#: "censurare" is on no list; "annunciare" is.
UNLISTED = "La sindaca censura i ritardi del cantiere."
LISTED = "La sindaca annuncia la fine dei lavori."
_TREE = """\
1	La	il	DET	_	Definite=Def|PronType=Art	2	det	_	_
2	sindaca	sindaca	NOUN	_	Gender=Fem|Number=Sing	3	nsubj	_	_
3	{verb}	{lemma}	VERB	_	Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin	0	root	_	_
4	{article}	il	DET	_	Definite=Def|PronType=Art	5	det	_	_
5	{thing}	{thing}	NOUN	_	_	3	obj	_	_
6-7	{of}	_	_	_	_	_	_	_	_
6	di	di	ADP	_	_	8	case	_	_
7	i	il	DET	_	Definite=Def|PronType=Art	8	det	_	_
8	{owner}	{owner}	NOUN	_	_	5	nmod	_	_
9	.	.	PUNCT	_	_	3	punct	_	_
"""
_ROWS = {
    UNLISTED: ("censura", "censurare", "i", "ritardi", "del", "cantiere"),
    LISTED: ("annuncia", "annunciare", "la", "fine", "dei", "lavori"),
}
SURE, NO = 0.97, 0.01
#: What a tagger would say of either sentence: who, cue, what is said, full stop.
TOLD = (
    *[Speech(NO, NO, SURE)] * 2,
    Speech(SURE, NO, NO),
    *[Speech(NO, SURE, NO)] * 5,
    Speech(NO, NO, NO),
)


def parsed(text: str, speech: tuple[Speech, ...] = ()) -> Sentence:
    names = ("verb", "lemma", "article", "thing", "of", "owner")
    tree = _TREE.format(**dict(zip(names, _ROWS[text], strict=True)))
    (sentence,) = parse_conllu(tree, language="it", passage=text)
    return evolve(sentence, speech=speech)


def article(text: str) -> Article:
    return Article(text=text, language="it", blocks=(Block(BlockKind.PARAGRAPH, Span(0, len(text))),))


def found(text: str, speech: tuple[Speech, ...], least: float | None = 0.36) -> list[Quote]:
    whole = [Span(0, len(text))]
    return list(find_quotes(article(text), [parsed(text, speech)], whole, [], PROFILES["it"], least=least))


def test_a_verb_on_no_list_reports_where_the_tagger_says_so():
    """What nobody listed is found all the same: its cue, its source, its content up to the full stop."""
    (quote,) = found(UNLISTED, TOLD)
    assert quote.text == "i ritardi del cantiere"
    assert quote.cue is not None and quote.cue.lemma == "censurare"
    assert quote.source is not None and quote.source.text == "La sindaca"
    assert quote.rule.startswith("by_")


@pytest.mark.parametrize("least", [None, 0.36])
def test_rules_decide_alone_without_a_tagger(least):
    """Models without a tagger lose nothing that the rules find, and gain nothing."""
    assert [quote.rule for quote in found(LISTED, (), least)] == ["noun_object"]
    assert found(UNLISTED, (), least) == []


def test_the_weighing_can_be_switched_off():
    """`Settings.statement` None leaves all to the rules, tagger or not."""
    assert found(UNLISTED, TOLD, None) == []


def test_a_statement_of_the_rules_falls_where_the_tagger_sees_none():
    """The rules' statement is a reading among others."""
    (quote,) = found(LISTED, TOLD)
    assert quote.rule == "noun_object"
    assert found(LISTED, (Speech(NO, NO, NO),) * 9, least=quote.confidence) == []


def test_confidence_is_how_likely_the_reading_is():
    """A sure tagger makes a surer statement."""
    (sure,) = found(LISTED, TOLD)
    (doubtful,) = found(LISTED, tuple(Speech(s.cue / 2, s.content / 2, s.source) for s in TOLD), least=0.0)
    assert 0 < doubtful.confidence < sure.confidence <= 1


def test_a_statement_tells_its_reasons():
    """The weightiest evidence, with what it adds; rules alone give none."""
    (quote,) = found(LISTED, TOLD)
    weights = [abs(reason.weight) for reason in quote.reasons]
    assert weights == sorted(weights, reverse=True) and weights[0] > 0
    assert any(reason.name.startswith("tagger: ") for reason in quote.reasons)
    (ruled,) = found(LISTED, ())
    assert ruled.reasons == ()


def test_readings_end_at_conjunctions_too():
    """The rules' reading comes with other ends: before a conjunction, and with the sentence."""
    text = "La sindaca annuncia la fine dei lavori."
    sentence = parsed(text, TOLD)
    words = tuple(evolve(w, upos="CCONJ") if w.form == "di" else w for w in sentence.words)
    sentence = evolve(sentence, words=words)
    drafts, scene, cues = draft_statements(
        article(text), [sentence], [Span(0, len(text))], [], PROFILES["it"]
    )
    ends = {(r.drawn, r.spans[-1].of(text)) for r in find_readings(drafts, scene, cues)}
    assert (0, "la fine dei lavori") in ends and (-1, "la fine") in ends


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda pair: Span(pair[0], sum(pair)))
READINGS = st.lists(
    st.tuples(SPANS.map(lambda span: Reading(rule="alone", spans=(span,))), st.floats(0, 1)), max_size=12
)


@given(READINGS, st.floats(0, 1))
def test_no_two_statements_share_words(pairs, least):
    """Those kept are likely enough and apart; each one left out is too unlikely or meets a likelier one."""
    readings, likely = [r for r, _ in pairs], [value for _, value in pairs]
    kept = choose(readings, likely, least=least)
    spans = [reading.spans[0] for reading in readings]
    assert not any(spans[a].overlaps(spans[b]) for i, a in enumerate(kept) for b in kept[:i])
    for place, value in enumerate(likely):
        if place in kept:
            assert value >= least
        else:
            assert value < least or any(
                spans[place].overlaps(spans[other]) and likely[other] >= value for other in kept
            )


def test_the_rules_are_trusted_more():
    """Of two readings of the same words the rules' own wins, unless it is less likely by more than the credit."""
    words = (Span(0, 9),)
    ours = Reading(rule="alone", spans=words, draft=Draft("alone", list(words)))
    other = Reading(rule="by_obj", spans=words)
    assert choose([other, ours], [0.6, 0.6 - TRUST / 2], least=0.36) == [1]
    assert choose([other, ours], [0.6, 0.6 - TRUST * 2], least=0.36) == [0]
    assert choose([ours], [0.36 - TRUST / 2], least=0.36) == [0]
    assert choose([ours], [0.36 - TRUST * 2], least=0.36) == []


def test_without_a_parse_the_rules_decide_alone():
    """No sentence, no tagger: a quotation that stands alone stays as sure as its rule."""
    text = "«Non venderemo mai la vecchia scuola del paese.»"
    whole = [Span(0, len(text))]
    quotations, _ = find_quotations(text, whole, PROFILES["it"])
    (weighed,) = find_quotes(article(text), [], whole, quotations, PROFILES["it"], least=0.36)
    (ruled,) = find_quotes(article(text), [], whole, quotations, PROFILES["it"])
    assert weighed == ruled


def test_a_decision_can_be_explained():
    """The parts of a likelihood, the weightiest first, add up to it."""
    weights = Weights({"for": 2.0, "against": -3.0}, 0.5)
    assert weights.parts({"for": 1.0, "against": 0.5, "unknown": 1.0}) == [
        ("for", 2.0),
        ("against", -1.5),
        ("unknown", 0.0),
    ]
    assert weights.likelihood({"for": 1.0, "against": 0.5}) == pytest.approx(0.7311, abs=1e-4)


def test_the_shipped_weights_believe_the_tagger():
    """A cue the tagger is sure of, and words it takes for said, speak for a reading."""
    weights = load_weights("readings")
    assert weights.by_name["tagger: share of what is said"] > 0
    assert weights.by_name["as the rules have it"] > 0


def test_a_name_nobody_in_particular_uses_is_no_reading():
    """What everybody calls a dam is a nickname, however sure the tagger is."""
    text = "La diga, che chiamano la vecchia, tiene."
    tree = """\
1	La	il	DET	_	_	2	det	_	_
2	diga	diga	NOUN	_	_	9	nsubj	_	_
3	,	,	PUNCT	_	_	5	punct	_	_
4	che	che	PRON	_	PronType=Rel	5	obj	_	_
5	chiamano	chiamare	VERB	_	Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin	2	acl:relcl	_	_
6	la	il	DET	_	_	7	det	_	_
7	vecchia	vecchia	NOUN	_	_	5	obj	_	_
8	,	,	PUNCT	_	_	5	punct	_	_
9	tiene	tenere	VERB	_	Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin	0	root	_	_
10	.	.	PUNCT	_	_	9	punct	_	_
"""
    (sentence,) = parse_conllu(tree, language="it", passage=text)
    speech = tuple(
        Speech(SURE if i == 5 else NO, SURE if i in {6, 7} else NO, SURE if i == 2 else NO)
        for i in range(1, 11)
    )
    sentence = evolve(sentence, speech=speech)
    whole = [Span(0, len(text))]
    assert find_quotes(article(text), [sentence], whole, [], PROFILES["it"], least=0.1) == ()
