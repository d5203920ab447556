"""Pairs made from claims by controlled edits."""

from __future__ import annotations

from datetime import date

import pytest

from quotetrack.claims import claim_from_text
from quotetrack.lang.load import load_profile
from quotetrack.link.edits import denied, edited_pairs, negated
from quotetrack.model.claim import Relation

PROFILES = {"it": load_profile("it"), "en": load_profile("en")}


def read(side):
    day = date.fromisoformat(side["date"])
    return claim_from_text(side["text"], PROFILES[side["language"]], speaker=side["speaker"], published=day)


def side(text, language, speaker="Ada Riva"):
    return {"text": text, "language": language, "speaker": speaker, "date": "2024-06-08"}


ITALIAN = side("A Trento servono 40 autobus nuovi", "it")
ENGLISH = side("Trento needs 40 new buses", "en")
RIVAL = side("Gli autobus bastano", "it", "Ugo Bassi")
OTHER = side("A Lucca nevica", "it")
RECORDS = [
    {"topic": "bus", "relation": "contradicts", "a": ITALIAN, "b": RIVAL},
    {"topic": "bus", "relation": "same", "a": ENGLISH, "b": ITALIAN},
    {"topic": "snow", "relation": "same", "a": OTHER, "b": OTHER},
    {"topic": "snow", "relation": "same", "a": side("It snows in Lucca", "en"), "b": OTHER},
]


def made(seed=0):
    return [p for p in edited_pairs(RECORDS, PROFILES, read, seed=seed) if p["topic"] == "bus"]


def test_each_edit_has_its_relation():
    """A translation is the same, another's supports; other figures and denials contradict; later ones update."""
    by = {}
    for pair in made():
        by.setdefault(Relation(pair["relation"]), []).append(pair)
    assert set(by) == set(Relation) - {Relation.UNRELATED}
    assert all(p["a"]["language"] != p["b"]["language"] for p in by[Relation.SAME])
    assert all(p["b"]["speaker"] == "Ugo Bassi" for p in by[Relation.SUPPORTS] + by[Relation.CONTRADICTS])
    assert all(p["b"]["date"] > p["a"]["date"] and "40" not in p["b"]["text"] for p in by[Relation.UPDATES])
    assert all("Lucca" in p["b"]["text"] for p in by[Relation.RELATED])


def test_one_seed_one_answer():
    """The same seed makes the same pairs, another one others."""
    assert made(3) == made(3)
    assert made(3) != made(4)


def test_denial_turns_the_polarity():
    """The denial of a claim is read as one, in both languages."""
    for one in (ITALIAN, ENGLISH):
        text = denied(one["text"], PROFILES[one["language"]])
        assert read(one).polarity
        assert not read({**one, "text": text}).polarity


@pytest.mark.parametrize(
    ("language", "text", "denial"),
    [
        ("it", "Il molo è agibile", "Il molo non è agibile"),
        ("en", "We have paid everyone", "We have not paid everyone"),
        ("it", "Il molo non è agibile", None),  # denies already
        ("en", "Nobody came", None),
        ("it", "Riaprono lunedì", None),  # no verb form the profile lists
    ],
)
def test_plain_negation(language, text, denial):
    """The first verb form that has a negation takes it, unless the text denies already."""
    assert negated(text, PROFILES[language]) == denial
