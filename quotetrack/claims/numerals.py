"""Tokens of a text as figures need them, and the value of a number in digits or words."""

from __future__ import annotations

import re

from ..model.span import Span
from .measures import number_signs

_TOKEN = re.compile(
    r"(?<!\d)\d{1,3}(?:(?: \d{3}){2,}|(?:[\u00a0\u202f]\d{3})+)(?![\d.,])|\d+(?:[.,’']\d+)*|[^\W\d_]+(?:[’'](?=\W|$))?|[^\w\s]"
)


class Token:
    """A token as text2num wants it."""

    def __init__(self, match: re.Match[str]) -> None:
        self.form, self.span = match[0], Span(*match.span())

    def text(self) -> str:
        return self.form.encode("utf-8", "replace").decode()  # text2num panics at a lone surrogate

    def nt_separated(self, _previous: object) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text: literals with their signs, words, single marks."""
    return [Token(match) for match in _TOKEN.finditer(text)]


def magnitude(value: float) -> float:
    """What "and a half" is half of: a million behind three million, else one."""
    return next((scale for scale in (1e12, 1e9, 1e6, 1e3) if value >= scale and value % scale == 0), 1.0)


def number_words(tokens: list[Token], code: str) -> dict[int, tuple[float, int, bool]]:
    """Start → value, end and whether it is an ordinal, of numbers written as words."""
    from text_to_num import find_numbers  # noqa: PLC0415

    try:
        found = find_numbers(tokens, code, 0.0)
    except ValueError:  # a language text2num does not know
        return {}
    return {o.start: (float(o.value), o.end, o.is_ordinal) for o in found}


def digits(form: str, code: str) -> float:
    """A literal in the language's format; groups that are no groups of three are decimals.

    >>> digits("250.000", "it"), digits("250,000", "en"), digits("1,7", "it")
    (250000.0, 250000.0, 1.7)
    """
    group, decimal = number_signs(code)
    form = re.sub("[ \u00a0\u202f]", "", form).replace("’", "'")
    if re.fullmatch(rf"\d{{1,3}}(?:[{re.escape(group)}']\d{{3}})+(?:{re.escape(decimal)}\d+)?", form):
        form = form.replace(group, "").replace("'", "")
    parts = re.split(r"[^\d]", form.replace(decimal, "."))
    return float(parts[0] + "." + "".join(parts[1:])) if len(parts) > 1 else float(form)
