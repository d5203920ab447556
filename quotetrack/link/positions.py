"""What a speaker said over time, and where they contradict or update themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from ..model.answer import Position
from ..model.claim import Claim, Link, Relation, whole_claims

_SELF = frozenset({Relation.SAME, Relation.CONTRADICTS, Relation.UPDATES})


def find_positions(
    names: Mapping[str, str], links: Collection[Link], claims: Iterable[Claim]
) -> tuple[Position, ...]:
    """The claims of some quotes in time order, each with the earlier ones it goes against.

    Of one day, the claim added first is the earlier; claims without a day come last.

    Args:
        names: the speaker's name by the id of each quote that is asked for.
        links: between any quotes.
        claims: in the order of adding.
    """
    told = {quote: claim for quote, claim in whole_claims(claims).items() if quote in names}
    places = {quote: place for place, quote in enumerate(told)}

    def when(quote: str) -> tuple[bool, str, int]:
        day = told[quote].published
        return day is None, str(day), places[quote]

    earlier: dict[tuple[str, Relation], list[str]] = {}
    for link in links:
        if link.relation in _SELF and link.a in told and link.b in told and names[link.a] == names[link.b]:
            before, after = sorted((link.a, link.b), key=when)
            if link.relation is Relation.UPDATES:
                before, after = link.b, link.a
            earlier.setdefault((after, link.relation), []).append(before)
    marks = {key: tuple(sorted(quotes, key=when)) for key, quotes in earlier.items()}
    return tuple(_position(told[quote], names[quote], marks) for quote in sorted(told, key=when))


def _position(claim: Claim, name: str, marks: Mapping[tuple[str, Relation], tuple[str, ...]]) -> Position:
    return Position(
        speaker=name,
        quote=claim.quote,
        article=claim.article,
        text=claim.text,
        language=claim.language,
        source=claim.source,
        published=claim.published,
        contradicts=marks.get((claim.quote, Relation.CONTRADICTS), ()),
        updates=marks.get((claim.quote, Relation.UPDATES), ()),
        repeats=marks.get((claim.quote, Relation.SAME), ()),
    )
