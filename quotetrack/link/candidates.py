"""Which pairs of claims are worth comparing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import groupby

import numpy as np
from attrs import evolve, frozen

from ..lang.names import fold
from ..model.claim import Claim
from ..protocols import Matrix
from ..settings import Settings


@frozen
class Candidate:
    """Two claims by their places, and the cosine of their vectors.

    `nearest` says for how many of the two quotes nothing in the other's article is nearer: 0, 0.5 or 1.
    """

    left: int
    right: int
    cosine: float
    nearest: float = 0.0


def find_candidates(
    claims: Sequence[Claim], rows: Matrix, settings: Settings, *, known: int = 0
) -> Iterator[Candidate]:
    """For each two quotes that may be linked, their nearest claims.

    Two articles that share a pair of claims of some likeness (`settings.story`; less of it,
    `settings.story_by_speaker`, where both quote somebody of one full name) tell one story; their
    other pairs are then looked at from `settings.candidate` on. A third article changes nothing in
    that. Inside one article only quotes of different languages are compared.

    The first `known` claims are linked among themselves already.
    """
    places = sorted(range(len(claims)), key=lambda i: (i >= known, claims[i].article, i))
    articles = [np.array(list(group)) for _, group in groupby(places, key=lambda i: claims[i].article)]
    ordered = np.concatenate(articles) if articles else np.zeros(0, dtype=int)
    ends = np.cumsum([len(article) for article in articles])
    starts = ends - [len(article) for article in articles]
    quoted = _full_names(claims)
    first_new = int(np.searchsorted(ordered >= known, True)) if known else 0  # known articles come first
    for article, start in zip(articles, starts, strict=True):
        begin = max(int(start), first_new)  # an article looks only at itself and those behind it
        if begin >= len(ordered):
            continue
        behind = ordered[begin:]
        cosines = rows[article] @ rows[behind].T
        heads = np.maximum(starts - begin, 0)[ends > begin]
        best = np.maximum.reduceat(cosines.max(axis=0), heads)
        for head, tail, top in zip(heads, [*heads[1:], len(behind)], best, strict=True):
            other = behind[head:tail]
            ids = claims[article[0]].article, claims[other[0]].article
            known_to_both = not quoted[ids[0]].isdisjoint(quoted[ids[1]])
            if ids[0] == ids[1] or top >= (settings.story_by_speaker if known_to_both else settings.story):
                yield from _nearest(claims, article, other, cosines[:, head:tail], settings)


def _full_names(claims: Iterable[Claim]) -> Mapping[str, Set[str]]:
    """The full names of those each article quotes: "Bianchi", or "the mayor", may be anybody's."""
    names: dict[str, set[str]] = {}
    for claim in claims:
        known, name = names.setdefault(claim.article, set()), claim.speaker_name or ""
        if " " in name and name[0].isupper():
            known.add(fold(name))
    return names


def _nearest(
    claims: Sequence[Claim], article: Matrix, other: Matrix, cosines: Matrix, settings: Settings
) -> Iterator[Candidate]:
    """The candidates between two articles, or inside one."""
    whole = _wholes(claims, article) if article[0] == other[0] else set()
    best: dict[tuple[str, str], Candidate] = {}
    for i, j in np.argwhere(cosines >= settings.candidate):
        left, right = int(article[i]), int(other[j])
        a, b = claims[left], claims[right]
        if a.article == b.article and not (a.quote < b.quote and _may_translate(left, right, claims, whole)):
            continue
        found = Candidate(left, right, round(float(cosines[i, j]), 4))
        rival = best.get((a.quote, b.quote))
        if rival is None or found.cosine > rival.cosine:
            best[a.quote, b.quote] = found
    top: dict[str, float] = {}
    for ends, found in best.items():
        for quote in ends:
            top[quote] = max(top.get(quote, 0.0), found.cosine)
    for ends, found in best.items():
        yield evolve(found, nearest=sum(top[quote] == found.cosine for quote in ends) / 2)


def _wholes(claims: Sequence[Claim], article: Matrix) -> set[int]:
    """The places of claims that are the whole of a quote with several: each quote's first."""
    quotes = [list(group) for _, group in groupby(map(int, article), key=lambda i: claims[i].quote)]
    return {group[0] for group in quotes if len(group) > 1}


def _may_translate(left: int, right: int, claims: Sequence[Claim], whole: Set[int]) -> bool:
    """Whether one quote of an article may be another's translation: both words as they were said, in two
    languages, sentence for sentence.
    """
    a, b = claims[left], claims[right]
    return a.language != b.language and a.quoted and b.quoted and not whole & {left, right}
