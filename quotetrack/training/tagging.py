"""Trains the tagger of reported speech over the frozen encoder."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from attrs import frozen
from torch import Tensor, nn

from ..backends.speech import SpeechTagger
from ..model.span import Span
from ..model.syntax import Sentence, Word
from .gold import Statement

logger = logging.getLogger(__name__)

# A batch's words; the share of vectors and states left out; what a step may change at most.
_BATCH, _DROPOUT, _LONGEST_STEP = 2000, 0.33, 5.0
# Weight of a word that is only thought: PolNeAR marks thoughts, which the Italian conventions leave out.
_THOUGHT = 0.3


@frozen
class Schedule:
    """How the tagger is trained: passes over all sentences, step at the start, seed of order and weights."""

    passes: int = 5
    rate: float = 0.002
    seed: int = 1


@frozen(eq=False, kw_only=True)
class Lesson:
    """A sentence to learn from.

    Args:
        vectors: of its words, shape (words, width), 16 bits.
        wanted: shape (words, 3), 1 where a word is in a cue, in what is said, in a source.
        weights: of each word's errors, shape (words,).
    """

    vectors: Tensor
    wanted: Tensor
    weights: Tensor


def lesson(sentence: Sentence, vectors: Tensor, statements: Sequence[Statement], *, weight: float) -> Lesson:
    """A parsed sentence with what an article's statements say of its words."""
    spoken = [s for s in statements if s.speech]
    cues = [s.cue for s in spoken if s.cue is not None]
    contents = [span for s in spoken for span in s.content]
    sources = [s.source for s in spoken if s.source is not None]
    thoughts = [
        span for s in statements if not s.speech for span in (*s.content, *([s.cue] if s.cue else []))
    ]
    rows = [[_in(word, spans) for spans in (cues, contents, sources)] for word in sentence.words]
    doubtful = [_in(w, thoughts) and not row[1] for w, row in zip(sentence.words, rows, strict=True)]
    return Lesson(
        vectors=vectors.half(),
        wanted=torch.tensor(rows, dtype=torch.float32),
        weights=torch.tensor([weight * (_THOUGHT if d else 1.0) for d in doubtful]),
    )


def _in(word: Word, spans: Sequence[Span]) -> bool:
    """Whether more than half of a word lies in one of the ranges."""
    inside = (min(s.end, word.span.end) - max(s.start, word.span.start) for s in spans)
    return any(2 * size > len(word.span) for size in inside)


def train_tagger(lessons: Sequence[Lesson], schedule: Schedule) -> SpeechTagger:
    """A tagger that learned the lessons: AdamW, the step falling to nothing."""
    torch.manual_seed(schedule.seed)
    random = np.random.default_rng(schedule.seed)
    tagger = SpeechTagger(lessons[0].vectors.shape[1], dropout=_DROPOUT)
    steps = torch.optim.AdamW(tagger.parameters(), lr=schedule.rate, weight_decay=0.01)
    total = schedule.passes * len(list(_batches(lessons, random)))
    falling = torch.optim.lr_scheduler.LambdaLR(steps, lambda done: max(0.02, 1 - done / total))
    for number in range(schedule.passes):
        losses = []
        for batch in _batches(lessons, random):
            loss = _loss(tagger, batch)
            steps.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(tagger.parameters(), _LONGEST_STEP)
            steps.step()
            falling.step()
            losses.append(loss.item())
        logger.info("tagger, pass %d of %d: loss %.4f", number + 1, schedule.passes, np.mean(losses))
    tagger.eval()
    return tagger


def _batches(lessons: Sequence[Lesson], random: np.random.Generator) -> Iterator[list[Lesson]]:
    """Batches of sentences nearly as long as each other, in any order."""
    order = np.argsort([len(one.vectors) + random.random() for one in lessons])
    batches: list[list[Lesson]] = [[]]
    for place in order:
        batches[-1].append(lessons[place])
        if len(batches[-1]) * len(lessons[place].vectors) >= _BATCH:
            batches.append([])
    full = [batch for batch in batches if batch]
    yield from (full[i] for i in random.permutation(len(full)))


def _loss(tagger: SpeechTagger, batch: Sequence[Lesson]) -> Tensor:
    def padded(rows: Sequence[Tensor]) -> Tensor:
        return nn.utils.rnn.pad_sequence(list(rows), batch_first=True)

    vectors = padded([one.vectors.float() for one in batch])
    wanted, weights = padded([one.wanted for one in batch]), padded([one.weights for one in batch])
    logits = tagger(vectors, torch.tensor([len(one.vectors) for one in batch]))
    losses = nn.functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    return (losses.sum(2) * weights).sum() / weights.sum()
