"""JSON Lines and dictionaries as articles."""

import json
from datetime import date

import pytest

from quotetrack.errors import InputError
from quotetrack.lang.load import load_profile
from quotetrack.model.article import Article
from quotetrack.read.jsonl import Unreadable, read_jsonl, read_record

PROFILES = (load_profile("it"), load_profile("en"))


def test_metadata_is_honoured():
    """Every known key reaches the article; other keys are ignored."""
    record = {
        "text": "Ciao a tutti.",
        "id": "a1",
        "source": "La Prova",
        "title": "Saluti",
        "author": "Ada Corti",
        "published": "2025-12-22T08:00:00Z",
        "url": "https://example.org/1",
        "language": "IT-it",
        "rating": 5,
    }
    [article] = read_jsonl([json.dumps(record)], profiles=PROFILES)
    assert (article.id, article.source, article.title, article.author) == (
        "a1",
        "La Prova",
        "Saluti",
        "Ada Corti",
    )
    assert (article.published, article.url, article.language) == (date(2025, 12, 22), record["url"], "it")


@pytest.mark.parametrize(
    "line",
    [
        b"{broken",
        b"[1, 2]",
        b"null",
        b'{"id": "x"}',
        b'{"text": 7}',
        b'{"text": "  "}',
        b'{"text": "Ciao.", "published": "ieri"}',
        b'{"text": "Ciao.", "published": "2025-02-30"}',
        b'{"text": "Ciao.", "title": ["a"]}',
        b'{"text": "Ciao.", "language": "italiano"}',
        b'{"text": "a \\ud800 b"}',
        b'{"text": "\xff"}',
        b"[" * 100_000,
    ],
)
def test_a_bad_line_stands_alone(line):
    """A line that can't be read gives its reason and number; the lines around it are read."""
    good = b'{"text": "Ciao a tutti."}'
    before, bad, after = read_jsonl([good, line, good], profiles=PROFILES, path="in.jsonl")
    assert isinstance(before, Article) and isinstance(after, Article)
    assert isinstance(bad, Unreadable) and isinstance(bad.error, InputError)
    assert bad.line == 2 and "in.jsonl, line 2" in str(bad.error)


def test_a_bad_line_keeps_its_id():
    """The id of an unreadable line is the one it gives, or made from path and number."""
    given, made = read_jsonl(['{"id": 5}', "{"], profiles=PROFILES)
    assert given.id == "5"
    assert made.id == Unreadable(path="-", error=made.error, line=2).id != given.id


def test_blank_lines_and_byte_order_mark():
    """Blank lines are skipped, and a byte order mark before the first object is no part of it."""
    [article] = read_jsonl(["\ufeff{}".encode()[:3] + b'{"text": "Ciao."}', b"\n", b"  "], profiles=PROFILES)
    assert article.text == "Ciao."


def test_a_record_may_hold_dates():
    """A dictionary from Python may give its day as a date."""
    assert read_record({"text": "Ciao.", "published": date(2025, 1, 2)}, profiles=PROFILES).published.day == 2
