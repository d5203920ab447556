"""A cue with its surroundings, and how far what it reports reaches."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile, pairwise

from attrs import frozen

from ..lang.profile import LanguageProfile
from ..model.quote import Mention
from ..model.span import Span
from ..model.syntax import Word
from .cues import CueHit
from .insertions import COMMAS, DASHES, is_finite_clause, is_relative

_ENCLOSING = DASHES | {"(", ")"}
_EDGES = " \t\n\u00a0,;:.–—-("
# Words before a comment that are no clause: "Ma, come ha detto X, ...".
_SCRAP = 2
# Words between a cue and a source that touches it: adverbs, a comma.
_TOUCH = 4

Spans = tuple[Span, ...]


@frozen(eq=False)
class Report:
    """A cue, the source beside it, the text they stand in, and its language."""

    hit: CueHit
    source: Mention | None
    text: str
    profile: LanguageProfile

    @property
    def words(self) -> tuple[Word, ...]:
        """All words of the sentence."""
        return self.hit.sentence.words

    def source_words(self) -> list[int]:
        """The indices of the source's words."""
        source = self.source
        return [] if source is None else [w.index for w in self.words if source.span.overlaps(w.span)]

    def beyond_source(self, stretch: Sequence[Word]) -> Sequence[Word]:
        """A stretch without what tells more of a source behind its cue: an apposition, a relative clause."""
        behind = [self.words[at - 1] for at in self.source_words() if at >= self.hit.after]
        below = {w.index for word in behind for w in self.hit.sentence.subtree(word)}
        return tuple(dropwhile(lambda w: w.index in below or w.upos == "PUNCT", stretch))

    def cue_range(self) -> tuple[int, int]:
        """First and last word index of the cue, together with a source that touches it."""
        first, last = self.hit.words[0].index, self.hit.words[-1].index
        inside = self.source_words()
        if inside and inside[-1] < first <= inside[-1] + _TOUCH:
            first = inside[0]
        elif inside and last < inside[0] <= last + 2:
            last = inside[-1]
        return first, last

    def enclosure(self, at: int) -> tuple[int, int]:
        """The words inside the brackets or dashes that word `at` stands in, as a slice; all words outside of any."""
        marks = [w for w in self.words if w.form in _ENCLOSING and not self._is_hyphen(w)]
        for opening, closing in (("(", ")"), *((dash, dash) for dash in sorted(DASHES))):
            before = [w for w in marks if w.form in {opening, closing} and w.index < at]
            after = next((w for w in marks if w.form in {opening, closing} and w.index > at), None)
            inside = (
                len(before) % 2 == 1 if opening == closing else bool(before) and before[-1].form == opening
            )
            if inside and after is not None and after.form == closing:
                return before[-1].index, after.index - 1
        return 0, len(self.words)

    def _is_hyphen(self, word: Word) -> bool:
        """Whether a dash joins two words: "hands-down"."""
        return word.form == "-" and not self.text[word.span.start - 1].isspace()

    def after(self, word: Word) -> int:
        """Index of the first word that shares no character with `word`: an article may stand with a preposition."""
        return next(
            (w.index for w in self.words[word.index :] if w.span.start >= word.span.end), len(self.words) + 1
        )

    def covered(self, *stretches: Sequence[Word]) -> Spans:
        """The ranges of stretches of words, without punctuation at their edges; empty ones left out."""
        spans = (Span(s[0].span.start, s[-1].span.end).stripped(self.text, _EDGES) for s in stretches if s)
        return tuple(span for span in spans if len(span))

    def around(self, before: Sequence[Word], after: Sequence[Word]) -> Spans:
        """What stands on both sides of a comment, scraps of a word or two without a verb apart."""
        return self.covered(*(s for s in (before, after) if _is_more_than_scrap(s)))

    def rest(self, start: int) -> Spans:
        """Everything from word `start` to the end of its clause."""
        return self.covered(self.words[start - 1 : self.rest_end(start)])

    def thing(self, start: int) -> Spans:
        """From word `start` to the end of a clause or thing (see `thing_end`)."""
        return self.covered(self.words[start - 1 : self.thing_end(start)])

    def thing_end(self, start: int) -> int:
        """Index of the last word of a clause or thing before a comma and what tells more of it, or of the cue: a
        relative clause, a gerund, another clause.
        """
        end = self.rest_end(start)
        for comma, word in pairwise(self.words[start - 1 : end]):
            if comma.form == "," and (self._is_relative(word) or self._leaves_noun(word)):
                return comma.index - 1
        return end

    def _leaves_noun(self, word: Word) -> bool:
        """Whether a gerund of the cue's or a clause with a finite verb begins at a word: no noun's words do."""
        sentence = self.hit.sentence
        if word.feat("VerbForm") == "Ger" and word.head == self.hit.head.index:
            return True
        return any(
            verb.relation in {"conj", "parataxis"}
            and is_finite_clause(sentence, verb)
            and sentence.subtree(verb)[0].index in {word.index, word.index - 1}
            for verb in (word, *sentence.ancestors(word))
        )

    def _is_relative(self, word: Word) -> bool:
        return word.upos == "PRON" and (
            is_relative(word) or word.form.lower() in self.profile.people.relatives
        )

    def rest_end(self, start: int) -> int:
        """Index of the last word of a clause that follows the cue: no further than what hangs on the cue."""
        sentence, head = self.hit.sentence, self.hit.head
        below = sentence.subtree(head)[-1].index
        for child in sentence.children(head):
            first = sentence.subtree(child)[0].index
            if (
                child.relation in {"conj", "parataxis"}
                and child.upos == "VERB"
                and first > start
                and not self._joins_infinitive(child)
            ):
                below = min(below, first - 1)  # "said that ... and left"
        end = self.clause_end(start) if below < start else min(below, self.clause_end(start))
        return self.before_bracket(start, end)

    def before_bracket(self, start: int, end: int) -> int:
        """The end without a last remark in brackets, which is the reporter's."""
        while end > start and self.words[end - 1].upos == "PUNCT" and self.words[end - 1].form != ")":
            end -= 1
        if self.words[end - 1].form != ")":
            return end
        opened = next((w.index for w in reversed(self.words[start - 1 : end]) if w.form == "("), 0)
        return opened - 1 if start < opened < end - _SCRAP - 1 else end

    def _joins_infinitive(self, verb: Word) -> bool:
        """Whether an infinitive coordinated with a cue that is none carries on what it reports: "chiede di restare e parlare"."""
        alone = all(c.relation not in {"nsubj", "aux"} for c in self.hit.sentence.children(verb))
        return alone and verb.feat("VerbForm") == "Inf" and self.hit.head.feat("VerbForm") != "Inf"

    def clause_end(self, start: int) -> int:
        """Index of the last word of a clause that begins at word `start`.

        It runs on to the end of its sentence, unless another report or a contrasting main clause begins.
        """
        _, end = self.enclosure(self.hit.head.index)
        if start > end:  # the cue is set off by itself
            end = len(self.words)
        for word in self.words[start:end]:
            if word.form == ";" or self._contrasts(word) or self._reports_again(word) or self._goes_on(word):
                return word.index - 1
        return end

    def _goes_on(self, word: Word) -> bool:
        """Whether words such as "per poi" begin here: what follows was done, not said."""
        pair = " ".join(w.form.lower() for w in self.words[word.index - 1 : word.index + 1])
        return pair in self.profile.grammar.sequels

    def _contrasts(self, word: Word) -> bool:
        """A comma and a word like "while", or a relative pronoun with its article, which tells more of somebody."""
        if word.form not in COMMAS or word.index == len(self.words):
            return False
        following = self.words[word.index]
        pronoun = self.words[word.index + 1 : word.index + 2]
        if following.upos == "DET" and any(w.feat("PronType") == "Rel" for w in pronoun):
            return True  # "..., il quale ha lasciato la città"
        return following.upos != "CCONJ" and following.form.lower() in self.profile.grammar.connectives

    def _reports_again(self, word: Word) -> bool:
        """A conjunction or comma, and another cue without a subject of its own: "..., adding that"."""
        if word.upos != "CCONJ" and word.form != ",":
            return False
        following = self.words[word.index : word.index + 5]
        verb = next((w for w in following if w.upos == "VERB"), None)
        if (
            verb is None
            or verb.lemma.lower() not in self.profile.cues.reporting
            or verb.feat("VerbForm") == "Inf"
        ):
            return False
        after = self.words[verb.index : verb.index + 1]
        though = all(w.upos in {"ADV", "SCONJ"} for w in following if w.index < verb.index)
        if though and any(w.form.lower() in self.profile.grammar.complementizers for w in after):
            return True  # "..., anche se ammette che"
        if any(w.upos in {"NOUN", "PROPN", "PRON", "SCONJ"} for w in following if w.index < verb.index):
            return False
        present = verb.feat("VerbForm") == "Part" and verb.feat("Tense") == "Pres"
        return word.upos == "CCONJ" or verb.feat("VerbForm") == "Ger" or present


def _is_more_than_scrap(words: Sequence[Word]) -> bool:
    said = [w for w in words if w.upos != "PUNCT"]
    return len(said) > _SCRAP or any(w.upos == "VERB" for w in said)
