"""CoNLL 2018 scores from raw text, and words a second."""

from __future__ import annotations

import io
import time
from pathlib import Path
from typing import Any

import stanza
import torch
from attrs import frozen
from stanza.models.common.utils import ud_scores

from ..backends.stanza import FIRST, load_pipeline
from ..lang.profile import LanguageProfile
from ..models import find_model
from .treebanks import read_trees, straight, text_of, write_trees

METRICS = ("Words", "Sentences", "UPOS", "UFeats", "Lemmas", "UAS", "LAS", "CLAS")
_PARAGRAPH = 5  # sentences


@frozen
class Score:
    """F1 of each metric in a hundred, and words a second of processor time, in all and for each processor."""

    test: str
    f1: dict[str, float]
    speed: float
    speeds: dict[str, float]

    def __str__(self) -> str:
        f1 = " ".join(f"{name} {value:.2f}" for name, value in self.f1.items())
        speeds = " ".join(f"{name} {value:.0f}" for name, value in self.speeds.items())
        return f"{self.test}: {f1}; {self.speed:.0f} words/s ({speeds})"


def score_folder(folder: Path, profile: LanguageProfile, gold: Path) -> Score:
    """Scores a model folder on a treebank's file, from its raw text, five sentences to a paragraph."""
    trees = list(read_trees(gold))
    texts = [straight(text_of(tree)) for tree in trees]
    paragraphs = [" ".join(texts[i : i + _PARAGRAPH]) for i in range(0, len(texts), _PARAGRAPH)]
    pipeline = load_pipeline(profile.code, find_model(profile, folder))
    documents: Any = [stanza.Document([], text=paragraph) for paragraph in paragraphs]
    spent: dict[str, float] = {}
    with torch.inference_mode():
        rest = [name for name in pipeline.processors if name not in FIRST.split(",")]
        for stage in (FIRST, *rest):
            began = time.process_time()
            documents = pipeline(documents, processors=stage)
            spent[stage] = time.process_time() - began
    clean = write_trees(folder / "gold.conllu", trees)
    system = "".join(f"{document:C}\n\n" for document in documents)
    marks = ud_scores(io.StringIO(clean.read_text(encoding="utf-8")), io.StringIO(system))
    clean.unlink()
    words = sum(document.num_words for document in documents)
    return Score(
        test=gold.stem,
        f1={name: round(100 * marks[name].f1, 2) for name in METRICS},
        speed=round(words / sum(spent.values())),
        speeds={name: round(words / seconds) for name, seconds in spent.items()},
    )
