"""The clause, object or predicate that a cue gives to its source."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from ..lang.profile import LanguageProfile
from ..model.quote import Mention
from ..model.span import Span
from ..model.syntax import Sentence, Word
from .cues import CueHit, CueType
from .sources import comments, is_finite, is_inserted

_COMMAS = frozenset({",", "-", "–", "—"})
# Words between a cue and "di" with its infinitive: adverbs and who was spoken to; after a noun, its owner.
_REACH_VERB, _REACH_NOUN = 5, 14
# Words before a comment that are no clause: "Ma, come ha detto X, ...".
_SCRAP = 2
_EDGES = " \t\n\u00a0,;:.–—-("


@frozen
class Content:
    """Ranges of content, and the rule that found them."""

    spans: tuple[Span, ...]
    rule: str


def find_content(
    hit: CueHit, source: Mention | None, text: str, profile: LanguageProfile
) -> Content | None:
    """What `hit` reports inside its own sentence; None where it reports nothing there."""
    if hit.negated and hit.lemma not in profile.cues.denial:
        return None  # "he did not say whether": nobody said it
    for rule in _RULES[hit.type]:
        spans = rule(hit, source, text, profile)
        if spans and any(any(c.isalnum() for c in s.of(text)) for s in spans):
            return Content(spans, rule.__name__.lstrip("_"))
    return None


# ---------------------------------------------------------------- verbs


def _complement(
    hit: CueHit, _source: Mention | None, text: str, profile: LanguageProfile
) -> tuple[Span, ...]:
    """A complement clause or infinitive after the verb."""
    cues, sentence = profile.cues, hit.sentence
    for child in _dependents(hit):
        if child.index < hit.after or child.upos == "PUNCT":
            continue
        clause = child.relation == "ccomp" or (
            child.relation in {"advcl", "acl", "parataxis", "obj", "xcomp"} and _has_complementizer(sentence, child, profile)
        )
        if clause and hit.lemma in cues.clause | cues.belief:
            return _clause(sentence, child, hit, text, profile)
        infinitive = child.relation in {"xcomp", "ccomp", "advcl"} and child.feat("VerbForm") == "Inf"
        if infinitive and hit.lemma in cues.infinitive:
            return _clause(sentence, child, hit, text, profile)
        plain = hit.lemma in cues.clause and hit.lemma not in cues.quote | cues.predicate
        if child.relation == "xcomp" and child.upos in {"VERB", "AUX"} and plain:
            return _clause(sentence, child, hit, text, profile)
    return ()


def _dependents(hit: CueHit) -> tuple[Word, ...]:
    """The dependents of all words of a cue, in order, without the cue itself."""
    inside = {w.index for w in hit.words}
    found = {c.index: c for w in hit.words for c in hit.sentence.children(w) if c.index not in inside}
    return tuple(found[index] for index in sorted(found))


def _has_complementizer(sentence: Sentence, clause: Word, profile: LanguageProfile) -> bool:
    return any(
        c.index < clause.index and c.form.lower() in profile.grammar.complementizers and c.relation == "mark"
        for c in sentence.children(clause)
    )


def _clause(
    sentence: Sentence, head: Word, hit: CueHit, text: str, profile: LanguageProfile
) -> tuple[Span, ...]:
    """A clause's range, from after its complementizer to its end."""
    below = {w.index for w in sentence.subtree(head)}
    start = _clause_start(hit, below, profile)
    grammar = profile.grammar
    while start <= len(sentence.words) and (
        sentence.words[start - 1].upos == "PUNCT"
        or _marks(sentence.words[start - 1], grammar.complementizers | grammar.infinitive_marks)
    ):
        start += 1
    if start > len(sentence.words):
        return ()
    end = clause_end(hit, start, profile)
    return _trimmed(Span(sentence.words[start - 1].span.start, sentence.words[end - 1].span.end), text)


def _clause_start(hit: CueHit, below: set[int], profile: LanguageProfile) -> int:
    """Index of the first word after the cue that is no addressee and no adverbial of the cue's own."""
    own = {"advmod", "obl", "iobj", "punct", "discourse", "vocative"}
    if hit.lemma in profile.cues.addressee:
        own |= {"obj", "nsubj"}
    for word in hit.sentence.words[hit.after - 1 :]:
        opens = word.upos == "SCONJ" and word.form.lower() in profile.grammar.complementizers
        if opens or word.index in below or _branch(hit, word) not in own:
            return word.index
    return len(hit.sentence.words) + 1


def _branch(hit: CueHit, word: Word) -> str:
    """The relation by which the branch that a word is on hangs on the cue."""
    inside = {w.index for w in hit.words}
    for node in (word, *hit.sentence.ancestors(word)):
        if node.head in inside:
            return node.relation
    return ""


def _marks(word: Word, forms: frozenset[str]) -> bool:
    return word.form.lower() in forms and (word.relation == "mark" or word.upos in {"SCONJ", "ADP"})


def _after_mark(
    hit: CueHit, source: Mention | None, text: str, profile: LanguageProfile
) -> tuple[Span, ...]:
    """Everything after "di" and an infinitive near the cue, where the parser saw no clause."""
    noun = hit.type is CueType.NOUN
    if noun and source is None or not noun and hit.lemma not in profile.cues.infinitive:
        return ()
    words = hit.sentence.words
    for word in words[hit.after - 1 : hit.after + (_REACH_NOUN if noun else _REACH_VERB)]:
        if word.form in {".", ";", ":"} or word.feat("VerbForm") == "Fin":
            return ()
        following = words[word.index : word.index + 2]
        infinitive = any(w.feat("VerbForm") == "Inf" for w in following)
        if infinitive and word.form.lower() in profile.grammar.infinitive_marks and word.upos == "ADP":
            return _rest(hit, word.index + 1, text, profile)
    return ()


def clause_end(hit: CueHit, start: int, profile: LanguageProfile) -> int:
    """Index of the last word of a clause that begins at word `start`.

    Reported clauses run on to the end of their sentence, unless another report or a contrasting main
    clause begins: on 160 PolNeAR articles 75% of them match by this, 62% by the parser's subtree.
    """
    words = hit.sentence.words
    for word in words[start:]:
        following = words[word.index : word.index + 5]
        if word.form == ";" or _contrasts(word, following, profile) or _reports_again(word, following, profile):
            return word.index - 1
    return len(words)


def _contrasts(word: Word, following: tuple[Word, ...], profile: LanguageProfile) -> bool:
    """A comma and a word like "while"."""
    if word.form not in _COMMAS or not following:
        return False
    first = following[0]
    return first.upos != "CCONJ" and first.form.lower() in profile.grammar.connectives


def _reports_again(word: Word, following: tuple[Word, ...], profile: LanguageProfile) -> bool:
    """A conjunction or comma, and another cue without a subject of its own: "..., adding that"."""
    if word.upos != "CCONJ" and word.form != ",":
        return False
    verb = next((w for w in following if w.upos == "VERB"), None)
    if verb is None or verb.lemma.lower() not in profile.cues.clause | profile.cues.object:
        return False
    if any(w.upos in {"NOUN", "PROPN", "PRON", "SCONJ"} for w in following if w.index < verb.index):
        return False
    present = verb.feat("VerbForm") == "Part" and verb.feat("Tense") == "Pres"
    return word.upos == "CCONJ" or verb.feat("VerbForm") == "Ger" or present


def _after_complementizer(
    hit: CueHit, _source: Mention | None, text: str, profile: LanguageProfile
) -> tuple[Span, ...]:
    """Everything after a complementizer near the verb, where the parser saw no clause."""
    if hit.lemma not in profile.cues.clause:
        return ()
    words = hit.sentence.words
    for word in words[hit.after - 1 : hit.after + 7]:
        if word.form in {".", ";", ":"} or word.upos == "CCONJ" or word.feat("VerbForm") == "Fin":
            return ()
        if word.form.lower() in profile.grammar.complementizers and word.upos == "SCONJ":
            rest = words[word.index : clause_end(hit, word.index + 1, profile)]
            return _trimmed(Span(rest[0].span.start, rest[-1].span.end), text) if rest else ()
    return ()


def _bare(
    hit: CueHit, source: Mention | None, text: str, profile: LanguageProfile
) -> tuple[Span, ...]:
    """A clause without complementizer that the parser took for an object: "She said prices had risen"."""
    cues = profile.cues
    if not profile.grammar.bare_clauses or hit.lemma not in cues.clause - cues.object - cues.quote or source is None:
        return ()
    if hit.sentence.is_passive(hit.head) or source.span.start > hit.span.start:
        return ()
    start = _clause_start(hit, set(), profile)
    words = hit.sentence.words
    if start > len(words) or words[start - 1].upos in {"PUNCT", "ADP", "SCONJ", "CCONJ", "ADV"}:
        return ()
    end = clause_end(hit, start, profile)
    return _rest(hit, start, text, profile) if _finite(words[start - 1 : end]) else ()


def _parenthetical(
    hit: CueHit, source: Mention | None, text: str, profile: LanguageProfile
) -> tuple[Span, ...]:
    """The clause around or before a cue set off by commas: "The plan failed, she said, in May"."""
    if hit.lemma not in profile.cues.clause or not is_finite(hit) or source is None:
        return ()
    sentence = hit.sentence
    first, last = _cue_words(hit, source)
    if _finite(sentence.words[last:]):
        return ()
    before = sentence.words[: first - 1]
    if not before or before[-1].form not in {",", "–", "—", "-"} or not _finite(before):
        return ()
    pieces = [Span(before[0].span.start, before[-1].span.end)]
    comma = next((w for w in sentence.words[last:] if w.form in {",", "–", "—"}), None)
    rest = sentence.words[comma.index :] if comma is not None and comma.index - last <= 6 else ()
    if rest and hit.head.relation == "parataxis" and _continues(sentence, hit, rest):
        pieces.append(Span(rest[0].span.start, rest[-1].span.end))
    return tuple(s for piece in pieces for s in _trimmed(piece, text))


def _continues(sentence: Sentence, hit: CueHit, rest: tuple[Word, ...]) -> bool:
    """Whether the words after a parenthetical belong to the clause it interrupts."""
    below = {w.index for w in sentence.subtree(hit.head)}
    return not any(w.index in below for w in rest if w.upos != "PUNCT")


def _cue_words(hit: CueHit, source: Mention | None) -> tuple[int, int]:
    """First and last word index of the cue together with a source that touches it."""
    first, last = hit.words[0].index, hit.words[-1].index
    if source is not None:
        inside = [w.index for w in hit.sentence.words if source.span.overlaps(w.span)]
        if inside and inside[-1] < first <= inside[-1] + 4:
            first = inside[0]
        elif inside and last < inside[0] <= last + 2:
            last = inside[-1]
    return first, last


def _finite(words: tuple[Word, ...]) -> bool:
    return any(w.upos in {"VERB", "AUX"} and w.feat("VerbForm") == "Fin" for w in words)


def _object(
    hit: CueHit, source: Mention | None, text: str, profile: LanguageProfile
) -> tuple[Span, ...]:
    """The noun that says what was announced, denied or asked for."""
    if hit.lemma not in profile.cues.object or hit.head.feat("VerbForm") == "Inf":
        return ()
    if hit.words[-1].upos == "ADP":
        return _rest(hit, hit.after, text, profile)
    for child in hit.sentence.children(hit.head):
        if child.relation != "obj" or child.index < hit.head.index or child.upos not in {"NOUN", "PROPN"}:
            continue
        own = hit.sentence.subtree(child)
        last = max([own[-1].index, *(w.index for w in _following(hit, own[-1].index))])
        span = Span(own[0].span.start, hit.sentence.words[last - 1].span.end)
        if source is None or not span.overlaps(source.span):
            return _trimmed(span, text)
    return ()


def _around_comment(
    hit: CueHit, source: Mention | None, text: str, profile: LanguageProfile
) -> tuple[Span, ...]:
    """The clause that "as X said" comments on."""
    if hit.lemma not in profile.cues.clause or not comments(hit, profile):
        return ()
    words = hit.sentence.words
    first, last = _cue_words(hit, source)
    opens = max((w.index for w in words[: first - 1] if w.form.lower() in profile.grammar.as_words), default=first)
    closed = next((w.index for w in words[last:] if w.form in _COMMAS), None)
    if closed is None:
        return _around(words[: opens - 1], (), text)
    return _around(words[: opens - 1], words[closed : clause_end(hit, closed + 1, profile)], text)


def _around(before: tuple[Word, ...], after: tuple[Word, ...], text: str) -> tuple[Span, ...]:
    """The stretches on both sides of a comment, those of a word or two apart."""
    pieces = [p for p in (before, after) if sum(w.upos != "PUNCT" for w in p) > _SCRAP]
    return tuple(s for p in pieces for s in _trimmed(Span(p[0].span.start, p[-1].span.end), text))


def _rest(hit: CueHit, start: int, text: str, profile: LanguageProfile) -> tuple[Span, ...]:
    """Everything from word `start` to the end of its clause."""
    words = hit.sentence.words
    if start > len(words):
        return ()
    end = clause_end(hit, start, profile)
    return _trimmed(Span(words[start - 1].span.start, words[end - 1].span.end), text) if end >= start else ()


def _passive(
    hit: CueHit, source: Mention | None, text: str, profile: LanguageProfile
) -> tuple[Span, ...]:
    """What was said, where it is the subject and the source the agent: "è stata ribadita da X la necessità"."""
    known = hit.lemma in profile.cues.object | profile.cues.clause
    if source is None or not known or not hit.sentence.is_passive(hit.head):
        return ()
    subject = hit.sentence.child(hit.head, "nsubj")
    return _trimmed(hit.sentence.span_of(subject), text) if subject is not None and subject.upos == "NOUN" else ()


def _following(hit: CueHit, index: int) -> list[Word]:
    """What follows an object inside the verb's own phrase, up to the next comma or clause."""
    out: list[Word] = []
    for word in hit.sentence.words[index:]:
        if word.upos in {"PUNCT", "CCONJ", "SCONJ"} or word.relation in {"conj", "advcl", "parataxis"}:
            break
        out.append(word)
    return out


def _predicate(
    hit: CueHit, source: Mention | None, text: str, profile: LanguageProfile
) -> tuple[Span, ...]:
    """What follows a verb of naming, object and name together: "called the deal a mistake"."""
    if hit.lemma not in profile.cues.predicate:
        return ()
    words = hit.sentence.words
    start = hit.after
    if source is not None:  # «ha definito X "utile" il confronto»: the source comes first
        inside = [w.index for w in words if source.span.overlaps(w.span)]
        start = inside[-1] + 1 if inside and inside[0] == hit.after else start
    spans = _rest(hit, start, text, profile)
    if not spans:
        return ()
    marked = any(mark in spans[0].of(text) for pair in profile.quote_marks for mark in pair if mark != "'")
    if hit.sentence.is_passive(hit.head) or hit.head.feat("VerbForm") == "Inf":
        return spans if marked else ()
    return spans if marked or len(spans[0].of(text).split()) > 1 else ()


# ---------------------------------------------------------------- nouns and phrases


def _noun_clause(
    hit: CueHit, source: Mention | None, text: str, profile: LanguageProfile
) -> tuple[Span, ...]:
    """The clause of a reporting noun: "the claim that ...", "l'annuncio di presentare ..."."""
    sentence = hit.sentence
    for child in sentence.children(hit.head):
        if child.index < hit.head.index or child.relation not in {"acl", "ccomp"} or child.deprel == "acl:relcl":
            continue
        if _has_complementizer(sentence, child, profile) or child.feat("VerbForm") == "Inf":
            return _clause(sentence, child, hit, text, profile)
    return _is_that(hit, source, text, profile)


def _is_that(
    hit: CueHit, source: Mention | None, text: str, profile: LanguageProfile
) -> tuple[Span, ...]:
    """What stands after the copula, or right after the noun: "L'auspicio di X è che ...", "the news that"."""
    words = hit.sentence.words
    _, last = _cue_words(hit, source)
    inside = [w.index for w in words if source is not None and source.span.overlaps(w.span)]
    at = max([last, *inside]) if inside and inside[0] <= hit.after + 2 else last
    if at < len(words) and words[at].upos == "AUX":
        at += 1
    if at >= len(words) or words[at].upos != "SCONJ" or words[at].form.lower() not in profile.grammar.complementizers:
        return ()
    return _rest(hit, at + 2, text, profile)


def _around_phrase(
    hit: CueHit, source: Mention | None, text: str, profile: LanguageProfile
) -> tuple[Span, ...]:
    """The clause that "according to X" comments on, without the phrase."""
    words = hit.sentence.words
    first, last = hit.words[0].index, _phrase_end(hit, source, profile)
    start = next((w.index for w in reversed(words[: first - 1]) if _bounds(w, words, profile)), 0)
    stop = next((w.index - 1 for w in words[last:] if _bounds(w, words, profile)), len(words))
    if not any(w.upos in {"VERB", "AUX"} for w in (*words[start : first - 1], *words[last:stop])):
        start, stop = 0, len(words)
    before, after = words[start : first - 1], words[last:stop]
    opened = next((w for w in reversed(before) if w.upos != "PUNCT"), None)
    relative = source is not None and source.text.split()[-1].lower() in profile.people.relatives
    if after and (relative or (opened is not None and opened.upos == "SCONJ")):
        before = ()  # "... perché, secondo lui, ...": what comes before is not theirs
    return tuple(s for p in (before, after) if p for s in _trimmed(Span(p[0].span.start, p[-1].span.end), text))


def _bounds(word: Word, words: tuple[Word, ...], profile: LanguageProfile) -> bool:
    """Whether another clause begins here: a semicolon or colon, or a connective after a comma."""
    if word.form in {";", ":"}:
        return True
    if word.index == 1 or words[word.index - 2].form not in _COMMAS:
        return False
    following = words[word.index] if word.index < len(words) else word
    subordinate = word.upos == "SCONJ" or (word.upos == "ADV" and following.upos == "SCONJ")
    return subordinate or word.form.lower() in profile.grammar.connectives


def _phrase_end(hit: CueHit, source: Mention | None, profile: LanguageProfile) -> int:
    """Index of the last word of the phrase: the source with what hangs on it, up to the next comma."""
    words = hit.sentence.words
    last = hit.words[-1].index
    if source is None:
        return last
    inside = [w.index for w in words if source.span.overlaps(w.span)]
    last = max([last, *inside])
    for word in words[last:]:
        if word.form == ",":
            return _past_apposition(words, word.index, profile)
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
    noun = bool(inside) and inside[0].upos in {"NOUN", "DET", "PROPN"} and not _finite(inside)
    return closing if relative or (noun and _finite(words[closing:])) else comma - 1


def _trimmed(span: Span, text: str) -> tuple[Span, ...]:
    """The range without punctuation at its edges; nothing where only that is left."""
    inner = span.stripped(text, _EDGES)
    return (inner,) if len(inner) else ()


def _around_inserted(
    hit: CueHit, source: Mention | None, text: str, profile: LanguageProfile
) -> tuple[Span, ...]:
    """The sentence that a cue between commas interrupts."""
    if hit.lemma not in profile.cues.clause or not is_inserted(hit, profile):
        return ()
    words = hit.sentence.words
    first, last = _cue_words(hit, source)
    opened = max((w.index for w in words[: first - 1] if w.form in _COMMAS), default=0)
    closed = min((w.index for w in words[last:] if w.form in _COMMAS), default=len(words))
    before, after = words[: opened - 1], words[closed : clause_end(hit, closed + 1, profile)]
    if not opened or not _finite(before + after):
        return ()
    if _finite(before) and after and (after[0].upos == "SCONJ" or after[0].feat("VerbForm") in {"Ger", "Part"}):
        after = ()  # the sentence was whole before the cue: what follows says how and when it was said
    return tuple(s for p in (before, after) if p for s in _trimmed(Span(p[0].span.start, p[-1].span.end), text))


_Rule = Callable[[CueHit, Mention | None, str, LanguageProfile], tuple[Span, ...]]

_RULES: dict[CueType, tuple[_Rule, ...]] = {
    CueType.VERB: (
        _around_comment,  # "as X said" takes no object
        _around_inserted,  # commas on both sides leave no doubt
        _complement,  # then syntax
        _after_complementizer,  # and its most visible sign
        _after_mark,
        _bare,
        _passive,
        _predicate,  # before objects: "called the deal a mistake" has one
        _parenthetical,  # a clause before the cue, where nothing follows it
        _object,
    ),
    CueType.NOUN: (_noun_clause, _after_mark),
    CueType.PHRASE: (_around_phrase,),
    CueType.OWN: (_around_phrase,),
}
