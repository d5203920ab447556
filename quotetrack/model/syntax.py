"""Parsed sentences, over Universal Dependencies."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from attrs import frozen

from .note import Note
from .span import Span, hull


@frozen(kw_only=True)
class Word:
    """One syntactic word. Words of one surface token (*della* = *di* + *la*) share its span.

    `index` counts from 1 inside the sentence; `head` is 0 for the root.
    """

    index: int
    form: str
    lemma: str
    upos: str
    head: int
    deprel: str
    span: Span
    feats: tuple[tuple[str, str], ...] = ()

    def feat(self, name: str) -> str | None:
        """The value of a morphological feature, or None."""
        return next((value for key, value in self.feats if key == name), None)

    @property
    def relation(self) -> str:
        """The dependency relation without its subtype: `nsubj` for `nsubj:pass`."""
        return self.deprel.partition(":")[0]


@frozen
class Entity:
    """A named entity found by a recogniser: `kind` is person, organisation or place."""

    span: Span
    kind: str


@frozen
class Speech:
    """How likely a word belongs to a cue, to what is said, to who says it: each 0 to 1."""

    cue: float
    content: float
    source: float


@frozen(kw_only=True, eq=False)
class Sentence:
    """A parsed sentence. Word `i` is `sentence.words[i - 1]`, and `sentence.speech[i - 1]` what a tagger of reported
    speech says of it; `speech` is empty where the models have none.
    """

    words: tuple[Word, ...]
    language: str
    span: Span
    entities: tuple[Entity, ...] = ()
    speech: tuple[Speech, ...] = ()

    @cached_property
    def _children(self) -> dict[int, tuple[Word, ...]]:
        table: dict[int, list[Word]] = {}
        for word in self.words:
            table.setdefault(word.head, []).append(word)
        return {head: tuple(words) for head, words in table.items()}

    def children(self, word: Word) -> tuple[Word, ...]:
        """The words that depend on `word`, in order."""
        return self._children.get(word.index, ())

    def child(self, word: Word, *deprels: str) -> Word | None:
        """The first dependent of `word` whose relation (with or without subtype) is named."""
        for child in self.children(word):
            if child.deprel in deprels or child.relation in deprels:
                return child
        return None

    def head(self, word: Word) -> Word | None:
        """The word that `word` depends on; None for the root."""
        return self.words[word.head - 1] if word.head else None

    def ancestors(self, word: Word) -> Iterator[Word]:
        """From the head of `word` up to the root; ends also where a tree has a cycle."""
        seen = {word.index}
        above = self.head(word)
        while above is not None and above.index not in seen:
            seen.add(above.index)
            yield above
            above = self.head(above)

    def subtree(self, word: Word, *, but: frozenset[int] = frozenset()) -> tuple[Word, ...]:
        """`word` and all below it, in order; branches at the word indices of `but` left out."""
        found, todo = {word.index}, [word]
        while todo:
            for child in self.children(todo.pop()):
                if child.index not in found and child.index not in but:
                    found.add(child.index)
                    todo.append(child)
        return tuple(self.words[index - 1] for index in sorted(found))

    def is_passive(self, verb: Word) -> bool:
        """Whether a verb is in the passive voice."""
        return any(c.deprel in {"nsubj:pass", "aux:pass", "csubj:pass"} for c in self.children(verb))

    def span_of(self, word: Word, *, but: frozenset[int] = frozenset()) -> Span:
        """The range from the first to the last character of a subtree."""
        return hull(w.span for w in self.subtree(word, but=but))


@frozen(eq=False)
class Annotation:
    """What a parser found in one passage; spans are those of the article."""

    sentences: tuple[Sentence, ...] = ()
    notes: tuple[Note, ...] = ()
