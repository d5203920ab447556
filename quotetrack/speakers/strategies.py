"""The ordered ways to tell who a statement's source is."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from ..lang.noun_phrase import mention_span
from ..model.quote import Mention, Quote, SpeakerType
from ..model.span import Span
from ..model.syntax import Sentence, Word
from .context import MEMORY, Answer, Context, head_of, names_head
from .descriptions import SOMEBODY, company, described, owned, role, taken_up
from .discourse import go_on, is_somebodys, last_group, last_person
from .kinds import person_type
from .mentions import Person, is_short_for
from .relatives import meant_by

# Characters a name may stand after a description it explains: "la presidente del consorzio, Renata Colli,".
_APPOSED = 3


# ---------------------------------------------------------------- strategies


def _signature(quote: Quote, context: Context) -> Answer | None:
    """A tweet's signature names its author."""
    if quote.rule != "tweet" or quote.source is None:
        return None
    person = next((p for p in context.people if is_short_for(quote.source.text.split(), p.parts)), None)
    if person is not None:
        return Answer(person=person, type=SpeakerType.PERSON)
    return Answer(described=quote.source.text, type=SpeakerType.UNKNOWN)


def _relative(quote: Quote, context: Context) -> Answer | None:
    """A relative pronoun stands for the noun its clause hangs on, and that for whomever it means."""
    meant = meant_by(quote, context)
    return _as_if(quote, meant, context) if meant is not None else None


def _as_if(quote: Quote, source: Span, context: Context) -> Answer | None:
    """Who it would be if a mention stood beside the cue."""
    meant = evolve(quote, source=Mention(source, source.of(context.text)))
    later = (strategy(meant, context) for _, strategy in STRATEGIES if strategy is not _relative)
    return next((answer for answer in later if answer is not None), None)


def _main_subject(sentence: Sentence, context: Context) -> Word | None:
    """The subject of a sentence's main verb, before it, if it is a name or somebody."""
    people = context.profile.people
    for word in sentence.words:
        verb = sentence.head(word)
        if word.relation != "nsubj" or verb is None or verb.relation != "root" or word.index > verb.index:
            continue
        somebody = word.upos == "NOUN" and people.is_person(word.lemma.lower(), word.form.lower())
        return word if word.upos == "PROPN" or somebody else None
    return None


def _named(quote: Quote, context: Context) -> Answer | None:
    """The mention holds a name; a noun that owns it ("il portavoce di X") is somebody else."""
    source = quote.source
    if source is None:
        return None
    words = context.words(source.span)
    head = head_of(words)
    person = context.named(source.span)
    if person is None:
        return None
    owned = head is not None and head.upos == "NOUN" and not names_head(head, person, words, context.profile)
    return None if owned else Answer(person=person, type=person_type(person, context.profile))


def _apposed(quote: Quote, context: Context) -> Answer | None:
    """A name right beside a description explains it: "il presidente della Federazione, X, ha detto"."""
    source = quote.source
    if source is None:
        return None
    sentence, words = context.sentence(source.span), context.words(source.span)
    behind = sentence.words[words[-1].index :][:1] if sentence is not None and words else ()
    # No comma closes "near X, officials said".
    speaks = any(word.upos in {"VERB", "AUX"} for word in behind)
    for person in context.people:
        for mention in person.mentions:
            first, second = sorted((source.span, mention.span))
            gap = context.text[first.end : second.start]
            beside = first.end <= second.start <= first.end + _APPOSED and gap.strip() in {",", ""}
            if (
                beside
                and not (speaks and gap.strip() and first is mention.span)
                and not context.is_quoted(mention.span)
            ):
                return Answer(person=person, type=SpeakerType.PERSON)
    head = head_of(words)
    if sentence is None or head is None:
        return None
    appositions = (
        mention_span(sentence, c, context.text) for c in sentence.children(head) if c.relation == "appos"
    )
    explained = next((p for span in appositions if (p := context.named(span)) is not None), None)
    return Answer(person=explained, type=SpeakerType.PERSON) if explained else None


def _pronoun(quote: Quote, context: Context) -> Answer | None:
    """A personal pronoun stands for the last person that agrees with it."""
    source = quote.source
    pronouns = dict(context.profile.people.pronouns)
    if source is None or source.text.lower() not in pronouns:
        return None
    gender, _, number = pronouns[source.text.lower()].partition(" ")
    if number == "Plur":
        previous, group = context.previous(source.span.start), last_group(source.span.start, context)
        plural = previous is not None and previous.type in {SpeakerType.GROUP, SpeakerType.ORGANISATION}
        return previous if plural or group is None else _as_if(quote, group, context)
    person = last_person(source.span.start, gender, context)
    unnamed = _last_unnamed(source.span.start, person, context) if gender != "Neut" else None
    return unnamed or (Answer(person=person, type=SpeakerType.PERSON) if person else None)


def _last_unnamed(position: int, person: Person | None, context: Context) -> Answer | None:
    """Who spoke last, where nobody knows the name and `person` was spoken of before that: "A guard ... he said"."""
    heard = [(quote, answer) for quote, answer in context.said if quote.content[0].start < position]
    if not heard:
        return None
    quote, answer = max(heard, key=lambda pair: pair[0].content[-1].end)
    if answer.described is None or answer.type not in SOMEBODY:
        return None
    start = quote.source.span.start if quote.source is not None else -1
    near = position - quote.content[-1].end < MEMORY // 5
    return answer if near and start > (person.last_before(position) if person else -1) else None


def _dropped(quote: Quote, context: Context) -> Answer | None:
    """A finite cue without a subject goes on with whoever spoke, or was spoken of, last."""
    if quote.source is not None or quote.cue is None:
        return None
    own = quote.cue.lemma in context.profile.according_to.own  # "in her view"
    if not own and not context.profile.drops_subjects:
        return None
    sentence = context.sentence(quote.cue.span)
    cue = context.words(quote.cue.span)
    if sentence is None or any(sentence.is_passive(w) for w in cue):
        return None  # "è stato detto": the text names nobody
    return go_on(quote, context) if own or is_somebodys(sentence, cue, context.profile) else None


def _taken_back(quote: Quote, context: Context) -> Answer | None:
    """Who is the subject of a sentence that takes up the quotation before it: "«...». Con queste parole X ha chiuso"."""
    if quote.source is not None or quote.cue is not None:
        return None
    end = quote.content[-1].end
    behind = (s for s in context.sentences if s.span.start >= end)
    sentence = next((s for s in behind if any(w.upos != "PUNCT" for w in s.words)), None)
    if sentence is None or any(c.isalnum() for c in context.text[end : sentence.span.start]):
        return None
    said = sentence.span.of(context.text).lower()
    if not any(said.startswith(f"{phrase} ") for phrase in context.profile.according_to.behind):
        return None
    subject = next((w for w in sentence.words if w.relation == "nsubj"), None)
    if subject is None:  # "Così Ilse Brandt, coordinatrice della rete."
        named = (w for w in sentence.words[1:] if w.upos in {"PROPN", "NOUN"})
        verbs = any(w.feat("VerbForm") == "Fin" for w in sentence.words)
        subject = None if verbs else next(named, None)
    return (
        _as_if(quote, mention_span(sentence, subject, context.text), context) if subject is not None else None
    )


def _announced(quote: Quote, context: Context) -> Answer | None:
    """The subject of what a colon ends that has no cue, who says something in it, or the person named last in it:
    "C'è Livia Sartori: «...»".
    """
    start = quote.content[0].start
    opening = "".join(mark for mark, _ in context.profile.quote_marks)
    ahead = context.text[:start].rstrip(f"{opening} \n")
    if quote.source is not None or not ahead.endswith(":"):
        return None
    sentence = next((s for s in reversed(context.sentences) if s.span.start < start), None)
    if sentence is not None and (subject := _main_subject(sentence, context)) is not None:
        span = mention_span(sentence, subject, context.text)
        return _as_if(quote, span, context)
    floor = sentence.span.start if sentence else 0
    inside_too = (a for q, a in reversed(context.said) if floor <= q.content[0].start < start)
    if (goes_on := next(inside_too, None)) is not None:  # "Secondo X, presidente di Y, è tardi: «...»"
        return goes_on
    somebody = [p for p in context.people if context.is_somebody(p)]
    inside = [(m.span, p) for p in somebody for m in p.mentions if floor <= m.span.start < start]
    if not inside:
        return None
    person = max(inside, key=lambda pair: pair[0])[1]
    return Answer(person=person, type=person_type(person, context.profile))


def _unattributed(quote: Quote, context: Context) -> Answer | None:
    """Marked speech without a cue belongs to the last speaker."""
    if quote.source is not None or quote.cue is not None or quote.rule not in {"alone", "bare_colon"}:
        return None
    return go_on(quote, context)


STRATEGIES: tuple[tuple[str, Callable[[Quote, Context], Answer | None]], ...] = (
    ("signature", _signature),  # the page itself says it
    ("relative", _relative),  # before names: "who" has none
    ("named", _named),  # the mention holds a name
    ("apposed", _apposed),  # or one stands right beside it
    ("pronoun", _pronoun),
    ("role", role),  # a role told of somebody by name
    ("taken_up", taken_up),  # a role told of nobody: the last speaker, if nothing speaks against
    ("owned", owned),  # what is said in a press release its owner says
    ("company", company),
    ("described", described),  # a source without a name stays as it is described
    ("taken_back", _taken_back),
    ("announced", _announced),
    ("dropped", _dropped),  # no mention at all: discourse
    ("unattributed", _unattributed),
)
