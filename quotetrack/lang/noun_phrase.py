"""What belongs to a mention: a noun with its article, its titles and its name, over Universal Dependencies."""

from __future__ import annotations

from ..model.span import Span
from ..model.syntax import Sentence, Word

# Word classes that stand side by side in a name with its role.
_RUN = frozenset({"PROPN", "NOUN", "ADJ"})

# What hangs on a noun but is no part of its mention: it says more about the same person.
_LOOSE = frozenset(
    {"appos", "acl", "parataxis", "punct", "conj", "cc", "advcl", "dislocated", "discourse", "obl"}
)


# What hangs on a noun as a preposition's or a predicate's: "the next witness was X, who said".
_OUTSIDE = frozenset({"case", "mark", "nsubj", "csubj", "cop", "aux", "expl"})

# Marks that part an apposition from its noun.
_PARTS = frozenset({",", "(", "-", "–", "—"})


def mention_span(sentence: Sentence, head: Word, text: str) -> Span:
    """A noun with what belongs to its name or description, without what follows a comma."""
    loose = frozenset(
        w.index
        for w in sentence.children(head)
        if w.relation in _OUTSIDE or (w.relation in _LOOSE and not _joined(sentence, head, w))
    )
    indices = {w.index for w in sentence.subtree(head, but=loose)}
    first = last = head.index
    while first - 1 in indices and sentence.words[first - 2].form != ",":
        first -= 1
    while last + 1 in indices and sentence.words[last].form != ",":
        last += 1
    first, last = _whole_run(sentence, first, last)
    if 1 < first < head.index and sentence.words[first - 1].span == sentence.words[first - 2].span:
        first += 1  # the article of "dal questore" stands with the preposition
    span = Span(sentence.words[first - 1].span.start, sentence.words[last - 1].span.end)
    return span.stripped(text, " \n\t\"'«»“”‘’,;:.-–—()") if len(span) > 1 else span


def _whole_run(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """The word range with the name that goes on beside it: the tree often parts "EU trade chief X" in two."""
    words = sentence.words
    while last < len(words) and words[last].upos == "PROPN" and words[last - 1].upos in _RUN:
        last += 1
    while first > 1 and words[first - 1].upos in _RUN and words[first - 2].upos in _RUN:
        first -= 1
    return first, last


def _joined(sentence: Sentence, head: Word, word: Word) -> bool:
    """Whether a loose dependent is part of the mention: "il sindaco Rinaldi", "Kushner e Witkoff"."""
    between = sentence.words[min(head.index, word.index) : max(head.index, word.index) - 1]
    if word.relation == "conj":
        return word.upos in {"NOUN", "PROPN"} and len(between) <= 4 and all(w.form != "," for w in between)
    if word.relation == "cc":
        return True
    if word.deprel == "acl":  # "fonti vicine ai negoziati"
        return word.upos == "ADJ" and word.index == head.index + 1
    return word.relation == "appos" and all(w.form not in _PARTS for w in between)
