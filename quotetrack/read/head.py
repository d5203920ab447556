"""What stands above a story: its title, who wrote it, and when."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median

from attrs import evolve, frozen

from ..lang.profile import LanguageProfile
from ..model.article import BlockKind
from .dates import find_date
from .lines import Line

#: The longest of 1,946 titles found with this limit has 176 characters (99 in 100 have up to 142).
#: Length alone tells little: half the English paragraphs are shorter than 214.
_LONGEST_TITLE = 200
#: A first line that ends in a full stop is a title only when it is this much shorter than the usual
#: paragraph: it finds 799 of 840 English titles, most of which end in one.
_SHORT = 0.6
_LONGEST_BYLINE = 100
_LONGEST_NAME = 7  # words of a name alone on its line, with what its owner does and where
_LONGEST_HEAD = 8  # lines between a title and the story: deck, two authors, day, update
_QUOTATION = re.compile(r"[«“\"‘'„‹][^«“\"„‹»”›]*[»”\"’'“›][.!?,]?")
_NAME = re.compile(r"[^\W\d_][^\W\d_.'’-]*[.]?(?:['’-][^\W\d_]+)*")


@frozen
class Head:
    """Lines of the head by index, and what they say; the story begins at line `end`."""

    kinds: Mapping[int, BlockKind]
    end: int = 0
    title: str | None = None
    author: str | None = None
    published: date | None = None


def find_head(
    lines: tuple[Line, ...], profiles: Sequence[LanguageProfile], *, title: str | None = None
) -> Head:
    """The head of a text, given its lines; `title` where it is known."""
    titles = _titles(lines, profiles, title)
    kinds = dict.fromkeys(range(titles), BlockKind.TITLE)
    head = Head(kinds, titles, title or (lines[0].text if titles else None))
    for index in range(titles, min(len(lines), titles + _LONGEST_HEAD)):
        found = _read(lines, index, profiles, below_title=titles > 0)
        if found is not None:
            _, author, published = found
            kinds.update(dict.fromkeys(range(head.end, index), BlockKind.HEADING))
            kinds[index] = found[0]
            head = evolve(
                head,
                end=index + 1,
                author=head.author or author,
                published=head.published or published,
            )
        elif not titles or len(lines[index].text) > _LONGEST_TITLE:
            break  # the story; shorter lines may be a deck above the byline
    return head


def _titles(lines: tuple[Line, ...], profiles: Sequence[LanguageProfile], given: str | None) -> int:
    """How many lines at the top are the title and its repetitions."""
    if not lines:
        return 0
    known = _is_title(lines, profiles) if given is None else _key(given) == _key(lines[0].text)
    if not known:
        return 0
    same = (i for i, line in enumerate(lines) if _key(line.text) != _key(lines[0].text))
    return next(same, len(lines))


def _is_title(lines: tuple[Line, ...], profiles: Sequence[LanguageProfile]) -> bool:
    """Whether the first line is a title: short, and followed by what follows titles."""
    line, *others = lines
    if not others or len(line.text) > _LONGEST_TITLE or line.text[0] in "—–-" or line.text[-1] in ":,":
        return False
    if _read(lines, 0, profiles, below_title=False):
        return False  # a day or an author stands there
    if _key(others[0].text) == _key(line.text) or _read(lines, 1, profiles, below_title=True):
        return True
    if is_quotation(line.text) or (others[0].text[0].islower() and not others[0].after_gap):
        return False  # the story begins there; in the second case a margin broke its first line
    if not line.stopped or line.text.endswith(";"):
        return True
    longest = _SHORT * median(len(other.text) for other in others)
    return others[0].after_gap and len(line.text) < longest


def _read(
    lines: tuple[Line, ...], index: int, profiles: Sequence[LanguageProfile], *, below_title: bool
) -> tuple[BlockKind, str | None, date | None] | None:
    """What a line of the head is: a day, or an author."""
    line = lines[index].text
    if day := find_date(line, profiles):
        return BlockKind.DATE, None, day
    if len(line) > _LONGEST_BYLINE or lines[index].stopped:
        return None
    if author := _signed(line, profiles):
        return BlockKind.BYLINE, author, None
    beside = lines[index + 1 : index + 2] + lines[index - 1 : index]
    if below_title and any(find_date(other.text, profiles) for other in beside):
        author = _name(line.split(), profiles)
        if author and len(author.split()) > 1 and len(line.split()) <= _LONGEST_NAME:
            return BlockKind.BYLINE, author, None
    return None


def _signed(line: str, profiles: Sequence[LanguageProfile]) -> str | None:
    """The author of "di Irene Bassan", "By Jane Yates in Castelvero", "Redazione AgeNord"."""
    lower = line.lower()
    for profile in profiles:
        if any(lower == desk or lower.startswith(f"{desk} ") for desk in profile.page.desk):
            return _name(line.split(), profiles)
        for phrase in sorted(profile.page.byline, key=len, reverse=True):
            if lower.startswith(f"{phrase} "):
                author = _name(line[len(phrase) :].split(), profiles)
                if author and (len(author.split()) > 1 or author == line[len(phrase) :].strip()):
                    return author
    return None


def _name(words: list[str], profiles: Sequence[LanguageProfile]) -> str | None:
    """The name that `words` begin with: up to a comma or a word that no name has."""
    inside = frozenset().union(*(p.people.particles | p.grammar.connectives for p in profiles))
    name: list[str] = []
    for word in words:
        bare = word.rstrip(",;")
        if not (word[0].isupper() and _NAME.fullmatch(bare)) and word not in inside:
            break
        name.append(bare)
        if bare != word:
            break
    while name and name[-1] in inside:
        name.pop()
    return " ".join(name) or None


def is_quotation(line: str) -> bool:
    """Whether a line is one quotation and nothing else."""
    return _QUOTATION.fullmatch(line) is not None


def _key(title: str) -> str:
    return " ".join(title.casefold().split())
