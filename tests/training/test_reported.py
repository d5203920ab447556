"""The tagger of reported speech and the weights of readings learn."""

from __future__ import annotations

import json

import pytest

torch = pytest.importorskip("torch")

from quotetrack.backends.conllu import parse_conllu  # noqa: E402
from quotetrack.backends.speech import tags_of  # noqa: E402
from quotetrack.errors import InputError  # noqa: E402
from quotetrack.lang.load import load_profile  # noqa: E402
from quotetrack.model.span import Span  # noqa: E402
from quotetrack.quotes.naming import Choice  # noqa: E402
from quotetrack.quotes.readings import Reading  # noqa: E402
from quotetrack.training.gold import Statement, read_gold, share_in_common  # noqa: E402
from quotetrack.training.naming import Question, fit_naming  # noqa: E402
from quotetrack.training.reported import Row, fit_weights  # noqa: E402
from quotetrack.training.tagging import Schedule, lesson, train_tagger  # noqa: E402

TEXT = "Neri disse addio ieri."
TREE = "".join(
    f"{i}\t{form}\t{form}\tX\t_\t_\t{0 if i == 2 else 2}\tdep\t_\t_\n"
    for i, form in enumerate(["Neri", "disse", "addio", "ieri", "."], 1)
)
SAID = Statement(content=(Span(11, 16),), cue=Span(5, 10), source=Span(0, 4))
THOUGHT = Statement(content=(Span(17, 21),), cue=None, source=None, speech=False)
PROFILES = (load_profile("it"),)


def test_articles_are_read_with_their_statements(tmp_path):
    """Ranges become spans, null nothing; a line that is no marked article is told by file and number."""
    quote = {"content": [[11, 16]], "cue": [5, 10], "source": None}
    lines = [
        json.dumps({"id": "a", "text": TEXT, "quotes": [quote]}),
        json.dumps({"id": "b", "text": TEXT, "quotes": [{"content": []}]}),
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    articles = read_gold(path, PROFILES)
    (statement,) = next(articles).statements
    assert statement == Statement(content=(Span(11, 16),), cue=Span(5, 10), source=None)
    with pytest.raises(InputError, match=r"gold\.jsonl:2"):
        next(articles)


def test_shares_count_characters():
    """Common characters over all characters, several ranges taken together."""
    assert share_in_common([Span(0, 4)], [Span(2, 6)]) == pytest.approx(2 / 6)
    assert share_in_common([Span(0, 2), Span(4, 6)], [Span(0, 6)]) == pytest.approx(4 / 6)


def test_a_lesson_marks_each_word():
    """Cue, content and source each on their word; a thought counts little and is not what is said."""
    (sentence,) = parse_conllu(TREE, language="it", passage=TEXT)
    learned = lesson(sentence, torch.zeros(5, 8), [SAID, THOUGHT], weight=2.0)
    assert learned.wanted.tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0], [0, 0, 0], [0, 0, 0]]
    assert learned.weights.tolist() == pytest.approx([2, 2, 2, 0.6, 2])


def test_a_tagger_learns():
    """Words whose vectors tell what they are get told apart, in a sentence not seen."""
    (sentence,) = parse_conllu(TREE, language="it", passage=TEXT)
    kinds = torch.tensor([2, 0, 1, 3, 3])

    def vectors(seed: int) -> torch.Tensor:
        noise = torch.randn(5, 8, generator=torch.Generator().manual_seed(seed)) * 0.1
        return torch.nn.functional.one_hot(kinds, 8) + noise

    lessons = [lesson(sentence, vectors(seed), [SAID], weight=1.0) for seed in range(40)]
    tagger = train_tagger(lessons, Schedule(passes=30, rate=0.01))
    with torch.inference_mode():
        answers = tags_of(tagger, vectors(99))
    assert [max(("cue", "content", "source"), key=lambda k: getattr(a, k)) for a in answers[:3]] == [
        "source",
        "cue",
        "content",
    ]
    assert min(answers[0].source, answers[1].cue, answers[2].content) > 0.5
    assert max(answers[3].cue, answers[3].content, answers[3].source) < 0.5


def test_weights_say_what_speaks_for_a_reading():
    """Evidence that goes with right readings gets a weight above 0, rare evidence none."""
    reading = Reading(rule="alone", spans=(Span(0, 4),))
    rows = [
        Row(reading=reading, numbers={"good": 1.0} if i % 2 else {"bad": 1.0}, right=0.9 * (i % 2))
        for i in range(100)
    ]
    rows.append(Row(reading=reading, numbers={"rare": 1.0}, right=1.0))
    weights = fit_weights(rows)
    assert weights.by_name["good"] > 0 > weights.by_name["bad"]
    assert "rare" not in weights.by_name
    assert weights.likelihood({"good": 1.0}) > 0.6
    assert weights.likelihood({"bad": 1.0}) < 0.4


def test_sources_are_learned_against_the_other_choices():
    """What the right choice has and the others lack gets a weight above 0; what all have, none to speak of."""
    right, wrong = {"near": 1.0, "a noun": 1.0}, {"far": 1.0, "a noun": 1.0}
    choices = [
        Choice(span=Span(0, 4), numbers=right),
        Choice(span=Span(5, 9), numbers=wrong),
        Choice(span=None, numbers={"nobody": 1.0}),
    ]
    weights = fit_naming([Question(choices=choices, right=[True, False, False])] * 20)
    assert weights.score(right) > weights.score(wrong)
    assert weights.by_name["near"] > 0 > weights.by_name["far"]
    assert abs(weights.by_name["a noun"]) < weights.by_name["near"]


def test_questions_nobody_can_answer_teach_nothing():
    """A statement whose source is no choice is left out."""
    choices = [Choice(span=Span(0, 4), numbers={"near": 1.0}), Choice(span=None, numbers={"nobody": 1.0})]
    asked = [Question(choices=choices, right=[True, False])] * 20
    lost = [Question(choices=choices, right=[False, False])] * 20
    assert fit_naming([*asked, *lost]).by_name == fit_naming(asked).by_name
    assert fit_naming(lost).by_name == {}
