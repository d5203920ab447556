"""Training files from the treebanks: XPOS and MISC blanked, marks made straight, reported speech added, folds cut.

    python prepare.py TREEBANKS OUT [--free]

With --free only sentences under licences that allow commercial use are trained on.
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

from quoted_speech import quoted_speech

# quotetrack parses a copy of the text with these replacements, so training sees the same characters.
STRAIGHT = str.maketrans(
    {**dict.fromkeys("“”«»„‟", '"'), **dict.fromkeys("‘’‚‛ʼ", "'"), **dict.fromkeys("–—―", "-")}
)
FREE_ITALIAN = 2993  # it_train begins with MarkIT, PUD and ParlaMint: CC BY 4.0, CC BY-SA 3.0 and 4.0

Sentence = list[list[str]]


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file as ten-column rows, ranges of split tokens included."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line[:1].isdigit()]
        rows = [r for r in rows if "." not in r[0]]
        if rows:
            for r in rows:
                r[1:3] = (c.replace("''", '"').replace("``", '"').translate(STRAIGHT) for c in r[1:3])
                r[4] = r[8] = r[9] = "_"
            yield rows


def write(path: Path, data: list[Sentence]) -> None:
    """Write sentences as CoNLL-U."""
    text = "".join("\n".join("\t".join(r) for r in rows) + "\n\n" for rows in data)
    path.write_text(text, encoding="utf-8")


def read(folder: Path, *names: str) -> list[Sentence]:
    """The sentences of some treebank files, one after the other."""
    return [s for name in names for s in sentences(folder / f"{name}.conllu")]


def italian(source: Path, *, free: bool) -> dict[str, list[Sentence]]:
    """The Italian parts; every third sentence of ISDT dev chooses, the others train and are favoured."""
    dev = read(source, "it_isdt_dev")
    train, favoured = read(source, "it_train"), [s for i, s in enumerate(dev) if i % 3]
    if free:
        train, favoured = train[:FREE_ITALIAN], []
    return {"train": train + favoured, "favoured": favoured, "dev": dev[::3]}


def english(source: Path, *, free: bool) -> dict[str, list[Sentence]]:
    """The English parts; every second sentence of GUM's news genres is favoured."""
    gum = [] if free else read(source, "en_gum_news_train")
    return {
        "train": read(source, "en_ewt_train") + gum + read(source, "en_pud"),
        "favoured": gum[::2],
        "dev": read(source, "en_gum_news_devtest")[::2] + read(source, "en_ewt_dev")[::4],
    }


def main() -> None:
    """Write LANG_{train,favoured,dev,quotes,fold0,fold1}.conllu for both languages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--free", action="store_true")
    given = parser.parse_args()
    given.out.mkdir(exist_ok=True, parents=True)
    for lang, cut in (("it", italian), ("en", english)):
        parts = cut(given.treebanks, free=given.free)
        random.Random(1).shuffle(parts["train"])
        parts["quotes"] = quoted_speech(lang, parts["train"], random.Random(2))
        parts["fold0"], parts["fold1"] = parts["train"][::2], parts["train"][1::2]
        for name, data in parts.items():
            write(given.out / f"{lang}_{name}.conllu", data)
            print(lang, name, len(data))


if __name__ == "__main__":
    main()
