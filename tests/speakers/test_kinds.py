"""What kind of speaker a name means."""

from __future__ import annotations

import pytest

from quotetrack.lang.load import load_profile
from quotetrack.model.quote import SpeakerType
from quotetrack.model.span import Span
from quotetrack.speakers.appearances import NameMention
from quotetrack.speakers.kinds import person_type
from quotetrack.speakers.mentions import Person


def _person(name: str, **told: object) -> Person:
    parts = tuple(name.split())
    return Person(parts=parts, mentions=[NameMention(span=Span(0, len(name)), parts=parts, **told)])


@pytest.mark.parametrize(
    ("name", "told", "kind"),
    [
        ("Corsini", {}, SpeakerType.PERSON),
        ("Corsini", {"definite": True, "gender": "Fem"}, SpeakerType.PERSON),
        ("Corsini", {"definite": True, "role_head": "sindaca"}, SpeakerType.PERSON),
        ("Ostec", {"definite": True}, SpeakerType.ORGANISATION),
        ("Ostec", {"kind": "organisation"}, SpeakerType.ORGANISATION),
        ("Ostec", {"kind": "person", "definite": True}, SpeakerType.PERSON),
        ("Bolivia", {}, SpeakerType.ORGANISATION),
        ("Casa Bianca", {}, SpeakerType.ORGANISATION),
        ("MdV", {}, SpeakerType.ORGANISATION),
        ("Banca Sellani", {"kind": "person"}, SpeakerType.ORGANISATION),
    ],
)
def test_what_is_told_goes_before_a_recogniser_and_that_before_form(
    name: str, told: dict[str, object], kind: SpeakerType
) -> None:
    """Role, gender and nouns for bodies decide first, then a recogniser, then lists, capitals and the article."""
    assert person_type(_person(name, **told), load_profile("it")) is kind


def test_one_article_among_many_appearances_decides_nothing() -> None:
    """A surname with an article once and without it twice is somebody's."""
    mentions = [
        NameMention(span=Span(at, at + 7), parts=("Corsini",), definite=at == 0) for at in (0, 10, 20)
    ]
    assert (
        person_type(Person(parts=("Corsini",), mentions=mentions), load_profile("it")) is SpeakerType.PERSON
    )
