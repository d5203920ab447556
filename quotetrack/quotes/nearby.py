"""Noun phrases by their place in the sentence: what a parser's mistakes can't hide.

Newspapers put the source right beside its cue. Reading that place off the word classes is more robust
than the tree, which attaches the subjects of long or inverted sentences wrongly.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..lang.given import given_gender
from ..lang.profile import LanguageProfile
from ..model.syntax import Sentence, Word
from .cues import CueHit, CueType, verb_group

_INSIDE = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "X", "SYM"})
_HEADS = frozenset({"NOUN", "PROPN", "X", "SYM"})
_STRONG = frozenset({";", ":", ".", "?", "!", "(", ")"})
_BREAKS = frozenset({",", "-", "–", "—", '"', "«", "»", "“", "”"})

# Words an apposition between commas may have.
_APPOSITION = 16
# Words of time and place that may stand between an inverted cue and its subject ("ha detto lunedì a Londra X").
_ADVERBIAL = 7


def subject_before(hit: CueHit, profile: LanguageProfile) -> Word | None:
    """The head of the noun phrase that ends right before a cue, an apposition in commas stepped over."""
    words = hit.sentence.words
    at = before_adverbs(words, hit.words[0].index - 2)
    if at >= 0 and words[at].form == ",":
        at = _before_apposition(words, at)
    if at < 0:
        return None
    if words[at].upos == "PRON":
        stands = _may_be_subject(words[at]) and words[at].form.lower() not in profile.grammar.as_words
        return words[at] if stands else None
    return noun_before(words, at, profile)


def noun_before(words: Sequence[Word], at: int, profile: LanguageProfile) -> Word | None:
    """The head of the noun phrase that ends at index `at`, if it can speak."""
    head = _free_head(words, at, profile)
    if head is None:
        return None
    named = head.index < len(words) and words[head.index].upos == "PROPN"  # "il suo rivale Mario Rossi"
    return head if named or can_speak(head, profile) else None


def next_noun(hit: CueHit, profile: LanguageProfile) -> Word | None:
    """The head of the noun phrase that follows a cue at once, whatever it means: "ha ammesso uno di loro"."""
    words = hit.sentence.words
    at = hit.words[-1].index
    if at >= len(words):
        return None
    if words[at].upos == "PRON":
        return (
            words[at]
            if words[at].feat("PronType") in {"Ind", "Prs"} and words[at].feat("Clitic") != "Yes"
            else None
        )
    return (
        _head_of_chunk(words, at, _chunk_end(words, at))
        if words[at].upos in {"DET", "NUM", "PROPN"}
        else None
    )


def subject_after(hit: CueHit, profile: LanguageProfile) -> Word | None:
    """The head of the first noun phrase after a cue that no preposition governs."""
    words = hit.sentence.words
    at = hit.words[-1].index
    stop = min(len(words), at + _ADVERBIAL)
    while at < stop and words[at].form not in _STRONG | _BREAKS:
        word = words[at]
        if word.upos in {"VERB", "AUX", "SCONJ", "CCONJ"}:
            return None
        if word.upos == "PRON":
            return word if _may_be_subject(word) and word.relation != "iobj" else None
        if word.upos == "ADP":
            at = _after_governed(words, at + 1, profile)
            continue
        if word.upos in _INSIDE:
            end = _chunk_end(words, at)
            head = _head_of_chunk(words, at, end)
            if head is not None and can_speak(head, profile):
                return head
            at = end
            continue
        at += 1
    return None


def verb_from(sentence: Sentence, start: int, profile: LanguageProfile) -> CueHit | None:
    """The finite verb that is the first word from `start` on, as a cue, where who may speak stands right behind it."""
    verb = next((w for w in sentence.words if w.span.start >= start and w.upos != "PUNCT"), None)
    if (
        verb is None
        or verb.upos != "VERB"
        or verb.feat("VerbForm") != "Fin"
        or verb.feat("Person") in {"1", "2"}
    ):
        return None
    group = verb_group(sentence, verb)
    hit = CueHit(sentence=sentence, type=CueType.VERB, head=verb, words=group, lemma=verb.lemma.lower())
    following = sentence.words[hit.after - 1 : hit.after]
    named = any(w.upos in _INSIDE for w in following) and subject_after(hit, profile) is not None
    return hit if named else None


def can_speak(head: Word, profile: LanguageProfile) -> bool:
    """Whether a noun names somebody, or describes who may speak; a plain adverbial of time does not."""
    return head.upos in {"PROPN", "PRON"} or profile.people.can_speak(head.lemma.lower(), head.form.lower())


def _may_be_subject(word: Word) -> bool:
    return (
        word.feat("Clitic") != "Yes"
        and word.feat("Case") not in {"Acc", "Dat"}
        and word.relation not in {"expl", "obj"}
    )


def before_adverbs(words: Sequence[Word], at: int) -> int:
    """Steps left over adverbs, clitics and auxiliaries that belong to the verb."""
    while at >= 0 and (
        words[at].upos in {"ADV", "AUX", "PART", "INTJ"}
        or (words[at].upos == "PRON" and not _may_be_subject(words[at]))
    ):
        at -= 1
    if at >= 2 and words[at].form == "," and words[at - 1].upos == "ADV" and words[at - 2].form == ",":
        return at - 3  # "X, invece, ha detto"
    return at


def _before_apposition(words: Sequence[Word], comma: int) -> int:
    """Index before the comma that opens an apposition closed at `comma`; -1 where there is none."""
    for at in range(comma - 1, max(-1, comma - _APPOSITION), -1):
        if words[at].form == "," and words[at - 1].upos in _HEADS and not _is_list(words, at):
            return at - 1
        if words[at].form in _STRONG - {"(", ")"} or _is_finite(words[at]):
            return -1
    return -1


def _is_list(words: Sequence[Word], comma: int) -> bool:
    return comma + 1 < len(words) and words[comma + 1].upos == "CCONJ"


def _is_finite(word: Word) -> bool:
    return (
        word.upos in {"VERB", "AUX"}
        and word.feat("VerbForm") == "Fin"
        and word.relation not in {"acl", "acl:relcl"}
    )


def _free_head(words: Sequence[Word], at: int, profile: LanguageProfile) -> Word | None:
    """The head of the chunk that ends at `at`, or of the one it hangs on by prepositions."""
    while at >= 0:
        if words[at].form == ")":
            at = _before_bracket(words, at)
            continue
        if words[at].upos not in _INSIDE:
            return None
        start = at
        while start > 0 and _is_inside(words[start - 1]) and _joins(words[start - 1], words[start]):
            start -= 1
        head = _head_of_chunk(words, start, at + 1)
        if start == 0 or words[start - 1].upos != "ADP":
            return head
        preposition = start - 1
        if words[preposition].form[0].isupper() and preposition > 0:
            return head  # a name: "Di Pietro"
        own = _name_after_place(words, start, at + 1, profile)
        at = preposition - 1
        while at >= 0 and words[at].upos == "ADP":
            at -= 1
        if own is not None:  # "a Londra Valentina Orsi", but "il presidente del Consiglio Livia Corsi"
            owner = _free_head(words, at, profile)
            titled = owner is not None and profile.people.is_person(owner.lemma.lower(), owner.form.lower())
            return owner if titled else own
    return None


def _is_inside(word: Word) -> bool:
    """Whether a word may stand in a noun phrase before its last: also the mark of an owner, "the mayor's office"."""
    return word.upos in _INSIDE or (word.upos == "PART" and word.relation == "case")


def _joins(before: Word, after: Word) -> bool:
    """Whether two words stand in one noun phrase: nothing but an article comes before an article."""
    return after.upos != "DET" or before.upos == "DET"


def _before_bracket(words: Sequence[Word], at: int) -> int:
    while at >= 0 and words[at].form != "(":
        at -= 1
    return at - 1


def _head_of_chunk(words: Sequence[Word], start: int, end: int) -> Word | None:
    """The first noun of a chunk, or its first name where it has no noun: "official" of "the county's police official"."""
    nouns = [w for w in words[start:end] if w.upos in _HEADS]
    free = (w for w in nouns if w.relation != "compound" and w.deprel != "nmod:poss")
    return next(free, nouns[0] if nouns else None)


def _chunk_end(words: Sequence[Word], at: int) -> int:
    end = at + 1
    while end < len(words) and words[end].upos in _INSIDE and words[end].upos != "DET":
        end += 1
    return end


def _after_governed(words: Sequence[Word], at: int, profile: LanguageProfile) -> int:
    """Index after the chunk a preposition governs; a person's name that follows a place is left out."""
    while at < len(words) and words[at].upos == "DET":
        at += 1
    end = _chunk_end(words, at) if at < len(words) and words[at].upos in _INSIDE else at + 1
    own = _name_after_place(words, at, end, profile)
    return own.index - 1 if own is not None else end


def _name_after_place(words: Sequence[Word], start: int, end: int, profile: LanguageProfile) -> Word | None:
    """The given name inside "a Londra Valentina Orsi", "al telefono Renata Colli"."""
    named = (w for w in words[start + 1 : end - 1] if w.upos == "PROPN" and words[w.index].upos == "PROPN")
    return next((w for w in named if given_gender(w.form, profile.code)), None)


def agree(word: Word, hit: CueHit) -> bool:
    """Whether noun and verb agree in number, as far as the morphology tells."""
    verb = next((w for w in hit.words if w.feat("Number") and w.feat("VerbForm") == "Fin"), hit.head)
    return not (word.feat("Number") and verb.feat("Number")) or word.feat("Number") == verb.feat("Number")
