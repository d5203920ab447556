"""What a tracker answers about kept claims: what was found for some words, and what one speaker held over time."""

from __future__ import annotations

from datetime import date

from attrs import frozen


@frozen(kw_only=True)
class Hit:
    """A kept quote that says what was searched for.

    Args:
        quote: its id; `article` that of its article.
        text: the claim in it that is nearest to what was searched for.
        score: cosine of the two meanings, from 0 to 1.
    """

    quote: str
    article: str
    text: str
    language: str
    speaker: str | None = None
    source: str | None = None
    published: date | None = None
    score: float


@frozen(kw_only=True)
class Position:
    """What a speaker said on a topic at one time, and what of their own it goes against.

    Args:
        speaker: the name, as all articles together give it.
        quote: id of the quote; `article` that of its article.
        contradicts: ids of their earlier quotes that can't hold beside this one.
        updates: ids of their earlier quotes whose value this one replaces.
        repeats: ids of their earlier quotes that say the same.
    """

    speaker: str
    quote: str
    article: str
    text: str
    language: str
    source: str | None = None
    published: date | None = None
    contradicts: tuple[str, ...] = ()
    updates: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
