"""What the consensus of links is learned from: each pair as a model sees it that has not seen its event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from attrs import evolve

from ..link.consensus import RELATIONS, Likely, Neighbours
from ..link.fit import Example, fit
from ..link.relate import RelationModel
from ..model.claim import Relation
from .events import Told

Answers = Sequence[Mapping[Relation, float]]  # how likely each relation is, an example each


def out_of_fold(
    examples: Sequence[Example], others: Sequence[Example], folds: Iterable[Set[str]], *, penalty: float
) -> Answers:
    """How likely each relation is for each example, by a model that has seen none of the events of its fold.

    Args:
        examples: pairs of events; `group` names their events.
        others: more examples for every training.
        folds: events; each in one.
        penalty: of `fit`.
    """
    answers: list[Mapping[Relation, float]] = [{}] * len(examples)
    for fold in folds:
        held = [not fold.isdisjoint(example.group.split()) for example in examples]
        model = fit(
            [*(e for e, out in zip(examples, held, strict=True) if not out), *others], penalty=penalty
        )
        for i, example in enumerate(examples):
            if held[i]:
                answers[i] = model.probabilities(example.values)
    return answers


def neighbours_of(events: Sequence[Told], answers: Answers) -> Neighbours:
    """The links around each statement, as they were found."""
    claims = [claim for told in events for claim in (told.pair.a.claim, told.pair.b.claim)]
    found = Neighbours({claim.quote: claim.article for claim in claims})
    for told, likely in zip(events, answers, strict=True):
        found.add(*_ends(told), _likely(likely))
    return found


def beside(events: Sequence[Told], examples: Sequence[Example], answers: Answers) -> Iterator[Example]:
    """The examples with the features of the consensus."""
    neighbours = neighbours_of(events, answers)
    for told, example in zip(events, examples, strict=True):
        yield evolve(example, values=neighbours.features(*_ends(told)))


def alone(others: Sequence[Example], model: RelationModel) -> Iterator[Example]:
    """Examples that no link stands beside, with the features of the consensus."""
    for example in others:
        pair = Neighbours({"a": "a", "b": "b"})
        pair.add("a", "b", _likely(model.probabilities(example.values)))
        yield evolve(example, values=pair.features("a", "b"))


def _ends(told: Told) -> tuple[str, str]:
    return told.pair.a.claim.quote, told.pair.b.claim.quote


def _likely(answer: Mapping[Relation, float]) -> Likely:
    return tuple(answer[relation] for relation in RELATIONS)
