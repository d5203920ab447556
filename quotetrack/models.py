"""Which Stanza model serves a language: the one we ship, one the user fetched, or a folder.

Nothing here reaches the network but `fetch`, and only the command line calls it.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib import resources
from pathlib import Path

from attrs import frozen

from .errors import ModelCorrupted, ModelNotFound
from .lang.profile import LanguageProfile

SHIPPED = "shipped"
FETCHED = "fetched"

HASHES = "hashes.json"
ENCODER = "encoder"  # the folder of what all languages share, beside theirs


@frozen
class ModelFolder:
    """A folder in Stanza's layout, the package inside it, and the processors to run."""

    path: Path
    package: str
    processors: str


def find_model(profile: LanguageProfile, choice: str | Path = SHIPPED) -> ModelFolder:
    """The model folder for a language.

    Args:
        profile: the language.
        choice: "shipped", "fetched" (what `fetch` brought), or the path of a folder in Stanza's layout.

    Raises:
        ModelNotFound: there is none.
        ModelCorrupted: a shipped file is not what it was.
    """
    if choice == FETCHED:
        return _fetched(profile, fetched_folder())
    folder = shipped_folder() if choice == SHIPPED else Path(choice)
    if not (folder / profile.code).is_dir():
        raise ModelNotFound(profile.code, folder)
    if (folder / HASHES).is_file():
        verify(folder, profile.code)
    return ModelFolder(folder, profile.stanza.package, profile.stanza.processors)


def _fetched(profile: LanguageProfile, folder: Path) -> ModelFolder:
    """Stanford's default package, with its recogniser of names where that was fetched too."""
    if not (folder / profile.code).is_dir() or not (folder / "resources.json").is_file():
        raise ModelNotFound(profile.code, folder)
    recogniser = ",ner" if (folder / profile.code / "ner").is_dir() else ""
    return ModelFolder(folder, "default", profile.stanza.processors + recogniser)


def shipped_folder() -> Path:
    """Where the models lie that come with quotetrack."""
    return Path(str(resources.files(__package__) / "shipped"))


def fetched_folder() -> Path:
    """Where `fetch` puts Stanford's models: Stanza's own folder, shared with its other users."""
    from stanza.resources.common import DEFAULT_MODEL_DIR  # noqa: PLC0415  # seconds and 250 MB: only when used

    return Path(DEFAULT_MODEL_DIR)


def fetch(language: str) -> Path:
    """Downloads Stanford's full models of a language; the only step that needs a network."""
    import stanza  # noqa: PLC0415  # seconds and 250 MB: only when used

    stanza.download(language, model_dir=str(fetched_folder()))
    return fetched_folder() / language


def file_hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of each model file below `folder`, by its path inside it."""
    files = sorted(folder.rglob("*.pt"))
    return {f.relative_to(folder).as_posix(): _sha256(f) for f in files}


@cache
def verify(folder: Path, language: str) -> None:
    """Checks a language's files, and those all share, against the hashes recorded beside them; once per process.

    Raises:
        ModelNotFound: a recorded file is missing.
        ModelCorrupted: a file has other content.
    """
    recorded = json.loads((folder / HASHES).read_text(encoding="utf-8"))
    for name, digest in recorded.items():
        if name.partition("/")[0] not in {language, ENCODER}:
            continue
        file = folder / name
        if not file.is_file():
            raise ModelNotFound(language, file)
        if _sha256(file) != digest:
            raise ModelCorrupted(file)


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
