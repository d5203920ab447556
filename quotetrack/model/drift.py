"""How the wording of one speaker's quote differs from that of another."""

from __future__ import annotations

import re
from enum import StrEnum

from attrs import evolve, field, frozen, validators


class PieceKind(StrEnum):
    """Whether both quotes have a piece of the wording, each its own, or only one."""

    SAME = "same"
    REPLACED = "replaced"
    LEFT = "only left"
    RIGHT = "only right"


_MIRRORED = {PieceKind.LEFT: PieceKind.RIGHT, PieceKind.RIGHT: PieceKind.LEFT}


@frozen
class Piece:
    """A piece of the wording as each side spells it; empty where a side lacks it."""

    kind: PieceKind
    left: str = ""
    right: str = ""

    @property
    def mirrored(self) -> Piece:
        """The same piece with its sides swapped."""
        return Piece(_MIRRORED.get(self.kind, self.kind), self.right, self.left)

    def __str__(self) -> str:
        if self.kind is PieceKind.SAME:
            words = [re.findall(r"\w+", side.casefold()) for side in (self.left, self.right)]
            return self.left if words[0] == words[1] else f"{self.left} = {self.right}"
        return f"[{' → '.join(filter(None, (self.left or '+', self.right or '-')))}]"


@frozen(kw_only=True)
class Drift:
    """The wording difference between two quotes.

    Args:
        a: id of the left quote; `b` of the right one.
        pieces: in the order of the words.
        share: how many of the words both have, 0 to 1.

    >>> pieces = (Piece(PieceKind.SAME, "Sales", "sales"), Piece(PieceKind.REPLACED, "rose", "jumped"))
    >>> drift = Drift(a="q1", b="q2", pieces=pieces, share=0.5)
    >>> print(drift)
    Sales [rose → jumped]
    >>> drift.because
    '50% of the words are kept: "rose" against "jumped"'
    """

    a: str
    b: str
    pieces: tuple[Piece, ...] = ()
    share: float = field(default=1.0, validator=[validators.ge(0), validators.le(1)])

    @property
    def mirrored(self) -> Drift:
        """The difference as the right quote sees it."""
        return evolve(self, a=self.b, b=self.a, pieces=tuple(piece.mirrored for piece in self.pieces))

    @property
    def because(self) -> str:
        """A short sentence: how much is kept, and the first difference, one side against the other first."""
        changed = [piece for piece in self.pieces if piece.kind is not PieceKind.SAME]
        if not changed:
            return "all of the words are kept"
        first = next((piece for piece in changed if piece.kind is PieceKind.REPLACED), changed[0])
        texts = (first.left, first.right)
        shown = " against ".join(f'"{text}"' for text in texts if text)
        if not all(texts):
            shown += " is only in the " + ("first" if first.left else "second")
        return f"{self.share:.0%} of the words are kept: {shown}"

    def __str__(self) -> str:
        return " ".join(map(str, self.pieces))
