"""Marked speech as statements: which quotations are, which belong together, which cue reports them."""

from __future__ import annotations

from ..model.span import without
from .cues import CueHit, CueType
from .direct import Attached, attach, is_embedded, speaks_alone, stands_alone
from .insertions import dashed
from .scene import Draft, Scene
from .setting import Setting, settings_of

# Characters of cue and source that may stand between two halves of one quotation.
_INTERRUPTION = 150
_STOPS = frozenset(".!?…")
# Words that may link two quotations of one statement: "e", "but also".
_LINK = 3


def draft_speech(scene: Scene) -> list[Draft]:
    """The statements in quotation marks; a quotation resumed in its paragraph carries on the one before."""
    drafts: list[Draft] = []
    last: Draft | None = None
    for setting in settings_of(scene.text, scene.quotations, scene.sentences, scene.paragraphs, scene.hits):
        if not setting.follows:
            last = None
        if is_embedded(setting, scene.text) and not _beside_cue(setting, scene):
            if last is not None and _is_linked(setting) and _resumes(None, last, setting, scene):
                last.spans.extend(setting.quotation.pieces)
                last.quotations.append(setting.quotation)
            continue  # words of a clause: left to the rules for clauses
        attached = attach(setting, scene.text, scene.profile)
        if last is not None and _resumes(attached, last, setting, scene):
            last.spans.extend(setting.quotation.pieces)
            last.quotations.append(setting.quotation)
        elif attached is not None or stands_alone(setting, scene.text, scene.titles):
            last = _draft(attached or Attached("alone"), setting, scene)
            drafts.append(last)
    _interrupt(drafts, scene)
    return drafts


def _draft(attached: Attached, setting: Setting, scene: Scene) -> Draft:
    hit = attached.hit
    spans, quotations = list(setting.quotation.pieces), [setting.quotation]
    if hit is None:
        return Draft(attached.rule, spans, None, attached.label, quotations)
    if attached.rule == "colon" and _reports_itself(hit, setting, scene):
        return Draft("bare_colon", spans, None, None, quotations)
    return Draft(attached.rule, spans, hit, scene.source(hit), quotations)


def _reports_itself(hit: CueHit, setting: Setting, scene: Scene) -> bool:
    """Whether a cue before a colon has a clause of its own: what follows the colon is another statement."""
    content = scene.content(hit)
    if (
        content is None
        or content.rule == "predicate"
        or (content.rule == "noun_object" and _announces(hit, scene))
    ):
        return False
    colon = scene.text.rfind(":", 0, setting.quotation.start)
    return colon - 1 <= content.spans[-1].end <= setting.quotation.start


def _announces(hit: CueHit, scene: Scene) -> bool:
    """Whether a cue's object is a reporting noun: "ha rivolto un messaggio: «...»" is one statement."""
    objects = (c for c in hit.sentence.children(hit.head) if c.relation == "obj")
    return any(c.lemma.lower() in scene.profile.cues.nouns for c in objects)


def _beside_cue(setting: Setting, scene: Scene) -> bool:
    """Whether the word before the mark is a cue that takes a quotation as it stands."""
    return any(
        hit.type in {CueType.VERB, CueType.NOUN}
        and not scene.text[hit.span.end : setting.quotation.start].strip()
        and (speaks_alone(hit, scene.profile) if hit.type is CueType.VERB else scene.source(hit) is not None)
        and hit.lemma not in scene.profile.cues.predicate
        for hit in setting.cues_before
    )


def _is_linked(setting: Setting) -> bool:
    """Whether only a conjunction stands between a quotation and the one before: «...» e «...»."""
    between = [w for w in setting.words_before if w.upos != "PUNCT"]
    return any(w.upos == "CCONJ" for w in between) and all(w.upos in {"CCONJ", "ADV"} for w in between)


def _resumes(attached: Attached | None, last: Draft, setting: Setting, scene: Scene) -> bool:
    """Whether a quotation carries on the statement before it: «...», ha detto X, «...»;  «...» («...»)."""
    if attached is not None:
        return attached.hit is not None and attached.hit is last.hit
    if any(piece.contains(hit.span) for hit in scene.inner for piece in setting.quotation.pieces):
        return False  # a cue of its own stands in it
    before, start = last.quotations[-1].end, setting.quotation.start
    between = [s for s in scene.sentences if before <= s.span.start and s.span.end <= start]
    if any((last.hit is None or s is not last.hit.sentence) and len(s.words) > _LINK for s in between):
        return False  # a sentence stands between
    gap = scene.text[before:start]
    if last.hit is not None and last.hit.span.start >= before:
        return len(gap) < _INTERRUPTION
    inside = last.quotations[-1].pieces[-1].of(scene.text).rstrip()
    ended = inside[-1:] in _STOPS or gap.strip()[:1] in _STOPS
    return len(gap.split()) <= _LINK and not ended


def _interrupt(drafts: list[Draft], scene: Scene) -> None:
    """Takes cues between dashes out of the quotation they stand in: «Il padre - ha detto X - lo conosco»."""
    for hit in scene.inner:
        for draft in drafts:
            if any(span.contains(hit.span) for span in draft.spans):
                draft.spans = [piece for span in draft.spans for piece in without(span, [dashed(hit)])]
                draft.rule, draft.hit, draft.source = "dashes", hit, scene.source(hit)
