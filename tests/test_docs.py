"""The documentation is true: its names exist, its commands parse, its code runs."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import quotetrack
from quotetrack.cli import main
from quotetrack.export.table import Table
from quotetrack.lang.load import load_profile

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "seeds").glob("*.md")))
API = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
#: Protocols speak as a whole; so do their members.
PROTOCOLS = {"Annotator", "Detector", "Embedder", "Reader", "Store"}

_BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(
    r"(?:^|[`|\s])(?:python -m )?quotetrack ((?:extract|track|relate|detect|models)\b[^`|\n#]*)"
)


def blocks(page: Path, language: str) -> list[tuple[bool, str]]:
    """The fenced blocks of a page in a language, and whether each loads models."""
    found = _BLOCK.findall(page.read_text(encoding="utf-8"))
    return [("model" in info.split(), code) for name, info, code in found if name == language]


def python_pages(*, model: bool) -> list[Path]:
    """Pages with Python blocks of which some (or none) load models."""
    return [p for p in PAGES if (b := blocks(p, "python")) and any(m for m, _ in b) == model]


def run_page(page: Path) -> None:
    """Runs the Python blocks of a page, one after the other, in one namespace."""
    space: dict[str, object] = {"__name__": "__main__"}
    for _, code in blocks(page, "python"):
        exec(compile(code, str(page), "exec"), space)  # noqa: S102  # our own pages


def test_api_lists_every_public_name() -> None:
    """docs/api.md has one entry for each name in `__all__`, and no other."""
    listed = re.findall(r"^- `(\w+)`:", API, re.MULTILINE)
    assert sorted(listed) == sorted(quotetrack.__all__)


def test_api_lists_every_method_of_the_tracker() -> None:
    """docs/api.md has one entry for each public method and property of QuoteTracker."""
    cls = quotetrack.QuoteTracker
    listed = re.findall(r"^- `QuoteTracker\.(\w+)", API, re.MULTILINE)
    slots = {a.name for a in cls.__attrs_attrs__}
    own = {name for part in (cls, cls.__base__) for name in vars(part)}
    assert sorted(listed) == sorted(n for n in own if not n.startswith("_") and n not in slots)


def test_api_modules_have_what_they_are_said_to_have() -> None:
    """Each module in the table of docs/api.md can be imported and has the functions and classes named there."""
    rows = re.findall(r"^\| `(quotetrack\.[\w.]+)` \| (.+) \|$", API, re.MULTILINE)
    assert rows
    for name, text in rows:
        module = importlib.import_module(name)
        head = text.partition(":")[0]
        missing = [n for n in re.findall(r"`(\w+)`", head) if not hasattr(module, n)]
        assert not missing, f"{name} has no {missing}"


@pytest.mark.parametrize("name", quotetrack.__all__)
def test_public_names_have_docstrings(name: str) -> None:
    """What a user can import says what it is."""
    assert (getattr(quotetrack, name).__doc__ or "").strip()


def undocumented(path: Path) -> Iterator[str]:
    """Public classes, functions and methods of a module without a docstring; protocols' members excepted."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if path.name != "__init__.py" and not ast.get_docstring(tree):
        yield path.name
    for node in tree.body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield node.name
        if isinstance(node, ast.ClassDef) and node.name in set(quotetrack.__all__) - PROTOCOLS:
            methods = (m for m in node.body if isinstance(m, ast.FunctionDef) and not m.name.startswith("_"))
            yield from (
                f"{node.name}.{m.name}"
                for m in methods
                if not ast.get_docstring(m)
                and not any("overload" in ast.unparse(d) for d in m.decorator_list)
            )


def test_modules_classes_and_functions_have_docstrings() -> None:
    """Every module, public class and public function says what it is or does."""
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted((ROOT / "quotetrack").rglob("*.py"))
        for name in undocumented(path)
    ]
    assert not found


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_exist(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each quotetrack command written on a page has a subcommand of that name, with the options shown."""
    for command in _COMMAND.findall(page.read_text(encoding="utf-8")):
        words = command.split()
        names = words[: 2 if words[0] == "models" and len(words) > 1 and words[1].isalpha() else 1]
        with pytest.raises(SystemExit) as done:
            main([*names, "--help"])
        said = capsys.readouterr().out
        assert done.value.code == 0, command
        missing = [w for w in re.findall(r"--[a-z]+", command) if w not in said]
        assert not missing, f"quotetrack {command}: no {missing}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_relative_links_lead_somewhere(page: Path) -> None:
    """A page links only to files that are there."""
    targets = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8"))
    missing = [t for t in targets if not (page.parent / t).exists()]
    assert not missing


@pytest.mark.parametrize("page", python_pages(model=False), ids=lambda p: p.name)
def test_python_on_pages_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python blocks of a page run, in order, in one namespace."""
    monkeypatch.chdir(tmp_path)
    run_page(page)


@pytest.mark.model
@pytest.mark.parametrize("page", python_pages(model=True), ids=lambda p: p.name)
def test_python_on_pages_with_models_runs(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Python blocks of a page that loads models run too."""
    monkeypatch.chdir(tmp_path)
    run_page(page)


def test_profile_on_page_is_one(tmp_path: Path) -> None:
    """The profile shown in docs/adding-a-language.md is accepted as it stands."""
    [(_, profile)] = blocks(ROOT / "docs" / "adding-a-language.md", "toml")
    path = tmp_path / "fr.toml"
    path.write_text(profile, encoding="utf-8")
    assert load_profile(path).code == "fr"


def test_every_key_of_a_profile_is_explained() -> None:
    """docs/adding-a-language.md names every table and key that a profile may have."""
    page = (ROOT / "docs" / "adding-a-language.md").read_text(encoding="utf-8")
    known = set(re.findall(r"^\| `([\w.]+)` \|", page, re.MULTILINE))
    assert known == set(profile_keys())


def profile_keys() -> Iterator[str]:
    """The keys of a profile, those inside a table with its name: "cues.clause"."""
    profile = load_profile("it")
    for field in profile.__attrs_attrs__:
        inner = getattr(profile, field.name)
        if hasattr(inner, "__attrs_attrs__"):
            yield from (f"{field.name}.{part.name}" for part in inner.__attrs_attrs__)
        else:
            yield field.name


@pytest.mark.model
def test_readme_shows_what_the_command_prints() -> None:
    """Each line of the README's excerpt is printed by the command above it; "…" stands for what is left out."""
    [shown] = [code for _, code in blocks(ROOT / "README.md", "text")]
    command = [sys.executable, "-m", "quotetrack", "track", "seeds", "--format", "text"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    lines = set(printed.splitlines())
    missing = [line for line in shown.splitlines() if line.strip() not in {"", "…"} and line not in lines]
    assert not missing, "copy these anew from the command's output"


def test_design_names_every_module() -> None:
    """The table of rooms in docs/design.md has every module of the package, each in its room, and no other."""
    page = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    rooms = re.findall(r"^\| (top|`\w+`) \| (.+) \|$", page, re.MULTILINE)
    said = {room.strip("`"): set(re.findall(r"`(\w+)`", text)) for room, text in rooms}
    found: dict[str, set[str]] = {}
    for path in (ROOT / "quotetrack").rglob("*.py"):
        if not path.stem.startswith("__"):
            folder = path.parent.name
            found.setdefault("top" if folder == "quotetrack" else folder, set()).add(path.stem)
    assert {room: said.get(room) for room in found} == found


def test_speakers_are_a_table_like_the_others(tmp_path: Path) -> None:
    """What docs/api.md says of tables holds for speakers too: they can be written."""
    speakers = Table([quotetrack.Identity(id="x", name="Ada Moss")])
    speakers.write(tmp_path / "speakers.csv")
