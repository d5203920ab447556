"""The ordered ways to tell who a statement's source is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import evolve, frozen

from ..lang.noun_phrase import mention_span
from ..model.quote import Mention, Quote, SpeakerType
from ..model.span import Span
from ..model.syntax import Sentence, Word
from .context import Answer, Context, head_of, names_head
from .discourse import go_on, is_somebodys, last_group, last_person
from .kinds import noun_type, person_type
from .mentions import Person, is_short_for
from .relatives import meant_by

# Characters a name may stand after a description it explains: "la presidente del consorzio, Renata Colli,".
_APPOSED = 3
# Statements back that a description may take up.
_RECENT = 50


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
    return Answer(person=person, type=SpeakerType.PERSON) if person else None


@frozen(eq=False)
class _Noun:
    """A mention's words and the one they hang on."""

    words: Sequence[Word]
    head: Word

    @property
    def start(self) -> int:
        """Where the mention begins."""
        return self.words[0].span.start


def _noun(quote: Quote, context: Context) -> _Noun | None:
    words = context.words(quote.source.span) if quote.source is not None else ()
    head = head_of(words)
    return _Noun(words, head) if head is not None else None


def _role(quote: Quote, context: Context) -> Answer | None:
    """A description whose noun was told of a person as a role: "the minister"."""
    noun = _noun(quote, context)
    if noun is None or noun.head.upos not in {"NOUN", "PROPN"} or _indefinite(noun.words):
        return None
    lemma = noun.head.lemma.lower()
    fitting = [p for p in context.people if lemma in p.role_heads and p.last_before(noun.start) >= 0]
    if not fitting:
        return None
    told = {w.lemma.lower() for w in noun.words if w.upos in {"ADJ", "PROPN", "NOUN"}} - {lemma}
    person = max(fitting, key=lambda p: (_shared(told, p), p.last_before(noun.start)))
    if told and not _shared(told, person) and len(told) > 1:
        return None  # "il ministro degli Esteri ungherese" is not the one spoken of
    return Answer(person=person, type=SpeakerType.PERSON)


def _shared(told: set[str], person: Person) -> int:
    roles = " ".join(person.roles).lower()
    return sum(word[:5] in roles for word in told)


def _indefinite(words: Sequence[Word]) -> bool:
    return any(w.upos == "DET" and w.feat("Definite") == "Ind" for w in words[:2]) or words[0].upos in {
        "NUM",
        "PRON",
    }


def _taken_up(quote: Quote, context: Context) -> Answer | None:
    """A definite description nobody was called so far takes up the last speaker: "la studiosa"."""
    noun = _noun(quote, context)
    if noun is None or noun.words[0].feat("Definite") != "Def" or noun.head.feat("Number") == "Plur":
        return None
    if any(w.feat("Definite") == "Ind" for w in noun.words):
        return None  # "il titolare di un bar" is not who spoke last; "il capo del Viminale" may be
    lemma = noun.head.lemma.lower()
    previous = context.previous(noun.start)
    if not context.profile.people.is_person(lemma) or previous is None or previous.person is None:
        return None
    person = previous.person
    generic = lemma in context.profile.people.generic
    gender = "Fem" if lemma in context.profile.people.feminine else None
    if (person.role_heads and not generic) or (gender and person.gender not in {gender, None}):
        return None
    return Answer(person=person, type=SpeakerType.PERSON)


def _described(quote: Quote, context: Context) -> Answer | None:
    """Sources without a name are kept as the text has them."""
    source = quote.source
    if source is None or source.text.lower() in dict(context.profile.people.pronouns):
        return None
    words = context.words(source.span)
    head = head_of(words) or (words[0] if words else None)
    if head is None or (head.upos == "PRON" and len(words) == 1):
        return None
    known = _known(words, head, quote, context)
    return known if known is not None else _description(source.span, head, context)


def _known(words: Sequence[Word], head: Word, quote: Quote, context: Context) -> Answer | None:
    """Who was described by the same noun before: "a member of the board", "the board member"."""
    if words[0].feat("Definite") != "Def" or any(w.relation == "nmod" for w in words if w is not head):
        return None
    called = head.lemma, head.feat("Number")
    for before, answer in reversed(context.said[-_RECENT:]):
        noun = _noun(before, context)
        same = noun is not None and (noun.head.lemma, noun.head.feat("Number")) == called
        if same and answer.described is not None and before.content[0] < quote.content[0]:
            return answer
    return None


def _description(span: Span, head: Word, context: Context) -> Answer:
    text = " ".join(span.of(context.text).split())
    return Answer(described=text, type=noun_type(head, context.profile))


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
    """The subject of what a colon ends that has no cue, or the person named last in it: "C'è Livia Sartori: «...»"."""
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
    ("role", _role),  # a role told of somebody by name
    ("taken_up", _taken_up),  # a role told of nobody: the last speaker, if nothing speaks against
    ("described", _described),  # a source without a name stays as it is described
    ("taken_back", _taken_back),
    ("announced", _announced),
    ("dropped", _dropped),  # no mention at all: discourse
    ("unattributed", _unattributed),
)
