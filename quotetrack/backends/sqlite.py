"""A store in one SQLite file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from time import monotonic, sleep
from typing import TypeVar, Unpack

import numpy as np

from ..errors import SchemaTooNew, StoreError
from ..model.claim import Claim, Judgement, Link
from ..model.quote import Quote, Speaker
from ..model.result import ArticleResult
from ..protocols import Filters, Matrix
from . import rows
from .stores import NESTED, OUTSIDE, Query, folded, searched_names, with_vectors, words

#: Seconds to wait for another writer (adding the largest batch takes well under one), and between two tries.
_PATIENCE, _PAUSE = 30.0, 0.02

#: Written into the file's header ("qtrk"), so that we never add our tables to another program's file.
_APPLICATION = 0x7174726B

_FLOAT32 = "<f4"  # little-endian on every machine: a database can be carried from one to another
_NOTHING: Mapping[str, object] = {}
R = TypeVar("R")


class SQLiteStore:
    """Keeps everything in a file. Several processes may use it, one writing at a time; in one
    process each thread opens its own.

    >>> store = SQLiteStore(":memory:")
    >>> with store.transaction():
    ...     store.add_links([])
    >>> store.close()

    Raises:
        StoreError: for a file that is no database, or another program's.
        SchemaTooNew: for one written by a later release.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = path
        self._connection = _connect(path)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Writes inside are kept together when the block ends, and dropped together when it fails."""
        if self._connection.in_transaction:
            raise StoreError(NESTED)
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise StoreError(f"{self.path}: {error}. Let the other writer finish and try again.") from error
        done = False
        try:
            yield
            done = True
        finally:
            if done:
                self._connection.execute("COMMIT")
            elif self._connection.in_transaction:  # SQLite may have rolled back by itself (disk full)
                self._connection.execute("ROLLBACK")

    def _check_writing(self) -> None:
        if not self._connection.in_transaction:
            raise StoreError(OUTSIDE)

    def _insert(
        self, table: rows.Table[R], record: R, verb: str = "INSERT", more: Mapping[str, object] = _NOTHING
    ) -> int:
        """Adds the row of a record, with `more` columns; answers its number."""
        row = {**table.to_row(record), **more}
        marks = ", ".join("?" * len(row))
        sql = f"{verb} INTO {table.name} ({', '.join(row)}) VALUES ({marks})"
        return self._execute(sql, *row.values()).lastrowid or 0

    def _execute(self, sql: str, *values: object) -> sqlite3.Cursor:
        return self._connection.execute(sql, [rows.to_sql(value) for value in values])

    def _select(self, sql: str, *values: object) -> Iterator[dict[str, object]]:
        cursor = self._execute(sql, *values)
        names = [column[0] for column in cursor.description]
        return (dict(zip(names, row, strict=True)) for row in cursor)

    def add_result(self, result: ArticleResult) -> bool:
        """Keeps an article and what was found in it; False when it was there already."""
        self._check_writing()
        if self.has_article(result.article.id):
            return False
        article = self._insert(rows.ARTICLES, result.article, more=rows.FOUND.to_row(result))
        listed = len(result.speakers)
        spoken = (quote.speaker for quote in result.quotes if quote.speaker is not None)
        # A quote may have a speaker the article does not list: kept beyond the listed ones.
        numbers: dict[Speaker, int] = {}
        for place, speaker in enumerate((*result.speakers, *spoken)):
            if place < listed or speaker not in numbers:
                more = {"in_article": article, "listed": place < listed, "searched": searched_names(speaker)}
                numbers[speaker] = self._insert(rows.SPEAKERS, speaker, more=more)
        for quote in result.quotes:
            self._add_quote(article, quote, numbers)
        return True

    def _add_quote(self, article: int, quote: Quote, numbers: dict[Speaker, int]) -> None:
        speaker = None if quote.speaker is None else numbers[quote.speaker]
        number = self._insert(rows.QUOTES, quote, more={"in_article": article, "said_by": speaker})
        searched = " ".join(words(quote.text))
        self._execute("INSERT INTO quote_words (rowid, words) VALUES (?, ?)", number, searched)

    def has_article(self, article: str) -> bool:
        """Whether an article of this id was added."""
        return any(self._select("SELECT 1 FROM articles WHERE id = ?", article))

    def results(self, **filters: Unpack[Filters]) -> Sequence[ArticleResult]:
        """Results in the order they were added, narrowed by the filters."""
        query = Query(**filters)
        wanted = (query.narrow(self._result(row)) for row in self._candidates(query))
        return tuple(result for result in wanted if result is not None)

    def _candidates(self, query: Query) -> Iterator[dict[str, object]]:
        """The rows of at least all articles that `query` lets through, in the order of adding."""
        tests: list[str] = ["TRUE"]
        values: list[object] = []
        if query.articles is not None:
            tests.append("id IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(sorted(query.articles)))
        if query.since is not None:
            tests.append("published >= ?")
            values.append(query.since.isoformat())
        if query.until is not None:
            tests.append("published <= ?")
            values.append(query.until.isoformat())
        if query.language is not None:
            tests.append("number IN (SELECT in_article FROM quotes WHERE language = ?)")
            values.append(query.language)
        if query.speaker is not None:
            tests.append("number IN (SELECT in_article FROM speakers WHERE id = ? OR instr(searched, ?))")
            values += [query.speaker, folded(query.speaker)]
        if query.text is not None and words(query.text):
            tests.append(
                "number IN (SELECT in_article FROM quotes WHERE number IN"
                " (SELECT rowid FROM quote_words WHERE quote_words MATCH ?))"
            )
            # Every word in quotation marks: nothing a user types is read as FTS5 syntax.
            values.append(" ".join(f'"{word}"' for word in words(query.text)))
        where = " AND ".join(tests)
        return self._select(f"SELECT * FROM articles WHERE {where} ORDER BY number", *values)  # noqa: S608

    def _result(self, row: dict[str, object]) -> ArticleResult:
        article = row["number"]
        speakers: dict[object, Speaker] = {}
        listed = []
        for found in self._select("SELECT * FROM speakers WHERE in_article = ? ORDER BY number", article):
            speakers[found["number"]] = rows.SPEAKERS.to_record(found)
            if found["listed"]:
                listed.append(speakers[found["number"]])
        quotes = [
            rows.QUOTES.to_record(found, speaker=speakers.get(found["said_by"]))
            for found in self._select("SELECT * FROM quotes WHERE in_article = ? ORDER BY number", article)
        ]
        return rows.FOUND.to_record(
            row, article=rows.ARTICLES.to_record(row), quotes=tuple(quotes), speakers=tuple(listed)
        )

    def add_claims(self, claims: Iterable[Claim], embedder: str, vectors: Matrix) -> None:
        """Keeps claims with one vector each, under the embedder's name."""
        self._check_writing()
        for claim, vector in with_vectors(claims, vectors):
            self._insert(rows.CLAIMS, claim, "INSERT OR IGNORE")
            blob = vector.astype(_FLOAT32).tobytes()
            self._execute("INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)", claim.id, embedder, blob)

    def claims(self) -> Sequence[Claim]:
        """All claims in the order they were added."""
        return tuple(map(rows.CLAIMS.to_record, self._select("SELECT * FROM claims ORDER BY number")))

    def vectors(self, embedder: str, claims: Sequence[str]) -> Matrix:
        """The vectors of these claim ids, one row each; KeyError for one that is not there."""
        sql = "SELECT vector FROM vectors WHERE claim = ? AND embedder = ?"
        found = []
        for claim in claims:
            row = self._execute(sql, claim, embedder).fetchone()
            if row is None:
                raise KeyError((embedder, claim))
            found.append(np.frombuffer(row[0], _FLOAT32))
        return np.stack(found).astype(np.float32) if found else np.zeros((0, 0), np.float32)

    def add_links(self, links: Iterable[Link]) -> None:
        """Keeps links; one of the same pair (either order) is replaced."""
        self._check_writing()
        for link in links:
            self._insert(rows.LINKS, link, "INSERT OR REPLACE")

    def links(self) -> Sequence[Link]:
        """All links, sorted by (a, b)."""
        return tuple(map(rows.LINKS.to_record, self._select("SELECT * FROM links ORDER BY a, b")))

    def add_judgement(self, judgement: Judgement) -> None:
        """Keeps a verdict; one of the same pair and reviewer is replaced."""
        self._check_writing()
        self._insert(rows.JUDGEMENTS, judgement, "INSERT OR REPLACE")

    def judgements(self) -> Sequence[Judgement]:
        """All verdicts, sorted by (a, b, reviewer)."""
        found = self._select("SELECT * FROM judgements ORDER BY a, b, reviewer")
        return tuple(map(rows.JUDGEMENTS.to_record, found))

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()


def _connect(path: str | Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise StoreError(f"{path}: {error}. Give a path in a folder that exists.") from error
    try:
        _check_ours(connection, path)
        _share(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        migrate(connection, _scripts())
    except sqlite3.DatabaseError as error:
        connection.close()
        raise StoreError(f"{path} can't be used: {error}. Give the path of another file.") from error
    except (StoreError, SchemaTooNew):
        connection.close()
        raise
    return connection


def _share(connection: sqlite3.Connection) -> None:
    """Lets others read while one writes. SQLite waits for no other connection here, so we do."""
    until = monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            kind = error.sqlite_errorcode & 0xFF  # the primary code: there are several ways of being busy
            if kind != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
            sleep(_PAUSE)
        else:
            return


def _check_ours(connection: sqlite3.Connection, path: str | Path) -> None:
    # Tables first: one that is made meanwhile comes with its mark, in one transaction.
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if tables and application != _APPLICATION:
        raise StoreError(f"{path} is another program's database. Give the path of another file.")


def _scripts() -> list[str]:
    folder = resources.files(__package__) / "schema"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return [file.read_text(encoding="utf-8") for file in files]


def migrate(connection: sqlite3.Connection, scripts: Sequence[str]) -> None:
    """Applies the scripts that the database has not seen, each with its number in one transaction.

    Raises:
        SchemaTooNew: where the database has seen more than there are.
    """
    done = _version(connection)
    if done > len(scripts):
        raise SchemaTooNew(done, len(scripts))
    for number, sql in enumerate(scripts[done:], done + 1):
        try:
            connection.executescript(f"BEGIN IMMEDIATE;\n{sql}\n;PRAGMA user_version = {number};\nCOMMIT;")
        except sqlite3.Error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if _version(connection) < number:  # else another process was faster, and all is well
                raise


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)
