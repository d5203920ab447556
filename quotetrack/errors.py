"""Every exception quotetrack raises.

Each is a `QuotetrackError` and also the builtin it resembles, carries its data as fields, and says
what happened and what to do next.
"""

from __future__ import annotations

from pathlib import Path


class QuotetrackError(Exception):
    """The base of all our exceptions."""

    @property
    def code(self) -> str:
        """A short name for machines: `model-not-found` for `ModelNotFound`."""
        name = type(self).__name__
        return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-")


class MissingExtra(QuotetrackError, ImportError):
    """An optional package is not installed."""

    def __init__(self, module: str, extra: str) -> None:
        self.module = module
        self.extra = extra
        super().__init__(f"{module} is not installed. Run: pip install 'quotetrack[{extra}]'.")


class ModelNotFound(QuotetrackError, FileNotFoundError):
    """A model's files are not where they should be."""

    def __init__(self, language: str, path: str | Path) -> None:
        self.language = language
        self.path = Path(path)
        super().__init__(f'No model for "{language}" in {path}. Run: quotetrack models fetch {language}.')

    def __str__(self) -> str:
        return str(self.args[0])


class ModelCorrupted(QuotetrackError, ValueError):
    """A model file does not have the content it should have."""

    def __init__(
        self,
        path: str | Path,
        reason: str = "its hash is not the one recorded beside it",
        remedy: str = "Run: pip install --force-reinstall --no-deps quotetrack",
    ) -> None:
        self.path = Path(path)
        self.reason = reason
        super().__init__(f"{path} is damaged: {reason}. {remedy}.")


class UnknownLanguage(QuotetrackError, LookupError):
    """No profile for this language."""

    def __init__(self, code: str, available: tuple[str, ...] = ()) -> None:
        self.language = code
        self.available = available
        super().__init__(
            f'No language profile "{code}"; there are: {", ".join(available) or "none"}. '
            "Give the path of a profile file (.toml) to add one."
        )


class LexiconError(QuotetrackError, ValueError):
    """A data file does not say what its reader needs."""

    def __init__(self, path: str | Path, key: str, reason: str) -> None:
        self.path = Path(path)
        self.key = key
        self.reason = reason
        super().__init__(f"{path}, key {key}: {reason}. Correct the file and load it again.")


class InputError(QuotetrackError, ValueError):
    """An input that can't be read as an article or a record."""

    def __init__(self, where: str, reason: str) -> None:
        self.where = where
        self.reason = reason
        super().__init__(f"{where}: {reason}.")


class EmptyArticle(InputError):
    """An input without any text."""

    def __init__(self, where: str) -> None:
        super().__init__(where, "there is no text in it. Leave it out, or give it some text")


class NotText(InputError):
    """An input that can't be read, or written again, as UTF-8 text."""


class ArticleTooLong(QuotetrackError, ValueError):
    """An article with more text than `Settings.longest_article` allows."""

    def __init__(self, length: int, limit: int) -> None:
        self.length = length
        self.limit = limit
        super().__init__(
            f"The article has {length} characters; the limit is {limit}. "
            "Split it, or raise longest_article in the settings."
        )


class SettingsError(QuotetrackError, ValueError):
    """An option has a value it can't have."""

    def __init__(self, name: str, value: object, reason: str) -> None:
        self.name = name
        self.value = value
        super().__init__(f"{name} = {value!r}: {reason}.")


class SchemaTooNew(QuotetrackError, RuntimeError):
    """A database written by a later release."""

    def __init__(self, found: int, known: int) -> None:
        self.found = found
        self.known = known
        super().__init__(
            f"The database has schema {found}; this release knows {known}. "
            "Run: pip install --upgrade quotetrack."
        )


class StoreError(QuotetrackError, RuntimeError):
    """The store was used in a way it does not allow, or its file is not a database."""
