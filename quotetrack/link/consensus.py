"""Links weighed again, each beside the others.

What is the same as a claim stands to the rest as that claim does, and a claim that has its counterpart in an article
seldom has another there. So one more regression adds what the links around a pair say to the log-likelihoods of what it
says by itself (stacking over a graph: Kou and Cohen, "Stacked Graphical Models for Efficient Inference in Markov Random
Fields", SDM 2007). A pair without neighbours stays as it is. One step only: chains do not grow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve, field, frozen

from ..model.claim import STRONG, Claim, Evidence, Link, Relation, whole_claims
from .relate import LINKED, RelationModel, load_model, strongest
from .stacking import Likely, added

_NEAR = 0.35  # how likely a link is from which on it says something of others
# What neighbours say counts half: they were learned from statements given by hand, and in articles some are found cut,
# under another speaker or not at all. Whole, the development events lose three points of right relations.
TRUST = 0.5


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
        return added(model, values, self.around.get(a, {}).get(b, ()), trust=TRUST)

    def middle(self, a: str, b: str, relation: Relation) -> tuple[float, str]:
        """How likely a relation is through a third quote, and which one that is."""
        place, best = LINKED.index(relation), (0.0, "")
        for _, left, right in self._thirds(a, b):
            for quote in left.keys() & right.keys():
                if left[quote][0] >= _NEAR:
                    best = max(best, (left[quote][0] * right[quote][place], quote))
        return best

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


def _opposed(likely: Likely) -> float:
    """How likely a link is that is not "the same"."""
    return sum(likely[1:])


def weighed(links: Iterable[Link], claims: Iterable[Claim], *, threshold: float) -> tuple[Link, ...]:
    """The links that are likely enough beside each other, sorted by their quotes.

    A link without `Link.likely` (a reviewer's, a translation) keeps its score.
    """
    told, model = whole_claims(claims), load_model("consensus")
    links = tuple(links)
    neighbours = Neighbours({quote: claim.article for quote, claim in told.items()})
    inside = [link for link in links if {link.a, link.b} <= told.keys()]
    for link in inside:
        if link.relation in STRONG:
            neighbours.add(link.a, link.b, _likely(link))
    found = [link for link in links if not link.likely]
    found += [_again(link, neighbours, told, model) for link in inside if link.likely]
    kept = (link for link in found if link.score >= threshold)
    return tuple(sorted(kept, key=lambda link: (link.a, link.b)))


def _likely(link: Link) -> Likely:
    """How likely each relation is for a link; all its score is its relation's where it does not say."""
    return link.likely or tuple(link.score * (link.relation is relation) for relation in LINKED)


def _again(link: Link, neighbours: Neighbours, told: Mapping[str, Claim], model: RelationModel) -> Link:
    """The link as it is beside the others, its ends in the order of its relation."""
    likely = neighbours.beside(link.a, link.b, model)
    relation, score, _ = strongest(likely)
    turned = (link.relation is Relation.UPDATES) != (relation is Relation.UPDATES)
    a, b = (link.b, link.a) if turned else (link.a, link.b)
    evidence = link.evidence
    through, middle = neighbours.middle(a, b, relation)
    if through >= _NEAR:
        because = f'both are linked to "{told[middle].text}"'
        evidence = (*evidence, Evidence(name="through", score=1.0, because=because))
    return evolve(link, a=a, b=b, relation=relation, score=score, evidence=evidence)
