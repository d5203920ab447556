"""What a tracker returns: records in order, ready to be looked at, sliced and written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar, overload

from attrs import field, frozen

from ..extras import require
from ..model.result import ArticleResult
from .files import write_records
from .highlight import escaped, highlighted
from .rows import columns, row

Record = TypeVar("Record")

# A notebook cell shows this many records: more would bury the next cell; the rest is counted.
_SHOWN = 100


@frozen(repr=False)
class Table(Sequence[Record], Generic[Record]):
    """An immutable sequence of records.

    >>> from quotetrack.model.span import Span
    >>> table = Table([Span(0, 3), Span(4, 9), Span(12, 20)])
    >>> table[1:]
    <Table of 2 Span>
    >>> [span.start for span in table]
    [0, 4, 12]
    """

    records: tuple[Record, ...] = field(converter=tuple)

    def __len__(self) -> int:
        return len(self.records)

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Table[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | Table[Record]:
        if isinstance(index, slice):
            return Table(self.records[index])
        return self.records[index]

    def __repr__(self) -> str:
        kinds = " and ".join(dict.fromkeys(type(record).__name__ for record in self.records))
        return f"<Table of {len(self)} {kinds or 'records'}>"

    def frame(self) -> Any:
        """A pandas data frame, one row a record.

        Raises:
            MissingExtra: when pandas is not installed.
        """
        rows = [row(record) for record in self.records]
        return require("pandas", "frames").DataFrame(rows, columns=list(columns(rows)))

    def write(self, path: str | Path) -> None:
        """Writes the records to `path`, whose suffix (`.jsonl` or `.csv`) says in which form."""
        write_records(self.records, path)

    def _repr_html_(self) -> str:
        shown = self.records[:_SHOWN]
        more = f"<p>… and {len(self) - _SHOWN} more</p>" if len(self) > _SHOWN else ""
        results = [record for record in shown if isinstance(record, ArticleResult)]
        if results and len(results) == len(shown):
            return "".join(_article(result) for result in results) + more
        return _grid(shown) + more


def _article(result: ArticleResult) -> str:
    title = escaped(result.article.title or result.article.id)
    body = highlighted(result)
    return (
        f'<details open><summary>{title}</summary><div style="white-space: pre-wrap">{body}</div></details>'
    )


def _grid(records: Sequence[object]) -> str:
    rows = [row(record) for record in records]
    names = columns(rows)
    head = "".join(f"<th>{escaped(name)}</th>" for name in names)
    lines = ("".join(f"<td>{_cell(one.get(name))}</td>" for name in names) for one in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: object) -> str:
    return "" if value is None else escaped(value)
