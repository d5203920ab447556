"""Who a cue's source may be: the nouns and pronouns of its sentence, with what they are compared by."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from attrs import define

from ..lang.noun_phrase import mention_span
from ..lang.profile import LanguageProfile
from ..model.span import Span
from ..model.syntax import Word
from .cues import CueHit, CueType
from .insertions import is_finite, is_inserted
from .sources import NOMINAL, find_head, proposals

# Parts of names and descriptions, which no mention hangs on.
_PARTS = frozenset({"flat", "compound", "fixed", "amod", "nummod"})
# How an adjective may be a mention by itself: "i vicini hanno detto".
_ALONE = frozenset({"nsubj", "obl"})


@define(eq=False, kw_only=True)
class Candidates:
    """A cue in a tagged sentence, and the words there that its source may hang on.

    Args:
        hit: the cue.
        text: of the article.
        marked: ranges in quotation marks, marks included.
        profile: of the language.
    """

    hit: CueHit
    text: str
    marked: Sequence[Span]
    profile: LanguageProfile

    @cached_property
    def ruled(self) -> Word | None:
        """What the rules take."""
        return find_head(self.hit, self.profile)

    def is_ruled(self, word: Word) -> bool:
        """Whether a word is what the rules take."""
        return self.ruled is not None and self.ruled.index == word.index

    @cached_property
    def proposed(self) -> dict[str, Word]:
        """What each rule would take."""
        return proposals(self.hit, self.profile)

    @cached_property
    def inside(self) -> frozenset[int]:
        """The cue's own words."""
        return frozenset(word.index for word in self.hit.words)

    @cached_property
    def above(self) -> list[int]:
        """What the cue hangs on, the nearest first."""
        return [word.index for word in self.hit.sentence.ancestors(self.hit.head)]

    @cached_property
    def passive(self) -> bool:
        """Whether the cue is a verb in the passive."""
        return self.hit.type is CueType.VERB and self.hit.sentence.is_passive(self.hit.head)

    @cached_property
    def inserted(self) -> bool:
        """Whether commas set the cue off."""
        return is_inserted(self.hit, self.profile)

    @cached_property
    def form(self) -> str:
        """The form of a verb, the type of any other cue."""
        if self.hit.type is not CueType.VERB:
            return self.hit.type.value
        return "finite" if is_finite(self.hit) else self.hit.head.feat("VerbForm") or "no form"

    @cached_property
    def words(self) -> list[Word]:
        """The words that mentions of the sentence hang on."""
        ruled = {word.index for word in (*self.proposed.values(), self.ruled) if word is not None}
        return [w for w in self.hit.sentence.words if w.index in ruled or self._may_name(w)]

    def _may_name(self, word: Word) -> bool:
        if word.index in self.inside or word.upos not in NOMINAL:
            return False
        if word.upos == "PRON":
            return word.feat("Clitic") != "Yes" and word.relation != "expl"
        told_of = self.passive and word.relation in {"nsubj", "csubj"} and word.head in self.inside
        return word.relation not in _PARTS and (word.upos != "ADJ" or word.relation in _ALONE) and not told_of

    @cached_property
    def spans(self) -> dict[int, Span]:
        """The mention of each."""
        return {word.index: mention_span(self.hit.sentence, word, self.text) for word in self.words}

    @cached_property
    def named(self) -> dict[int, float]:
        """How likely the tagger finds the words of each mention part of a source, on average."""
        return {index: self.mean(index, "source") for index in self.spans}

    @cached_property
    def likeliest(self) -> float:
        """The highest of these."""
        return max(self.named.values(), default=0.0)

    def inner(self, index: int) -> list[Word]:
        """The words of a mention."""
        return [w for w in self.hit.sentence.words if self.spans[index].overlaps(w.span)]

    def mean(self, index: int, kind: str) -> float:
        """What the tagger says of a mention's words, on average."""
        told = [getattr(self.hit.sentence.speech[w.index - 1], kind) for w in self.inner(index)]
        return sum(told) / len(told) if told else 0.0

    def between(self, word: Word) -> Sequence[Word]:
        """The words between cue and candidate."""
        words, first, last = self.hit.sentence.words, self.hit.words[0].index, self.hit.words[-1].index
        return words[word.index : first - 1] if word.index < first else words[last : word.index - 1]
