"""One speaker, many names: the speakers of all articles, merged.

Names fall into classes: those that sound alike in every part. A name that says less (a bare
surname, an initial, one given name of two, an acronym) joins the classes that say more only where
these agree with one another, or where its article or its role tells which is meant. So no chain of
half-alike names ever ties two people, and the order of the articles changes nothing.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import combinations
from typing import Generic, TypeVar

from attrs import frozen

from ..lang.names import Names, fold, load_names
from ..model.ids import content_id
from ..model.quote import Identity, Speaker, SpeakerType
from .bodies import BodyName, body_name
from .names import PersonName, person_name


@frozen(eq=False)
class _Member:
    """A speaker of one article, as a person or as an organisation; as neither where not named."""

    article: str
    speaker: Speaker
    person: PersonName | None = None
    body: BodyName | None = None
    listed: str | None = None


Name = TypeVar("Name", PersonName, BodyName)
Item = TypeVar("Item")


@frozen(eq=False)
class _Class(Generic[Name]):
    """Members whose names sound alike, and those names."""

    members: list[_Member]
    names: frozenset[Name]


#: A short name's members, and the members each of them may belong to.
Doubt = tuple[list[_Member], list[_Member]]


def merge_speakers(found: Iterable[tuple[str, Speaker]], names: Names | None = None) -> tuple[Identity, ...]:
    """Who the speakers of these articles are, in the order in which each was first met.

    Args:
        found: article id and speaker, in the order in which articles were added. An identity takes
            its id from its earliest member: adding articles changes none.
        names: what is known of names.
    """
    names = names or load_names()
    members = _members(found, names)
    clusters = _Clusters(members)
    doubts = [*_merge_people(members, clusters), *_merge_bodies(members, clusters, names)]
    _settle(doubts, clusters)
    return tuple(map(_identity, clusters.groups()))


class _Clusters:
    """Sets of members that grow together: union-find, the earliest member as root."""

    def __init__(self, members: Sequence[_Member]) -> None:
        self._members = members
        self._place = {member: place for place, member in enumerate(members)}
        self._above = list(range(len(members)))

    def root(self, member: _Member) -> int:
        """The same number for all members of a cluster."""
        place = self._place[member]
        while self._above[place] != place:
            self._above[place] = place = self._above[self._above[place]]
        return place

    def join(self, members: Iterable[_Member]) -> None:
        """Puts the clusters of all these members together."""
        roots = sorted({self.root(member) for member in members})
        for root in roots[1:]:
            self._above[root] = roots[0]

    def groups(self) -> Iterable[list[_Member]]:
        """The clusters in the order of their earliest members."""
        groups: dict[int, list[_Member]] = defaultdict(list)
        for member in self._members:
            groups[self.root(member)].append(member)
        return groups.values()


def _members(found: Iterable[tuple[str, Speaker]], names: Names) -> list[_Member]:
    speakers: dict[tuple[str, str], Speaker] = {}
    for article, speaker in found:
        speakers.setdefault((article, speaker.id), speaker)
    known = {body_name(s.name, names).key for s in speakers.values() if s.type is SpeakerType.ORGANISATION}
    return [_member(article, speaker, names, known) for (article, _), speaker in speakers.items()]


def _member(article: str, speaker: Speaker, names: Names, bodies: Set[str]) -> _Member:
    body, person = body_name(speaker.name, names), person_name(speaker.name, names)
    listed = names.person(speaker.name)
    if speaker.type is SpeakerType.ORGANISATION and body.named:
        return _Member(article, speaker, body=body)
    if speaker.type is SpeakerType.PERSON:
        return _Member(article, speaker, person=person, listed=listed)
    if speaker.type is SpeakerType.UNKNOWN and body.named:
        if body.listed or body.key in bodies:
            return _Member(article, speaker, body=body)
        if person is not None and person.given:  # a lone word may be anything
            return _Member(article, speaker, person=person, listed=listed)
    return _Member(article, speaker)


def _merge_people(members: Sequence[_Member], clusters: _Clusters) -> Iterator[Doubt]:
    """Joins people; answers the bare names that may be several people's."""
    for same in _grouped((m for m in members if m.listed), lambda member: member.listed):
        clusters.join(same)
    people = [(member, member.person) for member in members if member.person is not None]
    for block in _grouped(people, lambda pair: pair[1].wide):
        classes = _classes(block, lambda name: name.key)
        fuller = {short: [long for long in classes if _shortens(short, long)] for short in classes}
        for short, longs in fuller.items():
            rivals = (other for other in classes if not set(longs).isdisjoint(fuller[other]))
            if _all_agree(longs) and all(_agree(short, other) for other in rivals):
                clusters.join([*short.members, *(member for long in longs for member in long.members)])
            elif all(name.bare for name in short.names):
                yield short.members, [member for long in longs for member in long.members]
            else:
                clusters.join(short.members)


def _all_agree(classes: Sequence[_Class[PersonName]]) -> bool:
    return all(_agree(one, other) for one, other in combinations(classes, 2))


def _shortens(short: _Class[PersonName], long: _Class[PersonName]) -> bool:
    return max(n.fullness for n in short.names) < max(n.fullness for n in long.names) and _agree(short, long)


def _agree(one: _Class[PersonName], other: _Class[PersonName]) -> bool:
    return any(a.agrees(b) for a in one.names for b in other.names)


def _merge_bodies(members: Sequence[_Member], clusters: _Clusters, names: Names) -> Iterator[Doubt]:
    """Joins organisations; answers the acronyms and short forms that may be several's."""
    bodies = [(member, member.body) for member in members if member.body is not None]
    classes = _classes(bodies, lambda name: name.key)
    for kin in _grouped(classes, lambda one: min(name.proper for name in one.names)):
        for one, other in combinations(kin, 2):
            if any(a.translates(b) for a in one.names for b in other.names):
                clusters.join([*one.members, *other.members])
    by_short: dict[str, list[_Class[BodyName]]] = defaultdict(list)
    for long in classes:
        for short_form in _short_forms(long, names):
            by_short[short_form].append(long)
    meant = {
        short: [
            m for key in _keys(short) for long in by_short[key] if long is not short for m in long.members
        ]
        for short in classes
    }
    for whole in classes:
        if not meant[whole]:
            clusters.join(whole.members)
    doubtful = {short for short in classes if len({clusters.root(member) for member in meant[short]}) > 1}
    for short in classes:
        if short in doubtful:
            yield short.members, meant[short]
        else:
            clusters.join([*short.members, *meant[short]])


def _keys(one: _Class[BodyName]) -> set[str]:
    return {name.key for name in one.names}


def _short_forms(long: _Class[BodyName], names: Names) -> set[str]:
    """Keys of what the class may be called for short: initials, and words of it that an article uses."""
    aliases = {body_name(alias, names) for member in long.members for alias in member.speaker.aliases}
    used = {a.key for a in aliases for n in long.names if a.named and set(a.words) < set(n.words)}
    return used | {initials for name in long.names if len(name.words) > 1 for initials in name.initials}


def _settle(doubts: Iterable[Doubt], clusters: _Clusters) -> None:
    """Joins a short name with the one it may be that its own article names, or that has its role."""
    decided = []
    for short, meant in doubts:
        for member in short:
            in_article = [other for other in meant if other.article == member.article]
            same_role = [other for other in meant if _roles(other) & _roles(member)]
            for evidence in (in_article, same_role):
                if len({clusters.root(other) for other in evidence}) == 1:
                    decided.append([member, *evidence])
                    break
    # Only now: what was decided for one must not decide for the next, or the order would matter.
    for together in decided:
        clusters.join(together)


def _roles(member: _Member) -> set[str]:
    return {fold(role) for role in member.speaker.roles}


def _grouped(items: Iterable[Item], key: Callable[[Item], object]) -> list[list[Item]]:
    groups: dict[object, list[Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return list(groups.values())


def _classes(pairs: Iterable[tuple[_Member, Name]], key: Callable[[Name], object]) -> list[_Class[Name]]:
    groups = _grouped(pairs, lambda pair: key(pair[1]))
    return [_Class([m for m, _ in group], frozenset(name for _, name in group)) for group in groups]


def _identity(members: Sequence[_Member]) -> Identity:
    speakers = [member.speaker for member in members]
    first = members[0]
    counts = Counter(speaker.name for speaker in speakers)
    name = max(counts, key=lambda name: (_is_latin(name), len(fold(name).split()), counts[name]))
    others = (other for speaker in speakers for other in (speaker.name, *speaker.aliases) if other != name)
    kinds = Counter(s.type for s in speakers if s.type is not SpeakerType.UNKNOWN)
    return Identity(
        id=content_id("identity", first.article, first.speaker.id),
        name=name,
        type=kinds.most_common(1)[0][0] if kinds else SpeakerType.UNKNOWN,
        aliases=tuple(dict.fromkeys(others)),
        roles=tuple(dict.fromkeys((role, m.article) for m in members for role in m.speaker.roles)),
        members=tuple((member.article, member.speaker.id) for member in members),
    )


def _is_latin(name: str) -> bool:
    return all(unicodedata.name(c, "").startswith("LATIN") for c in name if c.isalpha())
