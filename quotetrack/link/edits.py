"""Pairs with a known relation, made from claims by controlled edits: a figure changed, a claim denied, a
name swapped, a translation taken for a paraphrase.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from attrs import frozen

from ..lang.profile import LanguageProfile
from ..model.claim import Claim, Relation

_FACTORS = (0.4, 0.5, 0.6, 1.4, 1.7, 2.0, 3.0)  # no rounding reaches these
_DAYS = (3, 40)  # until a figure is a new one
_LITERAL = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+(?:['’]\w+)?")

#: One side of a record of `pairs.jsonl`: text, language, speaker, date.
Side = Mapping[str, str]


def edited_pairs(
    records: Sequence[Mapping[str, Any]],
    profiles: Mapping[str, LanguageProfile],
    read: Callable[[Side], Claim],
    *,
    seed: int = 0,
) -> Iterator[dict[str, Any]]:
    """Records as in `pairs.jsonl`, made from the first claims of each topic's; one seed, one answer."""
    topics: dict[str, list[Mapping[str, Any]]] = {}
    for record in records:
        topics.setdefault(record["topic"], []).append(record)
    editor = _Editor(profiles, read, _names(records, read), random.Random(seed))  # noqa: S311  # no secret
    for topic, told in topics.items():
        sides = list({record["a"]["text"]: record["a"] for record in told}.values())
        rivals = [r["b"]["speaker"] for r in told if r["relation"] == Relation.CONTRADICTS]
        for n, (relation, a, b) in enumerate(editor.pairs(sides, rivals[0] if rivals else "?")):
            pair = {"a": dict(a), "b": dict(b)}
            yield {"id": f"{topic}-{relation}-edit{n}", "topic": topic, "relation": relation.value, **pair}


def _names(records: Iterable[Mapping[str, Any]], read: Callable[[Side], Claim]) -> dict[str, list[str]]:
    """The names in the claims, by language."""
    found: dict[str, set[str]] = {}
    for record in records:
        claim = read(record["a"])
        found.setdefault(claim.language, set()).update(claim.entities)
    return {language: sorted(names) for language, names in found.items()}


@frozen(eq=False)
class _Editor:
    """Makes the pairs of one topic, whose sides are translations of each other."""

    profiles: Mapping[str, LanguageProfile]
    read: Callable[[Side], Claim]
    names: Mapping[str, Sequence[str]]
    chance: random.Random

    def pairs(self, sides: Sequence[Side], rival: str) -> Iterator[tuple[Relation, Side, Side]]:
        for a in sides:
            for b in sides:
                if a is not b:
                    yield Relation.SAME, a, b
                    yield Relation.SUPPORTS, a, {**b, "speaker": rival}
                for relation, edited in self._edits(b, rival):
                    yield relation, a, edited

    def _edits(self, side: Side, rival: str) -> Iterator[tuple[Relation, Side]]:
        claim = self.read(side)
        profile = self.profiles[claim.language]
        if profile.claims.denying:
            yield Relation.CONTRADICTS, {**side, "speaker": rival, "text": denied(claim.text, profile)}
        if changed := with_figure(claim, self.chance.choice(_FACTORS)):
            yield Relation.CONTRADICTS, {**side, "speaker": rival, "text": changed}
            if claim.published:
                day = claim.published + timedelta(days=self.chance.randint(*_DAYS))
                yield Relation.UPDATES, {**side, "date": day.isoformat(), "text": changed}
        others = [name for name in self.names[claim.language] if name not in claim.entities]
        if claim.entities and others:
            name = re.compile(rf"\b{re.escape(claim.entities[0])}\b")
            swapped = name.sub(self.chance.choice(others).replace("\\", ""), claim.text)
            yield Relation.RELATED, {**side, "text": swapped}


def denied(text: str, profile: LanguageProfile) -> str:
    """The claim that `text` is not true.

    >>> from quotetrack.lang.load import load_profile
    >>> denied("The bridge is open", load_profile("en"))
    'It is not true that the bridge is open'
    """
    opening = profile.claims.denying
    return f"{opening[:1].upper()}{opening[1:]} {text[:1].lower()}{text[1:]}"


def negated(text: str, profile: LanguageProfile) -> str | None:
    """A text with its first verb form that has a plain negation negated; None without one, or where it denies already.

    >>> from quotetrack.lang.load import load_profile
    >>> negated("The bridge is open", load_profile("en"))
    'The bridge is not open'
    """
    forms = dict(profile.claims.negated)
    words = list(_WORD.finditer(text))
    verb = next((word for word in words if word[0] in forms), None)
    if verb is None or not profile.grammar.negations.isdisjoint(word[0].lower() for word in words):
        return None
    return text[: verb.start()] + forms[verb[0]] + text[verb.end() :]


def with_figure(claim: Claim, factor: float) -> str | None:
    """A claim's text with its first figure in digits changed by about `factor`; None without such a figure."""
    for quantity in claim.quantities:
        literals = _LITERAL.findall(quantity.text)
        if len(literals) == 1 and (value := round(int(literals[0]) * factor)) != int(literals[0]):
            figure = re.compile(rf"(?<!\d){re.escape(quantity.text)}(?!\d)")
            changed = quantity.text.replace(literals[0], str(value))
            return figure.sub(changed.replace("\\", ""), claim.text, count=1)
    return None
