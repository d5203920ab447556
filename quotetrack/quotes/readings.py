"""Readings: what a cue, or a verb or noun on no list, may report. The rules' own statements are readings too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import evolve, frozen

from ..model.quote import Mention
from ..model.span import Span
from ..model.syntax import Sentence, Word
from .clauses import branch_of, clause_of
from .cues import CueHit, CueType, is_negated, verb_group
from .nearby import can_speak
from .objects import gives_name, names_only
from .record import content_of, says
from .reports import Report, Spans
from .scene import Draft, Scene

# How likely the tagger must find a cue before other readings of it are looked at.
_CUE = 0.08
# How likely a word must be said to begin a stretch of such words, and less likely ones a stretch may step over.
_CONTENT, _GAP = 0.5, 2
# Other ends tried of one reading: how many nearer, how many further.
_NEARER, _FURTHER = 4, 3
# Characters a reading has at least.
_SHORTEST = 4
_STOPS = frozenset(",;:(–—-")
_OUTSIDE = frozenset({"aux", "cop", "case", "fixed", "mark"})


@frozen(eq=False, kw_only=True)
class Reading:
    """One way to read a cue.

    Args:
        rule: the rule that found it, or "by_" and the relation that what it reports hangs by.
        drawn: whether the end was drawn nearer (-1) or further (1) than the rule has it.
        draft: the rules' statement, where this is it as they have it.
        known: whether the cue is on the profile's lists.
        ruled: whether the rules made a statement of this cue.
    """

    rule: str
    spans: Spans
    hit: CueHit | None = None
    source: Mention | None = None
    drawn: int = 0
    draft: Draft | None = None
    known: bool = True
    ruled: bool = True

    @property
    def is_by_rule(self) -> bool:
        """Whether this is what the rules say."""
        return self.draft is not None


def find_readings(drafts: Sequence[Draft], scene: Scene, cues: Iterable[CueHit]) -> list[Reading]:
    """The readings of an article's cues, and of verbs and nouns that the tagger takes for cues.

    Args:
        drafts: the rules' statements.
        scene: of the article.
        cues: all cues of the lists, also those in marks.
    """
    own: dict[int, list[Draft]] = {}
    found: list[Reading] = []
    for draft in drafts:
        if draft.hit is None:
            spans = content_of(draft, scene)
            found.append(Reading(rule=draft.rule, spans=spans, source=draft.source, draft=draft))
        else:
            own.setdefault(id(draft.hit), []).append(draft)
    listed: dict[int, list[CueHit]] = {}
    for hit in cues:
        listed.setdefault(id(hit.sentence), []).append(hit)
    for sentence in scene.sentences:
        here = listed.get(id(sentence), [])
        for hit in (*here, *unlisted(sentence, here, scene)):
            found += _readings_of(hit, own.get(id(hit), ()), scene, known=hit in here)
    return found


def unlisted(sentence: Sentence, cues: Sequence[CueHit], scene: Scene) -> Iterator[CueHit]:
    """Verbs and nouns that are on no list."""
    taken = {word.index for hit in cues for word in hit.words}
    for word in sentence.words:
        if word.index in taken or word.relation in _OUTSIDE:
            continue
        if word.upos == "VERB":
            group, kind = verb_group(sentence, word), CueType.VERB
        elif word.upos == "NOUN":
            group, kind = (word,), CueType.NOUN
        else:
            continue
        yield CueHit(
            sentence=sentence,
            type=kind,
            head=word,
            words=group,
            lemma=word.lemma.lower(),
            negated=kind is CueType.VERB and is_negated(sentence, word, scene.profile),
        )


def _readings_of(hit: CueHit, drafts: Sequence[Draft], scene: Scene, *, known: bool) -> Iterator[Reading]:
    """The rules' statements of a cue, what else hangs on it, and what the tagger takes for said; with other ends."""
    likely = max(hit.sentence.speech[word.index - 1].cue for word in hit.words)
    if not drafts and (likely < _CUE or _is_marked(hit, scene)):
        return
    source = scene.source(hit)
    bases = [
        Reading(rule=d.rule, spans=content_of(d, scene), hit=hit, source=d.source, draft=d, known=known)
        for d in drafts
    ]
    said = not hit.negated or hit.lemma in scene.profile.cues.denial
    if said and not _names(hit, scene):
        report = Report(hit, source, scene.text, scene.profile)
        bases += [
            Reading(rule=frame, spans=spans, hit=hit, source=source, known=known, ruled=bool(drafts))
            for frame, spans in (*_frames(report), *_tagged(report))
            if sum(map(len, spans)) >= _SHORTEST and any(says(span, scene.text) for span in spans)
        ]
    seen: set[tuple[str, Spans]] = set()
    for base in bases:
        for reading in (base, *_other_ends(base, scene)):
            key = (reading.rule, reading.spans)
            if key not in seen and (reading.is_by_rule or _keeps_marks(reading, scene)):
                seen.add(key)
                yield reading


def _names(hit: CueHit, scene: Scene) -> bool:
    """Whether a verb of naming gives a name that nobody in particular uses."""
    return hit.lemma in scene.profile.cues.predicate and (names_only(hit) or gives_name(hit))


def _keeps_marks(reading: Reading, scene: Scene) -> bool:
    """Whether marked text stands in a reading with its marks or not at all: what the rules did not take for speech may
    be a title or a nickname.
    """
    touched = (o for o in scene.marked if any(o.overlaps(span) for span in reading.spans))
    return all(any(span.contains(o) for span in reading.spans) for o in touched)


def _is_marked(hit: CueHit, scene: Scene) -> bool:
    return any(piece.contains(hit.span) for quotation in scene.quotations for piece in quotation.pieces)


# ---------------------------------------------------------------- what hangs on a cue


def _frames(report: Report) -> Iterator[tuple[str, Spans]]:
    """What hangs on a cue that may be said, by the relation: clauses, things, nouns behind a preposition."""
    hit, sentence = report.hit, report.hit.sentence
    inside = {word.index for word in hit.words}
    below = {c.index: c for word in hit.words for c in sentence.children(word) if c.index not in inside}
    for index in sorted(below):
        child = below[index]
        if hit.type is CueType.NOUN:
            yield from _noun_frames(report, child)
        elif hit.type is CueType.VERB and child.upos != "PUNCT":
            yield from _verb_frames(report, child)


def _verb_frames(report: Report, child: Word) -> Iterator[tuple[str, Spans]]:
    hit, sentence, relation = report.hit, report.hit.sentence, child.relation
    own = sentence.subtree(child)
    if relation in {"ccomp", "xcomp", "advcl", "parataxis"} and child.index >= hit.after:
        yield f"by_{relation}", clause_of(report, child)
    elif relation == "obj" and child.upos in {"NOUN", "PROPN", "PRON"}:
        if child.index >= hit.after:
            yield "by_obj", report.thing(own[0].index)
        if len(own) > 1:
            yield "by_whole_obj", report.covered(own)
    elif relation in {"obl", "nmod"} and child.deprel != "obl:agent" and child.index >= hit.after:
        case = sentence.child(child, "case")
        if case is not None:
            yield "by_obl", report.thing(report.after(case))
    elif relation in {"nsubj", "csubj"} and sentence.is_passive(hit.head):
        yield "by_subject", report.covered(own)


def _noun_frames(report: Report, child: Word) -> Iterator[tuple[str, Spans]]:
    sentence = report.hit.sentence
    if child.index < report.hit.head.index:
        return
    if child.relation in {"acl", "ccomp"} and child.deprel != "acl:relcl":
        yield "by_acl", branch_of(report, child)
    elif child.relation in {"nmod", "obl"} and not can_speak(child, report.profile):
        case = sentence.child(child, "case")
        if case is not None:
            start = report.after(case)
            yield "by_nmod", report.covered([w for w in sentence.subtree(child) if w.index >= start])


def _tagged(report: Report) -> Iterator[tuple[str, Spans]]:
    """The stretches that the tagger takes for said, on either side of the cue."""
    words, cue = report.words, report.hit.words
    likely = [i for i, speech in enumerate(report.hit.sentence.speech) if speech.content > _CONTENT]
    breaks = [at for at, (one, other) in enumerate(pairwise(likely), 1) if other - one > _GAP]
    for first, last in pairwise((0, *breaks, len(likely))):
        stretch = words[likely[first] : likely[last - 1] + 1] if first < last else ()
        yield "by_tagger", report.covered([word for word in stretch if word.index < cue[0].index])
        yield "by_tagger", report.covered([word for word in stretch if word.index > cue[-1].index])


# ---------------------------------------------------------------- other ends


def _other_ends(reading: Reading, scene: Scene) -> Iterator[Reading]:
    """A reading that ends at another comma, conjunction or bracket, or with its sentence."""
    hit, last = reading.hit, reading.spans[-1]
    if hit is None or reading.rule == "by_tagger" or not hit.sentence.span.contains(last):
        return
    if all(any(outer.contains(span) for outer in scene.marked) for span in reading.spans):
        return  # the marks say where it ends
    ends = [end for end in _ends(hit.sentence, last) if end - last.start >= _SHORTEST]
    nearer, further = [e for e in ends if e < last.end], [e for e in ends if e > last.end]
    if len(further) > _FURTHER:
        further = [*further[:_FURTHER], further[-1]]
    for drawn, some in ((-1, nearer[-_NEARER:]), (1, further)):
        for end in some:
            spans = (*reading.spans[:-1], Span(last.start, end))
            yield evolve(reading, spans=spans, drawn=drawn, draft=None)


def _ends(sentence: Sentence, span: Span) -> list[int]:
    """Where a range that begins at `span` may end: before marks and conjunctions, and with its sentence."""
    words = [word for word in sentence.words if word.span.start >= span.start]
    ends = {
        before.span.end
        for before, word in pairwise(words)
        if before.upos != "PUNCT" and (word.form in _STOPS or word.upos in {"CCONJ", "SCONJ"})
    }
    ends |= {word.span.end for word in [w for w in words if w.upos != "PUNCT"][-1:]}
    return sorted(ends - {span.end})
