"""The languages of an article."""

from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.backends.langdetect import LangdetectDetector
from quotetrack.lang.load import load_profile
from quotetrack.model.article import Article
from quotetrack.read.text import read_text
from quotetrack.segments import detect_text, find_segments

PROFILES = (load_profile("it"), load_profile("en"))
DETECTOR = LangdetectDetector()
SEEDS = Path(__file__).parents[1] / "seeds"
ITALIAN = "Il consiglio ha approvato il bilancio. Il sindaco ha detto che la scuola riaprirà dopo le feste."
ENGLISH = "The council has approved the budget. The mayor said that the school would open after the holidays."


def languages(text, **given):
    article = read_text(text, profiles=PROFILES, **given)
    return find_segments(article, DETECTOR, PROFILES)


def told(text, **given):
    return [(s.language, s.span.of(text).strip()) for s in languages(text, **given).segments]


@pytest.mark.parametrize(("text", "language"), [(ITALIAN, "it"), (ENGLISH, "en")])
def test_one_language(text, language):
    """A text in one language is one segment, with confidence and without notes."""
    found = languages(text)
    assert (found.language, len(found.segments), found.notes) == (language, 1, ())
    assert found.confidence == found.segments[0].confidence > 0.99


def test_first_seed_is_italian_throughout():
    """Foreign names do not make segments."""
    text = (SEEDS / "000_ee218c8378218b0e.txt").read_text(encoding="utf-8")
    assert [language for language, _ in told(text)] == ["it"]


def test_second_seed_has_an_english_tweet_and_a_ukrainian_name():
    """The tweet with its signature is English, the Cyrillic name in it Ukrainian, the rest Italian."""
    text = (SEEDS / "004_5a5ff212faf2a387.txt").read_text(encoding="utf-8")
    found = languages(text)
    assert found.language == "it"
    tweet, name, rest, article = told(text)
    assert tweet[0] == "en" and tweet[1].startswith("Rustem Umerov reported")
    assert name == ("uk", "Володимир Зеленський")
    assert rest == ("en", "(@ZelenskyyUa) December 26, 2025")
    assert article[0] == "it" and article[1].startswith("Si rafforza l’asse")
    assert [note.code for note in found.notes] == ["unsupported-language"]


def test_foreign_sentence_in_a_paragraph():
    """A whole sentence in another language is a segment of its own, mid-paragraph too."""
    assert told(f"{ITALIAN} {ENGLISH} {ITALIAN}") == [("it", ITALIAN), ("en", ENGLISH), ("it", ITALIAN)]


def test_foreign_quotation_in_a_sentence():
    """A long foreign quotation after a colon is a segment; its marks go with it."""
    quoted = "«We are not going to leave this town until every family has a home again»"
    text = f"{ITALIAN} Poi ha aggiunto: {quoted}, tra gli applausi della sala. {ITALIAN}"
    assert [language for language, _ in told(text)] == ["it", "en", "it"]
    assert told(text)[1][1].startswith(quoted)


@pytest.mark.parametrize("title", ["«The Silent Garden»", "“Les Misérables”", '"Der Spiegel"'])
def test_foreign_titles_are_no_segments(title):
    """The name of a film or a paper stays in the language around it."""
    text = f"{ITALIAN} Alla fine è stato proiettato {title} davanti al pubblico. {ITALIAN}"
    assert [language for language, _ in told(text)] == ["it"]


def test_short_heading_goes_with_its_neighbours():
    """A heading that could be anything takes the language of what stands around it."""
    assert [language for language, _ in told(f"{ITALIAN}\n\nPiano casa\n\n{ITALIAN}")] == ["it"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le président a déclaré que la réforme serait adoptée avant l'été.", "fr"),
        ("El presidente afirmó que la reforma se aprobará antes del verano.", "es"),
        ("Der Präsident erklärte, die Reform werde vor dem Sommer verabschiedet.", "de"),
        ("O presidente afirmou que a reforma será aprovada antes do verão.", "pt"),
    ],
)
def test_unsupported_languages_are_named_and_noted(text, language):
    """A language without a profile is never taken for one that has one."""
    found = languages(text)
    assert found.language == language
    [note] = found.notes
    assert note.code == "unsupported-language" and note.span == found.segments[0].span


@pytest.mark.parametrize("text", ["a", "Ok", "123", "🎉🎉", "—", "Muchas gracias", "Guten Morgen", "Merci"])
def test_too_little_text_is_no_supported_language(text):
    """Of a word or two nothing is said, or at least not that it is Italian or English."""
    assert languages(text).language not in {profile.code for profile in PROFILES}


def test_nothing_can_be_told():
    """A text without letters is "und", in one segment with a note."""
    found = detect_text("123 🎉", DETECTOR, PROFILES)
    assert (found.language, found.confidence, len(found.segments)) == ("und", 0.0, 1)
    assert found.notes[0].code == "unknown-language"
    assert detect_text("", DETECTOR, PROFILES).segments == ()


def test_the_callers_language_is_respected():
    """What the caller says is the main language, even of a word; a passage clearly in another is still
    told apart.
    """
    assert languages("Ok.", language="it").language == "it"
    assert [s.language for s in languages("Ok.", language="it").segments] == ["it"]
    found = languages(f"{ENGLISH}\n\n{ENGLISH}", language="it")
    assert (found.language, found.segments[0].language) == ("it", "en")


def test_detect_text_is_the_same_path():
    """A text alone gets the answer an article gets."""
    article = Article(text=f"{ITALIAN}\n{ENGLISH}")
    assert detect_text(article.text, DETECTOR, PROFILES) == find_segments(article, DETECTOR, PROFILES)


def test_one_call_for_an_article():
    """The detector is asked once about all units."""

    class Counting:
        name = "counting"
        calls = 0

        def detect(self, texts):
            self.calls += 1
            return DETECTOR.detect(texts)

    counting = Counting()
    find_segments(Article(text=f"{ITALIAN}\n{ENGLISH}"), counting, PROFILES)
    assert counting.calls == 1


def test_a_new_profile_is_enough():
    """With a profile for French, French needs no note: nothing else changes."""
    french = evolve(PROFILES[0], code="fr")
    text = "Le président a déclaré que la réforme serait adoptée avant l'été."
    assert find_segments(Article(text=text), DETECTOR, (*PROFILES, french)).notes == ()


PIECES = st.sampled_from(
    [
        ITALIAN,
        ENGLISH,
        "\n",
        " ",
        "«",
        "»",
        '"',
        ": ",
        "Зеленський",
        "123",
        "\ufeff",
        "習近平",
        "— A (@b)\n",
        "\x00",
    ]
)


@given(st.lists(PIECES, max_size=12))
def test_segments_partition_the_text(pieces):
    """Segments follow one another from the first to the last character, no two neighbours alike."""
    text = "".join(pieces)
    segments = detect_text(text, DETECTOR, PROFILES).segments
    assert "".join(s.span.of(text) for s in segments) == text
    assert all(a.language != b.language for a, b in pairwise(segments))
