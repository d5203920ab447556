"""What of a claim is asserted, and how: polarity, modality, and the text that carries its meaning."""

from __future__ import annotations

from collections.abc import Sequence

from ..lang.profile import LanguageProfile
from ..lang.words import stem, stems, words_of
from ..model.claim import Claim, Modality
from ..protocols import Reader

_FEWEST_WORDS = 4  # below this a fragment («utile») means too little without its sentence


def meaning_text(claim: Claim) -> str:
    """What an embedder is given for a claim: its text, or the sentence around a short fragment."""
    short = len(words_of(claim.text)) < _FEWEST_WORDS
    return claim.context if short and claim.context else claim.text


def read_claims(pairs: Sequence[tuple[Claim, Claim]], reader: Reader) -> list[tuple[float, ...] | None]:
    """How likely each relation is for pairs of claims; None where one is in a language the reader was not taught."""
    if not pairs:
        return []  # nothing is loaded for nothing
    known = [i for i, (a, b) in enumerate(pairs) if {a.language, b.language} <= reader.languages]
    rows = reader.read([(meaning_text(pairs[i][0]), meaning_text(pairs[i][1])) for i in known])
    answers = dict(zip(known, rows.tolist(), strict=True))
    return [tuple(answers[i]) if i in answers else None for i in range(len(pairs))]


def is_positive(sentences: Sequence[str], profile: LanguageProfile, *, denied: bool = False) -> bool:
    """False where most sentences are negated or their speaker denies them; a denied negation is positive."""
    negated = [_is_negated(sentence, profile) for sentence in sentences]
    return (sum(negated) * 2 > len(negated)) == denied


def _is_negated(sentence: str, profile: LanguageProfile) -> bool:
    """Whether a sentence holds a negation that denies something: "no more than 20" does not."""
    line = f" {' '.join(words_of(sentence))} "
    for phrase in sorted(profile.grammar.idle_negations, key=len, reverse=True):
        line = line.replace(f" {phrase} ", " ")
    return not profile.grammar.negations.isdisjoint(line.split())


def modality_of(text: str, profile: LanguageProfile, *, requested: bool = False) -> Modality:
    """How firmly a text is put, from its words and its last mark."""
    if text.rstrip("”»\"' ").endswith("?"):
        return Modality.ASKED
    words = words_of(text)
    found = {stem(word, profile) for word in words}
    if found & stems(profile.grammar.hedges, profile) or any(
        w.endswith(profile.claims.endings) for w in words
    ):
        return Modality.POSSIBLE
    if requested or any(word in profile.grammar.future_words for word in words):
        return Modality.INTENDED
    return Modality.ASSERTED
