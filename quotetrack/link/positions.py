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

    ordered = sorted(told, key=when)
    earlier: dict[tuple[str, Relation], list[str]] = {}
    for link in links:
        if link.relation in _SELF and link.a in told and link.b in told:
            before, after = sorted((link.a, link.b), key=when)
            earlier.setdefault((after, link.relation), []).append(before)

    def those(quote: str, relation: Relation) -> tuple[str, ...]:
        return tuple(sorted(earlier.get((quote, relation), ()), key=when))

    return tuple(
        Position(
            speaker=names[quote],
            quote=quote,
            article=told[quote].article,
            text=told[quote].text,
            language=told[quote].language,
            source=told[quote].source,
            published=told[quote].published,
            contradicts=those(quote, Relation.CONTRADICTS),
            updates=those(quote, Relation.UPDATES),
            repeats=those(quote, Relation.SAME),
        )
        for quote in ordered
    )
