"""Words of a text: lower-case forms, stems, capitalised names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from .profile import LanguageProfile

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
# An apostrophe belongs to a name behind one capital and before another only ("O'Brien"; "l'Etna" is two).
_NAME = re.compile(r"(?:[^\W\d_a-z][’'](?=[^\W\d_a-z]))?[^\W\d_][\w.-]*")
_TITLE = 5  # letters of the longest title with a point ("Prof.")
_QUOTES = " «“\"'("  # what may stand between a sentence's end and its first word


def words_of(text: str) -> list[str]:
    """The words in lower case; what an apostrophe joins is two ("don't": "do", "n't").

    >>> words_of("L'accordo non c’è; they don't")
    ['l', 'accordo', 'non', 'c', 'è', 'they', 'do', "n't"]
    """
    out: list[str] = []
    for match in _WORD.finditer(text.lower().replace("’", "'")):
        head, _, tail = match[0].rpartition("'")
        if tail == "t" and head.endswith("n"):
            out += [head[:-1], "n't"]
        else:
            out += [part for part in match[0].split("'") if part]
    return out


@cache
def stem(word: str, profile: LanguageProfile) -> str:
    """What the inflected forms of a word share, by Snowball; the word itself where it has no rules.

    >>> from quotetrack.lang.load import load_profile
    >>> stem("aumentano", load_profile("it")) == stem("Aumento", load_profile("it"))
    True
    """
    stemmer = _stemmer(profile.code)
    return str(stemmer.stemWord(word.lower())) if stemmer else word.lower()


@cache
def stems(words: frozenset[str], profile: LanguageProfile) -> frozenset[str]:
    """The stems of single words."""
    return frozenset(stem(word, profile) for word in words if " " not in word)


@cache
def _stemmer(code: str) -> Any:
    import snowballstemmer  # noqa: PLC0415
    from babel import Locale  # noqa: PLC0415

    language = str(Locale.parse(code).english_name).lower()  # Snowball's names are English
    return snowballstemmer.stemmer(language) if language in snowballstemmer.algorithms() else None


def find_names(text: str, profile: LanguageProfile) -> tuple[str, ...]:
    """Runs of capitalised words; not a lone one that any sentence may begin with.

    >>> from quotetrack.lang.load import load_profile
    >>> find_names("Il presidente Carlo Bo parla a Kiev", load_profile("it"))
    ('Carlo Bo', 'Kiev')
    """
    names: dict[str, None] = {}
    for run in _runs(text):
        name = _name(text, run, profile)
        if name:
            names[name] = None
    return tuple(names)


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Neighbouring words with a capital; a full stop ends a run unless behind a short title ("Dr.")."""
    run: list[re.Match[str]] = []
    for match in _NAME.finditer(text):
        ended = run and (run[-1][0][-1] == "." and len(run[-1][0]) > _TITLE)
        apart = run and text[run[-1].end() : match.start()].strip()
        if run and (ended or apart or not match[0][0].isupper()):
            yield run
            run = []
        if match[0][0].isupper():
            run.append(match)
    if run:
        yield run


def _name(text: str, run: list[re.Match[str]], profile: LanguageProfile) -> str | None:
    """The name a run of capitalised words is, without function words at its head."""
    grammar = profile.grammar
    days = {word for word, _ in profile.calendar.days}
    common = grammar.function_words | grammar.negations | grammar.approximations | days
    while run and run[0][0].lower().rstrip(".") in common:
        run = run[1:]
    if not run:
        return None
    name = _without_article(text[run[0].start() : run[-1].end()].rstrip("."), grammar.articles)
    before = text[: run[0].start()].rstrip(_QUOTES)
    opens = (not before or before[-1] in ".!?:…") and name[0] == run[0][0][0]
    common_word = opens and len(run) == 1 and not name.isupper()
    return None if common_word or len(name) == 1 else name


def _without_article(name: str, articles: frozenset[str]) -> str:
    """A name without an elided article: "L'Italia" is Italia, "O'Brien" stays."""
    head, mark, rest = name.replace("’", "'").partition("'")
    elided = any(len(article) > 1 and article[0] == head.lower() for article in articles)
    return rest if mark and elided else name
