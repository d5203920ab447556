"""The fakes keep their contracts, and the checks see who does not."""

import numpy as np
import pytest
from attrs import evolve

from quotetrack.backends.memory import MemoryStore
from quotetrack.model.article import Passage
from quotetrack.model.syntax import Annotation
from quotetrack.protocols import Annotator, Detector, Embedder, Guess, Reader, Store
from quotetrack.testing import (
    FakeAnnotator,
    FakeDetector,
    FakeEmbedder,
    FakeReader,
    check_annotator,
    check_detector,
    check_embedder,
    check_reader,
    check_store,
)


def test_fakes_are_what_they_stand_for():
    """Each fake has the members of its protocol."""
    assert isinstance(FakeDetector(), Detector)
    assert isinstance(FakeAnnotator(), Annotator)
    assert isinstance(FakeEmbedder(), Embedder)
    assert isinstance(FakeReader(), Reader)
    assert isinstance(MemoryStore(), Store)


def test_fakes_pass_their_checks():
    """Each fake keeps its contract."""
    check_detector(FakeDetector())
    check_annotator(FakeAnnotator())
    check_embedder(FakeEmbedder())
    check_reader(FakeReader("en"))


def test_fake_annotator_gives_the_parse_it_was_told():
    """Rows become words with spans of the article; empty lines part sentences."""
    rows = "Piove piovere VERB 0 root\n. . PUNCT 1 punct\n\nBene bene ADV 0 root"
    (annotation,) = FakeAnnotator({"Piove. Bene": rows}).annotate([Passage("Piove. Bene", "xx", 10)])
    first, second = annotation.sentences
    assert [(w.lemma, w.upos, w.head, w.deprel) for w in first.words] == [
        ("piovere", "VERB", 0, "root"),
        (".", "PUNCT", 1, "punct"),
    ]
    assert (first.span.start, first.span.end, second.span.start) == (10, 16, 17)


class Unsorted(FakeDetector):
    """Guesses the least likely first."""

    def detect(self, texts):
        return [(Guess(0.1, "xx"), Guess(0.9, "yy")) for _ in texts]


class Short(FakeDetector):
    """Answers three texts at most."""

    def detect(self, texts):
        return super().detect(texts)[:3]


class Eager(FakeDetector):
    """Guesses on anything."""

    def detect(self, texts):
        return [(Guess(1.0, "xx"),) for _ in texts]


@pytest.mark.parametrize(
    ("detector", "message"),
    [(Unsorted(), "likeliest first"), (Short(), "gave 3 answers"), (Eager(), "no letters")],
)
def test_check_sees_a_bad_detector(detector, message):
    """Guesses out of order, too few answers, and guesses on nothing are told."""
    with pytest.raises(AssertionError, match=message):
        check_detector(detector)


class Unshifted(FakeAnnotator):
    """Gives spans of the passage."""

    def annotate(self, passages):
        return super().annotate([evolve(passage, start=0) for passage in passages])


class Cyclic(FakeAnnotator):
    """Hangs each word on itself."""

    def annotate(self, passages):
        return [Annotation(tuple(map(self.turned, a.sentences))) for a in super().annotate(passages)]

    @staticmethod
    def turned(sentence):
        return evolve(sentence, words=tuple(evolve(word, head=word.index) for word in sentence.words))


@pytest.mark.parametrize(
    ("annotator", "message"), [(Unshifted(), "outside"), (Cyclic(), "depends on itself")]
)
def test_check_sees_a_bad_annotator(annotator, message):
    """Spans of the passage instead of the article, and impossible trees, are told."""
    with pytest.raises(AssertionError, match=message):
        check_annotator(annotator)


class Long(FakeEmbedder):
    """Gives rows of length two."""

    def encode(self, texts):
        return super().encode(texts) * np.float32(2)


class Wide(FakeEmbedder):
    """Gives rows of double precision."""

    def encode(self, texts):
        return super().encode(texts).astype(np.float64)


class Centred(FakeEmbedder):
    """Gives rows that depend on one another."""

    def encode(self, texts):
        matrix = super().encode(texts)
        return matrix - matrix.mean(axis=0) if len(texts) > 1 else matrix


@pytest.mark.parametrize(
    ("embedder", "message"), [(Long(), "length"), (Wide(), "float64"), (Centred(), "zeros")]
)
def test_check_sees_a_bad_embedder(embedder, message):
    """Rows that are not of unit length, not float32, or that depend on one another are told."""
    with pytest.raises(AssertionError, match=message):
        check_embedder(embedder)


class Forgetful(MemoryStore):
    """Forgets what it has."""

    def add_result(self, result):
        super().add_result(result)
        return True


class Careless(MemoryStore):
    """Takes writes at any time."""

    def _check_writing(self):
        pass


class Deaf(MemoryStore):
    """Does not hear what text is asked for."""

    def results(self, *, text=None, **filters):
        return super().results(**filters)


@pytest.mark.parametrize(
    ("store", "message"),
    [(Forgetful, "again"), (Careless, "outside a transaction"), (Deaf, "words in any order")],
)
def test_check_sees_a_bad_store(store, message):
    """Adding twice, writing outside a transaction, and filters without effect are told."""
    with pytest.raises(AssertionError, match=message):
        check_store(store)


class OneWay(FakeReader):
    """Says of the longer claim first what it does not say of it second."""

    def read(self, pairs):
        rows = super().read(pairs)
        rows[[i for i, (a, b) in enumerate(pairs) if len(a) > len(b)]] = (1, 0, 0, 0, 0, 0)
        return rows


class Unsure(FakeReader):
    """Gives likelihoods that sum to less than 1."""

    def read(self, pairs):
        return super().read(pairs) / 2


class Comparing(FakeReader):
    """Gives rows that depend on one another."""

    def read(self, pairs):
        rows = super().read(pairs)
        return np.roll(rows, 1, axis=0)


@pytest.mark.parametrize(
    ("reader", "message"),
    [(OneWay(), "other order"), (Unsure(), "do not sum"), (Comparing(), "beside it")],
)
def test_check_sees_a_bad_reader(reader, message):
    """Answers that hang on the order, that are no likelihoods, or that hang on other pairs, are told."""
    with pytest.raises(AssertionError, match=message):
        check_reader(reader)
