"""What the consensus of links is learned from: each pair as a model sees it that has not seen its event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set

import numpy as np
from attrs import evolve

from ..link.bearing import Numbers
from ..link.consensus import Likely, Neighbours, added, log_likelihoods
from ..link.fit import Example, fit, fit_consensus
from ..link.relate import LINKED, RelationModel
from ..model.claim import Relation
from .events import Told

#: How likely each relation is, an example each.
Answers = Sequence[Mapping[Relation, float]]


def alone(
    examples: Sequence[Example], others: Sequence[Example], folds: Iterable[Set[str]], *, penalty: float
) -> Answers:
    """How likely each relation is for each pair by itself, by a model that has not seen the events of its fold.

    Args:
        examples: pairs of events; `group` names their events.
        others: more examples for every training.
        folds: events; each in one.
        penalty: of `fit`.
    """

    def learn(seen: Sequence[int]) -> Callable[[int], Mapping[Relation, float]]:
        model = fit([*(examples[i] for i in seen), *others], penalty=penalty)
        return lambda i: model.probabilities(examples[i].values)

    return _out_of_fold(examples, folds, learn)


def beside(events: Sequence[Told], examples: Sequence[Example], answers: Answers) -> list[Example]:
    """The examples with the features of the consensus, from what their pairs say by themselves."""
    ends = [(told.pair.a.claim, told.pair.b.claim) for told in events]
    neighbours = Neighbours({claim.quote: claim.article for pair in ends for claim in pair})
    for (a, b), answer in zip(ends, answers, strict=True):
        neighbours.add(a.quote, b.quote, _likely(answer))
    return [
        evolve(example, values=neighbours.features(a.quote, b.quote))
        for (a, b), example in zip(ends, examples, strict=True)
    ]


def consensus(linked: Sequence[Example], answers: Answers, *, penalty: float) -> RelationModel:
    """The weights of what neighbours say."""
    return fit_consensus(linked, _scores(answers), penalty=penalty)


def together(
    linked: Sequence[Example], answers: Answers, folds: Iterable[Set[str]], *, penalty: float
) -> Answers:
    """How likely each relation is for each pair beside the others, by weights that have not seen its fold."""
    scores = _scores(answers)

    def learn(seen: Sequence[int]) -> Callable[[int], Mapping[Relation, float]]:
        model = fit_consensus([linked[i] for i in seen], scores[list(seen)], penalty=penalty)
        return lambda i: added(model, linked[i].values, _likely(answers[i]))

    return _out_of_fold(linked, folds, learn)


def _out_of_fold(
    examples: Sequence[Example],
    folds: Iterable[Set[str]],
    learn: Callable[[Sequence[int]], Callable[[int], Mapping[Relation, float]]],
) -> Answers:
    answers: list[Mapping[Relation, float]] = [{}] * len(examples)
    for fold in folds:
        held = [not fold.isdisjoint(example.group.split()) for example in examples]
        answer = learn([i for i, out in enumerate(held) if not out])
        for i in (i for i, out in enumerate(held) if out):
            answers[i] = answer(i)
    return answers


def _likely(answer: Mapping[Relation, float]) -> Likely:
    return tuple(answer[relation] for relation in LINKED)


def _scores(answers: Answers) -> Numbers:
    return np.array([log_likelihoods(_likely(answer)) for answer in answers])
