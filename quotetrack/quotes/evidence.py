"""What speaks for a reading and against it, as named numbers: what the rules say, what the tagger says, its form."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.syntax import Word
from .cues import CueHit, CueType, is_unsaid
from .insertions import has_finite, is_finite, is_relative
from .nearby import can_speak
from .readings import Reading
from .scene import Scene
from .weights import Numbers

# Words at the edges of a reading, and behind it, over which the tagger's answers are averaged.
_EDGE, _BEHIND = 2, 3
# Up to how many words a reading is short, and how short; beyond how many it is long.
_SHORT = ((1, "one word"), (2, "two words"), (5, "three to five words"), (10, "six to ten words"))
_LONG, _VERY_LONG = 20, 40
# The lists of cues that tell how often a rule is right, and evidence that does.
_LISTS = (
    "clause",
    "bare",
    "infinitive",
    "object",
    "predicate",
    "framing",
    "quote",
    "belief",
    "nouns",
    "denial",
    "request",
    "addressee",
)
_BESIDE = frozenset({"no source", "ends nearer", "ends further", "passive"})
# Commas and ranges are counted up to here.
_MANY = 5


def evidence_for(readings: Sequence[Reading], scene: Scene) -> list[Numbers]:
    """The evidence for each reading, by name; a name that is missing is 0."""
    ruled = [reading for reading in readings if reading.is_by_rule]
    headline = scene.text.find("\n")
    answers = []
    for reading in readings:
        numbers = _by_rules(reading) | _beside(reading, ruled) | _source(reading, scene)
        if reading.hit is not None:
            numbers |= _cue(reading.hit, scene) | _form(reading, reading.hit, scene)
            numbers |= _tagger(reading, reading.hit)
            numbers["in the headline"] = reading.hit.span.start < headline
        told = {name: float(value) for name, value in numbers.items() if value}
        answers.append(told | _together(reading, told, scene))
    return answers


def _by_rules(reading: Reading) -> Numbers:
    kind = reading.hit.type.value if reading.hit is not None else "none"
    return {
        f"rule {reading.rule}": 1,
        f"cue is {kind}": 1,
        "as the rules have it": reading.is_by_rule,
        "rules use the cue": reading.ruled,
        "cue on the lists": reading.known,
        "ends nearer": reading.drawn < 0,
        "ends further": reading.drawn > 0,
    }


def _together(reading: Reading, told: Numbers, scene: Scene) -> Numbers:
    """The rule beside what changes its worth: the lists the cue is on, the kind of source, another end, the passive."""
    rule = f"rule {reading.rule}"
    lists = [
        name for name in _LISTS if reading.hit and reading.hit.lemma in getattr(scene.profile.cues, name)
    ]
    beside = [name for name in told if name in _BESIDE or name.startswith("source is")]
    pairs = {f"{rule}, {name}": 1.0 for name in (*beside, *(f"list {name}" for name in lists or ["none"]))}
    return {f"list {name}": 1.0 for name in lists} | pairs


def _beside(reading: Reading, ruled: Sequence[Reading]) -> Numbers:
    """How a reading stands to what the rules found elsewhere."""
    others = [other for other in ruled if other is not reading]
    spans = [span for other in others for span in other.spans]
    return {
        "overlaps a rule's": any(span.overlaps(own) for span in spans for own in reading.spans),
        "cue inside a rule's": reading.hit is not None
        and any(span.start <= reading.hit.span.start < span.end for span in spans),
    }


def _cue(hit: CueHit, scene: Scene) -> Numbers:
    verb = hit.type is CueType.VERB
    above = hit.sentence.head(hit.head)
    lent = not verb and above is not None and above.lemma.lower() in scene.profile.cues.support
    return {
        "finite": verb and is_finite(hit),
        "passive": verb and hit.sentence.is_passive(hit.head),
        "negated": hit.negated,
        "unsaid": verb and is_unsaid(hit, scene.profile),
        "noun of a support verb": lent,
    }


def _source(reading: Reading, scene: Scene) -> Numbers:
    source, hit = reading.source, reading.hit
    if source is None or hit is None:
        return {"no source" if source is None else "a source": 1}
    words = [word for word in hit.sentence.words if source.span.overlaps(word.span)]
    inside = {word.index for word in words}
    head = next((word for word in words if word.head not in inside), None)
    return {f"source is {_kind(head, scene)}": 1, "source first": source.span.start < hit.span.start}


def _kind(head: Word | None, scene: Scene) -> str:
    if head is None or head.upos == "PROPN":
        return "a name"
    if head.upos == "PRON":
        return "relative" if is_relative(head) else "a pronoun"
    return "somebody" if can_speak(head, scene.profile) else "something"


def _form(reading: Reading, hit: CueHit, scene: Scene) -> Numbers:
    outer = scene.marked
    words = _inside(reading, hit)
    length = sum(word.upos != "PUNCT" for word in words)
    last = reading.spans[-1].end
    behind = [word for word in hit.sentence.words if word.span.start >= last]
    numbers: Numbers = {
        "marks": any(o.overlaps(span) for o in outer for span in reading.spans),
        "all in marks": all(any(o.contains(span) for o in outer) for span in reading.spans),
        "over twenty words": length > _LONG,
        "over forty words": length > _VERY_LONG,
        "commas": min(sum(word.form == "," for word in words), _MANY) / _MANY,
        "ranges": min(len(reading.spans) - 1, _MANY) / _MANY,
        "a finite verb": has_finite(words),
        "to the sentence's end": all(word.upos == "PUNCT" for word in behind),
        "before a comma": bool(behind) and behind[0].form == ",",
    }
    short = next((name for limit, name in _SHORT if length <= limit), None)
    return numbers | ({short: 1} if short else {})


def _inside(reading: Reading, hit: CueHit) -> list[Word]:
    return [w for w in hit.sentence.words if any(span.contains(w.span) for span in reading.spans)]


def _tagger(reading: Reading, hit: CueHit) -> Numbers:
    """What the tagger says of the cue, of the words of a reading and of those around it."""
    sentence, speech = hit.sentence, hit.sentence.speech
    plain = [word for word in sentence.words if word.upos != "PUNCT"]
    inside = {word.index for word in _inside(reading, hit) if word.upos != "PUNCT"}
    content = [speech[index - 1].content for index in sorted(inside)] or [0.0]
    first, last = reading.spans[0].start, reading.spans[-1].end
    before = [speech[w.index - 1].content for w in plain if w.span.end <= first]
    behind = [speech[w.index - 1].content for w in plain if w.span.start >= last]
    said = sum(s.content for s in speech)
    share = sum(content) / max(len(content) + said - sum(content), 1e-6)
    cue = max(speech[word.index - 1].cue for word in hit.words)
    source = reading.source
    named = [speech[w.index - 1].source for w in sentence.words if source and source.span.overlaps(w.span)]
    return {
        "tagger: cue": cue,
        "tagger: said": _mean(content),
        "tagger: said least": sorted(content)[len(content) // 5],
        "tagger: said at its head": _mean(content[:_EDGE]),
        "tagger: said at its end": _mean(content[-_EDGE:]),
        "tagger: said before": _mean(before[-_EDGE:]),
        "tagger: said behind": _mean(behind[:_BEHIND]),
        "tagger: said up to the sentence's end": _mean(behind),
        "tagger: share of what is said": share,
        "tagger: cue x said": cue * _mean(content),
        "tagger: cue x share": cue * share,
        "tagger: cue inside": max((speech[index - 1].cue for index in inside), default=0.0),
        "tagger: source": max(named, default=0.0),
        "tagger: best source": max(s.source for s in speech),
        "tagger: best cue": max(s.cue for s in speech),
    }


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
