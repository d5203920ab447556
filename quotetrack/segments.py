"""The language of an article, and the runs of other languages inside it.

A detector is asked, openly, about every sentence, line and quotation of an article at once. Function
words of the profiles weigh in, and the most plausible sequence is taken, in which every change of
language has a price: a heading of three words goes with its neighbours, a foreign tweet does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from math import exp, inf, log

from attrs import evolve, frozen

from .lang.profile import LanguageProfile
from .model.article import Article, BlockKind, Segment
from .model.note import Note
from .model.span import Span, hull
from .protocols import Detector, Guess

UNKNOWN = "und"

#: Prices of a change of language, in nats of evidence, by where it happens: less than the 13.8 that the
#: detector can give, going there and back, and more than a title of three or four words gets. With
#: these, every character of the events is right, and there are 13 foreign segments in 1,000 Italian
#: articles and 7 in 1,000 English ones, nearly all of them foreign indeed.
_AT_LINE, _AT_SENTENCE, _AT_MARK = 3.0, 5.0, 6.0
#: What a language without a profile costs besides: names look like all of them.
_UNSUPPORTED = 2.0
#: Nats for the article's main language in every unit.
_EXPECTED = 1.5
#: How many nats the detector may give for a unit: so many a word that is not capitalised as names are
#: (lists of names are in no language), so many besides, so many in all.
_PER_WORD, _PER_UNIT, _MOST = 2.0, 2.0, 13.8
#: Nats for and against a language by a word that is, or is not, one of its function words: they are
#: 39 to 40 in 100 words of a text in it, 4 to 5 of one in the other. The odds would allow 2.1 and 0.45;
#: with 2.0, 6 of 141 passages of five or eight words in languages without a profile pass for one of ours,
#: with these none.
_FUNCTION, _OTHER = 1.2, 0.35
#: Confidence below which a text alone is in no language: on passages of one to eight words nine in ten
#: answers above it are right.
_ABSTAIN = 0.6

_ENOUGH = 3  # words that show a language without the names among them
_SAMPLE = 3000  # characters of a unit that are looked at: 100 are enough for 163 articles of 163

# Letters of scripts other than Latin; emoji and symbols are in no language.
_LETTER = (
    "[\u0370-\u1dff\u1f00-\u1fff\u2c00-\u2c5f\u2d00-\u2dff\u3041-\ua6ff\ua800-\uab2f\uab70-\ufaff"
    "\ufe70-\ufefe\U00010000-\U0001efff\U00020000-\U0003ffff]"
)
_SCRIPT = re.compile(rf"{_LETTER}{{2,}}(?:[\s'’ʼ.,-]{{1,3}}{_LETTER}+)*")
_LINE = re.compile(r"[\n\r]\s*")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"»”’›)]{0,3}\s+(?=[^\W\d_a-zà-ÿ]|[\"«“‘‹¿¡(])")
_OPENING = re.compile(r"[«“„‹]|(?<![^\s(])\"")
_CLOSING = re.compile(r"[»”›]|(?<=[^\s(])\"|:\s+")
_INNER = re.compile(r"(?<!^)(?<![\w'’])[^\W\d_]\w*(?:[-'’]\w+)*")  # a word, but the first
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]{1,2}\b)?")


@frozen(kw_only=True)
class Languages:
    """What languages an article is in: the main one, how likely that is, and its segments.

    `language` is an ISO 639-1 code, or "und"; the segments partition the text.
    """

    language: str
    confidence: float
    segments: tuple[Segment, ...]
    notes: tuple[Note, ...] = ()


@frozen
class _Unit:
    """A stretch whose language is decided as one, the price of a change before it, and whether it is in
    another script than the Latin one; `text` is empty where it says nothing of the language.
    """

    span: Span
    price: float
    text: str
    foreign: bool


def find_segments(article: Article, detector: Detector, profiles: Sequence[LanguageProfile]) -> Languages:
    """The languages of an article. `article.language`, where given, is its main language; passages
    that are clearly in another are segments all the same. Languages without a profile are named and
    noted, never taken for one with a profile; of too little text nothing is said ("und").
    """
    text = article.text
    units = _units(article)
    guesses = detector.detect([unit.text for unit in units])
    codes = _candidates(guesses, profiles, article.language)
    evidence = [_evidence(u, g, codes, profiles) for u, g in zip(units, guesses, strict=True)]
    known = frozenset(p.code for p in profiles) | {article.language or UNKNOWN}
    expected = article.language or max(codes, key=lambda code: sum(scores[code] for scores in evidence))
    path = [""] * len(units)
    for script in (False, True):  # a name in Cyrillic does not part what stands around it
        chain = [i for i, unit in enumerate(units) if unit.foreign is script]
        best = _cheapest([units[i] for i in chain], [evidence[i] for i in chain], known, expected)
        for i, language in zip(chain, best, strict=True):
            path[i] = language
    segments = _merged(units, evidence, path, known)
    main, confidence = _main(segments, text, article.language)
    if main == UNKNOWN and text:
        segments = (Segment(Span(0, len(text)), UNKNOWN, confidence),)
    notes = _notes(segments, text, profiles)
    return Languages(language=main, confidence=confidence, segments=segments, notes=notes)


def detect_text(
    text: str, detector: Detector, profiles: Sequence[LanguageProfile], *, language: str | None = None
) -> Languages:
    """The languages of a text that is no article; as `find_segments`, for `language` see there."""
    return find_segments(Article(text=text, language=language), detector, profiles)


def _units(article: Article) -> list[_Unit]:
    """The text cut at lines, blocks, sentence ends, colons, quotation marks and changes of script; what
    has no letters goes with what precedes it.
    """
    text = article.text
    signatures = {b.span.start: b.span.end for b in article.blocks if b.kind is BlockKind.SIGNATURE}
    scripts = {match.start() for match in _SCRIPT.finditer(text)}
    cuts = _cuts(article)
    units: list[_Unit] = []
    signed = 0  # where the signature ends that we are in
    for start, end in pairwise(sorted({0, len(text), *cuts})):
        signed = max(signed, signatures.get(start, 0))
        price = inf if start in signatures else cuts.get(start, _AT_LINE)
        piece = text[start:end]
        if units and not _WORD.search(piece):
            units[-1] = evolve(units[-1], span=Span(units[-1].span.start, end))
        elif start < signed and start not in scripts:
            units.append(_Unit(Span(start, end), price, "", False))  # names and handles say nothing
        else:
            units.append(_Unit(Span(start, end), price, _without_names(piece[:_SAMPLE]), start in scripts))
    return units


def _without_names(text: str) -> str:
    """The text without its capitalised words, which are names of any language, if enough is left."""
    rest = _INNER.sub(lambda word: " " if word[0][0].isupper() else word[0], text)
    return rest if len(_WORD.findall(rest)) >= _ENOUGH else text


def _cuts(article: Article) -> dict[int, float]:
    """Where the language may change, and the price there."""
    text = article.text
    cuts: dict[int, float] = {}
    for pattern, price in ((_CLOSING, _AT_MARK), (_SENTENCE, _AT_SENTENCE), (_LINE, _AT_LINE)):
        cuts.update((match.end(), price) for match in pattern.finditer(text))
    for match in _OPENING.finditer(text):
        cuts.setdefault(match.start(), _AT_MARK)
    for block in article.blocks:
        cuts[block.span.start] = min(_AT_LINE, cuts.get(block.span.start, _AT_LINE))
    for match in _SCRIPT.finditer(text):
        cuts.update({match.start(): _AT_MARK, match.end(): _AT_MARK})
    return cuts


def _candidates(
    guesses: Sequence[tuple[Guess, ...]], profiles: Sequence[LanguageProfile], given: str | None
) -> tuple[str, ...]:
    """The languages that any unit is more likely in than not, those we are made for, and all others
    together ("und").
    """
    found = {g[0].language for g in guesses if g and g[0].confidence > 0.5}
    return tuple(sorted(found | {p.code for p in profiles} | {given or UNKNOWN, UNKNOWN}))


def _evidence(
    unit: _Unit, guesses: tuple[Guess, ...], codes: tuple[str, ...], profiles: Sequence[LanguageProfile]
) -> dict[str, float]:
    """Nats for each language, by the detector and by function words."""
    if not guesses:
        return dict.fromkeys(codes, 0.0)
    words = _WORD.findall(unit.text)
    plain = sum(not word.istitle() for word in words)
    most = _MOST if unit.foreign else min(_MOST, _PER_UNIT + _PER_WORD * plain)
    likely = dict.fromkeys(codes, 0.0)
    for guess in guesses:
        likely[guess.language if guess.language in likely else UNKNOWN] += guess.confidence
    scores = {code: max(log(share), -most) if share else -most for code, share in likely.items()}
    lower = [word.lower().replace("’", "'") for word in words]
    for profile in profiles:
        known = sum(word in profile.grammar.function_words for word in lower)
        scores[profile.code] += _FUNCTION * known - _OTHER * (len(words) - known)
    return scores


def _cheapest(
    units: Sequence[_Unit], evidence: Sequence[dict[str, float]], known: frozenset[str], expected: str
) -> list[str]:
    """The language of each unit in the most plausible sequence (Viterbi's algorithm); the expected one
    needs less evidence.
    """
    if not units:
        return []
    codes = [code for code in evidence[0] if code != UNKNOWN]
    entry = {code: 0.0 if code in known else _UNSUPPORTED for code in codes}
    favour = {code: _EXPECTED * (code == expected) for code in codes}
    best = {code: -entry[code] for code in codes}
    came: list[dict[str, str]] = []
    for unit, scores in zip(units, evidence, strict=True):
        top = max(best, key=best.__getitem__)
        change = {code: best[top] - unit.price - entry[code] for code in best}
        came.append({code: code if best[code] >= change[code] else top for code in best})
        best = {code: max(best[code], change[code]) + scores[code] + favour[code] for code in codes}
    path = [max(best, key=best.__getitem__)]
    for step in reversed(came[1:]):
        path.append(step[path[-1]])
    return path[::-1]


def _merged(
    units: Sequence[_Unit],
    evidence: Sequence[dict[str, float]],
    path: Sequence[str],
    profiled: frozenset[str],
) -> tuple[Segment, ...]:
    """Neighbours of one language as one segment, with what their evidence adds up to."""
    segments: list[Segment] = []
    runs = groupby(zip(units, evidence, path, strict=True), key=lambda unit: unit[2])
    for language, run in runs:
        members = list(run)
        span = Span(members[0][0].span.start, members[-1][0].span.end)
        sums = {code: sum(scores[code] for _, scores, _ in members) for code in members[0][1]}
        top = max(sums.values())
        share = exp(sums[language] - top) / sum(exp(value - top) for value in sums.values())
        named = language if language in profiled or share >= _ABSTAIN else UNKNOWN
        if segments and segments[-1].language == named == UNKNOWN:  # two that can't be told are one
            share = min(share, segments[-1].confidence)
            span = hull([segments.pop().span, span])
        segments.append(Segment(span, named, round(share, 4)))
    return tuple(segments)


def _main(segments: Sequence[Segment], text: str, given: str | None) -> tuple[str, float]:
    """The language most letters are in, with their mean confidence."""
    letters: dict[str, int] = {}
    weight: dict[str, float] = {}
    for segment in segments:
        count = sum(map(str.isalpha, segment.span.of(text)))
        letters[segment.language] = letters.get(segment.language, 0) + count
        weight[segment.language] = weight.get(segment.language, 0.0) + count * segment.confidence
    if given is not None:
        return given, round(weight.get(given, 0.0) / (letters.get(given, 0) or 1), 4)
    if not any(letters.values()):
        return UNKNOWN, 0.0
    main = max(letters, key=letters.__getitem__)
    confidence = round(weight[main] / letters[main], 4)
    return (main, confidence) if confidence >= _ABSTAIN else (UNKNOWN, confidence)


def _notes(segments: Sequence[Segment], text: str, profiles: Sequence[LanguageProfile]) -> tuple[Note, ...]:
    profiled = {profile.code for profile in profiles}
    return tuple(_note(segment, text) for segment in segments if segment.language not in profiled)


def _note(segment: Segment, text: str) -> Note:
    words = len(_WORD.findall(segment.span.of(text)))
    if segment.language == UNKNOWN:
        remark = f"{words} words whose language can't be told; give it with the article"
        return Note("unknown-language", segment.span, remark)
    remark = f'{words} words in "{segment.language}", which has no profile: not searched for quotations'
    return Note("unsupported-language", segment.span, remark)
