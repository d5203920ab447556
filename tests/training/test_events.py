"""Events with their links, as pairs to learn from."""

from __future__ import annotations

import json
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

from quotetrack.lang.load import load_profile
from quotetrack.link.facts import FactFinder
from quotetrack.model.claim import STRONG, Relation
from quotetrack.speakers.likeness import same_name
from quotetrack.testing.fakes import FakeEmbedder
from quotetrack.train import event_examples
from quotetrack.training.events import event_pairs, opposed

OWN = Path(str(resources.files("quotetrack.link"))) / "events.jsonl"
TEXT = "«Il ponte è sicuro», ha detto Ada Riva.\nThe bridge is safe, Ada Riva said.\n"


@pytest.fixture
def finder():
    return FactFinder({code: load_profile(code) for code in ("it", "en")}, FakeEmbedder(), same_name)


def article(name, statement, start, language):
    """An article with one statement."""
    told = {
        "sid": f"{name}-1",
        "kind": "direct",
        "lang": language,
        "content": [[start, start + len(statement)]],
        "cue": None,
        "speaker": "Ada Riva",
        "speaker_id": "riva",
    }
    day = "2025-03-02"
    return {"id": name, "outlet": name, "lang": language, "date": day, "text": TEXT, "statements": [told]}


def event(*, tags=()):
    first, second = "Il ponte è sicuro", "The bridge is safe"
    articles = [
        article("a", first, TEXT.index(first), "it"),
        article("b", second, TEXT.index(second), "en"),
        article("c", first, TEXT.index(first), "it"),
    ]
    link = {"a": "c-1", "b": "a-1", "relation": "same", "tags": list(tags)}
    return {"event": "bridge", "articles": articles, "links": [link]}


def read(gold, tmp_path, finder):
    path = tmp_path / "events.jsonl"
    path.write_text(json.dumps(gold), encoding="utf-8")
    return list(event_pairs(path, finder, weight=2.0))


def test_pairs_have_the_relation_of_their_link(tmp_path, finder):
    """A candidate pair with a link has its relation, one without is unrelated; all know their event."""
    told = {
        frozenset((p.pair.a.claim.quote, p.pair.b.claim.quote)): p for p in read(event(), tmp_path, finder)
    }
    assert told[frozenset(("a-1", "c-1"))].relation is Relation.SAME
    assert {p.relation for pair, p in told.items() if pair != {"a-1", "c-1"}} <= {Relation.UNRELATED}
    assert {(p.group, p.weight) for p in told.values()} == {("bridge", 2.0)}


def test_borderline_links_teach_nothing(tmp_path, finder):
    """A pair that a reader could judge otherwise is neither linked nor unrelated."""
    told = read(event(tags=["borderline"]), tmp_path, finder)
    assert all({p.pair.a.claim.quote, p.pair.b.claim.quote} != {"a-1", "c-1"} for p in told)


def test_folders_and_files_are_read_alike(tmp_path, finder):
    """A folder whose articles lie beside `gold.json` gives the pairs that a line with the texts gives."""
    gold = event()
    line = read(gold, tmp_path, finder)
    for told in gold["articles"]:
        told |= {"file": f"{told['id']}.txt", "event": "bridge"}
        (tmp_path / told["file"]).write_bytes(told.pop("text").encode())
    (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    folder = list(event_pairs(tmp_path, finder))
    assert [(p.relation, p.group) for p in folder] == [(p.relation, p.group) for p in line]


def test_a_denial_is_made_of_what_is_the_same(tmp_path, finder):
    """One side of a pair is denied in plain words by somebody else of the event; without such a one nothing is made."""
    assert opposed(read(event(), tmp_path, finder), finder, weight=0.5) == []
    gold = event()
    gold["articles"][1] = article("b", "Il ponte è sicuro", 1, "it")
    gold["articles"][1]["statements"][0] |= {"speaker": "Ugo Po", "speaker_id": "po"}
    (made,) = opposed(read(gold, tmp_path, finder), finder, weight=0.5)
    claim = made.pair.b.claim
    assert (claim.text, claim.speaker_name, claim.polarity) == ("Il ponte non è sicuro", "Ugo Po", False)
    assert (made.relation, made.group, made.weight) == (Relation.CONTRADICTS, "bridge", 1.0)
    assert claim.context == "«Il ponte non è sicuro», ha detto Ada Riva."


def test_own_events_hold_what_they_say():
    """Every line of ours is an event of four articles, two a language, whose links join its statements."""
    for gold in map(json.loads, OWN.read_text(encoding="utf-8").splitlines()):
        assert Counter(told["lang"] for told in gold["articles"]) == {"it": 2, "en": 2}, gold["event"]
        home = {s["sid"]: told["id"] for told in gold["articles"] for s in told["statements"]}
        assert all(home[link["a"]] != home[link["b"]] for link in gold["links"])
        assert sum(Relation(link["relation"]) in STRONG for link in gold["links"]) >= 24
        for told in gold["articles"]:
            spans = [span for s in told["statements"] for span in s["content"]]
            assert all(told["text"][start:end].strip() for start, end in spans)


def test_evidence_of_vectors_comes_from_other_events(tmp_path, finder):
    """What an example's vectors say is said by weights that have not seen its event: with one event they say nothing
    of it, however well they fit.
    """
    examples, bearing = event_examples(read(event(), tmp_path, finder))
    assert bearing.dimensions == len(finder.embedder.encode(["x"])[0])
    assert {example.values["opposition"] for example in examples} == {0.0}
