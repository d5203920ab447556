"""Stanza's own trainers for tokenizer, expander of split words, lemmatizer, tagger and parser."""

from __future__ import annotations

import logging
import math
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import torch
from attrs import frozen
from stanza.models import lemmatizer, mwt_expander, parser, tagger, tokenizer
from stanza.models.common import utils
from stanza.models.depparse.data import DataLoader, InfiniteBatch
from stanza.models.depparse.trainer import GraphTrainer
from stanza.models.pos import trainer as pos_trainer
from stanza.utils.conll import CoNLL
from stanza.utils.datasets import prepare_tokenizer_data
from stanza.utils.datasets.contract_mwt import contract_mwt

from ..backends.encoder import NAME, Encoder, Pieces
from .treebanks import Tree, text_of, words_of, write_trees

logger = logging.getLogger(__name__)

_WARM_UP = 100  # steps
_PARAGRAPH = 6  # sentences at most, where a treebank does not tell
_MARKS = '"', ":"


@frozen
class Parts:
    """What the processors of a language are trained on.

    Attributes:
        language: its code.
        treebank: the trees, each once.
        shown: the trees as often as they are shown to tagger and parser, with composed and hand-made ones.
        dev: the trees that choose.
        work: a folder for intermediate files.
        options: for each processor options of Stanza's that differ from `DEFAULTS`.
    """

    language: str
    treebank: Sequence[Tree]
    shown: Sequence[Tree]
    dev: Sequence[Tree]
    work: Path
    options: Mapping[str, Mapping[str, object]]

    def arguments(self, processor: str, **files: object) -> list[str]:
        """The command line of one of Stanza's trainers."""
        given = {**DEFAULTS[processor], **self.options.get(processor, {}), **files}
        given["shorthand"] = f"{self.language}_compact"
        pairs = [[f"--{key}"] if value is True else [f"--{key}", str(value)] for key, value in given.items()]
        return [word for pair in pairs for word in pair]

    def file(self, name: str) -> Path:
        """An intermediate file."""
        return self.work / f"{self.language}_{name}"


# Tagger and parser see the encoder's vectors alone: no characters, no word vectors, and the parser no tags, so that
# wrong tags can't mislead it and none need be predicted for its training.
_ON_ENCODER = {
    "no_char": True,
    "no_pretrain": True,
    "word_emb_dim": 0,
    "word_cutoff": 1_000_000,
    "bert_model": NAME,
    "bert_hidden_layers": 1,
    "num_layers": 1,
    "optim": "adam",
    "beta2": 0.95,
    "word_dropout": 0.1,
}

DEFAULTS: dict[str, dict[str, object]] = {
    "tokenize": {"steps": 5000, "eval_steps": 1000, "hidden_dim": 80, "max_seqlen": 300, "seed": 1234},
    "mwt": {"num_epoch": 5, "seed": 1234},
    "lemma": {"num_epoch": 5, "batch_size": 100, "hidden_dim": 80, "seed": 1234},
    "pos": {
        **_ON_ENCODER,
        "batch_size": 60,
        "hidden_dim": 128,
        "deep_biaff_hidden_dim": 128,
        "share_hid": True,
        "dropout": 0.33,
        "max_steps": 1000,
        "lr": 2e-3,
        "seed": 1234,
    },
    "depparse": {
        **_ON_ENCODER,
        "batch_size": 2000,
        "hidden_dim": 128,
        "deep_biaff_hidden_dim": 100,
        "tag_emb_dim": 0,
        "dropout": 0.33,
        "max_steps": 1200,
        "lr": 2e-3,
        "seed": 1234,
    },
}


# ---------------------------------------------------------------- processors over characters


def train_tokenizer(parts: Parts) -> Path:
    """The tokenizer and splitter of sentences; answers its file."""
    files = {}
    for name, trees in (("train", parts.treebank), ("dev", parts.dev)):
        conllu = write_trees(parts.file(f"tokenize_{name}.conllu"), trees)
        text, labels = parts.file(f"tokenize_{name}.txt"), parts.file(f"tokenize_{name}.labels")
        text.write_text(_paragraphs(trees), encoding="utf-8")
        words = parts.file(f"tokenize_{name}.json")
        prepare_tokenizer_data.main([str(text), str(conllu), "-o", str(labels), "-m", str(words)])
        files[name] = (conllu, text, labels, words)
    out = parts.file("tokenize.pt")
    tokenizer.main(
        parts.arguments(
            "tokenize",
            lang=parts.language,
            txt_file=files["train"][1],
            label_file=files["train"][2],
            mwt_json_file=files["train"][3],
            dev_txt_file=files["dev"][1],
            dev_label_file=files["dev"][2],
            dev_conll_gold=files["dev"][0],
            save_dir=parts.work,
            save_name=out.name,
            cpu=True,
        )
    )
    return _halved(out)


def _paragraphs(trees: Iterable[Tree]) -> str:
    """The sentences as text, some to a paragraph: treebanks seldom tell which."""
    rng = random.Random(1)
    paragraphs: list[list[str]] = [[]]
    room = rng.randint(1, _PARAGRAPH)
    for tree in trees:
        if len(paragraphs[-1]) == room:
            paragraphs.append([])
            room = rng.randint(1, _PARAGRAPH)
        paragraphs[-1].append(text_of(tree))
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs) + "\n\n"


def train_expander(parts: Parts) -> Path | None:
    """The expander of split words, or none where the treebank splits none."""
    split = [tree for tree in parts.treebank if len(words_of(tree)) < len(tree)]
    if not split:
        return None
    exact = [tree for tree in split if _exact(tree)]
    if len(exact) > 0.9 * len(split):
        split = exact  # Stanza then copies characters and can invent none
    train = write_trees(parts.file("mwt_train.conllu"), split)
    gold = write_trees(parts.file("mwt_dev.conllu"), parts.dev)
    asked = parts.file("mwt_asked.conllu")
    contract_mwt(str(gold), str(asked))
    out = parts.file("mwt.pt")
    mwt_expander.main(
        parts.arguments(
            "mwt",
            lang=parts.language,
            train_file=train,
            eval_file=asked,
            gold_file=gold,
            save_dir=parts.work,
            save_name=out.name,
            cpu=True,
        )
    )
    return out


def _exact(tree: Tree) -> bool:
    """Whether every split word is its parts, written one after the other."""
    for place, row in enumerate(tree):
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            if "".join(part[1] for part in tree[place + 1 : place + 2 + last - first]) != row[1]:
                return False
    return True


def train_lemmatizer(parts: Parts) -> Path:
    """The lemmatizer; answers its file."""
    out = parts.file("lemma.pt")
    lemmatizer.main(
        parts.arguments(
            "lemma",
            train_file=write_trees(parts.file("lemma_train.conllu"), parts.treebank),
            eval_file=write_trees(parts.file("lemma_dev.conllu"), parts.dev),
            save_dir=parts.work,
            save_name=out.name,
            cpu=True,
        )
    )
    return out


# ---------------------------------------------------------------- processors on the encoder


def train_tagger(parts: Parts, encoder: Encoder, pieces: Pieces) -> Path:
    """The tagger of parts of speech and features; answers its file."""
    args = tagger.parse_args(_on_encoder(parts, "pos"))
    args["charlm"] = False
    utils.set_random_seed(args["seed"])
    vocab, _, loader = tagger.load_training_data(args, None)
    with patch.object(pos_trainer, "load_bert", return_value=(encoder, pieces)):
        trainer = pos_trainer.Trainer(args=args, vocab=vocab, device="cpu")
    _run(trainer, trainer.optimizers, _endless(loader), args)
    return _kept(trainer, parts.file("pos.pt"))


def train_parser(parts: Parts, encoder: Encoder, pieces: Pieces) -> Path:
    """The parser; answers its file."""
    args = parser.parse_args(_on_encoder(parts, "depparse"))
    args |= {"charlm": False, "weight_decay": 0.0}
    utils.set_random_seed(args["seed"])
    loader = DataLoader(CoNLL.conll2doc(args["train_file"]), args["batch_size"], args, None, evaluation=False)
    with patch("stanza.models.depparse.trainer.load_bert", return_value=(encoder, pieces)):
        trainer = GraphTrainer(args=args, vocab=loader.vocab, device="cpu")
    stream = InfiniteBatch(loader)
    _run(trainer, trainer.optimizer, iter(stream.next_batch, None), args)
    return _kept(trainer, parts.file("depparse.pt"))


def _on_encoder(parts: Parts, processor: str) -> list[str]:
    train = write_trees(parts.file(f"{processor}_train.conllu"), (words_of(tree) for tree in parts.shown))
    dev = write_trees(parts.file(f"{processor}_dev.conllu"), parts.dev)
    return parts.arguments(
        processor, lang=parts.language, train_file=train, eval_file=dev, mode="train", cpu=True
    )


def _endless(loader: Any) -> Iterable[Any]:
    while True:
        yield from loader


def _run(trainer: Any, optimizers: Mapping[str, Any], stream: Iterable[Any], args: Mapping[str, Any]) -> None:
    """All steps, under a learning rate that falls to nothing: a short training gains most from that."""
    steps = args["max_steps"]
    total = 0.0
    for step, batch in zip(range(steps), stream, strict=False):
        share = (step + 1) / _WARM_UP if step < _WARM_UP else 0.5 * (1 + math.cos(math.pi * step / steps))
        for optimizer in optimizers.values():
            for group in optimizer.param_groups:
                group["lr"] = args["lr"] * max(share, 0.01)
        loss = trainer.update(batch)
        total += loss if isinstance(loss, float) else loss[0]
        if (step + 1) % 100 == 0:
            logger.info("step %d of %d, loss %.3f", step + 1, steps, total / 100)
            total = 0.0


def _kept(trainer: Any, out: Path) -> Path:
    """Saves a model trained here."""
    trainer.save(str(out))
    return _halved(out)


def _halved(out: Path) -> Path:
    """Keeps a model's weights as float16, which Stanza copies into float32, and no paths of this machine."""
    saved = torch.load(out, map_location="cpu", weights_only=True)
    saved["model"] = {k: v.half() if v.is_floating_point() else v for k, v in saved["model"].items()}
    saved["config"] = {k: v for k, v in saved["config"].items() if not k.endswith(("_file", "_dir"))}
    torch.save(saved, out)
    return out
