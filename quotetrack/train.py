"""Trains the relation models: `python -m quotetrack.train --help`.

Pairs are JSON lines as `quotetrack relate` reads them, with `relation` and `topic`; events are a
folder of articles with `gold.json`. Only weights are written, no text.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, timedelta
from functools import partial
from importlib import import_module, resources
from pathlib import Path
from typing import Any

import numpy as np
from attrs import evolve

from .backends.cache import CachedEmbedder
from .backends.reader import PairReader
from .backends.use import UseEmbedder
from .claims.extract import extract_claims
from .claims.normalise import meaning_text, read_claims
from .lang.load import available_languages, load_profile
from .lang.profile import LanguageProfile
from .link.bearing import KINDS, Bearing, Numbers, parts, told
from .link.candidates import find_candidates
from .link.facts import FactFinder
from .link.fit import Example, fit, fit_bearing
from .link.pair import Pair
from .link.relate import RelationModel
from .model.article import Article
from .model.claim import STRONG, Claim, Relation
from .model.result import ArticleResult
from .protocols import Embedder, Reader
from .settings import Settings
from .speakers.likeness import same_name
from .training.events import Told, event_pairs, gold_quote, opposed
from .training.pairs import as_example, edited, pair_models, pairs_in, stories_in
from .training.reading import held_events
from .training.stacked import Answers, alone, beside, consensus, read_again, together

logger = logging.getLogger(__name__)

# Chosen by cross-validation among 3, 5, 10, 30 and 100 ("reading" is no worse at 300). At 30 the stream's links are as good as at 10 and
# none runs between two events; beyond, recall falls.
_PENALTY = {"pairs": 5.0, "stream": 30.0, "reading": 100.0, "consensus": 3.0}

# Given events count three times, each of ours once; ten times costs a point of both. What `Bearing` says of an example
# comes of one fitted without its event.
_GIVEN_WEIGHT, _BEARING_PENALTY, _BEARING_FOLDS = 3.0, 300.0, 4
_OPPOSED_WEIGHT = 0.1  # of pairs made by denying one side: with 0.3 a plain denial is told in 92% instead of 80%, without in half
_STORIES_WEIGHT = 0.2  # of pairs of stories: macro F1 81.3 cross-validated, 79.2 with 0.5, 74.1 without them
_FOLDS = 8  # of events, for what the consensus learns from and for the scores

# Pairs of other stories: 3,000 with a weight of 0.3 bring false links between articles of one large
# topic from 2.9% of the candidates to 0.1%; F1 on the events stays.
_OTHERS, _OTHERS_WEIGHT, _OTHERS_ARTICLES = 3000, 0.3, 60
_NEAREST = 0.6
_WEEK = date(2025, 3, 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains the sets of weights and writes them with their card."""
    options = _options(arguments)
    profiles = {code: load_profile(code) for code in available_languages()}
    embedder: Embedder = _made(options.embedder) or UseEmbedder()
    reader: Reader = _made(options.reader) or PairReader()
    finder = FactFinder(
        profiles,
        CachedEmbedder(embedder),
        same_name,
        partial(read_claims, reader=reader),
    )
    events = [
        *event_pairs(options.own_events, finder),
        *event_pairs(options.events, finder, weight=_GIVEN_WEIGHT),
    ]
    also = [pair for path in options.pairs for pair in pairs_in(path, finder)]
    if options.edits:
        also += edited(options.pairs, finder, weight=options.edits, seed=options.seed)
    stories = list(stories_in(options.stories, finder, weight=_STORIES_WEIGHT))
    held = list(pairs_in(options.held, finder)) if options.held else []
    made = opposed(events, finder, weight=_OPPOSED_WEIGHT)
    models, scores = event_models(events, made, other_pairs(options.others, finder))
    side_by_side, held_scores = pair_models(held, also, stories, penalty=_PENALTY["pairs"])
    card = {
        "command": "python -m quotetrack.train " + " ".join(sys.argv[1:] if arguments is None else arguments),
        "embedder": finder.embedder.name,
        "reader": reader.name,
        "pairs": {
            "examples": len(held) + len(also),
            "stories": len(stories),
            "cross_validation": held_scores,
        },
        **scores,
    }
    models |= side_by_side
    write_models(options.out, models, card)
    sys.stdout.write(json.dumps(card, indent=1) + "\n")
    return 0


def event_models(
    events: Sequence[Told], made: Sequence[Told], unlinked: Sequence[Told]
) -> tuple[dict[str, RelationModel], dict[str, Any]]:
    """The weights for articles, `stream` and `consensus`, and their scores on events they have not seen; the consensus
    learns nothing from pairs that were made of others.
    """
    stream, bearing = event_examples([*events, *made])
    others = [example_of(pair, bearing) for pair in unlinked]
    model = fit([*stream, *others], penalty=_PENALTY["stream"])
    folds = _folds({e.group for e in stream}, _FOLDS)
    first = alone(stream, others, folds, penalty=_PENALTY["stream"])[: len(events)]
    told = stream[: len(events)]
    given = {pair.group for pair in events if pair.weight == _GIVEN_WEIGHT and " " not in pair.group}
    ours = {e.group for e in told} - given
    unread = held_events(ours) | given
    read = read_again(events, told, first, unread, least=Settings().read)
    answers = read.out_of_fold(first, folds, penalty=_PENALTY["reading"])
    linked = beside(events, told, answers)
    again = together(linked, answers, folds, penalty=_PENALTY["consensus"])
    scores = {
        name: {
            "examples": len(stream) + len(others),
            "given_events": stream_scores(told, likely, given),
            "own_events": stream_scores(told, likely, ours),
            "own_events_unread": stream_scores(told, likely, ours & unread),
        }
        for name, likely in (("stream", first), ("reading", answers), ("consensus", again))
    }
    models = {
        "stream": evolve(model, bearing=bearing),
        "reading": read.model(penalty=_PENALTY["reading"]),
        "consensus": consensus(linked, answers, penalty=_PENALTY["consensus"]),
    }
    return models, scores


def _made(place: str | None) -> Any:
    """What the class at "module:Class" makes, None for no place."""
    module, _, name = (place or "").partition(":")
    return getattr(import_module(module), name)() if place else None


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m quotetrack.train", description=__doc__)
    folder = Path(str(resources.files("quotetrack.link")))
    own, out = folder / "pairs.jsonl", folder / "relation.json"
    parser.add_argument("--pairs", nargs="+", type=Path, default=[own], help="pairs with their relation")
    parser.add_argument("--stories", type=Path, default=folder / "stories.jsonl", help="a line a story")
    parser.add_argument("--edits", type=float, default=0.0, help="weight of pairs made from those by edits")
    parser.add_argument("--seed", type=int, default=0, help="of the edits")
    parser.add_argument("--held", type=Path, help="pairs to cross-validate on, added to the training")
    parser.add_argument("--events", type=Path, required=True, help="folder of articles with gold.json")
    parser.add_argument("--own-events", type=Path, default=folder / "events.jsonl", help="a line an event")
    parser.add_argument("--others", nargs="*", default=[], help="LANGUAGE=FILE: articles of unlinked stories")
    parser.add_argument("--embedder", help="module:Class of another encoder to train for")
    parser.add_argument("--reader", help="module:Class of another reader of two claims")
    parser.add_argument("--out", type=Path, default=out, help="where the weights go")
    return parser.parse_args(arguments)


def example_of(pair: Told, bearing: Bearing) -> Example:
    """What the relation model learns of a pair that `bearing` has not seen."""
    return as_example(pair, *bearing.evidence(pair.pair))


def event_examples(events: Sequence[Told]) -> tuple[list[Example], Bearing]:
    """The pairs as examples, and a `Bearing` fitted to all of them."""
    rows = parts([pair.pair.rows for pair in events if pair.pair.rows])
    groups = [pair.group.split()[0] for pair in events]
    folds = _folds(set(groups), _BEARING_FOLDS)
    likely = np.zeros((len(events), KINDS))
    for fold in folds:
        held = np.array([group in fold for group in groups])
        likely[held] = _bearing(events, rows, ~held).likely(rows[held])
    examples = [as_example(pair, *told(shares)) for pair, shares in zip(events, likely, strict=True)]
    return examples, _bearing(events, rows, np.ones(len(events), dtype=bool))


def _bearing(events: Sequence[Told], rows: Numbers, chosen: Numbers) -> Bearing:
    places = np.flatnonzero(chosen).tolist()
    relations, share = [events[i].relation for i in places], np.array([events[i].weight for i in places])
    return fit_bearing(rows[places], relations, share, penalty=_BEARING_PENALTY)


def _folds(groups: Iterable[str], count: int) -> list[set[str]]:
    ordered = sorted(group for group in groups if " " not in group)
    return [set(ordered[n::count]) for n in range(count)]


def other_pairs(files: Sequence[str], finder: FactFinder) -> list[Told]:
    """Candidate pairs between articles of many stories, as unrelated: the events show too
    little of what is not linked. The nearest pairs are left out, they may be one statement after all.
    """
    claims = [claim for file in files for claim in _claims_in(file, finder.profiles)]
    rows = finder.embedder.encode([meaning_text(claim) for claim in claims])
    found = [c for c in find_candidates(claims, rows, Settings()) if c.cosine < _NEAREST]
    found = [c for c in found if claims[c.left].article != claims[c.right].article]
    pairs = (
        Pair(
            finder.facts(claims[i]), finder.facts(claims[j]), c.cosine, finder, c.nearest, (rows[i], rows[j])
        )
        for c, i, j in ((c, c.left, c.right) for c in found[:: max(1, len(found) // _OTHERS)])
    )
    return [Told(pair, Relation.UNRELATED, "others", _OTHERS_WEIGHT) for pair in pairs]


def _claims_in(file: str, profiles: Mapping[str, LanguageProfile]) -> Iterator[Claim]:
    """The claims of a file's first articles. They get days of one week: what has no link must not be
    told by its day.
    """
    language, _, path = file.partition("=")
    for line in Path(path).read_text(encoding="utf-8").splitlines()[:_OTHERS_ARTICLES]:
        record = json.loads(line)
        day = _WEEK + timedelta(days=len(record["text"]) % 6)
        article = Article(text=record["text"], id=record["id"], published=day)
        known = {"lang": language, "speaker": None}
        quotes = tuple(
            gold_quote(
                article,
                known | quote | {"sid": f"{article.id}-{n}", "cue": None, "speaker_id": quote.get("speaker")},
                profiles,
            )
            for n, quote in enumerate(record["quotes"])
        )
        yield from extract_claims(ArticleResult(article=article, language=language, quotes=quotes), profiles)


def stream_scores(
    examples: Sequence[Example], answers: Answers, events: Set[str], threshold: float = Settings().link
) -> dict[str, float]:
    """Links found among the candidates of some events, by models that have not seen them."""
    counts = dict.fromkeys(("linked", "right", "right_relation", "wanted", "between_events"), 0)
    for example, likely in zip(examples, answers, strict=True):
        if events.isdisjoint(example.group.split()):
            continue
        strong = max(STRONG, key=lambda r, likely=likely: likely[r])  # type: ignore[misc]
        inside, hit = example.group in events, sum(likely[r] for r in STRONG) >= threshold
        counts["wanted"] += inside and example.relation in STRONG
        counts["linked"] += inside and hit
        counts["between_events"] += hit and not inside
        counts["right"] += hit and example.relation in STRONG
        counts["right_relation"] += hit and example.relation is strong
    both = counts["linked"] + counts["wanted"]
    return counts | {
        "f1": round(2 * counts["right"] / both, 3),
        "f1_of_relations": round(2 * counts["right_relation"] / both, 3),
    }


def write_models(path: Path, models: Mapping[str, RelationModel], card: Mapping[str, Any]) -> None:
    """Weights as JSON, a line a table; their rows are a relation each, in the order of `Relation`."""
    names = models["stream"].features
    table: dict[str, Any] = {"card": card, "relations": list(Relation), "features": names}
    for use, model in models.items():
        table[use] = _table(model.weights, model.bias)
        if model.features != names:
            table[use]["features"] = model.features
        if model.bearing.dimensions:
            table[use]["bearing"] = _table(model.bearing.weights, model.bearing.bias)
    lines = ",\n".join(
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in table.items()
    )
    path.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


def _table(weights: Numbers, bias: Numbers) -> dict[str, Any]:
    return {"weights": np.round(weights, 4).tolist(), "bias": np.round(bias, 4).tolist()}


if __name__ == "__main__":
    raise SystemExit(main())
