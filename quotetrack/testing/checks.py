"""What detectors, annotators and embedders owe."""

from __future__ import annotations

import re

import numpy as np

from ..model.article import Passage
from ..model.span import Span
from ..model.syntax import Sentence
from ..protocols import Annotator, Detector, Embedder, Reader

#: Texts no implementation may fail on.
ODD_TEXTS = ("", " ", "\n", "12", "?!", "\0", "\ud800", "🙂", "e\u0301", "ΩЖ中", "a" * 2000)


def owed(kept: object, message: str) -> None:
    """Raises AssertionError with `message` unless the promise was kept."""
    if not kept:
        raise AssertionError(message)


def check_detector(detector: Detector) -> None:
    """The contract of `Detector`."""
    _check_name(detector.name)
    owed(not list(detector.detect([])), "no texts must give no answers")
    texts = [*ODD_TEXTS, "Il ministro ha detto che la diga tiene.", "The minister said the dam holds."]
    answers = list(detector.detect(texts))
    owed(len(answers) == len(texts), f"{len(texts)} texts gave {len(answers)} answers")
    owed(list(detector.detect(texts)) == answers, "the same texts gave other answers the second time")
    for text, guesses in zip(texts, answers, strict=True):
        shown = f"{text[:20]!r} gave {guesses}"
        owed(isinstance(guesses, tuple), f"{shown}: must be a tuple")
        owed(list(guesses) == sorted(guesses, key=lambda g: -g.confidence), f"{shown}: likeliest first")
        owed(all(0 <= guess.confidence <= 1 for guess in guesses), f"{shown}: confidence beyond 0 to 1")
        owed(all(re.fullmatch("[a-z]{2,3}", guess.language) for guess in guesses), f"{shown}: no ISO code")
    owed(all(not answers[texts.index(text)] for text in ("", " ", "12", "?!")), "guesses on no letters")


def check_annotator(annotator: Annotator, *, language: str = "und") -> None:
    """The contract of `Annotator`, on passages said to be in `language`."""
    _check_name(annotator.name)
    owed(not list(annotator.annotate([])), "no passages must give no annotations")
    article = "Il ministro ha detto no.\n\nDella diga, «nulla». \n"
    passages = [
        Passage(article[26:], language, 26),
        Passage(article[:24], language),
        Passage("", language, 5),
    ]
    answers = list(annotator.annotate(passages))
    owed(len(answers) == len(passages), f"{len(passages)} passages gave {len(answers)} annotations")
    for passage, annotation in zip(passages, answers, strict=True):
        whole = Span(passage.start, passage.start + len(passage.text))
        for sentence in annotation.sentences:
            _check_sentence(sentence, whole, article)
        starts = [sentence.span for sentence in annotation.sentences]
        owed(starts == sorted(starts), f"sentences out of order: {starts}")
    owed(not answers[2].sentences, "an empty passage has no sentences")


def _check_sentence(sentence: Sentence, passage: Span, article: str) -> None:
    owed(passage.contains(sentence.span), f"sentence {sentence.span} lies outside its passage {passage}")
    owed(sentence.words, "a sentence without words")
    for place, word in enumerate(sentence.words, 1):
        owed(word.index == place, f"word {word.form!r} has index {word.index}, not {place}")
        owed(0 <= word.head <= len(sentence.words), f"word {word.form!r} has head {word.head}")
        owed(word.head != place, f"word {word.form!r} depends on itself")
        owed(len(word.span) > 0, f"word {word.form!r} covers nothing")
        owed(sentence.span.contains(word.span), f"word {word.form!r} at {word.span} lies outside")
        owed(not word.span.of(article).isspace(), f"word {word.form!r} covers only white space")
    owed(any(word.head == 0 for word in sentence.words), "a sentence without a root")


def check_embedder(embedder: Embedder) -> None:
    """The contract of `Embedder`."""
    _check_name(embedder.name)
    empty = embedder.encode([])
    owed(empty.ndim == 2 and len(empty) == 0, f"no texts gave shape {empty.shape}")
    texts = ["La diga tiene.", "", "The dam holds.", "La diga tiene.", *ODD_TEXTS]
    matrix = embedder.encode(texts)
    owed(matrix.ndim == 2 and len(matrix) == len(texts), f"{len(texts)} texts gave {matrix.shape}")
    owed(matrix.dtype == np.float32, f"rows are {matrix.dtype}, not float32")
    owed(np.isfinite(matrix).all(), "rows hold values that are not finite")
    owed(not matrix[1].any(), "the empty text must give a row of zeros")
    lengths = np.linalg.norm(matrix[[0, 2, 3]], axis=1)
    owed(np.allclose(lengths, 1.0, atol=1e-4), f"rows of length {lengths}, not 1")
    owed(np.allclose(matrix[0], matrix[3], atol=1e-4), "one text gave two rows in one batch")
    alone = np.vstack([embedder.encode([text]) for text in texts[:4]])
    owed(np.allclose(alone, matrix[:4], atol=1e-4), "a row changes with the texts beside it")


def check_reader(reader: Reader) -> None:
    """The contract of `Reader`."""
    _check_name(reader.name)
    owed(reader.languages, "no languages")
    owed(reader.read([]).shape == (0, 6), f"no pairs gave shape {reader.read([]).shape}, not (0, 6)")
    pairs = [("The dam holds.", "The dam did not hold."), *((text, "The dam holds.") for text in ODD_TEXTS)]
    matrix = reader.read(pairs)
    owed(matrix.shape == (len(pairs), 6), f"{len(pairs)} pairs gave {matrix.shape}")
    owed(matrix.dtype == np.float32, f"rows are {matrix.dtype}, not float32")
    owed((matrix >= 0).all(), "a likelihood below 0")
    owed(np.allclose(matrix.sum(axis=1), 1.0, atol=1e-3), "the likelihoods of a pair do not sum to 1")
    turned = reader.read([(b, a) for a, b in pairs])
    owed(np.array_equal(turned, matrix), "another answer in the other order")
    alone = np.vstack([reader.read([pair]) for pair in pairs])
    owed(np.array_equal(alone, matrix), "a row changes with the pairs beside it")


def _check_name(name: str) -> None:
    owed(isinstance(name, str), f"name is {name!r}, not a string")
    owed(name.strip(), "name is empty")
