"""Trains the relation model: `python -m quotetrack.train --help`.

Pairs are JSON lines as `quotetrack relate` reads them, with `relation` and `topic`; events are a
folder of articles with `gold.json`. Only weights are written, no text.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from importlib import import_module, resources
from pathlib import Path
from typing import Any

import numpy as np
from attrs import evolve

from .backends.cache import CachedEmbedder
from .backends.use import UseEmbedder
from .claims.extract import claim_from_text, extract_claims
from .claims.normalise import meaning_text
from .lang.load import available_languages, load_profile
from .lang.profile import LanguageProfile
from .lang.words import stem, stems, words_of
from .link.candidates import find_candidates
from .link.compare import compare
from .link.edits import edited_pairs
from .link.facts import FactFinder
from .link.fit import Example, cross_validate, fit
from .link.pair import Pair
from .link.relate import RelationModel, features
from .model.article import Article, Block, BlockKind
from .model.claim import STRONG, Claim, Relation
from .model.quote import Cue, Quote, QuoteKind, Speaker, joined
from .model.result import ArticleResult
from .model.span import Span
from .protocols import Embedder
from .settings import Settings
from .speakers.likeness import same_name

logger = logging.getLogger(__name__)

# Chosen by cross-validation among 3, 5, 10, 30 and 100. At 30 the stream's links are as good as at 10 and
# none runs between two events; beyond, recall falls.
_PENALTY = {"pairs": 5.0, "stream": 30.0}


# Pairs of other stories: 3,000 with a weight of 0.3 bring false links between articles of one large
# topic from 2.9% of the candidates to 0.1%; F1 on the events stays.
_OTHERS, _OTHERS_WEIGHT, _OTHERS_ARTICLES = 3000, 0.3, 60
_NEAREST = 0.6
_WEEK = date(2025, 3, 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains both sets of weights and writes them with their card."""
    options = _options(arguments)
    profiles = {code: load_profile(code) for code in available_languages()}
    finder = FactFinder(profiles, CachedEmbedder(_embedder(options.embedder)), same_name)
    also = [example for path in options.pairs for example in pair_examples(path, finder)]
    if options.edits:
        also += edited_examples(options.pairs, finder, weight=options.edits, seed=options.seed)
    held = list(pair_examples(options.held, finder)) if options.held else []
    stream, others = event_examples(options.events, finder), other_examples(options.others, finder)
    card = {
        "command": "python -m quotetrack.train " + " ".join(sys.argv[1:] if arguments is None else arguments),
        "embedder": finder.embedder.name,
        "pairs": {"examples": len(held) + len(also), "cross_validation": held_scores(held, also)},
        "stream": {"examples": len(stream) + len(others), "cross_validation": stream_scores(stream, others)},
    }
    models = {
        "pairs": fit([*held, *also], penalty=_PENALTY["pairs"]),
        "stream": fit([*stream, *others], penalty=_PENALTY["stream"]),
    }
    write_models(options.out, models, card)
    sys.stdout.write(json.dumps(card, indent=1) + "\n")
    return 0


def _embedder(place: str | None) -> Embedder:
    """The default embedder, or one made by the class at "module:Class"."""
    if place is None:
        return UseEmbedder()
    module, _, name = place.partition(":")
    made: Embedder = getattr(import_module(module), name)()
    return made


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m quotetrack.train", description=__doc__)
    folder = Path(str(resources.files("quotetrack.link")))
    own, out = folder / "pairs.jsonl", folder / "relation.json"
    parser.add_argument("--pairs", nargs="+", type=Path, default=[own], help="pairs with their relation")
    parser.add_argument("--edits", type=float, default=0.0, help="weight of pairs made from those by edits")
    parser.add_argument("--seed", type=int, default=0, help="of the edits")
    parser.add_argument("--held", type=Path, help="pairs to cross-validate on, added to the training")
    parser.add_argument("--events", type=Path, required=True, help="folder of articles with gold.json")
    parser.add_argument("--others", nargs="*", default=[], help="LANGUAGE=FILE: articles of unlinked stories")
    parser.add_argument("--embedder", help="module:Class of another encoder to train for")
    parser.add_argument("--out", type=Path, default=out, help="where the weights go")
    return parser.parse_args(arguments)


def pair_examples(path: Path, finder: FactFinder) -> Iterator[Example]:
    """The pairs of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield _pair_example(json.loads(line), finder)


def _pair_example(record: Mapping[str, Any], finder: FactFinder) -> Example:
    a, b = (_claim(record[side], finder.profiles) for side in ("a", "b"))
    rows = finder.embedder.encode([meaning_text(a), meaning_text(b)])
    pair = Pair(finder.facts(a), finder.facts(b), float(rows[0] @ rows[1]), finder)
    return _example(pair, Relation(record["relation"]), record["id"].partition("-")[0])


def edited_examples(paths: Sequence[Path], finder: FactFinder, *, weight: float, seed: int) -> list[Example]:
    """Pairs made from the claims of the files by controlled edits."""
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    read = partial(_claim, profiles=finder.profiles)
    made = edited_pairs([json.loads(line) for line in lines], finder.profiles, read, seed=seed)
    return [evolve(_pair_example(record, finder), weight=weight) for record in made]


def _claim(side: Mapping[str, str], profiles: Mapping[str, LanguageProfile]) -> Claim:
    profile = profiles[side.get("language") or side["lang"]]
    return claim_from_text(
        side["text"], profile, speaker=side.get("speaker"), published=date.fromisoformat(side["date"])
    )


def _example(pair: Pair, relation: Relation, group: str) -> Example:
    values = features(compare(pair), one_language=pair.one_language)
    return Example(values, relation, group, two_languages=not pair.one_language)


def event_examples(folder: Path, finder: FactFinder) -> list[Example]:
    """All candidate pairs of the events' statements; those without a link are unrelated."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    results = [_result(folder, article, finder.profiles) for article in gold["articles"]]
    claims = [claim for result in results for claim in extract_claims(result, finder.profiles)]
    rows = finder.embedder.encode([meaning_text(claim) for claim in claims])
    event = {article["id"]: article["event"] for article in gold["articles"]}
    relations = {frozenset((link["a"], link["b"])): Relation(link["relation"]) for link in gold["links"]}
    unsure = {frozenset((link["a"], link["b"])) for link in gold["links"] if "borderline" in link["tags"]}
    unsure |= {frozenset(pair) for pair in gold["same_within_article"]}
    examples = []
    for candidate in find_candidates(claims, rows, Settings()):
        a, b = claims[candidate.left], claims[candidate.right]
        ends = frozenset((a.quote, b.quote))
        if a.article == b.article or ends in unsure:
            continue
        pair = Pair(finder.facts(a), finder.facts(b), candidate.cosine, finder, candidate.nearest)
        group = " ".join(sorted({event[a.article], event[b.article]}))
        examples.append(_example(pair, relations.get(ends, Relation.UNRELATED), group))
    return examples


def _result(folder: Path, gold: Mapping[str, Any], profiles: Mapping[str, LanguageProfile]) -> ArticleResult:
    """An article with its gold statements as quotes."""
    text = (folder / gold["file"]).read_bytes().decode("utf-8")
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append(Block(BlockKind.PARAGRAPH, Span(start, start + len(line.rstrip()))))
        start += len(line)
    article = Article(
        text=text,
        id=gold["id"],
        source=gold["outlet"],
        published=date.fromisoformat(gold["date"]),
        blocks=tuple(blocks),
    )
    quotes = tuple(_quote(article, statement, profiles) for statement in gold["statements"])
    return ArticleResult(article=article, language=gold["lang"], quotes=quotes)


def _quote(article: Article, gold: Mapping[str, Any], profiles: Mapping[str, LanguageProfile]) -> Quote:
    content = tuple(Span(*ends) for ends in gold["content"])
    profile = profiles[gold["lang"]]
    span = Span(*gold["cue"]) if gold["cue"] else None
    words = words_of(span.of(article.text)) if span else []
    denial = stems(profile.cues.denial, profile)
    lemma = next(
        (
            c
            for w in words
            if stem(w, profile) in denial
            for c in profile.cues.denial
            if stem(c, profile) == stem(w, profile)
        ),
        "",
    )
    speaker = Speaker(id=gold["speaker_id"], name=gold["speaker"]) if gold["speaker_id"] else None
    return Quote(
        id=gold["sid"],
        article=article.id,
        kind=QuoteKind(gold["kind"]),
        content=content,
        text=joined(article.text, content),
        language=gold["lang"],
        cue=Cue(span, lemma) if span else None,
        speaker=speaker,
        rule="gold",
    )


def other_examples(files: Sequence[str], finder: FactFinder) -> list[Example]:
    """Candidate pairs between articles of many stories, as unrelated: five invented events show too
    little of what is not linked. The nearest pairs are left out, they may be one statement after all.
    """
    claims = [claim for file in files for claim in _claims_in(file, finder.profiles)]
    rows = finder.embedder.encode([meaning_text(claim) for claim in claims])
    found = [c for c in find_candidates(claims, rows, Settings()) if c.cosine < _NEAREST]
    found = [c for c in found if claims[c.left].article != claims[c.right].article]
    pairs = (
        Pair(finder.facts(claims[c.left]), finder.facts(claims[c.right]), c.cosine, finder, c.nearest)
        for c in found[:: max(1, len(found) // _OTHERS)]
    )
    return [evolve(_example(pair, Relation.UNRELATED, "others"), weight=_OTHERS_WEIGHT) for pair in pairs]


def _claims_in(file: str, profiles: Mapping[str, LanguageProfile]) -> Iterator[Claim]:
    """The claims of a file's first articles. They get days of one week: what has no link must not be
    told by its day.
    """
    language, _, path = file.partition("=")
    for line in Path(path).read_text(encoding="utf-8").splitlines()[:_OTHERS_ARTICLES]:
        record = json.loads(line)
        day = _WEEK + timedelta(days=len(record["text"]) % 6)
        article = Article(text=record["text"], id=record["id"], published=day)
        told = {"lang": language, "speaker": None}
        quotes = tuple(
            _quote(
                article,
                told | quote | {"sid": f"{article.id}-{n}", "cue": None, "speaker_id": quote.get("speaker")},
                profiles,
            )
            for n, quote in enumerate(record["quotes"])
        )
        yield from extract_claims(ArticleResult(article=article, language=language, quotes=quotes), profiles)


def held_scores(held: Sequence[Example], also: Sequence[Example]) -> dict[str, float]:
    """Scores on the held pairs, their topics in turn left out of the training."""
    return cross_validate(held, penalty=_PENALTY["pairs"], also=also) if held else {}


def stream_scores(
    examples: Sequence[Example], others: Sequence[Example], threshold: float = Settings().link
) -> dict[str, float]:
    """Links of each event found by a model that has not seen it, among the candidates."""
    events = sorted({e.group for e in examples if " " not in e.group})
    counts = dict.fromkeys(("linked", "right", "right_relation", "wanted", "between_events"), 0)
    for event in events:
        seen = [e for e in examples if event not in e.group.split()]
        model = fit([*seen, *others], penalty=_PENALTY["stream"])
        for example in (e for e in examples if event in e.group.split()):
            likely = model.probabilities(example.values)
            strong = max(STRONG, key=lambda r, likely=likely: likely[r])  # type: ignore[misc]
            inside, hit = example.group == event, sum(likely[r] for r in STRONG) >= threshold
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
    """Weights as JSON, a row a relation in the order of `Relation`."""
    names = next(iter(models.values())).features
    table: dict[str, Any] = {"card": card, "relations": list(Relation), "features": names}
    for use, model in models.items():
        table[use] = {
            "weights": np.round(model.weights, 4).tolist(),
            "bias": np.round(model.bias, 4).tolist(),
        }
    path.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
