"""Given pairs of claims with their relation: what the weights for two claims side by side are learned from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import product
from pathlib import Path

from attrs import evolve

from ..claims.extract import claim_from_text
from ..claims.normalise import meaning_text
from ..lang.profile import LanguageProfile
from ..link.edits import edited_pairs
from ..link.facts import FactFinder
from ..link.fit import Example, cross_validate, fit
from ..link.pair import Pair
from ..link.reading import told as read_evidence
from ..link.relate import OF_VECTORS, RelationModel, features
from ..model.claim import Claim, Evidence, Relation
from .events import Told


def pair_models(
    held: Sequence[Told], also: Sequence[Told], stories: Sequence[Told] = (), *, penalty: float
) -> tuple[dict[str, RelationModel], dict[str, dict[str, float]]]:
    """The weights for two claims side by side, as they are compared and as they are read too, each fitted to all pairs,
    those that are read to the stories as well; and their scores on the held ones, whose topics are left out of the
    training in turn.
    """
    models: dict[str, RelationModel] = {}
    scores: dict[str, dict[str, float]] = {}
    uses = {"pairs": (_compared, also)}
    if (*held, *also)[0].pair.finder.read is not None:
        uses["pairs read"] = (_read, [*also, *stories])
    for use, (examples, others) in uses.items():
        ours, theirs = list(examples(held)), list(examples(others))
        models[use] = fit([*ours, *theirs], penalty=penalty)
        scores[use] = cross_validate(ours, penalty=penalty, also=theirs) if ours else {}
    return models, scores


def _compared(pairs: Sequence[Told]) -> Iterator[Example]:
    """The pairs as examples, as they are compared."""
    return (_given(pair) for pair in pairs)


def _read(pairs: Sequence[Told]) -> Iterator[Example]:
    """The pairs as examples, with what the reader says; those it cannot read are left out."""
    read = pairs[0].pair.finder.read if pairs else None
    answers = read([(told.pair.a.claim, told.pair.b.claim) for told in pairs]) if read else ()
    for pair, answer in zip(pairs, answers, strict=True):
        if answer is not None:
            yield _given(pair, *read_evidence(answer))


def _given(pair: Told, *more: Evidence) -> Example:
    """A pair as an example; its claims come from no articles, so nothing is told of their vectors."""
    example = as_example(pair, *more)
    return evolve(example, values=dict(example.values) | dict.fromkeys(OF_VECTORS, 0.0))


def as_example(pair: Told, *more: Evidence) -> Example:
    """What a relation model learns of a pair."""
    one = pair.pair.one_language
    values = features((*pair.evidence, *more), one_language=one)
    return Example(values, pair.relation, pair.group, two_languages=not one, weight=pair.weight)


def pairs_in(path: Path, finder: FactFinder) -> Iterator[Told]:
    """The pairs of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        group = record["id"].partition("-")[0]
        yield _pair((record["a"], record["b"]), Relation(record["relation"]), group, finder)


def stories_in(path: Path, finder: FactFinder, *, weight: float) -> Iterator[Told]:
    """The pairs of a file of stories: a claim (`base`, in several languages, and its day) and another for each relation,
    which stands beside it in each language.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        story = json.loads(line)
        day = {"date": story["base"].pop("date")}
        bases = [claim | day | {"lang": code} for code, claim in story["base"].items()]
        for base, relation in product(bases, Relation):
            yield evolve(_pair((base, story[relation]), relation, story["story"], finder), weight=weight)


def _pair(sides: Iterable[Mapping[str, str]], relation: Relation, group: str, finder: FactFinder) -> Told:
    a, b = (_claim(side, finder.profiles) for side in sides)
    rows = finder.embedder.encode([meaning_text(a), meaning_text(b)])
    pair = Pair(finder.facts(a), finder.facts(b), float(rows[0] @ rows[1]), finder)
    return Told(pair, relation, group)


def edited(paths: Sequence[Path], finder: FactFinder, *, weight: float, seed: int) -> list[Told]:
    """Pairs made from the claims of the files by controlled edits."""
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    read = partial(_claim, profiles=finder.profiles)
    made = edited_pairs([json.loads(line) for line in lines], finder.profiles, read, seed=seed)
    return [
        evolve(_pair((x["a"], x["b"]), Relation(x["relation"]), x["id"], finder), weight=weight) for x in made
    ]


def _claim(side: Mapping[str, str], profiles: Mapping[str, LanguageProfile]) -> Claim:
    profile = profiles[side.get("language") or side["lang"]]
    return claim_from_text(
        side["text"], profile, speaker=side.get("speaker"), published=date.fromisoformat(side["date"])
    )
