"""The names in a sentence, with the roles told beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from attrs import frozen
from babel import Locale

from ..lang.given import given_gender
from ..lang.noun_phrase import mention_span
from ..lang.profile import LanguageProfile
from ..model.span import Span
from ..model.syntax import Sentence, Word
from .roles import find_role

_HYPHENS = frozenset("-‑")
# Words that may tell more of a body behind what it is: "Istituto superiore di sanità".
_COMPLEMENT = 5


@frozen(eq=False, kw_only=True)
class NameMention:
    """One appearance of a name: its range, its parts without titles, and the role told beside it.

    Args:
        kind: what a recogniser of names takes it for, where there is one.
        definite: a definite article stands right before it, as before few people's names: "l'Osce", "the Guardian".
    """

    span: Span
    parts: tuple[str, ...]
    role: str | None = None
    role_head: str | None = None
    gender: str | None = None
    kind: str | None = None
    definite: bool = False


@cache
def calendar_words(code: str) -> frozenset[str]:
    """Names of days and months, lower case: capital letters make no name of "Friday"."""
    locale = Locale.parse(code)
    tables = [locale.days["format"], locale.months["format"]]
    return frozenset(
        name.lower().rstrip(".")
        for t in tables
        for width in ("wide", "abbreviated")
        for name in t[width].values()
    )


def find_names(sentence: Sentence, text: str, profile: LanguageProfile) -> list[NameMention]:
    """The names of a sentence with the roles beside them, left to right."""
    found: list[NameMention] = []
    words = sentence.words
    at = 0
    while at < len(words):
        end = _name_end(words, at, profile)
        if end == at:
            at += 1
            continue
        mention = _mention(sentence, at, end, text, profile)
        if mention is not None:
            found.append(mention)
        at = end
    return found


def _name_end(words: Sequence[Word], at: int, profile: LanguageProfile) -> int:
    """Index after the run of name words that begins at `at`; `at` itself where none begins."""
    calendar = calendar_words(profile.code)
    if not is_name_word(words, at, calendar):
        return at
    end = at + 1
    while end < len(words):
        joined = max(_hyphenated(words, end), _split(words, end))
        if joined > end:
            end = joined
            continue
        if is_name_word(words, end, calendar) and words[end].span.start - words[end - 1].span.end <= 1:
            end += 1
            continue
        particle = words[end].form.lower() in profile.people.particles
        if (
            particle
            and end + 1 < len(words)
            and is_name_word(words, end + 1, calendar)
            and _inside_name(words, at, end, profile)
            and not profile.people.can_speak(words[end + 1].lemma.lower())  # "A Parma la Banca"
        ):
            end += 2
            continue
        return end
    return end


def _hyphenated(words: Sequence[Word], at: int) -> int:
    """Index after what a hyphen joins to a name, `at` itself where none does: "Pierre" and "-Yves", "Khaled" and "al-Najm"."""
    particle = words[at].form.islower() and words[at].span.start > words[at - 1].span.end
    hyphen = at + particle
    if hyphen + 1 >= len(words) or words[hyphen].form not in _HYPHENS:
        return at
    before, mark, after = words[hyphen - 1 : hyphen + 2]
    tight = before.span.end == mark.span.start and mark.span.end == after.span.start
    return hyphen + 2 if tight and after.form[:1].isupper() else at


def _split(words: Sequence[Word], at: int) -> int:
    """Index after a capitalised particle that was read as two words, and the name behind it: "Del Bianco"."""
    pair, name = words[at : at + 2], words[at + 2 : at + 3]
    if not name or pair[0].span != pair[1].span or not pair[0].form[:1].isupper():
        return at
    joined = name[0].form[:1].isupper() and name[0].span.start == pair[0].span.end + 1
    return at + 3 if joined and name[0].upos in {"PROPN", "NOUN", "ADJ"} else at


def _inside_name(words: Sequence[Word], at: int, end: int, profile: LanguageProfile) -> bool:
    """A capitalised particle, or one after a given name: "Luis de Guindos", not "Banca di Roma"."""
    form = words[end].form
    return form[0].isupper() or (end - at == 1 and form not in profile.people.capital_particles)


def is_name_word(words: Sequence[Word], at: int, calendar: frozenset[str]) -> bool:
    """Whether a word can be part of a name: capitalised, and no function word or verb."""
    word = words[at]
    if at > 1 and words[at - 1].form in _HYPHENS and words[at - 1].span.end == word.span.start:
        return False  # the second half of "Al-Najm" is not a name of its own
    if not word.form[:1].isupper() or word.form.lower() in calendar or not re.search(r"[^\W\d_]", word.form):
        return False
    if word.upos in {"PROPN", "X"}:
        return True
    return at > 0 and word.upos in {"NOUN", "ADJ"} and words[at - 1].form not in {".", ":", '"', "«", "“"}


def _mention(
    sentence: Sentence, at: int, end: int, text: str, profile: LanguageProfile
) -> NameMention | None:
    words = sentence.words
    people = profile.people
    start = at
    head: Word | None = None
    while start < end and _is_title(words[start], profile):
        if words[start].lemma.lower() in people.person or words[start].form.lower() in people.person:
            head = words[start]
        start += 1
    if start == end:
        return None
    # "Turin police chief Ettore Salvi", "Foreign Minister Samir Rahal": the name follows the role noun
    for i in range(end - 2, start, -1):
        if words[i].form.lower() in people.person:
            head, at, start = words[i], start, i + 1
            break
    end = _whole_body(sentence, start, end, text, profile)
    name = words[start:end]
    own = _own_start(name, profile)
    if own:  # "Fratelli d'Italia Paolo Rossi": two names side by side
        start, at = start + own, start + own
        name = words[start:end]
    span = _whole(Span(name[0].span.start, name[-1].span.end), text)
    parts = tuple(_part(part) for part in span.of(text).split())
    role, head = find_role(sentence, text, profile, at=at, start=start, end=end, head=head)
    gender = _gender(parts, head, profile)
    return NameMention(
        span=span,
        parts=parts,
        role=role,
        role_head=head.lemma.lower() if head else None,
        gender=gender,
        kind=next((e.kind for e in sentence.entities if e.span.overlaps(span)), None),
        definite=head is None and at > 0 and words[at - 1].feat("Definite") == "Def",
    )


def _whole_body(sentence: Sentence, start: int, end: int, text: str, profile: LanguageProfile) -> int:
    """The end of a body's name that begins with what it is: "Federazione degli apicoltori", not "Federazione"."""
    head = sentence.words[start]
    if end - start > 1 or head.lemma.lower() not in profile.people.organisation:
        return end
    inside = mention_span(sentence, head, text)
    behind = takewhile(lambda w: w.upos not in {"VERB", "AUX"}, sentence.words[end:])
    whole = [w.index for w in behind if w.span.overlaps(inside)]
    return whole[-1] if 0 < len(whole) <= _COMPLEMENT else end


def _whole(span: Span, text: str) -> Span:
    """A name to the end of its last letters: tokenizers part "Gritsenk|o" and "Al|-|Masry"."""
    end = span.end
    while end < len(text) and (
        text[end].isalpha() or (text[end] in "-‑" and text[end + 1 : end + 2].isalpha())
    ):
        end += 1
    return Span(span.start, end)


def _own_start(name: Sequence[Word], profile: LanguageProfile) -> int:
    """Where a person's name begins inside a run that opens with a body's or a place's."""
    if given_gender(name[0].form, profile.code):
        return 0
    for i in range(1, len(name) - 1):
        if given_gender(name[i].form, profile.code) and len(name) - i <= 3:
            return i
    return 0


def _part(form: str) -> str:
    return re.sub(r"['’]s$", "", form)


def _is_title(word: Word, profile: LanguageProfile) -> bool:
    form = word.form.lower()
    return form in profile.people.titles or form in profile.people.person


def _gender(parts: Sequence[str], head: Word | None, profile: LanguageProfile) -> str | None:
    people = profile.people
    if head is not None:
        lemmas = {head.lemma.lower(), head.form.lower()}
        if lemmas & people.feminine:
            return "Fem"
        if lemmas & people.masculine:
            return "Masc"
    return given_gender(parts[0], profile.code) if len(parts) > 1 else None
