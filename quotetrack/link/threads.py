"""Links become threads: average linkage inside each connected component."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from attrs import frozen

from ..model.claim import STRONG, Claim, Judgement, Link, Spread, Thread, whole_claims
from ..model.ids import content_id
from .links import judged_different

_SHORT, _LONG = 6, 30  # words of a headline a reader takes in at a glance


@frozen
class _Node:
    """A cluster: its quotes, the score at which they hold together, and what it was joined from."""

    quotes: frozenset[str]
    height: float = 1.0
    parts: tuple[_Node, ...] = ()


def cut(links: Iterable[Link], threshold: float) -> tuple[frozenset[str], ...]:
    """The groups of quotes that hold together at a threshold, each of two or more.

    Two groups are as near as their links are strong on average, a missing link counting nothing: a
    chain of links does not hold. A higher threshold only splits groups.

    >>> from quotetrack.model.claim import Relation
    >>> ab, bc = (Link(a=x, b=y, relation=Relation.SAME, score=0.8) for x, y in ("ab", "bc"))
    >>> [sorted(group) for group in cut([ab, bc], 0.5)]
    [['a', 'b']]
    """
    scores = {frozenset((link.a, link.b)): link.score for link in links if link.relation in STRONG}
    groups = (group for root in _trees(scores) for group in _groups(root, threshold))
    return tuple(sorted(groups, key=min))


def _trees(scores: Mapping[frozenset[str], float]) -> list[_Node]:
    """The average-linkage tree of each component; the nearest two are joined first, ties by name."""
    nodes = {quote: _Node(frozenset((quote,))) for pair in scores for quote in pair}
    near: dict[str, dict[str, float]] = {name: {} for name in nodes}
    for pair, score in scores.items():
        a, b = sorted(pair)
        near[a][b] = near[b][a] = score
    best = {name: _nearest(name, near, nodes) for name in nodes}
    while best:
        top = min(best.values(), key=lambda found: (-found[0], *found[1:]))
        if top[0] <= 0:
            break
        score, a, b = top
        _join(a, b, score, nodes, near)
        for name in (a, *near[a]):
            best[name] = _nearest(name, near, nodes)
        del best[b]
    return [nodes[name] for name in sorted(nodes)]


def _nearest(
    name: str, near: Mapping[str, Mapping[str, float]], nodes: Mapping[str, _Node]
) -> tuple[float, str, str]:
    """Score, name and the nearest other; sums of links are divided by the pairs they could be."""
    size = len(nodes[name].quotes)
    found = ((total / (size * len(nodes[other].quotes)), other) for other, total in near[name].items())
    score, other = max(found, default=(0.0, name))
    return score, *sorted((name, other))  # type: ignore[return-value]


def _join(a: str, b: str, score: float, nodes: dict[str, _Node], near: dict[str, dict[str, float]]) -> None:
    """Makes `a` and `b` one, under the name of `a`."""
    parts = (nodes[a], nodes.pop(b))
    nodes[a] = _Node(parts[0].quotes | parts[1].quotes, min(score, *(p.height for p in parts)), parts)
    for other, total in near.pop(b).items():
        near[other].pop(b)
        if other != a:
            near[a][other] = near[other][a] = near[a].get(other, 0.0) + total


def _groups(node: _Node, threshold: float) -> Iterable[frozenset[str]]:
    """The largest parts of a tree that hold together; a part never holds less well than its whole."""
    if len(node.quotes) > 1 and node.height >= threshold:
        yield node.quotes
    else:
        for part in node.parts:
            yield from _groups(part, threshold)


def find_threads(
    links: Collection[Link],
    claims: Iterable[Claim],
    *,
    threshold: float,
    judgements: Iterable[Judgement] = (),
) -> tuple[Thread, ...]:
    """The threads of linked quotes, the most told first.

    What a thread shows is taken from its claims. One that holds a pair judged different says so.
    """
    told = whole_claims(claims)
    different = judged_different(judgements)
    threads = [
        _thread(
            [claim for quote, claim in told.items() if quote in group],
            [x for x in links if {x.a, x.b} <= group],
            different,
        )
        for group in cut(links, threshold)
    ]
    return tuple(sorted(threads, key=lambda t: (-len(t.sources), -len(t.quotes), str(t.first), t.id)))


def _thread(claims: Sequence[Claim], links: Sequence[Link], different: Iterable[frozenset[str]]) -> Thread:
    """One thread of claims that stand in the order of adding."""
    ordered = sorted(claims, key=lambda claim: (claim.published is None, str(claim.published), claim.quote))
    quotes = tuple(claim.quote for claim in ordered)
    days = [claim.published for claim in ordered if claim.published]
    return Thread(
        id=content_id("thread", claims[0].quote),
        headline=_headline(ordered, links),
        quotes=quotes,
        languages=tuple(sorted({claim.language for claim in ordered})),
        sources=tuple(sorted({_outlet(claim) for claim in ordered})),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        spread=tuple(
            Spread(*place, n) for place, n in Counter((_outlet(c), c.published) for c in ordered).items()
        ),
        weakest=min((link.score for link in links), default=0.0),
        note="holds a pair judged different" if any(pair <= set(quotes) for pair in different) else None,
    )


def _outlet(claim: Claim) -> str:
    return claim.source or claim.article


def _headline(claims: Sequence[Claim], links: Sequence[Link]) -> str:
    """The text nearest to the others, of those with a speaker and of a length to be read at a glance."""

    def rank(claim: Claim) -> tuple[bool, bool, float, bool, str]:
        words = len(claim.text.split())
        nearness = sum(link.score for link in links if claim.quote in (link.a, link.b))
        return (
            _SHORT <= words <= _LONG,
            claim.speaker is not None,
            round(nearness, 4),
            claim.quoted,
            claim.quote,
        )

    return max(claims, key=rank).text
