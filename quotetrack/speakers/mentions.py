"""Who could be speaking: the names of an article, what they are called, and who is who."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence

from attrs import define, field

from ..lang.profile import LanguageProfile
from ..model.span import Span
from ..model.syntax import Sentence
from .appearances import NameMention, find_names
from .likeness import same_name

# Likeness from which two spellings are one name in one article: "Zelensky", "Volodymyr Zelenskyy".
_SPELT_OTHERWISE = 0.85


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
    if len(short) == 1 and len(full) > 1 and full[1].islower() and short[0].lower() == full[0].lower():
        return True  # "Federazione" of "Federazione degli apicoltori"
    tails = all(s.lower() == f.lower() for s, f in zip(reversed(short), reversed(full), strict=False))
    if tails and len(short) < len(full):
        return True
    initial = short[0].rstrip(".").lower()
    surname = short[-1].lower() == full[-1].lower()
    return surname and len(short) > 1 and full[0].lower().startswith(initial)
