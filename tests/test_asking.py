"""The commands that ask a database."""

from __future__ import annotations

import json

import newsroom
import pytest
from test_cli import as_lines, run  # noqa: F401  # a fixture


@pytest.fixture
def db(run, tmp_path):  # noqa: F811
    """A database with some articles."""
    path = tmp_path / "news.db"
    assert run("track", "-", "--db", path, stdin=as_lines(*newsroom.ARTICLES)).status == 0
    return path


def test_search_writes_a_line_a_hit(run, db):  # noqa: F811
    """`search` prints hits with the keys the docs list, nearest first, as many as asked for."""
    answer = run("search", "La mensa della scuola resta chiusa", "--db", db, "--limit", 2)
    assert answer.status == 0 and len(answer.lines) == 2
    assert list(answer.lines[0]) == [
        *(
            "schema",
            "type",
            "quote",
            "article",
            "text",
            "language",
            "speaker",
            "source",
            "published",
            "score",
        ),
    ]
    assert (answer.lines[0]["article"], answer.lines[0]["type"]) == ("other", "hit")
    assert {line["speaker"] for line in run("search", "ponte", "--db", db, "--speaker", "neri").lines} == {
        "Aldo Neri"
    }


def test_positions_writes_a_line_a_claim(run, db):  # noqa: F811
    """`positions` prints a speaker's claims in time order with what each goes against."""
    first, second = run("positions", "Neri", "--db", db).lines
    assert list(first)[:4] == ["schema", "type", "speaker", "quote"]
    assert (first["repeats"], second["repeats"]) == ([], [first["quote"]])
    told = run("positions", "Neri", "--db", db, "--format", "text").out
    assert "repeats (2025-12-22)" in told and "Il Corriere di Varzo" in told


def test_verdicts_as_lines(run, db):  # noqa: F811
    """What `judgements export` writes, `judgements import` reads; bad lines fail alone, unknown quotes are told."""
    a, b = (line["quote"] for line in run("positions", "Neri", "--db", db).lines)
    good = {"a": a, "b": b, "verdict": "different", "reviewer": "Lia"}
    bad = [
        {"a": a, "b": b, "verdict": "perhaps"},
        {"a": a, "verdict": "same"},
        {"a": a, "b": 3, "verdict": "same"},
    ]
    unknown = {"a": a, "b": "elsewhere", "verdict": "same"}
    answer = run("judgements", "import", "--db", db, stdin=as_lines(good, *bad, unknown))
    assert (answer.status, len(answer.failed)) == (1, 3)
    assert [line["known"] for line in answer.lines if "known" in line] == [True, False]
    kept = run("judgements", "export", "--db", db)
    assert [line["verdict"] for line in kept.lines] == ["different", "same"]
    assert run("judgements", "import", "--db", db, stdin=kept.out.encode()).status == 0
    assert run("judgements", "export", "--db", db).out == kept.out
    links = run("track", "-", "--db", db, stdin=as_lines(*newsroom.ARTICLES)).out
    assert not any(
        {x["a"], x["b"]} == {a, b} for x in map(json.loads, links.splitlines()) if x.get("type") == "link"
    )


def test_check_writes_reviews_and_checks(run, db, tmp_path):  # noqa: F811
    """`check` prints the fact-checks that speak of kept quotes, then which; odd entries fail alone."""
    review = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": "Il ponte di Varzo riapre lunedì con 3 corsie",
        "inLanguage": "it",
        "author": {"name": "Il Controllo"},
        "reviewRating": {"alternateName": "falso"},
    }
    path = tmp_path / "reviews.json"
    path.write_text(json.dumps([review, {"@type": "ClaimReview"}]), encoding="utf-8")
    answer = run("check", path, "--db", db)
    assert answer.status == 1 and answer.err  # the entry without a claim
    told, *checks = answer.lines
    assert (told["type"], told["reviewer"]) == ("review", "Il Controllo")
    assert {line["type"] for line in checks} == {"check"} and len(checks) >= 2
    assert "[falso] Il Controllo" in run("check", path, "--db", db, "--format", "text").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "x"),
        ("search", " ", "--db", "DB"),
        ("search", "x", "--db", "nowhere"),
        ("positions", "--db", "DB"),
    ],
)
def test_questions_that_cannot_be_asked(run, db, arguments):  # noqa: F811
    """A missing database, nobody to ask for and empty words exit with 2 and say why."""
    answer = run(*(db if part == "DB" else part for part in arguments))
    assert answer.status == 2 and answer.err and not answer.out
