"""One sentence that tells a reader, in their language, why two quotes are linked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from attrs import frozen

from ..lang.explanations import Explanations, slots
from ..lang.profile import LanguageProfile
from ..model.claim import Claim, Evidence, Link, Relation
from .relate import OF_READING

_NEUTRAL = 0.5  # a score that speaks neither for nor against
_FULLY = 0.95  # as in figures.py: from here on two figures are one, not rounded
_SAYS_SOMETHING = 0.1  # nearer to neutral than this, a score is no reason
_LONGEST = 60  # characters of a value: an explanation is read at a glance

# What makes a relation what it is, by evidence and whether it speaks for one claim: told first, as all
# of a translation's scores may be 1, and a contradiction is not explained by what the two share.
_TELLING: Mapping[Relation, frozenset[tuple[str, bool]]] = {
    Relation.SAME: frozenset({("judgement", True), ("speaker", True), ("numbers", True), ("dates", True)}),
    Relation.SUPPORTS: frozenset({("speaker", False), ("numbers", True), ("dates", True)}),
    Relation.CONTRADICTS: frozenset(
        {*((n, False) for n in ("numbers", "dates", "polarity", "contrast")), ("clash", True)}
    ),
    Relation.UPDATES: frozenset({("news", True), ("numbers", False), ("dates", False), ("polarity", False)}),
    Relation.RELATED: frozenset({("entities", True), ("speaker", True)}),
    Relation.UNRELATED: frozenset({("units", False), ("entities", False), ("meaning", False)}),
}
_THROUGH = "through"  # a third claim, for any relation
# What a reader says without saying why: told where there is nothing better.
_LAST, _LEAST_TELLING = frozenset(OF_READING), 0.2
# Relations that what two claims share speaks for; for the others it is what they do not share.
_AGREEING = frozenset({Relation.SAME, Relation.SUPPORTS, Relation.RELATED})
# Relations in which the other kind is told with "and", not "though": rivals have much in common.
_BOTH_WAYS = frozenset({Relation.CONTRADICTS, Relation.UPDATES})


@frozen
class _Reason:
    """A reason as told, how strong it is, and whether it is telling and speaks for the relation at all."""

    text: str
    strength: float
    telling: bool
    supports: bool


def explain(link: Link, left: Claim, right: Claim, profile: LanguageProfile) -> str:
    """What a link is and its two strongest reasons, in one sentence of the reader's language.

    A profile without templates gives the evidence's own words.

    Args:
        link: between the quotes of the two claims.
        left: the claim of `link.a`.
        right: the claim of `link.b`.
        profile: of the reader's language.

    >>> from quotetrack.lang.load import load_profile
    >>> both = Evidence(name="numbers", score=1.0, because="5 is five", left="5", right="five")
    >>> link = Link(a="q", b="r", relation=Relation.SAME, score=0.9, evidence=(both,))
    >>> sides = [Claim(quote=q, article=q, language="en", text=t) for q, t in (("q", "5"), ("r", "five"))]
    >>> explain(link, *sides, load_profile("en"))
    'Same claim: both say 5.'
    """
    words = profile.explanations
    relation = dict(words.relations).get(link.relation, link.relation.value.capitalize())
    chosen = _chosen(_reasons(link, left, right, profile))
    if not chosen:
        return words.alone.format(relation=relation)
    reasons = chosen[0].text
    for second in chosen[1:]:
        joint = second.supports or link.relation in _BOTH_WAYS
        reasons = (words.joint if joint else words.despite).format(first=reasons, second=second.text)
    return words.sentence.format(relation=relation, reasons=reasons)


def explain_links(
    links: Iterable[Link],
    claims: Iterable[Claim],
    profiles: Mapping[str, LanguageProfile],
    *,
    language: str | None = None,
) -> dict[tuple[str, str], str]:
    """The explanation of each link by the ids of its quotes, in a language, else that of its left claim.

    Of quotes with several claims the two that the evidence speaks of are taken.
    """
    told: dict[str, list[Claim]] = {}
    for claim in claims:
        told.setdefault(claim.quote, []).append(claim)
    found: dict[tuple[str, str], str] = {}
    for link in links:
        pairs = list(product(told.get(link.a, ()), told.get(link.b, ())))
        if not pairs:
            continue
        left, right = max(pairs, key=lambda pair: _fit(link, *pair))
        profile = profiles.get(language or left.language)
        if profile is not None:
            found[link.a, link.b] = explain(link, left, right, profile)
    return found


def _fit(link: Link, left: Claim, right: Claim) -> float:
    """How much of what the evidence says of its sides is in two claims."""
    sides = ((left, right), (right, left))
    return max(sum(_in(e.left, a) + _in(e.right, b) for e in link.evidence) for a, b in sides)


def _chosen(reasons: Iterable[_Reason]) -> list[_Reason]:
    """The strongest reason for the relation and the strongest of the others; nothing without the first."""
    ranked = sorted(reasons, key=lambda reason: (not reason.telling, -reason.strength))
    first = next((reason for reason in ranked if reason.supports), None)
    return [first, *(reason for reason in ranked if reason is not first)][:2] if first else []


def _reasons(link: Link, left: Claim, right: Claim, profile: LanguageProfile) -> Iterator[_Reason]:
    for evidence in link.evidence:
        strength, agrees = abs(evidence.score - _NEUTRAL), evidence.score >= _NEUTRAL
        text = _told(evidence, link, left, right, profile)
        if text and strength >= _SAYS_SOMETHING:
            strength *= _LEAST_TELLING if evidence.name in _LAST else 1
            telling = evidence.name == _THROUGH or (evidence.name, agrees) in _TELLING[link.relation]
            supports = telling or agrees == (link.relation in _AGREEING)
            yield _Reason(text, strength, telling, supports)


def _told(evidence: Evidence, link: Link, left: Claim, right: Claim, profile: LanguageProfile) -> str | None:
    """The reason in the reader's language; None where there is no template, or nothing to fill it with."""
    words = profile.explanations
    if not (words.agree or words.partly or words.differ):
        return evidence.because
    template = _template(evidence, link.relation, words)
    if template is None:
        return None
    values = _values(evidence, link, left, right, profile.code)
    return template.format(**values) if all(values[slot] for slot in slots(template)) else None


def _template(evidence: Evidence, relation: Relation, words: Explanations) -> str | None:
    """The relation's own template before the general one, that of partial agreement before that of full."""
    tables = [dict(words.agree)] if evidence.score >= _NEUTRAL else [dict(words.differ)]
    if _NEUTRAL <= evidence.score < _FULLY:
        tables.insert(0, dict(words.partly))
    names = (f"{relation.value} {evidence.name}", evidence.name)
    return next((table[name] for table in tables for name in names if name in table), None)


def _values(evidence: Evidence, link: Link, left: Claim, right: Claim, language: str) -> dict[str, str]:
    """What fills the slots; an empty value where nothing is known."""
    sides = evidence.left, evidence.right
    straight = _in(sides[0], left) + _in(sides[1], right)
    crossed = _in(sides[0], right) + _in(sides[1], left)
    said = sides if straight >= crossed else sides[::-1]
    ours = 1 if right.language == language != left.language else 0
    time = _newer(link, left, right)
    values = {
        "left": said[0],
        "right": said[1],
        "newer": "" if time is None else said[time],
        "older": "" if time is None else said[1 - time],
        "shared": _shared(*said, said[ours]),
        "own": said[ours],
        "speaker": _speaker(left, right, ours) or said[ours],
        "percent": str(round(100 * evidence.score)),
    }
    return {name: _short(value) for name, value in values.items()}


def _in(text: str, claim: Claim) -> float:
    """How many of the words of an evidence's side are a claim's; more where it stands there as it is."""
    known = " ".join((claim.text, claim.speaker_name or "", *claim.entities))
    words, there = _words(text), set(_words(known))
    return sum(word in there for word in words) / len(words) + (text in known) if words else 0.0


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _newer(link: Link, left: Claim, right: Claim) -> int | None:
    """Which side is newer, by day; in an update the left one is. None where nothing tells."""
    if left.published and right.published and left.published != right.published:
        return int(right.published > left.published)
    return 0 if link.relation is Relation.UPDATES else None


def _shared(left: str, right: str, own: str) -> str:
    """The names both sides list; two lone names that agree are one name in two languages."""
    lists = [[name.strip() for name in side.split(",")] for side in (left, right)]
    known = {name.casefold() for name in lists[1]}
    both = [name for name in lists[0] if name.casefold() in known]
    return own if len(lists[0]) == len(lists[1]) == 1 else ", ".join(both)


def _speaker(left: Claim, right: Claim, ours: int) -> str:
    """The speaker's name as the reader's language has it; of two in one language, the longer."""
    names = [left.speaker_name or "", right.speaker_name or ""]
    return max(names, key=len) if left.language == right.language else names[ours]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
