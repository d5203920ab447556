"""Words that report speech: verbs, nouns, and phrases such as "according to"."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise

from attrs import frozen

from ..lang.profile import LanguageProfile
from ..model.quote import Cue
from ..model.span import Span, hull
from ..model.syntax import Sentence, Word

# Words that may follow the person after "per", up to the comma that ends the phrase.
_PERSON = 12
# Words that may name what is measured, behind its verb, and those between a preposition and its figure: "at more than".
_MEASURED, _FIGURE = 16, 4


class CueType(StrEnum):
    """What kind of word reports."""

    VERB = "verb"
    NOUN = "noun"
    PHRASE = "phrase"
    OWN = "own"


@frozen(eq=False, kw_only=True)
class CueHit:
    """A cue found in a sentence.

    Args:
        words: the words of the cue, in order; `head` the one the rest of the tree hangs on.
        lemma: as in the profile ("fare sapere").
        measures: whether it is a verb that reports by a figure only ("put at").
        after: for phrases, the index of the first word after it.
        negated: the speaker did not say it.
    """

    sentence: Sentence
    type: CueType
    head: Word
    words: tuple[Word, ...]
    lemma: str
    negated: bool = False
    measures: bool = False

    @property
    def span(self) -> Span:
        """From the first to the last character of the cue."""
        return hull(w.span for w in self.words)

    @property
    def after(self) -> int:
        """Index of the first word after the cue."""
        return self.words[-1].index + 1

    def to_cue(self) -> Cue:
        """The record of this cue."""
        return Cue(self.span, self.lemma)


def find_cues(sentence: Sentence, profile: LanguageProfile) -> tuple[CueHit, ...]:
    """All cues of a sentence, in order; a word serves one cue only."""
    hits: list[CueHit] = []
    taken: set[int] = set()
    for hit in (*_phrases(sentence, profile), *_verbs(sentence, profile), *_nouns(sentence, profile)):
        if not taken & {w.index for w in hit.words}:
            taken |= {w.index for w in hit.words}
            hits.append(hit)
    return tuple(sorted(hits, key=lambda h: h.head.index))


# ---------------------------------------------------------------- verbs


def verb_lemma(
    sentence: Sentence, word: Word, lemmas: frozenset[str], profile: LanguageProfile
) -> tuple[str | None, Word | None]:
    """The entry of `lemmas` that `word` heads, and the last word of one of several ("fare sapere", "mettere in luce")."""
    lemma = word.lemma.lower()
    if lemma not in lemmas:  # perhaps the lemmatiser's slip
        form = word.form.lower()
        stems = (form[: -len(a)] + b for a, b in profile.grammar.verb_endings if form.endswith(a))
        lemma = next((stem for stem in stems if stem in lemmas), lemma)
    for child in sentence.children(word):
        case = sentence.child(child, "case")
        noun = child.lemma.lower() if case is None else f"{case.form.lower()} {child.lemma.lower()}"
        for entry in (f"{lemma} {noun}", f"{noun} {lemma}"):
            if entry in lemmas and child.relation != "nsubj":
                return entry, child
        reflexive = f"{lemma[:-1]}{child.form.lower()}"  # "si dice", "si è detta": "dirsi"
        if child.relation == "expl" and child.deprel != "expl:impers" and reflexive in lemmas:
            return reflexive, child
    return (lemma if lemma in lemmas else None), None


def _verbs(sentence: Sentence, profile: LanguageProfile) -> Iterator[CueHit]:
    cues = profile.cues
    known = (
        cues.clause | cues.infinitive | cues.object | cues.predicate | cues.quote | cues.belief | cues.framing
    )
    for word in sentence.words:
        verbal = word.upos in {"VERB", "AUX"} or _looks_verbal(sentence, word, known)
        if not verbal or word.relation in {"aux", "cop", "amod", "case", "fixed", "mark"}:
            continue
        lemma, partner = verb_lemma(sentence, word, known, profile)
        group = verb_group(sentence, word)
        if partner is not None and 0 < partner.index - group[-1].index <= 2:
            group = sentence.words[group[0].index - 1 : partner.index]
        measuring = _measuring(sentence, word, known) if lemma is None else None
        lemma = lemma or measuring
        governed = _with_preposition(sentence, group, lemma or word.lemma.lower(), known)
        if governed is not None:
            lemma, group = governed
        if lemma is None:
            continue
        yield CueHit(
            sentence=sentence,
            type=CueType.VERB,
            head=word,
            words=group,
            lemma=lemma,
            negated=is_negated(sentence, word, profile),
            measures=measuring is not None,
        )


def _looks_verbal(sentence: Sentence, word: Word, lemmas: frozenset[str]) -> bool:
    """Whether a "noun" is a cue the tagger mistook: alone after a quotation, «...», sospira; or between a name and
    a full stop or comma: “...,” he notes.
    """
    if word.upos != "NOUN":
        return False
    if all(w is word or w.upos == "PUNCT" for w in sentence.words):
        return True
    if word.lemma.lower() not in lemmas or word.index == 1:
        return False
    before = sentence.words[word.index - 2]
    ends = word.index == len(sentence.words) or sentence.words[word.index].upos == "PUNCT"
    return ends and (before.upos == "PROPN" or before.feat("PronType") == "Prs")


def _with_preposition(
    sentence: Sentence, group: tuple[Word, ...], lemma: str, known: frozenset[str]
) -> tuple[str, tuple[Word, ...]] | None:
    """A verb with the preposition after it or after an adverb, where the two are an entry: "call for", "parla solo di"."""
    for following in sentence.words[group[-1].index : group[-1].index + 2]:
        pair = f"{lemma} {following.form.lower()}"
        if following.upos == "ADP" and pair in known:
            return pair, sentence.words[group[0].index - 1 : following.index]
        if following.upos != "ADV":
            return None
    return None


def _measuring(sentence: Sentence, verb: Word, known: frozenset[str]) -> str | None:
    """The entry of a verb and the preposition between its object and a figure: "put the cost at more than 3 million"."""
    words, lemma = sentence.words, verb.lemma.lower()
    for before, word in pairwise(words[verb.index : verb.index + _MEASURED]):
        if word.feat("VerbForm") == "Fin" or word.form in {",", ";", ":"}:
            return None
        figure = any(w.upos == "NUM" for w in words[word.index : word.index + _FIGURE])
        entry = f"{lemma} {word.form.lower()}"
        if word.upos == "ADP" and figure and before.upos != "ADP" and entry in known:
            return entry
    return None


def verb_group(sentence: Sentence, verb: Word) -> tuple[Word, ...]:
    """A verb with its auxiliaries, clitics and particles, and the adverbs between them."""
    kinds = {"aux", "cop", "expl", "compound"}
    parts = [
        verb,
        *(
            c
            for c in sentence.children(verb)
            if c.relation in kinds
            and c.upos != "PUNCT"
            and (c.index < verb.index or c.index == verb.index + 1)
        ),
    ]
    first, last = min(p.index for p in parts), max(p.index for p in parts)
    while last < len(sentence.words) and _is_clitic(sentence.words[last], sentence.words[last - 1]):
        last += 1  # the pronoun of "definendolo"
    if last - first > 5:  # a particle or auxiliary further off belongs to another verb
        return tuple(w for w in sentence.words if w.span == verb.span)
    return sentence.words[first - 1 : last]


def _is_clitic(word: Word, before: Word) -> bool:
    """Whether a pronoun is one token with the word before it."""
    return word.span == before.span or (word.upos == "PRON" and word.span.start == before.span.end)


def is_negated(sentence: Sentence, verb: Word, profile: LanguageProfile) -> bool:
    """Whether a negation hangs on the verb, before it, or it is what somebody declined to say."""
    above = sentence.head(verb)
    if above is not None and verb.relation == "xcomp" and above.lemma.lower() in profile.cues.refusal:
        return True
    return any(
        c.index < verb.index
        and c.form.lower() in profile.grammar.negations
        and c.relation in {"advmod", "det"}
        for c in sentence.children(verb)
    )


def is_unsaid(hit: CueHit, profile: LanguageProfile) -> bool:
    """Whether a cue is an infinitive that no verb shows was uttered: "potrebbe chiedere", but "ha voluto chiedere"."""
    if hit.head.feat("VerbForm") != "Inf":
        return False
    modal = (w for w in hit.words if w.upos == "AUX" and w is not hit.head)
    above = hit.sentence.head(hit.head) if hit.head.relation == "xcomp" else None
    verbs = [*modal, *([above] if above is not None else [])]
    told = any(
        v.lemma.lower() in profile.cues.resolve and v.feat("Mood") not in {"Cnd", "Sub"} for v in verbs
    )
    return not told


# ---------------------------------------------------------------- nouns


def _nouns(sentence: Sentence, profile: LanguageProfile) -> Iterator[CueHit]:
    for word in sentence.words:
        if word.upos == "NOUN" and word.lemma.lower() in profile.cues.nouns:
            yield CueHit(
                sentence=sentence, type=CueType.NOUN, head=word, words=(word,), lemma=word.lemma.lower()
            )


# ---------------------------------------------------------------- phrases


def _phrases(sentence: Sentence, profile: LanguageProfile) -> Iterator[CueHit]:
    forms = [w.form.lower().replace("’", "'") for w in sentence.words]
    phrases = profile.according_to
    tables = ((CueType.OWN, phrases.own), (CueType.PHRASE, phrases.phrases), (CueType.PHRASE, phrases.person))
    for kind, table in tables:
        for phrase in sorted(table, key=lambda p: (-len(p.split()), p)):
            parts = phrase.split()
            for at in range(len(forms) - len(parts) + 1):
                if forms[at : at + len(parts)] != parts:
                    continue
                words = sentence.words[at : at + len(parts)]
                if kind is CueType.OWN or _introduces(sentence, words, phrase in phrases.person, profile):
                    yield CueHit(sentence=sentence, type=kind, head=words[-1], words=words, lemma=phrase)


def _introduces(sentence: Sentence, words: tuple[Word, ...], person: bool, profile: LanguageProfile) -> bool:
    """Whether a phrase stands before a noun phrase that can be a source."""
    after = words[-1].index
    if after >= len(sentence.words):
        return False
    if len(words) == 1 and words[0].upos not in {"ADP", "SCONJ"}:
        return False  # "il secondo giorno"
    if not person:
        return True
    following = sentence.words[after]
    while following.upos in {"DET", "ADJ"} and following.index < len(sentence.words):
        following = sentence.words[following.index]
    while following.relation == "compound" and (above := sentence.head(following)) is not None:
        following = above
    somebody = profile.people.person | dict(profile.people.pronouns).keys()
    bare = following.index == after + 1  # "per Neri", not "per l'Italia"
    owner = following.feat("Poss") == "Yes"  # "for her part"
    named = (following.upos == "PROPN" and bare) or (following.lemma.lower() in somebody and not owner)
    ahead = sentence.words[following.index : following.index + _PERSON]
    ends = len(ahead) < _PERSON and all(w.upos != "PUNCT" for w in ahead)  # a quotation follows
    comma = ends or any(w.form == "," for w in ahead)
    opens = words[0].index == 1
    if opens and not comma:
        return _thinks(sentence, following, profile)
    return named and comma and (opens or sentence.words[words[0].index - 2].form in {",", ":"})


def _thinks(sentence: Sentence, word: Word, profile: LanguageProfile) -> bool:
    """Whether who stands behind "per" at a sentence's head holds what follows to be so: "Per il prefetto il piano era pronto"."""
    people, lemma = profile.people, word.lemma.lower()
    voice = word.upos == "PROPN" or lemma in people.organisation | people.document | people.person
    verb = sentence.head(word)
    if not voice or verb is None or word.feat("Number") == "Plur":
        return False
    subject = sentence.child(verb, "nsubj")
    parts = (verb, *(c for c in sentence.children(verb) if c.relation in {"aux", "cop"}))
    return (
        subject is not None and subject.index > word.index and any(w.feat("VerbForm") == "Fin" for w in parts)
    )
