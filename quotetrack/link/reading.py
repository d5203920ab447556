"""What a reader of two claims at once adds: pairs that may be linked are read word by word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve

from ..model.claim import Claim, Evidence
from .bearing import share_of, shares
from .facts import FactFinder
from .pair import Pair
from .relate import Related, load_model, read_features, related, strongest
from .stacking import Likely, added

# What is added to pairs of articles: all of it fits our events better, the given ones worse (quality.md).
_OF_LINKS = ("reading", "clash")
READ = "read"  # the feature that a pair was read at all: one of those in doubt
# Where a relation is surer than this nothing is read: a third fewer pairs are, and on events left out links and right
# relation stay.
_SURE = 0.95


def told(answer: Sequence[float]) -> tuple[Evidence, ...]:
    """The evidence that a reader's answer, how likely each relation is, makes: whether two claims bear on each other; if
    so, whether they are opposed; and within each of these, which of the two relations it is.
    """
    same, supports, contradicts, updates, around, elsewhere = answer
    near, against = shares((same + supports, contradicts + updates, around + elsewhere))
    again, news, kin = (
        share_of(*two) for two in ((same, supports), (updates, contradicts), (around, elsewhere))
    )
    return (
        Evidence(name="reading", score=near, because=f"read together, one bears on the other ({near:.0%})"),
        Evidence(name="clash", score=against, because=f"read together, they are opposed ({against:.0%})"),
        Evidence(name="rewording", score=again, because=f"if they agree, they say one thing ({again:.0%})"),
        Evidence(
            name="succession", score=news, because=f"if they are opposed, one replaces the other ({news:.0%})"
        ),
        Evidence(name="kinship", score=kin, because=f"if neither, they are of one matter ({kin:.0%})"),
    )


def told_of_links(answer: Sequence[float]) -> tuple[Evidence, ...]:
    """What of it counts between articles: whether the claims bear on each other, and whether they are opposed."""
    return tuple(evidence for evidence in told(answer) if evidence.name in _OF_LINKS)


def relate_pair(a: Claim, b: Claim, cosine: float, *, finder: FactFinder) -> Related:
    """How two given claims stand to each other, and why; `cosine` is that of their `meaning_text`s."""
    pair = Pair(finder.facts(a), finder.facts(b), cosine, finder)
    (answer,) = finder.read([(a, b)]) if finder.read is not None else (None,)
    if answer is None:
        return related(pair, load_model("pairs"))
    return related(pair, load_model("pairs read"), *told(answer))


def reread(found: Sequence[tuple[Pair, Related]], least: float | None) -> list[Related]:
    """The relations of pairs, those that may well be linked, and may not, read again.

    Args:
        found: pairs with what they are by themselves.
        least: how likely a pair must be linked to be read; None reads none.
    """
    again = [related for _, related in found]
    finder = found[0][0].finder if found else None
    if finder is None or finder.read is None or least is None:
        return again
    chosen = [i for i, (_, related) in enumerate(found) if related.likely and in_doubt(related.likely, least)]
    answers = finder.read([(found[i][0].a.claim, found[i][0].b.claim) for i in chosen])
    for i, answer in zip(chosen, answers, strict=True):
        if answer is not None:
            again[i] = _with(again[i], told_of_links(answer))
    return again


def in_doubt(likely: Likely, least: float) -> bool:
    """Whether a pair is read: one that may be linked, unless it is sure how."""
    return sum(likely) >= least and max(likely) <= _SURE


def with_read(evidence: Iterable[Evidence]) -> dict[str, float]:
    """The numbers that are weighed of a reader's evidence, and one for its having been asked."""
    return {**read_features({e.name: e.score for e in evidence}), READ: 1.0}


def _with(related: Related, evidence: tuple[Evidence, ...]) -> Related:
    """A relation with what a reader says of it."""
    everything = (*related.evidence, *evidence)
    likely = added(load_model("reading"), with_read(evidence), related.likely)
    relation, score, shares_of_each = strongest(likely)
    return evolve(related, relation=relation, score=score, evidence=everything, likely=shares_of_each)
