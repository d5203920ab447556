"""JSON-LD: the objects of a file, of its lines, or of the scripts of a web page, wherever they stand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from attrs import frozen

from ..errors import InputError, NotText

_SCRIPT = "application/ld+json"
_LINES = (".jsonl",)
_WHOLE = (".json", ".jsonld")
_PAGES = (".html", ".htm")
#: What stands for a vocabulary's name before one of its words.
_PREFIXES = ("https://schema.org/", "http://schema.org/", "schema:")
#: Lists under these keys hold entries, so what is no object there is odd.
_HOLDERS = frozenset({"@graph", "dataFeedElement"})

Node = Mapping[str, Any]


@frozen(eq=False)
class Document:
    """One JSON-LD text: where it lies, what it holds, and its objects by `@id`."""

    where: str
    root: Any
    nodes: Mapping[str, Node]

    def objects(self, wanted: Callable[[Node], bool]) -> Iterator[tuple[str, Any]]:
        """Each wanted object with its place, in the order of the text; and each entry that is no object
        at all, which the caller should complain of. Nothing is looked for inside a wanted object.
        """
        stack: list[tuple[str, Any, bool]] = [("", self.root, True)]
        while stack:
            place, value, is_entry = stack.pop()
            if isinstance(value, list):
                stack += reversed([(f"{place}[{i}]", inner, is_entry) for i, inner in enumerate(value)])
            elif isinstance(value, Mapping):
                if wanted(value) and self.resolved(value) is value:
                    yield self._at(place), value
                elif not wanted(value):
                    stack += reversed([(f"{place}.{k}", v, k in _HOLDERS) for k, v in value.items()])
            elif is_entry:
                yield self._at(place), value

    def _at(self, place: str) -> str:
        return f"{self.where}, {place.removeprefix('.')}" if place else self.where

    def resolved(self, node: Node) -> Node:
        """The object a reference (`{"@id": ...}`) points to, where this text has it; else the node."""
        name = node.get("@id")
        if isinstance(name, str) and set(node) <= {"@id", "@type"}:
            return self.nodes.get(name, node)
        return node

    def values(self, node: Node, key: str) -> list[Any]:
        """The values of a property: none, one or many; typed values and references are what they stand for."""
        return list(self._flat(node.get(key)))

    def _flat(self, value: Any) -> Iterator[Any]:
        if isinstance(value, list):
            for inner in value:
                yield from self._flat(inner)
        elif isinstance(value, Mapping) and ("@value" in value or "@list" in value):
            yield from self._flat(value.get("@value", value.get("@list")))
        elif isinstance(value, Mapping):
            yield self.resolved(value)
        elif value is not None:
            yield value


def types_of(node: Node) -> frozenset[str]:
    """The types of an object, without the vocabulary's name.

    >>> sorted(types_of({"@type": ["https://schema.org/Claim", "Thing"]}))
    ['Claim', 'Thing']
    """
    given = node.get("@type", node.get("type"))
    return frozenset(_local(kind) for kind in (given if isinstance(given, list) else [given]) if kind)


def read_documents(path: str) -> Iterator[Document | tuple[str, InputError]]:
    """The JSON-LD of a file: a `.json` or `.jsonld` is one text, a `.jsonl` one a line, an `.html` or `.htm`
    one a script. Where one can't be read, its place and the reason stand instead.

    Raises:
        InputError: when the file can't be opened, or is of another kind.
    """
    for where, text in _texts(path):
        try:
            yield parsed(text, where)
        except InputError as error:
            yield where, error


def parsed(text: bytes | str, where: str) -> Document:
    """The document of a JSON-LD text.

    Raises:
        InputError: when it is no JSON, or no UTF-8.
    """
    try:
        # Line ends inside strings are against the letter of JSON, and frequent on web pages.
        root = json.loads(_decoded(text, where), object_pairs_hook=_node, strict=False)
    except (ValueError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(where, f"is not JSON: {error}") from error
    return Document(where, root, _by_id(root))


def _texts(path: str) -> Iterator[tuple[str, bytes | str]]:
    suffix = Path(path).suffix.lower()
    data = _bytes(path)
    if suffix in _LINES:
        yield from (
            (f"{path}, line {n}", line) for n, line in enumerate(data.split(b"\n"), 1) if line.strip()
        )
    elif suffix in _WHOLE:
        yield path, data
    elif suffix in _PAGES:
        scripts = _Scripts()
        scripts.feed(_decoded(data, path))
        scripts.close()
        yield from ((f"{path}, script {n}", script) for n, script in enumerate(scripts.found, 1))
    else:
        raise InputError(
            path, f"is of an unknown kind. Files end in {', '.join((*_WHOLE, *_LINES, *_PAGES))}"
        )


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise InputError(path, (error.strerror or str(error)).lower()) from error


def _decoded(text: bytes | str, where: str) -> str:
    if isinstance(text, str):
        return text
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotText(where, f"is not UTF-8 at byte {error.start} ({error.reason})") from error


def _local(name: object) -> str:
    text = str(name)
    prefix = next((p for p in _PREFIXES if text.startswith(p)), "")
    return text[len(prefix) :]


def _node(pairs: Sequence[tuple[str, Any]]) -> Node:
    return {_local(key): value for key, value in pairs}


def _by_id(root: Any) -> dict[str, Node]:
    """Objects by `@id`; of several the one that says most."""
    nodes: dict[str, Node] = {}
    stack = [root]
    while stack:
        value = stack.pop()
        if isinstance(value, Mapping):
            name = value.get("@id")
            if isinstance(name, str) and len(value) > len(nodes.get(name, {})):
                nodes[name] = value
            stack += value.values()
        elif isinstance(value, list):
            stack += value
    return nodes


class _Scripts(HTMLParser):
    """Collects the JSON-LD scripts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = (dict(attrs).get("type") or "").partition(";")[0].strip().lower()
        if tag == "script" and kind == _SCRIPT:
            self._inside = True
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data
