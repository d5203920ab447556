"""Records become the objects of the wire format, and articles come back from them."""

import json
import re
from datetime import date

import pytest
import strategies as make
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from quotetrack.errors import InputError
from quotetrack.export.parse import judgement_from_wire, result_from_wire
from quotetrack.export.wire import (
    detection_to_wire,
    dumps,
    error_to_wire,
    identity_to_wire,
    relation_to_wire,
    to_wire,
)
from quotetrack.model.article import Article, Segment
from quotetrack.model.claim import (
    Conflict,
    ConflictKind,
    Evidence,
    Judgement,
    Link,
    Relation,
    Side,
    Spread,
    Thread,
    Verdict,
)
from quotetrack.model.note import Note
from quotetrack.model.quote import Cue, Identity, Mention, Quote, QuoteKind, Reason, Speaker, SpeakerType
from quotetrack.model.result import ArticleResult, Failure
from quotetrack.model.review import Check, ClaimReview, Rating
from quotetrack.model.span import Span

TEXT = "«Partiamo domani», dice Ada Riva, sindaca."
RIVA = Speaker(
    id="s1",
    name="Ada Riva",
    type=SpeakerType.PERSON,
    aliases=("Riva",),
    roles=("sindaca",),
    mentions=(Span(24, 32),),
)
RESULT = ArticleResult(
    article=Article(id="a1", text=TEXT, source="Il Faro", path="x/a.txt", published=date(2025, 3, 1)),
    language="it",
    segments=(Segment(Span(0, 42), "it", 0.99),),
    quotes=(
        Quote(
            id="q1",
            article="a1",
            kind=QuoteKind.DIRECT,
            content=(Span(1, 16),),
            text="Partiamo domani",
            language="it",
            cue=Cue(Span(19, 23), "dire"),
            source=Mention(Span(24, 32), "Ada Riva"),
            speaker=RIVA,
            rule="marks+subject",
            confidence=0.9,
            reasons=(Reason("tagger: said", 2.5), Reason("commas", -0.5)),
        ),
        Quote(
            id="q2",
            article="a1",
            kind=QuoteKind.INDIRECT,
            content=(Span(1, 9),),
            text="Partiamo",
            language="it",
            rule="bare",
        ),
    ),
    speakers=(RIVA,),
    notes=(Note("unclosed-quote", Span(0, 1), "The mark at 0 never closes."),),
)


# JSON can't tell two halves of a surrogate pair from the character they spell.
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


@st.composite
def lines(draw):
    """Lines of articles whose speakers are mentioned inside their text."""
    result = draw(make.results())
    size = len(result.article.text)
    speakers = tuple(
        evolve(speaker, mentions=tuple(span for span in speaker.mentions if span.end <= size))
        for speaker in result.speakers
    )
    line = to_wire(evolve(result, speakers=speakers))
    assume(not _PAIR.search(json.dumps(line, ensure_ascii=False)))
    return line


def test_an_article_is_the_object_of_the_wire_format():
    """Keys, their order and their nulls are those of the document."""
    assert dumps(to_wire(RESULT)) == (
        '{"schema": 1, "id": "a1", "source": "Il Faro", "path": "x/a.txt", "title": null, "author": null,'
        ' "published": "2025-03-01", "language": "it", "text": "«Partiamo domani», dice Ada Riva, sindaca.",'
        ' "segments": [{"start": 0, "end": 42, "language": "it", "confidence": 0.99}],'
        ' "quotes": [{"id": "q1", "kind": "direct", "content": [[1, 16]], "text": "Partiamo domani",'
        ' "language": "it", "cue": {"start": 19, "end": 23, "lemma": "dire"},'
        ' "source": {"start": 24, "end": 32, "text": "Ada Riva"},'
        ' "speaker": {"id": "s1", "name": "Ada Riva", "type": "person", "role": "sindaca"},'
        ' "rule": "marks+subject", "confidence": 0.9,'
        ' "reasons": [{"name": "tagger: said", "weight": 2.5}, {"name": "commas", "weight": -0.5}]},'
        ' {"id": "q2", "kind": "indirect", "content": [[1, 9]], "text": "Partiamo", "language": "it",'
        ' "cue": null, "source": null, "speaker": null, "rule": "bare", "confidence": 0.5, "reasons": []}],'
        ' "speakers": [{"id": "s1", "name": "Ada Riva", "type": "person", "aliases": ["Riva"],'
        ' "roles": ["sindaca"], "mentions": [[24, 32]]}],'
        ' "notes": [{"code": "unclosed-quote", "start": 0, "end": 1,'
        ' "message": "The mark at 0 never closes."}]}'
    )


@given(lines())
def test_lines_round_trip(line):
    """An article read from any line, half surrogate pairs and all, gives the same bytes again."""
    written = dumps(line).encode("utf-8")
    again = result_from_wire(json.loads(written))
    assert dumps(to_wire(again)).encode("utf-8") == written


def test_a_result_comes_back_from_its_line():
    """What is on the wire comes back as the same record."""
    assert result_from_wire(json.loads(dumps(to_wire(RESULT)))) == RESULT


def test_a_line_is_one_line():
    """Line ends inside a text are escaped."""
    assert "\n" not in dumps(to_wire(evolve(RESULT, article=Article(id="a1", text="a\nb\r\n" + TEXT))))


def test_a_quote_keeps_what_it_says_of_its_speaker():
    """Where quote and list of speakers disagree on the role, both come back as they were written."""
    line = to_wire(RESULT)
    line["quotes"][0]["speaker"]["role"] = "ex sindaca"
    again = result_from_wire(line)
    assert to_wire(again) == line
    assert again.speakers == (RIVA,)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"schema": 2}, "schema"),
        ({"error": {"code": "x", "message": "y"}}, "error line"),
        ({"language": ...}, "language"),
        ({"segments": [{"start": 0, "end": 43, "language": "it", "confidence": 1.0}]}, "outside"),
        ({"segments": [{"start": 5, "end": 2, "language": "it", "confidence": 1.0}]}, "before its start"),
        ({"published": "yesterday"}, "yesterday"),
        ({"quotes": [3]}, "can't be"),
        ({"text": None}, "can't be"),
    ],
)
def test_a_bad_line_is_refused_with_the_reason(change, reason):
    """A line that is no article of this schema raises InputError, which says why."""
    line = {key: value for key, value in {**to_wire(RESULT), **change}.items() if value is not ...}
    with pytest.raises(InputError, match=reason):
        result_from_wire(line)


def test_a_failure_is_an_error_line():
    """A failed article gives its id, path, and what went wrong."""
    failure = Failure(RESULT.article, "annotate", ValueError("too odd"))
    expected = error_to_wire(id="a1", path="x/a.txt", code="failed", message="too odd")
    assert to_wire(failure) == expected
    assert dumps(expected) == (
        '{"schema": 1, "id": "a1", "path": "x/a.txt", "error": {"code": "failed", "message": "too odd"}}'
    )


def test_lines_of_a_run_of_track():
    """Link, thread and conflict lines have the document's keys in its order."""
    reason = Evidence(name="numbers", score=1.0, because="both say 4.5 million", left="4.5m", right="4,5")
    link = Link(a="q1", b="q2", relation=Relation.SAME, score=0.91, evidence=(reason,))
    thread = Thread(
        id="t",
        headline="H",
        quotes=("q1", "q2"),
        languages=("en", "it"),
        sources=("F",),
        spread=(Spread("F", None, 2),),
    )
    conflict = Conflict(
        kind=ConflictKind.ROLE, about="Riva", sides=(Side("a1", "sindaca"), Side("a2", "x", "q2"))
    )
    assert [dumps(to_wire(record)) for record in (link, thread, conflict)] == [
        '{"schema": 1, "type": "link", "a": "q1", "b": "q2", "relation": "same", "score": 0.91,'
        ' "evidence": [{"name": "numbers", "score": 1.0, "because": "both say 4.5 million"}]}',
        '{"schema": 1, "type": "thread", "id": "t", "headline": "H", "claims": ["q1", "q2"],'
        ' "languages": ["en", "it"], "sources": ["F"], "spread": [{"source": "F", "day": null, "quotes": 2}]}',
        '{"schema": 1, "type": "conflict", "kind": "role", "about": "Riva", "sides":'
        ' [{"article": "a1", "quote": null, "says": "sindaca"},'
        ' {"article": "a2", "quote": "q2", "says": "x"}]}',
    ]


def test_lines_of_reviews_and_checks():
    """Reviews keep all they say, numbers as numbers; checks name both ends and their evidence."""
    review = ClaimReview(
        id="r1",
        claim="Il molo è crollato",
        claimants=("Ada Riva", "Ugo Neri"),
        claimed=date(2024, 6, 8),
        appearances=("https://faro.example/1",),
        rating=Rating(words="Falso", value=1.0, best=5.0, worst=1.0),
        reviewer="Verifica Ora",
        url="https://v.example/1",
        language="it",
        published=date(2024, 6, 12),
    )
    reason = Evidence(name="meaning", score=0.9, because="alike")
    check = Check(
        quote="q1", review="r1", relation=Relation.SAME, score=0.91, evidence=(reason,), newer="quote"
    )
    assert [dumps(to_wire(record)) for record in (review, ClaimReview(id="r2", claim="x"), check)] == [
        '{"schema": 1, "type": "review", "id": "r1", "claim": "Il molo è crollato",'
        ' "claimants": ["Ada Riva", "Ugo Neri"], "claimed": "2024-06-08",'
        ' "appearances": ["https://faro.example/1"],'
        ' "rating": {"words": "Falso", "value": 1.0, "best": 5.0, "worst": 1.0},'
        ' "reviewer": "Verifica Ora", "url": "https://v.example/1", "language": "it",'
        ' "published": "2024-06-12"}',
        '{"schema": 1, "type": "review", "id": "r2", "claim": "x", "claimants": [], "claimed": null,'
        ' "appearances": [], "rating": null, "reviewer": null, "url": null, "language": null,'
        ' "published": null}',
        '{"schema": 1, "type": "check", "quote": "q1", "review": "r1", "relation": "same", "newer": "quote",'
        ' "score": 0.91, "evidence": [{"name": "meaning", "score": 0.9, "because": "alike"}]}',
    ]


def test_the_line_of_a_speaker_across_articles():
    """Roles name the article that gave them."""
    known = Identity(id="p", name="Ada Riva", aliases=("Riva",), roles=(("sindaca", "a1"),))
    assert dumps(identity_to_wire(known, ["q1"])) == (
        '{"schema": 1, "type": "speaker", "id": "p", "name": "Ada Riva", "aliases": ["Riva"],'
        ' "roles": [{"role": "sindaca", "article": "a1"}], "quotes": ["q1"]}'
    )


def test_the_lines_of_relate_and_detect():
    """The answers about pairs and languages have the document's keys in its order."""
    pair = relation_to_wire(id="1", relation=Relation.UPDATES, newer="b", score=0.7)
    language = detection_to_wire(
        id="2", language="it", confidence=0.9, segments=[Segment(Span(0, 4), "it", 0.9)]
    )
    assert dumps(pair) == (
        '{"schema": 1, "id": "1", "relation": "updates", "newer": "b", "score": 0.7, "evidence": []}'
    )
    assert dumps(language) == (
        '{"schema": 1, "id": "2", "language": "it", "confidence": 0.9,'
        ' "segments": [{"start": 0, "end": 4, "language": "it", "confidence": 0.9}]}'
    )


def test_a_record_the_format_does_not_name_gives_its_row():
    """Claims and the like are exported too, under the same schema number."""
    assert to_wire(Span(2, 5)) == {"schema": 1, "start": 2, "end": 5}


@pytest.mark.parametrize("verdict", list(Verdict))
def test_verdicts_can_be_read_again(verdict):
    """What is written of a judgement is what is read."""
    judgement = Judgement(a="q1", b="q2", verdict=verdict, reviewer="Lia", comment="no")
    assert to_wire(judgement)["type"] == "judgement"
    assert judgement_from_wire(to_wire(judgement)) == judgement


@pytest.mark.parametrize(
    "change",
    [
        {"schema": 2},
        {"a": "q2"},
        {"a": ""},
        {"b": 3},
        {"verdict": "perhaps"},
        {"verdict": None},
        {"comment": []},
    ],
)
def test_verdicts_that_can_not_be(change):
    """A line that is no verdict is refused with what it needs."""
    line = to_wire(Judgement(a="q1", b="q2", verdict=Verdict.SAME))
    with pytest.raises(InputError):
        judgement_from_wire({**line, **change})
