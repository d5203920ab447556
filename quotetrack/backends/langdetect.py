"""The languages of texts, by langdetect's own profiles.

langdetect draws n-grams at random, so that short answers change from run to run and its confidence
says little. Here its profiles are asked about all n-grams of a text at once: naive Bayes without
sampling, all 55 languages, the same answer on every run.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from attrs import frozen

from ..protocols import Guess

#: Characters of a text that are looked at: of 163 articles cut to 100 characters, none is mistaken.
_LONGEST = 3000
#: What langdetect adds to every frequency (its ALPHA_DEFAULT / BASE_FREQ).
_SMOOTHING = 0.5 / 10_000
#: N-grams overlap and words come in phrases, so their evidence counts for less than its sum. With this
#: share, answers on passages of one to eight words are right as often as their confidence says, or
#: a little more (0.65: 71 in 100; 0.85: 91 in 100).
_SHARE = 0.3
#: Guesses below this are left out.
_LEAST = 1e-6
_SKIPPED = re.compile(
    r"https?://\S+|www\.\S+|\b[\w.+-]{1,64}@\S+|[@#]\w+|<[^<>]{1,200}>"
)  # all in no language
_CAPITALS = re.compile(r"[^\W\d_]{2,}")
_BITS = 21  # of a Unicode code point: three fit into one 64-bit key


@frozen
class _Profiles:
    """n-grams as sorted keys, and the logarithm of their frequency in each language; zh-cn and zh-tw are
    one, as in ISO 639-1.
    """

    languages: tuple[str, ...]
    keys: Any
    logs: Any


class _Normal(dict[int, int]):
    """langdetect's normal form of characters, filled in as they are met."""

    def __missing__(self, code: int) -> int:
        from langdetect.utils.ngram import NGram  # noqa: PLC0415  # only when used

        self[code] = ord(NGram.normalize(chr(code)))
        return self[code]


class LangdetectDetector:
    """Names the language of texts among langdetect's 55. Nothing is loaded before the first text.

    >>> [guesses] = LangdetectDetector().detect(["Abbiamo lavorato per trovare un terreno comune."])
    >>> guesses[0].language
    'it'
    """

    def __init__(self) -> None:
        self._normal = _Normal()

    @property
    def name(self) -> str:
        """The engine, and what is made of its profiles."""
        return "langdetect-exact"

    def detect(self, texts: Sequence[str]) -> tuple[tuple[Guess, ...], ...]:
        """Guesses for each text, likeliest first; none for a text without letters."""
        return tuple(self._guesses(text) for text in texts)

    @cached_property
    def _profiles(self) -> _Profiles:
        from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory  # noqa: PLC0415  # only when used

        factory = DetectorFactory()  # our own: the one that langdetect shares is not touched
        factory.load_profile(PROFILES_DIRECTORY)
        grams = factory.word_lang_prob_map
        table = np.array(list(grams.values()))
        codes = [name.partition("-")[0] for name in factory.langlist]
        languages = tuple(sorted(set(codes)))
        columns = [[i for i, code in enumerate(codes) if code == language] for language in languages]
        shares = np.stack([table[:, column].mean(axis=1) for column in columns], axis=1)
        keys = np.array([_key(gram) for gram in grams], dtype=np.uint64)
        order = np.argsort(keys)
        return _Profiles(languages, keys[order], np.log(shares[order] + _SMOOTHING).astype(np.float32))

    def _guesses(self, text: str) -> tuple[Guess, ...]:
        profiles = self._profiles
        grams = _grams(self._normalised(text))
        places = np.minimum(np.searchsorted(profiles.keys, grams), len(profiles.keys) - 1)
        places = places[profiles.keys[places] == grams]
        if not places.size:
            return ()
        scores = _SHARE * profiles.logs[places].sum(axis=0, dtype=np.float64)
        odds = np.exp(scores - scores.max())
        likely = (odds / odds.sum()).round(6)
        order = np.argsort(-likely, kind="stable")  # equals stay in the order of their codes
        return tuple(Guess(float(likely[i]), profiles.languages[i]) for i in order if likely[i] >= _LEAST)

    def _normalised(self, text: str) -> str:
        """Words between single spaces, as langdetect's profiles have them; words in capitals in lower
        case, for the profiles hardly know them.
        """
        text = _SKIPPED.sub(" ", text[:_LONGEST])
        text = _CAPITALS.sub(lambda m: m[0].lower() if m[0].isupper() else m[0], text)
        return f" {' '.join(text.translate(self._normal).split())} "


def _key(gram: str) -> int:
    key = 0
    for character in gram:
        key = key << _BITS | ord(character)
    return key


def _grams(text: str) -> Any:
    """The keys of the n-grams of one to three characters that do not reach into a second word."""
    one = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.uint64)
    two = one[:-1] << np.uint64(_BITS) | one[1:]
    three = two[:-1] << np.uint64(_BITS) | one[2:]
    letters = one != ord(" ")
    return np.concatenate([one[letters], two, three[letters[1:-1]]])
