"""What a reader says of pairs of events, as the weights of that are learned."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from attrs import evolve

from quotetrack.claims import claim_from_text
from quotetrack.claims.normalise import read_claims
from quotetrack.lang.load import load_profile
from quotetrack.link.facts import FactFinder
from quotetrack.link.fit import Example
from quotetrack.link.pair import Pair
from quotetrack.model.claim import Relation
from quotetrack.speakers.likeness import same_name
from quotetrack.testing.fakes import FakeEmbedder, FakeReader
from quotetrack.training.events import Told
from quotetrack.training.stacked import read_again

EVENTS = ("fire", "flood", "strike", "vote")
PROFILES = {"en": load_profile("en")}
FINDER = FactFinder(PROFILES, FakeEmbedder(), same_name, partial(read_claims, reader=FakeReader("en")))
#: Half linked, in none of the ways likelier than in another.
TORN = dict.fromkeys(Relation, 0.125) | {Relation.UNRELATED: 0.5}


def told(event, text, relation):
    """A claim of an event beside another."""
    a, b = (
        evolve(claim_from_text(said, PROFILES["en"], published=date(2025, 3, 1)), article=said, quote=said)
        for said in ("it is open again", text)
    )
    return Told(Pair(FINDER.facts(a), FINDER.facts(b), 0.8, FINDER), relation, event)


PAIRS = [
    told(event, text, relation)
    for event in EVENTS
    for text, relation in (
        ("it is not open again", Relation.CONTRADICTS),
        ("it is open again now", Relation.SAME),
        ("snow fell", Relation.UNRELATED),
    )
]
EXAMPLES = [Example({"x": 0.0}, pair.relation, pair.group) for pair in PAIRS]
ANSWERS = [TORN] * len(PAIRS)


def test_only_pairs_of_unseen_events_are_read():
    """What the reader learned from says nothing of its worth, and pairs that are hardly linked are not read."""
    read = read_again(PAIRS, EXAMPLES, ANSWERS, {"fire", "vote"}, least=0.1)
    assert {PAIRS[place].group for place in read.places} == {"fire", "vote"}
    assert not read_again(PAIRS, EXAMPLES, ANSWERS, set(EVENTS), least=0.6).places
    assert not read_again(PAIRS, EXAMPLES, ANSWERS, set(EVENTS), least=None).places
    assert {example.group for example in read.without("fire").examples} == {"vote"}


def test_what_the_reader_says_is_added():
    """Weights that never saw an event tell what its pairs are, from what the reader says of them."""
    read = read_again(PAIRS, EXAMPLES, ANSWERS, set(EVENTS), least=0.1)
    answers = read.out_of_fold(ANSWERS, [{event} for event in EVENTS], penalty=0.1)
    likeliest = [max(answer, key=lambda relation: answer[relation]) for answer in answers]
    assert likeliest == [pair.relation for pair in PAIRS]


def test_what_is_not_read_stays_as_it_was():
    """Pairs of other events keep what they say by themselves."""
    read = read_again(PAIRS, EXAMPLES, ANSWERS, {"fire", "flood"}, least=0.1)
    answers = read.out_of_fold(ANSWERS, [{"fire", "strike"}, {"flood", "vote"}], penalty=1.0)
    for pair, answer in zip(PAIRS, answers, strict=True):
        assert (answer == pytest.approx(TORN)) or pair.group in {"fire", "flood"}
