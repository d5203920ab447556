"""Who could be speaking: the names of an article, what they are called, and who is who."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from attrs import define, field, frozen
from babel import Locale

from ..lang.given import given_gender
from ..lang.profile import LanguageProfile
from ..model.span import Span
from ..model.syntax import Sentence, Word
from .likeness import same_name
from .roles import find_role

_HYPHENS = frozenset("-‑")
# Likeness from which two spellings are one name in one article: "Zelensky", "Volodymyr Zelenskyy".
_SPELT_OTHERWISE = 0.85


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


@define(eq=False, kw_only=True)
class Person:
    """A name with all its appearances in one article, in order (organisations too, until typed)."""

    parts: tuple[str, ...]
    mentions: list[NameMention] = field(factory=list)

    @property
    def name(self) -> str:
        """The fullest form of the name."""
        return " ".join(self.parts)

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles told beside the name, in order."""
        return tuple(dict.fromkeys(m.role for m in self.mentions if m.role))

    @property
    def role_heads(self) -> frozenset[str]:
        """The lemmas of their head nouns."""
        return frozenset(m.role_head for m in self.mentions if m.role_head)

    @property
    def gender(self) -> str | None:
        """The gender that most appearances suggest, or None."""
        seen = [m.gender for m in self.mentions if m.gender]
        return max(sorted(set(seen)), key=seen.count) if seen else None

    @property
    def kind(self) -> str | None:
        """What a recogniser takes most appearances for, or None."""
        seen = [m.kind for m in self.mentions if m.kind]
        return max(sorted(set(seen)), key=seen.count) if seen else None

    @property
    def definite(self) -> bool:
        """Whether a definite article stands before most appearances."""
        return 2 * sum(m.definite for m in self.mentions) > len(self.mentions)

    def last_before(self, position: int) -> int:
        """Where the name was last seen before a position; -1 where it was not."""
        place = bisect_left(self.mentions, position, key=lambda m: m.span.start)
        return self.mentions[place - 1].span.start if place else -1


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


def find_people(
    sentences: Iterable[Sentence],
    text: str,
    profiles: Mapping[str, LanguageProfile],
    signatures: Iterable[Span] = (),
) -> tuple[Person, ...]:
    """The names of an article, shorter forms joined to the fullest one they fit; those under tweets too."""
    mentions = [m for s in sentences for m in find_names(s, text, profiles[s.language])]
    mentions += [NameMention(span=span, parts=tuple(span.of(text).split())) for span in signatures]
    people: list[Person] = []
    for mention in sorted(mentions, key=lambda m: (-len(m.parts), m.span)):
        fitting = [p for p in people if is_short_for(mention.parts, p.parts)] or [
            p for p in people if same_name(" ".join(mention.parts), p.name) >= _SPELT_OTHERWISE
        ]
        if fitting:
            person = max(fitting, key=lambda p: (p.last_before(mention.span.start), -people.index(p)))
        else:
            person = Person(parts=mention.parts)
            people.append(person)
        insort(person.mentions, mention, key=lambda m: m.span)
    return tuple(people)


def is_short_for(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether the parts of one name could be a shorter form of another: surname, given name, initials.

    >>> is_short_for(("Umerov",), ("Rustem", "Umerov"))
    True
    """
    if len(short) > len(full):
        return False
    if [s.lower() for s in short] == [f.lower() for f in full]:
        return True
    if len(short) == 1 and len(short[0].rstrip(".")) < 3:
        return False
    tails = all(s.lower() == f.lower() for s, f in zip(reversed(short), reversed(full), strict=False))
    if tails and len(short) < len(full):
        return True
    initial = short[0].rstrip(".").lower()
    surname = short[-1].lower() == full[-1].lower()
    return surname and len(short) > 1 and full[0].lower().startswith(initial)


# ---------------------------------------------------------------- names in a sentence


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
        if (joined := _hyphenated(words, end)) > end:
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
