"""The seeds' gold says what the articles say, at the places where they say it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).parent.parent / "seeds"
LINES: list[dict[str, Any]] = [
    json.loads(line) for line in (SEEDS / "gold.ndjson").read_text(encoding="utf-8").splitlines()
]
QUOTES = [(line, quote) for line in LINES for quote in line["quotes"]]
by_article = pytest.mark.parametrize("line", LINES, ids=lambda line: line["id"])
by_quote = pytest.mark.parametrize(("line", "quote"), QUOTES, ids=[quote["id"] for _, quote in QUOTES])


def covered(line: dict[str, Any], span: list[int]) -> str:
    start, end = span
    assert 0 <= start < end <= len(line["text"])
    return line["text"][start:end]


@by_article
def test_gold_holds_the_text_of_the_file_unedited(line):
    """The text beside the annotation is the file's, character for character."""
    assert line["text"] == (SEEDS / line["file"]).read_bytes().decode("utf-8")


@by_quote
def test_offsets_of_a_statement_cover_its_words(line, quote):
    """Content, cue and source ranges cover exactly the words written beside them."""
    assert [covered(line, span) for span in quote["content"]] == quote["texts"]
    for name in ("cue", "source"):
        words = covered(line, quote[name]) if quote[name] else None
        assert words == quote[f"{name}_text"]


@by_quote
def test_kind_agrees_with_the_quotation_marks(line, quote):
    """Direct content stands between marks (or is a tweet), mixed holds some, indirect none."""
    inside = any(re.search("[“”]", words) for words in quote["texts"])
    assert inside == (quote["kind"] == "mixed")
    if quote["kind"] == "direct" and quote["cue"]:
        for start, end in quote["content"]:
            assert (line["text"][start - 1], line["text"][end]) == ("“", "”")


@by_article
def test_every_quoted_stretch_belongs_to_a_statement(line):
    """The seeds hold no scare quote, so no quotation mark is left over."""
    ranges = [span for quote in line["quotes"] for span in quote["content"]]
    for match in re.finditer("“([^”]*)”", line["text"]):
        assert any(start <= match.start(1) and match.end(1) <= end for start, end in ranges), match.group()


@by_article
def test_other_offsets_cover_their_words(line):
    """Distractors, segments, headings and roles cover the words written beside them."""
    roles = [{**role, "text": role["role"]} for speaker in line["speakers"] for role in speaker["roles"]]
    for item in [*line["distractors"], *line["segments"], *line["headings"], *roles]:
        assert covered(line, [item["start"], item["end"]]) == item["text"]


@by_article
def test_speakers_are_named_by_words_of_the_article(line):
    """Names and aliases are spelled as in the article, and each speaker has one id."""
    names = {quote["speaker"]: quote["speaker_id"] for quote in line["quotes"] if quote["speaker"]}
    assert len(set(names.values())) == len(names)
    for speaker in line["speakers"]:
        names.setdefault(speaker["name"], speaker["id"])
        assert names[speaker["name"]] == speaker["id"]
        assert all(alias in line["text"] for alias in speaker["aliases"])
    assert all(name in line["text"] for name in names)


def test_links_and_conflicts_name_what_is_there():
    """Links join statements of the gold; each side of a conflict quotes its article."""
    ids = {quote["id"] for _, quote in QUOTES}
    assert len(ids) == len(QUOTES)
    articles = {line["id"]: line for line in LINES}
    for link in LINES[-1]["links"]:
        assert {link["a"], link["b"]} <= ids
    for conflict in LINES[-1]["conflicts"]:
        for side in conflict["sides"]:
            assert covered(articles[side["article"]], [side["start"], side["end"]]) == side["says"]
