"""Marked speech: which quotations are statements, and which cue reports each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from attrs import frozen

from ..lang.profile import LanguageProfile
from ..model.quote import Mention
from ..model.span import Span
from ..model.syntax import Word
from .cues import CueHit, CueType
from .insertions import is_finite
from .marks import Quotation, ends_like_speech
from .nearby import can_speak, subject_after
from .objects import names_only
from .setting import Setting

# Words that may stand between a closing mark and the cue's verb: its subject, with an apposition.
_REACH_AFTER = 24
# Commas among them, marks that may stand before them, and those that end a sentence.
_COMMAS, _AFTER_MARK, _ENDS = 3, frozenset(":»”\"'’"), frozenset(":;.!?")
# Words that may stand between a cue and the comma before a mark: who was spoken to, where, when.
_REACH_BEFORE = 12
# Words a label may have: "Il portavoce di Palazzo Chigi, Rossi: «...»".
_LONGEST_LABEL = 10
# Words up to which marked text in the middle of a sentence is a nickname or a title, whatever cue follows.
_NICKNAME = 2
# Classes of the words that may part a quotation from the noun that names it, and how many.
_LIGHT, _NAMING = frozenset({"DET", "PRON", "AUX", "ADV", "ADJ"}), 5
# Words from which marked text standing alone counts as speech rather than a title or a nickname.
_SPEECH = 5


@frozen
class Attached:
    """The cue (or label) that reports a quotation, and the rule that found it."""

    rule: str
    hit: CueHit | None = None
    label: Mention | None = None


def attach(setting: Setting, text: str, profile: LanguageProfile) -> Attached | None:
    """The cue of a quotation, by the first rule that finds one."""
    for rule in _RULES:
        answer = rule(setting, text, profile)
        if answer is not None:
            return answer
    return None


def is_embedded(setting: Setting, text: str) -> bool:
    """Whether the marked words carry on a clause begun outside: «ha definito "utile" il piano»."""
    before = setting.before.of(text).rstrip()
    return bool(before) and before[-1].isalnum()


def word_count(text: str) -> int:
    """Words in a stretch of text, by white space."""
    return len(text.split())


# ---------------------------------------------------------------- rules, surest first


def _commented(setting: Setting, text: str, profile: LanguageProfile) -> Attached | None:
    """Tutti attaccano: «...», ha detto X. Whoever stands behind the cue said it, whatever the colon follows."""
    answer = _cue_after(setting, text, profile)
    if answer is None or answer.hit is None or answer.hit.type is not CueType.VERB:
        return None
    beside = word_count(text[setting.quotation.end : answer.hit.span.start]) <= 1
    return answer if beside and subject_after(answer.hit, profile) is not None else None


def _cue_after(setting: Setting, text: str, profile: LanguageProfile) -> Attached | None:
    """«...», ha detto X;  "...," X said."""
    quotation, after = setting.quotation, setting.after.of(text)
    if not _may_be_followed(quotation, text, after) or _is_apposition(setting, text):
        return None
    for hit in setting.cues_after:
        gap = text[quotation.end : hit.span.start]
        if hit.type in {CueType.PHRASE, CueType.NOUN} and word_count(gap) <= 1:
            return Attached("phrase_after", hit)
        if hit.type is CueType.NOUN and _is_named_so(hit, quotation.end):
            return Attached("noun_after", hit)
        if hit.type is not CueType.VERB or word_count(gap) > _REACH_AFTER:
            continue
        if word_count(gap) > 1 and not is_finite(hit):
            continue
        if word_count(gap) > 1 and _cue_beside(setting, text):
            return None  # X said "..." every time he thinks of it
        if word_count(gap) <= 1 or _is_subject(hit, quotation.end):
            return None if hit.negated else Attached("cue_after", hit)
    return None


def _cue_beside(setting: Setting, text: str) -> bool:
    """Whether a verb that reports stands right before the opening mark."""
    verbs = (h for h in setting.cues_before if h.type is CueType.VERB and not h.negated)
    return any(not text[h.span.end : setting.quotation.start].strip() for h in verbs)


def _is_named_so(hit: CueHit, start: int) -> bool:
    """Whether no more than "these were the" stands before a noun with a complement: «...», queste le parole di X."""
    words = hit.sentence.words
    between = [w for w in words if start <= w.span.start < hit.span.start and w.upos != "PUNCT"]
    below = hit.sentence.children(hit.head)
    owned = any(c.relation == "nmod" and c.index <= hit.after + _NAMING for c in below)
    light = all(w.upos in _LIGHT or w.relation == "cop" for w in between)
    return light and len(between) <= _NAMING and (owned or any(w.feat("Poss") == "Yes" for w in between))


def _is_apposition(setting: Setting, text: str) -> bool:
    """Whether a word or two in marks between commas name what stands before: The campaign, “Dry Feet,” began."""
    words = word_count(setting.quotation.pieces[-1].of(text))
    named = (
        bool(setting.words_before)
        and setting.words_before[-1].form == ","
        and _is_nominal(setting.words_before)
    )
    return words <= _NICKNAME and named and not setting.cues_before


def _may_be_followed(quotation: Quotation, text: str, after: str) -> bool:
    """Not where the quotation ends a sentence and a new one begins in capitals."""
    inside = quotation.pieces[-1].of(text).rstrip()
    head = after.lstrip()
    if not head or head[0] in ".;":
        return False
    if word_count(inside) <= _NICKNAME and head[0].isalnum() and inside[-1:] not in ".,!?…":
        return False  # Mario "Il Lupo" Rossi ha detto
    full_stop = inside[-1:] == "." and head[0].isupper()
    return not full_stop


def _is_subject(hit: CueHit, start: int) -> bool:
    """Whether only the cue's subject stands between a mark and the cue: no clause begins, no list of commas."""
    between = _unbracketed(w for w in hit.sentence.words if start <= w.span.start < hit.span.start)
    while between and between[0].form in _AFTER_MARK:
        between = between[1:]
    if sum(w.form == "," for w in between) > _COMMAS or any(w.form in _ENDS for w in between):
        return False
    return not any(
        (w.upos in {"SCONJ", "CCONJ"} and w.relation in {"cc", "mark"})
        or w.feat("VerbForm") in {"Fin", "Ger"}
        for w in between[:3]
    )


def _unbracketed(words: Iterable[Word]) -> list[Word]:
    """The words outside brackets: a party and state stand in them, "(D-Wis.)"."""
    depth, kept = 0, []
    for word in words:
        depth += word.form == "("
        if not depth:
            kept.append(word)
        depth -= word.form == ")" and depth > 0
    return kept


def _colon_before(setting: Setting, text: str, profile: LanguageProfile) -> Attached | None:
    """X ha detto: «...»."""
    before = setting.before.of(text).rstrip()
    if not before.endswith(":"):
        return None
    floor = setting.before.start + before.rfind(";") + 1
    for kind in (CueType.VERB, CueType.PHRASE, CueType.NOUN):  # the surest to the least
        hits = [h for h in setting.cues_before if h.type is kind and h.span.start >= floor]
        if hits:
            free = [h for h in hits if not _inside(h, hits)]
            return Attached("colon", (free or hits)[-1])
    return None


def _bare_colon(setting: Setting, text: str, profile: LanguageProfile) -> Attached | None:
    """Meloni: «...»;  E ancora: «...»."""
    if not setting.before.of(text).rstrip().endswith(":"):
        return None
    label = _who(setting, setting.before.stripped(text, " \n\t:-–—"), text, profile)
    words = word_count(label.of(text))
    if 0 < words <= _LONGEST_LABEL and label.of(text)[0].isupper() and _is_nominal(setting.words_before):
        return Attached("label", label=Mention(label, label.of(text)))
    return Attached("bare_colon")


def _who(setting: Setting, label: Span, text: str, profile: LanguageProfile) -> Span:
    """A label without what it is about: "Quadri rubati, Neri: «...»"."""
    topic, comma, name = label.of(text).rpartition(", ")
    first = next((w for w in setting.words_before if w.upos in {"NOUN", "PROPN"}), None)
    if first is None or can_speak(first, profile) or not name[:1].isupper():
        return label  # "Il portavoce, Neri"
    return Span(label.start + len(topic + comma), label.end)


def _is_nominal(words: Sequence[Word]) -> bool:
    """Whether words before a colon are a noun phrase: "E ancora:" and "C'era anche X:" are none."""
    if any(w.feat("VerbForm") == "Fin" for w in words):
        return False
    return bool(words) and words[0].upos in {"PROPN", "NOUN", "DET", "ADJ", "NUM"}


def _inside(hit: CueHit, hits: Sequence[CueHit]) -> bool:
    """Whether a cue stands in the clause that another reports: "ha detto che la strada è chiusa"."""
    above = {w.index for w in hit.sentence.ancestors(hit.head)} if hit.head.relation == "ccomp" else set()
    return any(h.sentence is hit.sentence and h.head.index in above for h in hits)


def _cue_before(setting: Setting, text: str, profile: LanguageProfile) -> Attached | None:
    """X ha detto «...»;  X told reporters on Monday, "..."."""
    comma = setting.before.of(text).rstrip().endswith(",")
    for hit in reversed(setting.cues_before):
        gap = text[hit.span.end : setting.quotation.start]
        if hit.type is CueType.NOUN and not gap.strip():
            return Attached("noun_before", hit)  # con la frase «...»
        if hit.negated or hit.type not in {CueType.VERB, CueType.PHRASE}:
            continue
        if names_only(hit):
            continue
        if hit.type is CueType.VERB and _only_link_words(gap, profile) and speaks_alone(hit, profile):
            return Attached("cue_before", hit)
        if comma and word_count(gap) <= _REACH_BEFORE and hit.lemma not in profile.cues.belief:
            return Attached("cue_comma", hit)
        return None
    return None


def speaks_alone(hit: CueHit, profile: LanguageProfile) -> bool:
    """Whether a verb reports marked words right beside it."""
    cues = profile.cues
    return hit.lemma in cues.clause | cues.quote | cues.predicate | cues.belief | cues.object


def _only_link_words(gap: str, profile: LanguageProfile) -> bool:
    words = [w.strip(",:;–—-") for w in gap.lower().split()]
    return all(not w or w in profile.grammar.complementizers for w in words)


_RULES: tuple[Callable[[Setting, str, LanguageProfile], Attached | None], ...] = (
    _commented,  # a comment with a subject is the quotation's own
    _colon_before,  # a colon announces what follows it
    _cue_after,
    _bare_colon,  # no cue stands on either side of the colon
    _cue_before,
)


def stands_alone(setting: Setting, text: str, titles: Iterable[Span]) -> bool:
    """Whether marked text with no cue is speech all the same: a sentence, not the name of a film. In one of `titles`,
    which end without a full stop, it may be what ends them.
    """
    quotation = setting.quotation
    words = sum(word_count(p.of(text)) for p in quotation.pieces)
    fresh = not setting.before.of(text).strip() or setting.before.of(text).rstrip()[-1] in ".!?…"
    last = quotation.closed and any(quotation.end == title.end for title in titles)
    return fresh and words >= _SPEECH and (last or ends_like_speech(text, quotation))
