"""One speaker, many names."""

import pytest
import strategies as make
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.errors import LexiconError
from quotetrack.lang.names import load_names
from quotetrack.model.quote import Identity, Speaker, SpeakerType
from quotetrack.speakers.identity import merge_speakers
from quotetrack.speakers.likeness import same_name
from quotetrack.speakers.names import person_name

PERSON, ORGANISATION = SpeakerType.PERSON, SpeakerType.ORGANISATION


def found(*names: str, kind: SpeakerType = PERSON) -> list[tuple[str, Speaker]]:
    """One speaker per article: "name" or "name = role"."""
    out = []
    for number, described in enumerate(names):
        name, _, role = described.partition(" = ")
        roles = (role,) if role else ()
        out.append((f"a{number}", Speaker(id=f"s{number}", name=name, type=kind, roles=roles)))
    return out


def clusters(speakers: list[tuple[str, Speaker]]) -> set[frozenset[str]]:
    """The names of each identity."""
    by_id = {(article, speaker.id): speaker.name for article, speaker in speakers}
    return {frozenset(by_id[member] for member in identity.members) for identity in merge_speakers(speakers)}


def merged(*names: str, kind: SpeakerType = PERSON) -> bool:
    return len(merge_speakers(found(*names, kind=kind))) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("Zelensky", "Zelenskyy", "Volodymyr Zelenskyy", "Володимир Зеленський", "Vladimir Zelensky"),
        ("Andriy Hnatov", "Андрій Гнатов", "Andrei Gnatov", "Hnatov"),
        ("Hisham Mansour", "Hesham Mansur"),
        ("Samir al-Hadi", "Samir el-Hadi", "Sameer Hadi"),
        ("Nabil Abdel-Karim", "Nabil Abdelkarim", "Nabil Abdel Karim"),
        ("Anna Rita De Luca", "Anna De Luca", "A. De Luca", "De Luca"),
        ("Papa Francesco", "Pope Francis"),
        ("Klaus Müller", "Klaus Muller", "KLAUS MÜLLER"),
        ("Ursula von der Leyen", "von der Leyen", "Von der Leyen"),
        ("Dr. Marta Berti", "la dottoressa Marta Berti", "Berti"),
    ],
    ids=lambda names: names[0],
)
def test_names_of_one_person_merge(names):
    """Spellings, scripts, initials, left-out given names and titles do not part a person."""
    assert merged(*names)


@pytest.mark.parametrize(
    "names",
    [
        ("Anna Bassi", "Carlo Bassi"),
        ("Marco Villa", "Mirco Villa"),
        ("Paolo Longo", "Paolo Lungo"),
        ("Paolo Conti", "Paolo Conte"),
        ("Mario Rossi", "Mario Rosi"),
        ("Villa", "Ville"),
        ("Gritti", "Hritti"),
    ],
    ids=lambda names: names[0],
)
def test_names_of_two_people_stay_apart(names):
    """A given name, or a letter that tells surnames apart, parts two people."""
    assert not merged(*names)


def test_bare_surname_of_two_people_stays_apart():
    """With two compatible full names a bare surname joins neither, nor another bare one."""
    names = ("Anna Bassi", "Bassi", "Carlo Bassi", "Bassi")
    assert sorted(map(len, clusters(found(*names)))) == [1, 1, 1]
    assert len(merge_speakers(found(*names))) == 4


def test_initial_and_short_given_names_do_not_chain():
    """What says less than two different names ties them in no way."""
    assert not merged("Marco Villa", "M. Villa", "Maria Villa")
    people = clusters(found("Maria Villa", "Maria Elena Villa", "Elena Villa"))
    assert not any({"Maria Villa", "Elena Villa"} <= cluster for cluster in people)


def test_role_tells_which_bearer_of_a_surname_is_meant():
    """A bare surname joins the one full name that has its role."""
    speakers = found("Anna Bassi = sindaca", "Carlo Bassi = avvocato", "Bassi = Sindaca")
    assert clusters(speakers) == {frozenset({"Anna Bassi", "Bassi"}), frozenset({"Carlo Bassi"})}


def test_article_tells_which_bearer_of_a_surname_is_meant():
    """A bare surname joins the full name of its own article."""
    speakers = [*found("Anna Bassi", "Carlo Bassi"), ("a1", Speaker(id="x", name="Bassi", type=PERSON))]
    assert clusters(speakers) == {frozenset({"Anna Bassi"}), frozenset({"Carlo Bassi", "Bassi"})}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("fonti europee", SpeakerType.GROUP),
        ("Fonti della Regione", SpeakerType.GROUP),
        ("a spokesman", PERSON),
        ("un consigliere di Kiev", PERSON),
        ("a Commission spokesperson", PERSON),
        ("the Foreign Minister", PERSON),
        ("Il ministro ucraino della Difesa", PERSON),
        ("Kiev", SpeakerType.UNKNOWN),
        ("il governo", ORGANISATION),
        ("La Commissione", ORGANISATION),
        ("il rapporto", SpeakerType.DOCUMENT),
    ],
)
def test_unnamed_sources_stay_with_their_article(name, kind):
    """Whoever has no name of their own never merges across articles."""
    assert not merged(name, name, kind=kind)


@pytest.mark.parametrize(
    "names",
    [
        ("l'Onu", "United Nations", "Nazioni Unite", "L’ONU"),
        ("Federazione Italiana Rugby", "FIR", "la Federazione italiana rugby"),
        ("Università di Trento", "University of Trento"),
        ("La Protezione Civile", "Protezione civile"),
        ("Ministero dell’Interno", "il ministero dell'Interno"),
    ],
    ids=lambda names: names[0],
)
def test_names_of_one_organisation_merge(names):
    """Listed names, acronyms, articles, capitals and the noun's language do not part it."""
    assert merged(*names, kind=ORGANISATION)


@pytest.mark.parametrize(
    "names",
    [
        ("Comune di Trento", "Università di Trento"),
        ("Banca di Trento", "Banca di Trani"),
        ("Alfa Auto", "Alfa Moto"),
    ],
    ids=lambda names: names[0],
)
def test_names_of_two_organisations_stay_apart(names):
    """Another noun or another name parts two organisations."""
    assert not merged(*names, kind=ORGANISATION)


def test_acronym_of_two_organisations_goes_by_its_article():
    """An acronym with two expansions joins the one its article names, else neither."""
    full = found("Federazione Italiana Rugby", "Fondo Italiano Ricerca", "FIR", kind=ORGANISATION)
    assert len(merge_speakers(full)) == 3
    here = ("a1", Speaker(id="x", name="FIR", type=ORGANISATION))
    assert frozenset({"Fondo Italiano Ricerca", "FIR"}) in clusters([*full[:2], here])


def test_person_and_organisation_of_one_name_stay_apart():
    """A company named for its founder is not the founder."""
    speakers = [*found("Enzo Villa"), ("b", Speaker(id="b", name="Enzo Villa", type=ORGANISATION))]
    assert len(merge_speakers(speakers)) == 2


def test_identity_collects_what_articles_say():
    """The fullest Latin name is the name; roles come with the article that gave them."""
    speakers = found(
        "Umerov = ministro della Difesa ucraino",
        "Рустем Умєров",
        "Rustem Umerov = segretario del Consiglio per la Sicurezza Nazionale",
    )
    (identity,) = merge_speakers(speakers)
    assert identity.name == "Rustem Umerov"
    assert identity.type is PERSON
    assert identity.aliases == ("Umerov", "Рустем Умєров")
    assert identity.roles == (
        ("ministro della Difesa ucraino", "a0"),
        ("segretario del Consiglio per la Sicurezza Nazionale", "a2"),
    )
    assert identity.members == (("a0", "s0"), ("a1", "s1"), ("a2", "s2"))


SPEAKERS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.builds(
            Speaker,
            id=st.uuids().map(str),
            name=make.people,
            type=st.just(PERSON),
            roles=st.sampled_from([(), ("x",)]),
        )
        | st.builds(Speaker, id=st.uuids().map(str), name=make.bodies, type=st.just(ORGANISATION)),
    ),
    max_size=8,
)


def members(identities: tuple[Identity, ...]) -> set[frozenset[tuple[str, str]]]:
    return {frozenset(identity.members) for identity in identities}


@given(SPEAKERS.flatmap(lambda speakers: st.tuples(st.just(speakers), st.permutations(speakers))))
def test_order_does_not_matter(orders):
    """The same speakers fall into the same clusters in whatever order they come."""
    assert members(merge_speakers(orders[0])) == members(merge_speakers(orders[1]))


@given(SPEAKERS, SPEAKERS)
def test_ids_are_stable(before, after):
    """Adding speakers takes no earliest member's id away, and adding all twice changes nothing."""
    old, new = merge_speakers(before), merge_speakers([*before, *after])
    first = {identity.members[0]: identity.id for identity in old}
    for identity in new:
        assert first.get(identity.members[0], identity.id) == identity.id
    assert merge_speakers([*before, *before]) == old


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        ("il ministro della Difesa Rustem Umerov", "Rustem Umerov", 1, 1),
        ("Defence Minister Rustem Umerov", "Umerov", 0.8, 0.9),
        ("Kyiv police chief Anna Bassi", "il questore di Kiev, Anna Bassi", 1, 1),
        ("Anna Bassi, who runs the museum", "la direttrice Anna Bassi", 1, 1),
        ("the museum's director, Dr Anna Bassi", "Bassi", 0.8, 0.9),
        ("A. Bassi", "Anna Bassi", 0.9, 0.9),
        ("Anna Bassi", "Carlo Bassi", 0, 0),
        ("Anna Bassi", "l'avvocato di Anna", 0, 0),
        ("Andriy Hnatov", "Andrei Gnatov", 0.9, 1),
        ("Andriy Hnatov", "Andriy Hnatof", 0.9, 1),
        ("Steve Witkoff", "Steve Witkofff", 0.9, 1),
        ("l'Organizzazione mondiale della sanità", "WHO", 1, 1),
        ("the Rugby Players Union", "RPU", 0.9, 0.9),
        ("il dipartimento della Protezione Civile", "La Protezione civile", 0.8, 0.8),
        ("a spokesman", "a spokesman", 0.5, 0.5),
        ("fonti europee", "fonti americane", 0, 0),
        ("", "Anna Bassi", 0, 0),
        ("«»", "", 0, 0),
    ],
)
def test_same_name_weighs_what_names_say(a, b, low, high):
    """Titles and roles around a name count for nothing; what names share, for as much as it tells."""
    assert low <= same_name(a, b) <= high


TEXTS = (
    st.text(max_size=25)
    | make.people
    | make.bodies
    | st.sampled_from(["il ministro Villa", "Minister Anna Villa, 40"])
)


@given(TEXTS, TEXTS)
def test_same_name_is_symmetric(a, b):
    """Which name comes first changes nothing, and no text is too odd."""
    assert same_name(a, b) == same_name(b, a)
    assert 0 <= same_name(a, b) <= 1


def test_capitals_end_a_role():
    """A surname that is also a role stays a name, unless an article shows that it is the role."""
    names = load_names()
    assert person_name("Stephen King", names).parts == ("stephen", "king")
    assert person_name("the King", names) is None


def test_names_of_the_user_are_added(tmp_path):
    """A user's file adds to the names that come with quotetrack."""
    path = tmp_path / "names.toml"
    path.write_text('persons = [["Il Gattopardo", "The Leopard"]]\n', encoding="utf-8")
    names = load_names(path)
    assert names.person("the leopard") == names.person("Il Gattopardo") is not None
    assert names.organisation("ONU") == "onu"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("persons = 3", "persons"),
        ('persons = [["a", 1]]', "persons"),
        ('joined = "a"', "joined"),
        ("people = []", "people"),
        ("persons = [", "(file)"),
        (None, "(file)"),
    ],
)
def test_bad_names_are_told(tmp_path, text, key):
    """A file that is missing or says something else raises LexiconError with its path and key."""
    path = tmp_path / "bad.toml"
    if text is not None:
        path.write_text(text)
    with pytest.raises(LexiconError) as caught:
        load_names(path)
    assert (caught.value.path, caught.value.key) == (path, key)
