"""What articles disagree on."""

from __future__ import annotations

import pytest

from quotetrack.lang.load import load_profile
from quotetrack.link.conflicts import GivenRole, find_conflicts, find_role_conflicts
from quotetrack.model.claim import Claim, ConflictKind, Evidence, Link, Relation

PROFILES = {"it": load_profile("it"), "en": load_profile("en")}


def claim(quote, text, speaker, *, quoted=True):
    return Claim(
        quote=quote,
        article=f"art-{quote}",
        text=text,
        language="it",
        speaker=speaker,
        speaker_name=speaker,
        quoted=quoted,
    )


def conflicts(relation, claims, **scores):
    evidence = tuple(Evidence(name=name, score=score, because=f"{name}!") for name, score in scores.items())
    link = Link(a=claims[0].quote, b=claims[1].quote, relation=relation, score=0.9, evidence=evidence)
    return find_conflicts([link], claims)


PAIR = (claim("a", "Meglio soli", "Ada"), claim("b", "Meglio soli", "Ugo"))


@pytest.mark.parametrize(
    ("scores", "kind"),
    [
        ({"numbers": 0.0, "dates": 0.0}, ConflictKind.FIGURE),
        ({"numbers": 1.0, "dates": 0.0}, ConflictKind.DATE),
        ({"polarity": 0.0}, ConflictKind.POLARITY),
    ],
)
def test_contradiction_is_named_by_its_reason(scores, kind):
    """Rival figures come before rival days, and these before a denial."""
    (found,) = conflicts(Relation.CONTRADICTS, PAIR, **scores)
    assert found.kind is kind
    assert [(side.article, side.quote, side.says) for side in found.sides] == [
        ("art-a", "a", "Meglio soli"),
        ("art-b", "b", "Meglio soli"),
    ]


def test_same_words_of_two_people():
    """A quotation given to two people is a conflict of attribution."""
    (found,) = conflicts(Relation.SUPPORTS, PAIR, meaning=0.9, speaker=0.0)
    assert found.kind is ConflictKind.ATTRIBUTION
    assert [side.says for side in found.sides] == ["Ada: Meglio soli", "Ugo: Meglio soli"]


@pytest.mark.parametrize(
    ("claims", "scores"),
    [
        (PAIR, {"meaning": 0.9, "speaker": 1.0}),
        (PAIR, {"meaning": 0.3, "speaker": 0.0}),
        ((PAIR[0], claim("b", "Meglio soli", "Ugo", quoted=False)), {"meaning": 0.9, "speaker": 0.0}),
    ],
)
def test_people_may_agree(claims, scores):
    """One speaker, other words, or a reporter's own words are no misattribution."""
    assert conflicts(Relation.SUPPORTS, claims, **scores) == ()


def test_misattribution_reaches_every_wording():
    """Where Ada's words were given to Ugo, so was what she says in another outlet's wording."""
    other = claim("c", "Better alone", "Ada")
    told = {"meaning": 0.9, "speaker": 0.0}, {"meaning": 0.4, "speaker": 1.0}
    links = [
        Link(
            a=a,
            b=b,
            relation=Relation.SAME,
            score=0.9,
            evidence=tuple(Evidence(name=n, score=s, because="!") for n, s in scores.items()),
        )
        for (a, b), scores in zip((("a", "b"), ("a", "c")), told, strict=True)
    ]
    found = find_conflicts(links, [*PAIR, other])
    assert [{side.quote for side in c.sides} for c in found] == [{"a", "b"}, {"b", "c"}]
    assert {c.kind for c in found} == {ConflictKind.ATTRIBUTION}
    assert len(find_conflicts(links, [*PAIR, claim("c", "Better alone", "Ada", quoted=False)])) == 1


def roles(*given):
    return [GivenRole(role, article, language) for article, (role, language) in enumerate(given)]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            ("ministro della Difesa ucraino", "it"),
            ("segretario del Consiglio per la Sicurezza Nazionale ucraino", "it"),
        ),
        (("portavoce della società", "it"), ("the company's technical director", "en")),
        (("ministro della Difesa", "it"), ("Foreign Minister", "en")),
    ],
)
def test_two_offices_are_a_conflict(left, right):
    """One person can't be what both articles say."""
    (found,) = find_role_conflicts("Rustem Umerov", roles(left, right), PROFILES)
    assert (found.kind, found.about) == (ConflictKind.ROLE, "Rustem Umerov")
    assert [side.says for side in found.sides] == [left[0], right[0]]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("prefetto", "it"), ("Prefect", "en")),
        (("president", "en"), ("U.S. President", "en")),
        (("sindaca", "it"), ("the mayor of Orba", "en")),
        (("leader di Kiev", "it"), ("presidente ucraino", "it")),
        (("ministro", "it"), ("deputy leader", "en")),
    ],
)
def test_translations_and_shortenings_are_no_conflict(left, right):
    """A role in another language, a shorter one or a general word says nothing against it."""
    assert list(find_role_conflicts("X", roles(left, right), PROFILES)) == []


def test_one_article_may_give_two_roles():
    """Roles of one article do not conflict."""
    given = [GivenRole("ministro", "a", "it"), GivenRole("sindaco", "a", "it")]
    assert list(find_role_conflicts("X", given, PROFILES)) == []


def test_each_two_offices_conflict_once():
    """A third article that repeats a role adds no conflict."""
    given = roles(("sindaco", "it"), ("prefetto", "it"), ("mayor", "en"))
    assert len(list(find_role_conflicts("X", given, PROFILES))) == 1
