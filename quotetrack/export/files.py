"""Records into files; the suffix says in which form."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

from ..errors import SettingsError
from .rows import columns, row
from .wire import dumps, to_wire


def write_records(records: Iterable[object], path: str | Path) -> None:
    """Writes records to `path`: JSON Lines (`.jsonl`) or CSV (`.csv`).

    Raises:
        SettingsError: for another suffix.
    """
    path = Path(path)
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise SettingsError("path", str(path), f"the suffix must be one of {', '.join(WRITERS)}")
    writer(records, path)


def _write_jsonl(records: Iterable[object], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(dumps(to_wire(record)) + "\n" for record in records)


def _write_csv(records: Iterable[object], path: Path) -> None:
    rows = [row(record) for record in records]
    # CSV has no escapes of its own: half a surrogate pair is spelt out instead of refused.
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        writer = csv.DictWriter(file, columns(rows), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


#: How to write, by suffix.
WRITERS: dict[str, Callable[[Iterable[object], Path], None]] = {".jsonl": _write_jsonl, ".csv": _write_csv}
