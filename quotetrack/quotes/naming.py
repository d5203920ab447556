"""Which candidate a cue's source is, or nobody in its sentence, and what speaks for each, as named numbers.

The rules of `sources` propose, and their proposals are evidence here; a conditional logit over all evidence chooses.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from ..lang.given import given_gender
from ..model.quote import Mention
from ..model.span import Span
from ..model.syntax import Word
from .candidates import Candidates
from .insertions import COMMAS, comments, has_finite
from .nearby import agree, can_speak
from .weights import Numbers, Weights

# Words between cue and candidate beyond which a distance has another name, and up to how many a thing is counted.
_DISTANCES, _MANY = (0, 2, 5, 10, 20), 3
# How far up a cue's governors a candidate's own governor is looked for.
_HIGHEST = 2
# From where the tagger is sure that a word is in a source or in what is said, and below which it sees none.
_SURE, _SAID, _NONE = 0.5, 0.6, 0.05
# Evidence that a candidate is what the rules take.
_RULED, _NOBODY_RULED = "the rules' own", "nobody, by the rules"

Pairs = Iterator[tuple[str, float]]

#: What is added to the score of what the rules take: they are right more often on clean prose than on the articles the
#: weights were learned on. With 0.7 the development events lose 1.3 points of joint F1; other sets move by half a point.
TRUST = 1.4


@frozen(eq=False, kw_only=True)
class Choice:
    """Somebody or something of the cue's sentence, or nobody (no span), with the evidence for it by name."""

    span: Span | None
    numbers: Numbers

    @property
    def is_ruled(self) -> bool:
        """Whether the rules take it."""
        return bool(self.numbers.keys() & {_RULED, _NOBODY_RULED})


def likeliest_source(candidates: Candidates, weights: Weights) -> Mention | None:
    """The likeliest of all who may be meant; None where that is nobody in the sentence."""
    choices = find_choices(candidates)
    best = max(choices, key=lambda c: weights.score(c.numbers) + TRUST * c.is_ruled)
    return Mention(best.span, best.span.of(candidates.text)) if best.span is not None else None


def find_choices(candidates: Candidates) -> list[Choice]:
    """All who may be meant, in the order of the text, and nobody as the last."""
    named = [
        Choice(span=candidates.spans[word.index], numbers=_told(_evidence(word, candidates)))
        for word in candidates.words
    ]
    return [*named, Choice(span=None, numbers=_told(_nobody(candidates)))]


def _told(pairs: Pairs) -> Numbers:
    return {name: float(value) for name, value in pairs if value}


# ---------------------------------------------------------------- evidence


def _evidence(word: Word, candidates: Candidates) -> Pairs:
    side = "before" if word.index < candidates.hit.words[0].index else "after"
    yield from _by_rules(word, candidates)
    yield from _by_place(word, side, candidates)
    yield from _by_tree(word, side, candidates)
    yield from _by_kind(word, side, candidates)
    yield from _by_tagger(word, candidates)


def _by_rules(word: Word, candidates: Candidates) -> Pairs:
    ours = candidates.is_ruled(word)
    yield _RULED, ours
    yield f"the rules' own, {candidates.form}", ours
    yield "the rules take another", candidates.ruled is not None and not ours
    for name, other in candidates.proposed.items():
        yield f"by {name}", other.index == word.index
        yield f"the rules' own, by {name}", ours and other.index == word.index


def _by_place(word: Word, side: str, candidates: Candidates) -> Pairs:
    between = candidates.between(word)
    yield side, 1
    yield f"{side}, {candidates.form}", 1
    yield f"{side}, distance {sum(len(between) > limit for limit in _DISTANCES)}", 1
    yield "verbs between", min(_MANY, sum(w.upos == "VERB" for w in between))
    yield "a finite verb between", has_finite(between)
    yield "commas between", min(_MANY, sum(w.form in COMMAS for w in between))
    yield "a colon between", any(w.form in {":", ";"} for w in between)
    yield "marks between", any(o.overlaps(w.span) for w in between for o in candidates.marked)
    yield "in marks", any(outer.contains(word.span) for outer in candidates.marked)
    subjects = [w for w in between if w.relation == "nsubj"]
    yield "the last subject before", side == "before" and word.relation == "nsubj" and not subjects
    outside = candidates.inserted and any(w.form in COMMAS for w in between)
    yield f"outside the insertion, {side}", outside


def _by_tree(word: Word, side: str, candidates: Candidates) -> Pairs:
    sentence, relation = candidates.hit.sentence, word.relation
    yield f"hangs {_place(word, candidates)}", 1
    yield f"is {relation}", 1
    yield f"is {relation}, {candidates.form}", 1
    yield f"is {word.deprel}, of a passive", candidates.passive
    yield f"{side}, of a passive", candidates.passive
    cases = {child.form.lower() for child in sentence.children(word) if child.relation == "case"}
    yield "behind a preposition", bool(cases)
    yield f"behind a preposition, {candidates.form}", bool(cases)
    yield "behind a word of origin", bool(cases & candidates.profile.grammar.from_words)
    above = [word, *sentence.ancestors(word)]
    yield (
        "in another relative clause",
        any(
            w.deprel == "acl:relcl" and w.index not in candidates.inside | set(candidates.above)
            for w in above
        ),
    )
    below = any(w.index in candidates.inside for w in above)
    yield f"below the cue, {side}", below
    verb = sentence.head(word)
    main = relation == "nsubj" and verb is not None and verb.relation == "root"
    yield "subject of the sentence", main
    yield f"subject of the sentence, {candidates.form}", main


def _place(word: Word, candidates: Candidates) -> str:
    """How a word hangs together with the cue."""
    if word.head in candidates.inside:
        return f"on the cue as {word.deprel}"
    if word.index in candidates.above:
        return f"above the cue, which is {candidates.hit.head.relation}"
    if word.head in candidates.above:
        height = min(candidates.above.index(word.head), _HIGHEST) + 1
        return f"beside the cue {height} up as {word.relation}"
    return "elsewhere"


def _by_kind(word: Word, side: str, candidates: Candidates) -> Pairs:
    people, lemma = candidates.profile.people, word.lemma.lower()
    speaks = can_speak(word, candidates.profile)
    yield "can speak", speaks
    yield f"can speak, {side}", speaks
    yield f"is {word.upos}", 1
    yield "is a person's", people.is_person(lemma, word.form.lower())
    yield "is a document", lemma in people.document
    yield "is a body", lemma in people.organisation
    yield "is plural", word.feat("Number") == "Plur"
    names = (w.form for w in candidates.inner(word.index))
    yield (
        "has a given name",
        word.upos == "PROPN" and any(given_gender(n, candidates.profile.code) for n in names),
    )
    fits = agree(word, candidates.hit)
    yield "agrees", fits
    yield "does not agree", not fits


def _by_tagger(word: Word, candidates: Candidates) -> Pairs:
    named, said = candidates.named[word.index], candidates.mean(word.index, "content")
    best = named >= candidates.likeliest
    ours = candidates.is_ruled(word)
    yield "tagger: source", named
    yield "tagger: source at its head", candidates.hit.sentence.speech[word.index - 1].source
    yield "tagger: likeliest", best
    yield "tagger: likeliest, how much", best * named
    yield "tagger: less than the likeliest", candidates.likeliest - named
    yield "tagger: surely a source", named > _SURE
    yield "tagger: no source", named < _NONE
    yield "tagger: source, the rules' own", ours * named
    yield "tagger: no source, the rules' own", ours and named < _NONE
    yield "tagger: said", said
    yield "tagger: surely said", said > _SAID


def _nobody(candidates: Candidates) -> Pairs:
    """What speaks for nobody in the sentence: the subject is dropped, or the source stands elsewhere."""
    ruled = candidates.ruled
    yield "nobody", 1
    yield f"nobody, {candidates.form}", 1
    yield _NOBODY_RULED, ruled is None
    yield f"nobody, by the rules, {candidates.form}", ruled is None
    yield "nobody, of a passive", candidates.passive
    yield "nobody, inserted", candidates.inserted
    yield "nobody, inserted, by the rules", candidates.inserted and ruled is None
    yield "nobody, a comment", comments(candidates.hit, candidates.profile)
    yield "nobody, tagger: likeliest", candidates.likeliest
    yield "nobody, tagger: surely some", candidates.likeliest > _SURE
    yield "nobody, tagger: none", candidates.likeliest < _NONE
    yield "nobody, tagger: the rules' own", candidates.named[ruled.index] if ruled is not None else 0.0
