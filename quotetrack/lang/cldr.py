"""Names that the Unicode locale data has for a language, through Babel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def tables(code: str, *path: str) -> Iterator[Mapping[Any, Any]]:
    """The table at `path` for a language, then those of its regions where they differ: "millimeter"
    is the English of the world's data, "millimetre" that of Britain.

    >>> sorted({table[9] for table in tables("en", "months", "format", "abbreviated") if 9 in table})
    ['Sep', 'Sept']
    """
    from babel import localedata  # noqa: PLC0415  # only when a text is read

    regions = sorted(name for name in localedata.locale_identifiers() if name.startswith(f"{code}_"))
    for name in (code, *(region for region in regions if not _other_script(region))):
        table: Any = localedata.load(name, merge_inherited=name == code)
        for step in path:
            table = table.get(step, {}) if isinstance(table, Mapping) else {}
        if isinstance(table, Mapping) and table:
            yield table


def _other_script(region: str) -> bool:
    """Whether the name of a locale names a script ("en_Dsrt_US")."""
    script = 4
    return any(len(part) == script and part.isalpha() for part in region.split("_")[1:])
