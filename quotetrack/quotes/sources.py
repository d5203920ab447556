"""The mention beside a cue: who the sentence itself says is speaking."""

from __future__ import annotations

from collections.abc import Callable

from ..lang.noun_phrase import mention_span
from ..lang.profile import LanguageProfile
from ..model.quote import Mention
from ..model.syntax import Sentence, Word
from .cues import CueHit, CueType
from .insertions import COMMAS, comments, is_finite, is_inserted, is_participle, is_theirs
from .nearby import agree, before_adverbs, can_speak, next_noun, noun_before, subject_after, subject_before

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "SYM", "X"})
_SUBJECTS = ("nsubj", "csubj")
# How a clause may hang on another whose subject it has.
_SHARING = frozenset({"conj", "xcomp", "advcl"})
# Words a phrase's noun may stand away: article, adjectives.
_NEAR = 6


def find_source(hit: CueHit, text: str, profile: LanguageProfile) -> Mention | None:
    """The mention that `hit` gives its content to by the rules; None where the sentence names nobody."""
    head = find_head(hit, profile)
    if head is None:
        return None
    span = mention_span(hit.sentence, head, text)
    return Mention(span, span.of(text))


def find_head(hit: CueHit, profile: LanguageProfile) -> Word | None:
    """The word that the rules' source hangs on."""
    if comments(hit, profile):  # "as X said" leaves room for nobody else
        places = (subject_before, next_noun) if is_finite(hit) else ()
        named = _agent(hit, profile) or _read_in(hit, profile)
        return named or next((w for p in places if (w := _active(hit, p, profile))), None)
    order = (_agent,) if _is_asked(hit) else _ORDER
    found = (w for find in order if (w := find(hit, profile)) is not None)
    return next((w for w in found if not is_theirs(w, hit, profile)), None)


def proposals(hit: CueHit, profile: LanguageProfile) -> dict[str, Word]:
    """What each rule would take for the word that the source hangs on, by the rule's name."""
    found = ((find.__name__.strip("_"), find(hit, profile)) for find in _ORDER)
    return {name: word for name, word in found if word is not None and not is_theirs(word, hit, profile)}


# ---------------------------------------------------------------- strategies, surest first


def _after_phrase(hit: CueHit, profile: LanguageProfile) -> Word | None:
    """The noun that "according to" introduces."""
    if hit.type is not CueType.PHRASE or hit.after > len(hit.sentence.words):
        return None
    sentence = hit.sentence
    for word in hit.words:
        above = sentence.head(word)
        if above is not None and hit.after <= above.index <= hit.after + _NEAR and above.upos in NOMINAL:
            return above
    near = sentence.words[hit.after - 1 : hit.after + _NEAR]
    return next((w for w in near if w.upos in {"NOUN", "PROPN", "PRON"}), None)


def _of_noun(hit: CueHit, profile: LanguageProfile) -> Word | None:
    """The possessor of a reporting noun: "l'annuncio di Bondi", "Trump's claim"."""
    if hit.type is not CueType.NOUN:
        return None
    for child in hit.sentence.children(hit.head):
        if child.relation in {"nmod", "det"} and can_speak(child, profile):
            return child
    return _giver(hit, profile) or _from(hit.sentence, profile)


def _giver(hit: CueHit, profile: LanguageProfile) -> Word | None:
    """Whose verb a reporting noun belongs to: "ha lanciato un appello", "begins with the words"."""
    verb = hit.sentence.head(hit.head)
    if verb is None or verb.upos != "VERB" or hit.head.relation not in {"obj", "obl", "nsubj"}:
        return None
    if hit.sentence.is_passive(verb):
        return next(
            (c for c in hit.sentence.children(verb) if c.deprel == "obl:agent" and can_speak(c, profile)),
            None,
        )
    if hit.head.relation == "nsubj":
        return None
    for above in (verb, *hit.sentence.ancestors(verb)):
        if above.upos not in {"VERB", "AUX"} or hit.sentence.is_passive(above):
            return None
        found = _own_subject(hit.sentence, above) or _placed_subject(hit, above, profile)
        if found is not None:
            return found if can_speak(found, profile) else None
        if above.relation not in _SHARING:
            return None
    return None


def _from(sentence: Sentence, profile: LanguageProfile) -> Word | None:
    """Whom a report comes from: "da fonti diplomatiche arriva la notizia che"."""
    for word in sentence.words:
        cases = {c.form.lower() for c in sentence.children(word) if c.relation == "case"}
        if cases & profile.grammar.from_words and word.upos == "NOUN" and can_speak(word, profile):
            return word
    return None


def _agent(hit: CueHit, profile: LanguageProfile) -> Word | None:
    """The agent of a passive: "è stato detto da X"."""
    if hit.type is not CueType.VERB:
        return None
    for child in hit.sentence.children(hit.head):
        if child.deprel == "obl:agent" and child.upos in NOMINAL:
            return child
    return _from_whom(hit, profile) if is_participle(hit) else None


def _from_whom(hit: CueHit, profile: LanguageProfile) -> Word | None:
    """The agent that a parser takes for any adverbial: "come spiegato in quella sede da X"."""
    for child in hit.sentence.children(hit.head):
        cases = {c.form.lower() for c in hit.sentence.children(child) if c.relation == "case"}
        if child.relation == "obl" and cases & profile.grammar.from_words and can_speak(child, profile):
            return child
    return None


def _subject(hit: CueHit, profile: LanguageProfile) -> Word | None:
    """The cue's own subject, unless the cue is passive."""
    if hit.type is not CueType.VERB or hit.sentence.is_passive(hit.head):
        return None
    subject = _own_subject(hit.sentence, hit.head)
    if subject is not None and _is_open(hit) and subject.index > hit.head.index:
        return None  # "saying he would": the subject of what is said
    return None if subject is not None and _cut_off(hit, subject) else subject


def _is_open(hit: CueHit) -> bool:
    """Whether a cue is an infinitive, gerund or present participle: its subject is another verb's."""
    present = hit.head.feat("VerbForm") == "Part" and hit.head.feat("Tense") == "Pres"
    return (present or hit.head.feat("VerbForm") in {"Ger", "Inf"}) and not is_finite(hit)


def _is_asked(hit: CueHit) -> bool:
    """Whether a cue is a past participle by itself: "asked whether", "una domanda posta da X"."""
    return is_participle(hit) and hit.head.deprel in {"advcl", "acl"}


def _cut_off(hit: CueHit, subject: Word) -> bool:
    """Whether one comma alone parts a subject from its verb: then it is the subject of another."""
    first = hit.words[0].index - 1
    between = [w.form for w in hit.sentence.words[subject.index : first]]
    return bool(between) and between[-1] in COMMAS and sum(f in COMMAS for f in between) == 1


def _own_subject(sentence: Sentence, verb: Word) -> Word | None:
    """The subject that the tree gives a verb; one with a preposition is the parser's slip."""
    subjects = (c for c in sentence.children(verb) if c.relation in _SUBJECTS and c.upos in NOMINAL | {"DET"})
    return next((s for s in subjects if not _has_preposition(sentence, s)), None)


def _has_preposition(sentence: Sentence, word: Word) -> bool:
    return any(c.relation == "case" and c.upos == "ADP" and c.form.islower() for c in sentence.children(word))


def _modified(hit: CueHit, profile: LanguageProfile) -> Word | None:
    """The noun that a participle or relative clause belongs to: "a statement saying ..."."""
    if hit.type is not CueType.VERB or hit.head.relation != "acl" or hit.sentence.is_passive(hit.head):
        return None
    noun = hit.sentence.head(hit.head)
    idle = hit.head.feat("VerbForm") == "Inf" and noun is not None and not can_speak(noun, profile)
    return None if idle else noun  # "ha avuto modo di dire"


def _shared(hit: CueHit, profile: LanguageProfile) -> Word | None:
    """The subject of the verb that the cue is coordinated with or depends on."""
    # "concordi nell'affermare che", "ha avuto modo di dire"
    manner = hit.head.relation in {"obl", "acl"} and hit.head.feat("VerbForm") == "Inf"
    if hit.type is not CueType.VERB or not (hit.head.relation in _SHARING | {"ccomp", "parataxis"} or manner):
        return None
    if hit.sentence.is_passive(hit.head):
        return None
    joined = any(c.relation == "cc" and c.index < hit.head.index for c in hit.sentence.children(hit.head))
    if hit.head.relation in {"ccomp", "parataxis"} and is_finite(hit) and not joined:
        return None
    mute: Word | None = None  # a subject that is no speaker, as far as the lists tell
    for above in hit.sentence.ancestors(hit.head):
        subject = _own_subject(hit.sentence, above) or _placed_subject(hit, above, profile)
        if subject is not None and not is_theirs(subject, hit, profile):
            if can_speak(subject, profile):
                return subject
            mute = mute or subject
        if above.relation == "acl":
            noun = hit.sentence.head(above)
            return noun if noun is not None and can_speak(noun, profile) else mute
        lent = above.relation == "obj" and above.index == hit.head.head
        if above.relation not in {"conj", "xcomp", "advcl", "ccomp", "aux"} and not lent:
            return mute
    return mute


def _inserted(hit: CueHit, profile: LanguageProfile) -> Word | None:
    """The noun phrase that stands with the cue between two commas: "The plan, she said, failed"."""
    if not is_inserted(hit, profile):
        return None
    return _active(hit, subject_before, profile) or _active(hit, subject_after, profile)


def _right_before(hit: CueHit, profile: LanguageProfile) -> Word | None:
    """The noun phrase right before a finite cue."""
    return _active(hit, subject_before, profile)


def _right_after(hit: CueHit, profile: LanguageProfile) -> Word | None:
    """The noun phrase after a finite cue that has no subject before it: «...», ha detto X."""
    return _active(hit, subject_after, profile)


def _placed_subject(hit: CueHit, verb: Word, profile: LanguageProfile) -> Word | None:
    """The noun phrase right before another verb of the cue's sentence."""
    if verb.upos != "VERB" or verb.index > hit.head.index:
        return None
    return noun_before(hit.sentence.words, before_adverbs(hit.sentence.words, verb.index - 2), profile)


def _at_once(hit: CueHit, profile: LanguageProfile) -> Word | None:
    """Any noun phrase right after a cue that opens its stretch of text: «...», commenta il ds."""
    first = hit.words[0].index
    opens = all(w.upos == "PUNCT" for w in hit.sentence.words[: first - 1])
    found = _active(hit, next_noun, profile) if opens else None
    mute = found is not None and found.relation == "obj" and not can_speak(found, profile)
    return None if mute else found


def _before_comma(hit: CueHit, profile: LanguageProfile) -> Word | None:
    """The noun phrase before the comma that parts a gerund from its clause: "è intervenuto X, sostenendo"."""
    words = hit.sentence.words
    first = hit.words[0].index - 1
    if hit.type is not CueType.VERB or is_finite(hit) or first < 2 or words[first - 1].form not in COMMAS:
        return None
    return noun_before(words, first - 2, profile)


def _active(
    hit: CueHit, find: Callable[[CueHit, LanguageProfile], Word | None], profile: LanguageProfile
) -> Word | None:
    """What `find` finds, for finite verbs in the active voice."""
    verb = hit.head
    if hit.type is not CueType.VERB or hit.sentence.is_passive(verb):
        return None
    if _is_open(hit):
        return None
    found = find(hit, profile)
    return found if found is not None and agree(found, hit) else None


def _read_in(hit: CueHit, profile: LanguageProfile) -> Word | None:
    """The document something is read in: "nella sentenza si legge", "nella relazione viene affermato"."""
    sentence, verb = hit.sentence, hit.head
    impersonal = any(c.relation == "expl" for c in sentence.children(verb))
    if hit.type is not CueType.VERB or not (impersonal or sentence.is_passive(verb)):
        return None
    for word in sentence.children(verb):
        case = sentence.child(word, "case")
        according = case is not None and case.form.lower() in profile.according_to.phrases
        document = word.relation == "obl" and word.lemma.lower() in profile.people.document
        if document and not according and (impersonal or word.index < verb.index):
            return word
    return None


_ORDER: tuple[Callable[[CueHit, LanguageProfile], Word | None], ...] = (
    _after_phrase,  # a phrase names its source outright
    _of_noun,  # so does a possessor
    _agent,  # a passive's subject is what was said, never who said it
    _read_in,  # nor does anybody speak where something "is read"
    _inserted,  # between commas there is room for the source only
    _right_before,  # the place of subjects, whatever the tree says
    _subject,  # then the tree
    _modified,  # a participle's noun
    _right_after,  # newspaper word order
    _at_once,
    _shared,  # last, subjects reach over coordination and control
    _before_comma,
)
