"""Treebanks in CoNLL-U: read, cleaned for training, and chosen by a recipe."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from attrs import field, frozen

from ..backends.stanza import PLAIN
from ..errors import InputError

Row = list[str]  # the ten columns of CoNLL-U
Tree = list[Row]

_FORM, _LEMMA, XPOS, DEPS, MISC = 1, 2, 4, 8, 9
_HERE = "hand-made"  # in a recipe: the sentences beside this module


@frozen
class Source:
    """A part of a treebank file.

    Attributes:
        file: its name in the folder of treebanks.
        out_of: sentences in a row of which those at `places` are taken.
        places: see `out_of`.
        times: how often the part is shown in training.
        free: sentences from the start under a licence that allows commercial use; all by default.
    """

    file: str
    out_of: int = 1
    places: tuple[int, ...] = field(default=(0,), converter=tuple)
    times: int = 1
    free: int | None = None

    def take(self, trees: Sequence[Tree], *, free: bool) -> list[Tree]:
        """The trees of this part."""
        kept = trees[: self.free] if free else trees
        return [tree for i, tree in enumerate(kept) if i % self.out_of in self.places]


@frozen
class Recipe:
    """What a language's models are made of: its parts for training, choosing and testing, and options."""

    train: tuple[Source, ...]
    dev: tuple[Source, ...]
    test: tuple[str, ...] = ()
    options: Mapping[str, Mapping[str, object]] = field(factory=dict)


def load_recipe(language: str, treebanks: Path) -> Recipe:
    """Our recipe of a language; for others every `LANG_*train*`, `*dev*` and `*test*` file of the folder.

    Raises:
        InputError: there is no training or no development file.
    """
    own = resources.files(__package__) / "recipes" / f"{language}.toml"
    if own.is_file():
        return _recipe(tomllib.loads(own.read_text(encoding="utf-8")))
    names = {kind: sorted(p.name for p in treebanks.glob(f"{language}_*{kind}*.conllu")) for kind in _KINDS}
    if not names["train"] or not names["dev"]:
        raise InputError(str(treebanks), f"needs {language}_*train*.conllu and {language}_*dev*.conllu")
    return Recipe(
        train=tuple(Source(n) for n in names["train"]),
        dev=tuple(Source(n) for n in names["dev"]),
        test=tuple(names["test"]),
    )


_KINDS = ("train", "dev", "test")


def _recipe(data: Mapping[str, Any]) -> Recipe:
    parts = {kind: tuple(Source(**part) for part in data[kind]) for kind in ("train", "dev")}
    return Recipe(**parts, test=tuple(data["test"]), options=data.get("options", {}))


def gather(folder: Path, sources: Iterable[Source], *, free: bool, repeat: bool) -> list[Tree]:
    """The trees of some parts, shown as often as the recipe says where `repeat` is set.

    Raises:
        InputError: a file of the recipe is missing.
    """
    found: list[Tree] = []
    for source in sources:
        trees = source.take(list(read_trees(_place(folder, source.file))), free=free)
        found += trees * (source.times if repeat else 1)
    return found


def _place(folder: Path, name: str) -> Path:
    path = Path(str(resources.files(__package__))) / name if name.startswith(_HERE) else folder / name
    if not path.is_file():
        raise InputError(str(path), "the recipe needs this treebank file, and it is missing")
    return path


def read_trees(path: Path) -> Iterator[Tree]:
    """The sentences of a file as rows, those of split tokens included, ready for training.

    Marks are made straight, as in the copy of an article that is parsed; language-specific tags and enhanced
    dependencies are blanked, for they differ between treebanks.
    """
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line[:1].isdigit()]
        rows = [row for row in rows if "." not in row[0]]
        if rows:
            for row in rows:
                row[_FORM], row[_LEMMA] = straight(row[_FORM]), straight(row[_LEMMA])
                row[XPOS] = row[DEPS] = "_"
                row[MISC] = "SpaceAfter=No" if "SpaceAfter=No" in row[MISC] else "_"
            yield rows


def straight(text: str) -> str:
    """The text as the parser will see it."""
    return text.replace("''", '"').replace("``", '"').translate(PLAIN)


def write_trees(path: Path, trees: Iterable[Tree]) -> Path:
    """Writes CoNLL-U with its `# text` lines, which tokenizers are trained on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    blocks = (f"# text = {text_of(tree)}\n" + "\n".join("\t".join(row) for row in tree) for tree in trees)
    path.write_text("\n\n".join(blocks) + "\n\n", encoding="utf-8")
    return path


def text_of(tree: Tree) -> str:
    """The sentence as it was written."""
    pieces, covered = [], 0
    for row in tree:
        if "-" in row[0]:
            covered = int(row[0].partition("-")[2])
        elif int(row[0]) <= covered:
            continue
        pieces.append(row[_FORM] + ("" if row[MISC] == "SpaceAfter=No" else " "))
    return "".join(pieces).strip()


def words_of(tree: Tree) -> Tree:
    """The syntactic words: rows without those of split tokens."""
    return [row for row in tree if "-" not in row[0]]
