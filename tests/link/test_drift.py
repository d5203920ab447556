"""How the wording of one speaker changes."""

from __future__ import annotations

import re
from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from strategies import wordings

from quotetrack.backends.cache import CachedEmbedder
from quotetrack.claims import claim_from_text
from quotetrack.lang.load import load_profile
from quotetrack.link.drift import find_drift, find_drifts
from quotetrack.link.facts import FactFinder
from quotetrack.link.pair import Pair
from quotetrack.model.claim import Evidence, Link, Relation
from quotetrack.model.drift import Drift, Piece, PieceKind
from quotetrack.testing.fakes import FakeEmbedder

#: What the encoder of these tests knows of Italian.
MEANS = {"ponte": "bridge", "chiude": "closes", "sindaco": "mayor", "riaprirà": "reopen", "giugno": "june"}


class Bilingual(FakeEmbedder):
    """Gives a word and its translation one vector."""

    def encode(self, texts):
        return super().encode([" ".join(MEANS.get(w, w) for w in text.split()) for text in texts])


PROFILES = {"it": load_profile("it"), "en": load_profile("en")}
FINDER = FactFinder(PROFILES, CachedEmbedder(Bilingual(512)), lambda a, b: float(a == b))


def claim(text, language="en", speaker="Ada Moss"):
    made = claim_from_text(text, PROFILES[language], speaker=speaker, published=date(2025, 6, 8))
    return evolve(made, id=f"{language}: {made.id}")  # a text that both languages may have is two claims


def pair(a, b):
    return Pair(FINDER.facts(a), FINDER.facts(b), 0.0, FINDER)


def drift(left, right):
    return find_drift(pair(claim(*left), claim(*right)))


@pytest.mark.parametrize(
    ("left", "right", "shown", "share"),
    [
        ("The dam holds", "The dam holds", "The dam holds", 1.0),
        ("THE dam’s wall holds", "the dam's wall holds.", "THE dam’s wall holds", 1.0),
        ("We will fix the dam now", "We must fix the dam", "We [will → must] fix the dam [now → -]", 0.7273),
        ("It holds", "It really holds", "It [+ → really] holds", 0.8),
        (
            "It will cost 4.5 million",
            "It won't cost 5 million",
            "It [will → won't] cost [4.5 → 5] million",
            0.6,
        ),
        ("Roses", "Nine cats", "[Roses → Nine cats]", 0.0),
        ("", "", "", 1.0),
        ("", "Nine cats", "[+ → Nine cats]", 0.0),
    ],
)
def test_one_language_is_aligned_by_word(left, right, shown, share):
    """Case and the form of apostrophes are no difference; what is shown is the spelling of each side."""
    found = drift((left,), (right,))
    assert str(found) == shown
    assert found.share == share


@pytest.mark.parametrize(
    ("left", "right", "shown", "share"),
    [
        ("Il ponte chiude", "The bridge closes", "ponte = bridge chiude = closes", 1.0),
        ("Il ponte chiude", "The old bridge closes", "[+ → old] ponte = bridge chiude = closes", 0.8),
        ("Il ponte non chiude", "The bridge closes", "ponte = bridge [non → -] chiude = closes", 0.8),
        (
            "Il ponte non riaprirà",
            "The bridge won’t reopen",
            "ponte = bridge non = won’t riaprirà = reopen",
            1.0,
        ),
        ("Chiude il 20 giugno", "Closes on June 20", "Chiude = Closes 20 giugno = June 20", 1.0),
        ("Chiude il 20 giugno", "Closes on June 25", "Chiude = Closes [20 giugno → June 25]", 0.5),
        ("Chiude alle 18", "Closes at 6 pm", "Chiude = Closes alle 18 = at 6 pm", 1.0),
        ("Chiude alle 18", "Closes at 5 pm", "Chiude = Closes [alle 18 → at 5 pm]", 0.5),
        ("È l’inflazione", "It is inflation", "inflazione = inflation", 1.0),
        ("Costa 4,5 milioni di euro", "Costs €4.5 million", "4,5 milioni di euro = €4.5 million", None),
        ("Costa 4,5 milioni di euro", "Costs €9 million", "[4,5 milioni di euro → €9 million]", None),
        ("A 30 mila alberi", "Some 30,000 trees", "30 mila = 30,000", None),
        ("Costa 4,5 milioni di euro", "Lasts 9 years", "[4,5 milioni di euro → -]", None),
    ],
)
def test_two_languages_are_aligned_by_meaning(left, right, shown, share):
    """Words, figures, times and a negation meet their counterparts; rival figures and times stand face to face."""
    found = drift((left, "it"), (right, "en"))
    assert shown in str(found)
    assert share is None or (str(found), found.share) == (shown, share)


def test_bare_numbers_are_no_rivals_of_counted_things():
    """A number that may count anything is not set against people."""
    assert "3.000 → 12" not in str(drift(("Erano 3.000 persone", "it"), ("On bus 12",)))


def test_records_say_what_changed():
    """The sentence names the first replacement, else the first piece only one side has, and how much is kept."""
    assert drift(("The dam holds",), ("The dam holds",)).because == "all of the words are kept"
    changed = drift(("So the dam holds now",), ("The dam leaks now",))
    assert changed.because == '67% of the words are kept: "holds" against "leaks"'
    assert drift(("The dam",), ("The dam too",)).because.endswith('"too" is only in the second')
    assert drift(("The dam too",), ("The dam",)).because.endswith('"too" is only in the first')


def test_a_share_is_a_share():
    """More than all can't be kept."""
    with pytest.raises(ValueError, match="share"):
        Drift(a="a", b="b", share=1.5)


CLAIMS = st.builds(claim, wordings, st.sampled_from(["it", "en"]))


@given(CLAIMS, CLAIMS)
def test_swapping_sides_mirrors_the_pieces(a, b):
    """Which quote comes first changes nothing but the sides."""
    there = find_drift(pair(a, b))
    assert find_drift(pair(b, a)) == there.mirrored
    assert there.mirrored.mirrored == there
    assert 0 <= there.share <= 1


@given(CLAIMS)
def test_a_claim_does_not_drift_from_itself(one):
    """The same claim twice keeps all of its words."""
    same = find_drift(pair(one, one))
    assert same.share == 1
    assert {piece.kind for piece in same.pieces} <= {PieceKind.SAME}


def spelled(texts):
    return re.findall(r"\w+|[%€]", " ".join(texts))


@given(wordings, wordings)
def test_pieces_hold_all_words_in_order(left, right):
    """In one language each side can be read off its pieces, every word as it was written."""
    pieces = drift((left,), (right,)).pieces
    assert spelled(piece.left for piece in pieces) == spelled([left])
    assert spelled(piece.right for piece in pieces) == spelled([right])


@given(wordings, wordings)
def test_counterparts_meet_one_to_one(left, right):
    """Across languages every piece stands in its text, as often as it stands there at most."""
    pieces = drift((left, "it"), (right, "en")).pieces
    for text, side in ((left, [p.left for p in pieces]), (right, [p.right for p in pieces])):
        for shown in filter(None, side):
            assert side.count(shown) <= text.count(shown)


def link(a, b, score=1.0):
    reason = Evidence(name="speaker", score=score, because="")
    return Link(a=a.quote, b=b.quote, relation=Relation.SAME, score=0.9, evidence=(reason,))


def test_drifts_of_links_of_one_speaker():
    """Links of one speaker get their drift, left and right as the link has them; other links get none."""
    a, b, c = claim("The dam holds"), claim("The dam leaks"), claim("The dam holds", speaker="Ugo Bassi")
    links = [link(b, a), link(a, c, score=0.1), Link(a="x", b="y", relation=Relation.SAME, score=1.0)]
    [(ends, found)] = find_drifts(links, [a, b, c], finder=FINDER).items()
    assert ends == (found.a, found.b) == (b.quote, a.quote)
    assert found.pieces[-1] == Piece(PieceKind.REPLACED, "leaks", "holds")


def test_drifts_take_the_nearest_claims_of_a_quote():
    """Of a quote with several claims the one that is nearest in wording is shown."""
    one, other, right = claim("Nine cats sleep"), claim("The dam holds"), claim("The dam holds now")
    other = evolve(other, quote=one.quote)
    [found] = find_drifts([link(one, right)], [one, other, right], finder=FINDER).values()
    assert str(found) == "The dam holds [+ → now]"


def test_links_without_claims_at_hand_have_no_drift():
    """A quote that is not there, or in a language without profile, is left out."""
    a, b = claim("The dam holds"), claim("The dam leaks")
    assert find_drifts([link(a, b)], [a], finder=FINDER) == {}
    few = FactFinder({"it": PROFILES["it"]}, FINDER.embedder, FINDER.same_name)
    assert find_drifts([link(a, b)], [a, b], finder=few) == {}
