"""Parses kept in CoNLL-U files: written by hand for tests, or stored to be read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import conllu

from ..errors import InputError
from ..model.article import Passage
from ..model.span import Span
from ..model.syntax import Annotation, Sentence, Speech, Word

# What the last column calls the three likelihoods of a word.
_SPEECH = ("Cue", "Said", "Source")


def parse_conllu(text: str, *, language: str, passage: str, start: int = 0) -> tuple[Sentence, ...]:
    """The sentences of CoNLL-U `text`, laid over the characters of `passage`.

    Args:
        text: sentences in CoNLL-U; forms must appear in `passage` in order.
        language: of all sentences.
        passage: the text that was parsed.
        start: where the passage begins in its article.

    Raises:
        InputError: a form does not stand in the passage, or the file is not CoNLL-U.
    """
    try:
        trees = conllu.parse(text)
    except conllu.exceptions.ParseException as error:
        raise InputError("CoNLL-U", str(error)) from error
    sentences, at = [], 0
    for tree in trees:
        words, at = _words(tree, passage, at, start)
        if words:
            span = Span(words[0].span.start, words[-1].span.end)
            sentences.append(Sentence(words=tuple(words), language=language, span=span, speech=_speech(tree)))
    return tuple(sentences)


def _words(tree: conllu.TokenList, passage: str, at: int, start: int) -> tuple[list[Word], int]:
    words: list[Word] = []
    shared, last = Span(0, 0), 0  # the span of the multi-word token that covers words up to `last`
    for token in tree:
        number = token["id"]
        if isinstance(number, int) and number <= last:
            words.append(_word(token, number, shared))
            continue
        if isinstance(number, tuple) and number[1] == ".":
            continue  # an empty node
        found = passage.find(token["form"], at)
        if found < 0:
            raise InputError("CoNLL-U", f"{token['form']!r} is not in the text after character {at}")
        at = found + len(token["form"])
        span = Span(found, at).shifted(start)
        if isinstance(number, tuple):
            shared, last = span, number[2]
        else:
            words.append(_word(token, number, span))
    return words, at


def _word(token: Mapping[str, object], number: int, span: Span) -> Word:
    feats = token["feats"] or {}
    head = token["head"]
    return Word(
        index=number,
        form=str(token["form"]),
        lemma=str(token["lemma"]),
        upos=str(token["upos"]),
        head=head if isinstance(head, int) else 0,
        deprel=str(token["deprel"]),
        span=span,
        feats=tuple(feats.items()) if isinstance(feats, dict) else (),
    )


def _speech(tree: conllu.TokenList) -> tuple[Speech, ...]:
    """What the last column says of each word's part in reported speech; nothing unless of all words."""
    columns = [token["misc"] or {} for token in tree if isinstance(token["id"], int)]
    if not all(key in column for column in columns for key in _SPEECH):
        return ()
    return tuple(Speech(*(float(column[key]) for key in _SPEECH)) for column in columns)


def to_conllu(sentences: Iterable[Sentence]) -> str:
    """Sentences as CoNLL-U, without multi-word tokens' surface lines; what a tagger of reported speech says of each
    word stands in the last column.
    """
    return "".join(
        "".join(
            f"{w.index}\t{w.form}\t{w.lemma}\t{w.upos}\t_\t{_feats(w)}\t{w.head}\t{w.deprel}\t_\t{misc}\n"
            for w, misc in zip(sentence.words, _last_column(sentence), strict=True)
        )
        + "\n"
        for sentence in sentences
    )


def _last_column(sentence: Sentence) -> list[str]:
    if not sentence.speech:
        return ["_"] * len(sentence.words)
    rows = ((speech.cue, speech.content, speech.source) for speech in sentence.speech)
    return ["|".join(f"{key}={v}" for key, v in zip(_SPEECH, row, strict=True)) for row in rows]


def _feats(word: Word) -> str:
    return "|".join(f"{key}={value}" for key, value in word.feats) or "_"


class ConlluAnnotator:
    """Answers with parses made beforehand, found by the passage's text.

    Args:
        parses: CoNLL-U by the exact text of the passage it is the parse of.
    """

    name = "conllu"

    def __init__(self, parses: Mapping[str, str]) -> None:
        self._parses = dict(parses)

    def annotate(self, passages: Sequence[Passage]) -> Sequence[Annotation]:
        """One annotation per passage; empty for a text that has no parse."""
        return [
            Annotation(
                parse_conllu(self._parses.get(p.text, ""), language=p.language, passage=p.text, start=p.start)
            )
            for p in passages
        ]
