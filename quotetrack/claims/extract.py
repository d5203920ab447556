"""Quotes become claims: the whole of each, its longer sentences and quoted fragments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from ..lang.profile import LanguageProfile
from ..lang.words import find_names, words_of
from ..model.article import Article
from ..model.claim import Claim
from ..model.ids import content_id
from ..model.quote import Quote, QuoteKind
from ..model.result import ArticleResult
from ..model.span import Span, hull
from .normalise import is_positive, modality_of
from .quantities import find_quantities
from .times import find_times

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”»’']*\s+(?=[\"“«‘'—–-]*[^\W\da-z_])")
_FEWEST_WORDS = 5  # a shorter sentence or fragment is no claim of its own ("Niente di più.")


def extract_claims(result: ArticleResult, profiles: Mapping[str, LanguageProfile]) -> tuple[Claim, ...]:
    """The claims of an article's quotes, in order; quotes in a language without profile have none.

    A quote gives one claim for the whole, and one for each longer sentence and quoted fragment in it.
    """
    claims: list[Claim] = []
    for quote in result.quotes:
        if profile := profiles.get(quote.language):
            claims += _claims_of(quote, result.article, profile)
    return tuple(claims)


def claim_from_text(
    text: str,
    profile: LanguageProfile,
    *,
    speaker: str | None = None,
    published: date | None = None,
    source: str | None = None,
) -> Claim:
    """A claim that comes from no article.

    >>> from quotetrack.lang.load import load_profile
    >>> claim_from_text("Non sono 12", load_profile("it")).polarity
    False
    """
    return Claim(
        quote=content_id("text", text, speaker, published),
        article=content_id("text", source, text, speaker, published),
        source=source,
        speaker_name=speaker,
        **_said(text, profile, published),
    )


def _claims_of(quote: Quote, article: Article, profile: LanguageProfile) -> Iterator[Claim]:
    lemma = quote.cue.lemma if quote.cue else ""
    context = _context(article, hull(quote.content))
    speaker = quote.speaker
    for text in _assertions(quote.text.replace(" … ", " "), profile):
        yield Claim(
            quote=quote.id,
            article=article.id,
            source=article.source,
            context=context,
            speaker=speaker.id if speaker else None,
            speaker_name=speaker.name if speaker else None,
            quoted=quote.kind is not QuoteKind.INDIRECT,
            **_said(
                text,
                profile,
                article.published,
                denied=lemma in profile.cues.denial,
                requested=lemma in profile.cues.request,
            ),
        )


def _said(
    text: str,
    profile: LanguageProfile,
    published: date | None,
    *,
    denied: bool = False,
    requested: bool = False,
) -> dict[str, Any]:
    """The fields of a claim that its words give."""
    times = find_times(text, profile, published)
    quantities = find_quantities(text, profile, but=(t.span for t in times))
    return {
        "text": text,
        "language": profile.code,
        "published": published,
        "polarity": is_positive(_SENTENCE_END.split(text), profile, denied=denied),
        "modality": modality_of(text, profile, requested=requested),
        "quantities": tuple(found.quantity for found in quantities),
        "times": tuple(found.time for found in times),
        "entities": tuple(n for n in find_names(text, profile) if not any(n in t.time.text for t in times)),
    }


def _assertions(text: str, profile: LanguageProfile) -> list[str]:
    """The whole text, then its longer sentences where there are several, then the longer fragments in
    quotation marks: those are the speaker's words, the rest may be the reporter's.
    """
    sentences = [s.strip() for s in _SENTENCE_END.split(text) if len(s.split()) >= _FEWEST_WORDS]
    fragments = [f for f in _fragments(profile).findall(text) if len(words_of(f)) >= _FEWEST_WORDS]
    return list(dict.fromkeys([text, *(sentences if len(sentences) > 1 else ()), *fragments]))


@cache
def _fragments(profile: LanguageProfile) -> re.Pattern[str]:
    """What stands between two marks; a mark that may be an apostrophe is none here."""
    pairs = [(a, b) for a, b in profile.quote_marks if not {a, b} & set("'’")]
    inside = (
        f"(?<={re.escape(a)})[^{re.escape(a + b)}]+(?={re.escape(b)})" for a, b in pairs if len(a + b) == 2
    )
    return re.compile("|".join(inside))


def _context(article: Article, span: Span) -> str:
    """The sentences of the block that the quote stands in."""
    block = next((b.span for b in article.blocks if b.span.overlaps(span)), span)
    start = max(
        [
            block.start,
            *(block.start + m.end() for m in _ends(article, block) if block.start + m.end() <= span.start),
        ]
    )
    ends = [block.start + m.start() for m in _ends(article, block) if block.start + m.start() >= span.end]
    return article.text[start : max(span.end, min([block.end, *ends]))].strip()


def _ends(article: Article, block: Span) -> Iterator[re.Match[str]]:
    return _SENTENCE_END.finditer(block.of(article.text))
