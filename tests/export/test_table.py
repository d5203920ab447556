"""Rows, tables and files."""

import csv
import json
import re
import sys
from datetime import date
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.errors import MissingExtra, SettingsError
from quotetrack.export.highlight import escaped, highlighted
from quotetrack.export.rows import row
from quotetrack.export.table import Table
from quotetrack.model.article import Article, Segment
from quotetrack.model.claim import (
    Claim,
    Conflict,
    ConflictKind,
    Evidence,
    Judgement,
    Link,
    Quantity,
    Relation,
    Side,
    Thread,
    Verdict,
)
from quotetrack.model.note import Note
from quotetrack.model.quote import Quote, QuoteKind, Speaker
from quotetrack.model.result import ArticleResult, Failure
from quotetrack.model.review import Check, ClaimReview, Rating, ReviewNote
from quotetrack.model.span import Span

TEXT = 'Ha detto: «Sì & "no" <b>», poi basta.'


def quote(*content: tuple[int, int], name: str = "Ada Riva") -> Quote:
    spans = tuple(Span(*pair) for pair in content)
    speaker = Speaker(id=name, name=name)
    return Quote(
        article="a", kind=QuoteKind.DIRECT, content=spans, text="x", language="it", rule="r", speaker=speaker
    )


def result(*quotes: Quote, text: str = TEXT) -> ArticleResult:
    return ArticleResult(article=Article(id="a", text=text), language="it", quotes=quotes)


SIDES = (Side("a", "three", "q"), Side("b", "four"))
RECORDS = [
    Span(0, 3),
    Segment(Span(0, 3), "xx", 0.5),
    Note("odd", Span(0, 3), "Odd."),
    Article(text=TEXT, published=date(2025, 3, 1)),
    result(quote((11, 24))),
    quote((11, 24), (26, 30)),
    Speaker(id="s", name="n", aliases=("a", "b")),
    Claim(quote="q", article="a", text="t", language="xx", quantities=(Quantity(value=4.5, unit="EUR"),)),
    Evidence(name="numbers", score=1.0, because="both say 3"),
    Link(a="q", b="r", relation=Relation.SAME, score=0.9),
    Judgement(a="q", b="r", verdict=Verdict.UNSURE),
    Thread(id="t", headline="h", quotes=("q", "r"), last=date(2025, 3, 1)),
    ClaimReview(claim="c", claimants=("x", "y"), published=date(2025, 3, 1), rating=Rating(value=2.0)),
    ClaimReview(claim="c"),
    ReviewNote(code="bad-date", where="r.json", message="Odd.", review="r"),
    Check(quote="q", review="r", relation=Relation.SAME, score=0.9),
    SIDES[0],
    Conflict(kind=ConflictKind.FIGURE, about="who left", sides=SIDES),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_row_holds_nothing_but_flat_json_values(record):
    """Every value of a row is a plain string, a number, a truth value or None."""
    kinds = {type(value) for value in row(record).values()}
    assert kinds <= {str, int, float, bool, type(None)}


def test_several_values_share_a_column():
    """Ranges, names and amounts stand in one string each."""
    assert row(quote((11, 24), (26, 30)))["ranges"] == "11-24 26-30"
    assert row(RECORDS[-1])["says"] == "three; four"
    assert row(RECORDS[7])["quantities"] == "4.5 EUR"


def test_a_failure_has_a_row():
    """A table of outcomes can hold failures too."""
    assert row(Failure(Article(id="a", text=""), "read", ValueError("odd")))["message"] == "odd"


def test_something_else_has_no_row():
    """An object that is no record is refused by its type."""
    with pytest.raises(TypeError, match="no row for dict"):
        row({})


def test_a_table_is_an_immutable_sequence():
    """Tables index, slice and compare like tuples; a slice is a table."""
    table = Table(quote((n, n + 1)) for n in range(3))
    assert len(table) == 3
    assert table[1:] == Table([table[1], table[2]])
    assert repr(table[:2]) == "<Table of 2 Quote>"
    with pytest.raises(AttributeError):
        table.records = ()


def test_a_frame_has_one_row_a_record_and_keeps_numbers():
    """Columns come from rows; offsets are numbers."""
    pytest.importorskip("pandas")
    frame = Table([quote((1, 2)), quote((3, 5))]).frame()
    assert frame["end"].tolist() == [2, 5]
    assert Table([]).frame().empty


def test_a_frame_without_pandas_says_what_to_install(monkeypatch):
    """The missing package and its extra are in the message."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtra, match=re.escape("quotetrack[frames]")):
        Table([quote((1, 2))]).frame()


def test_csv_gives_back_what_was_written(tmp_path):
    """Line ends, quotation marks and commas in a cell survive; None is an empty cell."""
    speaker = Speaker(id="s", name='Ada,\n"Riva" \udc80')
    Table([speaker]).write(tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        (line,) = csv.DictReader(file)
    assert (line["name"], line["role"]) == ('Ada,\n"Riva" \\udc80', "")


def test_json_lines_hold_the_wire_format(tmp_path):
    """A `.jsonl` file has one object of the wire format a line."""
    Table([result(quote((11, 24))), result()]).write(tmp_path / "out.JSONL")
    lines = (tmp_path / "out.JSONL").read_text(encoding="utf-8").split("\n")
    assert [json.loads(line)["schema"] for line in lines[:-1]] == [1, 1]


def test_an_unknown_suffix_is_refused(tmp_path):
    """The message names the suffixes there are, and nothing is written."""
    with pytest.raises(SettingsError, match=r"\.jsonl, \.csv"):
        Table([]).write(tmp_path / "out.pickle")
    assert not list(tmp_path.iterdir())


def test_a_notebook_shows_articles_with_their_quotes_marked():
    """Results are shown as text with marks, and nothing of the text is taken for HTML."""
    html = Table([result(quote((11, 24), name="<i>Riva"))])._repr_html_()
    assert ">Sì &amp; &quot;no&quot; &lt;b&gt;</mark>" in html
    assert "&lt;i&gt;Riva" in html
    assert "<b>" not in html
    assert "<i>" not in html


def test_a_notebook_shows_other_records_as_a_grid():
    """Cells are escaped, None is empty, and what is not shown is counted."""
    html = Table([Speaker(id="s", name="<b>")] * 102)._repr_html_()
    assert html.count("<tr>") == 101
    assert "&lt;b&gt;" in html
    assert "None" not in html
    assert "2 more" in html


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5))
def test_marks_change_no_character(text, pairs):
    """Without its tags the marked text is the text, however quotes overlap."""
    size = len(text)
    quotes = [quote(tuple(sorted((min(a, size), min(b, size))))) for a, b in pairs]
    html = highlighted(result(*quotes, text=text))
    assert re.sub("<[^>]*>", "", html) == escaped(text)
    assert html.count("<mark") == html.count("</mark>")


def test_overlapping_quotes_share_a_mark():
    """The stretch two quotes share tells of both speakers, the rest of one."""
    html = highlighted(result(quote((0, 6), name="Riva"), quote((3, 9), name="Conti"), text="abcdefghi"))
    titles = [unescape(title) for title in re.findall('title="([^"]*)"', html)]
    assert [(("Riva" in title), ("Conti" in title)) for title in titles] == [
        (True, False),
        (True, True),
        (False, True),
    ]
    assert re.sub("<[^>]*>", "|", html) == "|abc||def||ghi|"
