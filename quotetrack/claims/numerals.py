"""A text as figures need it, token by token, and the value of a number in digits or words."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

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


class Line:
    """The tokens of a text by their places, with their forms in lower case; "" beyond its end."""

    def __init__(self, text: str, tokens: Sequence[Token], code: str) -> None:
        self.text, self.tokens = text, tokens
        self.forms = [t.form.lower().rstrip("’'") or t.form for t in tokens]  # ‘six feet’
        self.numbers = number_words(tokens, code)

    def __len__(self) -> int:
        return len(self.tokens)

    def form(self, i: int) -> str:
        return self.forms[i] if i < len(self.forms) else ""

    def forms_between(self, start: int, end: int) -> str:
        """The forms from `start` on to before `end`, with a space between."""
        return " ".join(self.forms[max(0, start) : end])

    def span(self, start: int, end: int) -> Span:
        return Span(self.tokens[start].span.start, self.tokens[end - 1].span.end)

    def is_glued(self, i: int) -> bool:
        """Whether nothing stands between a token and the one before."""
        return 0 < i < len(self) and self.tokens[i].span.start == self.tokens[i - 1].span.end

    def is_elided(self, i: int) -> bool:
        """Whether a token lacks its end: "l'" in "l'anno" is no litre."""
        return self.form(i + 1) in ("'", "’") and self.is_glued(i + 1) and self.is_glued(i + 2)

    def phrase(self, i: int, phrases: Collection[str], longest: int = 4) -> int:
        """How many tokens of the longest phrase begin at `i`; 0 for none."""
        sizes = range(min(longest, len(self) - i), 0, -1)
        return next((n for n in sizes if self.forms_between(i, i + n) in phrases), 0)


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text: literals with their signs, words, single marks."""
    return [Token(match) for match in _TOKEN.finditer(text)]


def magnitude(value: float) -> float:
    """What "and a half" is half of: a million behind three million, else one."""
    return next((scale for scale in (1e12, 1e9, 1e6, 1e3) if value >= scale and value % scale == 0), 1.0)


def number_words(tokens: Sequence[Token], code: str) -> dict[int, tuple[float, int, bool]]:
    """Start → value, end and whether it is an ordinal, of numbers written as words."""
    from text_to_num import find_numbers  # noqa: PLC0415

    try:
        found = find_numbers(tokens, code, 0.0)
    except ValueError:  # a language text2num does not know
        return {}
    words = ((float(o.value), o.start, o.end, o.is_ordinal) for o in found)
    # The "o" of "six o'clock" is no zero.
    return {i: (value, end, ordinal) for value, i, end, ordinal in words if len(tokens[i].form) > 1}


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
