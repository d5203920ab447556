"""Direct, indirect and mixed quotes of one article, merged."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from attrs import define, evolve, field

from ..lang.profile import LanguageProfile
from ..model.article import Article, Block, BlockKind, Segment
from ..model.quote import Mention, Quote, QuoteKind, joined
from ..model.span import Span, hull, merged, without
from ..model.syntax import Sentence, Word
from .cues import CueHit, CueType, find_cues
from .direct import Attached, Setting, attach, is_embedded, settings_of, speaks_alone, stands_alone
from .indirect import Content, find_content
from .marks import Quotation
from .insertions import dashed, in_dashes
from .sources import find_source

# How often each family of rules is right on the development sets: docs/quality.md, "confidence".
_CONFIDENCE = {"cue_after": 0.9, "cue_before": 0.85, "cue_comma": 0.8, "dashes": 0.85, "colon": 0.85, "label": 0.85, "tweet": 0.95}


# Words of a label in a headline, and of what it is told to say.
_LONGEST_LABEL = 4
_SHORTEST_HEADLINE = 4


@define(eq=False)
class _Draft:
    """A statement being put together."""

    rule: str
    spans: list[Span]
    hit: CueHit | None = None
    source: Mention | None = None
    quotations: list[Quotation] = field(factory=list)


def find_quotes(
    article: Article,
    sentences: Sequence[Sentence],
    paragraphs: Sequence[Span],
    quotations: Sequence[Quotation],
    profile: LanguageProfile,
) -> tuple[Quote, ...]:
    """All statements in the paragraphs of one language, in text order, without speakers yet.

    Args:
        article: whose text the spans mean.
        sentences: the parses of these paragraphs, in order.
        paragraphs: ranges of running text, without tweets.
        quotations: the marked text in them.
        profile: of the language.
    """
    text = article.text
    found = [h for s in sentences for h in find_cues(s, profile)]
    hits = [h for h in found if not _marked(h.span, quotations)]
    inner = [h for h in found if _marked(h.span, quotations) and in_dashes(h)]
    sources = {id(h): find_source(h, text, profile) for h in (*hits, *inner)}
    drafts = _direct(text, quotations, sentences, paragraphs, hits, sources, profile)
    _interrupt(drafts, inner, sources)
    drafts += _clauses(text, quotations, hits, sources, drafts, profile)
    drafts += _headlines(article, paragraphs, quotations, sentences, sources.values(), profile)
    quotes = [_quote(article, d, quotations, profile) for d in drafts if d.spans]
    return tuple(sorted(quotes, key=lambda q: q.content[0]))


def find_tweets(article: Article, segments: Sequence[Segment]) -> tuple[Quote, ...]:
    """Embedded tweets: the text is what the name in the signature below it wrote."""
    quotes: list[Quote] = []
    texts: list[Block] = []
    for block in article.blocks:
        if block.kind is BlockKind.TWEET:
            texts.append(block)
            continue
        if block.kind is BlockKind.SIGNATURE and texts:
            spans = tuple(b.span for b in texts)
            name = signature_name(article.text, block.span)
            quotes.append(
                Quote(
                    article=article.id,
                    kind=QuoteKind.DIRECT,
                    content=spans,
                    text=joined(article.text, spans),
                    language=next(s.language for s in segments if s.span.overlaps(spans[0])),
                    source=Mention(name, name.of(article.text)),
                    rule="tweet",
                    confidence=_CONFIDENCE["tweet"],
                )
            )
        texts = []
    return tuple(quotes)


def signature_name(text: str, signature: Span) -> Span:
    """The name in "— Name / Ім'я (@handle) December 26, 2025": up to a slash or bracket."""
    inner = signature.stripped(text, " \t\n—–-")
    line = inner.of(text)
    ends = [line.find(c) for c in "/(@" if line.find(c) > 0]
    return Span(inner.start, inner.start + (min(ends) if ends else len(line))).stripped(text)


# ---------------------------------------------------------------- direct


def _direct(
    text: str,
    quotations: Sequence[Quotation],
    sentences: Sequence[Sentence],
    paragraphs: Sequence[Span],
    hits: Sequence[CueHit],
    sources: dict[int, Mention | None],
    profile: LanguageProfile,
) -> list[_Draft]:
    drafts: list[_Draft] = []
    last: _Draft | None = None  # the statement that a quotation resumed in the same paragraph carries on
    for setting in settings_of(text, quotations, sentences, paragraphs, hits):
        if not setting.follows:
            last = None
        if is_embedded(setting, text) and not _beside_cue(setting, text, profile):
            continue  # words of a clause: left to the rules for clauses
        attached = attach(setting, text, profile)
        quotation = setting.quotation
        if last is not None and _resumes(attached, last, setting, text):
            last.spans.extend(quotation.pieces)
            last.quotations.append(quotation)
            continue
        if attached is None:
            if not stands_alone(setting, text):
                continue
            attached = Attached("alone")
        hit = attached.hit
        source = attached.label if hit is None else sources[id(hit)]
        if hit is not None and attached.rule == "colon" and _reports_itself(hit, source, setting, text, profile):
            attached, hit, source = Attached("bare_colon"), None, None
        last = _Draft(attached.rule, list(quotation.pieces), hit, source, [quotation])
        drafts.append(last)
    return drafts


def _interrupt(drafts: list[_Draft], inner: Sequence[CueHit], sources: dict[int, Mention | None]) -> None:
    """Takes cues between dashes out of the quotation they stand in: «Il padre - ha detto X - lo conosco»."""
    for draft in drafts:
        for hit in inner:
            if draft.quotations and any(span.contains(hit.span) for span in draft.spans):
                hole = dashed(hit)
                draft.spans = [piece for span in draft.spans for piece in without(span, [hole])]
                draft.rule, draft.hit, draft.source = "dashes", hit, sources[id(hit)]


def _reports_itself(
    hit: CueHit, source: Mention | None, setting: Setting, text: str, profile: LanguageProfile
) -> bool:
    """Whether a cue before a colon has a clause of its own: what follows the colon is another statement."""
    content = find_content(hit, source, text, profile)
    if content is None or content.rule in {"noun_object", "predicate"}:
        return False
    colon = text.rfind(":", 0, setting.quotation.start)
    return content.spans[-1].end >= colon - 1 and content.spans[-1].end <= setting.quotation.start


def _beside_cue(setting: Setting, text: str, profile: LanguageProfile) -> bool:
    """Whether the word before the mark is a cue that takes a quotation as it stands."""
    return any(
        h.type is CueType.VERB
        and not text[h.span.end : setting.quotation.start].strip()
        and speaks_alone(h, profile)
        and h.lemma not in profile.cues.predicate
        for h in setting.cues_before
    )


def _resumes(attached: Attached | None, last: _Draft, setting: Setting, text: str) -> bool:
    """Whether a quotation carries on the statement before it: no new cue stands between them."""
    if attached is not None and attached.hit is not None and attached.hit is not last.hit:
        return False
    if attached is not None and attached.label is not None:
        return False
    return attached is not None or stands_alone(setting, text) or _interrupted(last, setting, text)


def _interrupted(last: _Draft, setting: Setting, text: str) -> bool:
    """Whether only the cue stands between: «...», ha detto X, «...»."""
    between = text[last.quotations[-1].end : setting.quotation.start]
    return last.hit is not None and last.hit.span.start >= last.quotations[-1].end and len(between) < 150


# ---------------------------------------------------------------- clauses


def _clauses(
    text: str,
    quotations: Sequence[Quotation],
    hits: Sequence[CueHit],
    sources: dict[int, Mention | None],
    direct: Sequence[_Draft],
    profile: LanguageProfile,
) -> list[_Draft]:
    used = {id(d.hit): d for d in direct if d.hit is not None}
    taken = [outer for d in direct for q in d.quotations for outer in q.outer]
    drafts: list[_Draft] = []
    for hit in hits:
        source = sources[id(hit)]
        content = find_content(hit, source, text, profile)
        if content is None or _unfounded(hit, content, source, text, quotations, profile):
            continue
        content = _snapped(content, quotations, hit)
        if id(hit) in used:
            _join(used[id(hit)], content, taken)
            continue
        spans = [s for span in content.spans for s in without(span, taken)]
        if sum(map(len, spans)) * 2 < sum(map(len, content.spans)):
            continue  # most of it is told already, under another cue
        drafts.append(_Draft(content.rule, spans, hit, source))
    return drafts


def _unfounded(
    hit: CueHit,
    content: Content,
    source: Mention | None,
    text: str,
    quotations: Sequence[Quotation],
    profile: LanguageProfile,
) -> bool:
    """Whether nothing shows that somebody said this: a noun or object without source, a belief."""
    marked = any(o.overlaps(s) for q in quotations for o in q.outer for s in content.spans)
    if hit.type is CueType.NOUN:
        return source is None
    if hit.type is not CueType.VERB:
        return False
    if content.rule == "noun_object":
        return source is None
    if content.rule == "predicate":
        return not marked and (source is None or hit.lemma in profile.cues.quote)
    return hit.lemma not in profile.cues.clause | profile.cues.infinitive and not marked


def _snapped(content: Content, quotations: Sequence[Quotation], hit: CueHit) -> Content:
    """The content with marked text taken whole where a parse cut through it."""
    spans = list(content.spans)
    for quotation in quotations:
        for outer in quotation.outer:
            for number, span in enumerate(spans):
                if outer.overlaps(span) and not outer.contains(hit.span):
                    spans[number] = hull([span, outer])
    return evolve(content, spans=merged(spans))


def _join(draft: _Draft, content: Content, taken: Sequence[Span]) -> None:
    """Adds the reported clause of a cue that also reports marked text: one mixed statement."""
    rest = [s for span in content.spans for s in without(span, taken)]
    covered = sum(map(len, content.spans)) - sum(map(len, rest))
    if not rest or rest[0].start > draft.spans[0].start:
        return  # words after a quotation are where and to whom it was said
    near = any(abs(r.end - d.start) < 4 or abs(d.end - r.start) < 4 for r in rest for d in draft.spans)
    if covered and near:
        draft.spans = list(merged([*draft.spans, *content.spans]))


# ---------------------------------------------------------------- headlines


def _headlines(
    article: Article,
    paragraphs: Sequence[Span],
    quotations: Sequence[Quotation],
    sentences: Sequence[Sentence],
    sources: Iterable[Mention | None],
    profile: LanguageProfile,
) -> list[_Draft]:
    """Titles of the form "Meloni: la riforma va avanti", where who speaks stands before the colon: a noun for a
    source, or a name that is the source of something in the article itself.
    """
    text = article.text
    named = {part for source in sources if source is not None for part in source.text.split()}
    titles = [b.span for b in article.blocks if b.kind in {BlockKind.TITLE, BlockKind.HEADING}]
    drafts: list[_Draft] = []
    starts = [t.start for t in titles]
    for paragraph in paragraphs:
        place = bisect_left(starts, paragraph.end)
        if not place or not titles[place - 1].overlaps(paragraph):
            continue
        line = paragraph.of(text)
        label, colon, rest = line.partition(": ")
        start = paragraph.start + len(label) + len(colon)
        if not rest or len(label.split()) > _LONGEST_LABEL:
            continue
        if any(q.start <= start < q.end or q.start - start < 2 <= q.end - start for q in quotations):
            continue
        end = paragraph.start + len(label)
        words = [w for s in sentences for w in s.words if paragraph.start <= w.span.start < end]
        if len(rest.split()) >= _SHORTEST_HEADLINE and _names_source(words, named, profile):
            span = Span(paragraph.start, end)
            drafts.append(_Draft("headline", [Span(start, paragraph.end)], None, Mention(span, label)))
    return drafts


def _names_source(words: Sequence[Word], named: set[str], profile: LanguageProfile) -> bool:
    if not words or any(w.upos in {"VERB", "AUX", "ADP"} for w in words):
        return False
    return words[-1].form in named or profile.people.can_speak(words[-1].lemma.lower(), words[-1].form.lower())


# ---------------------------------------------------------------- records


def _marked(span: Span, quotations: Sequence[Quotation]) -> bool:
    return any(piece.contains(span) for q in quotations for piece in q.pieces)


def _quote(
    article: Article, draft: _Draft, quotations: Sequence[Quotation], profile: LanguageProfile
) -> Quote:
    text = article.text
    inside = [p for q in quotations for p in q.pieces]
    spans = tuple(_unwrapped(s, text, quotations) for s in merged(draft.spans))
    kind = QuoteKind.INDIRECT
    if all(any(p.contains(s) for p in inside) for s in spans):
        kind = QuoteKind.DIRECT
    elif any(p.overlaps(s) for p in inside for s in spans):
        kind = QuoteKind.MIXED
    return Quote(
        article=article.id,
        kind=kind,
        content=spans,
        text=joined(text, spans),
        language=profile.code,
        cue=draft.hit.to_cue() if draft.hit else None,
        source=draft.source,
        rule=draft.rule,
        confidence=_CONFIDENCE.get(draft.rule, 0.7 if kind is QuoteKind.INDIRECT else 0.75),
    )


def _unwrapped(span: Span, text: str, quotations: Sequence[Quotation]) -> Span:
    """A range without outer marks where one quotation is all of it."""
    span = span.stripped(text)
    for quotation in quotations:
        for outer, piece in zip(quotation.outer, quotation.pieces, strict=True):
            if outer == span or piece == span:
                return piece.stripped(text, " \t\n,") if piece.of(text).strip(" \t\n,") else piece
    return span
