"""What kind of speaker a noun or name means."""

from __future__ import annotations

from functools import cache

from ..lang.cldr import tables
from ..lang.names import load_names
from ..lang.profile import LanguageProfile
from ..model.quote import SpeakerType
from ..model.syntax import Word
from .mentions import Person

_RECOGNISED = {
    "person": SpeakerType.PERSON,
    "organisation": SpeakerType.ORGANISATION,
    "place": SpeakerType.ORGANISATION,  # a country speaks as its government
}


def noun_type(word: Word, profile: LanguageProfile) -> SpeakerType:
    """What kind of speaker a noun describes."""
    people = profile.people
    keys = {word.lemma.lower(), word.form.lower()}
    if keys & people.group and (word.feat("Number") == "Plur" or not people.is_person(*keys)):
        return SpeakerType.GROUP
    if people.is_person(*keys):
        return SpeakerType.GROUP if word.feat("Number") == "Plur" else SpeakerType.PERSON
    if keys & people.organisation:
        return SpeakerType.ORGANISATION
    return SpeakerType.DOCUMENT if keys & people.document else SpeakerType.UNKNOWN


def person_type(person: Person, profile: LanguageProfile) -> SpeakerType:
    """What kind of speaker a name names: what is told of it, else a recogniser's word, else its form and its article."""
    if person.role_heads or person.gender:
        return SpeakerType.PERSON
    people, parts = profile.people, [p.lower() for p in person.parts]
    if any(p in people.organisation | people.document for p in parts):
        return SpeakerType.ORGANISATION
    if person.kind is not None:
        return _RECOGNISED[person.kind]
    acronym = len(parts) == 1 and len(parts[0]) > 1 and person.parts[0][-1].isupper()
    if acronym or person.definite or _is_listed(person.name, profile.code):
        return SpeakerType.ORGANISATION
    return SpeakerType.PERSON


def is_company(person: Person, profile: LanguageProfile) -> bool:
    """Whether a name may be a company's: nobody's, no place's, and no public body's ("Ministero", "Union")."""
    people, parts = profile.people, {part.lower() for part in person.parts}
    somebody = person.role_heads or person.gender or person.kind in {"person", "place"}
    place = bool(load_names().place(person.name)) or person.name.lower() in _countries(profile.code)
    return not (somebody or place or parts & (people.organisation - people.company))


def _is_listed(name: str, code: str) -> bool:
    """Whether the lists of names have an organisation or place, or CLDR a country, by a name."""
    names = load_names()
    return bool(names.organisation(name) or names.place(name)) or name.lower() in _countries(code)


@cache
def _countries(code: str) -> frozenset[str]:
    return frozenset(name.lower() for table in tables(code, "territories") for name in table.values())
