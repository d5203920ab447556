"""Events told by several outlets, with their statements and the links between them: what links are learned from.

Gold is a folder of articles with `gold.json`, or a file with a line an event whose articles hold their text. Ours are
`quotetrack/link/events.jsonl`: invented, written and annotated by a language model for this project.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from ..claims.extract import claim_from_text, extract_claims
from ..claims.normalise import meaning_text
from ..lang.profile import LanguageProfile
from ..lang.words import stem, stems, words_of
from ..link.candidates import find_candidates
from ..link.compare import compare
from ..link.edits import negated, with_figure
from ..link.facts import FactFinder
from ..link.pair import Pair
from ..model.article import Article, Block, BlockKind
from ..model.claim import Claim, Evidence, Relation
from ..model.quote import Cue, Quote, QuoteKind, Speaker, joined
from ..model.result import ArticleResult
from ..model.span import Span
from ..settings import Settings

_FACTOR = 1.4  # of a figure that is made another: no rounding reaches it


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


def opposed(told: Sequence[Told], finder: FactFinder, *, weight: float) -> list[Told]:
    """Pairs made from those that are the same: one side denied in plain words, or with another figure, by somebody else
    of its event. The events hold few denials as plain as that.

    Args:
        told: the pairs of events.
        finder: works out the facts of what is made.
        weight: of the new pairs, against that of the old.
    """
    speakers: dict[str, list[str]] = {}
    for pair in told:
        for claim in (pair.pair.a.claim, pair.pair.b.claim):
            if claim.speaker_name:
                speakers.setdefault(pair.group, []).append(claim.speaker_name)
    same = [pair for pair in told if pair.relation is Relation.SAME and pair.group in speakers]
    made = [(pair, claim) for pair in same for claim in _opposite(pair, speakers[pair.group], finder)]
    finder.prepare(claim for _, claim in made)
    rows = finder.embedder.encode([meaning_text(claim) for _, claim in made])
    found: list[Told] = []
    for (pair, claim), row in zip(made, rows, strict=True):
        a, other = pair.pair.a, finder.facts(claim)
        ends = (pair.pair.rows[0], row) if pair.pair.rows else None
        cosine = round(float(ends[0] @ row), 4) if ends else 0.0
        opposite = Pair(a, other, cosine, finder, pair.pair.nearest, ends)
        found.append(Told(opposite, Relation.CONTRADICTS, pair.group, weight * pair.weight))
    return found


def _opposite(told: Told, speakers: Sequence[str], finder: FactFinder) -> Iterator[Claim]:
    """What denies the second claim of a pair, and what gives another figure."""
    claim, profile = told.pair.b.claim, finder.profiles[told.pair.b.claim.language]
    names = {claim.speaker_name, told.pair.a.claim.speaker_name}
    speaker = next((name for name in speakers if name not in names), None)
    positive = claim.polarity and told.pair.a.claim.polarity
    texts = (negated(claim.text, profile) if positive else None, with_figure(claim, _FACTOR))
    for text in (text for text in texts if text and speaker):
        new = claim_from_text(text, profile, speaker=speaker, published=claim.published)
        context = claim.context.replace(claim.text, text)
        yield evolve(new, article=claim.article, source=claim.source, context=context, quoted=claim.quoted)


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
