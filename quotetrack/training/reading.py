"""Trains the reader of two claims at once: `python -m quotetrack.training.reading --help`.

It learns from the pairs of three in four of the invented events and from topics: a claim, and others that are the same,
support it, contradict it, update it, are near it, or only look like it. The fourth events tell `quotetrack.train` what
its answers are worth. Only weights are written, no text.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from importlib import resources
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from attrs import frozen
from torch import Tensor, nn

from ..backends.cache import CachedEmbedder
from ..backends.encoder import FILE as ENCODER_FILE
from ..backends.encoder import Encoder, Pieces, load_encoder, pack, unpack
from ..backends.joint import ABOVE, BELOW, JointLayers, cut_claim, save_reader
from ..backends.use import UseEmbedder
from ..claims.normalise import meaning_text
from ..lang.load import available_languages, load_profile
from ..link.facts import FactFinder
from ..model.claim import STRONG, Relation
from ..models import shipped_folder
from ..speakers.likeness import same_name
from .e5 import E5, cut_encoder
from .events import Told, event_pairs, opposed

logger = logging.getLogger(__name__)

_FOLDER = Path(str(resources.files("quotetrack.link")))
_HELD = 4  # every so many-th event teaches nothing here
# None of these was searched for. Unlinked pairs for each linked one: the nearest, and as many of the others as are a fifth of them.
_NEAREST, _FAR = 1.2, 0.2
_OPPOSED = 0.3  # weight of pairs made by denying one side
_ALONE = 64  # claims of one length read at once
_BATCH, _DROPOUT, _LONGEST_STEP, _WARM = 24, 0.1, 1.0, 0.06
_SMOOTHING = 0.02


@frozen
class Schedule:
    """How the reader is trained: passes over all pairs, largest step, seed of order and weights."""

    passes: int = 3
    rate: float = 6e-5
    seed: int = 0


@frozen(eq=False)
class Lesson:
    """Two claims and what they may be to each other."""

    a: str
    b: str
    relations: frozenset[Relation]
    weight: float = 1.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains a reader and writes it."""
    options = _options(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    profiles = {code: load_profile(code) for code in available_languages()}
    finder = FactFinder(profiles, CachedEmbedder(UseEmbedder()), same_name)
    told = list(event_pairs(options.events, finder))
    held = held_events({pair.group for pair in told})
    seen = [pair for pair in told if held.isdisjoint(pair.group.split())]
    made = opposed(seen, finder, weight=_OPPOSED)
    topics = [json.loads(line) for line in options.topics.read_text(encoding="utf-8").splitlines()]
    lessons = [*event_lessons(seen), *map(_lesson, made), *topic_lessons(topics)]
    encoder, pieces = load_encoder(shipped_folder() / ENCODER_FILE)
    schedule = Schedule(passes=options.passes, seed=options.seed)
    model = new_reader(encoder, schedule)
    train_reader(model, lessons, (encoder, pieces), schedule)
    save_reader(options.out, model, {code for topic in topics for code in topic["base"]} & set(profiles))
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m quotetrack.training.reading", description=__doc__)
    parser.add_argument("--events", type=Path, default=_FOLDER / "events.jsonl", help="a line an event")
    parser.add_argument("--topics", type=Path, default=_FOLDER / "topics.jsonl", help="a line a topic")
    parser.add_argument("--passes", type=int, default=Schedule().passes, help="over all pairs")
    parser.add_argument("--seed", type=int, default=Schedule().seed)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="where the weights go")
    return parser.parse_args(arguments)


def held_events(groups: Collection[str]) -> set[str]:
    """The events that no reader of ours has seen, of those named."""
    return set(sorted(group for group in groups if " " not in group)[_HELD - 1 :: _HELD])


def event_lessons(told: Sequence[Told]) -> list[Lesson]:
    """All linked pairs of events, the nearest of the others, and a few that are far."""
    linked = [pair for pair in told if pair.relation in STRONG]
    others = sorted((pair for pair in told if pair.relation not in STRONG), key=lambda p: -p.pair.cosine)
    near = round(len(linked) * _NEAREST)
    far = others[near:]
    some = far[:: max(1, round(len(far) / (near * _FAR + 1)))]
    return [_lesson(pair) for pair in (*linked, *others[:near], *some)]


def _lesson(told: Told) -> Lesson:
    a, b = (meaning_text(facts.claim) for facts in (told.pair.a, told.pair.b))
    # An event tells what is linked: whether others have one matter, it does not.
    relations = {told.relation} if told.relation in STRONG else set(Relation) - STRONG
    return Lesson(a, b, frozenset(relations), told.weight)


def topic_lessons(topics: Iterable[Mapping[str, Any]]) -> Iterator[Lesson]:
    """The claims of each topic beside its first; some beside others that are the same; and what supports it beside what
    contradicts it. By turns they are in one language or in two, whatever the relation.
    """
    for place, topic in enumerate(topics):
        bases = [topic["base"][code]["text"] for code in sorted(topic["base"]) if code != "date"]
        claims = {Relation(name): [c["text"] for c in topic[name]] for name in topic if name in set(Relation)}
        again = claims[Relation.SAME]
        chosen = place // 2 % len(again)
        for relation, texts in claims.items():
            for number, claim in enumerate(texts):
                yield _said(bases[(number + place) % len(bases)], claim, relation)
            if relation is not Relation.SAME:
                yield _said(again[(chosen + place) % len(again)], texts[chosen], relation)
        denials = claims[Relation.CONTRADICTS]
        for number, support in enumerate(claims[Relation.SUPPORTS]):
            yield _said(support, denials[(number + place) % len(denials)], Relation.CONTRADICTS)


def _said(a: str, b: str, relation: Relation) -> Lesson:
    return Lesson(a, b, frozenset({relation}))


def train_reader(
    model: JointLayers, lessons: Sequence[Lesson], below: tuple[Encoder, Pieces], schedule: Schedule
) -> None:
    """Teaches the upper layers of a reader by AdamW; the lower stay as they are.

    Args:
        model: the reader.
        lessons: to learn.
        below: what cuts claims, and gives their pieces vectors.
        schedule: of the training.
    """
    random = np.random.default_rng(schedule.seed)
    known = read_alone(model, lessons, *below)
    learning = [p for name, p in model.named_parameters() if not name.startswith("below")]
    steps = _optimizer(learning, schedule.rate)
    total = schedule.passes * len(batches(lessons, known, random))
    falling = torch.optim.lr_scheduler.LambdaLR(steps, lambda done: _share(done / total))
    model.train()
    for number in range(schedule.passes):
        losses: list[float] = []
        for batch in batches(lessons, known, random):
            loss = _loss(model, batch, known, random)
            steps.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(learning, _LONGEST_STEP)
            steps.step()
            falling.step()
            losses.append(loss.item())
            if len(losses) % 50 == 0:
                logger.info(
                    "pass %d, batch %d of %d: loss %.3f",
                    number + 1,
                    len(losses),
                    total,
                    np.mean(losses[-50:]),
                )
    model.eval()


def _optimizer(learning: Sequence[nn.Parameter], rate: float) -> torch.optim.AdamW:
    groups = [
        {"params": [p for p in learning if p.dim() > 1], "weight_decay": 0.01},
        {"params": [p for p in learning if p.dim() == 1], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=rate)


def _share(done: float) -> float:
    """Of the largest step, after a share of the training: it grows first, and falls to nothing."""
    return min(done / _WARM, (1 - done) / (1 - _WARM))


def new_reader(encoder: Encoder, schedule: Schedule) -> JointLayers:
    """The layers of multilingual-e5-small, the lower ones rounded as they will be kept."""
    torch.manual_seed(schedule.seed)
    e5 = E5()
    source = cut_encoder(e5, range(4), BELOW + ABOVE, dropout=_DROPOUT).layers.layers
    model = JointLayers(encoder.shape, dropout=_DROPOUT)
    for target, layer in zip((*model.below, *model.above), source, strict=True):
        target.load_state_dict(layer.state_dict())
    for layer in model.below:
        weights = layer.state_dict()
        matrices = [name for name, weight in weights.items() if weight.dim() == 2]
        layer.load_state_dict(unpack(pack(weights, four_bits=matrices)))
        layer.requires_grad_(False)
    nn.init.normal_(model.side, std=0.02)
    return model


@torch.no_grad()
def read_alone(
    model: JointLayers, lessons: Sequence[Lesson], encoder: Encoder, pieces: Pieces
) -> Mapping[str, Tensor]:
    """Each claim of the lessons as the lower layers have it, in 16 bits."""
    model.eval()
    texts = sorted({text for lesson in lessons for text in (lesson.a, lesson.b)})
    cut = sorted(((text, cut_claim(text, pieces, encoder)) for text in texts), key=lambda pair: len(pair[1]))
    known: dict[str, Tensor] = {}
    for _, same in groupby(cut, key=lambda pair: len(pair[1])):
        while some := list(islice(same, _ALONE)):
            states = model.alone(torch.stack([embedded for _, embedded in some])).half()
            known.update(zip((text for text, _ in some), states, strict=True))
    return known


def batches(
    lessons: Sequence[Lesson], known: Mapping[str, Tensor], random: np.random.Generator
) -> list[list[Lesson]]:
    """Batches of pairs nearly as long as each other, in any order."""
    order = np.argsort([len(known[x.a]) + len(known[x.b]) + 4 * random.random() for x in lessons])
    cut = [[lessons[i] for i in order[start : start + _BATCH]] for start in range(0, len(order), _BATCH)]
    return [cut[i] for i in random.permutation(len(cut))]


def _loss(
    model: JointLayers, batch: Sequence[Lesson], known: Mapping[str, Tensor], random: np.random.Generator
) -> Tensor:
    pairs = [(known[x.a], known[x.b]) if random.random() < 0.5 else (known[x.b], known[x.a]) for x in batch]
    likely = torch.log_softmax(model(pairs), dim=1)
    may_be = torch.tensor([[relation in x.relations for relation in Relation] for x in batch])
    right = likely.masked_fill(~may_be, -torch.inf).logsumexp(dim=1)
    losses = -(1 - _SMOOTHING) * right - _SMOOTHING * likely.mean(dim=1)
    mean: Tensor = (losses * torch.tensor([x.weight for x in batch])).mean()
    return mean


if __name__ == "__main__":
    raise SystemExit(main())
