"""Treebanks: what is read, what is chosen, and that our own sentences are sound."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from quotetrack.errors import InputError
from quotetrack.training.speech import DATA, quoted_speech
from quotetrack.training.treebanks import (
    Source,
    gather,
    load_recipe,
    read_trees,
    text_of,
    words_of,
    write_trees,
)

HAND_MADE = sorted((Path(str(resources.files("quotetrack.training"))) / "hand-made").glob("*.conllu"))

FILE = """# text = L'“asilo” della
# sent_id = 1
1\tL'\til\tDET\tRD\t_\t3\tdet\t_\tSpaceAfter=No
2\t“\t“\tPUNCT\tFB\t_\t3\tpunct\t_\tSpaceAfter=No
3\tasilo\tasilo\tNOUN\tS\tGender=Masc\t0\troot\t0:root\tSpaceAfter=No
4\t”\t”\tPUNCT\tFB\t_\t3\tpunct\t_\t_
5-6\tdella\t_\t_\t_\t_\t_\t_\t_\t_
5\tdi\tdi\tADP\tE\t_\t3\tcase\t_\t_
6\tla\til\tDET\tRD\t_\t3\tdet\t_\t_
6.1\tx\tx\tX\t_\t_\t_\t_\t_\t_

"""


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "qq_some-ud-train.conllu"
    path.write_text(FILE * 6, encoding="utf-8")
    (tmp_path / "qq_some-ud-dev.conllu").write_text(FILE, encoding="utf-8")
    return path


def heads_make_a_tree(rows: list[list[str]]) -> bool:
    heads = {int(row[0]): int(row[6]) for row in rows}
    if list(heads.values()).count(0) != 1 or [r[7] for r in rows].count("root") != 1:
        return False
    reached = heads | {0: 0}
    for _ in heads:  # a step towards the root for every word at a time
        reached = {word: heads.get(head, 0) for word, head in reached.items()}
    return not any(reached.values())


def test_rows_come_ready_for_training(treebank):
    """Marks are straight, language-specific columns blank, empty nodes gone, split tokens kept."""
    tree = next(read_trees(treebank))
    assert [row[0] for row in tree] == ["1", "2", "3", "4", "5-6", "5", "6"]
    assert tree[1][1:3] == ['"', '"'] and {row[4] for row in tree} == {row[8] for row in tree} == {"_"}
    assert text_of(tree) == 'L\'"asilo" della'
    assert [row[1] for row in words_of(tree)][-2:] == ["di", "la"]


def test_what_is_written_is_read_again(treebank, tmp_path):
    """A file written from trees holds the same trees, each with its text."""
    trees = list(read_trees(treebank))
    again = write_trees(tmp_path / "again" / "out.conllu", trees)
    assert list(read_trees(again)) == trees
    assert again.read_text(encoding="utf-8").count('# text = L\'"asilo" della\n') == 6


def test_a_source_takes_its_share(treebank):
    """Training and choosing parts of one file share no sentence, and repeats are shown, not kept."""
    trees = list(range(9))
    assert Source("f", out_of=3, places=[1, 2]).take(trees, free=False) == [1, 2, 4, 5, 7, 8]
    assert Source("f", out_of=3, places=[0]).take(trees, free=False) == [0, 3, 6]
    assert Source("f", free=4).take(trees, free=True) == [0, 1, 2, 3]
    assert Source("f", free=0).take(trees, free=True) == []
    source = Source(treebank.name, times=3)
    assert len(gather(treebank.parent, [source], free=False, repeat=True)) == 18
    assert len(gather(treebank.parent, [source], free=False, repeat=False)) == 6


def test_another_language_needs_no_recipe(treebank, tmp_path):
    """Any language's treebank serves by its file names; without one the error says which are needed."""
    recipe = load_recipe("qq", tmp_path)
    assert [s.file for s in recipe.train] == [treebank.name] and recipe.test == ()
    with pytest.raises(InputError, match=r"xx_\*train\*\.conllu"):
        load_recipe("xx", tmp_path)
    with pytest.raises(InputError, match="missing"):
        gather(tmp_path, [Source("gone.conllu")], free=False, repeat=False)


@pytest.mark.parametrize("path", HAND_MADE, ids=lambda path: path.stem)
def test_hand_made_sentences_are_trees(path):
    """Each has one root, reaches it from every word, and its tokens spell its text."""
    texts = [
        line[9:] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("# text = ")
    ]
    trees = list(read_trees(path))
    assert len(trees) == len(texts) > 100
    for text, tree in zip(texts, trees, strict=True):
        assert text_of(tree) == text
        assert heads_make_a_tree(words_of(tree)), text


@pytest.mark.parametrize("language", sorted(DATA))
def test_composed_sentences_are_trees(language):
    """Frames around clauses are sound trees, the same ones for the same seed."""
    import random

    [path] = [p for p in HAND_MADE if p.stem == language]
    trees = list(read_trees(path)) * 8
    composed = quoted_speech(language, trees, random.Random(5))
    assert len(composed) == len(trees) // 10
    assert all(heads_make_a_tree(rows) for rows in composed)
    assert composed == quoted_speech(language, trees, random.Random(5))


def test_unknown_languages_compose_nothing():
    """Without phrases of a language no sentence is composed."""
    assert quoted_speech("qq", [], None) == []
