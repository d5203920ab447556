"""Models: which one serves a language, and what is told where it is missing or damaged."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from quotetrack import cli
from quotetrack.errors import ModelCorrupted, ModelNotFound
from quotetrack.lang.load import available_languages, load_profile
from quotetrack.models import FETCHED, file_hashes, find_model, shipped_folder, verify

ROOT = Path(__file__).parent.parent
PROFILES = [load_profile(code) for code in available_languages()]
ITALIAN = load_profile("it")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in Stanza's layout, with small files and their hashes."""
    for name in ("tokenize", "pos"):
        path = tmp_path / "it" / name / "compact.pt"
        path.parent.mkdir(parents=True)
        path.write_bytes(name.encode())
    write_hashes(tmp_path)
    return tmp_path


def write_hashes(folder: Path) -> None:
    (folder / "hashes.json").write_text(json.dumps(file_hashes(folder)), encoding="utf-8")


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.code)
def test_every_language_has_a_shipped_model(profile):
    """The package has a whole model for each profile, with the processors the profile names."""
    model = find_model(profile)
    assert model.path == shipped_folder()
    for processor in profile.stanza.processors.split(","):
        assert (model.path / profile.code / processor / f"{model.package}.pt").is_file()


def test_all_shipped_files_are_recorded():
    """The hashes beside the shipped models are those of exactly the files that are there."""
    recorded = json.loads((shipped_folder() / "hashes.json").read_text(encoding="utf-8"))
    assert recorded == file_hashes(shipped_folder())


def test_a_whole_folder_serves(folder):
    """A folder whose files have the recorded hashes is taken."""
    assert find_model(ITALIAN, folder).path == folder


def test_a_folder_without_hashes_is_taken_at_its_word(folder):
    """Models that a user brings need no hashes."""
    (folder / "hashes.json").unlink()
    assert find_model(ITALIAN, str(folder)).path == folder


def test_a_changed_file_is_told(folder):
    """One byte more is seen, and the error says which file and what to run; mended, it serves."""
    damaged = folder / "it" / "pos" / "compact.pt"
    damaged.write_bytes(b"posx")
    with pytest.raises(ModelCorrupted, match=r"pos.compact\.pt is damaged.*Run: pip install") as caught:
        find_model(ITALIAN, folder)
    assert (caught.value.path, caught.value.code) == (damaged, "model-corrupted")
    damaged.write_bytes(b"pos")
    verify(folder, "it")


def test_a_missing_file_is_told(folder):
    """A recorded file that is gone is named, with the command that fetches models."""
    (folder / "it" / "pos" / "compact.pt").unlink()
    with pytest.raises(ModelNotFound, match=r"compact\.pt\. Run: quotetrack models fetch it") as caught:
        find_model(ITALIAN, folder)
    assert (caught.value.language, caught.value.code) == ("it", "model-not-found")


def test_another_language_is_no_matter(folder):
    """What is wrong with one language does not keep another from working."""
    other = folder / "xx" / "pos" / "compact.pt"
    other.parent.mkdir(parents=True)
    other.write_bytes(b"x")
    write_hashes(folder)
    other.write_bytes(b"y")
    assert find_model(ITALIAN, folder).path == folder


@pytest.mark.parametrize("choice", ["/nowhere", FETCHED])
def test_no_model_says_how_to_get_one(choice, tmp_path, monkeypatch):
    """Where there is no model the error names the command that fetches it; nothing is downloaded."""
    monkeypatch.setattr("quotetrack.models.fetched_folder", lambda: tmp_path)
    with pytest.raises(ModelNotFound, match=r"Run: quotetrack models fetch it\."):
        find_model(ITALIAN, choice)


@pytest.mark.parametrize("recogniser", [False, True])
def test_fetched_models_bring_their_recogniser(tmp_path, monkeypatch, recogniser):
    """Stanford's default package is taken, and its recogniser of names where it lies there too."""
    monkeypatch.setattr("quotetrack.models.fetched_folder", lambda: tmp_path)
    (tmp_path / "resources.json").write_text("{}")
    (tmp_path / "it" / ("ner" if recogniser else "pos")).mkdir(parents=True)
    model = find_model(ITALIAN, FETCHED)
    assert (model.path, model.package) == (tmp_path, "default")
    assert model.processors.endswith(",ner") == recogniser


def test_command_line_verifies(capsys):
    """`quotetrack models verify` names each language whose model is whole."""
    assert cli.main(["models", "verify"]) == 0
    assert [line[:2] for line in capsys.readouterr().out.splitlines()] == list(available_languages())


def test_command_line_fetches_what_it_is_asked_for(monkeypatch, capsys, tmp_path):
    """`quotetrack models fetch` downloads the languages named, and no language we do not know."""
    asked = []
    monkeypatch.setattr(cli, "fetch", lambda language: asked.append(language) or tmp_path / language)
    assert cli.main(["models", "fetch", "it", "en"]) == 0
    assert cli.main(["models", "fetch", "qq"]) == 2
    assert asked == ["it", "en"]
    assert "it: " in capsys.readouterr().out


# ---------------------------------------------------------------- the built wheel

#: Told by a process that sees the unpacked wheel only.
PROBE = """
import quotetrack, pathlib
from importlib import resources
from quotetrack.lang.load import available_languages, load_profile
from quotetrack.lang.names import load_names
from quotetrack.link.relate import load_model
from quotetrack.models import find_model, shipped_folder
from quotetrack.backends.sqlite import SQLiteStore
root = pathlib.Path(quotetrack.__file__).parent
assert (root / "py.typed").is_file()
for language in available_languages():
    assert find_model(load_profile(language)).path == shipped_folder()
load_names(), load_model("stream"), SQLiteStore("probe.db").close()
print(root, *available_languages())
"""


@pytest.mark.model
def test_the_wheel_has_all_data(tmp_path):
    """Profiles, names, models, relation model and schema are read from the built wheel alone."""
    pytest.importorskip("hatchling")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "site")
    assert not [
        name for name in names if name.startswith(("tests", "seeds", "examples")) or "__pycache__" in name
    ]
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [str(tmp_path / "site" / "quotetrack"), *available_languages()]
    shutil.rmtree(tmp_path / "site")
