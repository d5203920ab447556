"""Remarks on odd input."""

from __future__ import annotations

from attrs import frozen

from .span import Span


@frozen
class Note:
    """Something odd in an article that a reader should know of; never an error.

    `code` is a short name in kebab case ("unclosed-quote", "unsupported-language").
    """

    code: str
    span: Span
    message: str
