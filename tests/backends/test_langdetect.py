"""langdetect's profiles, scored exactly."""

import random

import langdetect.detector_factory as shared
import pytest

from quotetrack.backends.langdetect import LangdetectDetector
from quotetrack.protocols import Detector


@pytest.fixture(scope="module")
def detector():
    return LangdetectDetector()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Il sindaco non parteciperà alla riunione", "it"),
        ("The mayor will not attend the meeting", "en"),
        ("Le maire ne participera pas à la réunion", "fr"),
        ("El alcalde no asistirá a la reunión de mañana", "es"),
        ("Der Bürgermeister wird nicht teilnehmen", "de"),
        ("Володимир Зеленський", "uk"),
        ("市長は会議に出席しません", "ja"),
        ("IL SINDACO NON PARTECIPERÀ ALLA RIUNIONE", "it"),
    ],
)
def test_languages(detector, text, language):
    """The likeliest guess is the language of the text, capitals or not."""
    [guesses] = detector.detect([text])
    assert guesses[0].language == language
    assert guesses[0].confidence > 0.5
    assert list(guesses) == sorted(guesses, key=lambda g: -g.confidence)


@pytest.mark.parametrize("text", ["", " ", "12 345", "🎉", "\x00", "https://example.org/ciao", "@ugo #bene"])
def test_nothing_to_go_by(detector, text):
    """Digits, emoji, addresses and nothing at all give no guess and no error."""
    assert detector.detect([text]) == ((),)


def test_short_texts_are_uncertain(detector):
    """One word that several languages share is not claimed for one of them."""
    [[first, *_]] = detector.detect(["animal"])
    assert first.confidence < 0.6


def test_no_chance_and_no_global_state(detector):
    """Answers do not depend on seeds, and langdetect's shared factory is left as it was."""
    state = random.getstate()
    random.seed(1)
    one = detector.detect(["Domani piove", "Rain again"])
    random.seed(2)
    assert LangdetectDetector().detect(["Domani piove", "Rain again"]) == one
    random.setstate(state)
    assert shared._factory is None
    assert shared.DetectorFactory.seed is None


def test_it_is_a_detector(detector):
    """It has what the protocol asks for, and loads nothing when made."""
    assert isinstance(detector, Detector)
    assert "_profiles" not in vars(LangdetectDetector())
