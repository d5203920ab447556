"""Relative pronouns that are a statement's source: what they stand for."""

from __future__ import annotations

from ..lang.noun_phrase import mention_span
from ..model.quote import Mention, Quote
from ..model.span import Span, hull
from ..model.syntax import Sentence, Word
from .context import Context

# Words before a relative pronoun among which its noun is looked for where the tree does not tell.
_ANTECEDENT = 12
# Characters between a mention and the pronoun that takes it up at once: ", ".
_BESIDE = 3


def meant_by(quote: Quote, context: Context) -> Span | None:
    """The mention that a relative pronoun stands for which is a statement's source; None for any other source."""
    source = quote.source
    if source is None or source.text.split()[-1].lower() not in context.profile.people.relatives:
        return None
    sentence = context.sentence(source.span)
    noun = _antecedent(source.span, sentence) if sentence is not None else None
    return mention_span(sentence, noun, context.text) if sentence is not None and noun is not None else None


def with_antecedent(quote: Quote, context: Context) -> Mention | None:
    """A source that is a relative pronoun together with the mention right before it: "l'uomo, che" of "l'uomo, che ha
    ammesso"; any other source as it is.
    """
    source, meant = quote.source, meant_by(quote, context)
    if source is None or meant is None or not meant.end <= source.span.start <= meant.end + _BESIDE:
        return source
    span = hull([meant, source.span])
    return Mention(span, span.of(context.text))


def _antecedent(pronoun: Span, sentence: Sentence) -> Word | None:
    """The noun whose relative clause a pronoun opens: the one the tree tells, else the nearest before."""
    word = next((w for w in reversed(sentence.words) if pronoun.overlaps(w.span)), None)
    verb = sentence.head(word) if word is not None else None
    if verb is not None and verb.relation == "acl":
        return sentence.head(verb)
    before = [w for w in sentence.words if w.span.end <= pronoun.start]
    return next((w for w in reversed(before[-_ANTECEDENT:]) if w.upos in {"PROPN", "NOUN"}), None)
