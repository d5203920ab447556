"""Train Stanza's tagger or parser with Adam under a warm-up and cosine schedule; write float16 weights.

    python train.py pos|depparse LANG TRAIN.conllu DEV.conllu VECTORS.pt OUT.pt --steps N --batch N --rate R
        [--start START.pt] [Stanza's own options]

Stanza's modules, loaders and model format are used as they are; only its schedule is replaced, because a short training
gains most from a learning rate that falls to nothing. Tagger batches count sentences, parser batches words. With --start
training goes on from those weights, with their vocabularies and vectors: give the options they were made with.
"""

import argparse
import io
import math

import faster
import torch
from stanza.models import parser, tagger
from stanza.models.common import pretrain, utils
from stanza.models.common.doc import DEPREL, HEAD
from stanza.models.depparse import scorer as parser_scorer
from stanza.models.depparse.data import DataLoader, InfiniteBatch
from stanza.models.depparse.trainer import GraphTrainer
from stanza.models.depparse.utils import predict_dataset
from stanza.models.pos import scorer as tagger_scorer
from stanza.models.pos import trainer as pos_trainer
from stanza.models.pos.data import Dataset
from stanza.utils.conll import CoNLL

WARM_UP = 150  # steps
LOOK = 500  # steps between two scores


def schedule(step: int, steps: int) -> float:
    """The share of the peak learning rate: a linear rise, then half a cosine down to 1%."""
    if step < WARM_UP:
        return (step + 1) / WARM_UP
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * (step - WARM_UP) / max(1, steps - WARM_UP)))


class Parsing:
    """The parser's data, model and score."""

    def __init__(self, args: dict, vectors: pretrain.Pretrain, start: str | None) -> None:
        self.gold = args["eval_file"]
        options = {"args": args, "device": "cpu"}
        loaded = GraphTrainer.load(start, vectors, reset_history=True, **options) if start else None
        vocab = loaded.vocab if loaded else None
        doc = CoNLL.conll2doc(args["train_file"])
        train = DataLoader(doc, args["batch_size"], args, vectors, vocab=vocab, evaluation=False)
        self.batches = InfiniteBatch(train)
        looks = {"vocab": train.vocab, "evaluation": True, "sort_during_eval": True}
        self.dev = DataLoader(CoNLL.conll2doc(self.gold), 3000, args, vectors, **looks)
        self.trainer = loaded or GraphTrainer(vocab=train.vocab, pretrain=vectors, **options)
        self.optimizers = self.trainer.optimizer

    def batch(self) -> object:
        """The next batch."""
        return self.batches.next_batch()

    def score(self) -> float:
        """LAS on the dev file's words and tags."""
        with torch.no_grad():
            answers = predict_dataset(self.trainer, self.dev)
        self.dev.doc.set([HEAD, DEPREL], [y for x in answers for y in x])
        return parser_scorer.score(io.StringIO(f"{self.dev.doc:C}\n\n"), self.gold)[2]


class Tagging:
    """The tagger's data, model and score."""

    def __init__(self, args: dict, vectors: pretrain.Pretrain, start: str | None) -> None:
        self.gold = args["eval_file"]
        options = {"pretrain": vectors, "model_file": start, "device": "cpu"}
        if start:  # load_training_data makes vocabularies of its own otherwise
            kept = pos_trainer.Trainer(**options).vocab
            Dataset.init_vocab = staticmethod(lambda *_: kept)
        vocab, _, self.loader = tagger.load_training_data(args, vectors)
        looks = {"vocab": vocab, "evaluation": True, "sort_during_eval": True}
        self.dev = Dataset(CoNLL.conll2doc(self.gold), args, vectors, **looks)
        self.trainer = pos_trainer.Trainer(args=args, vocab=vocab, **options)
        self.optimizers = self.trainer.optimizers
        self.stream = iter(())

    def batch(self) -> object:
        """The next batch, of another pass where one has ended."""
        for batch in self.stream:
            return batch
        self.stream = iter(self.loader)
        return self.batch()

    def score(self) -> float:
        """UPOS on the dev file's words."""
        answers, order = [], []
        with torch.no_grad():
            for batch in self.dev.to_loader(batch_size=100):
                answers += self.trainer.predict(batch)
                order.extend(batch.idx)
        tagger.set_predictions(self.dev.doc, self.trainer, utils.unsort(answers, order))
        text = f"{self.dev.doc:C}\n\n"
        return tagger_scorer.score(io.StringIO(text), self.gold, eval_type="UPOS")[2]


def halve(path: str) -> None:
    """Store the weights as float16, which Stanza copies into float32 on loading, and drop our paths."""
    saved = torch.load(path, map_location="cpu", weights_only=True)
    saved["model"] = {k: v.half() if v.is_floating_point() else v for k, v in saved["model"].items()}
    saved["config"] = {k: v for k, v in saved["config"].items() if not k.endswith(("_file", "_dir"))}
    torch.save(saved, path)


def arguments() -> tuple[argparse.Namespace, dict]:
    """Our own arguments, and Stanza's with all that we set there."""
    reader = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    for name in ("kind", "lang", "train", "dev", "vectors", "out"):
        reader.add_argument(name)
    reader.add_argument("--steps", type=int, required=True)
    reader.add_argument("--batch", required=True)
    reader.add_argument("--rate", type=float, required=True)
    reader.add_argument("--start")
    given, theirs = reader.parse_known_args()
    ours = {
        "mode": "train",
        "lang": given.lang,
        "shorthand": f"{given.lang}_compact",
        "train_file": given.train,
        "eval_file": given.dev,
        "optim": "adam",
        "wordvec_pretrain_file": given.vectors,
        "batch_size": given.batch,
        "lr": str(given.rate),
        "beta2": "0.95",
    }
    module = tagger if given.kind == "pos" else parser
    args = module.parse_args(["--cpu", *(x for k, v in ours.items() for x in (f"--{k}", v)), *theirs])
    args["charlm"], args["bert_model"] = False, None
    if given.kind == "depparse":
        args["weight_decay"] = 0.0
    return given, args


def main() -> None:
    """Train for all steps and keep the last weights; the scores on the way are only shown."""
    faster.install()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    given, args = arguments()
    utils.set_random_seed(args["seed"])
    vectors = pretrain.Pretrain(given.vectors)
    task = (Tagging if given.kind == "pos" else Parsing)(args, vectors, given.start)
    for step in range(given.steps):
        for optimizer in task.optimizers.values():
            for group in optimizer.param_groups:
                group["lr"] = given.rate * schedule(step, given.steps)
        task.trainer.update(task.batch())
        if (step + 1) % LOOK == 0 or step + 1 == given.steps:
            print(f"step {step + 1} dev {100 * task.score():.2f}", flush=True)
    task.trainer.save(given.out)
    halve(given.out)


if __name__ == "__main__":
    main()
