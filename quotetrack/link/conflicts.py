"""What articles disagree on: figures, days, polarity, who said it, who somebody is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from attrs import frozen

from ..lang.names import fold
from ..lang.profile import LanguageProfile
from ..model.claim import Claim, Conflict, ConflictKind, Link, Relation, Side, whole_claims

# Two persons quoted in words this near: the quotation of one was given to the other. Below it, in the
# development events, people only agree.
_SAME_WORDS = 0.5
_OTHER_SPEAKER = 0.5
_SURE = 0.5  # of a link between two wordings of one speaker; 0.35 to 0.7 find the same conflicts


@frozen
class GivenRole:
    """What an article calls somebody."""

    role: str
    article: str
    language: str


def find_conflicts(links: Iterable[Link], claims: Iterable[Claim]) -> tuple[Conflict, ...]:
    """The conflicts that links show, each with its two sides."""
    told = whole_claims(claims)
    known = [link for link in links if link.a in told and link.b in told]
    found = [_conflict(link, told[link.a], told[link.b]) for link in known]
    conflicts = [conflict for conflict in found if conflict is not None]
    return (*conflicts, *_spread(conflicts, known, told))


def _spread(
    conflicts: Iterable[Conflict], links: Iterable[Link], told: Mapping[str, Claim]
) -> Iterator[Conflict]:
    """What was given to another speaker in one wording was so in the others: where one side of a
    conflict of attribution is the same as a third quote of its speaker, that one conflicts as well.
    """
    again: dict[str, set[str]] = {}
    for link in links:
        scores = {e.name: e.score for e in link.evidence}
        one = scores.get("speaker", 0.0) >= _OTHER_SPEAKER and told[link.a].quoted and told[link.b].quoted
        if link.relation is Relation.SAME and link.score >= _SURE and one:
            again.setdefault(link.a, set()).add(link.b)
            again.setdefault(link.b, set()).add(link.a)
    sides = [[side.quote for side in c.sides] for c in conflicts if c.kind is ConflictKind.ATTRIBUTION]
    seen = {frozenset(pair) for pair in sides}
    for pair in (pair for a, b in sides for pair in ((a, b), (b, a))):
        for other in sorted(again.get(pair[0] or "", ())):
            ends = told[other], told[pair[1] or ""]
            if ends[0].article != ends[1].article and frozenset((other, pair[1])) not in seen:
                seen.add(frozenset((other, pair[1])))
                yield _misattribution(*ends)


def _conflict(link: Link, a: Claim, b: Claim) -> Conflict | None:
    scores = {e.name: e.score for e in link.evidence}
    reasons = {e.name: e for e in link.evidence}
    if link.relation is Relation.CONTRADICTS:
        kind = _rivals(scores)
        reason = {ConflictKind.FIGURE: "numbers", ConflictKind.DATE: "dates"}.get(kind)
        about = reasons[reason].because if reason else f"{a.speaker_name or '?'} / {b.speaker_name or '?'}"
        return Conflict(kind=kind, about=about, sides=(_side(a), _side(b)))
    if link.relation in (Relation.SAME, Relation.SUPPORTS) and _misattributed(scores, a, b):
        return _misattribution(a, b)
    return None


def _misattribution(a: Claim, b: Claim) -> Conflict:
    sides = tuple(Side(c.article, f"{c.speaker_name}: {c.text}", c.quote) for c in (a, b))
    return Conflict(kind=ConflictKind.ATTRIBUTION, about=a.text, sides=sides)


def _rivals(scores: Mapping[str, float]) -> ConflictKind:
    """What two contradicting claims disagree on: their figures, else their days, else all of it."""
    if scores.get("numbers", 1.0) < 0.5:
        return ConflictKind.FIGURE
    if scores.get("dates", 1.0) < 0.5:
        return ConflictKind.DATE
    return ConflictKind.POLARITY


def _misattributed(scores: Mapping[str, float], a: Claim, b: Claim) -> bool:
    """Whether the words one is quoted with are given to the other as well."""
    other = scores.get("speaker", 1.0) < _OTHER_SPEAKER
    return other and a.quoted and b.quoted and scores.get("meaning", 0.0) >= _SAME_WORDS


def _side(claim: Claim) -> Side:
    return Side(claim.article, claim.text, claim.quote)


def find_role_conflicts(
    name: str, roles: Sequence[GivenRole], profiles: Mapping[str, LanguageProfile]
) -> Iterator[Conflict]:
    """The conflicts between the roles that articles give one person, one for each two offices.

    Only offices and fields the profiles list are compared: "leader" says nothing against "minister".
    """
    seen: set[frozenset[_Office]] = set()
    for a, b in combinations(roles, 2):
        left, right = (_office(given.role, profiles[given.language]) for given in (a, b))
        if a.article == b.article or left is None or right is None or not left.excludes(right):
            continue
        rivals = frozenset((left, right))
        if rivals not in seen:
            seen.add(rivals)
            sides = (Side(a.article, a.role), Side(b.article, b.role))
            yield Conflict(kind=ConflictKind.ROLE, about=name, sides=sides)


@frozen
class _Office:
    """An office and its field, by the names that the languages share."""

    name: str
    field: str | None

    def excludes(self, other: _Office) -> bool:
        """Whether the two can't be one; a role that names no field may be of any."""
        return self.name != other.name or bool(self.field and other.field and self.field != other.field)


def _office(role: str, profile: LanguageProfile) -> _Office | None:
    """The office a role names first: a minister's spokesman is no minister."""
    words = fold(role).split()
    name = _named(profile.claims.offices, words)
    return _Office(name, _named(profile.claims.fields, words)) if name else None


def _named(table: Iterable[tuple[str, str]], words: Sequence[str]) -> str | None:
    """The entry with the longest form among `words`, then the first of them; other words may stand
    between those of a form ("deputy trade minister").
    """
    found = [
        (-len(form), places[0], name)
        for name, forms in table
        for form in (fold(one).split() for one in forms.split(","))
        if (places := _in_order(form, words))
    ]
    return min(found)[2] if found else None


def _in_order(form: Sequence[str], words: Sequence[str]) -> list[int]:
    """Where the words of `form` stand in `words`; empty where one is missing."""
    places: list[int] = []
    for word in form:
        start = places[-1] + 1 if places else 0
        if word not in words[start:]:
            return []
        places.append(words.index(word, start))
    return places
