"""Direct, indirect and mixed quotes of one article, merged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from attrs import evolve

from ..lang.profile import LanguageProfile
from ..model.article import Article
from ..model.quote import Quote
from ..model.span import Span, hull, merged, without
from ..model.syntax import Sentence
from .cues import CueHit, CueType, find_cues
from .indirect import Content
from .insertions import comments, in_dashes, is_finite, is_inserted
from .labels import draft_headlines, draft_turns
from .marks import Quotation, ends_like_speech
from .nearby import can_speak, verb_from
from .objects import gives_name
from .record import says, to_quote
from .scene import Draft, Scene
from .speech import draft_speech
from .unmarked import draft_unmarked
from .weigh import weighed
from .weights import Weights, load_weights

# Rules that give a cue a whole clause.
_CLAUSES = frozenset({"complement", "after_complementizer", "bare", "after_mark", "after_colon"})
# Characters between two ranges that are no more than marks and spaces.
_TOUCHING = 4
# What may stand between a closing mark and the verb behind it.
_BESIDE = " ,–—-"


def find_quotes(
    article: Article,
    sentences: Sequence[Sentence],
    paragraphs: Sequence[Span],
    quotations: Sequence[Quotation],
    profile: LanguageProfile,
    *,
    least: float | None = None,
) -> tuple[Quote, ...]:
    """All statements in the paragraphs of one language, in text order, without speakers yet.

    What the rules find is weighed against other readings of the same words where a tagger of reported speech read the
    sentences; elsewhere the rules decide alone.

    Args:
        article: whose text the spans mean.
        sentences: the parses of these paragraphs, in order.
        paragraphs: ranges of running text, without tweets.
        quotations: the marked text in them.
        profile: of the language.
        least: how likely a reading must be to be kept (0 to 1); None to leave all to the rules.
    """
    weighs = least is not None and bool(sentences) and all(sentence.speech for sentence in sentences)
    naming = load_weights("sources") if weighs else None
    drafts, scene, cues = draft_statements(article, sentences, paragraphs, quotations, profile, naming=naming)
    if least is not None and weighs:
        drafts = weighed(drafts, scene, cues, least=least)
    return tuple(sorted((to_quote(draft, scene) for draft in drafts), key=lambda q: q.content[0]))


def draft_statements(
    article: Article,
    sentences: Sequence[Sentence],
    paragraphs: Sequence[Span],
    quotations: Sequence[Quotation],
    profile: LanguageProfile,
    *,
    naming: Weights | None = None,
) -> tuple[list[Draft], Scene, list[CueHit]]:
    """What the rules find (see `find_quotes`), the scene they found it in, and all cues, also those in marks.

    With `naming` the source beside each cue is the likeliest of all candidates instead of the rules' own.
    """
    found = [hit for sentence in sentences for hit in find_cues(sentence, profile)]
    known = {word.span for hit in found for word in hit.words}
    behind = _behind_marks(article.text, quotations, sentences, profile)
    found += [hit for hit in behind if hit.head.span not in known]
    pieces = [piece for quotation in quotations for piece in quotation.pieces]
    marked = {id(hit) for hit in found if any(piece.contains(hit.span) for piece in pieces)}
    scene = Scene(
        article=article,
        sentences=sentences,
        paragraphs=paragraphs,
        quotations=quotations,
        profile=profile,
        hits=[hit for hit in found if id(hit) not in marked],
        inner=[hit for hit in found if id(hit) in marked and in_dashes(hit)],
        naming=naming,
    )
    scene = evolve(scene, hits=[hit for hit in scene.hits if not _nested(hit, scene)])
    speech = draft_speech(scene)
    drafts = [*speech, *_draft_clauses(scene, speech), *draft_headlines(scene), *draft_turns(scene)]
    drafts += draft_unmarked(scene, drafts)
    said = [draft for draft in drafts if any(says(span, scene.text) for span in draft.spans)]
    return said, scene, found


def _behind_marks(
    text: str, quotations: Sequence[Quotation], sentences: Sequence[Sentence], profile: LanguageProfile
) -> Iterator[CueHit]:
    """The verbs, on a list or not, that marked speech is followed by, and they by who speaks: «...», sibila Neri."""
    for quotation in (q for q in quotations if ends_like_speech(text, q)):
        place = bisect_right(sentences, quotation.end, key=lambda s: s.span.end)
        hit = verb_from(sentences[place], quotation.end, profile) if place < len(sentences) else None
        if hit is not None and not text[quotation.end : hit.span.start].strip(_BESIDE):
            yield hit


def _nested(hit: CueHit, scene: Scene) -> bool:
    """Whether a cue stands in the clause that another reports: "says he hopes that" is one statement."""
    if (
        hit.type in {CueType.PHRASE, CueType.OWN}
        or comments(hit, scene.profile)
        or is_inserted(hit, scene.profile)
    ):
        return False
    for other in scene.hits:
        if other.sentence is not hit.sentence or other.head.index >= hit.head.index:
            continue
        content = scene.content(other)
        if content is None or content.rule not in _CLAUSES or _unfounded(other, content, scene):
            continue
        if any(span.contains(hit.span) for span in content.spans):
            return True
    return False


# ---------------------------------------------------------------- clauses


def _draft_clauses(scene: Scene, speech: Sequence[Draft]) -> list[Draft]:
    """What cues report without marks, or with marks inside; clauses of a cue with speech join it."""
    used = {id(draft.hit): draft for draft in speech if draft.hit is not None}
    taken = [outer for draft in speech for quotation in draft.quotations for outer in quotation.outer]
    drafts: list[Draft] = []
    for hit in scene.hits:
        content = scene.content(hit)
        if content is None or _unfounded(hit, content, scene):
            continue
        content = _snapped(content, hit, scene.quotations)
        if id(hit) in used:
            _join(used[id(hit)], content, taken, scene)
            continue
        spans = [s for span in content.spans for s in without(span, taken)]
        told = any(draft.spans == spans for draft in drafts)  # "ha proseguito affermando che"
        if not told and sum(map(len, spans)) * 2 >= sum(map(len, content.spans)):  # else under another cue
            drafts.append(Draft(content.rule, spans, hit, scene.source(hit)))
    return drafts


def _unfounded(hit: CueHit, content: Content, scene: Scene) -> bool:
    """Whether nothing shows that somebody said this: a noun or object without source, a belief."""
    cues, source = scene.profile.cues, scene.source(hit)
    if hit.type is not CueType.VERB:
        return hit.type is CueType.NOUN and source is None
    reflexive = hit.lemma != hit.head.lemma.lower() and content.rule == "predicate"  # "si dichiara pronto"
    if (
        source is None
        and not reflexive
        and any(c.relation == "expl" for c in hit.sentence.children(hit.head))
        and not scene.touches_marks(content.spans)
    ):
        return True  # "si dice che": hearsay
    asked = content.rule in _CLAUSES and hit.head.feat("VerbForm") == "Part"
    if source is None and (
        (_is_bare(hit) and not asked) or any(w.feat("Person") in {"1", "2"} for w in hit.words)
    ):
        return True
    unnamed = source is None and not _drops_subject(hit, scene.profile)
    if content.rule == "oblique":
        return unnamed and not (is_finite(hit) and hit.sentence.is_passive(hit.head))  # "è stato accusato di"
    if content.rule == "noun_object":
        return unnamed or _is_things(hit, scene.profile)
    if content.rule == "predicate" and gives_name(hit):
        return True
    if scene.touches_marks(content.spans):
        return False
    if content.rule == "predicate":
        return unnamed or hit.lemma in cues.quote
    return hit.lemma not in cues.clause | cues.infinitive


def _is_things(hit: CueHit, profile: LanguageProfile) -> bool:
    """Whether a relative clause tells of a thing, not of anybody who speaks: "un piano che prevedeva il dirottamento"."""
    noun = hit.sentence.head(hit.head) if hit.head.deprel == "acl:relcl" else None
    return noun is not None and noun.upos == "NOUN" and not can_speak(noun, profile)


def _is_bare(hit: CueHit) -> bool:
    """Whether a cue is an infinitive or past participle by itself: "vale la pena dire che", "chiamato «il Lupo»"."""
    past = hit.head.feat("VerbForm") == "Part" and hit.head.feat("Tense") == "Past"
    return (past or hit.head.feat("VerbForm") == "Inf") and not is_finite(hit)


def _drops_subject(hit: CueHit, profile: LanguageProfile) -> bool:
    """Whether a cue without subject says all the same that somebody spoke: "Si dichiara soddisfatto"."""
    person = any(w.feat("Person") == "3" and w.feat("VerbForm") == "Fin" for w in hit.words)
    return profile.drops_subjects and person and not hit.sentence.is_passive(hit.head)


def _snapped(content: Content, hit: CueHit, quotations: Sequence[Quotation]) -> Content:
    """The content with marked text taken whole where a parse cut through it."""
    spans = list(content.spans)
    for outer in (
        outer for quotation in quotations for outer in quotation.outer if not outer.contains(hit.span)
    ):
        spans = [hull([span, outer]) if outer.overlaps(span) else span for span in spans]
    return evolve(content, spans=merged(spans))


def _carries_on(draft: Draft, scene: Scene) -> bool:
    """Whether a clause goes on behind the marked words at its head: "says it was “a mess” because ..."."""
    last = draft.quotations[-1]
    inside = last.pieces[-1].of(scene.text).rstrip()
    if draft.rule != "cue_before" or draft.hit is None or not inside[-1:].isalnum():
        return False
    following = next((w for w in draft.hit.sentence.words if w.span.start >= last.end), None)
    if following is None or following.upos == "PUNCT":
        return False
    grammar = scene.profile.grammar
    return (
        following.form.lower() not in grammar.connectives | grammar.as_words
    )  # "says “we stay” as others go"


def _begins_outside(draft: Draft, before: Span, text: str) -> bool:
    """Whether marked words carry on a sentence that their cue interrupts: "Il treno, dice X, «non parte più»"."""
    marked, words = draft.quotations[0], draft.hit.sentence.words if draft.hit is not None else ()
    named = any(w.upos in {"NOUN", "PROPN"} and before.contains(w.span) for w in words)
    return named and before.end < marked.start and marked.pieces[0].of(text).lstrip()[:1].islower()


def _join(draft: Draft, content: Content, taken: Sequence[Span], scene: Scene) -> None:
    """Adds the reported clause of a cue that also reports marked text: one mixed statement."""
    rest = [s for span in content.spans for s in without(span, taken)]
    covered = sum(map(len, content.spans)) - sum(map(len, rest))
    if not covered or not rest:
        return
    if rest[0].start > draft.spans[0].start and not _carries_on(draft, scene):
        return  # words after a quotation are where and to whom it was said
    gaps = (gap for r in rest for d in draft.spans for gap in (r.end - d.start, d.end - r.start))
    interrupted = content.rule == "around_inserted" and _begins_outside(draft, rest[0], scene.text)
    if interrupted or any(abs(gap) < _TOUCHING for gap in gaps):
        draft.spans = list(merged([*draft.spans, *content.spans]))
