"""Split tokens ("della" is "di" and "la") as Stanza's expander spells them, believed or not."""

from __future__ import annotations

from typing import Any


def known_splits(pipeline: Any) -> frozenset[str]:
    """The tokens that the expander of split words saw split in training, in lower case."""
    expander = pipeline.processors.get("mwt")
    table = getattr(getattr(expander, "trainer", None), "expansion_dict", None)
    return frozenset(token.lower() for token in table or ())


def mend_splits(document: Any, known: frozenset[str]) -> Any:
    """The document, with tokens whole again that the expander made other words of.

    The expander of split words spells those it never saw, and spells "Angelo" as "an" and "glo", or writes "<UNK>".
    A split is believed if its parts are the token's characters ("definendo" and "lo") and it is no name, or if the
    token is in `known` ("della").
    """
    import stanza  # noqa: PLC0415  # seconds and 250 MB: only when used

    if all(_sound(token, known) for sentence in document.sentences for token in sentence.tokens):
        return document
    sentences: list[list[dict[str, Any]]] = []
    for sentence in document.sentences:
        rows: list[dict[str, Any]] = []
        for token in sentence.tokens:
            first = sum(isinstance(row["id"], int) for row in rows) + 1
            place = {"start_char": token.start_char, "end_char": token.end_char}
            words = [word.text for word in token.words] if _sound(token, known) else [token.text]
            if len(words) > 1:
                rows.append({"id": (first, first + len(words) - 1), "text": token.text, **place})
                place = {}
            rows += ({"id": n, "text": text, **place} for n, text in enumerate(words, first))
        sentences.append(rows)
    return stanza.Document(sentences, text=document.text)


def _sound(token: Any, known: frozenset[str]) -> bool:
    written = "".join(word.text for word in token.words)
    name = (
        token.text.isalpha() and not token.text[0].islower()
    )  # "Carla" is no "car" and "la"; "Clara's" is two words
    spelled = written == token.text and not name
    return len(token.words) == 1 or spelled or token.text.lower() in known
