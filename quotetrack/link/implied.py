"""Links that follow from two others: what is the same as a claim stands to the rest as that claim does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from ..model.claim import STRONG, Claim, Evidence, Judgement, Link, Relation, whole_claims
from .links import judged_different

_LEAST = 0.4  # of what follows: of eight at 0.35 four are wrong in the development events, of five here one
_SURE = 0.5  # of "the same"; 0.5 and 0.6 imply the same links in the development events
_KEPT = ("numbers", "dates", "polarity")  # reasons that hold for whatever is the same


def with_implied(
    links: Collection[Link],
    claims: Iterable[Claim],
    *,
    threshold: float,
    judgements: Iterable[Judgement] = (),
) -> tuple[Link, ...]:
    """The links and those that follow from them, sorted by their quotes.

    One step only, and its score is the product of both: chains do not grow. Nothing follows inside an
    article, nor between what a reviewer judged different.
    """
    told = whole_claims(claims)
    found = {frozenset((link.a, link.b)): link for link in links}
    barred = found.keys() | judged_different(judgements)
    best: dict[frozenset[str], Link] = {}
    for link in _implied([x for x in links if x.a in told and x.b in told], told):
        pair = frozenset((link.a, link.b))
        rival = best.get(pair)
        if (
            link.score >= max(threshold, _LEAST)
            and pair not in barred
            and (rival is None or _rank(link) > _rank(rival))
        ):
            best[pair] = link
    return tuple(sorted((*links, *best.values()), key=lambda link: (link.a, link.b)))


def _rank(link: Link) -> tuple[float, str, str]:
    return link.score, link.relation, link.evidence[0].because


def _implied(links: Iterable[Link], told: Mapping[str, Claim]) -> Iterator[Link]:
    near: dict[str, list[Link]] = {}
    for link in links:
        if link.relation in STRONG:
            near.setdefault(link.a, []).append(link)
            near.setdefault(link.b, []).append(link)
    for middle, around in near.items():
        for same in (x for x in around if x.relation is Relation.SAME and x.score >= _SURE):
            quote = _other(same, middle)
            for link in around:
                if told[_other(link, middle)].article != told[quote].article:
                    implied = _through(link, middle, quote, same.score, told)
                    if not _is_backward(implied, told):
                        yield implied


def _other(link: Link, quote: str) -> str:
    return link.b if link.a == quote else link.a


def _through(link: Link, middle: str, quote: str, score: float, told: Mapping[str, Claim]) -> Link:
    """`link` with `quote` in the place of `middle`, which is the same; the ends in their usual order."""
    ends = [quote if end == middle else end for end in (link.a, link.b)]
    if link.relation is not Relation.UPDATES:
        ends.sort(key=lambda end: (str(told[end].published), end))
    because = f'both are linked to "{told[middle].text}"'
    through = Evidence(name="through", score=1.0, because=because)
    kept = [e for e in link.evidence if e.name in _KEPT and _has(told[quote], e.name)]
    likely = round(score * link.score, 4)
    return Link(a=ends[0], b=ends[1], relation=link.relation, score=likely, evidence=(through, *kept))


def _has(claim: Claim, evidence: str) -> bool:
    """Whether a claim has what some evidence speaks of: what is the same need not repeat the figure."""
    return {"numbers": bool(claim.quantities), "dates": bool(claim.times)}.get(evidence, True)


def _is_backward(link: Link, told: Mapping[str, Claim]) -> bool:
    """Whether an older claim would update a newer one."""
    newer, older = told[link.a].published, told[link.b].published
    if link.relation is not Relation.UPDATES or newer is None or older is None:
        return False
    return newer < older
