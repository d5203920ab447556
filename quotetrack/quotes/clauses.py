"""The clauses and infinitives that reporting verbs take."""

from __future__ import annotations

from collections.abc import Sequence

from ..lang.profile import LanguageProfile
from ..model.syntax import Sentence, Word
from .cues import CueHit, CueType
from .insertions import (
    COMMAS,
    comments,
    has_finite,
    is_finite,
    is_inserted,
    is_relative,
)
from .nearby import can_speak
from .reports import Report, Spans

# Words between a cue and its complementizer, between it and "di" with an infinitive: adverbs and who was
# spoken to; after a noun, its owner.
_REACH_CLAUSE, _REACH_VERB, _REACH_NOUN = 7, 5, 14
# Words between a cue and the colon behind it: who was spoken to.
_ANNOUNCED = 6
# Words up to which what stands before a cue and has no verb is a scrap: "Bene, ha detto X".
_HEADING = 4


# ---------------------------------------------------------------- set off from the sentence


def around_comment(report: Report) -> Spans:
    """The clause that "as X said" comments on."""
    hit, profile, words = report.hit, report.profile, report.words
    if hit.lemma not in profile.cues.clause or not comments(hit, profile):
        return ()
    first, last = report.cue_range()
    opens = max(
        (w.index for w in words[: first - 1] if w.form.lower() in profile.grammar.as_words), default=first
    )
    closed = next((w.index for w in words[last:] if w.form in COMMAS), len(words))
    begin = next((w.index for w in reversed(words[: opens - 1]) if _opens_clause(w, report)), 0)
    return report.around(words[begin : opens - 1], words[closed : report.clause_end(closed + 1)])


def _opens_clause(word: Word, report: Report) -> bool:
    """Whether a subordinate clause begins after a word: "that", or "di" with its infinitive."""
    grammar, form = report.profile.grammar, word.form.lower()
    following = report.words[word.index : word.index + 2]
    infinitive = form in grammar.infinitive_marks and any(w.feat("VerbForm") == "Inf" for w in following)
    return word.form == ";" or infinitive or (word.upos == "SCONJ" and form in grammar.complementizers)


def around_inserted(report: Report) -> Spans:
    """The sentence that a cue between commas interrupts."""
    hit, profile, words = report.hit, report.profile, report.words
    if hit.lemma not in profile.cues.clause or not is_inserted(hit, profile):
        return ()
    first, last = report.cue_range()
    opened = max((w.index for w in words[: first - 1] if w.form in COMMAS), default=0)
    closed = min((w.index for w in words[last:] if w.form in COMMAS), default=len(words))
    begin, end = report.enclosure(opened)
    before, after = words[begin : max(opened - 1, 0)], words[closed : min(end, report.clause_end(closed + 1))]
    if before and before[-1].upos == "SCONJ":
        before = ()  # "... perché - ha detto - ...": what comes before is not theirs
    if not opened or not has_finite(before + after):
        return ()
    if (
        has_finite(before)
        and after
        and (
            after[0].upos == "SCONJ" or is_relative(after[0]) or after[0].feat("VerbForm") in {"Ger", "Part"}
        )
    ):
        after = ()  # the sentence was whole before the cue: what follows says who, how and when
    return report.covered(before, report.beyond_source(after) if has_finite(before) else after)


def parenthetical(report: Report) -> Spans:
    """The clause before a cue that ends its sentence: "The plan failed, she said"."""
    hit, words = report.hit, report.words
    if hit.lemma not in report.profile.cues.clause or not is_finite(hit) or report.source is None:
        return ()
    if report.source.text.split()[-1].lower() in report.profile.people.relatives:
        return ()
    first, last = report.cue_range()
    before = words[: min([first, *report.source_words()]) - 1]  # an apposition may part source and cue
    if has_finite(words[last:]) or not before or before[-1].form not in COMMAS:
        return ()
    return report.covered(before) if has_finite(before) or _is_report(before, report) else ()


def _is_report(words: Sequence[Word], report: Report) -> bool:
    """Whether words without a verb are what follows tells of: "Chiuse tre strade, comunica la prefettura"."""
    source = [report.words[at - 1] for at in report.source_words()]
    behind = bool(source) and source[0].index == report.hit.after
    return behind and len(words) > _HEADING and any(can_speak(w, report.profile) for w in source)


# ---------------------------------------------------------------- clauses after the cue


def after_colon(report: Report) -> Spans:
    """The clause that a cue and a colon announce: "X giura: la legge non cambia"."""
    hit, words = report.hit, report.words
    if hit.lemma not in report.profile.cues.clause or not is_finite(hit):
        return ()
    near = words[hit.after - 1 : hit.after + _ANNOUNCED]
    colon = next((w for w in near if w.form == ":"), None)
    if colon is None or any(w.upos in {"VERB", "PUNCT"} for w in words[hit.after - 1 : colon.index - 1]):
        return ()
    clause = words[colon.index : report.clause_end(colon.index + 1)]
    marks = {mark for pair in report.profile.quote_marks for mark in pair}
    listed = clause and (clause[0].form in marks or any(w.form == ":" for w in clause))
    return report.covered(clause) if has_finite(clause) and not listed else ()


def complement(report: Report) -> Spans:
    """A complement clause or infinitive that the tree hangs on the cue."""
    cues, hit = report.profile.cues, report.hit
    plain = hit.lemma in cues.clause and hit.lemma not in cues.quote | cues.predicate
    for child in _dependents(hit):
        if child.index < hit.after or child.upos == "PUNCT":
            continue
        clause = _is_clause(hit.sentence, child, report.profile) and hit.lemma in cues.clause | cues.belief
        infinitive = (
            child.relation in {"xcomp", "ccomp", "advcl"}
            and child.feat("VerbForm") == "Inf"
            and not _has_other_mark(report, child)
        )
        verbal = (
            child.relation == "xcomp" and child.upos in {"VERB", "AUX"} and child.feat("VerbForm") != "Inf"
        )
        if clause or (infinitive and hit.lemma in cues.infinitive) or (verbal and plain):
            return clause_of(report, child)
    return ()


def _dependents(hit: CueHit) -> tuple[Word, ...]:
    """The dependents of all words of a cue, in order, without the cue itself."""
    inside = {w.index for w in hit.words}
    found = {c.index: c for w in hit.words for c in hit.sentence.children(w) if c.index not in inside}
    return tuple(found[index] for index in sorted(found))


def _is_clause(sentence: Sentence, word: Word, profile: LanguageProfile) -> bool:
    """A complement clause, or another with a complementizer: the parser often mistakes where it hangs."""
    mistaken = word.relation in {"advcl", "acl", "parataxis", "obj", "xcomp"}
    return word.relation == "ccomp" or (mistaken and has_complementizer(sentence, word, profile))


def has_complementizer(sentence: Sentence, clause: Word, profile: LanguageProfile) -> bool:
    """Whether a word such as "that" marks a clause."""
    return any(
        c.index < clause.index and c.form.lower() in profile.grammar.complementizers and c.relation == "mark"
        for c in sentence.children(clause)
    )


def _has_other_mark(report: Report, infinitive: Word) -> bool:
    """Whether a preposition of purpose or time marks an infinitive: "per restare", "prima di partire"."""
    grammar = report.profile.grammar
    marks = [c for c in report.hit.sentence.children(infinitive) if c.relation == "mark" and c.upos == "ADP"]
    return bool(marks) and marks[-1].form.lower() not in grammar.infinitive_marks | grammar.complementizers


def clause_of(report: Report, head: Word) -> Spans:
    """A clause from after its complementizer to its end."""
    below = {w.index for w in report.hit.sentence.subtree(head)}
    start = _clause_start(report, below)
    grammar = report.profile.grammar
    outside = grammar.complementizers | grammar.infinitive_marks
    while start <= len(report.words) and _stays_outside(report.words[start - 1], outside):
        start += 1
    return report.rest(start)


def branch_of(report: Report, head: Word) -> Spans:
    """A clause's own words, from after its complementizer: the sentence goes on behind it."""
    grammar = report.profile.grammar
    words = report.hit.sentence.subtree(head)
    while len(words) > 1 and _stays_outside(words[0], grammar.complementizers | grammar.infinitive_marks):
        words = words[1:]
    return report.covered(words)


def _stays_outside(word: Word, forms: frozenset[str]) -> bool:
    marks = word.form.lower() in forms and (word.relation == "mark" or word.upos in {"SCONJ", "ADP"})
    return marks or word.upos == "PUNCT"


def _clause_start(report: Report, below: set[int]) -> int:
    """Index of the first word after the cue that is no addressee and no adverbial of the cue's own."""
    hit, profile = report.hit, report.profile
    own = {"advmod", "obl", "iobj", "nsubj", "punct", "discourse", "vocative"}
    if hit.lemma in profile.cues.addressee:
        own |= {"obj"}
    for word in report.words[hit.after - 1 :]:
        opens = word.upos == "SCONJ" and word.form.lower() in profile.grammar.complementizers
        if opens or word.index in below or _branch(hit, word) not in own:
            return word.index
    return len(report.words) + 1


def _branch(hit: CueHit, word: Word) -> str:
    """The relation by which the branch that a word is on hangs on the cue."""
    inside = {w.index for w in hit.words}
    return next((n.relation for n in (word, *hit.sentence.ancestors(word)) if n.head in inside), "")


def after_complementizer(report: Report) -> Spans:
    """Everything after a complementizer near the verb, where the parser saw no clause."""
    hit, profile = report.hit, report.profile
    if hit.lemma not in profile.cues.clause:
        return ()
    for word in report.words[hit.after - 1 : hit.after + _REACH_CLAUSE]:
        if word.form in {".", ";", ":"} or word.upos == "CCONJ" or word.feat("VerbForm") == "Fin":
            return ()
        if word.form.lower() in profile.grammar.complementizers and (
            word.upos == "SCONJ" or (report.source is not None and _seems_relative(hit, word))
        ):
            return () if _is_adverbial(hit, word) else report.rest(word.index + 1)
    return ()


def _seems_relative(hit: CueHit, word: Word) -> bool:
    """Whether a verb left without an object takes a clause that the parser gave to an adverbial's noun: "ha annunciato
    in una conferenza che si ritirerà".
    """
    sentence = hit.sentence
    if not is_finite(hit) or sentence.is_passive(hit.head):
        return False
    if any(c.relation in {"obj", "ccomp", "xcomp", "expl"} for c in sentence.children(hit.head)):
        return False
    clause = (
        sentence.head(word) if word.upos == "PRON" and word.relation in {"nsubj", "obj", "mark"} else None
    )
    noun = sentence.head(clause) if clause is not None and clause.deprel == "acl:relcl" else None
    return noun is not None and noun.relation in {"obl", "iobj"} and noun.head == hit.head.index


def _is_adverbial(hit: CueHit, conjunction: Word) -> bool:
    """Whether a conjunction begins an adverbial clause: "anche se piove", "if it rains"."""
    clause = hit.sentence.head(conjunction)
    return conjunction.relation == "fixed" or (clause is not None and clause.relation == "advcl")


def after_mark(report: Report) -> Spans:
    """Everything after "di" and an infinitive near the cue, where the parser saw no clause."""
    hit, profile, words = report.hit, report.profile, report.words
    noun = hit.type is CueType.NOUN
    if (noun and report.source is None) or (not noun and hit.lemma not in profile.cues.infinitive):
        return ()
    for word in words[hit.after - 1 : hit.after + (_REACH_NOUN if noun else _REACH_VERB)]:
        if word.form in {".", ";", ":"} or word.feat("VerbForm") == "Fin":
            return ()
        infinitive = any(w.feat("VerbForm") == "Inf" for w in words[word.index : word.index + 2])
        if infinitive and word.form.lower() in profile.grammar.infinitive_marks and word.upos == "ADP":
            return () if _of_object(hit, word, profile) else report.rest(word.index + 1)
    return ()


def _of_object(hit: CueHit, mark: Word, profile: LanguageProfile) -> bool:
    """Whether an infinitive belongs to the cue's object: "ribadisce l'intenzione di restare"."""
    if hit.lemma in profile.cues.addressee:
        return False  # "ha accusato il governo di avere mentito": the object is who was spoken to or of
    above = {w.index for w in hit.sentence.ancestors(mark)}
    return any(
        c.relation == "obj" and c.index in above and c.upos == "NOUN" for c in hit.sentence.children(hit.head)
    )


def bare(report: Report) -> Spans:
    """A clause without complementizer that the parser took for an object: "She said prices had risen"."""
    hit, source = report.hit, report.source
    if hit.lemma not in report.profile.cues.bare or source is None:
        return ()
    if hit.sentence.is_passive(hit.head) or source.span.start > hit.span.start:
        return ()
    start = _clause_start(report, set())
    clause = report.words[start - 1 : report.rest_end(start)]
    if not clause or clause[0].upos in {"PUNCT", "ADP", "SCONJ", "CCONJ", "ADV"}:
        return ()
    own = report.words[start - 1 : report.thing_end(start)]  # "announced the deal, which failed" is an object
    return report.covered(clause) if has_finite(own) else ()
