"""Reviews of claims (schema.org's ClaimReview) out of JSON-LD."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

from attrs import field, frozen

from ..errors import InputError, NotText
from ..model.ids import content_id
from ..model.review import ClaimReview, Rating, ReviewNote
from .dates import iso_date
from .jsonl import Unreadable
from .jsonld import Document, Node, read_documents, types_of

_TYPE = "ClaimReview"
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.DOTALL)
_LINE = re.compile(r", line (\d+)")
#: Keys that name somebody, and, where an address will do as a name, somebody or some place.
_NAMES = ("name", "legalName", "alternateName")
_REVIEWERS = (*_NAMES, "url", "@id")
_PLACES = ("url", "@id", "name", "headline")


@frozen(kw_only=True)
class Reviews:
    """What a file of reviews holds.

    Args:
        reviews: in the order of the file, each once.
        notes: what is odd in some of them.
        failures: the entries no review could be made of, and why.
    """

    reviews: tuple[ClaimReview, ...] = ()
    notes: tuple[ReviewNote, ...] = ()
    failures: tuple[Unreadable, ...] = ()


def read_reviews(path: str | Path) -> Reviews:
    """The reviews in a JSON-LD file (`.json` or `.jsonld`, one text; `.jsonl`, one a line), or in the scripts
    of a web page (`.html`, `.htm`). They may stand alone, in lists, under `@graph`, in a `DataFeed`, or
    inside another object, such as an article.

    An odd entry never costs the others: where no review can be made of it there is a failure, where
    only a part is left out a note.

    Raises:
        InputError: when the file can't be opened, is of another kind, or is a page and no UTF-8.
    """
    path = str(path)
    found = [one for document in read_documents(path) for one in _found(document, path)]
    reviews = dict.fromkeys(one for one in found if isinstance(one, ClaimReview))
    notes = dict.fromkeys(one for one in found if isinstance(one, ReviewNote))
    failures = [one for one in found if isinstance(one, Unreadable)]
    if not reviews and not failures:
        failures.append(_failure(path, InputError(path, f"there is no {_TYPE} in it"), path))
    return Reviews(reviews=tuple(reviews), notes=tuple(notes), failures=tuple(failures))


def _found(
    document: Document | tuple[str, InputError], path: str
) -> Iterator[ClaimReview | ReviewNote | Unreadable]:
    if not isinstance(document, Document):
        yield _failure(*document, path)
        return
    for where, node in document.objects(_is_review):
        entry = _Entry(document, where)
        try:
            review = entry.review(node)
        except InputError as error:
            yield _failure(where, error, path)
            continue
        yield review
        yield from (ReviewNote(code=c, where=where, message=m, review=review.id) for c, m in entry.odd)


def _failure(where: str, error: InputError, path: str) -> Unreadable:
    line = _LINE.match(where.removeprefix(path))
    return Unreadable(
        path=path, error=error, line=int(line[1]) if line else None, id=content_id("unreadable", where)
    )


def _is_review(node: Node) -> bool:
    return _TYPE in types_of(node) or "claimReviewed" in node


@frozen(eq=False)
class _Entry:
    """One entry of a document, and what was odd in it: codes and messages."""

    document: Document
    where: str
    odd: list[tuple[str, str]] = field(factory=list)

    def review(self, node: Any) -> ClaimReview:
        """The review an entry holds.

        Raises:
            InputError: when it is no object, or does not say which claim.
        """
        if not isinstance(node, Mapping):
            raise InputError(self.where, f"is {type(node).__name__}, not an object of the type {_TYPE}")
        claim = self._claim(node)
        items = self._objects(node, "itemReviewed")
        return ClaimReview(
            claim=claim,
            claimants=tuple(self._names(items, ("author", "claimant"), _NAMES)),
            claimed=self._claimed(items),
            appearances=tuple(self._appearances(items, claim)),
            rating=self._rating(node),
            reviewer="; ".join(
                self._names([node], ("author",), _REVIEWERS)
                or self._names([node], ("publisher",), _REVIEWERS)
            )
            or None,
            url=self._text(node, "url"),
            language=self._language(node),
            published=self._day(node, "datePublished"),
        )

    def _claim(self, node: Node) -> str:
        values = self.document.values(node, "claimReviewed")
        texts = [_clean(value) for value in values if isinstance(value, str)]
        claim = next(filter(None, texts), None)
        if claim is None:
            odd = next((type(value).__name__ for value in values if not isinstance(value, str)), None)
            reason = f'"claimReviewed" is {odd}, not a string' if odd else 'has no "claimReviewed"'
            raise InputError(self.where, f"{reason}. Give the claim that was checked there")
        if not _is_text(claim):
            raise NotText(
                self.where, '"claimReviewed" has half a surrogate pair, which no UTF-8 text can hold'
            )
        return claim

    def _claimed(self, items: list[Node]) -> date | None:
        """The day the claim was made, else the first it appeared."""
        days = [day for item in items if (day := self._day(item, "datePublished"))]
        return days[0] if days else min(self._days_of_appearance(items), default=None)

    def _days_of_appearance(self, items: list[Node]) -> Iterator[date]:
        for item in items:
            for key in ("firstAppearance", "appearance"):
                for place in self.document.values(item, key):
                    if isinstance(place, Mapping) and (day := self._day(place, "datePublished")):
                        yield day

    def _appearances(self, items: list[Node], claim: str) -> dict[str, None]:
        places = self._names(items, ("firstAppearance", "appearance"), _PLACES)
        for item in items:
            places.append(self._text(item, "url") or "")
            if "Claim" not in types_of(
                item
            ):  # a speech or an article is named by its name, a claim by its words
                places.append(self._text(item, "name") or "")
        return dict.fromkeys(place for place in places if place and place != claim)

    def _rating(self, node: Node) -> Rating | None:
        given = next(iter(self.document.values(node, "reviewRating")), None)
        if given is None:
            return None
        node = given if isinstance(given, Mapping) else {"ratingValue": given}
        words = self._text(node, "alternateName") or self._text(node, "name")
        value = next(iter(self.document.values(node, "ratingValue")), None)
        if words is None and isinstance(value, str) and value.strip() and _number(value) is None:
            words, node = (
                _clean(value),
                {**node, "ratingValue": None},
            )  # the verdict stands where a number should
        rating = Rating(
            words=words,
            value=self._number(node, "ratingValue"),
            best=self._number(node, "bestRating"),
            worst=self._number(node, "worstRating"),
        )
        return rating if rating != Rating() else None

    def _language(self, node: Node) -> str | None:
        given = next(iter(self._names([node], ("inLanguage",), ("alternateName", "name"))), None)
        match = _LANGUAGE.fullmatch(given.lower()) if given else None
        if given and not match:
            self._note("bad-language", "inLanguage", given, "is no code such as those of ISO 639-1")
        return match[1] if match else None

    def _objects(self, node: Node, key: str) -> list[Node]:
        values = self.document.values(node, key)
        for value in values:
            if not isinstance(value, Mapping):
                self._note("wrong-type", key, value, "is not an object")
        return [value for value in values if isinstance(value, Mapping)]

    def _names(self, nodes: list[Node], keys: tuple[str, ...], parts: tuple[str, ...]) -> list[str]:
        """The names under some keys, each once: strings, or the first of `parts` that an object has."""
        found: list[str] = []
        for node in nodes:
            for key in keys:
                for value in self.document.values(node, key):
                    if isinstance(value, Mapping):
                        found.append(next(filter(None, (self._text(value, part) for part in parts)), ""))
                    else:
                        found.append(self._string(key, value) or "")
        return list(dict.fromkeys(filter(None, found)))

    def _text(self, node: Node, key: str) -> str | None:
        values = self.document.values(node, key)
        plain = (v["@id"] if isinstance(v, Mapping) and "@id" in v else v for v in values)
        return next(filter(None, (self._string(key, value) for value in plain)), None)

    def _string(self, key: str, value: object) -> str | None:
        if isinstance(value, str) and _is_text(value):
            return _clean(value) or None
        self._note("wrong-type", key, value, "is not a string of whole characters")
        return None

    def _day(self, node: Node, key: str) -> date | None:
        text = self._text(node, key)
        day = iso_date(text) if text else None
        if text and day is None:
            self._note("bad-date", key, text, "is no day such as 2025-12-22")
        return day

    def _number(self, node: Node, key: str) -> float | None:
        value = next(iter(self.document.values(node, key)), None)
        number = _number(value)
        if number is None and value not in (None, ""):
            self._note("bad-number", key, value, "is no number")
        return number

    def _note(self, code: str, key: str, value: object, reason: str) -> None:
        self.odd.append((code, f'"{key}" is left out: {str(value)[:40]!r} {reason}.'))


def _number(value: object) -> float | None:
    """A finite number, perhaps written out with a decimal comma; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value.replace(",", ".") if isinstance(value, str) else value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _clean(text: str) -> str:
    """One line of text; publishing systems leave HTML's escapes in JSON-LD."""
    return " ".join(unescape(text).split())


def _is_text(text: str) -> bool:
    """Whether UTF-8 can hold it: half a surrogate pair it can't."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
