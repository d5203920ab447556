"""From quotes to claims."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from quotetrack.claims import claim_from_text, extract_claims, meaning_text
from quotetrack.lang.load import load_profile
from quotetrack.model.article import Article
from quotetrack.model.claim import Modality
from quotetrack.model.quote import Cue, Quote, QuoteKind, Speaker
from quotetrack.model.result import ArticleResult
from quotetrack.model.span import Span

PROFILES = {"it": load_profile("it"), "en": load_profile("en")}


def result(text, content, *, language="it", lemma="dire", kind=QuoteKind.DIRECT, published=None):
    """An article with one quote whose content is the given words."""
    start = text.index(content)
    article = Article(text=text, published=published, source="Foglio")
    quote = Quote(
        article=article.id,
        kind=kind,
        content=(Span(start, start + len(content)),),
        text=content,
        language=language,
        cue=Cue(Span(0, 1), lemma),
        speaker=Speaker(id="s1", name="Ada Riva"),
        rule="test",
    )
    return ArticleResult(article=article, language=language, quotes=(quote,))


def claims_of(*args, **options):
    return extract_claims(result(*args, **options), PROFILES)


def test_claim_knows_where_it_comes_from():
    """A claim carries its quote, article, outlet, day, speaker and the sentence around it."""
    found = result(
        "Fa caldo. «Servono 12 pompe a Kiev», ha detto Ada Riva. Poi basta.", "Servono 12 pompe a Kiev"
    )
    (claim,) = extract_claims(found, PROFILES)
    assert (claim.quote, claim.article, claim.source) == (found.quotes[0].id, found.article.id, "Foglio")
    assert (claim.speaker, claim.speaker_name, claim.quoted) == ("s1", "Ada Riva", True)
    assert claim.context == "«Servono 12 pompe a Kiev», ha detto Ada Riva."
    assert [q.value for q in claim.quantities] == [12]
    assert claim.entities == ("Kiev",)


def test_sentences_of_a_long_quote_are_claims_too():
    """A quote of several sentences gives the whole first, then its longer sentences."""
    said = "Il ponte resta chiuso fino a maggio. Mai più. Pagheranno tutto le imprese del consorzio."
    texts = [claim.text for claim in claims_of(f"«{said}», ha detto.", said)]
    assert texts == [
        said,
        "Il ponte resta chiuso fino a maggio.",
        "Pagheranno tutto le imprese del consorzio.",
    ]


def test_quoted_fragment_is_a_claim_too():
    """The speaker's own words inside a reporter's clause are compared on their own."""
    said = "di non perdere, come ha detto, “nemmeno un giorno o un’opportunità” che avvicini la pace"
    assert [c.text for c in claims_of(f"Dice {said}.", said)] == [said, "nemmeno un giorno o un’opportunità"]


@pytest.mark.parametrize(
    ("language", "text", "polarity"),
    [
        ("en", "No more than 40 goats will graze there", True),
        ("en", "No goats will graze there", False),
        ("it", "Non più di 40 capre pascoleranno lì", True),
        ("it", "Non solo le capre: non pascolerà nessuno", False),
    ],
)
def test_a_bound_is_no_denial(language, text, polarity):
    """A negation inside a phrase that only sets a bound or adds something turns nothing."""
    assert claim_from_text(text, PROFILES[language]).polarity is polarity


def test_polarity_of_several_sentences_is_that_of_most():
    """One negation among three sentences does not make a quotation negative."""
    said = "Il ponte resta chiuso oggi. Non apriremo prima di maggio. Le imprese pagheranno i danni."
    assert [c.polarity for c in claims_of(f"«{said}», ha detto.", said)] == [True, True, False, True]


@pytest.mark.parametrize(
    ("text", "lemma", "polarity"),
    [
        ("il ponte è chiuso", "dire", True),
        ("il ponte non è chiuso", "dire", False),
        ("il ponte sia chiuso", "negare", False),
        ("il ponte non sia chiuso", "smentire", True),
    ],
)
def test_denial_turns_polarity(text, lemma, polarity):
    """A negated claim and a denied one are negative; a denied negation is positive."""
    (claim,) = claims_of(f"Riva: {text}.", text, lemma=lemma, kind=QuoteKind.INDIRECT)
    assert claim.polarity is polarity


@pytest.mark.parametrize(
    ("language", "text", "modality"),
    [
        ("it", "Il ponte è chiuso", Modality.ASSERTED),
        ("it", "Il ponte potrebbe chiudere", Modality.POSSIBLE),
        ("it", "Chi chiuderà il ponte?", Modality.ASKED),
        ("en", "The bridge may close", Modality.POSSIBLE),
        ("en", "The bridge will close", Modality.INTENDED),
        ("en", "The bridge closed", Modality.ASSERTED),
    ],
)
def test_modality(language, text, modality):
    """How firmly a claim is put is read from its words."""
    assert claim_from_text(text, PROFILES[language]).modality is modality


def test_fragment_means_what_its_sentence_means():
    """A fragment is encoded as the sentence around it, a full claim as itself."""
    (fragment,) = claims_of("Hanno definito «utile» il confronto in Florida.", "utile", kind=QuoteKind.MIXED)
    assert meaning_text(fragment) == "Hanno definito «utile» il confronto in Florida."
    assert (
        meaning_text(evolve(fragment, text="il confronto è stato molto utile"))
        == "il confronto è stato molto utile"
    )


def test_days_are_no_names():
    """A weekday with a capital is a time, not an entity."""
    claim = claim_from_text("We meet Anna in Oslo on Monday", PROFILES["en"], published=date(2024, 6, 8))
    assert claim.entities == ("Anna", "Oslo")
    assert len(claim.times) == 2


def test_unknown_language_gives_no_claims():
    """Quotes in a language without a profile are passed over."""
    assert claims_of("Hola a todos", "Hola a todos", language="es") == ()


def test_same_text_same_claim():
    """Claims of the command line have ids made from their content."""
    one, two = (claim_from_text("Fa caldo", PROFILES["it"], speaker=name) for name in ("Ada", "Ugo"))
    assert one.id == claim_from_text("Fa caldo", PROFILES["it"], speaker="Ada").id != two.id
