"""Names that the Unicode locale data has for a language, through Babel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_WORLD = "001"  # the region of the language as the world writes it


def tables(code: str, *path: str) -> Iterator[Mapping[Any, Any]]:
    """The table at `path` for a language, then for its world-wide form where there is one: English is
    American first ("millimeter"), then that of the rest ("millimetre").

    >>> [table[9] for table in tables("en", "months", "format", "abbreviated")]
    ['Sep', 'Sept']
    """
    from babel import Locale, localedata  # noqa: PLC0415  # only when a text is read

    for name in (code, f"{code}_{_WORLD}"):
        if localedata.exists(name):
            table: Any = Locale.parse(name)._data
            for step in path:
                table = table[step]
            yield table
