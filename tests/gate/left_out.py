"""Links of events that the link model has not seen, from the articles as they are: each event left out in turn.

    python tests/gate/left_out.py ../shared/eval

The figures of `track` on these events are too good, since the shipped weights were trained on them. Here the articles of an
event are tracked with weights fitted without it, and all lines together are scored. Nothing is written. Some twenty minutes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import evolve

from quotetrack import QuoteTracker
from quotetrack.cli import _lines
from quotetrack.link import consensus, links, reading
from quotetrack.link.fit import Example, fit
from quotetrack.link.relate import RelationModel
from quotetrack.settings import Settings
from quotetrack.train import (
    _FOLDS,
    _GIVEN_WEIGHT,
    _OPPOSED_WEIGHT,
    _PENALTY,
    _folds,
    event_examples,
    example_of,
    other_pairs,
)
from quotetrack.training import stacked
from quotetrack.training.events import Told, event_pairs, opposed
from quotetrack.training.reading import held_events
from quotetrack.training.stacked import Answers, ReadAgain, alone, beside, read_again

OWN = Path(links.__file__).with_name("events.jsonl")
OTHERS = {"en": "polnear_train.jsonl", "it": "itwn_dev.jsonl"}


def stream_model(unseen: Sequence[Told], others: Sequence[Told]) -> RelationModel:
    """The weights that these pairs give."""
    examples, bearing = event_examples(unseen)
    model = fit([*examples, *(example_of(pair, bearing) for pair in others)], penalty=_PENALTY["stream"])
    return evolve(model, bearing=bearing)


def added_to_each(
    seen: Sequence[Told], made: Sequence[Told], others: Sequence[Told]
) -> tuple[ReadAgain, list[Example], Answers]:
    """What the weights of the reader and the consensus are learned from. Each pair is as a model sees it that knows
    nothing of its event, though not always nothing of the event that is left out.
    """
    examples, bearing = event_examples([*seen, *made])
    apart = [example_of(pair, bearing) for pair in others]
    folds = _folds({example.group for example in examples}, _FOLDS)
    told = examples[: len(seen)]
    answers = alone(examples, apart, folds, penalty=_PENALTY["stream"])[: len(seen)]
    given = {pair.group for pair in seen if pair.weight == _GIVEN_WEIGHT and " " not in pair.group}
    unread = held_events({pair.group for pair in seen} - given) | given
    read = read_again(seen, told, answers, unread, least=Settings().read)
    answers = read.out_of_fold(answers, folds, penalty=_PENALTY["reading"])
    return read, beside(seen, told, answers), answers


def tracked(files: Sequence[Path], models: Mapping[str, RelationModel]) -> Iterator[dict[str, Any]]:
    """The lines of `track --quotes` for some articles, with weights of ours."""
    shipped = links.load_model
    places = links, consensus, reading
    for place in places:
        place.load_model = models.__getitem__  # type: ignore[assignment]
    try:
        with QuoteTracker.open() as tracker:
            yield from _lines(tracker.add(files), tracker)
    finally:
        for place in places:
            place.load_model = shipped


def main() -> None:
    """Measures and prints the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("eval", type=Path, help="folder of the development sets and score_links.py")
    folder = parser.parse_args().eval
    sys.path.insert(0, str(folder))
    import score_links  # the scorer's own

    events = folder / "events_dev"
    with QuoteTracker.open() as tracker:
        seen = [*event_pairs(OWN, tracker.finder), *event_pairs(events, tracker.finder, weight=_GIVEN_WEIGHT)]
        others = other_pairs([f"{code}={folder / name}" for code, name in OTHERS.items()], tracker.finder)
        made = opposed(seen, tracker.finder, weight=_OPPOSED_WEIGHT)
    read, linked, answers = added_to_each(seen, made, others)
    gold = json.loads((events / "gold.json").read_text(encoding="utf-8"))
    lines: list[dict[str, Any]] = []
    for event in sorted({article["event"] for article in gold["articles"]}):
        files = [events / article["file"] for article in gold["articles"] if article["event"] == event]
        unseen = [i for i, example in enumerate(linked) if event not in example.group.split()]
        agreed = stacked.consensus(
            [linked[i] for i in unseen], [answers[i] for i in unseen], penalty=_PENALTY["consensus"]
        )
        models = {
            "stream": stream_model(
                [pair for pair in (*seen, *made) if event not in pair.group.split()], others
            ),
            "reading": read.without(event).model(penalty=_PENALTY["reading"]),
            "consensus": agreed,
        }
        lines += json.loads(json.dumps(list(tracked(files, models))))
    scores, *_ = score_links.score(score_links.load_gold(events), lines)
    score_links.show(scores)


if __name__ == "__main__":
    main()
