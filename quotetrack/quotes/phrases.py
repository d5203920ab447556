"""What reporting nouns and phrases such as "according to" take."""

from __future__ import annotations

from ..lang.profile import LanguageProfile
from ..model.syntax import Word
from .clauses import branch_of, has_complementizer
from .cues import is_negated
from .insertions import COMMAS, has_finite, is_relative
from .nearby import can_speak
from .reports import Report, Spans


def noun_clause(report: Report) -> Spans:
    """The clause of a reporting noun: "the claim that ...", "l'annuncio di presentare ..."."""
    hit, sentence = report.hit, report.hit.sentence
    for child in sentence.children(hit.head):
        if (
            child.index < hit.head.index
            or child.relation not in {"acl", "ccomp"}
            or child.deprel == "acl:relcl"
        ):
            continue
        if has_complementizer(sentence, child, report.profile) or child.feat("VerbForm") == "Inf":
            return branch_of(report, child)
    return ()


def is_that(report: Report) -> Spans:
    """What stands after the copula, or right after the noun: "L'auspicio di X è che ...", "the news that"."""
    words = report.words
    _, last = report.cue_range()
    inside = report.source_words()
    at = max(last, inside[-1]) if inside and inside[0] <= report.hit.after + 2 else last
    if at < len(words) and (words[at].upos == "AUX" or words[at].index == report.hit.head.head):
        at += 1  # the copula, or what was tagged as the noun's verb
    if at >= len(words) or words[at].upos != "SCONJ":
        return ()
    return report.rest(at + 2) if words[at].form.lower() in report.profile.grammar.complementizers else ()


def lent(report: Report) -> Spans:
    """What a noun is about that a verb lends itself to: "ha lanciato un appello alla calma"."""
    hit, sentence = report.hit, report.hit.sentence
    verb = sentence.head(hit.head)
    if (
        verb is None
        or hit.head.relation not in {"obj", "nsubj"}
        or verb.lemma.lower() not in report.profile.cues.support
        or is_negated(sentence, verb, report.profile)
    ):
        return ()
    for child in (*sentence.children(hit.head), *sentence.children(verb)):
        case = next((c for c in sentence.children(child) if c.relation == "case"), None)
        if (
            case is None
            or child.index < hit.after
            or child.relation not in {"nmod", "obl"}
            or can_speak(child, report.profile)
        ):
            continue
        if case.index == hit.after or sentence.words[hit.after - 1].relation == "amod":
            return report.covered([w for w in sentence.subtree(child) if w.index >= report.after(case)])
    return ()


def around_phrase(report: Report) -> Spans:
    """The clause that "according to X" comments on, without the phrase."""
    words, profile = report.words, report.profile
    first, last = report.hit.words[0].index, _phrase_end(report)
    start = next((w.index for w in reversed(words[: first - 1]) if _bounds(w, words, profile)), 0)
    stop = next((w.index - 1 for w in words[last:] if _bounds(w, words, profile)), len(words))
    if not any(w.upos != "PUNCT" for w in (*words[start : first - 1], *words[last:stop])):
        start, stop = 0, len(words)
    opened, closed = report.enclosure(first)
    start, stop = max(start, opened), report.before_bracket(last, min(stop, closed))
    before, after = words[start : first - 1], words[last:stop]
    opens = next((w for w in reversed(before) if is_relative(w) and w.head > last), None)
    if opens is not None:  # "X, che secondo Y è a terra, ha detto ...": the relative clause alone is theirs
        own = report.hit.sentence.subtree(words[opens.head - 1])[-1].index
        return report.covered(before[before.index(opens) + 1 :], words[last : min(stop, own)])
    link = next((w for w in reversed(before) if w.upos not in {"PUNCT", "ADV"}), None)
    relative = (
        report.source is not None and report.source.text.split()[-1].lower() in profile.people.relatives
    )
    if after and (
        relative or (link is not None and (link.upos == "SCONJ" or link.feat("PronType") == "Rel"))
    ):
        before = ()  # "... perché, secondo lui, ...": what comes before is not theirs
    return report.covered(before, report.beyond_source(after) if has_finite(before) else after)


def _bounds(word: Word, words: tuple[Word, ...], profile: LanguageProfile) -> bool:
    """Whether another clause begins here: a semicolon or colon, or a connective after a comma."""
    if word.form in {";", ":"}:
        return True
    if word.index == 1 or words[word.index - 2].form not in COMMAS:
        return False
    following = words[word.index] if word.index < len(words) else word
    subordinate = word.upos == "SCONJ" or (word.upos == "ADV" and following.upos == "SCONJ")
    return subordinate or word.form.lower() in profile.grammar.connectives


def _phrase_end(report: Report) -> int:
    """Index of the last word of the phrase: the source with what hangs on it, up to the next comma."""
    last = report.hit.words[-1].index
    if report.source is None:
        return last
    last = max([last, *report.source_words()])
    if any(w.feat("VerbForm") == "Part" and w.upos in {"VERB", "ADJ"} for w in report.words[last : last + 1]):
        comma = next((w.index for w in report.words[last:] if w.form in COMMAS), None)
        if comma is not None and not has_finite(report.words[last:comma]):
            return comma - 1  # "secondo le notizie diffuse dalla polizia, ..."
    for word in report.words[last:]:
        if word.form == ",":
            return _past_apposition(report.words, word.index, report.profile)
        if word.upos == "PUNCT" or word.feat("VerbForm") == "Fin" or word.upos in {"DET", "PRON", "AUX"}:
            break
    return last


def _past_apposition(words: tuple[Word, ...], comma: int, profile: LanguageProfile) -> int:
    """Index of the comma that closes an apposition or relative clause opened at `comma`; else before it."""
    closing = next((w.index for w in words[comma:] if w.form == ","), None)
    if closing is None or closing == len(words):
        return comma - 1
    inside = words[comma : closing - 1]
    relative = bool(inside) and inside[0].form.lower() in profile.people.relatives
    participle = bool(inside) and inside[0].feat("VerbForm") == "Part"
    noun = (
        bool(inside) and (participle or inside[0].upos in {"NOUN", "DET", "PROPN"}) and not has_finite(inside)
    )
    return closing if relative or (noun and has_finite(words[closing:])) else comma - 1
