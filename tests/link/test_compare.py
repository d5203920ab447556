"""The comparisons, one by one."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.backends.cache import CachedEmbedder
from quotetrack.claims import claim_from_text, meaning_text
from quotetrack.lang.load import load_profile
from quotetrack.link.compare import compare
from quotetrack.link.facts import FactFinder
from quotetrack.link.pair import Pair
from quotetrack.link.relate import load_model, related
from quotetrack.testing.fakes import FakeEmbedder

PROFILES = {"it": load_profile("it"), "en": load_profile("en")}
EMBEDDER = CachedEmbedder(FakeEmbedder())


def same_name(a, b):
    return float(a.split()[-1] == b.split()[-1])


FINDER = FactFinder(PROFILES, EMBEDDER, same_name)


def claim(text, language="it", speaker="Ada Riva", day=date(2024, 6, 8)):
    return claim_from_text(text, PROFILES[language], speaker=speaker, published=day)


def pair(a, b):
    left, right = EMBEDDER.encode([meaning_text(a), meaning_text(b)])
    return Pair(FINDER.facts(a), FINDER.facts(b), float(left @ right), FINDER)


def evidence(name, a, b):
    return next((e for e in compare(pair(a, b)) if e.name == name), None)


@pytest.mark.parametrize(
    ("left", "right", "score"),
    [
        (("Costa 3 milioni di euro", "it"), ("It costs €3m", "en"), 1.0),
        (("Il 66 per cento", "it"), ("Two thirds", "en"), 0.8),
        (("Sono caduti 18 centimetri", "it"), ("180 millimetres fell", "en"), 1.0),
        (("Il 5 per cento", "it"), ("Nine percent", "en"), 0.0),
        (("About 190 metres", "en"), ("200 metres", "en"), 0.8),
        (("Dodici feriti", "it"), ("Undici feriti", "it"), 0.0),
        (("Il 71 per cento", "it"), ("74%", "en"), 0.0),
        (("Gli abitanti sono 47.950", "it"), ("48,100 inhabitants", "en"), 0.0),
        (("Una barca su tre", "it"), ("35% of boats", "en"), 0.8),
        (("Due terzi delle barche", "it"), ("three quarters of the boats", "en"), 0.0),
        (("C'erano già 33 gradi", "it"), ("It was already 91 degrees", "en"), 0.8),
        (("C'erano già 33 gradi", "it"), ("It was already 91 degrees Celsius", "en"), 0.0),
        (("Lo hanno chiesto tre volte", "it"), ("They asked three times", "en"), 1.0),
        (("un fosso di 12 mila metri cubi", "it"), ("12,000 cubic metres", "en"), 1.0),
        (("Ventidue brandine", "it"), ("22 cots", "en"), 1.0),
        (("They spent 1.84 billion euros", "en"), ("Hanno speso 1,79 miliardi di euro", "it"), 0.0),
        (("Seven of the 20 motors run", "en"), ("Vanno otto motori su 20", "it"), 0.0),
        (("Da 30 a 90 gatti", "it"), ("90 gatti", "it"), 1.0),
        (("Ci sono 20 gradi", "it"), ("It is 12 °C", "en"), 0.0),
    ],
)
def test_numbers(left, right, score):
    """Figures agree across languages, formats and units; rivals do not."""
    assert evidence("numbers", claim(*left), claim(*right)).score == score


@settings(deadline=None)
@given(st.integers(2100, 999_999_999), st.integers(2100, 999_999_999))  # below stand years
def test_number_formats_never_change_the_relation(number, other):
    """Grouped by points, by spaces or not at all, in one sentence or the other: one relation, one score."""
    model, third = load_model("pairs"), claim(f"Servono {other} firme")
    left = [
        claim(f"Servono {written} firme")
        for written in (f"{number}", f"{number:,}".replace(",", "."), f"{number:,}".replace(",", "\u00a0"))
    ]
    found = [related(Pair(FINDER.facts(one), FINDER.facts(third), 0.6, FINDER), model) for one in left]
    assert len({(f.relation, f.score) for f in found}) == 1


def test_context_speaks_for_short_claims():
    """The sentences around two claims are compared where both have one."""
    short = [
        evolve(claim("Era utile"), context=text)
        for text in ("Il vertice era utile", "Il vertice è stato utile")
    ]
    assert evidence("context", *short).score > 0.5
    assert evidence("context", short[0], claim("Era inutile")) is None


def test_nearest_is_known_for_claims_of_articles_only():
    """Whether another counterpart is nearer is evidence between two articles, and none for a bare pair."""
    there = pair(claim("Si parte"), claim("Si va"))
    assert evidence("nearest", claim("Si parte"), claim("Si va")) is None
    among = Pair(there.a, there.b, there.cosine, FINDER, 0.5)
    assert {e.name: e.score for e in compare(among)}["nearest"] == 0.5


def test_numbers_say_why():
    """The reason names the figures."""
    assert (
        evidence("numbers", claim("Sono 40 gradi"), claim("Sono 40 gradi adesso")).because
        == "both say 40 gradi"
    )


def test_figures_of_different_kinds_are_not_compared():
    """Years are no euros: such figures are neither equal nor rivals."""
    euros, years = claim("Costa 85 euros", "en"), claim("It is 85 years old", "en")
    assert evidence("numbers", euros, years) is None
    assert evidence("units", euros, years).score == 0


@pytest.mark.parametrize(
    ("left", "right", "score"),
    [("domani", "domenica", 1.0), ("domani", "il 20 giugno", 0.0), ("alle 18", "alle 18.00", 1.0)],
)
def test_dates(left, right, score):
    """Days and hours told in two ways are one."""
    assert evidence("dates", claim(f"Si parte {left}"), claim(f"Si parte {right}")).score == score


def test_contrast_is_seen_across_languages():
    """Verbs that point opposite ways are found in two languages, and negation turns them."""
    up, down = claim("I prezzi aumentano"), claim("Prices fell", "en")
    assert evidence("contrast", up, down).score == 0
    assert evidence("contrast", up, claim("Prices did not fall", "en")).score == 1


def test_names_across_languages():
    """A country or city is one place in both languages."""
    assert evidence("entities", claim("Si va a Mosca"), claim("We go to Moscow", "en")).score == 1
    assert evidence("entities", claim("Si va a Mosca"), claim("We go to Paris", "en")).score == 0


@pytest.mark.parametrize(
    ("left", "right", "score"),
    [
        (("Le navi ucraine sono partite", "it"), ("The ships have left Ukraine", "en"), 1),
        (("Ne parla la stampa svizzera", "it"), ("They wrote of Swiss banks", "en"), 1),
        (("Le navi ucraine sono partite", "it"), ("The Italian ships have left", "en"), 0),
    ],
)
def test_demonyms_are_names_of_their_country(left, right, score):
    """What is of a country names it, in small letters or with a capital."""
    assert evidence("entities", claim(*left), claim(*right)).score == score


def test_news_is_read_in_the_newer():
    """A word of a later state counts where the newer claim has it."""
    old, new = claim("Sono 12", day=date(2024, 6, 8)), claim("Ora sono 14", day=date(2024, 6, 9))
    assert evidence("news", old, new).score > 0.5
    swapped = claim("Ora sono 12", day=date(2024, 6, 8)), claim("Sono 14", day=date(2024, 6, 9))
    assert evidence("news", *swapped).score < 0.5


def test_speaker_by_name_inside_a_description():
    """A title around a name does not hide it."""
    assert (
        evidence("speaker", claim("Sì", speaker="la ministra Ada Riva"), claim("Sì", speaker="Riva")).score
        == 1
    )
    assert evidence("speaker", claim("Sì", speaker="Ada Riva"), claim("Sì", speaker="Ugo Bassi")).score < 0.5


WORDS = st.lists(
    st.sampled_from(
        [
            "il",
            "ponte",
            "non",
            "chiude",
            "apre",
            "12",
            "dodici",
            "milioni",
            "di",
            "euro",
            "domani",
            "Mosca",
            "sale",
            "scende",
            "ora",
            "Ada",
            "mezzo",
            "%",
            "250.000",
        ]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)
CLAIMS = st.builds(
    claim,
    WORDS,
    st.sampled_from(["it", "en"]),
    st.sampled_from(["Ada Riva", "Ugo Bassi", "il governo", None]),
    st.sampled_from([None, date(2024, 6, 8), date(2024, 6, 20)]),
)


@given(CLAIMS, CLAIMS)
def test_comparing_is_symmetric(a, b):
    """Swapped claims get the same scores, the same relation, and the other one is newer."""
    there, back = pair(a, b), pair(b, a)
    scores = [{e.name: round(e.score, 3) for e in compare(p)} for p in (there, back)]
    assert scores[0] == scores[1]
    model = load_model("pairs")
    one, other = related(there, model), related(back, model)
    assert one.relation == other.relation
    assert one.score == pytest.approx(other.score, abs=0.005)
    assert {one.newer, other.newer} in ({None}, {"a", "b"})


@given(CLAIMS, CLAIMS)
def test_scores_are_between_0_and_1(a, b):
    """Every piece of evidence has a score a reader can read, and a reason."""
    for found in compare(pair(a, b)):
        assert 0 <= found.score <= 1
        assert found.because


@pytest.mark.parametrize(
    ("italian", "english"), [("250.000", "250,000"), ("1,7", "1.7"), ("3 milioni", "3 million")]
)
def test_number_formats_do_not_change_the_relation(italian, english):
    """A claim with its number in the other format is related to a third as before."""
    third = claim("Le firme sono 250 mila")
    figures = [
        evidence("numbers", claim(f"{n} firme", code), third)
        for n, code in ((italian, "it"), (english, "en"))
    ]
    assert figures[0].score == figures[1].score
