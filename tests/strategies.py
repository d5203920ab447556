"""Hypothesis strategies for records."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st

from quotetrack.model.article import Article, Block, BlockKind, Segment
from quotetrack.model.claim import (
    Claim,
    Evidence,
    Judgement,
    Link,
    Modality,
    Quantity,
    Relation,
    TimePoint,
    Verdict,
)
from quotetrack.model.note import Note
from quotetrack.model.quote import Cue, Mention, Quote, QuoteKind, Reason, Speaker, SpeakerType, joined
from quotetrack.model.result import ArticleResult
from quotetrack.model.span import Span

# The machine may be busy: a slow example is no failure. Fifty find what a hundred find here.
settings.register_profile("quotetrack", deadline=None, max_examples=50)
settings.load_profile("quotetrack")

#: Anything a file or a JSON line can hold, lone surrogates and NUL included.
texts = st.text(st.characters(exclude_categories=()), max_size=30)
names = st.text(st.sampled_from("AaBbÈèЖж '-."), min_size=1, max_size=12)
languages = st.sampled_from(["xx", "yy", "und"])
dates = st.dates(date(1990, 1, 1), date(2030, 12, 31))
scores = st.floats(0, 1)


@st.composite
def spans(draw: st.DrawFn, within: int = 60) -> Span:
    """A span inside a text of `within` characters."""
    start = draw(st.integers(0, within))
    return Span(start, draw(st.integers(start, within)))


@st.composite
def partitions(draw: st.DrawFn, length: int) -> list[Span]:
    """Spans that follow one another from 0 to `length`."""
    cuts = draw(st.lists(st.integers(0, length), max_size=4))
    marks = sorted({0, length, *cuts})
    return [Span(start, end) for start, end in pairwise(marks)]


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """An article with any text."""
    text = draw(texts)
    kinds = st.sampled_from(BlockKind)
    return Article(
        text=text,
        source=draw(st.none() | names),
        path=draw(st.none() | texts),
        title=draw(st.none() | texts),
        author=draw(st.none() | names),
        published=draw(st.none() | dates),
        url=draw(st.none() | names),
        language=draw(st.none() | languages),
        blocks=tuple(Block(draw(kinds), span) for span in draw(partitions(len(text)))),
    )


speakers = st.builds(
    Speaker,
    id=names,
    name=names,
    type=st.sampled_from(SpeakerType),
    aliases=st.lists(names, max_size=2).map(tuple),
    roles=st.lists(texts, max_size=2).map(tuple),
    mentions=st.lists(spans(), max_size=2).map(tuple),
)


@st.composite
def quotes(draw: st.DrawFn, article: Article, known: tuple[Speaker, ...] = ()) -> Quote:
    """A quote of an article, by one of the known speakers, another or nobody."""
    inside = spans(len(article.text))
    content = tuple(draw(st.lists(inside, min_size=1, max_size=2)))
    return Quote(
        article=article.id,
        kind=draw(st.sampled_from(QuoteKind)),
        content=content,
        text=joined(article.text, content),
        language=draw(languages),
        cue=draw(st.none() | st.builds(Cue, inside, names)),
        source=draw(st.none() | st.builds(Mention, inside, names)),
        speaker=draw(st.none() | speakers | (st.sampled_from(known) if known else st.none())),
        rule=draw(names),
        confidence=draw(scores),
        reasons=tuple(draw(st.lists(st.builds(Reason, names, st.floats(-9, 9)), max_size=2))),
    )


@st.composite
def results(draw: st.DrawFn) -> ArticleResult:
    """What the pipeline may find in an article."""
    article = draw(articles())
    parts = draw(partitions(len(article.text)))
    known = tuple(draw(st.lists(speakers, max_size=2)))
    return ArticleResult(
        article=article,
        language=draw(languages),
        segments=tuple(Segment(span, draw(languages), draw(scores)) for span in parts),
        quotes=tuple(draw(st.lists(quotes(article, known), max_size=3))),
        speakers=known,
        notes=tuple(draw(st.lists(st.builds(Note, names, spans(len(article.text)), texts), max_size=2))),
    )


quantities = st.builds(
    Quantity,
    value=st.floats(allow_nan=False, allow_infinity=False),
    unit=names,
    approximate=st.booleans(),
    text=texts,
)
times = st.builds(
    TimePoint,
    start=st.none() | dates,
    end=st.none() | dates,
    hour=st.none() | st.integers(0, 1439),
    text=texts,
)
claims = st.builds(
    Claim,
    quote=names,
    article=names,
    text=texts,
    language=languages,
    context=texts,
    speaker=st.none() | names,
    speaker_name=st.none() | names,
    source=st.none() | names,
    published=st.none() | dates,
    polarity=st.booleans(),
    modality=st.sampled_from(Modality),
    quantities=st.lists(quantities, max_size=2).map(tuple),
    times=st.lists(times, max_size=2).map(tuple),
    entities=st.lists(names, max_size=2).map(tuple),
)
evidence = st.builds(Evidence, name=names, score=scores, because=texts, left=texts, right=texts)
links = st.builds(
    Link,
    a=names,
    b=names,
    relation=st.sampled_from(Relation),
    score=scores,
    evidence=st.lists(evidence, max_size=2).map(tuple),
)
judgements = st.builds(
    lambda ends, **rest: Judgement(a=ends[0], b=ends[1], **rest),
    st.lists(names, min_size=2, max_size=2, unique=True),
    verdict=st.sampled_from(Verdict),
    reviewer=names,
    comment=texts,
)

_part = st.sampled_from(["Anna", "A.", "Carlo", "Maria", "Elena", ""])
#: Few people's names, so that many are near one another.
people = st.builds(
    lambda *parts: " ".join(filter(None, parts)), _part, _part, st.sampled_from(["Villa", "Bassi"])
)
bodies = st.sampled_from(["FIR", "Federazione Italiana Rugby", "Fondo Italiano Ricerca", "Onu", "ONU", "UN"])

#: Paragraphs full of quotation marks, apostrophes and dashes, in any order.
marked_texts = st.lists(
    st.sampled_from([*"«»“”„‘’‹›\"'`—–-.,:;!? \n0s", "parole", "L’acqua", "the workers' ", " — ", "\n— "])
).map("".join)

#: Sentences of few words, so that two share some of them, in either of two languages.
wordings = st.lists(
    st.sampled_from(
        [
            *(
                "Il",
                "l'",
                "ponte",
                "non",
                "chiude",
                "aprirà",
                "perché",
                "PONTE",
                "Mosca",
                "4,5 milioni",
                "12",
            ),
            *(
                "the",
                "bridge",
                "won’t",
                "close",
                "Moscow",
                "didn't",
                "€5",
                "%",
                "domani",
                "tomorrow",
                "—",
                ".",
            ),
        ]
    ),
    max_size=9,
).map(" ".join)
