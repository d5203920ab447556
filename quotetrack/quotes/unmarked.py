"""Speech that a cue and a colon announce and no marks enclose: "Neri ha dichiarato: Non torneremo più."."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..model.span import Span
from ..model.syntax import Sentence
from .cues import CueHit
from .insertions import is_finite
from .scene import Draft, Scene

# Words between cue and colon: to whom, an adverb.
_BETWEEN = 6


def draft_unmarked(scene: Scene, others: Sequence[Draft]) -> list[Draft]:
    """Sentences between a cue with a colon and the end of their paragraph, or the next colon that ends a sentence.

    Args:
        scene: of the article.
        others: the statements found already: their cues and words are taken.
    """
    taken = {id(draft.hit) for draft in others if draft.hit is not None}
    spans = [span for draft in others for span in draft.spans]
    drafts = []
    for sentence, following in pairwise(scene.sentences):
        hit = _announcing(sentence, scene)
        if hit is None or id(hit) in taken:
            continue
        content = _up_to_next(following, scene)
        if content is not None and not any(span.overlaps(content) for span in (*spans, *scene.marked)):
            drafts.append(Draft("unmarked", [content], hit, scene.source(hit)))
    return drafts


def _announcing(sentence: Sentence, scene: Scene) -> CueHit | None:
    """The finite verb of speech right before the colon that ends a sentence; a negated one announces nothing."""
    if sentence.words[-1].form != ":":
        return None
    hits = [hit for hit in scene.hits if hit.sentence is sentence and hit.lemma in scene.profile.cues.clause]
    if not hits or hits[-1].negated or not is_finite(hits[-1]):
        return None
    between = sentence.words[hits[-1].after - 1 : -1]
    told = any(word.feat("Person") in {"1", "2"} for word in hits[-1].words)  # "ricordiamo:"
    near = len(between) <= _BETWEEN and not any(word.upos in {"VERB", "PUNCT"} for word in between)
    return hits[-1] if near and not told else None


def _up_to_next(first: Sentence, scene: Scene) -> Span | None:
    """From a sentence to the end of its paragraph, up to the next sentence that ends with a colon."""
    paragraph = next((p for p in scene.paragraphs if p.contains(first.span)), None)
    if paragraph is None or any(title.overlaps(paragraph) for title in scene.titles):
        return None
    own = [s for s in scene.sentences if s.span.start >= first.span.start and paragraph.contains(s.span)]
    said = next((own[:i] for i, s in enumerate(own) if s.words[-1].form == ":"), own)
    return Span(first.span.start, said[-1].span.end) if said else None
