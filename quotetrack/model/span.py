"""Character ranges and their arithmetic."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import Attribute, field, frozen, validators


@frozen(order=True)
class Span:
    """Half-open character range of an article's text.

    >>> Span(0, 5).of("Umerov")
    'Umero'
    """

    start: int = field(validator=validators.ge(0))
    end: int = field()

    @end.validator
    def _not_before_start(self, _attribute: Attribute[int], value: int) -> None:
        if value < self.start:
            raise ValueError(f"span ends at {value}, before its start {self.start}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters this span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        """The same range, `by` characters further on."""
        return Span(self.start + by, self.end + by)

    def stripped(self, text: str, characters: str | None = None) -> Span:
        """The range without the white space (or `characters`) at both ends of what it covers."""
        inside = self.of(text)
        start = self.start + len(inside) - len(inside.lstrip(characters))
        return Span(start, max(start, self.start + len(inside.rstrip(characters))))


def hull(spans: Iterable[Span]) -> Span:
    """The smallest range that covers all `spans` (at least one).

    >>> hull([Span(4, 6), Span(1, 2)])
    Span(start=1, end=6)
    """
    spans = tuple(spans)
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def merged(spans: Iterable[Span], text: str = "") -> tuple[Span, ...]:
    """The spans in order, those that touch (or have only white space of `text` between) joined.

    >>> merged([Span(3, 5), Span(0, 3), Span(8, 9)])
    (Span(start=0, end=5), Span(start=8, end=9))
    """
    out: list[Span] = []
    for span in sorted(spans):
        if out and (span.start <= out[-1].end or _blank(text, out[-1].end, span.start)):
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def without(span: Span, holes: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of `span` when `holes` are cut out of it.

    >>> without(Span(0, 10), [Span(3, 5)])
    (Span(start=0, end=3), Span(start=5, end=10))
    """
    out, start = [], span.start
    for hole in sorted(holes):
        if hole.end <= start or hole.start >= span.end:
            continue
        if hole.start > start:
            out.append(Span(start, hole.start))
        start = max(start, hole.end)
    if start < span.end:
        out.append(Span(start, span.end))
    return tuple(out)


def _blank(text: str, start: int, end: int) -> bool:
    return bool(text) and text[start:end].isspace()
