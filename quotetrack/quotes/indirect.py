"""The clause, object or predicate that a cue gives to its source."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from ..lang.profile import LanguageProfile
from ..model.quote import Mention
from .clauses import (
    after_colon,
    after_complementizer,
    after_mark,
    around_comment,
    around_inserted,
    bare,
    complement,
    parenthetical,
)
from .cues import CueHit, CueType
from .objects import noun_object, oblique, passive, predicate
from .phrases import around_phrase, is_that, lent, noun_clause
from .reports import Report, Spans


@frozen
class Content:
    """Ranges of content, and the rule that found them."""

    spans: Spans
    rule: str


_RULES: dict[CueType, tuple[Callable[[Report], Spans], ...]] = {
    CueType.VERB: (
        around_comment,  # "as X said" takes no object
        around_inserted,  # commas on both sides leave no doubt
        after_colon,  # nor does a colon
        complement,  # then syntax
        after_complementizer,  # and its most visible signs
        after_mark,
        bare,
        passive,
        predicate,  # before objects: "called the deal a mistake" has one
        parenthetical,  # a clause before the cue, where nothing follows it
        noun_object,
        oblique,
    ),
    CueType.NOUN: (noun_clause, is_that, after_mark, lent),
    CueType.PHRASE: (around_phrase,),
    CueType.OWN: (around_phrase,),
}


def find_content(hit: CueHit, source: Mention | None, text: str, profile: LanguageProfile) -> Content | None:
    """What `hit` reports inside its own sentence; None where it reports nothing there."""
    if hit.negated and hit.lemma not in profile.cues.denial:
        return None  # "he did not say whether": nobody said it
    report = Report(hit, source, text, profile)
    for rule in _RULES[hit.type]:
        spans = rule(report)
        if any(c.isalnum() for span in spans for c in span.of(text)):
            return Content(spans, rule.__name__)
    return None
