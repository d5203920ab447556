"""A model folder in Stanza's layout: files, `resources.json`, hashes, model card."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..lang.profile import LanguageProfile
from ..models import HASHES, file_hashes

PACKAGE = "compact"


def add_language(folder: Path, profile: LanguageProfile, files: Mapping[str, Path]) -> None:
    """Copies the processors of a language into a folder and lists them there.

    Args:
        folder: where the models are put together; what it holds of other languages stays.
        profile: the language.
        files: the file of each processor, in Stanza's names.
    """
    listing = folder / "resources.json"
    resources: dict[str, Any] = (
        json.loads(listing.read_text(encoding="utf-8")) if listing.is_file() else {"url": "none"}
    )
    entry: dict[str, Any] = {"lang_name": profile.name}
    shutil.rmtree(folder / profile.code, ignore_errors=True)
    for processor, file in files.items():
        target = folder / profile.code / processor / f"{PACKAGE}.pt"
        target.parent.mkdir(parents=True)
        shutil.copyfile(file, target)
        deflate(target)
        digest = hashlib.md5(target.read_bytes(), usedforsecurity=False).hexdigest()  # which Stanza compares
        entry[processor] = {PACKAGE: {"md5": digest}}
    entry["packages"] = {name: dict.fromkeys(files, PACKAGE) for name in (PACKAGE, "default")}
    resources[profile.code] = entry
    write_json(listing, resources)


def seal(folder: Path) -> None:
    """Writes the hash of every file, which `quotetrack models verify` and every loading compare."""
    write_json(folder / HASHES, file_hashes(folder))


def write_json(path: Path, value: object) -> None:
    """Writes JSON as it is kept in the repository."""
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def deflate(path: Path) -> None:
    """Packs the entries of a file `torch.save` wrote; `torch.load` reads it as it is. Older formats are left alone."""
    if not zipfile.is_zipfile(path):
        return
    loose = path.rename(path.with_suffix(".loose"))
    with zipfile.ZipFile(loose) as plain, zipfile.ZipFile(path, "w") as packed:
        for item in plain.infolist():
            packed.writestr(zipfile.ZipInfo(item.filename), plain.read(item), zipfile.ZIP_DEFLATED, 9)
    loose.unlink()


def megabytes(folder: Path) -> float:
    """The size of the model files below a folder, in millions of bytes."""
    return sum(file.stat().st_size for file in folder.rglob("*.pt")) / 1e6
