"""The command line: wire format, exit statuses, and what it does with odd input."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import newsroom
import pytest
from attrs import frozen

from quotetrack.cli import main
from quotetrack.testing import FakeEmbedder

ROOT = Path(__file__).parent.parent


@frozen
class Run:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def failed(self) -> list[dict[str, Any]]:
        return [line for line in self.lines if "error" in line]


Command = Callable[..., Run]


@pytest.fixture
def run(monkeypatch, capsys) -> Command:
    """Runs a command without loading a model; `stdin` is its standard input."""
    monkeypatch.setattr("quotetrack.tracker.StanzaAnnotator", newsroom.annotator)
    monkeypatch.setattr("quotetrack.tracker.UseEmbedder", FakeEmbedder)
    monkeypatch.setattr("quotetrack.tracker.LangdetectDetector", newsroom.detector)

    def command(*arguments: object, stdin: bytes = b"") -> Run:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            status = main(list(map(str, arguments)))
        except SystemExit as stop:
            status = int(stop.code or 0)
        told = capsys.readouterr()
        return Run(status, told.out, told.err)

    return command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good article."""
    (tmp_path / "bridge.txt").write_text(newsroom.BRIDGE, encoding="utf-8")
    return tmp_path


def as_lines(*records: object) -> bytes:
    return "".join(json.dumps(record, ensure_ascii=True) + "\n" for record in records).encode()


# ---------------------------------------------------------------- wire format


def test_extract_writes_one_line_an_article(run, folder):
    """The keys of an article's line, its quotes, speakers, segments and notes are those of the wire format."""
    answer = run("extract", folder)
    [line] = answer.lines
    assert answer.status == 0
    assert list(line) == [
        *("schema", "id", "source", "path", "title", "author", "published", "language", "text"),
        *("segments", "quotes", "speakers", "notes"),
    ]
    assert (line["schema"], line["language"], line["published"]) == (1, "it", "2025-12-22")
    assert line["text"] == newsroom.BRIDGE
    assert list(line["segments"][0]) == ["start", "end", "language", "confidence"]
    [quote] = line["quotes"]
    assert list(quote) == [
        *(
            "id",
            "kind",
            "content",
            "text",
            "language",
            "cue",
            "source",
            "speaker",
            "rule",
            "confidence",
            "reasons",
        ),
    ]
    assert list(quote["cue"]) == ["start", "end", "lemma"]
    assert list(quote["source"]) == ["start", "end", "text"]
    assert list(quote["speaker"]) == ["id", "name", "type", "role"]
    assert list(line["speakers"][0]) == ["id", "name", "type", "aliases", "roles", "mentions"]
    [[start, end]] = quote["content"]
    assert line["text"][start:end] == quote["text"] == "Il ponte di Varzo riapre lunedì con 3 corsie"
    assert (quote["kind"], quote["speaker"]["name"], quote["cue"]["lemma"]) == ("direct", "Aldo Neri", "dire")


def test_track_writes_links_threads_speakers_and_conflicts(run):
    """`track` prints the four kinds of lines with the keys of the wire format."""
    answer = run("track", "-", stdin=as_lines(*newsroom.ARTICLES))
    kinds = {line["type"]: line for line in answer.lines}
    assert answer.status == 0
    assert {kind: list(line) for kind, line in kinds.items()} == {
        "link": ["schema", "type", "a", "b", "relation", "score", "evidence", "explanation"],
        "thread": ["schema", "type", "id", "headline", "claims", "languages", "sources", "spread"],
        "speaker": ["schema", "type", "id", "name", "aliases", "roles", "quotes"],
        "conflict": ["schema", "type", "kind", "about", "sides"],
    }
    assert list(kinds["link"]["evidence"][0]) == ["name", "score", "because"]
    assert list(kinds["conflict"]["sides"][0]) == ["article", "quote", "says"]
    assert "unrelated" not in {line.get("relation") for line in answer.lines}


def test_track_with_quotes_says_all_in_one_run(run):
    """`--quotes` puts the lines of `extract` first, so that every id of a link is explained above it."""
    stdin = as_lines(*newsroom.ARTICLES)
    quotes = run("track", "-", "--quotes", stdin=stdin).lines
    assert quotes[: len(newsroom.ARTICLES)] == run("extract", "-", stdin=stdin).lines
    known = {quote["id"] for line in quotes for quote in line.get("quotes", ()) if "text" in line}
    assert {line[end] for line in quotes if line.get("type") == "link" for end in "ab"} <= known


def test_relate_answers_each_pair(run):
    """A pair gives its relation, which side is newer, a score and evidence; absent facts may be left out."""
    pair = {
        "id": "p",
        "a": {"text": "Il ponte riapre lunedì.", "language": "it"},
        "b": {"text": "Il ponte riapre lunedì."},
    }
    answer = run("relate", stdin=as_lines(pair, pair | {"id": 7}))
    assert answer.status == 0
    assert [list(line) for line in answer.lines] == [
        ["schema", "id", "relation", "newer", "score", "evidence"]
    ] * 2
    assert [line["id"] for line in answer.lines] == ["p", "7"]
    assert 0 <= answer.lines[0]["score"] <= 1


def test_detect_answers_each_text(run):
    """A text gives its language and segments; one that says nothing is in no language."""
    answer = run("detect", stdin=as_lines({"id": "i", "text": newsroom.BRIDGE}, {"id": "n", "text": ""}))
    assert answer.status == 0
    assert [list(line) for line in answer.lines] == [
        ["schema", "id", "language", "confidence", "segments"]
    ] * 2
    assert [line["language"] for line in answer.lines] == ["it", "und"]


def test_detect_and_relate_read_files(run, tmp_path):
    """A path serves as well as standard input."""
    path = tmp_path / "texts.jsonl"
    path.write_bytes(as_lines({"id": "i", "text": newsroom.BRIDGE}))
    assert run("detect", path).lines[0]["language"] == "it"


@pytest.mark.parametrize("form", ["text", "html"])
def test_other_formats_are_for_readers(run, folder, form):
    """Text and HTML show the title, the quote and its speaker."""
    for command in ("extract", "track"):
        shown = run(command, folder, "--format", form)
        assert shown.status == 0
        assert all(word in shown.out for word in ("Il ponte riapre", "con 3 corsie", "Aldo Neri"))


# ---------------------------------------------------------------- exit statuses


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("translate", "x"),
        ("extract",),
        ("extract", "-", "--format", "xml"),
        ("extract", "-", "--languages", "qq"),
        ("extract", "-", "--models", "/nowhere/models"),
        ("track", "-", "--db", "/nowhere/news.db"),
        ("detect", "/nowhere/texts.jsonl"),
    ],
    ids=" ".join,
)
def test_unusable_arguments_exit_with_2(run, arguments):
    """What can't be meant is refused at once, with a reason and without a traceback."""
    answer = run(*arguments)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.strip() and "Traceback" not in answer.err


def test_a_database_that_is_none_exits_with_2(run, folder):
    """A file of another kind is told apart from a database and left as it was."""
    path = folder / "bridge.txt"
    assert run("track", folder, "--db", path).status == 2
    assert path.read_text(encoding="utf-8") == newsroom.BRIDGE


def test_missing_path_fails_alone(run, folder):
    """A path that is not there gives an error line, exit status 1, and the others are processed."""
    answer = run("extract", folder / "gone.txt", folder)
    first, second = answer.lines
    assert answer.status == 1
    assert list(first) == ["schema", "id", "path", "error"]
    assert list(first["error"]) == ["code", "message"]
    assert "gone.txt" in first["path"] and "gone.txt" in answer.err
    assert len(second["quotes"]) == 1


# ---------------------------------------------------------------- odd input

BROKEN_FILES = {
    "empty.txt": (b"", "empty-article"),
    "blank.txt": (b" \n\t\n", "empty-article"),
    "latin.txt": ("«Sì», ha detto.".encode("latin-1"), "not-text"),
    "broken.jsonl": (b'{"text": "half\n', "input-error"),
    "list.jsonl": (b"[1, 2]\n", "input-error"),
    "number.jsonl": (b'{"text": 5}\n', "input-error"),
    "surrogate.jsonl": (b'{"text": "half \\ud83d"}\n', "not-text"),
    "deep.jsonl": (b'{"text": ' + b"[" * 100_000 + b"}\n", "input-error"),
    "long.jsonl": (b'{"text": "' + b"parola " * 750_000 + b'"}\n', "article-too-long"),
    "empty.html": (b"<html><body></body></html>", "empty-article"),
}


@pytest.mark.parametrize("name", BROKEN_FILES)
@pytest.mark.parametrize("command", ["extract", "track"])
def test_broken_input_fails_alone(run, folder, name, command):
    """Each kind of broken input gives one error line that names it; the good article is processed."""
    data, code = BROKEN_FILES[name]
    (folder / name).write_bytes(data)
    answer = run(command, folder, "--format", "jsonl")
    assert answer.status == 1
    assert [line["error"]["code"] for line in answer.failed] == [code]
    assert name in answer.failed[0]["path"] and name in answer.err
    assert any("Aldo Neri" in json.dumps(line) for line in answer.lines if "error" not in line)


def test_broken_lines_fail_alone(run):
    """In a JSON Lines input each line stands for itself, and keeps the id it gives."""
    good = as_lines(newsroom.ARTICLES[0])
    answer = run("extract", "-", stdin=good + b'{"text": "\xff"}\n\n{"id": "x", "text": ""}\nnull\n' + good)
    assert answer.status == 1
    assert [line.get("error", {}).get("code") for line in answer.lines] == [
        *(None, "not-text", "empty-article", "input-error", None),
    ]
    assert answer.lines[2]["id"] == "x"


ODD_TEXTS = {
    "no title": "«Sì.»",
    "only marks": "«»“”\"\"''‹›„‟",
    "only opening marks": "“" * 10_000,
    "opening marks and words": "“parola " * 10_000,
    "single opening marks": "‘parola 'altra " * 5_000,
    "NUL": "«Il \0 ponte», ha detto\0 Aldo Neri.",
    "zero width": "«Il\u200b ponte\ufeff», ha\u200d detto Aldo Neri.",
    "right to left": "قال \u202eالوزير\u202c: «الجسر مغلق».",
    "combining": "«Il ponte e\u0301 chiuso\u0301\u0302\u0303», ha detto Aldo Neri.",
    "huge paragraph": "Il ponte riapre, ha detto il sindaco Aldo Neri. " * 4_000,
    "another language": "Der Bürgermeister sagte gestern, dass die Brücke am Montag wieder geöffnet wird.",
    "line separators": "«Uno\u2028due\x85tre\x0bquattro», ha detto.",
    "emoji": "👩‍👩‍👧 «🙂🙂», ha detto 🙂.",
}


@pytest.mark.parametrize("name", ODD_TEXTS)
def test_odd_text_is_no_failure(run, name):
    """Odd text is processed, its characters kept; what could not be made out stands in a note."""
    answer = run("extract", "-", stdin=as_lines({"id": "odd", "text": ODD_TEXTS[name]}))
    [line] = answer.lines
    assert (answer.status, line["text"]) == (0, ODD_TEXTS[name])
    for quote in line["quotes"]:
        assert quote["text"] == " … ".join(line["text"][start:end].strip() for start, end in quote["content"])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ODD_TEXTS["another language"], "unsupported-language"),
        ("«Il ponte riapre lunedì, ha detto il sindaco.", "unclosed-quote"),
        ("« ".join(["12"] * 9), "unknown-language"),
    ],
)
def test_oddities_are_noted(run, text, code):
    """A language without profile, one that can't be told, and an open mark each leave a note."""
    [line] = run("extract", "-", stdin=as_lines({"text": text})).lines
    assert code in {note["code"] for note in line["notes"]}


BAD_PAIRS = [
    {"a": {"text": "x"}},
    {"a": {"text": "x"}, "b": {"text": ""}},
    {"a": {"text": "x"}, "b": {"text": "y", "language": ["it"]}},
    {"a": {"text": "x", "language": "it"}, "b": {"text": "y", "language": "qq"}},
    {"a": {"text": "x", "language": "it", "date": "yesterday"}, "b": {"text": "y", "language": "it"}},
    {"a": {"text": "x", "language": "it", "date": 2025}, "b": {"text": "y", "language": "it"}},
    {"a": {"text": "x", "language": "it", "speaker": {}}, "b": {"text": "y", "language": "it"}},
    ["a", "b"],
]


@pytest.mark.parametrize("pair", BAD_PAIRS, ids=json.dumps)
def test_bad_pairs_fail_alone(run, pair):
    """A pair that can't be compared gives an error line, the next one its relation."""
    side = {"text": "Il ponte riapre lunedì.", "language": "it"}
    answer = run("relate", stdin=as_lines(pair, {"id": None, "a": side, "b": side}))
    first, second = answer.lines
    assert answer.status == 1
    assert list(first) == ["schema", "id", "path", "error"]
    assert "relation" in second and second["id"] not in {"None", first["id"]}


@pytest.mark.parametrize("line", [b"{", b"\xff", b"[]", b'{"id": "1"}', b'{"text": 1}', b"[" * 100_000])
def test_bad_texts_fail_alone(run, line):
    """A line without a text gives an error line, the next one its language."""
    answer = run("detect", stdin=line + b"\n\n" + as_lines({"text": "half \ud83d of it"}))
    assert answer.status == 1
    assert ["error" in one for one in answer.lines] == [True, False]


def test_names_of_files_need_not_be_text(run, tmp_path):
    """A file whose name is no UTF-8 is read, and told in every format."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text(newsroom.BRIDGE, encoding="utf-8")
    for form in ("jsonl", "text", "html"):
        assert run("extract", tmp_path, "--format", form).status == 0


# ---------------------------------------------------------------- again


def test_tracking_twice_changes_nothing(run, tmp_path):
    """The same articles added to a database again give the same lines."""
    stdin, db = as_lines(*newsroom.ARTICLES), tmp_path / "news.db"
    once, twice = (run("track", "-", "--quotes", "--db", db, stdin=stdin) for _ in range(2))
    assert once.out == twice.out and once.status == twice.status == 0


def test_tracking_in_two_runs_is_tracking_at_once(run, tmp_path):
    """What one run added to a database is linked with what the next one adds, as if they came together."""
    db = tmp_path / "news.db"
    at_once = run("track", "-", stdin=as_lines(*newsroom.ARTICLES))
    for article in newsroom.ARTICLES:
        last = run("track", "-", "--db", db, stdin=as_lines(article))
    assert {line["type"] for line in at_once.lines} == {"link", "thread", "speaker", "conflict"}
    assert last.out == at_once.out


FRESH = """
import sys, newsroom, quotetrack.tracker as tracker
from quotetrack.testing import FakeEmbedder
tracker.StanzaAnnotator, tracker.UseEmbedder = newsroom.annotator, FakeEmbedder
from quotetrack.cli import main
raise SystemExit(main(sys.argv[1:]))
"""


def fresh(*arguments: object, seed: int = 0, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """A command in a process of its own, with strings hashed by `seed`."""
    python_path = os.pathsep.join(map(str, (ROOT, ROOT / "tests")))
    environment = os.environ | {"PYTHONHASHSEED": str(seed), "PYTHONPATH": python_path}
    command = [sys.executable, "-c", FRESH, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, env=environment, check=False, **options)


def test_same_input_same_bytes():
    """Two processes that hash strings differently write the same bytes."""
    stdin = as_lines(*newsroom.ARTICLES, *({"text": text} for text in ODD_TEXTS.values() if len(text) < 1000))
    one, other = (fresh("track", "-", "--quotes", seed=seed, input=stdin) for seed in (1, 2))
    assert (one.returncode, one.stderr) == (0, b"")
    assert one.stdout == other.stdout and one.stdout.endswith(b"}\n")


def test_reader_that_has_seen_enough_is_no_error(folder):
    """`quotetrack … | head -1` ends without a traceback."""
    (folder / "many.jsonl").write_bytes(as_lines(*({"text": f"Riga {n}. " * 900} for n in range(40))))
    process = subprocess.Popen(
        [sys.executable, "-c", FRESH, "extract", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "tests")))},
    )
    assert process.stdout and process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 1
    process.stderr.close()


@pytest.mark.model
def test_same_seeds_same_bytes():
    """The main job on the seeds, with real models, writes the same bytes in two processes."""
    one, other = (
        subprocess.run(
            [sys.executable, "-m", "quotetrack", "track", "seeds", "--quotes", "--format", "jsonl"],
            capture_output=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
        ).stdout
        for seed in ("1", "2")
    )
    assert one == other and one.count(b"\n") > 10
