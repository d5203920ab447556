"""Profiles by code or by path."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from attrs import NOTHING, fields, has

from ..errors import LexiconError, UnknownLanguage
from .profile import LanguageProfile

_NAMES = "names.toml"  # names that differ between languages; not a profile


def available_languages() -> tuple[str, ...]:
    """The codes of the profiles that come with quotetrack, sorted."""
    return tuple(sorted(f.name.removesuffix(".toml") for f in _folder().iterdir() if _profile(f)))


def load_profile(language: str | Path) -> LanguageProfile:
    """The profile of a language.

    Args:
        language: an ISO 639-1 code, or the path of a profile file.

    Raises:
        UnknownLanguage: for a code without a profile.
        LexiconError: for a file that lacks a key, or has one it should not.
    """
    if isinstance(language, Path) or language.endswith(".toml"):
        path = Path(language)
        return _read(path, path)
    return _shipped(language)


@cache
def _shipped(code: str) -> LanguageProfile:
    file = _folder() / f"{code}.toml"
    if code not in available_languages():
        raise UnknownLanguage(code, available_languages())
    return _read(file, Path(str(file)))


def _folder() -> Traversable:
    return resources.files(__package__) / "data"


def _profile(file: Traversable) -> bool:
    return file.name.endswith(".toml") and file.name != _NAMES


def _read(file: Traversable | Path, path: Path) -> LanguageProfile:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnknownLanguage(str(path), available_languages()) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(path, "(file)", str(error)) from error
    profile: LanguageProfile = _structure(LanguageProfile, table, path, "")
    return profile


def _structure(cls: type, table: Any, path: Path, where: str) -> Any:
    """An attrs record from a TOML table; keys are checked both ways."""
    if not isinstance(table, dict):
        raise LexiconError(path, where, "must be a table")
    hints = get_type_hints(cls)
    known = {f.name: f for f in fields(cls)}
    for key in table:
        if key not in known:
            raise LexiconError(path, f"{where}{key}", f"is unknown; known: {', '.join(known)}")
    for name, field in known.items():
        if name not in table and field.default is NOTHING:
            raise LexiconError(path, f"{where}{name}", "is missing")
    values = {k: _value(hints[k], v, path, f"{where}{k}") for k, v in table.items()}
    try:
        return cls(**values)
    except ValueError as error:  # of a validator: what is wrong, and the attribute
        raise LexiconError(path, f"{where}{error.args[1].name}", error.args[0]) from error


def _value(hint: Any, value: Any, path: Path, key: str) -> Any:
    if has(hint):
        return _structure(hint, value, path, f"{key}.")
    if hint in (str, bool):
        return _checked(isinstance(value, hint), value, path, key, f"must be a {hint.__name__}")
    if get_origin(hint) is frozenset:
        return frozenset(_strings(value, path, key))
    if get_args(hint) == (str, ...):
        return _strings(value, path, key)
    pairs = value.items() if isinstance(value, dict) else value
    _checked(isinstance(value, (dict, list)), value, path, key, "must be pairs of strings")
    return tuple(_pair(pair, path, key) for pair in pairs)


def _strings(value: Any, path: Path, key: str) -> tuple[str, ...]:
    """A list of strings, or one long string of words and phrases between commas."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    good = isinstance(value, list) and all(isinstance(item, str) for item in value)
    _checked(good, value, path, key, "must be a list of strings, or one string with commas")
    return tuple(value)


def _pair(pair: Any, path: Path, key: str) -> tuple[str, str]:
    good = isinstance(pair, (list, tuple)) and len(pair) == 2 and all(isinstance(item, str) for item in pair)
    _checked(good, pair, path, key, f"{pair!r} is not a pair of strings")
    return (pair[0], pair[1])


def _checked(good: bool, value: Any, path: Path, key: str, reason: str) -> Any:
    if not good:
        raise LexiconError(path, key, reason)
    return value
