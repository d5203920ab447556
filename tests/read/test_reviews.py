"""Reviews of claims out of JSON-LD."""

import json
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.errors import InputError
from quotetrack.model.review import ClaimReview, Rating
from quotetrack.read.reviews import read_reviews

CLAIM = "Il molo di Porto Vela è crollato a giugno"
FULL = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "claimReviewed": CLAIM,
    "author": {"@type": "Organization", "name": "Verifica Ora"},
    "datePublished": "2024-06-12T09:30:00+02:00",
    "url": "https://verifica.example/molo",
    "inLanguage": "it-IT",
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Ada Riva"},
        "datePublished": "2024-06-08",
        "firstAppearance": {"@type": "Article", "url": "https://faro.example/1"},
        "appearance": ["https://faro.example/2", {"@id": "https://faro.example/3"}],
    },
    "reviewRating": {
        "@type": "Rating",
        "alternateName": "Falso",
        "ratingValue": "1",
        "bestRating": 5,
        "worstRating": "1",
    },
}
REVIEW = ClaimReview(
    claim=CLAIM,
    claimants=("Ada Riva",),
    claimed=date(2024, 6, 8),
    appearances=("https://faro.example/1", "https://faro.example/2", "https://faro.example/3"),
    rating=Rating(words="Falso", value=1.0, best=5.0, worst=1.0),
    reviewer="Verifica Ora",
    url="https://verifica.example/molo",
    language="it",
    published=date(2024, 6, 12),
)


def read(tmp_path, content, name="reviews.json"):
    """What is read from a file with this content."""
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return read_reviews(path)


def one(tmp_path, **changes):
    """The only review of the full entry with some keys changed, and the codes of its notes."""
    found = read(tmp_path, {**FULL, **changes})
    (review,) = found.reviews
    assert all(note.review == review.id for note in found.notes)
    assert found.failures == ()
    return review, [note.code for note in found.notes]


PREFIXED = {f"https://schema.org/{key}" if key[0] != "@" else key: value for key, value in FULL.items()}
SHAPES = {
    "alone": FULL,
    "list": [FULL],
    "list in a list": [[FULL]],
    "graph": {"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "name": "x"}, FULL]},
    "feed": {"@type": "DataFeed", "dataFeedElement": [FULL]},
    "feed of one": {"@type": "DataFeed", "dataFeedElement": FULL},
    "feed of wrapped items": {"dataFeedElement": [{"@type": "DataFeedItem", "item": FULL}]},
    "feed of items with a list": {"dataFeedElement": [{"@type": "DataFeedItem", "item": [FULL]}]},
    "inside an article": {"@type": "NewsArticle", "headline": "Il molo", "review": FULL},
    "list of types": {**FULL, "@type": ["Review", "ClaimReview"]},
    "type with address": {**FULL, "@type": "https://schema.org/ClaimReview"},
    "type with old address": {**FULL, "@type": ["http://schema.org/ClaimReview"]},
    "type with prefix": {**FULL, "@type": "schema:ClaimReview"},
    "no type": {key: value for key, value in FULL.items() if key != "@type"},
    "keys with address": PREFIXED,
    "typed value": {**FULL, "claimReviewed": [{"@value": CLAIM, "@language": "it"}]},
    "escaped for HTML": {**FULL, "claimReviewed": " Il molo di\nPorto Vela &egrave; crollato a&nbsp;giugno "},
    "twice": [FULL, FULL],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_same_review(tmp_path, shape):
    """However JSON-LD wraps or spells a review, the same record comes of it, once, with nothing to note."""
    found = read(tmp_path, SHAPES[shape])
    assert found.reviews == (REVIEW,)
    assert (found.notes, found.failures) == ((), ())


def test_references_are_followed(tmp_path):
    """An object given by its `@id` is read where the file spells it out, and a review is not read twice."""
    graph = [
        {"@type": "Article", "review": {"@id": "#r", "@type": "ClaimReview"}},
        {**FULL, "@id": "#r", "author": {"@id": "#org"}, "itemReviewed": {"@id": "#claim"}},
        {"@id": "#org", "@type": "Organization", "name": "Verifica Ora"},
        {"@id": "#claim", **FULL["itemReviewed"]},
    ]
    found = read(tmp_path, {"@graph": graph})
    assert (found.reviews, found.failures) == ((REVIEW,), ())


@pytest.mark.parametrize(
    ("key", "value", "names"),
    [
        ("author", "Ada Riva", ("Ada Riva",)),
        ("author", ["Ada Riva", {"@type": "Person", "name": "Ugo Neri"}], ("Ada Riva", "Ugo Neri")),
        ("author", {"@type": "Person", "name": ["Ada Riva", "A. Riva"]}, ("Ada Riva",)),
        ("claimant", {"@type": "Person", "name": "Ada Riva"}, ("Ada Riva",)),
        ("author", {"@type": "Person", "url": "https://riva.example"}, ()),
        ("author", None, ()),
    ],
)
def test_claimants_in_every_spelling(tmp_path, key, value, names):
    """Who made the claim is a string, an object or a list; an address is no name of theirs."""
    review, notes = one(tmp_path, itemReviewed={"@type": "Claim", key: value})
    assert (review.claimants, review.claimant, notes) == (names, names[0] if names else None, [])


@pytest.mark.parametrize(
    ("keys", "reviewer"),
    [
        ({"author": "Verifica Ora"}, "Verifica Ora"),
        ({"author": [{"name": "Lia Conti"}, {"name": "Ivo Sala"}]}, "Lia Conti; Ivo Sala"),
        ({"author": {"@type": "Organization", "url": "https://v.example"}}, "https://v.example"),
        ({"author": None, "publisher": {"name": "Verifica Ora"}}, "Verifica Ora"),
        ({"author": None}, None),
    ],
)
def test_reviewers_in_every_spelling(tmp_path, keys, reviewer):
    """Who checked is the author, or else the publisher, by name or else by address."""
    assert one(tmp_path, **keys)[0].reviewer == reviewer


@pytest.mark.parametrize(
    ("given", "rating"),
    [
        ({"alternateName": "Mostly false"}, Rating(words="Mostly false")),
        ({"name": "Mostly false"}, Rating(words="Mostly false")),
        ({"ratingValue": 2.5, "bestRating": "5"}, Rating(value=2.5, best=5.0)),
        ({"ratingValue": "2,5"}, Rating(value=2.5)),
        ({"ratingValue": "Mostly false"}, Rating(words="Mostly false")),
        ([{"ratingValue": -1}], Rating(value=-1.0)),
        ("Mostly false", Rating(words="Mostly false")),
        ({"@type": "Rating"}, None),
        (None, None),
    ],
)
def test_ratings_in_every_spelling(tmp_path, given, rating):
    """A verdict is words, a number, or both; numbers may be strings, and words may stand in their place."""
    review, notes = one(tmp_path, reviewRating=given)
    assert (review.rating, notes) == (rating, [])


def test_a_claim_without_a_day_is_dated_by_its_first_appearance(tmp_path):
    """The earliest day among its appearances is taken."""
    places = [{"url": "https://a.example", "datePublished": day} for day in ("2024-06-09", "2024-06-07")]
    review, _ = one(tmp_path, itemReviewed={"@type": "Claim", "appearance": places})
    assert (review.claimed, review.appearances) == (date(2024, 6, 7), ("https://a.example",))


def test_where_a_claim_was_made_may_be_a_name(tmp_path):
    """A speech is named by its name; the name of a Claim is its words, and no place."""
    speech = {"@type": "CreativeWork", "name": "Un comizio a Porto Vela"}
    assert one(tmp_path, itemReviewed=speech)[0].appearances == ("Un comizio a Porto Vela",)
    assert one(tmp_path, itemReviewed={**speech, "@type": "Claim"})[0].appearances == ()


@pytest.mark.parametrize(
    ("changes", "code", "missing"),
    [
        ({"datePublished": "ieri"}, "bad-date", {"published": None}),
        ({"datePublished": "2024-02-30"}, "bad-date", {"published": None}),
        ({"datePublished": 20240612}, "wrong-type", {"published": None}),
        ({"itemReviewed": "un comizio"}, "wrong-type", {"claimants": (), "claimed": None, "appearances": ()}),
        ({"url": 7}, "wrong-type", {"url": None}),
        ({"author": "Verifica \ud83d"}, "wrong-type", {"reviewer": None}),
        ({"inLanguage": "italiano di Porto Vela"}, "bad-language", {"language": None}),
        ({"reviewRating": {"alternateName": "Falso", "ratingValue": True}}, "bad-number", {}),
        ({"reviewRating": {"alternateName": "Falso", "ratingValue": float("nan")}}, "bad-number", {}),
        ({"reviewRating": {"alternateName": "Falso", "ratingValue": 10**400}}, "bad-number", {}),
        ({"reviewRating": {"alternateName": "Falso", "bestRating": "top"}}, "bad-number", {}),
    ],
)
def test_an_odd_value_is_left_out_with_a_note(tmp_path, changes, code, missing):
    """A review with an odd part keeps all the rest of itself."""
    review, notes = one(tmp_path, **changes)
    assert notes == [code]
    if "reviewRating" in changes:
        missing = {"rating": Rating(words="Falso")}
    for name in ("claimants", "claimed", "appearances", "rating", "reviewer", "url", "language", "published"):
        assert getattr(review, name) == missing.get(name, getattr(REVIEW, name))


ODD = [
    7,
    None,
    "https://verifica.example/molo",
    {"@type": "ClaimReview"},
    {**FULL, "claimReviewed": "  "},
    {**FULL, "claimReviewed": None},
    {**FULL, "claimReviewed": ["", 7]},
    {**FULL, "claimReviewed": {"@type": "Claim"}},
    {**FULL, "claimReviewed": "Il molo \ud83d"},
]


@pytest.mark.parametrize("entry", ODD, ids=repr)
@pytest.mark.parametrize("holder", ["list", "@graph", "dataFeedElement"])
def test_an_odd_entry_stands_alone(tmp_path, entry, holder):
    """An entry without a claim gives its place and reason; those around it are read."""
    entries = [FULL, entry, {**FULL, "url": "https://verifica.example/2"}]
    found = read(tmp_path, entries if holder == "list" else {holder: entries})
    (failure,) = found.failures
    assert len(found.reviews) == 2
    assert f"{holder}[1]: " in str(failure.error).replace(", [1]", ", list[1]")


@pytest.mark.parametrize("line", ["{broken", "[" * 100_000, "1" * 5000, "7", "{}x"])
def test_a_bad_line_costs_no_other(tmp_path, line):
    """A line that is no JSON, or no object, is told by its number."""
    other = json.dumps({**FULL, "url": "https://verifica.example/2"})
    found = read(tmp_path, f"{json.dumps(FULL)}\n\n{line}\r\n{other}\n", "reviews.jsonl")
    assert len(found.reviews) == 2
    assert [failure.line for failure in found.failures] == [3]


def test_bytes_that_are_no_text_cost_no_other_line(tmp_path):
    """A line that is not UTF-8 gives its own failure."""
    path = tmp_path / "reviews.jsonl"
    path.write_bytes(b'{"claimReviewed": "\xff"}\n' + json.dumps(FULL).encode())
    found = read_reviews(path)
    assert found.reviews == (REVIEW,)
    assert [failure.error.code for failure in found.failures] == ["not-text"]


def test_failures_have_ids_of_their_own(tmp_path):
    """Two odd entries of one file are told apart, in every run alike."""
    ids = [[f.id for f in read(tmp_path, [7, 8]).failures] for _ in range(2)]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 2


@pytest.mark.parametrize(
    ("content", "name"), [("{", "a.json"), ("{}", "a.json"), ("", "a.jsonl"), ("", "a.html")]
)
def test_a_file_without_reviews_says_so(tmp_path, content, name):
    """A file nothing is found in gives one failure, never silence."""
    found = read(tmp_path, content, name)
    assert (len(found.reviews), len(found.failures)) == (0, 1)


def test_a_byte_order_mark_is_no_fault(tmp_path):
    """Files written by Windows programs are read."""
    assert read(tmp_path, "\ufeff" + json.dumps(FULL), "a.jsonld").reviews == (REVIEW,)


def test_line_ends_inside_a_string_are_read(tmp_path):
    """A raw line end in a string, against the letter of JSON, is a blank."""
    text = json.dumps(FULL, ensure_ascii=False).replace("Porto Vela", "Porto\n\tVela")
    assert read(tmp_path, text).reviews == (REVIEW,)


def test_a_page_is_read_by_its_scripts(tmp_path):
    """The JSON-LD scripts of a page are read each for itself; its other scripts are not."""
    page = f"""<html><head><script>var x = {{}};</script>
    <script type="application/ld+json">{{broken</script>
    <SCRIPT TYPE="application/ld+json; charset=utf-8">{json.dumps(FULL)}</SCRIPT></head><body>Ciao</body></html>"""
    found = read(tmp_path, page, "page.HTML")
    assert found.reviews == (REVIEW,)
    assert ["script 1" in str(failure.error) for failure in found.failures] == [True]


@pytest.mark.parametrize("name", ["none.json", "folder.json", "reviews.txt"])
def test_a_file_that_cant_be_read_is_an_error(tmp_path, name):
    """A missing file, a folder and an unknown kind raise InputError with the path."""
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "reviews.txt").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match=name):
        read_reviews(tmp_path / name)


values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5) | st.just("2024-06-08"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "@id", "@value", "@list", "@graph", *FULL, *FULL["itemReviewed"], "name", "item"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(deadline=None)  # it writes files
@given(values, st.sampled_from([*FULL, "@graph", "@id"]))
def test_no_json_at_all_breaks_the_reading(value, key):
    """Whatever stands under whatever key, reviews, notes and failures come of it, and no exception."""
    with tempfile.TemporaryDirectory() as folder:
        for content in (value, {**FULL, key: value}):
            read(Path(folder), content)
        found = read(Path(folder), {"@graph": [value, FULL]})
    assert REVIEW in found.reviews
