"""Two claims side by side."""

from __future__ import annotations

from attrs import frozen

from ..protocols import Matrix
from .facts import FactFinder, Facts


@frozen(eq=False)
class Pair:
    """Two claims with all that the comparisons look at.

    Args:
        a: the one.
        b: the other.
        cosine: of the vectors of what carries their meaning.
        finder: where their facts come from.
        nearest: that of their `Candidate`; None for two claims that come from no articles.
        rows: those vectors, where more than their cosine counts.
    """

    a: Facts
    b: Facts
    cosine: float
    finder: FactFinder
    nearest: float | None = None
    rows: tuple[Matrix, Matrix] | None = None

    @property
    def one_language(self) -> bool:
        """Whether both are in one language."""
        return self.a.claim.language == self.b.claim.language

    @property
    def days_apart(self) -> int | None:
        """Days between their publications; None where one is not known."""
        first, second = self.a.claim.published, self.b.claim.published
        return (second - first).days if first and second else None

    @property
    def in_time(self) -> tuple[Facts, Facts]:
        """The older and the newer; of one day, the one with more words of a later state is newer."""
        if self.days_apart:
            return (self.a, self.b) if self.days_apart > 0 else (self.b, self.a)
        older, newer = sorted((self.a, self.b), key=lambda f: (len(f.news), f.claim.id))
        return older, newer
