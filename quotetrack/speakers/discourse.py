"""Who is spoken of: dropped subjects, pronouns and bare descriptions by discourse."""

from __future__ import annotations

from ..model.quote import Quote, SpeakerType
from .context import MEMORY, Answer, Context, person_type
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


def _may_be(person: Person, gender: str, context: Context) -> bool:
    kind = person_type(person, context.profile)
    if gender == "Neut":
        return kind is SpeakerType.ORGANISATION
    if not gender:
        return kind is SpeakerType.PERSON
    return kind is SpeakerType.PERSON and person.gender in {gender, None}


def _topic(position: int, context: Context) -> Person | None:
    """The person a sentence since the last statement has for its subject; quoted words are no such sentence."""
    floor = max((q.content[-1].end for q, _ in context.said if q.content[-1].end <= position), default=0)
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


def go_on(quote: Quote, context: Context) -> Answer | None:
    """The last speaker, or else the person named last."""
    position = quote.cue.span.start if quote.cue else quote.content[0].start
    previous = context.previous(position)
    topic = _topic(position, context)
    if topic is not None:
        return Answer(person=topic, type=SpeakerType.PERSON)
    person = last_person(position, "", context)
    if previous is not None and (previous.person is not None or previous.type in _VOICES or person is None):
        return previous
    return Answer(person=person, type=SpeakerType.PERSON) if person else None
