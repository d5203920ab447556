"""What reporting verbs take besides clauses: objects, names for things, nouns behind a preposition."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.syntax import Word
from .cues import CueHit, is_unsaid
from .reports import Report, Spans

# Words of a noun and its article: "the news was confirmed" tells nothing of what was said, "the closure was announced" does.
_BARE = 2
# Classes of an object's noun: also an amount, "promised €12m".
_THINGS = frozenset({"NOUN", "PROPN", "SYM", "NUM"})


def passive(report: Report) -> Spans:
    """What was said, where it is the subject and the source the agent: "è stata ribadita da X la necessità"."""
    hit, cues = report.hit, report.profile.cues
    if (
        report.source is None
        or hit.lemma not in (cues.object | cues.clause) - cues.addressee
        or not hit.sentence.is_passive(hit.head)
    ):
        return ()
    subject = hit.sentence.child(hit.head, "nsubj")
    said = hit.sentence.subtree(subject) if subject is not None and subject.upos == "NOUN" else ()
    return report.covered(said) if len(said) > _BARE or hit.lemma in cues.object else ()


def predicate(report: Report) -> Spans:
    """What follows a verb of naming, object and name together: "called the deal a mistake"."""
    hit = report.hit
    if hit.lemma not in report.profile.cues.predicate or names_only(hit):
        return ()
    inside = report.source_words()  # «ha definito X "utile" il confronto»: the source comes first
    first = (
        all(w.upos in {"ADP", "DET"} for w in report.words[hit.after - 1 : inside[0] - 1])
        if inside
        else False
    )
    start = inside[-1] + 1 if first and inside[0] >= hit.after else hit.after
    clause = report.words[start - 1 : report.rest_end(start)]
    marks = {mark for pair in report.profile.quote_marks for mark in pair if mark != "'"}
    marked = [i for i, word in enumerate(clause, 1) if word.form in marks]
    if marked and hit.lemma not in report.profile.cues.clause and _is_closed(clause, marked[-1]):
        clause = clause[: marked[-1]]  # the name is the last that is said
    silent = is_unsaid(hit, report.profile) or (report.source is None and hit.sentence.is_passive(hit.head))
    named = (
        not silent and len(clause) > 1 and hit.words[-1].upos != "ADP"
    )  # "parla di" names by quoted words only
    return report.covered(clause) if marked or named else ()


def names_only(hit: CueHit) -> bool:
    """Whether a lone participle gives a name: "il boss, detto «il Lupo»", "a group called X"."""
    return hit.head.deprel == "acl" and hit.head.feat("Tense") == "Past" and len(hit.words) == 1


def gives_name(hit: CueHit) -> bool:
    """Whether nobody in particular calls something so: "the dam, which they call ‘the Duchess’"."""
    sentence = hit.sentence
    if hit.head.feat("Tense") != "Pres" or hit.head.feat("VerbForm") != "Fin":
        return False  # "which they have called a mistake" was said once
    objects = (c for c in sentence.children(hit.head) if c.relation == "obj")
    subject = sentence.child(hit.head, "nsubj")
    some = subject is None or (subject.upos == "PRON" and subject.feat("Number") == "Plur")
    many = any(w.feat("Number") == "Plur" for w in hit.words) or subject is not None
    return some and many and any(c.feat("PronType") == "Rel" for c in objects)


def _is_closed(clause: tuple[Word, ...], end: int) -> bool:
    """Whether what follows a closing mark is an adverbial, no second object: "... “Miss Piggy” in 1996"."""
    following = clause[end : end + 1]
    return any(w.form == "," or w.upos in {"ADP", "SCONJ", "ADV", "CCONJ"} for w in following)


def oblique(report: Report) -> Spans:
    """The noun behind the preposition of a verb's frame: "lo ha accusato di negligenza"."""
    hit, sentence = report.hit, report.hit.sentence
    if is_unsaid(hit, report.profile):
        return ()
    for noun in _nouns_below(hit):
        case = next((c for c in sentence.children(noun) if c.relation == "case"), None)
        if case is not None and f"{hit.lemma} {case.form.lower()}" in report.profile.cues.oblique:
            return report.rest(report.after(case))
    return ()


def _nouns_below(hit: CueHit) -> Iterator[Word]:
    """Nouns with a preposition after a cue: its own, then bare ones the parser hung on its object."""
    sentence = hit.sentence
    own = [c for word in hit.words for c in sentence.children(word) if c.index >= hit.after]
    for child in own:
        if child.relation in {"obl", "nmod"} and child.upos in {"NOUN", "PROPN"}:
            yield child
    for noun in (n for child in own if child.relation == "obj" for n in sentence.children(child)):
        if noun.relation == "nmod" and noun.upos == "NOUN" and sentence.child(noun, "det") is None:
            yield noun


def _is_topic(report: Report) -> bool:
    """Whether a definite noun after a verb of naming says what was spoken about, not what was said: "parla della crisi"."""
    following = report.words[report.hit.after - 1 : report.hit.after]
    named = any(w.feat("Definite") == "Def" or w.upos == "PROPN" for w in following)
    return named and report.hit.lemma in report.profile.cues.predicate


def noun_object(report: Report) -> Spans:
    """The noun that says what was announced, denied or asked for."""
    hit, source = report.hit, report.source
    if hit.lemma not in report.profile.cues.object or is_unsaid(hit, report.profile):
        return ()
    if hit.words[-1].upos == "ADP":  # "called for", "warned of"
        return () if _is_topic(report) else report.thing(hit.after)
    for child in hit.sentence.children(hit.head):
        if child.relation != "obj" or child.index < hit.head.index or child.upos not in _THINGS:
            continue
        own = hit.sentence.subtree(child)
        spans = report.thing(own[0].index)
        if source is None or not any(span.overlaps(source.span) for span in spans):
            return spans
    return ()
