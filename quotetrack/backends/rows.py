"""Records to rows of SQLite and back: scalars as they are, sequences and parts of records as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar, get_args, get_type_hints

from attrs import Factory, field, fields, frozen
from cattrs.preconf.json import make_converter

from ..model.article import Article
from ..model.claim import Claim, Judgement, Link
from ..model.quote import Quote, Speaker
from ..model.result import ArticleResult
from ..model.span import Span

R = TypeVar("R")

_SCALARS = (str, int, float, date)  # with StrEnum and bool, their subclasses

_converter = make_converter(detailed_validation=False)
_converter.register_unstructure_hook(Span, lambda span: [span.start, span.end])
_converter.register_structure_hook(Span, lambda pair, _: Span(*pair))


@frozen(kw_only=True, eq=False)
class Table(Generic[R]):
    """How the records of a class lie in a table.

    Args:
        name: of the table.
        record: the class.
        elsewhere: fields kept in other tables; `to_record` is given them.
        renamed: field to column, where they differ.
    """

    name: str
    record: type[R]
    elsewhere: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default=Factory(dict))

    def to_row(self, record: R) -> dict[str, object]:
        """Column to value."""
        return {
            self._column(name): _packed(getattr(record, name), hint) for name, hint in self._hints.items()
        }

    def to_record(self, row: Mapping[str, object], **elsewhere: object) -> R:
        """The record of a row; columns it does not know are passed over."""
        own = {name: _unpacked(row[self._column(name)], hint) for name, hint in self._hints.items()}
        return self.record(**own, **elsewhere)

    @cached_property
    def _hints(self) -> dict[str, Any]:
        hints = get_type_hints(self.record)
        names = (f.name for f in fields(self.record))  # type: ignore[arg-type]
        return {name: hints[name] for name in names if name not in self.elsewhere}

    def _column(self, name: str) -> str:
        return self.renamed.get(name, name)


ARTICLES = Table(name="articles", record=Article)
FOUND = Table(
    name="articles",
    record=ArticleResult,
    elsewhere=("article", "quotes", "speakers"),
    renamed={"language": "detected"},  # `language` is the article's, as given
)
SPEAKERS = Table(name="speakers", record=Speaker)
QUOTES = Table(name="quotes", record=Quote, elsewhere=("speaker",))
CLAIMS = Table(name="claims", record=Claim)
LINKS = Table(name="links", record=Link)
JUDGEMENTS = Table(name="judgements", record=Judgement)


def to_sql(value: object) -> object:
    r"""A value that SQLite can keep: text that is not valid Unicode goes as bytes.

    >>> to_sql("a"), to_sql("\ud800")
    ('a', b'\xed\xa0\x80')
    """
    if isinstance(value, str) and not _encodable(value):
        return value.encode("utf-8", "surrogatepass")
    return value


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _packed(value: object, hint: Any) -> object:
    plain = _converter.unstructure(value)
    return plain if value is None or _scalar(hint) else json.dumps(plain)


def _unpacked(value: object, hint: Any) -> object:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "surrogatepass")
    if isinstance(value, str) and not _scalar(hint):
        value = json.loads(value)
    return _converter.structure(value, hint)


def _scalar(hint: Any) -> bool:
    """Whether a field of this type (or None) is one value, not several."""
    types = [t for t in get_args(hint) or (hint,) if t is not type(None)]
    return len(types) == 1 and isinstance(types[0], type) and issubclass(types[0], _SCALARS)
