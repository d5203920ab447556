"""Statements whose source the page itself marks: tweets by their signature, titles by a label."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from ..lang.profile import LanguageProfile
from ..model.article import Article, Block, BlockKind, Segment
from ..model.quote import Mention, Quote, QuoteKind, joined
from ..model.span import Span
from ..model.syntax import Word
from .insertions import has_finite
from .scene import Draft, Scene

# Words of a label in a headline, and of what it is told to say.
_LONGEST_LABEL = 4
_SHORTEST_HEADLINE = 4
# A paragraph's head before a colon, and how many such paragraphs make a transcript.
_TURN = re.compile(r"([^\W\d_][^\n:.!?;«»“”\"]{1,40}): +(?=\S)")
_TURNS = 3
# A signature line names its author: all tweets of the development sets are attributed rightly.
_SURE = 0.95


def find_tweets(article: Article, segments: Sequence[Segment]) -> tuple[Quote, ...]:
    """Embedded tweets: the text is what the name in the signature below it wrote."""
    quotes: list[Quote] = []
    texts: list[Block] = []
    for block in article.blocks:
        if block.kind is BlockKind.TWEET:
            texts.append(block)
            continue
        if block.kind is BlockKind.SIGNATURE and texts:
            quotes.append(_tweet(article, tuple(b.span for b in texts), block.span, segments))
        texts = []
    return tuple(quotes)


def _tweet(article: Article, spans: tuple[Span, ...], signature: Span, segments: Sequence[Segment]) -> Quote:
    name = signature_name(article.text, signature)
    return Quote(
        article=article.id,
        kind=QuoteKind.DIRECT,
        content=spans,
        text=joined(article.text, spans),
        language=next(s.language for s in segments if s.span.overlaps(spans[0])),
        source=Mention(name, name.of(article.text)),
        rule="tweet",
        confidence=_SURE,
    )


def signature_name(text: str, signature: Span) -> Span:
    """The name in "— Name / Ім'я (@handle) December 26, 2025": up to a slash or bracket."""
    inner = signature.stripped(text, " \t\n—–-")
    line = inner.of(text)
    ends = [line.find(c) for c in "/(@" if line.find(c) > 0]
    return Span(inner.start, inner.start + (min(ends) if ends else len(line))).stripped(text)


def draft_headlines(scene: Scene) -> list[Draft]:
    """Titles and sentences of the form "Meloni: la riforma va avanti", where who speaks stands before the colon: a noun
    for a source, or a name that is the source of something in the article itself.
    """
    sources = [source for hit in scene.hits if (source := scene.source(hit)) is not None]
    named = {part for source in sources for part in _own_words(source.text, scene.profile)}
    titles = [p for p in scene.paragraphs if p in scene.titles]
    own = (s.span for s in scene.sentences if has_finite(s.words))
    sentences = [span for span in own if not any(title.contains(span) for title in titles)]
    found = [("headline", _headline(line, named, scene)) for line in titles]
    found += [("label", _headline(line, named, scene)) for line in sentences]
    return [Draft(rule, [told[1]], None, told[0]) for rule, told in found if told is not None]


def _own_words(source: str, profile: LanguageProfile) -> list[str]:
    """The words of a source up to what hangs on it: "il presidente" of "il presidente del Mali"."""
    words = source.split()
    own = list(takewhile(lambda word: word.lower() not in profile.grammar.function_words, words[1:]))
    return words[:1] + own


def draft_turns(scene: Scene) -> list[Draft]:
    """Turns of a transcript or interview: paragraphs that begin with who speaks, "SERAFINI: We knew it."

    As many paragraphs as `_TURNS` must begin with the label, or with labels in capitals if it is.
    """
    untitled = (p for p in scene.paragraphs if p not in scene.titles)
    labels = [(p, m) for p in untitled if (m := _TURN.match(p.of(scene.text)))]
    different = {p.of(scene.text): m[1] for p, m in labels}.values()
    seen = Counter(label.isupper() or label for label in different)
    drafts = []
    for paragraph, match in labels:
        source = Span(paragraph.start, paragraph.start + len(match[1]))
        content = Span(paragraph.start + match.end(), paragraph.end)
        marked = any(outer.start <= content.start < outer.end for q in scene.quotations for outer in q.outer)
        if not marked and seen[match[1].isupper() or match[1]] >= _TURNS and _is_name(source, scene):
            drafts.append(Draft("turn", [content], None, Mention(source, match[1])))
    return drafts


def _is_name(label: Span, scene: Scene) -> bool:
    """Whether a label before a colon is a name or a noun for a person."""
    words = [w for s in scene.sentences for w in s.words if label.contains(w.span)]
    forms = [w.form for w in words if w.upos != "PUNCT"]
    if any(w.upos in {"VERB", "AUX", "ADV"} for w in words):
        return False
    people = scene.profile.people
    return bool(forms) and (
        any(w.upos == "PROPN" for w in words) or people.can_speak(words[-1].lemma.lower(), forms[-1].lower())
    )


def _headline(line: Span, named: set[str], scene: Scene) -> tuple[Mention, Span] | None:
    """Who stands before the colon of a line, and what behind it."""
    label, colon, rest = line.of(scene.text).partition(": ")
    source = Span(line.start, line.start + len(label))
    content = Span(source.end + len(colon), line.end).stripped(scene.text, " .")
    if len(rest.split()) < _SHORTEST_HEADLINE or len(label.split()) > _LONGEST_LABEL:
        return None
    if any(
        outer.start <= content.start + 1 and content.start < outer.end
        for q in scene.quotations
        for outer in q.outer
    ):
        return None  # marked speech after a label is found as such
    words = [w for s in scene.sentences for w in s.words if source.contains(w.span)]
    if not _names_source(words, named, scene.profile):
        return None
    return Mention(source, label), content


def _names_source(words: Sequence[Word], named: set[str], profile: LanguageProfile) -> bool:
    if not words or any(w.upos in {"VERB", "AUX", "ADP"} for w in words):
        return False
    return words[-1].form in named or profile.people.can_speak(
        words[-1].lemma.lower(), words[-1].form.lower()
    )
