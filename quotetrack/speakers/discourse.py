"""Who is spoken of: dropped subjects, pronouns and bare descriptions by discourse."""

from __future__ import annotations

from collections.abc import Sequence

from ..lang.noun_phrase import mention_span
from ..lang.profile import LanguageProfile
from ..model.quote import Quote, SpeakerType
from ..model.span import Span
from ..model.syntax import Sentence, Word
from .context import MEMORY, Answer, Context, head_of
from .kinds import person_type
from .mentions import Person

# Kinds of unnamed speakers that a dropped subject may take up.
_VOICES = frozenset({SpeakerType.PERSON, SpeakerType.GROUP, SpeakerType.ORGANISATION})


def last_person(position: int, gender: str, context: Context) -> Person | None:
    """The person spoken of (or speaking) last before a position whose gender does not speak against."""
    previous = context.previous(position)
    fitting = [p for p in context.people if _may_be(p, gender, context) and p.last_before(position) >= 0]
    fitting = [p for p in fitting if context.is_somebody(p)]
    if previous is not None and previous.person in fitting:
        last = max(p.last_before(position) for p in fitting)
        if last - previous.person.last_before(position) < MEMORY // 5:
            return previous.person
    return max(fitting, key=lambda p: (p.gender == gender, p.last_before(position)), default=None)


def last_group(position: int, context: Context) -> Span | None:
    """The plural description that was a subject last before a position: "I sindacati ... Secondo loro"."""
    people = context.profile.people
    for sentence in reversed(context.sentences):
        if sentence.span.end > position or sentence.span.end <= position - MEMORY:
            continue
        for word in reversed(sentence.words):
            speaks = word.upos == "NOUN" and people.can_speak(word.lemma.lower(), word.form.lower())
            plural = word.relation == "nsubj" and word.feat("Number") == "Plur"
            if speaks and plural and not context.is_quoted(word.span):
                return mention_span(sentence, word, context.text)
    return None


def _may_be(person: Person, gender: str, context: Context) -> bool:
    kind = person_type(person, context.profile)
    if gender == "Neut":
        return kind is SpeakerType.ORGANISATION
    if not gender:
        return kind is SpeakerType.PERSON
    return kind is SpeakerType.PERSON and person.gender in {gender, None}


def _topic(position: int, context: Context) -> Person | None:
    """The person a sentence since the last statement has for its subject; quoted words are no such sentence."""
    told = (q for q, _ in context.said if not context.is_aside(q))
    floor = max((q.content[-1].end for q in told if q.content[-1].end <= position), default=0)
    for sentence in reversed(context.sentences):
        if sentence.span.start >= position or sentence.span.end <= max(floor, position - MEMORY // 3):
            continue
        for word in sentence.words:
            if (
                word.relation != "nsubj"
                or not floor <= word.span.start < position
                or context.is_quoted(word.span)
            ):
                continue
            person = context.named(sentence.span_of(word))
            if person is not None and context.is_somebody(person):
                return person
    return None


def _subject_beside(quote: Quote, context: Context) -> Person | None:
    """The name that is a subject in the cue's own sentence: "Rossi ha chiuso la serata, perché - ha detto - ..."."""
    sentence = context.sentence(quote.cue.span) if quote.cue else None
    if sentence is None or quote.cue is None:
        return None
    for word in sentence.words:
        verb = sentence.head(word)
        before = verb is not None and verb.relation == "root" and word.index < verb.index
        main = before and word.relation == "nsubj"
        named = main and word.upos == "PROPN" and word.span.end <= quote.cue.span.start
        said = any(span.overlaps(word.span) for span in quote.content) or context.is_quoted(word.span)
        if named and not said and (person := context.named(sentence.span_of(word))) is not None:
            return person
    return None


def go_on(quote: Quote, context: Context) -> Answer | None:
    """Who is the subject beside the cue, else the last speaker, or else the person named last."""
    beside = _subject_beside(quote, context)
    if beside is not None:
        return Answer(person=beside, type=person_type(beside, context.profile))
    position = quote.cue.span.start if quote.cue else quote.content[0].start
    previous = context.previous(position)
    topic = _topic(position, context)
    if topic is not None:
        return Answer(person=topic, type=SpeakerType.PERSON)
    person = last_person(position, "", context)
    if previous is not None and (previous.person is not None or previous.type in _VOICES or person is None):
        return previous
    return Answer(person=person, type=SpeakerType.PERSON) if person else None


def is_somebodys(sentence: Sentence, cue: Sequence[Word], profile: LanguageProfile) -> bool:
    """Whether a cue is a verb, or a noun that is the object of one: nobody says what "si è diffusa la notizia" tells."""
    head = head_of(cue)
    if head is None or head.lemma.lower() not in profile.cues.nouns:
        return True
    verb = sentence.head(head)
    return verb is not None and head.relation in {"obj", "obl"} and not sentence.is_passive(verb)
