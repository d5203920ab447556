"""Sources that are described, not named: "the minister", "la studiosa", "the company", "una nota di X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from ..lang.noun_phrase import mention_span
from ..model.quote import Quote, SpeakerType
from ..model.span import Span
from ..model.syntax import Sentence, Word
from .context import Answer, Context, head_of
from .kinds import is_company, noun_type, person_type
from .mentions import Person

# Statements back that a description may take up.
_RECENT = 50
#: Kinds of unnamed speakers that a pronoun or another description of somebody may take up.
SOMEBODY = frozenset({SpeakerType.PERSON, SpeakerType.UNKNOWN})


@frozen(eq=False)
class _Noun:
    """A mention's words, the one they hang on, and the sentence they stand in."""

    words: Sequence[Word]
    head: Word
    sentence: Sentence

    @property
    def lemma(self) -> str:
        """Of the head, lower case."""
        return self.head.lemma.lower()

    @property
    def start(self) -> int:
        """Where the mention begins."""
        return self.words[0].span.start

    @property
    def definite(self) -> bool:
        """Whether it has a definite article, though it be written together with a preposition: "della studiosa"."""
        return any(w.feat("Definite") == "Def" for w in self.sentence.children(self.head))

    @property
    def indefinite(self) -> bool:
        """Whether it begins with an indefinite article, a number or a pronoun."""
        first = self.words[0].upos in {"NUM", "PRON"}
        return first or any(w.upos == "DET" and w.feat("Definite") == "Ind" for w in self.words[:2])

    @property
    def owners(self) -> Iterator[Word]:
        """The nouns that tell whose or which it is: "il portavoce di X", "the X spokesman"."""
        return (w for w in self.sentence.children(self.head) if w.relation in {"nmod", "compound"})


def _noun(quote: Quote, context: Context) -> _Noun | None:
    if quote.source is None:
        return None
    words, sentence = context.words(quote.source.span), context.sentence(quote.source.span)
    head = head_of(words)
    return _Noun(words, head, sentence) if head is not None and sentence is not None else None


def role(quote: Quote, context: Context) -> Answer | None:
    """A description whose noun was told of a person as a role: "the minister"."""
    noun = _noun(quote, context)
    if noun is None or noun.head.upos not in {"NOUN", "PROPN"} or noun.indefinite:
        return None
    fitting = [p for p in context.people if noun.lemma in p.role_heads and p.last_before(noun.start) >= 0]
    if not fitting:
        return None
    told = {w.lemma.lower() for w in noun.words if w.upos in {"ADJ", "PROPN", "NOUN"}} - {noun.lemma}
    person = max(fitting, key=lambda p: (_shared(told, p), p.last_before(noun.start)))
    if told and not _shared(told, person) and len(told) > 1:
        return None  # "il ministro degli Esteri ungherese" is not the one spoken of
    return Answer(person=person, type=SpeakerType.PERSON)


def _shared(told: set[str], person: Person) -> int:
    roles = " ".join(person.roles).lower()
    return sum(word[:5] in roles for word in told)


def taken_up(quote: Quote, context: Context) -> Answer | None:
    """A definite description nobody was called so far takes up the last speaker: "la studiosa"."""
    noun = _noun(quote, context)
    if noun is None or not noun.definite or noun.head.feat("Number") == "Plur":
        return None
    if any(w.feat("Definite") == "Ind" for w in noun.words):
        return None  # "il titolare di un bar" is not who spoke last; "il capo del Viminale" may be
    people, previous = context.profile.people, context.previous(noun.start)
    if noun.lemma in people.unnamed:
        return _unnamed(quote, context)
    if not people.is_person(noun.lemma) or previous is None or previous.person is None:
        return None
    person = previous.person
    generic = noun.lemma in people.generic or _goes_on(quote, noun, context)
    gender = "Fem" if noun.lemma in people.feminine else None
    if (person.role_heads and not generic) or (gender and person.gender not in {gender, None}):
        return None
    return Answer(person=person, type=SpeakerType.PERSON)


def _unnamed(quote: Quote, context: Context) -> Answer | None:
    """The last speaker without a name, where that is somebody: "an insider ... the source"."""
    said = (
        answer for before, answer in reversed(context.said[-_RECENT:]) if before.content[0] < quote.content[0]
    )
    return next((a for a in said if a.described is not None and a.type in SOMEBODY), None)


def _goes_on(quote: Quote, noun: _Noun, context: Context) -> bool:
    """Whether nothing but white space and marks parts a statement from the sentence of the one before, and nobody else
    is told of: «"...," said X, the park's head. "...," the ranger added».
    """
    if any(noun.owners) or not context.said:
        return False
    before, _ = context.said[-1]
    sentence = context.sentence(before.cue.span) if before.cue is not None else None
    if sentence is None:
        return False
    between = context.text[sentence.span.end : quote.content[0].start]
    return "\n" not in between and not any(c.isalnum() for c in between)


def owned(quote: Quote, context: Context) -> Answer | None:
    """A press release speaks for who put it out, and so does the next mention of it: "la stessa nota"."""
    noun = _noun(quote, context)
    if noun is None or noun.lemma not in context.profile.people.release:
        return None
    for owner in noun.owners:
        person = context.named(mention_span(noun.sentence, owner, context.text))
        if person is not None:
            body = is_company(person, context.profile)
            kind = SpeakerType.ORGANISATION if body else person_type(person, context.profile)
            return Answer(person=person, type=kind)
    if any(noun.owners) or not noun.definite:
        return None
    for before, answer in reversed(context.said[-_RECENT:]):
        other = _noun(before, context)
        if other is not None and other.lemma in context.profile.people.release and answer.person is not None:
            return answer
    return None


def company(quote: Quote, context: Context) -> Answer | None:
    """A company spoken of by name before: "the airline", "l'azienda"."""
    noun = _noun(quote, context)
    if noun is None or noun.lemma not in context.profile.people.company:
        return None
    if not noun.definite or any(noun.owners):
        return None
    acts = [(_acts(p, noun.start, context), p.last_before(noun.start), p) for p in context.people]
    known = [(times, at, p) for times, at, p in acts if times and is_company(p, context.profile)]
    if not known:
        return None
    *_, person = max(known, key=lambda found: found[:2])
    return Answer(person=person, type=SpeakerType.ORGANISATION)


def _acts(person: Person, position: int, context: Context) -> int:
    """How often a name, before a position, is a subject or an agent, or whose somebody is ("Norvik's chief"); never, if
    it is told to be another kind of body ("the Drivers United union").
    """
    people, times = context.profile.people, 0
    for mention in person.mentions:
        sentence, head = context.sentence(mention.span), head_of(context.words(mention.span))
        if sentence is None or head is None or mention.span.start >= position:
            continue
        above = sentence.head(head)
        times += head.relation == "nsubj" or head.deprel == "obl:agent"
        if above is None or head.relation not in {"nmod", "compound", "appos"}:
            continue
        noun = above.lemma.lower()
        if head.relation != "nmod" and noun in people.organisation - people.company:
            return 0
        times += people.can_speak(noun, above.form.lower())
    return times


def described(quote: Quote, context: Context) -> Answer | None:
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
