"""Given pairs of claims, as two sets of weights are learned from them."""

from __future__ import annotations

import json
from functools import partial
from importlib import resources

import pytest

from quotetrack.claims.normalise import read_claims
from quotetrack.lang.load import load_profile
from quotetrack.link.facts import FactFinder
from quotetrack.link.relate import OF_READING, OF_VECTORS
from quotetrack.model.claim import Relation
from quotetrack.speakers.likeness import same_name
from quotetrack.testing.fakes import FakeEmbedder, FakeReader
from quotetrack.training.pairs import pair_models, pairs_in, stories_in

STORIES = resources.files("quotetrack.link") / "stories.jsonl"
PROFILES = {code: load_profile(code) for code in ("it", "en")}


def finder(*languages):
    reads = partial(read_claims, reader=FakeReader(*languages)) if languages else None
    return FactFinder(PROFILES, FakeEmbedder(), same_name, reads)


@pytest.fixture
def path(tmp_path):
    """Ten topics: what is said again is the same, what is denied is contradicted."""
    lines = []
    for number in range(10):
        base = {
            "language": "en",
            "text": f"The bridge {number} is open",
            "speaker": "Ada Riva",
            "date": "2025-03-02",
        }
        denied = base | {"text": f"The bridge {number} is not open", "speaker": "Ugo Po"}
        for name, other in (("same", base), ("contradicts", denied)):
            lines.append({"id": f"t{number}-{name}", "a": base, "b": other, "relation": name})
    file = tmp_path / "pairs.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return file


def test_one_set_of_weights_looks_at_the_reader(path):
    """With what the reader says there are more features; neither set has anything from vectors."""
    told = list(pairs_in(path, finder("it", "en")))
    models, scores = pair_models(told, [], penalty=5.0)
    assert set(models["pairs read"].features) - set(models["pairs"].features) == set(OF_READING)
    assert set(scores) == set(models)
    for model in models.values():
        assert not model.weights[:, [model.features.index(name) for name in OF_VECTORS]].any()


def test_a_reader_s_opposition_speaks_for_contradiction(path):
    """What the reader finds opposed in the training is the likelier to be a contradiction."""
    told = list(pairs_in(path, finder("it", "en")))
    model = pair_models([], told, penalty=5.0)[0]["pairs read"]
    column = model.weights[:, model.features.index("clash")]
    assert column[list(Relation).index(Relation.CONTRADICTS)] > column[list(Relation).index(Relation.SAME)]


def test_own_stories_hold_what_they_say(tmp_path):
    """Every line of ours is a story: a claim in both languages, and one of each relation, which stands beside both."""
    lines = STORIES.read_text(encoding="utf-8").splitlines()
    stories = [json.loads(line) for line in lines]
    assert len({story["story"] for story in stories}) == len(stories) == 141
    for story in stories:
        assert set(story["base"]) == {"date", "it", "en"}
        assert all(story[relation]["date"] >= story["base"]["date"] for relation in Relation), story["story"]
        assert [story[relation]["lang"] for relation in Relation].count("it") == 3, story["story"]
    (tmp_path / "stories.jsonl").write_text("\n".join(lines[:2]), encoding="utf-8")
    told = list(stories_in(tmp_path / "stories.jsonl", finder("it", "en"), weight=0.2))
    assert [pair.relation for pair in told] == list(Relation) * 4
    assert {(pair.group, pair.weight) for pair in told} == {(json.loads(x)["story"], 0.2) for x in lines[:2]}
    beside = [(pair.pair.a.claim.language, pair.pair.b.claim.language) for pair in told]
    assert len(set(beside)) == 4


def test_no_claim_of_the_stories_was_taught_to_the_reader():
    """What its answers are worth is learned from claims it has not seen."""
    topics = STORIES.with_name("topics.jsonl").read_text(encoding="utf-8")
    stories = map(json.loads, STORIES.read_text(encoding="utf-8").splitlines())
    told = [claim for story in stories for claim in (*story["base"].values(), *map(story.get, Relation))]
    assert not [
        claim
        for claim in told
        if isinstance(claim, dict) and json.dumps(claim["text"], ensure_ascii=False) in topics
    ]


def test_stories_teach_only_what_is_read(path, tmp_path):
    """Weights for claims that are only compared stay as they are without them."""
    told = list(pairs_in(path, finder("it", "en")))
    (tmp_path / "stories.jsonl").write_text(
        STORIES.read_text(encoding="utf-8").splitlines()[0], encoding="utf-8"
    )
    stories = list(stories_in(tmp_path / "stories.jsonl", finder("it", "en"), weight=1.0))
    without, _ = pair_models([], told, penalty=5.0)
    taught, _ = pair_models([], told, stories, penalty=5.0)
    assert (without["pairs"].weights == taught["pairs"].weights).all()
    assert (without["pairs read"].weights != taught["pairs read"].weights).any()


def test_without_a_reader_only_what_is_compared_is_learned(path):
    """Pairs that nobody reads make one set of weights."""
    models, _ = pair_models(list(pairs_in(path, finder())), [], penalty=5.0)
    assert set(models) == {"pairs"}
