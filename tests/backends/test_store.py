"""Stores: the same contract for memory and SQLite, and what only a file can do wrong."""

import sqlite3
import threading
from contextlib import closing
from datetime import date

import numpy as np
import pytest
import strategies as make
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.backends.memory import MemoryStore
from quotetrack.backends.sqlite import SQLiteStore, _share, migrate
from quotetrack.errors import SchemaTooNew, StoreError
from quotetrack.model.article import Article
from quotetrack.model.claim import Link, Relation
from quotetrack.model.quote import Quote, QuoteKind, Reason
from quotetrack.model.result import ArticleResult
from quotetrack.model.span import Span
from quotetrack.testing import check_store

both = pytest.mark.parametrize(
    "make_store", [MemoryStore, lambda: SQLiteStore(":memory:")], ids=["memory", "sqlite"]
)


def result(text: str) -> ArticleResult:
    return ArticleResult(article=Article(text=text, published=date(2025, 12, 22)), language="xx")


@both
def test_store_keeps_its_contract(make_store):
    """Memory and SQLite pass the same contract check."""
    check_store(make_store)


@both
@given(found=st.lists(make.results(), max_size=3, unique_by=lambda r: r.article.id))
def test_store_gives_back_what_it_got(make_store, found):
    """Any result comes back equal, and adding all again changes nothing."""
    store = make_store()
    for _ in range(2):
        with store.transaction():
            for each in found:
                store.add_result(each)
        assert list(store.results()) == found
    store.close()


@both
@given(
    claims=st.lists(make.claims, max_size=3, unique_by=lambda c: c.id),
    links=st.lists(make.links, max_size=3, unique_by=lambda k: frozenset((k.a, k.b))),
    judgements=st.lists(make.judgements, max_size=3, unique_by=lambda j: frozenset((j.a, j.b))),
)
def test_store_gives_back_claims_links_and_judgements(make_store, claims, links, judgements):
    """Any claim, link and judgement comes back equal, links and judgements sorted."""
    store = make_store()
    with store.transaction():
        store.add_claims(claims, "e", np.ones((len(claims), 2), np.float32))
        store.add_links(links)
        for judgement in judgements:
            store.add_judgement(judgement)
    assert list(store.claims()) == claims
    assert list(store.links()) == sorted(links, key=lambda link: (link.a, link.b))
    assert list(store.judgements()) == sorted(judgements, key=lambda j: (j.a, j.b, j.reviewer))
    store.close()


@given(
    found=st.lists(make.results(), max_size=3, unique_by=lambda r: r.article.id),
    speaker=st.none() | make.names,
    language=st.none() | make.languages,
    since=st.none() | make.dates,
    text=st.none()
    | make.texts
    | st.sampled_from(['"', "a OR b", "NEAR(", "a*", "-b", "a:b", "'; DROP TABLE quotes"]),
)
def test_sqlite_filters_as_memory_does(found, speaker, language, since, text):
    """Whatever the query, SQLite answers as the dictionaries do; no text breaks the search."""
    memory, sqlite = MemoryStore(), SQLiteStore(":memory:")
    for store in (memory, sqlite):
        with store.transaction():
            for each in found:
                store.add_result(each)
    filters = {"speaker": speaker, "language": language, "since": since, "text": text}
    assert sqlite.results(**filters) == memory.results(**filters)
    sqlite.close()


def test_file_keeps_results_between_openings(tmp_path):
    """What was added is there when the file is opened again."""
    store = SQLiteStore(tmp_path / "news.db")
    with store.transaction():
        store.add_result(result("Umerov"))
    store.close()
    again = SQLiteStore(tmp_path / "news.db")
    assert again.has_article(result("Umerov").article.id)
    again.close()


def test_two_connections_share_one_file(tmp_path):
    """Two threads, each with its own store, write to one new file and lose nothing."""
    path, failures = tmp_path / "news.db", []

    def write(name: str) -> None:
        try:
            store = SQLiteStore(path)
            for number in range(20):
                with store.transaction():
                    store.add_result(result(f"{name} {number}"))
            store.close()
        except (StoreError, sqlite3.Error) as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store = SQLiteStore(path)
    assert not failures
    assert len(store.results()) == 40
    store.close()


class Answering:
    """Raises one error after another, then answers."""

    def __init__(self, *codes):
        self.codes = list(codes)

    def execute(self, _):
        if self.codes:
            error = sqlite3.OperationalError("no")
            error.sqlite_errorcode = self.codes.pop(0)
            raise error


def test_opening_waits_for_another_that_opens():
    """SQLite tells at once that the file is busy, in two ways; nothing else is waited for."""
    busy = Answering(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_RECOVERY)
    _share(busy)
    assert not busy.codes
    with pytest.raises(sqlite3.OperationalError):
        _share(Answering(sqlite3.SQLITE_CANTOPEN))


def test_reader_sees_nothing_of_an_open_transaction(tmp_path):
    """A second connection reads while the first writes, and sees only what was committed."""
    writer, reader = SQLiteStore(tmp_path / "news.db"), SQLiteStore(tmp_path / "news.db")
    with writer.transaction():
        writer.add_result(result("Umerov"))
        assert not reader.results()
    assert len(reader.results()) == 1
    writer.close()
    reader.close()


def test_file_that_is_no_database_is_refused(tmp_path):
    """A text file gives StoreError with its path and what to do, and stays as it was."""
    path = tmp_path / "notes.txt"
    path.write_text("These are my notes. " * 100)
    with pytest.raises(StoreError, match=r"notes\.txt.*another file"):
        SQLiteStore(path)
    assert path.read_text() == "These are my notes. " * 100


def test_database_of_another_program_is_refused(tmp_path):
    """We add no tables to a database that we did not make."""
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(StoreError, match="another program's"):
        SQLiteStore(path)


def test_missing_folder_is_told(tmp_path):
    """A path in a folder that does not exist gives StoreError."""
    with pytest.raises(StoreError, match="folder that exists"):
        SQLiteStore(tmp_path / "nowhere" / "news.db")


def test_newer_database_is_refused(tmp_path):
    """A file with a schema number we do not know gives SchemaTooNew."""
    SQLiteStore(tmp_path / "news.db").close()
    with sqlite3.connect(tmp_path / "news.db") as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(SchemaTooNew, match="99"):
        SQLiteStore(tmp_path / "news.db")


def test_a_file_of_before_is_brought_up_to_date(tmp_path):
    """Quotes kept before they told their reasons come back with none, links likewise."""
    path = tmp_path / "news.db"
    quote = Quote(
        article="a",
        kind=QuoteKind.DIRECT,
        content=(Span(1, 3),),
        text="Sì",
        language="it",
        rule="colon",
        reasons=(Reason("commas", -0.5),),
    )
    found = ArticleResult(article=Article(id="a", text="«Sì», dice Riva."), language="it", quotes=(quote,))
    with closing(SQLiteStore(path)) as store, store.transaction():
        store.add_result(found)
        store.add_links([Link(a="a", b="b", relation=Relation.SAME, score=0.9, likely=(0.9, 0.0, 0.0, 0.0))])
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript("ALTER TABLE quotes DROP COLUMN reasons; PRAGMA user_version = 1;")
        connection.executescript("ALTER TABLE links DROP COLUMN likely")
    with closing(SQLiteStore(path)) as store:
        assert [kept.reasons for result in store.results() for kept in result.quotes] == [()]
        assert [link.likely for link in store.links()] == [()]


def test_failed_migration_leaves_no_trace():
    """A script that fails is undone whole, those before it stay, and the number says so."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    scripts = ["CREATE TABLE a (x);", "CREATE TABLE b (x); CREATE TABLE a (x);"]
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, scripts)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("a",)]
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    migrate(connection, [scripts[0], "CREATE TABLE b (x);"])
    assert connection.execute("PRAGMA user_version").fetchone() == (2,)
