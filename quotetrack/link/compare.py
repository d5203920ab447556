"""One comparison each: two claims in, evidence out, or None where there is nothing to compare.

The score does not change when the claims are swapped.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from rapidfuzz import fuzz

from ..lang.profile import LanguageProfile
from ..lang.words import find_names
from ..model.claim import Evidence, Modality
from .figures import COGNATE, dates, numbers, units
from .pair import Pair
from .places import name_key

_COUNTERPART = 0.7  # cosine of single words from which a reader calls them counterparts
ONE_BODY = 0.7  # cosine of descriptions, from here on the speakers are one: "the statistics institute" and its Italian name 0.9
_LONGEST_ELISION = 4  # "l'", "dell'"
_ONE_NAME = 85  # spelling variants: "Zelensky", "Zelenskyy" 93


def meaning(pair: Pair) -> Evidence:
    """How near the two are for the sentence encoder."""
    score = _unit(pair.cosine)
    return Evidence(name="meaning", score=score, because=f"the sentences are {score:.0%} alike in meaning")


def topic(pair: Pair) -> Evidence:
    """How near the two are when figures and times are left out."""
    score = _unit(float(pair.a.topic @ pair.b.topic))
    return Evidence(
        name="topic", score=score, because=f"without figures and dates they are {score:.0%} alike"
    )


def wording(pair: Pair) -> Evidence | None:
    """How well the content words of each are covered by the other, in whatever language: the lesser part."""
    if not pair.a.words or not pair.b.words:
        return None
    cosines = pair.a.rows @ pair.b.rows.T
    for (i, left), (j, right) in product(enumerate(pair.a.words), enumerate(pair.b.words)):
        likeness = fuzz.ratio(left, right)
        if likeness >= COGNATE:
            cosines[i, j] = max(cosines[i, j], likeness / 100)
    ahead, back = cosines.max(axis=1), cosines.max(axis=0)
    score = min(float(ahead.mean()), float(back.mean()))
    left, right = (
        " ".join(word for word, best in zip(facts.words, bests, strict=True) if best >= _COUNTERPART)
        for facts, bests in ((pair.a, ahead), (pair.b, back))
    )
    because = f"{left} / {right}" if left and right else "hardly a word has a counterpart"
    return Evidence(name="wording", score=_unit(score), because=because, left=left, right=right)


def _unit(score: float) -> float:
    """Between 0 and 1, to four decimals: beyond them encoders differ by batch."""
    return round(min(1.0, max(0.0, score)), 4)


def speaker(pair: Pair) -> Evidence | None:
    """Whether one person or body says both."""
    a, b = pair.a.claim, pair.b.claim
    if not a.speaker_name or not b.speaker_name:
        return None
    one = a.speaker is not None and a.speaker == b.speaker
    score = 1.0 if one else same_speaker(pair, a.speaker_name, b.speaker_name)
    same = score >= ONE_BODY
    because = f"{a.speaker_name} says both" if same else f"{a.speaker_name} is not {b.speaker_name}"
    return Evidence(name="speaker", score=score, because=because, left=a.speaker_name, right=b.speaker_name)


def same_speaker(pair: Pair, left: str, right: str) -> float:
    """By name; where no names agree, by what the descriptions mean."""
    profiles = [pair.finder.profiles[facts.claim.language] for facts in (pair.a, pair.b)]
    names = [[n, *_full_names(n, p)] for n, p in zip((left, right), profiles, strict=True)]
    score = max(pair.finder.same_name(x, y) for x, y in product(*names))
    if score >= ONE_BODY:
        return score
    keys = [name_key(_without_article(n, p), p.code) for n, p in zip((left, right), profiles, strict=True)]
    if keys[0] == keys[1]:
        return 1.0
    rows = pair.finder.embedder.encode([left, right])
    near = round(max(0.0, float(rows[0] @ rows[1])), 4)
    return max(score, near if near >= ONE_BODY else near / 2)


def _full_names(name: str, profile: LanguageProfile) -> list[str]:
    """The names of two words and more inside "il ministro Samir Rahal"."""
    return [found for found in find_names(name, profile) if " " in found and found != name]


def _without_article(name: str, profile: LanguageProfile) -> str:
    """A description without the article at its head."""
    plain = name.replace("’", "'")
    elided, mark, rest = plain.partition("'")
    if mark and len(elided) <= _LONGEST_ELISION:
        return rest
    head, _, rest = plain.partition(" ")
    return rest if rest and head.lower() in profile.grammar.function_words else plain


def polarity(pair: Pair) -> Evidence:
    """Whether both affirm or both deny."""
    same = pair.a.claim.polarity == pair.b.claim.polarity
    because = "both affirm or both deny" if same else "one affirms what the other denies"
    return Evidence(name="polarity", score=float(same), because=because)


def contrast(pair: Pair) -> Evidence | None:
    """Whether they name the same pole of a contrast ("rise", "aumentare") or opposite ones."""
    axes = {pole[:-1] for pole in pair.a.poles} & {pole[:-1] for pole in pair.b.poles}
    if not axes:
        return None
    shared = len({pole[:-1] for pole in pair.a.poles & pair.b.poles})
    turned = pair.a.claim.polarity != pair.b.claim.polarity
    score = round((len(axes) - shared if turned else shared) / len(axes), 4)
    because = f"their verbs point {'the same way' if score >= 0.5 else 'opposite ways'}"
    left, right = (", ".join(sorted(facts.poles)) for facts in (pair.a, pair.b))
    return Evidence(name="contrast", score=score, because=because, left=left, right=right)


def entities(pair: Pair) -> Evidence | None:
    """How many of the names in the one are in the other, in either language's form."""
    left, right = pair.a.names, pair.b.names
    if not left or not right:
        return None
    shared = [(x, y) for x, y in product(left, right) if _one_name(x, y)]
    only = min(len(left) - len({x for x, _ in shared}), len(right) - len({y for _, y in shared}))
    both = min(len({x for x, _ in shared}), len({y for _, y in shared}))
    score = round(both / (both + only), 4) if both + only else 0.5
    because = f"both name {left[min(shared)[0]]}" if shared else "they name other people and places"
    return Evidence(
        name="entities",
        score=score,
        because=because,
        left=", ".join(left.values()),
        right=", ".join(right.values()),
    )


def _one_name(a: str, b: str) -> bool:
    return bool(set(a.split()) & set(b.split())) or fuzz.ratio(a, b) >= _ONE_NAME


def news(pair: Pair) -> Evidence | None:
    """Whether the newer of the two speaks of a later state ("now", "definitivo")."""
    older, newer = pair.in_time
    new, old = newer.news, older.news
    if not new and not old:
        return None
    score = _unit(0.5 + 0.25 * (len(new) - len(old))) if new else 0.25
    because = f'the newer says "{new[0]}"' if new else f'only the older says "{old[0]}"'
    return Evidence(name="news", score=score, because=because, left=", ".join(old), right=", ".join(new))


def interval(pair: Pair) -> Evidence | None:
    """How near their days of publication are: 1 for one day, 0.5 for a week apart."""
    if pair.days_apart is None:
        return None
    days = abs(pair.days_apart)
    because = f"published {days} days apart" if days else "published on one day"
    left, right = (str(facts.claim.published) for facts in (pair.a, pair.b))
    return Evidence(
        name="interval", score=round(1 / (1 + days / 7), 4), because=because, left=left, right=right
    )


def modality(pair: Pair) -> Evidence | None:
    """Whether both are put with the same firmness; None where both plainly assert."""
    a, b = pair.a.claim.modality, pair.b.claim.modality
    if a == b == Modality.ASSERTED:
        return None
    because = f"both are {a}" if a == b else f"one is {a}, the other {b}"
    return Evidence(name="modality", score=float(a == b), because=because, left=a, right=b)


def quoted(pair: Pair) -> Evidence | None:
    """Whether both stand in quotation marks: then their words are the speaker's own."""
    both = pair.a.claim.quoted, pair.b.claim.quoted
    if not any(both):
        return None
    because = "both are quoted word for word" if all(both) else "only one is quoted word for word"
    return Evidence(name="quoted", score=float(all(both)), because=because)


def context(pair: Pair) -> Evidence | None:
    """How near the sentences are that they stand in: what "it" or a fragment means stands there."""
    if pair.a.around is None or pair.b.around is None:
        return None
    score = _unit(float(pair.a.around @ pair.b.around))
    return Evidence(name="context", score=score, because=f"their sentences are {score:.0%} alike")


def nearest(pair: Pair) -> Evidence | None:
    """Whether either finds its nearest counterpart in the other's article here."""
    if pair.nearest is None:
        return None
    because = {
        0.0: "both have a nearer one in the other's article",
        0.5: "one of them has a nearer one in the other's article",
    }.get(pair.nearest, "neither has a nearer one in the other's article")
    return Evidence(name="nearest", score=pair.nearest, because=because)


def compare(pair: Pair) -> tuple[Evidence, ...]:
    """All the evidence there is on a pair, strongest kinds first."""
    return tuple(e for comparison in COMPARISONS if (e := comparison(pair)) is not None)


COMPARISONS: tuple[Callable[[Pair], Evidence | None], ...] = (
    meaning,
    speaker,
    numbers,
    units,
    dates,
    contrast,
    polarity,
    entities,
    topic,
    wording,
    news,
    interval,
    modality,
    quoted,
    nearest,
    context,
)
