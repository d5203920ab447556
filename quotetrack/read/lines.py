"""The lines of a text that have something on them."""

from __future__ import annotations

import re
from itertools import pairwise

from attrs import frozen

from ..model.span import Span

#: What no block begins or ends with: white space, and what files have at their ends that Python does
#: not take for it (byte order mark, NUL, zero-width spaces). All white space lies below U+3001.
_BLANK = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\ufeff\x00\u200b\u2060"
_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_CLOSING = "\"'»”’›)]"
_GOING_ON = ",;"
_STOPS = (".", "!", "?", "…", ":", ";", ",")


@frozen
class Line:
    """A line without the white space at its ends; `after_gap` says that a blank line precedes it."""

    span: Span
    text: str
    after_gap: bool = False

    @property
    def stopped(self) -> bool:
        """Whether it ends in punctuation that ends a sentence or announces one."""
        return self.text.rstrip(_CLOSING).endswith(_STOPS)


def find_lines(text: str) -> tuple[Line, ...]:
    r"""The lines of `text`, blank ones left out.

    >>> [line.text for line in find_lines("Il titolo\n\n  Una riga.\r\n")]
    ['Il titolo', 'Una riga.']
    """
    lines: list[Line] = []
    end = 0
    for match in _LINE.finditer(text):
        content = match[0].lstrip(_BLANK)
        if not content:
            continue
        start = match.end() - len(content)
        gap = max(text.count("\n", end, start), text.count("\r", end, start))
        content = content.rstrip(_BLANK)
        lines.append(Line(Span(start, start + len(content)), content, after_gap=gap > 1))
        end = start + len(content)
    return tuple(lines)


def unbroken(text: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    r"""The lines with those that a margin broke put together: one that begins in lower case goes on
    with the one above it, unless a blank line or the end of a sentence is between them; one that begins
    with a comma or semicolon always does.

    >>> text = "Una riga spezzata\nin due."
    >>> len(unbroken(text, find_lines(text)))
    1
    """
    groups: list[list[Line]] = []
    for line in lines:
        broken = (
            line.text[0].islower() and not line.after_gap and not groups[-1][-1].stopped if groups else False
        )
        if broken or (groups and line.text[0] in _GOING_ON):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_whole(text, group) for group in groups)


def _whole(text: str, group: list[Line]) -> Line:
    if len(group) == 1:
        return group[0]
    span = Span(group[0].span.start, group[-1].span.end)
    return Line(span, span.of(text), group[0].after_gap)


def spaced(lines: tuple[Line, ...]) -> bool:
    r"""Whether most lines have a blank line between them.

    >>> spaced(find_lines("Uno.\n\nDue.\n\nTre."))
    True
    """
    gaps = [after.after_gap for _, after in pairwise(lines)]
    return 2 * sum(gaps) > len(gaps)
