"""What is known of an article when a statement's source is asked for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from attrs import define, field, frozen

from ..lang.profile import LanguageProfile
from ..model.quote import Quote, SpeakerType
from ..model.span import Span
from ..model.syntax import Sentence, Word
from .mentions import Person

#: Characters of text a dropped subject or a bare description may reach back over: about two paragraphs.
MEMORY = 1500


@frozen(eq=False, kw_only=True)
class Answer:
    """Who speaks: a person of the article, or the words that describe a source without a name."""

    person: Person | None = None
    described: str | None = None
    type: SpeakerType = SpeakerType.UNKNOWN


@define(eq=False, kw_only=True)
class Context:
    """What the strategies may look at: sentences in text order; `said` grows as quotes are resolved."""

    text: str
    sentences: Sequence[Sentence]
    people: Sequence[Person]
    profile: LanguageProfile
    quoted: Sequence[Span] = ()
    said: list[tuple[Quote, Answer]] = field(factory=list)

    def words(self, span: Span) -> tuple[Word, ...]:
        """The words of a mention."""
        sentence = self.sentence(span)
        return tuple(w for w in sentence.words if span.overlaps(w.span)) if sentence else ()

    def sentence(self, span: Span) -> Sentence | None:
        """The sentence a mention stands in."""
        place = bisect_left(self.sentences, span.end, key=lambda s: s.span.start) - 1
        found = self.sentences[place] if place >= 0 else None
        return found if found is not None and found.span.overlaps(span) else None

    def named(self, span: Span) -> Person | None:
        """The person a mention names: the last name before any preposition ("EU trade chief X", "X di Y"),
        else the first given name after one ("il sindaco di Milano X").
        """
        words = self.words(span)
        inside = sorted(
            ((m, p) for p in self.people for m in p.mentions if span.overlaps(m.span)),
            key=lambda pair: pair[0].span,
        )
        bound = next((w.span.start for w in words if w.upos == "ADP"), span.end)
        plain = [p for m, p in inside if m.span.start < bound]
        if plain:
            return plain[-1]
        before = {w.span.start: words[i - 1].upos for i, w in enumerate(words) if i}
        free = (p for m, p in inside if m.gender and before.get(m.span.start) not in {"ADP", "DET", None})
        return next(free, None)

    def is_somebody(self, person: Person) -> bool:
        """Whether anything but capitals shows that a name is a person's: gender, a role, a statement."""
        heard = any(answer.person is person for _, answer in self.said)
        return bool(person.gender or person.role_heads) or heard

    def is_quoted(self, span: Span) -> bool:
        """Whether a range lies inside what somebody says: who is spoken of there does not speak."""
        return any(content.contains(span) for content in self.quoted)

    def previous(self, position: int) -> Answer | None:
        """Who spoke last before a position, not too far back; who speaks in a relative clause only if nobody else."""
        aside: Answer | None = None
        for quote, answer in reversed(self.said):
            if quote.content[0].start < position and position - quote.content[-1].end < MEMORY:
                if not self.is_aside(quote):
                    return answer
                aside = aside or answer
        return aside

    def is_aside(self, quote: Quote) -> bool:
        """Whether a relative clause gives a statement to somebody the sentence only mentions."""
        source = quote.source
        if source is None or quote.cue is None:
            return False
        if source.text.split()[-1].lower() in self.profile.people.relatives:
            return True
        named = {word.index for word in self.words(source.span)}
        return any(word.deprel == "acl:relcl" and word.head in named for word in self.words(quote.cue.span))


def head_of(words: Sequence[Word]) -> Word | None:
    """The word of a mention whose head lies outside it."""
    inside = {w.index for w in words}
    return next((w for w in words if w.head not in inside and w.upos not in {"DET", "ADP", "PUNCT"}), None)


def names_head(head: Word, person: Person, words: Sequence[Word], profile: LanguageProfile) -> bool:
    """Whether the name is the head's own ("il sindaco Rinaldi"), not that of its owner or place."""
    first = next((w for w in words if any(m.span.overlaps(w.span) for m in person.mentions)), None)
    if first is None:
        return False  # the name stands in the next sentence
    if first.index == head.index:
        return True  # "la Federazione"
    if first.index < head.index:
        return not _belongs(first, head, words)
    people = profile.people
    owned = words[0].index < first.index and any(
        w.index == first.index - 1 and w.upos in {"ADP", "DET"} for w in words
    )
    return not owned and head.lemma.lower() not in people.organisation | people.document


def _belongs(name: Word, head: Word, words: Sequence[Word]) -> bool:
    """Whether a name before a noun says whose or which it is: "Italy's health ministry", "a Western diplomat"."""
    above = {word.index: word for word in words}
    while name.head != head.index and name.head in above:
        name = above[name.head]
    return name.relation in {"compound", "amod"} or name.deprel in {"nmod", "nmod:poss"}
