"""Links weighed again, each beside the others.

What is the same as a claim stands to the rest as that claim does, and a claim that has its counterpart in an article
seldom has another there. So one more regression adds what the links around a pair say to the log-likelihoods of what it
says by itself (stacking over a graph: Kou and Cohen, "Stacked Graphical Models for Efficient Inference in Markov Random
Fields", SDM 2007). A pair without neighbours stays as it is. One step only: chains do not grow.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from math import log
from typing import TypeAlias

import numpy as np
from attrs import evolve, field, frozen

from ..model.claim import STRONG, Claim, Evidence, Judgement, Link, Relation, whole_claims
from .bearing import softmax
from .links import LEAST, judged_different
from .relate import LINKED, RelationModel, load_model

_NEAR = 0.35  # how likely a link is from which on it says something of others
_SURE = 0.9  # from which on two links make a third pair worth a look that says nothing by itself
# What neighbours say counts half: they were learned from statements given by hand, and in articles some are found cut,
# under another speaker or not at all. Whole, the development events lose three points of right relations.
_TRUST = 0.5
_SMALLEST = 0.001  # likelihood; of less its logarithm says too much
_KEPT = ("numbers", "dates", "polarity")  # reasons that hold for whatever is the same


#: How likely each of `LINKED` is for a pair by itself.
Likely: TypeAlias = tuple[float, ...]


@frozen(eq=False)
class Neighbours:
    """The links around each quote: what they say of a pair.

    Args:
        articles: the article of each quote.
        around: quote → quote → how likely each relation is.
        near: those of them that are likely enough to say something.
    """

    articles: Mapping[str, str]
    around: dict[str, dict[str, Likely]] = field(factory=dict)
    near: dict[str, dict[str, Likely]] = field(factory=dict)

    def add(self, a: str, b: str, likely: Likely) -> None:
        """A link between two quotes."""
        for known in (self.around, self.near) if sum(likely) >= _NEAR else (self.around,):
            known.setdefault(a, {})[b] = likely
            known.setdefault(b, {})[a] = likely

    def features(self, a: str, b: str) -> dict[str, float]:
        """What the neighbours of a pair say, 0 where there are none; the same for both orders."""
        through, opponent = self._through(a, b)
        return {
            **{f"through {r}": x for r, x in zip(LINKED, through, strict=True)},
            "common opponent": opponent,
            "against": max(self._against(a, b), self._against(b, a)),
            **self._rivals(a, b),
        }

    def beside(self, a: str, b: str, model: RelationModel) -> dict[Relation, float]:
        """How likely each relation is for a pair beside the others; UNRELATED is for all that is no link."""
        values = self.features(a, b)
        return added(model, values, self.around.get(a, {}).get(b, ()))

    def middle(self, a: str, b: str, relation: Relation) -> tuple[float, str, str]:
        """How likely a relation is through a third quote, which one that is, and which of the two it is the same as."""
        place, best = LINKED.index(relation), (0.0, "", "")
        for twin, left, right in self._thirds(a, b):
            for quote in left.keys() & right.keys():
                if left[quote][0] >= _NEAR:
                    best = max(best, (left[quote][0] * right[quote][place], quote, twin))
        return best

    def reached(self) -> Iterator[tuple[str, str]]:
        """The pairs of two articles that have no link, but a sure one to the same third quote, of which one says "the
        same"; some more than once.
        """
        for near in self.near.values():
            sure = {quote: likely for quote, likely in near.items() if sum(likely) >= _SURE}
            for quote in (quote for quote, likely in sure.items() if likely[0] >= _SURE):
                linked = self.around[quote]
                for other in sure:
                    if other not in linked and self.articles[other] != self.articles[quote]:
                        yield min(quote, other), max(quote, other)

    def _thirds(self, a: str, b: str) -> tuple[tuple[str, dict[str, Likely], dict[str, Likely]], ...]:
        """Each of two quotes with the links near it, and near the other."""
        left, right = self.near.get(a, {}), self.near.get(b, {})
        return (a, left, right), (b, right, left)

    def _through(self, a: str, b: str) -> tuple[list[float], float]:
        """How likely each relation is through a third quote, and that both oppose one."""
        through, opponent = [0.0] * len(LINKED), 0.0
        for twin, left, right in self._thirds(a, b):
            for quote in left.keys() & right.keys():
                same, likely = left[quote][0], right[quote]
                if same >= _NEAR:
                    through = [max(known, same * x) for known, x in zip(through, likely, strict=True)]
                opposed = _opposed(left[quote]), _opposed(likely)
                if twin == a and min(opposed) >= _NEAR:
                    opponent = max(opponent, opposed[0] * opposed[1])
        return through, opponent

    def _against(self, a: str, b: str) -> float:
        """How surely `a` is the same as a quote of a third article that is not linked with `b`."""
        there = self.articles[b]
        return max(
            (
                likely[0] * (1 - sum(self.around.get(quote, {}).get(b, ())))
                for quote, likely in self.near.get(a, {}).items()
                if likely[0] >= _NEAR and self.articles[quote] != there
            ),
            default=0.0,
        )

    def _rivals(self, a: str, b: str) -> dict[str, float]:
        """How surely one of them, and both, have another counterpart in the other's article."""
        same, opposed = zip(self._rival(a, b), self._rival(b, a), strict=True)
        return {
            "rival of one": max(same),
            "rival of both": min(same),
            "rival of one, not the same": max(opposed),
            "rival of both, not the same": min(opposed),
        }

    def _rival(self, a: str, b: str) -> tuple[float, float]:
        """How surely `a` is the same as another quote of the article of `b`, and that it is otherwise linked to one."""
        there, near = self.articles[b], self.near.get(a, {}).items()
        rivals = [likely for quote, likely in near if quote != b and self.articles[quote] == there]
        same = max((x[0] for x in rivals if x[0] >= _NEAR), default=0.0)
        return same, max((x for x in map(_opposed, rivals) if x >= _NEAR), default=0.0)


def log_likelihoods(likely: Likely) -> list[float]:
    """Of each relation by itself, and of none; what is hardly linked says nothing of how."""
    if sum(likely) < LEAST:
        likely = (LEAST / len(LINKED),) * len(LINKED)
    return [log(max(x, _SMALLEST)) for x in (*likely, 1 - sum(likely))]


def added(model: RelationModel, values: Mapping[str, float], likely: Likely) -> dict[Relation, float]:
    """How likely each relation is, what neighbours say added to what the pair says by itself."""
    told = _TRUST * (model.weights @ np.array([values[name] for name in model.features]))
    scores = np.array(log_likelihoods(likely)) + told
    return dict(zip((*LINKED, Relation.UNRELATED), map(float, softmax(scores)), strict=True))


def _opposed(likely: Likely) -> float:
    """How likely a link is that is not "the same"."""
    return sum(likely[1:])


def weighed(
    links: Collection[Link],
    claims: Iterable[Claim],
    *,
    threshold: float,
    judgements: Iterable[Judgement] = (),
) -> tuple[Link, ...]:
    """The links that are likely enough beside each other, and those that follow from others, sorted by their quotes.

    A link without `Link.likely` (a reviewer's, a translation) keeps its score. Nothing follows inside an article, nor
    between what a reviewer judged different.
    """
    told, model = whole_claims(claims), load_model("consensus")
    known = {frozenset((link.a, link.b)): link for link in links}
    neighbours = Neighbours({quote: claim.article for quote, claim in told.items()})
    inside = [link for pair, link in known.items() if pair <= told.keys()]
    for link in inside:
        if link.relation in STRONG:
            neighbours.add(link.a, link.b, _likely(link))
    found = [link for link in known.values() if not link.likely]
    found += [_again(link, neighbours, told, model) for link in inside if link.likely]
    barred = known.keys() | judged_different(judgements)
    for a, b in sorted(set(neighbours.reached())):
        if frozenset((a, b)) not in barred:
            new = _again(_unlinked(a, b, told), neighbours, told, model)
            found.append(_implied(new, neighbours, known, told))
    kept = (link for link in found if link.score >= threshold)
    return tuple(sorted(kept, key=lambda link: (link.a, link.b)))


def _likely(link: Link) -> Likely:
    """How likely each relation is for a link; all its score is its relation's where it does not say."""
    return link.likely or tuple(link.score * (link.relation is relation) for relation in LINKED)


def _unlinked(a: str, b: str, told: Mapping[str, Claim]) -> Link:
    """A pair that says nothing by itself, the older first."""
    ends = sorted((a, b), key=lambda end: (str(told[end].published), end))
    return Link(a=ends[0], b=ends[1], relation=Relation.SAME, score=0.0)


def _again(link: Link, neighbours: Neighbours, told: Mapping[str, Claim], model: RelationModel) -> Link:
    """The link as it is beside the others, its ends in the order of its relation."""
    likely = neighbours.beside(link.a, link.b, model)
    relation = max(LINKED, key=lambda r: likely[r])
    turned = (link.relation is Relation.UPDATES) != (relation is Relation.UPDATES)
    a, b = (link.b, link.a) if turned else (link.a, link.b)
    score = round(min(1.0, sum(likely[r] for r in LINKED)), 4)
    evidence = link.evidence
    through, middle, _ = neighbours.middle(a, b, relation)
    if through >= _NEAR:
        because = f'both are linked to "{told[middle].text}"'
        evidence = (*evidence, Evidence(name="through", score=1.0, because=because))
    return evolve(link, a=a, b=b, relation=relation, score=score, evidence=evidence)


def _implied(
    link: Link, neighbours: Neighbours, known: Mapping[frozenset[str], Link], told: Mapping[str, Claim]
) -> Link:
    """A link that only follows from others, with the reasons of the one it follows from."""
    if len(link.evidence) != 1:
        return evolve(link, score=0.0)  # no relation follows that is its own
    _, middle, twin = neighbours.middle(link.a, link.b, link.relation)
    other = link.b if twin == link.a else link.a
    kept = (e for e in known[frozenset((middle, other))].evidence if e.name in _KEPT)
    kept = (e for e in kept if _has(told[twin], e.name))
    return evolve(link, evidence=(*link.evidence, *kept))


def _has(claim: Claim, evidence: str) -> bool:
    """Whether a claim has what some evidence speaks of: what is the same need not repeat the figure."""
    return {"numbers": bool(claim.quantities), "dates": bool(claim.times)}.get(evidence, True)
