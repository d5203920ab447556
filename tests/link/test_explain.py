"""A sentence for a link, in its reader's language."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from strategies import claims, evidence, links, scores

from quotetrack.lang.explanations import Explanations, slots
from quotetrack.lang.load import available_languages, load_profile
from quotetrack.link.compare import COMPARISONS
from quotetrack.link.explain import explain, explain_links
from quotetrack.model.claim import Claim, Evidence, Link, Relation

PROFILES = {"it": load_profile("it"), "en": load_profile("en")}
BARE = evolve(PROFILES["it"], explanations=Explanations())


def claim(text, language="en", speaker="Samir Rahal", day=8):
    quote = f"{language}: {text}"
    published = date(2025, 6, day)
    return Claim(
        quote=quote, article=quote, text=text, language=language, speaker_name=speaker, published=published
    )


def reason(name, score, left="", right=""):
    return Evidence(name=name, score=score, because=f"because {name}", left=left, right=right)


def said(relation, left, right, *evidence, language="en"):
    link = Link(a=left.quote, b=right.quote, relation=relation, score=0.9, evidence=evidence)
    return explain(link, left, right, PROFILES[language])


ENGLISH, ITALIAN = claim("It cost €4.5 million"), claim("È costato 4,5 milioni", "it")
RIVAL = claim("It cost 9 million", speaker="the ministry")
NOW = claim("Now it costs 9 million", day=9)
ONE_SPEAKER = reason("speaker", 1.0, "Samir Rahal", "Samir Rahal")
TWO_SPEAKERS = reason("speaker", 0.1, "Samir Rahal", "the ministry")
ONE_FIGURE = reason("numbers", 1.0, "€4.5 million", "4,5 milioni")
RIVALS = reason("numbers", 0.0, "€4.5 million", "9 million")


@pytest.mark.parametrize(
    ("relation", "sides", "evidence", "english", "italian"),
    [
        (
            Relation.SAME,
            (ENGLISH, ITALIAN),
            (reason("meaning", 0.8), ONE_SPEAKER, ONE_FIGURE),
            "Same claim: both come from Samir Rahal, and both say €4.5 million.",
            "Stessa dichiarazione: la fonte è la stessa (Samir Rahal); entrambe dicono 4,5 milioni.",
        ),
        (
            Relation.SUPPORTS,
            (ENGLISH, RIVAL),
            (TWO_SPEAKERS, reason("meaning", 0.9)),
            "Support: different sources say so (Samir Rahal and the ministry), and they are 90% alike in meaning.",
            "Conferma: lo dicono fonti diverse (Samir Rahal e the ministry); il significato coincide al 90%.",
        ),
        (
            Relation.CONTRADICTS,
            (ENGLISH, RIVAL),
            (reason("meaning", 1.0), RIVALS),
            "Contradiction: one says €4.5 million, the other 9 million, and they are 100% alike in meaning.",
            "Contraddizione: una dice €4.5 million, l'altra 9 million; il significato coincide al 100%.",
        ),
        (
            Relation.UPDATES,
            (NOW, ENGLISH),
            (reason("news", 0.75, "", "now"), RIVALS),
            "Update: the newer says 9 million, the older €4.5 million, and “now” tells of a later state.",
            "Aggiornamento: la più recente dice 9 million, la precedente €4.5 million; «now» indica uno stato successivo.",
        ),
        (
            Relation.SAME,
            (ENGLISH, claim("It cost 4.6 million")),
            (ONE_SPEAKER, reason("entities", 0.0, "Rome", "Paris")),
            "Same claim: both come from Samir Rahal, though they name different people or places.",
            "Stessa dichiarazione: la fonte è la stessa (Samir Rahal), anche se nominano persone o luoghi diversi.",
        ),
        (
            Relation.SAME,
            (ENGLISH, claim("It cost 4.6 million")),
            (reason("numbers", 0.8, "€4.5 million", "4.6 million"),),
            "Same claim: €4.5 million and 4.6 million are one figure, rounded.",
            "Stessa dichiarazione: €4.5 million e 4.6 million sono la stessa cifra, arrotondata.",
        ),
        (
            Relation.CONTRADICTS,
            (ENGLISH, RIVAL),
            (reason("polarity", 0.0), reason("numbers", 0.8, "€4.5 million", "9 million")),
            "Contradiction: one denies, the other does not, and one says €4.5 million, the other 9 million.",
            "Contraddizione: una nega, l'altra no; una dice €4.5 million, l'altra 9 million.",
        ),
        (
            Relation.CONTRADICTS,
            (ENGLISH, RIVAL),
            (reason("clash", 0.99), RIVALS, reason("meaning", 0.2)),
            "Contradiction: one says €4.5 million, the other 9 million, and they are opposed when read side by side.",
            "Contraddizione: una dice €4.5 million, l'altra 9 million; lette fianco a fianco si oppongono.",
        ),
        (Relation.RELATED, (ENGLISH, RIVAL), (), "Same matter.", "Stesso argomento."),
    ],
)
def test_explanations(relation, sides, evidence, english, italian):
    """The relation is named, and its two strongest reasons, in the reader's language."""
    assert said(relation, *sides, *evidence) == english
    assert said(relation, *sides, *evidence, language="it") == italian


def test_sides_are_those_of_the_link():
    """Evidence may have been gathered the other way round: each side still says what is in its text."""
    turned = evolve(RIVALS, left=RIVALS.right, right=RIVALS.left)
    for found in (RIVALS, turned):
        assert "one says €4.5 million, the other 9 million" in said(
            Relation.CONTRADICTS, ENGLISH, RIVAL, found
        )
        assert "one says 9 million, the other €4.5 million" in said(
            Relation.CONTRADICTS, RIVAL, ENGLISH, found
        )


def test_a_figure_is_shown_in_the_format_of_the_reader():
    """A figure that only its format tells apart is given back to its side: 2.000 is how Italian writes 2,000."""
    italian, english = claim("Erano 2.000", "it"), claim("They were 2,000")
    turned = reason("numbers", 1.0, "2,000", "2.000")
    assert said(Relation.SAME, italian, english, turned, language="it").endswith("entrambe dicono 2.000.")
    assert said(Relation.SAME, italian, english, turned).endswith("both say 2,000.")


def test_the_newer_is_the_one_published_later():
    """Days decide which side is the newer; without them the left side of an update is."""
    assert "the newer says 9 million" in said(Relation.UPDATES, ENGLISH, NOW, RIVALS)
    undated = [evolve(side, published=None) for side in (ENGLISH, NOW)]
    assert "the newer says €4.5 million" in said(Relation.UPDATES, *undated, RIVALS)


def test_a_speaker_is_named_as_the_reader_knows_them():
    """The name comes from the side in the reader's language; of two in one language it is the longer."""
    left, right = claim("Yes", speaker="the institute"), claim("Sì", "it", speaker="l'istituto")
    found = reason("speaker", 1.0, "the institute", "l'istituto")
    assert "the institute" in said(Relation.SAME, left, right, found)
    assert "l'istituto" in said(Relation.SAME, left, right, found, language="it")
    short = claim("It did", speaker="Rahal")
    assert "Samir Rahal" in said(Relation.SAME, short, ENGLISH, ONE_SPEAKER)


def test_what_both_name_is_shown():
    """Shared names are listed; two lone names that agree are one in two languages; else nothing is said."""
    left, right = claim("To Moscow and Rome"), claim("A Mosca", "it")
    one = reason("entities", 1.0, "Moscow", "Mosca")
    assert (
        said(Relation.RELATED, left, right, one, language="it")
        == "Stesso argomento: entrambe nominano Mosca."
    )
    some = reason("entities", 0.7, "Rome, Moscow", "Rome, Paris")
    assert said(Relation.RELATED, left, left, some) == "Same matter: both name Rome."
    none = reason("entities", 0.7, "Moscow, Rome", "Mosca, Roma")
    assert said(Relation.RELATED, left, right, none) == "Same matter."


def test_weak_and_unknown_evidence_is_no_reason():
    """A score near a half, and evidence without template, are passed over."""
    assert (
        said(Relation.SAME, ENGLISH, ITALIAN, reason("meaning", 0.55), reason("style", 1.0)) == "Same claim."
    )


def test_reasons_against_do_not_stand_alone():
    """A relation is never explained by what speaks against it only."""
    assert said(Relation.SAME, ENGLISH, RIVAL, RIVALS) == "Same claim."
    assert said(Relation.UNRELATED, ENGLISH, ITALIAN, ONE_SPEAKER) == "No relation."


def test_long_values_are_shortened():
    """A name of many words takes no more than its place, and stays on one line."""
    told = said(Relation.SAME, claim("Yes", speaker="a\nb " * 99), ENGLISH, ONE_SPEAKER)
    assert "…" in told
    assert "\n" not in told
    assert len(told) < 120


def test_a_profile_without_templates_gives_the_evidence_as_it_is():
    """A language that explains nothing shows the evidence's own words, strongest first."""
    link = Link(a="a", b="b", relation=Relation.SAME, score=1.0, evidence=(reason("topic", 0.7), ONE_FIGURE))
    assert explain(link, ENGLISH, ITALIAN, BARE) == "Same: because numbers; because topic."


@given(links, claims, claims, st.lists(st.builds(evolve, evidence), max_size=1), scores)
def test_every_link_can_be_explained(link, left, right, more, score):
    """Whatever the link and its claims hold, the explanation is one sentence, the same on every run."""
    names = [comparison.__name__ for comparison in COMPARISONS]
    known = tuple(Evidence(name=name, score=score, because="", left=left.text) for name in names)
    link = evolve(link, evidence=(*link.evidence, *more, *known))
    for profile in (*PROFILES.values(), BARE):
        told = explain(link, left, right, profile)
        assert told.endswith(".")
        assert told == explain(link, left, right, profile)
        label = dict(profile.explanations.relations).get(link.relation, link.relation.capitalize())
        assert told.startswith(label)


@pytest.mark.parametrize("code", available_languages())
def test_shipped_explanations_are_whole(code):
    """A shipped language names every relation, and gives reasons only for evidence there is."""
    words = load_profile(code).explanations
    assert {name for name, _ in words.relations} == set(Relation)
    known = {comparison.__name__ for comparison in COMPARISONS} | {"judgement", "through", "clash"}
    tables = (words.agree, words.partly, words.differ)
    assert {name.split()[-1] for table in tables for name, _ in table} <= known
    assert len({frozenset(name for name, _ in table) for table in tables}) == 3


def test_shipped_languages_explain_alike():
    """What one shipped language explains the others do too, with the same slots."""
    told = [
        {
            (side, name, slots(text))
            for side in ("agree", "partly", "differ")
            for name, text in getattr(e, side)
        }
        for e in (load_profile(code).explanations for code in available_languages())
    ]
    assert all(one == told[0] for one in told)


def test_links_are_explained_in_a_language():
    """Links get their sentence in the language asked for, else in that of the left claim."""
    link = Link(a=ENGLISH.quote, b=ITALIAN.quote, relation=Relation.SAME, score=1.0, evidence=(ONE_FIGURE,))
    back = evolve(link, a=ITALIAN.quote, b=ENGLISH.quote)
    lost = evolve(link, a="elsewhere")
    found = explain_links([link, back, lost], [ENGLISH, ITALIAN], PROFILES)
    assert found == {
        (link.a, link.b): "Same claim: both say €4.5 million.",
        (back.a, back.b): "Stessa dichiarazione: entrambe dicono 4,5 milioni.",
    }
    asked = explain_links([link], [ENGLISH, ITALIAN], PROFILES, language="it")
    assert list(asked.values()) == ["Stessa dichiarazione: entrambe dicono 4,5 milioni."]
    assert explain_links([link], [ENGLISH, ITALIAN], PROFILES, language="xx") == {}


def test_the_claims_that_the_evidence_speaks_of_are_taken():
    """Of a quote with several claims the one with the figures in question is compared."""
    other = evolve(claim("Sails are cheap"), quote=RIVAL.quote)
    link = Link(a=RIVAL.quote, b=ENGLISH.quote, relation=Relation.CONTRADICTS, score=1.0, evidence=(RIVALS,))
    [told] = explain_links([link], [other, RIVAL, ENGLISH], PROFILES).values()
    assert told == "Contradiction: one says 9 million, the other €4.5 million."
