"""Deterministic stand-ins for the parts that load models."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import blake2b

import numpy as np

from ..model.article import Passage
from ..model.claim import Relation
from ..model.span import Span, hull
from ..model.syntax import Annotation, Sentence, Word
from ..protocols import Guess, Matrix

_RELATIONS = list(Relation)


class FakeDetector:
    """Says of each text what it was told to, nothing of one without letters.

    >>> FakeDetector(table={"Ciao.": "xx"}, otherwise="yy").detect(["Ciao.", "Hi.", "12"])
    [(Guess(confidence=1.0, language='xx'),), (Guess(confidence=1.0, language='yy'),), ()]
    """

    name = "fake"

    def __init__(self, *, table: Mapping[str, str] | None = None, otherwise: str = "xx") -> None:
        self._table = dict(table or {})
        self._otherwise = otherwise

    def detect(self, texts: Sequence[str]) -> Sequence[tuple[Guess, ...]]:
        """One certain guess per text with letters."""
        return [self._guesses(text) for text in texts]

    def _guesses(self, text: str) -> tuple[Guess, ...]:
        if not any(character.isalpha() for character in text):
            return ()
        return (Guess(1.0, self._table.get(text, self._otherwise)),)


class FakeAnnotator:
    r"""Gives each passage the parse it was told, or one flat sentence of its tokens.

    Args:
        parses: passage text to lines "form lemma upos head deprel", sentences apart by empty lines.

    >>> fake = FakeAnnotator({"Piove.": "Piove piovere VERB 0 root\n. . PUNCT 1 punct"})
    >>> [w.lemma for w in fake.annotate([Passage("Piove.", "xx")])[0].sentences[0].words]
    ['piovere', '.']
    """

    name = "fake"

    def __init__(self, parses: Mapping[str, str] | None = None) -> None:
        self._parses = dict(parses or {})

    def annotate(self, passages: Sequence[Passage]) -> Sequence[Annotation]:
        """One annotation per passage."""
        return [self._annotation(passage) for passage in passages]

    def _annotation(self, passage: Passage) -> Annotation:
        lines = self._parses.get(passage.text) or _flat(passage.text)
        sentences, place = [], 0
        for block in filter(str.strip, lines.split("\n\n")):
            words = []
            for index, line in enumerate(block.strip().splitlines(), 1):
                form, lemma, upos, head, deprel = line.split()
                place = passage.text.index(form, place)
                span = Span(place, place + len(form)).shifted(passage.start)
                place += len(form)
                words.append(
                    Word(
                        index=index,
                        form=form,
                        lemma=lemma,
                        upos=upos,
                        head=int(head),
                        deprel=deprel,
                        span=span,
                    )
                )
            span = hull(word.span for word in words)
            sentences.append(Sentence(words=tuple(words), language=passage.language, span=span))
        return Annotation(tuple(sentences))


def _flat(text: str) -> str:
    tokens = re.findall(r"\w+|[^\w\s]", text)
    return "\n".join(
        f"{token} {token.lower()} X {int(place > 0)} {'dep' if place else 'root'}"
        for place, token in enumerate(tokens)
    )


class FakeReader:
    """Claims that share words are the same, but for those that only one of two negates: they contradict each other.

    >>> FakeReader().read([("one dam holds", "one dam holds not")]).tolist()
    [[0.0, 0.0, 0.75, 0.0, 0.0, 0.25]]
    """

    name = "fake"

    def __init__(self, *languages: str) -> None:
        self.languages = frozenset(languages or ("xx",))

    def read(self, pairs: Sequence[tuple[str, str]]) -> Matrix:
        """The share of common words as how likely they are the same or contradict each other, the rest as unrelated."""
        rows = np.zeros((len(pairs), len(_RELATIONS)), np.float32)
        for row, (a, b) in zip(rows, pairs, strict=True):
            left, right = set(a.lower().split()), set(b.lower().split())
            near = len(left & right) / max(len(left), len(right), 1)
            denied = {"not", "non"} & (left ^ right)
            row[_RELATIONS.index(Relation.CONTRADICTS if denied else Relation.SAME)] = near
            row[_RELATIONS.index(Relation.UNRELATED)] = 1 - near
        return rows


class FakeEmbedder:
    """Bags of words, hashed: texts that share words are near, others far.

    >>> a, b, c = FakeEmbedder().encode(["the dam broke", "the dam held", "roses"])
    >>> bool(a @ b > a @ c)
    True
    """

    def __init__(self, dimensions: int = 64) -> None:
        self.name = f"fake-{dimensions}"
        self._dimensions = dimensions

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One unit row per text, zeros for the empty one."""
        matrix = np.zeros((len(texts), self._dimensions), np.float32)
        for row, text in zip(matrix, texts, strict=True):
            for word in text.lower().split() or ([text] if text else []):
                digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
                row[int.from_bytes(digest[:4], "big") % self._dimensions] += 1.0
        lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
        return np.asarray(matrix / np.where(lengths, lengths, 1.0), np.float32)
