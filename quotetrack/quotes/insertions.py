"""Cues set off from their sentence: by commas, by dashes, or by a word such as "as"."""

from __future__ import annotations

from collections.abc import Iterable

from ..lang.profile import LanguageProfile
from ..model.span import Span
from ..model.syntax import Sentence, Word
from .cues import CueHit, CueType
from .nearby import can_speak

DASHES = frozenset({"-", "–", "—"})
COMMAS = DASHES | {","}
_APOSTROPHES = frozenset("'‘")
# Words between "as" and its verb: a short subject.
_COMMENT = 6
# Words that source, cue and an adverbial take up between commas.
_INSERTED = 14


def has_finite(words: Iterable[Word]) -> bool:
    """Whether a finite verb is among some words."""
    return any(w.upos in {"VERB", "AUX"} and w.feat("VerbForm") == "Fin" for w in words)


def is_finite_clause(sentence: Sentence, verb: Word) -> bool:
    """Whether a verb is finite, or has an auxiliary that is."""
    return has_finite((verb, *(c for c in sentence.children(verb) if c.relation in {"aux", "cop"})))


def is_relative(word: Word) -> bool:
    """Whether a word is a relative pronoun."""
    return word.feat("PronType") == "Rel"


def is_finite(hit: CueHit) -> bool:
    """Whether a finite verb is among the words of the cue."""
    return any(w.feat("VerbForm") == "Fin" for w in hit.words)


def comments(hit: CueHit, profile: LanguageProfile) -> bool:
    """Whether a word such as "as" begins the cue's clause."""
    words = hit.sentence.words
    first = hit.words[0].index - 1
    before = words[max(0, first - _COMMENT) : first]
    opens = next((w for w in reversed(before) if w.form.lower() in profile.grammar.as_words), None)
    if opens is None or not (is_finite(hit) or is_participle(hit)):
        return False
    if any(w.upos in {"VERB", "AUX", "PUNCT"} for w in words[opens.index : first]):
        return False
    return opens.index <= 2 or words[opens.index - 2].form in COMMAS


def is_participle(hit: CueHit) -> bool:
    """Whether a cue is a past participle by itself: "come annunciato dal ministro"."""
    return hit.head.feat("VerbForm") == "Part" and hit.head.feat("Tense") == "Past" and len(hit.words) == 1


def is_inserted(hit: CueHit, profile: LanguageProfile) -> bool:
    """Whether commas or dashes set off a short stretch with the cue in it, and no clause of the cue follows."""
    if hit.type is not CueType.VERB or not is_finite(hit) or hit.sentence.is_passive(hit.head):
        return False
    words = hit.sentence.words
    first, last = hit.words[0].index - 2, hit.words[-1].index
    opened = next((i for i in range(first, max(-1, first - _INSERTED), -1) if words[i].form in COMMAS), None)
    closed = next(
        (i for i in range(last, min(len(words), last + _INSERTED)) if words[i].form in COMMAS), None
    )
    if opened is None or closed is None or opened == 0:
        return False
    if (words[-1].upos != "PUNCT" or words[-1].form == ":") and not has_finite(words[closed:]):
        return False  # "X afferma, tra l'altro: «...»"
    inside = words[opened + 1 : first + 1] + words[last:closed]
    if any(w.upos in {"VERB", "AUX", "SCONJ", "CCONJ"} or w.feat("PronType") == "Rel" for w in inside):
        return False
    if _has_its_own(hit, words[opened].index, words[closed].index if closed < len(words) else len(words) + 1):
        return False
    if _takes_object(hit, profile):
        return False
    grammar, people = profile.grammar, profile.people
    if any(w.upos == "PRON" and w.form.lower() in people.relatives for w in inside):
        return False
    following = words[closed + 1 : closed + 2]
    return not any(w.form.lower() in grammar.complementizers and not is_relative(w) for w in following)


def _has_its_own(hit: CueHit, opened: int, closed: int) -> bool:
    """Whether a verb takes a subject or an object from outside the commas: then it is no insertion."""
    return any(
        c.relation in {"nsubj", "obj"} and not opened < c.index < closed and c.upos != "PUNCT"
        for c in hit.sentence.children(hit.head)
    )


def _takes_object(hit: CueHit, profile: LanguageProfile) -> bool:
    """Whether a verb has an object between the commas: "..., il Perù ha chiesto al Cile l'estradizione, ..." tells by itself."""
    children = hit.sentence.children(hit.head)
    objects = [c for c in children if c.relation == "obj" and c.upos == "NOUN"]
    subject = any(c.relation == "nsubj" for c in children)
    return any(subject or not can_speak(c, profile) for c in objects)


def in_dashes(hit: CueHit) -> bool:
    """Whether dashes on both sides part a cue (with its source) from marked text it stands in."""
    return hit.type is CueType.VERB and is_finite(hit) and len(_dashes(hit)) == 2


def dashed(hit: CueHit) -> Span:
    """The range of such a cue, dashes included."""
    before, after = _dashes(hit)
    return Span(before.span.start, after.span.end)


def _dashes(hit: CueHit) -> list[Word]:
    """The nearest dash on each side of a cue, no more than a short subject away."""
    words = hit.sentence.words
    first, last = hit.words[0].index - 1, hit.words[-1].index
    before = next((w for w in reversed(words[max(0, first - _INSERTED) : first]) if w.form in DASHES), None)
    after = next((w for w in words[last : last + _INSERTED] if w.form in DASHES), None)
    return [w for w in (before, after) if w is not None]


def is_theirs(word: Word, hit: CueHit, profile: LanguageProfile) -> bool:
    """Whether a word stands with a verb inside marks that the cue stands outside of: it is part of what is said."""
    before = word.index < hit.head.index
    first, last = sorted((word.index, hit.head.index))
    between = hit.sentence.words[first : last - 1]
    marks = [pair for pair in profile.quote_marks if pair[0] not in _APOSTROPHES]
    straight = {opening for opening, closing in marks if opening == closing}
    opening = {pair[0] for pair in marks} - straight
    closing = {pair[1] for pair in marks} - straight - opening
    if sum(w.form in straight for w in between) % 2 == 0:
        straight = set()  # what they mark stands between, whole
    leaving, entering = (closing | straight, opening) if before else (opening | straight, closing)
    inside: list[Word] = []
    for other in between if before else reversed(between):
        if other.form in entering:
            return False
        if other.form in leaving:
            return has_finite(inside)
        inside.append(other)
    return False
