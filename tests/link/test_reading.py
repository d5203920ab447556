"""What a reader of two claims at once adds to their relation."""

from __future__ import annotations

from datetime import date
from functools import partial

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.backends.cache import CachedEmbedder
from quotetrack.claims import claim_from_text, meaning_text
from quotetrack.claims.normalise import read_claims
from quotetrack.lang.load import load_profile
from quotetrack.link.facts import FactFinder
from quotetrack.link.links import link_claims
from quotetrack.link.reading import relate_pair, told
from quotetrack.link.relate import OF_READING
from quotetrack.model.claim import Relation
from quotetrack.settings import Settings
from quotetrack.testing.fakes import FakeEmbedder, FakeReader

PROFILES = {"it": load_profile("it"), "en": load_profile("en")}
EMBEDDER = CachedEmbedder(FakeEmbedder(256))
AGREE, OPPOSED, NEITHER = (np.full(6, 0.01) + 0.94 * (np.arange(6) == place) for place in (0, 2, 5))
ONE = "La Corte ha salvato la legge sulle miniere"
OTHER = "La Corte ha salvato la legge sulle spiagge"
DOUBTFUL = "La Corte boccia la legge sulle miniere di zolfo"


class Saying(FakeReader):
    """Says the same of all pairs, and keeps what it was asked."""

    def __init__(self, answer, *languages):
        super().__init__(*(languages or PROFILES))
        self.answer, self.asked = answer, []

    def read(self, pairs):
        self.asked += pairs
        rows = super().read(pairs)
        rows[:] = self.answer
        return rows


def finder(reader=None):
    reads = partial(read_claims, reader=reader) if reader else None
    return FactFinder(PROFILES, EMBEDDER, lambda a, b: float(a == b), reads)


def claim(text, article, *, language="it", speaker="Ada Riva", day=8):
    made = claim_from_text(text, PROFILES[language], speaker=speaker, published=date(2024, 6, day))
    return evolve(made, article=article, quote=f"{article}:{text}", id=f"{article}:{text}")


def links(claims, reader=None, **settings):
    rows = EMBEDDER.encode([meaning_text(c) for c in claims])
    return link_claims(claims, rows, finder=finder(reader), settings=Settings(**settings))


PAIR = [claim(ONE, "a"), claim(DOUBTFUL, "b", speaker="Ugo Serra")]


def test_what_is_read_counts():
    """A pair is likelier to be linked if its reader says that the claims agree, and otherwise less."""
    (compared,) = links(PAIR)
    (agreeing,), (neither,) = links(PAIR, Saying(AGREE)), links(PAIR, Saying(NEITHER))
    assert agreeing.score > compared.score > neither.score
    assert {e.name for e in agreeing.evidence} - {e.name for e in compared.evidence} == {"reading", "clash"}


def test_opposed_claims_contradict():
    """What a reader says of opposition tells a contradiction from support."""
    (agreeing,), (opposed,) = links(PAIR, Saying(AGREE)), links(PAIR, Saying(OPPOSED))
    place = list(Relation).index(Relation.CONTRADICTS)
    assert opposed.likely[place] > agreeing.likely[place]


def test_only_what_may_be_linked_is_read():
    """A pair that is hardly linked is not read, none is with `Settings(read=None)`, nor one that is surely linked."""
    sure = [claim(ONE, "a"), claim(ONE, "b")]
    for pair, least, asked in ((PAIR, 0.94, 0), (PAIR, None, 0), (PAIR, 0.0, 1), (sure, 0.0, 0)):
        reader = Saying(AGREE)
        assert links(pair, reader, read=least)
        assert len(reader.asked) == asked


def test_another_language_is_not_read():
    """A reader is asked of no claim in a language it was not taught."""
    reader = Saying(AGREE, "en")
    assert links(PAIR, reader) == links(PAIR)
    assert not reader.asked
    given_pair = relate_pair(*PAIR, 0.8, finder=finder(reader))
    assert given_pair == relate_pair(*PAIR, 0.8, finder=finder())


def test_what_needs_its_sentence_is_read_with_it():
    """A fragment is read in the sentence it stands in, like its vector."""
    reader = Saying(AGREE)
    short = evolve(PAIR[1], text="utile", context=OTHER)
    relate_pair(PAIR[0], short, 0.5, finder=finder(reader))
    assert reader.asked == [(ONE, OTHER)]


@pytest.mark.parametrize(("answer", "relation"), [(AGREE, Relation.SAME), (OPPOSED, Relation.CONTRADICTS)])
def test_given_pairs_are_read(answer, relation):
    """Two claims side by side are read whatever their vectors say, and the reader's answer has its say."""
    speakers = ("Ada Riva", "Ada Riva") if relation is Relation.SAME else ("Ada Riva", "Ugo Serra")
    pair = [claim(text, text, speaker=speaker) for text, speaker in zip((ONE, OTHER), speakers, strict=True)]
    found = relate_pair(*pair, 0.8, finder=finder(Saying(answer)))
    assert found.relation is relation
    assert [e.name for e in found.evidence[-5:]] == list(OF_READING)


@given(st.lists(st.floats(0, 1), min_size=6, max_size=6).filter(lambda row: sum(row) > 0.1))
def test_any_answer_makes_evidence(row):
    """Scores lie between 0 and 1, never so sure that their odds have no end."""
    scores = [e.score for e in told([x / sum(row) for x in row])]
    assert all(0 < score < 1 for score in scores)
