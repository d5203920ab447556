"""Events told by several outlets, with their statements and the links between them: what links are learned from.

Gold is a folder of articles with `gold.json`, or a file with a line an event whose articles hold their text. Ours are
`quotetrack/link/events.jsonl`: invented, written and annotated by a language model for this project.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from attrs import field, frozen

from ..claims.extract import extract_claims
from ..claims.normalise import meaning_text
from ..lang.profile import LanguageProfile
from ..lang.words import stem, stems, words_of
from ..link.candidates import find_candidates
from ..link.compare import compare
from ..link.facts import FactFinder
from ..link.pair import Pair
from ..model.article import Article, Block, BlockKind
from ..model.claim import Evidence, Relation
from ..model.quote import Cue, Quote, QuoteKind, Speaker, joined
from ..model.result import ArticleResult
from ..model.span import Span
from ..settings import Settings


@frozen(eq=False)
class Told:
    """A pair of claims with its evidence, and what they are to each other; pairs of one group are never in training
    and test at once.
    """

    pair: Pair
    relation: Relation
    group: str
    weight: float = field(default=1.0)
    evidence: tuple[Evidence, ...] = field(init=False)

    @evidence.default
    def _compared(self) -> tuple[Evidence, ...]:
        return compare(self.pair)


def event_pairs(path: Path, finder: FactFinder, *, weight: float = 1.0) -> Iterator[Told]:
    """The candidate pairs of the events in a folder or file; those without a link are unrelated."""
    for gold in _read(path):
        yield from _pairs(gold, finder, weight)


def _read(path: Path) -> Iterator[dict[str, Any]]:
    """Articles with their texts and the links between them: a folder at once, a file line by line."""
    if path.is_dir():
        gold = json.loads((path / "gold.json").read_text(encoding="utf-8"))
        for article in gold["articles"]:
            article["text"] = (path / article["file"]).read_bytes().decode("utf-8")
        yield gold
    else:
        yield from (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


def _pairs(gold: Mapping[str, Any], finder: FactFinder, weight: float) -> Iterator[Told]:
    results = [_result(article, finder.profiles) for article in gold["articles"]]
    claims = [claim for result in results for claim in extract_claims(result, finder.profiles)]
    rows = finder.embedder.encode([meaning_text(claim) for claim in claims])
    event = {article["id"]: article.get("event", gold.get("event")) for article in gold["articles"]}
    relations = {frozenset((link["a"], link["b"])): Relation(link["relation"]) for link in gold["links"]}
    unsure = {frozenset((x["a"], x["b"])) for x in gold["links"] if "borderline" in x.get("tags", ())}
    unsure |= {frozenset(pair) for pair in gold.get("same_within_article", ())}
    candidates = list(find_candidates(claims, rows, Settings()))
    finder.prepare(claims[i] for c in candidates for i in (c.left, c.right))
    for found in candidates:
        a, b = claims[found.left], claims[found.right]
        ends = frozenset((a.quote, b.quote))
        if a.article != b.article and ends not in unsure:
            vectors = rows[found.left], rows[found.right]
            pair = Pair(finder.facts(a), finder.facts(b), found.cosine, finder, found.nearest, vectors)
            group = " ".join(sorted({event[a.article], event[b.article]}))
            yield Told(pair, relations.get(ends, Relation.UNRELATED), group, weight)


def _result(gold: Mapping[str, Any], profiles: Mapping[str, LanguageProfile]) -> ArticleResult:
    """An article with its gold statements as quotes."""
    text, start = gold["text"], 0
    blocks: list[Block] = []
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
    quotes = tuple(gold_quote(article, statement, profiles) for statement in gold["statements"])
    return ArticleResult(article=article, language=gold["lang"], quotes=quotes)


def gold_quote(article: Article, gold: Mapping[str, Any], profiles: Mapping[str, LanguageProfile]) -> Quote:
    """A statement as the program would have found it."""
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
