"""Training end to end, on a handful of our own sentences: the command makes a folder that parses."""

from __future__ import annotations

import json
import shutil
import string
from importlib import resources
from pathlib import Path

import pytest

from quotetrack import cli
from quotetrack.backends.stanza import StanzaAnnotator
from quotetrack.lang.load import load_profile
from quotetrack.model.article import Passage
from quotetrack.models import find_model
from quotetrack.training import processors

pytestmark = pytest.mark.model

HAND_MADE = Path(str(resources.files("quotetrack.training"))) / "hand-made" / "it.conllu"
FEW = {"steps": 40, "eval_steps": 20, "num_epoch": 1, "max_steps": 6, "batch_size": 20}


@pytest.fixture
def few_steps(monkeypatch):
    """Trainings of seconds: what comes out parses badly, and that is no matter here."""
    short = {
        name: options | {key: value for key, value in FEW.items() if key in options}
        for name, options in processors.DEFAULTS.items()
    }
    short["depparse"]["batch_size"] = 200
    monkeypatch.setattr(processors, "DEFAULTS", short)


@pytest.fixture
def treebanks(tmp_path: Path) -> Path:
    """The files the Italian recipe names, all of them our own sentences."""
    folder = tmp_path / "treebanks"
    folder.mkdir()
    for name in ("it_train", "it_isdt_dev", "it_isdt_test"):
        shutil.copy(HAND_MADE, folder / f"{name}.conllu")
    return folder


@pytest.fixture
def encoder(tmp_path: Path) -> Path:
    """A small encoder with random weights whose pieces are letters."""
    from quotetrack.backends.encoder import Encoder, Shape, save_encoder

    table = ["<s>", "<pad>", "</s>", "<unk>", "▁", *string.ascii_letters, *string.punctuation, *"àèéìòù"]
    shape = Shape(pieces=len(table), layers=1, width=32, heads=2, inner=32, longest=300)
    path = tmp_path / "small.pt"
    save_encoder(path, Encoder(shape), table, [-1.0] * len(table))
    return path


def test_the_command_makes_models_that_parse(few_steps, treebanks, encoder, tmp_path, capsys):
    """Folder, listing and hashes are written, the test part is scored, and the annotator takes the folder."""
    out = tmp_path / "models"
    options = [
        "--language",
        "it",
        "--treebanks",
        str(treebanks),
        "--out",
        str(out),
        "--encoder",
        str(encoder),
    ]
    assert cli.main(["models", "train", *options]) == 0
    assert capsys.readouterr().out.startswith("it_isdt_test: Words ")
    profile = load_profile("it")
    assert find_model(profile, out).path == out
    assert sorted(json.loads((out / "hashes.json").read_text())) == [
        "encoder/encoder.pt",
        *(f"it/{name}/compact.pt" for name in ("depparse", "lemma", "mwt", "pos", "tokenize")),
    ]
    text = "Il sindaco ha detto che il ponte riapre."
    [annotation] = StanzaAnnotator({"it": profile}, models=out).annotate([Passage(text, "it")])
    assert annotation.sentences and all(w.upos and w.lemma for s in annotation.sentences for w in s.words)


@pytest.mark.parametrize("missing", ["--treebanks", "--encoder"])
def test_what_is_missing_is_told(missing, treebanks, tmp_path, capsys):
    """A folder or file that is not there ends the command with status 2 and its name."""
    options = {"--treebanks": str(treebanks), "--encoder": str(treebanks / "it_train.conllu")}
    options[missing] = str(tmp_path / "nowhere")
    words = [word for pair in options.items() for word in pair]
    assert cli.main(["models", "train", "--language", "it", "--out", str(tmp_path / "out"), *words]) == 2
    assert "nowhere" in capsys.readouterr().err
