"""What the reader of two claims learns from (`training.reading`), and that it learns."""

import json
from collections import Counter
from importlib import resources

import pytest

torch = pytest.importorskip("torch")

from quotetrack.backends.encoder import Encoder, Pieces, Shape  # noqa: E402
from quotetrack.backends.joint import JointLayers, read_pairs  # noqa: E402
from quotetrack.model.claim import Relation  # noqa: E402
from quotetrack.training.reading import (  # noqa: E402
    Lesson,
    Schedule,
    held_events,
    topic_lessons,
    train_reader,
)

TOPICS = resources.files("quotetrack.link") / "topics.jsonl"
SAME, NO_LINK = frozenset({Relation.SAME}), frozenset({Relation.RELATED, Relation.UNRELATED})
SMALL = Shape(pieces=40, layers=1, width=32, heads=2, inner=64, longest=40)


def test_every_fourth_event_is_held():
    """By name, pairs between two events aside."""
    assert held_events({"a", "b", "c", "d", "a b", "e"}) == {"d"}


def test_own_topics_hold_what_they_say():
    """Every line of ours is a topic with a claim in both languages, and two more of each relation, updates later."""
    topics = [json.loads(line) for line in TOPICS.read_text(encoding="utf-8").splitlines()]
    assert len({told["topic"] for told in topics}) == len(topics) == 1842
    for told in topics:
        day = told["base"].pop("date")
        assert set(told["base"]) == {"it", "en"}, told["topic"]
        assert set(told) == {"topic", "base", *Relation}
        assert all([claim["lang"] for claim in told[relation]] == ["it", "en"] for relation in Relation)
        assert all(claim["date"] > day for claim in told[Relation.UPDATES]), told["topic"]


def topic():
    """A topic with a claim of each language for each relation."""
    names = ("same", "supports", "contradicts", "updates", "related", "unrelated")
    told = {
        name: [
            {"lang": code, "text": f"{name} {code}", "speaker": "X", "date": "2025-01-02"}
            for code in ("it", "en")
        ]
        for name in names
    }
    base = {"date": "2025-01-01", **{code: {"text": f"base {code}", "speaker": "X"} for code in ("it", "en")}}
    return {"topic": "dam", "base": base, **told}


def test_topics_become_pairs_in_one_language_and_in_two():
    """Each claim stands beside the first one, some beside another that is the same, and support beside denial; how many
    languages a pair is in tells nothing of its relation.
    """
    lessons = [(*x.a.split(), *x.b.split(), *x.relations) for x in topic_lessons([topic()] * 4)]
    assert {(a, b, relation) for a, _, b, _, relation in lessons} == {
        *(("base", name, name) for name in Relation),
        *(("same", name, name) for name in list(Relation)[1:]),
        ("supports", "contradicts", Relation.CONTRADICTS),
    }
    languages = Counter((a, b, one == other) for a, one, b, other, _ in lessons)
    assert all(languages[a, b, True] == languages[a, b, False] for a, b, _ in languages)
    first = [(b, code) for a, _, b, code, _ in lessons if a == "base"]
    assert Counter(first) == {(name, code): 4 for name in Relation for code in ("it", "en")}


def test_a_reader_learns_what_one_claim_alone_does_not_tell():
    """Whether both have the same word, which only reading both can tell."""
    words = [chr(ord("a") + i) for i in range(20)]
    names = ["<s>", "<pad>", "</s>", "<unk>", *(f"▁{word}" for word in words)]
    pieces = Pieces(names, [0.0] * 4 + [-1.0] * 20, longest=40)
    torch.manual_seed(0)
    encoder, model = Encoder(SMALL).eval(), JointLayers(SMALL)
    lessons = [
        Lesson(a, b, SAME if a == b else NO_LINK)
        for i, a in enumerate(words)
        for b in (a, words[i - 1], a, words[i - 2])
    ]
    train_reader(model, lessons, (encoder, pieces), Schedule(passes=60, rate=2e-3))
    pairs = [(lesson.a, lesson.b) for lesson in lessons]
    answers = torch.tensor(read_pairs(pairs, encoder, pieces, model)).argmax(1).tolist()
    relations = list(Relation)
    right = sum(relations[best] in lesson.relations for best, lesson in zip(answers, lessons, strict=True))
    assert right >= 0.9 * len(lessons)
