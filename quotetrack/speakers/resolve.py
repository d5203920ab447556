"""Quotes with the speakers of their article."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from typing import TypeAlias

from attrs import evolve

from ..lang.profile import LanguageProfile
from ..model.article import Article, BlockKind
from ..model.ids import content_id
from ..model.note import Note
from ..model.quote import Quote, Speaker, SpeakerType
from ..model.span import Span
from ..model.syntax import Sentence
from .context import Answer, Context
from .kinds import person_type
from .mentions import Person, find_people
from .relatives import with_antecedent
from .strategies import STRATEGIES

# How often a strategy names the right source of content found rightly: 250 articles of PolNeAR's training part
# (speech) with the Italian development set; "pronoun" and "taken_up" a little lower, since gold there asks for no name.
_SURE = {
    "signature": 0.95,
    "relative": 0.77,
    "named": 0.97,
    "apposed": 0.95,
    "pronoun": 0.9,
    "role": 0.92,
    "taken_up": 0.9,
    "owned": 0.9,
    "company": 0.9,
    "described": 0.9,
    "taken_back": 0.85,
    "announced": 0.74,
    "dropped": 0.85,
    "unattributed": 0.6,
    "none": 0.5,
    "repeated": 0.9,
}
# Ways to tell that a title's own words overrule ("Norvik boss", if a statement by its boss has them), and how many of
# these, of two or more, a statement below it must have.
_VAGUE = frozenset({"described", "announced", "unattributed", "none"})
_REPEATED, _FEWEST = 0.6, 2
_WORD = re.compile(r"[^\W_]+")

#: A statement, the way its speaker was found, and who that is.
Answered: TypeAlias = tuple[Quote, str, Answer | None]


def resolve_speakers(
    article: Article,
    sentences: Sequence[Sentence],
    quotes: Sequence[Quote],
    profiles: Mapping[str, LanguageProfile],
) -> tuple[tuple[Quote, ...], tuple[Speaker, ...], tuple[Note, ...]]:
    """The quotes with their speakers; the speakers, and after them people named with a role who say
    nothing; and notes on statements nobody could be named for.
    """
    signatures = [q.source.span for q in quotes if q.rule == "tweet" and q.source is not None]
    people = find_people(sentences, article.text, profiles, signatures)
    contexts: dict[str, Context] = {}
    said: list[tuple[Quote, Answer]] = []
    quoted = [span for quote in quotes for span in quote.content]
    answers: list[Answered] = []
    for quote in sorted(quotes, key=lambda q: q.content[0]):
        profile = _profile(quote, profiles)
        context = contexts.setdefault(
            quote.language,
            Context(
                text=article.text,
                sentences=sentences,
                people=people,
                profile=profile,
                quoted=quoted,
                said=said,
            ),
        )
        strategy, answer = _first_answer(quote, context)
        if answer is not None:
            said.append((quote, answer))
        told = evolve(quote, source=with_antecedent(quote, context)) if strategy == "relative" else quote
        answers.append((told, strategy, answer))
    answers = _with_titles(answers, article, profiles)
    speakers = _speakers(article, answers, profiles)
    resolved = tuple(_resolved(q, s, a, speakers) for q, s, a in answers)
    silent = [p for p in people if p.roles and ("named", p.name.lower()) not in speakers]
    named = [_named(article, p, [m.span for m in p.mentions], [], SpeakerType.PERSON) for p in silent]
    return resolved, (*speakers.values(), *named), _notes(resolved)


def _profile(quote: Quote, profiles: Mapping[str, LanguageProfile]) -> LanguageProfile:
    """The profile of a quote's language; for a tweet in a language without one, any will do."""
    return profiles.get(quote.language) or next(iter(profiles.values()))


def _first_answer(quote: Quote, context: Context) -> tuple[str, Answer | None]:
    for name, strategy in STRATEGIES:
        answer = strategy(quote, context)
        if answer is not None:
            return name, answer
    return "none", None


def _with_titles(
    answers: Sequence[Answered], article: Article, profiles: Mapping[str, LanguageProfile]
) -> list[Answered]:
    """The answers, for statements in titles those for the statements they take their words from."""
    titles = [b.span for b in article.blocks if b.kind in {BlockKind.TITLE, BlockKind.HEADING}]
    return [
        _repeated(answered, answers, profiles)
        if answered[1] in _VAGUE and any(title.contains(answered[0].content[0]) for title in titles)
        else answered
        for answered in answers
    ]


def _repeated(
    answered: Answered, answers: Sequence[Answered], profiles: Mapping[str, LanguageProfile]
) -> Answered:
    """The answer for a statement below that has a title's words; the title's own where there is none."""
    quote, _, _ = answered
    words = _telling(quote, profiles)
    shares = [
        (len(words & _telling(other, profiles)) / max(len(words), _FEWEST), answer)
        for other, known, answer in answers
        if known not in _VAGUE
    ]
    share, answer = max(shares, key=lambda pair: pair[0], default=(0.0, None))
    return (quote, "repeated", answer) if share >= _REPEATED else answered


def _telling(quote: Quote, profiles: Mapping[str, LanguageProfile]) -> set[str]:
    """The words of a statement, lower case, but for those that most have."""
    return set(_WORD.findall(quote.text.lower())) - _profile(quote, profiles).grammar.function_words


def _key(answer: Answer) -> tuple[str, str]:
    if answer.person is not None:
        return ("named", answer.person.name.lower())
    return ("described", (answer.described or "").lower())


def _speakers(
    article: Article,
    answers: Sequence[Answered],
    profiles: Mapping[str, LanguageProfile],
) -> dict[tuple[str, str], Speaker]:
    """One record for each who speaks, in order of first statement."""
    sources: dict[tuple[str, str], list[Quote]] = {}
    first: dict[tuple[str, str], Answer] = {}
    types: dict[tuple[str, str], set[SpeakerType]] = {}
    for quote, _, answer in answers:
        if answer is not None:
            sources.setdefault(_key(answer), []).append(quote)
            first.setdefault(_key(answer), answer)
            types.setdefault(_key(answer), set()).add(answer.type)
    out: dict[tuple[str, str], Speaker] = {}
    for key, quotes in sources.items():
        answer = first[key]
        mentions = [q.source.span for q in quotes if q.source is not None]
        if answer.person is not None:
            mentions += [m.span for m in answer.person.mentions]
            kind = _kind(answer.person, quotes, types[key], _profile(quotes[0], profiles))
            out[key] = _named(article, answer.person, mentions, quotes, kind)
        else:
            out[key] = Speaker(
                id=content_id("speaker", article.id, *key),
                name=answer.described or "",
                type=answer.type,
                mentions=_kept(mentions),
            )
    return out


def _kind(
    person: Person, quotes: Sequence[Quote], types: Set[SpeakerType], profile: LanguageProfile
) -> SpeakerType:
    """What somebody with a name is: who signs is a person, and what is once called a company is one."""
    if any(q.rule == "tweet" for q in quotes):
        return SpeakerType.PERSON
    return SpeakerType.ORGANISATION if SpeakerType.ORGANISATION in types else person_type(person, profile)


def _named(
    article: Article, person: Person, mentions: list[Span], quotes: Sequence[Quote], kind: SpeakerType
) -> Speaker:
    said_of = [q.source.text for q in quotes if q.source is not None]
    names = [m.span.of(article.text) for m in person.mentions]
    aliases = tuple(a for a in dict.fromkeys([*names, *said_of]) if a != person.name)
    return Speaker(
        id=content_id("speaker", article.id, "named", person.name.lower()),
        name=person.name,
        type=kind,
        aliases=aliases,
        roles=person.roles,
        mentions=_kept(mentions),
    )


def _kept(mentions: list[Span]) -> tuple[Span, ...]:
    return tuple(sorted(set(mentions)))


def _resolved(
    quote: Quote, strategy: str, answer: Answer | None, speakers: Mapping[tuple[str, str], Speaker]
) -> Quote:
    return evolve(
        quote,
        speaker=speakers[_key(answer)] if answer is not None else None,
        rule=f"{quote.rule}+{strategy}",
        confidence=round(quote.confidence * _SURE[strategy], 3),
    )


def _notes(quotes: Sequence[Quote]) -> tuple[Note, ...]:
    return tuple(
        Note("unnamed-speaker", q.content[0], "nobody could be named as the speaker of this statement")
        for q in quotes
        if q.speaker is None
    )
