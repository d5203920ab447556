"""Names, what they are called, and who is who."""

from __future__ import annotations

import pytest
import strategies as make
from hypothesis import given

from quotetrack.lang.load import load_profile
from quotetrack.model.article import Passage
from quotetrack.model.syntax import Sentence
from quotetrack.speakers.appearances import find_names
from quotetrack.speakers.mentions import Person, find_people, is_short_for
from quotetrack.testing.fakes import FakeAnnotator

PROFILES = {code: load_profile(code) for code in ("it", "en")}
_CLASSES = {
    "VERB": "arriva parla resta incontra said spoke left met",
    "NOUN": "sindaca presidente federazione president federation",
    "DET": "La Il la il The the",
    "ADP": "di della of",
    "PUNCT": ", .",
}
_UPOS = {form: upos for upos, forms in _CLASSES.items() for form in forms.split()}


def parsed(text: str, language: str, start: int = 0) -> Sentence:
    """A flat parse: word classes are all that names are found by."""
    rows = [
        f"{form} {form.lower()} {_UPOS.get(form, 'PROPN')} {int(i > 0)} {'dep' if i else 'root'}"
        for i, form in enumerate(text.split())
    ]
    fake = FakeAnnotator({text: "\n".join(rows)})
    (sentence,) = fake.annotate([Passage(text, language, start)])[0].sentences
    return sentence


def people(text: str, language: str) -> list[Person]:
    """The people of a text of one sentence a line."""
    sentences, start = [], 0
    for line in text.split("\n"):
        sentences.append(parsed(line, language, start))
        start += len(line) + 1
    return list(find_people(sentences, text, PROFILES))


@pytest.mark.parametrize(
    ("text", "language", "name", "role"),
    [
        ("La sindaca Marta Olivieri arriva .", "it", "Marta Olivieri", "sindaca"),
        (
            "Ivo Lanza , presidente della federazione , parla .",
            "it",
            "Ivo Lanza",
            "presidente della federazione",
        ),
        ("Mayor Martha Oliver spoke .", "en", "Martha Oliver", "Mayor"),
        (
            "Ivor Lance , president of the federation , spoke .",
            "en",
            "Ivor Lance",
            "president of the federation",
        ),
        ("Hugh Marsh left .", "en", "Hugh Marsh", None),
    ],
)
def test_a_name_with_the_role_beside_it(text: str, language: str, name: str, role: str | None) -> None:
    """A name has no title among its parts; what stands before it, or after a comma, is its role."""
    (mention,) = find_names(parsed(text, language), text, PROFILES[language])
    assert (" ".join(mention.parts), mention.role) == (name, role)
    assert mention.span.of(text) == name


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Marco de Santis parla", "Marco de Santis"),
        ("Marco Di Meo parla", "Marco Di Meo"),
        ("Banca di Imola parla", "Banca di Imola"),
    ],
)
def test_which_particles_join_a_name(text: str, first: str) -> None:
    """Those of a person's name; a body's takes all that tells which it is."""
    sentence = parsed(text, "it")
    mention = find_names(sentence, text, PROFILES["it"])[0]
    assert text[mention.span.start : mention.span.end] == first


def test_a_surname_joins_its_full_name() -> None:
    """A shorter form, before or after, is an appearance of the fullest name it fits."""
    text = "Olivieri arriva .\nMarta Olivieri parla .\nOlivieri resta ."
    (person,) = people(text, "it")
    assert person.name == "Marta Olivieri"
    assert [m.span.of(text) for m in person.mentions] == ["Olivieri", "Marta Olivieri", "Olivieri"]


def test_a_surname_of_two_people_is_the_one_named_last() -> None:
    """Where two full names fit, a surname is the one seen last before it."""
    text = "Marta Olivieri parla .\nCarlo Olivieri parla .\nOlivieri resta ."
    found = {person.name: len(person.mentions) for person in people(text, "it")}
    assert found == {"Marta Olivieri": 1, "Carlo Olivieri": 2}


def test_gender_comes_from_role_and_given_name() -> None:
    """A feminine role, or else the given name, tells a person's gender; a bare surname does not."""
    genders = {
        p.name: p.gender for p in people("La sindaca Xu Olivieri incontra Carlo Rho .\nGalli parla .", "it")
    }
    assert genders == {"Xu Olivieri": "Fem", "Carlo Rho": "Masc", "Galli": None}


def test_where_a_name_was_last_seen() -> None:
    """The start of the last appearance before a position, -1 before the first."""
    (person,) = people("Olivieri arriva .\nOlivieri resta .", "it")
    assert [person.last_before(at) for at in (0, 5, 18, 19)] == [-1, 0, 0, 18]


@pytest.mark.parametrize(
    ("short", "full", "wanted"),
    [
        ("Olivieri", "Marta Olivieri", True),
        ("M. Olivieri", "Marta Olivieri", True),
        ("marta olivieri", "Marta Olivieri", True),
        ("C. Olivieri", "Marta Olivieri", False),
        ("Marta Olivieri", "Olivieri", False),
        ("Marta", "Marta Olivieri", False),
        ("X", "Malcolm X", False),
        ("Galli", "Marta Olivieri", False),
    ],
)
def test_short_forms(short: str, full: str, wanted: bool) -> None:
    """A surname or an initial with it shortens a name; one letter, or another initial, does not."""
    assert is_short_for(short.split(), full.split()) is wanted


@given(make.people, make.people)
def test_a_name_is_short_for_itself_and_never_for_a_shorter_one(one: str, other: str) -> None:
    """Every name fits itself, and none fits a name of fewer parts."""
    assert is_short_for(one.split(), one.split())
    if len(one.split()) > len(other.split()):
        assert not is_short_for(one.split(), other.split())
