"""The tagger's and the parser's training files: treebanks, reported speech, favoured sentences again.

    python assemble.py DATA LANG REPEATS

The parser's part of the treebanks carries predicted tags; composed sentences keep the tags they were made with.
"""

import sys
from pathlib import Path


def blocks(folder: Path, lang: str, name: str) -> list[str]:
    """The sentences of a prepared file as text, comments left out."""
    text = (folder / f"{lang}_{name}.conllu").read_text(encoding="utf-8")
    return ["\n".join(x for x in b.split("\n") if x[:1] != "#") for b in text.split("\n\n") if b.strip()]


def forms(block: str) -> tuple[str, ...]:
    """The words of a sentence, to know it again under other tags."""
    return tuple(line.split("\t")[1] for line in block.split("\n"))


def main() -> None:
    """Write LANG_pos.conllu and LANG_depparse.conllu beside the parts."""
    folder, lang, repeats = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    favoured = {forms(b) for b in blocks(folder, lang, "favoured")}
    for kind, parts in (("pos", ["train"]), ("depparse", ["fold0.tagged", "fold1.tagged"])):
        treebank = [b for part in parts for b in blocks(folder, lang, part)]
        again = [b for b in treebank if forms(b) in favoured]
        out = treebank + blocks(folder, lang, "quotes") + again * repeats
        (folder / f"{lang}_{kind}.conllu").write_text("\n\n".join(out) + "\n\n", encoding="utf-8")
        print(lang, kind, len(out))


if __name__ == "__main__":
    main()
