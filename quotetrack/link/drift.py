"""Quote drift: how the wording of one speaker changes from one quote to another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import product

from attrs import evolve, frozen
from rapidfuzz import fuzz

from ..lang.names import fold
from ..lang.profile import LanguageProfile
from ..lang.words import words_of
from ..model.claim import Claim, Link, Quantity, TimePoint
from ..model.drift import Drift, Piece, PieceKind
from .compare import ONE_BODY
from .facts import FactFinder, Facts
from .figures import COGNATE, agreement, comparable
from .pair import Pair

# Cosine of single words from which they are paired: 25 of 30 translations listed by hand lie above it,
# and 4 of their 870 other pairs.
_COUNTERPART = 0.6
_CHANCE = 20  # equal numbers above it are one figure, even where the encoder doesn't know their nouns for one
_ROUNDED = 0.8  # figures that agree at least so well are one figure

# "L'Etna" is two words, "don't" one; figures and their signs are words too.
_TOKEN = re.compile(r"[^\W\d_]+n['’]t\b|[^\W\d_]+['’]?|\d+(?:[.,:]\d+)*|[%‰€$£¥]", re.IGNORECASE)


def find_drift(pair: Pair) -> Drift:
    """The wording difference of two claims: by word in one language, by meaning across two.

    Across languages figures, times, a negation and content words are paired one to one, best first;
    words of grammar are left out. Swapping the sides mirrors the pieces.
    """
    if _order(pair.a) > _order(pair.b):
        return find_drift(evolve(pair, a=pair.b, b=pair.a)).mirrored
    a, b = pair.a.claim, pair.b.claim
    pieces, share = _by_word(a.text, b.text) if pair.one_language else _by_meaning(pair)
    return Drift(a=a.quote, b=b.quote, pieces=pieces, share=share)


def find_drifts(
    links: Iterable[Link], claims: Iterable[Claim], *, finder: FactFinder
) -> dict[tuple[str, str], Drift]:
    """The drift of each link between quotes of one speaker, by the ids of its quotes.

    Of quotes with several claims the two nearest in wording are taken.
    """
    told: dict[str, list[Facts]] = {}
    links = [link for link in links if _one_speaker(link)]
    ends = {name for link in links for name in (link.a, link.b)}
    for claim in claims:
        if claim.quote in ends and claim.language in finder.profiles:
            told.setdefault(claim.quote, []).append(finder.facts(claim))
    found: dict[tuple[str, str], Drift] = {}
    for link in links:
        pairs = product(told.get(link.a, ()), told.get(link.b, ()))
        drifts = [find_drift(Pair(a, b, 0.0, finder)) for a, b in pairs]  # no comparison of the sentences
        if drifts:
            found[link.a, link.b] = max(drifts, key=lambda drift: drift.share)
    return found


def _one_speaker(link: Link) -> bool:
    return any(e.name == "speaker" and e.score >= ONE_BODY for e in link.evidence)


def _order(facts: Facts) -> tuple[str, str, str]:
    """Alignment depends on which side comes first: it is always the same one."""
    return facts.claim.language, facts.claim.text, facts.claim.quote


def _by_word(left: str, right: str) -> tuple[tuple[Piece, ...], float]:
    a, b = list(_TOKEN.finditer(left)), list(_TOKEN.finditer(right))
    words = [[_folded(m[0]) for m in side] for side in (a, b)]
    matcher = SequenceMatcher(None, words[0], words[1], autojunk=False)
    kinds = {"equal": PieceKind.SAME, "delete": PieceKind.LEFT, "insert": PieceKind.RIGHT}
    pieces = tuple(
        Piece(kinds.get(tag, PieceKind.REPLACED), _written(left, a[i:j]), _written(right, b[k:m]))
        for tag, i, j, k, m in matcher.get_opcodes()
    )
    return pieces, round(matcher.ratio(), 4)


def _folded(word: str) -> str:
    return fold(word).strip("'’") or word


def _written(text: str, words: list[re.Match[str]]) -> str:
    return text[words[0].start() : words[-1].end()] if words else ""


@frozen(eq=False)
class _Item:
    """What can have a counterpart in another language: `what` is a quantity, a time, the row of a word,
    or None for a negation; `place` is where it stands, 0 to 1.
    """

    text: str
    place: float
    what: Quantity | TimePoint | int | None = None


def _by_meaning(pair: Pair) -> tuple[tuple[Piece, ...], float]:
    profiles = pair.finder.profiles
    left, right = (list(_items(f, profiles[f.claim.language])) for f in (pair.a, pair.b))
    met = _assigned(left, right, pair)
    placed = [
        ((left[i].place + right[j].place) / 2, _met(left[i].text, right[j].text, score))
        for (i, j), score in met.items()
    ]
    used = {i for i, _ in met}, {j for _, j in met}
    placed += [(x.place, Piece(PieceKind.LEFT, x.text)) for i, x in enumerate(left) if i not in used[0]]
    placed += [(y.place, Piece(PieceKind.RIGHT, "", y.text)) for j, y in enumerate(right) if j not in used[1]]
    placed.sort(key=lambda found: (found[0], found[1].left, found[1].right))
    kept, whole = 2 * sum(score > 0 for score in met.values()), len(left) + len(right)
    return tuple(piece for _, piece in placed), round(kept / whole, 4) if whole else 1.0


def _met(left: str, right: str, score: float) -> Piece:
    return Piece(PieceKind.SAME if score > 0 else PieceKind.REPLACED, left, right)


def _items(facts: Facts, profile: LanguageProfile) -> Iterator[_Item]:
    """The times, figures, content words and first negation of a claim, each word once."""
    text, whole = facts.claim.text, max(1, len(facts.claim.text))
    told = list(_told(facts.claim))
    yield from (_Item(known.text, span.start / whole, known) for span, known in told)
    rows: dict[str, int | None] = {word: row for row, word in enumerate(facts.words)}
    denied = False
    for match in _TOKEN.finditer(text):
        if any(_overlap(range(*match.span()), span) for span, _ in told):
            continue
        *_, word = words_of(match[0]) or [match[0]]
        if word in profile.grammar.negations and not denied:
            denied = True
            yield _Item(match[0], match.start() / whole)
        elif (row := rows.pop(word, None)) is not None:
            yield _Item(match[0].strip("'’"), match.start() / whole, row)


def _told(claim: Claim) -> Iterator[tuple[range, TimePoint | Quantity]]:
    """The times and figures with where they stand; a figure inside a time is none."""
    known: tuple[TimePoint | Quantity, ...] = (*claim.times, *claim.quantities)
    taken: list[range] = []
    for one in known:
        spans = (range(*m.span()) for m in re.finditer(re.escape(one.text), claim.text) if m[0])
        span = next((s for s in spans if not any(_overlap(s, other) for other in taken)), None)
        if span is not None:
            taken.append(span)
            yield span, one


def _overlap(a: range, b: range) -> bool:
    return a.start < b.stop and b.start < a.stop


def _assigned(left: list[_Item], right: list[_Item], pair: Pair) -> dict[tuple[int, int], float]:
    """Counterparts one to one, best first; 0 for rivals."""
    near: Mapping[tuple[int, int], float] = {
        (i, j): score
        for (i, x), (j, y) in product(enumerate(left), enumerate(right))
        if (score := _likeness(x, y, pair)) is not None
    }
    met: dict[tuple[int, int], float] = {}
    for i, j in sorted(near, key=lambda at: (-near[at], at)):
        if not any(i == known or j == other for known, other in met):
            met[i, j] = near[i, j]
    return met


def _likeness(x: _Item, y: _Item, pair: Pair) -> float | None:
    """How surely two items are counterparts; 0 for rivals, None where they have nothing to do."""
    match x.what, y.what:
        case None, None:
            return 1.0
        case int() as i, int() as j:
            cosine = round(float(pair.a.rows[i] @ pair.b.rows[j]), 4)
            cognate = fuzz.ratio(pair.a.words[i], pair.b.words[j])
            best = max(cosine, cognate / 100 if cognate >= COGNATE else 0.0)
            return best if best >= _COUNTERPART else None
        case Quantity() as a, Quantity() as b if a.value == b.value > _CHANCE:
            return 1.0
        case Quantity() as a, Quantity() as b if comparable(a, b, pair):
            agreed = agreement(a, b)
            rivals = bool(a.unit) == bool(b.unit)  # a bare number may count anything
            return agreed if agreed >= _ROUNDED else 0.0 if rivals else None
        case TimePoint() as a, TimePoint() as b:
            return _same_time(a, b)
    return None


def _same_time(a: TimePoint, b: TimePoint) -> float | None:
    """1 for one day or hour, 0 for two, None where one is a day and the other an hour."""
    if a.start and a.end and b.start and b.end:
        return float(a.start <= b.end and b.start <= a.end)
    return None if a.hour is None or b.hour is None else float(a.hour == b.hour)
