"""What a text calls somebody right beside the name."""

from __future__ import annotations

from collections.abc import Sequence

from ..lang.profile import LanguageProfile
from ..model.syntax import Sentence, Word

# Words a role may have ("il presidente del consiglio regionale sardo"): longer runs are parser slips.
_LONGEST_ROLE = 12
# Words before a role's noun that belong to it: "former EU trade chief".
_LONGEST_TITLE = 3


def find_role(
    sentence: Sentence,
    text: str,
    profile: LanguageProfile,
    *,
    at: int,
    start: int,
    end: int,
    head: Word | None,
) -> tuple[str | None, Word | None]:
    """The role told beside a name, and its head noun: before it, else after a comma."""
    before = _role_before(sentence, at, profile)
    if before is not None:
        return _text(sentence.words[_role_start(sentence.words, before) : at], text), sentence.words[before]
    if head is not None and start > at:
        return _text(sentence.words[at:start], text), head
    after = _role_after(sentence, end, profile)
    if after is not None:
        first, stop = after
        noun = next(w for w in sentence.words[first:stop] if w.lemma.lower() in profile.people.person)
        return _text(sentence.words[first:stop], text), noun
    return None, None


def _text(words: Sequence[Word], text: str) -> str:
    """What words cover in the text, without articles and punctuation at the edges."""
    kept = list(words)
    while kept and kept[0].upos in {"DET", "PUNCT"}:
        kept = kept[1:]
    while kept and kept[-1].upos in {"DET", "PUNCT", "ADP", "CCONJ"}:
        kept = kept[:-1]
    return " ".join(text[kept[0].span.start : kept[-1].span.end].split()) if kept else ""


def _role_before(sentence: Sentence, at: int, profile: LanguageProfile) -> int | None:
    """Where a role noun stands that the name closes: "il ministro della Difesa [,] X"."""
    words = sentence.words
    owner = at - 1 if at and words[at - 1].upos != "DET" else at - 2
    if owner >= 0 and words[owner].upos == "ADP" and words[owner].form.islower():
        return None  # "il presidente della Provincia di X" is nobody called X
    for i in range(at - 1, max(-1, at - _LONGEST_ROLE), -1):
        word = words[i]
        if word.form == "," and i == at - 1:
            continue
        if word.upos in {"VERB", "AUX", "PUNCT", "SCONJ", "CCONJ"}:
            return None
        if word.lemma.lower() in profile.people.person and word.upos in {"NOUN", "ADJ", "PROPN"}:
            return i
    return None


def _role_start(words: Sequence[Word], noun: int) -> int:
    """Where a role begins: "ex presidente", "trade chief" with what stands before their noun."""
    start = noun
    while start and noun - start < _LONGEST_TITLE and words[start - 1].upos in {"ADJ", "NOUN", "PROPN", "X"}:
        start -= 1
    return start


def _role_after(sentence: Sentence, end: int, profile: LanguageProfile) -> tuple[int, int] | None:
    """The noun phrase after "X, " that has a role noun for its first noun."""
    words = sentence.words
    if end + 1 >= len(words) or words[end].form not in {",", "(", "-", "–", "—"}:
        return None
    first = _after_capacity(words, end + 1, profile)
    for i in range(first, min(len(words), first + 8)):
        word = words[i]
        if word.upos in {"VERB", "AUX", "PUNCT"} or word.form.lower() in profile.people.relatives:
            return None
        if word.lemma.lower() in profile.people.person:
            stop = i + 1
            while stop < len(words) and stop < first + _LONGEST_ROLE and not _ends_role(words[stop], profile):
                stop += 1
            its_own = _of_next(words, first, stop) or _is_subject(words, first, stop)
            return None if its_own else (first, stop)
        if word.upos in {"ADP", "SCONJ"} and i == first:
            return None
    return None


def _of_next(words: Sequence[Word], first: int, stop: int) -> bool:
    """Whether a description with its article belongs to a name after it: "oltre a X, il generale, Y"."""
    following = words[stop + 1 : stop + 6] if stop < len(words) and words[stop].form == "," else ()
    name = next((i for i, w in enumerate(following) if w.upos == "PROPN"), None)
    if words[first].upos != "DET" or name is None:
        return False
    return not any(w.upos in {"VERB", "AUX", "PUNCT"} for w in following[:name])


def _is_subject(words: Sequence[Word], first: int, stop: int) -> bool:
    """Whether a description with its article goes on with a verb: "davanti al giudice X, il sindaco ha ammesso"."""
    return words[first].upos == "DET" and stop < len(words) and words[stop].upos in {"VERB", "AUX"}


def _after_capacity(words: Sequence[Word], at: int, profile: LanguageProfile) -> int:
    """Index after a phrase such as "in qualità di" that begins at `at`; `at` where there is none."""
    forms = [w.form.lower() for w in words[at : at + 5]]
    for phrase in profile.people.capacity:
        parts = phrase.split()
        if forms[: len(parts)] == parts:
            return at + len(parts)
    return at


def _ends_role(word: Word, profile: LanguageProfile) -> bool:
    return (
        word.upos in {"VERB", "AUX", "PUNCT", "SCONJ", "CCONJ"}
        or word.form.lower() in profile.people.relatives
    )
