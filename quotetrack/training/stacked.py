"""What is added to a pair by itself is learned from pairs as a model sees them that has not seen their event: what a
reader says of them, what the links around them say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set

import numpy as np
from attrs import evolve, frozen

from ..link.bearing import Numbers
from ..link.consensus import TRUST, Neighbours
from ..link.fit import Example, fit, fit_added
from ..link.reading import in_doubt, told_of_links, with_read
from ..link.relate import LINKED, RelationModel
from ..link.stacking import Likely, added, log_likelihoods
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


@frozen(eq=False)
class ReadAgain:
    """What a reader says of pairs that may be linked, of events it did not learn from.

    Args:
        places: of those pairs among all.
        examples: of the same, their values what the reader says.
        answers: how likely each relation is for them by themselves.
    """

    places: Sequence[int]
    examples: Sequence[Example]
    answers: Answers

    def without(self, event: str) -> ReadAgain:
        """All but the pairs of an event."""
        kept = [i for i, example in enumerate(self.examples) if event not in example.group.split()]
        return ReadAgain(
            [self.places[i] for i in kept],
            [self.examples[i] for i in kept],
            [self.answers[i] for i in kept],
        )

    def model(self, *, penalty: float) -> RelationModel:
        """The weights of what the reader says."""
        return fit_added(self.examples, _scores(self.answers), penalty=penalty)

    def out_of_fold(self, answers: Answers, folds: Iterable[Set[str]], *, penalty: float) -> Answers:
        """All answers, for the pairs that were read with what the reader says, by weights that have not seen their fold."""
        scores = _scores(self.answers)

        def learn(seen: Sequence[int]) -> Callable[[int], Mapping[Relation, float]]:
            model = fit_added([self.examples[i] for i in seen], scores[list(seen)], penalty=penalty)
            return lambda i: added(model, self.examples[i].values, _likely(self.answers[i]))

        again = dict(zip(self.places, _out_of_fold(self.examples, folds, learn), strict=True))
        return [again.get(place, answer) for place, answer in enumerate(answers)]


def read_again(
    pairs: Sequence[Told],
    examples: Sequence[Example],
    answers: Answers,
    events: Set[str],
    *,
    least: float | None,
) -> ReadAgain:
    """What the reader of the pairs' `FactFinder` says of those that are likely enough to be read.

    Args:
        pairs: of events.
        examples: the same; `group` names their events.
        answers: how likely each relation is for each by itself.
        events: that the reader did not learn from.
        least: how likely a pair must be linked to be read; None reads none.
    """
    chosen = [
        i
        for i, (example, answer) in enumerate(zip(examples, answers, strict=True))
        if least is not None and set(example.group.split()) <= events and in_doubt(_likely(answer), least)
    ]
    read = pairs[0].pair.finder.read
    found = read([(pairs[i].pair.a.claim, pairs[i].pair.b.claim) for i in chosen]) if read else ()
    known = [(i, said) for i, said in zip(chosen, found, strict=False) if said is not None]
    return ReadAgain(
        [i for i, _ in known],
        [evolve(examples[i], values=with_read(told_of_links(said))) for i, said in known],
        [answers[i] for i, _ in known],
    )


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
    return fit_added(linked, _scores(answers), penalty=penalty)


def together(
    linked: Sequence[Example], answers: Answers, folds: Iterable[Set[str]], *, penalty: float
) -> Answers:
    """How likely each relation is for each pair beside the others, by weights that have not seen its fold."""
    scores = _scores(answers)

    def learn(seen: Sequence[int]) -> Callable[[int], Mapping[Relation, float]]:
        model = fit_added([linked[i] for i in seen], scores[list(seen)], penalty=penalty)
        return lambda i: added(model, linked[i].values, _likely(answers[i]), trust=TRUST)

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
