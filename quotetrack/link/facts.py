"""What the comparisons need of a claim, worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from attrs import field, frozen

from ..lang.demonyms import country_of, find_demonyms
from ..lang.profile import LanguageProfile
from ..lang.words import stem, stems, words_of
from ..model.claim import Claim
from ..protocols import Embedder, Matrix
from .places import name_key, territory_key

#: How surely two names are one person's or body's, 0 to 1; symmetric.
SameName = Callable[[str, str], float]
#: What a reader says of pairs of claims (`protocols.Reader`); None of those in a language it does not know.
ReadClaims = Callable[[Sequence[tuple[Claim, Claim]]], Sequence[tuple[float, ...] | None]]


@frozen(eq=False)
class Facts:
    """A claim with its words, names and cues.

    Args:
        words: content words in order, without repetition; `rows` their vectors.
        topic: the vector of the text without its figures and times: what it is about.
        around: the vector of the sentence it stands in; None where there is none.
        poles: poles of contrast that its words name ("amount+").
        news: words that tell of a later state.
        names: canonical keys of the entities and demonyms, with the words as written.
    """

    claim: Claim
    words: tuple[str, ...]
    rows: Matrix
    topic: Matrix
    around: Matrix | None
    poles: frozenset[str]
    news: tuple[str, ...]
    names: Mapping[str, str]


@frozen(eq=False)
class FactFinder:
    """Works out the facts of claims, each once.

    Args:
        profiles: by language code.
        embedder: for words and topics; give a cached one, words return.
        same_name: how surely two names are one speaker's.
        read: reads two claims at once; without it they are only compared.
    """

    profiles: Mapping[str, LanguageProfile]
    embedder: Embedder
    same_name: SameName
    read: ReadClaims | None = None
    _known: dict[str, Facts] = field(factory=dict, init=False, repr=False)

    def facts(self, claim: Claim) -> Facts:
        """The facts of one claim."""
        if claim.id not in self._known:
            self._known[claim.id] = self._read(claim)
        return self._known[claim.id]

    def prepare(self, claims: Iterable[Claim]) -> None:
        """Encodes what many claims need in one go, which is faster than one by one."""
        new = [claim for claim in claims if claim.id not in self._known]
        texts = [text for claim in new for text in (bare_text(claim), claim.context) if text]
        self.embedder.encode([*texts, *(word for claim in new for word in self._content(claim))])
        for claim in new:
            self.facts(claim)

    def _content(self, claim: Claim) -> tuple[str, ...]:
        grammar = self.profiles[claim.language].grammar
        idle = grammar.function_words | grammar.negations
        return tuple(dict.fromkeys(w for w in words_of(claim.text) if w not in idle and len(w) > 1))

    def _read(self, claim: Claim) -> Facts:
        profile, words, content = self.profiles[claim.language], words_of(claim.text), self._content(claim)
        return Facts(
            claim=claim,
            words=content,
            rows=self.embedder.encode(content),
            topic=self.embedder.encode([bare_text(claim)])[0],
            around=self.embedder.encode([claim.context])[0] if claim.context else None,
            poles=frozenset(p for p, cues in _poles(profile) if cues_in(words, cues, profile)),
            news=cues_in(words, profile.claims.news, profile),
            names=_names(claim, profile),
        )


def _names(claim: Claim, profile: LanguageProfile) -> dict[str, str]:
    """Names and demonyms, those of a country under one key: "Italia", "Italian", "italiane"."""
    demonyms = {
        territory_key(country_of(word, profile) or ""): word for word in find_demonyms(claim.text, profile)
    }
    named = {name_key(name, profile.code): name for name in claim.entities if not country_of(name, profile)}
    return demonyms | named


def bare_text(claim: Claim) -> str:
    """A claim's text without its figures and times.

    >>> from quotetrack.model.claim import Quantity
    >>> figures = (Quantity(value=5, unit="EUR", text="5 euros"),)
    >>> bare_text(Claim(quote="", article="", language="en", text="It cost 5 euros", quantities=figures))
    'It cost'
    """
    text = claim.text
    for written in (*(t.text for t in claim.times), *(q.text for q in claim.quantities)):
        text = text.replace(written, " ", 1)
    return " ".join(text.split())


def cues_in(words: list[str], cues: frozenset[str], profile: LanguageProfile) -> tuple[str, ...]:
    """The cues among `words`: single words by stem, phrases by form."""
    single = stems(cues, profile)
    line = f" {' '.join(words)} "
    phrases = (cue for cue in sorted(cues) if " " in cue and f" {cue} " in line)
    return (*(word for word in words if stem(word, profile) in single), *phrases)


@cache
def _poles(profile: LanguageProfile) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple(
        (pole, frozenset(c.strip() for c in cues.split(","))) for pole, cues in profile.claims.contrasts
    )
