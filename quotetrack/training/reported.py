"""Trains what weighs the readings of cues and chooses their sources: `python -m quotetrack.training.reported --help`.

The tagger learns from all files given; the weights of `quotes/weights.json` from those of `--weights`, each article's
evidence made by a tagger that never saw it. Only weights are written, no text.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from attrs import evolve, frozen

from ..backends.encoder import FILE as ENCODER_FILE
from ..backends.encoder import load_encoder
from ..backends.langdetect import LangdetectDetector
from ..backends.speech import FILE, LOWER, save_tagger, tags_of, word_vectors
from ..backends.stanza import PLAIN, StanzaAnnotator
from ..lang.load import available_languages, load_profile
from ..link.fit import descend
from ..model.syntax import Speech
from ..models import SHIPPED, shipped_folder
from ..pipeline import Part, Stages, read_parts
from ..quotes.evidence import evidence_for
from ..quotes.find import draft_statements
from ..quotes.readings import Reading, find_readings
from ..quotes.weigh import choose
from ..quotes.weights import Numbers, Weights
from ..settings import Settings
from .folder import write_json
from .gold import Marked, read_gold, read_texts, share_in_common
from .naming import Question, find_questions, fit_naming, tabulate
from .tagging import Lesson, Schedule, lesson, train_tagger

logger = logging.getLogger(__name__)

FOLDS = 3
# How much a sentence of the files of `--weights` counts for the tagger: they are few beside PolNeAR's.
_NEAR = 5.0
# Penalty on the squares of the weights: 5, 10 and 20 give cross-validated F1 of 76.8, 77.1 and 77.0.
_PENALTY = 10.0
# Names of evidence that fewer readings have are left out.
_RARE = 15
_HALF = 0.5


Card = dict[str, object]


@frozen(eq=False, kw_only=True)
class Study:
    """An article to learn from: its parts as the rules see them, and a lesson for each sentence of them, in order."""

    marked: Marked
    parts: tuple[Part, ...]
    lessons: tuple[Lesson, ...]
    near: bool


@frozen(eq=False, kw_only=True)
class Row:
    """A reading with its evidence, and how much of it and of a marked statement is common (0 below a half)."""

    reading: Reading
    numbers: Numbers
    right: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains both and writes them, the weights with their card."""
    options = _options(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    profiles = {code: load_profile(code) for code in available_languages()}
    stages = Stages(
        detector=LangdetectDetector(),
        annotator=StanzaAnnotator(profiles, models=options.models),
        profiles=profiles,
        settings=Settings(),
    )
    texts = {name: text for path in options.texts for name, text in read_texts(path).items()}
    near = [m for path in options.weights for m in read_gold(path, tuple(profiles.values()), texts)]
    far = [m for path in options.tagger for m in read_gold(path, tuple(profiles.values()))]
    schedule = Schedule(passes=options.passes)
    encoder = (shipped_folder() if options.models == SHIPPED else Path(options.models)) / ENCODER_FILE
    studies = read_studies(near, far, stages, encoder)
    weights, card = learn_weights(studies, schedule)
    command = "python -m quotetrack.training.reported " + " ".join(
        sys.argv[1:] if arguments is None else arguments
    )
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / FILE).parent.mkdir(exist_ok=True)
    write_weights(options.out / "weights.json", weights, {"command": command, **card})
    save_tagger(options.out / FILE, train_tagger([x for s in studies for x in s.lessons], schedule))
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m quotetrack.training.reported", description=__doc__)
    parser.add_argument(
        "--weights", nargs="+", type=Path, required=True, help="articles marked by our conventions"
    )
    parser.add_argument(
        "--texts", nargs="*", type=Path, default=[], help="articles marked without their text"
    )
    parser.add_argument("--tagger", nargs="*", type=Path, default=[], help="more articles, for the tagger")
    parser.add_argument("--models", default=SHIPPED, help="whose parser and encoder; the shipped by default")
    parser.add_argument("--passes", type=int, default=Schedule().passes, help="over all sentences")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="folder for weights.json and the tagger")
    return parser.parse_args(arguments)


def write_weights(path: Path, weights: Mapping[str, Weights], card: Card) -> None:
    """Writes the weights of each decision as `quotes.weights` reads them."""
    tables = {
        decision: {"bias": own.bias, "weights": dict(sorted(own.by_name.items()))}
        for decision, own in weights.items()
    }
    write_json(path, {"card": card, **tables})


def read_studies(near: Sequence[Marked], far: Sequence[Marked], stages: Stages, encoder: Path) -> list[Study]:
    """Parses the articles, and makes a lesson of every sentence.

    Args:
        near: articles marked by the conventions that the weights are learned by.
        far: others, for the tagger.
        stages: with the parser.
        encoder: the file of the encoder the tagger stands on.
    """
    model, pieces = load_encoder(encoder)
    model.lower = LOWER
    studies = []
    for number, (marked, is_near) in enumerate([*((m, True) for m in near), *((m, False) for m in far)]):
        [parts] = read_parts([marked.article], stages)
        sentences = [sentence for part in parts for sentence in part.sentences]
        words = [[word.form.translate(PLAIN) for word in sentence.words] for sentence in sentences]
        weight = _NEAR if is_near else 1.0
        with torch.inference_mode():
            vectors = list(word_vectors(model, pieces, words))
        model.forget()
        lessons = (
            lesson(sentence, own.clone(), marked.statements, weight=weight)
            for sentence, own in zip(sentences, vectors, strict=True)
        )
        studies.append(Study(marked=marked, parts=tuple(parts), lessons=tuple(lessons), near=is_near))
        if number % 100 == 0:
            logger.info("read %d articles", number + 1)
    return studies


# ---------------------------------------------------------------- weights


def learn_weights(studies: Sequence[Study], schedule: Schedule) -> tuple[dict[str, Weights], Card]:
    """The weights by decision, and what they reach on each fold when learned from the others."""
    folds = [list(_tagged(studies, fold, schedule)) for fold in range(FOLDS)]
    questions = [[q for marked, parts in fold for q in _questions(marked, parts)] for fold in folds]
    naming = [
        fit_naming([q for f, some in enumerate(questions) if f != fold for q in some])
        for fold in range(FOLDS)
    ]
    rows = [
        [list(_rows(marked, parts, naming[number])) for marked, parts in fold]
        for number, fold in enumerate(folds)
    ]
    named = sum(_is_right(q, naming[fold]) for fold, some in enumerate(questions) for q in some)
    scores = _cross_validated(rows, [[marked for marked, _ in fold] for fold in folds])
    scores["sources right"] = round(100 * named / max(sum(map(len, questions)), 1), 1)
    weights = {
        "readings": fit_weights([row for fold in rows for article in fold for row in article]),
        "sources": fit_naming([q for some in questions for q in some]),
    }
    return weights, {"articles": sum(map(len, folds)), "cross_validation": scores}


def _tagged(
    studies: Sequence[Study], fold: int, schedule: Schedule
) -> Iterator[tuple[Marked, tuple[Part, ...]]]:
    """The articles of a fold with what a tagger says that learned from the others."""
    learned = [x for i, study in enumerate(studies) if i % FOLDS != fold for x in study.lessons]
    tagger = train_tagger(learned, evolve(schedule, seed=fold + 2))
    held = [study for i, study in enumerate(studies) if i % FOLDS == fold and study.near]
    with torch.inference_mode():
        for study in held:
            tags = (tags_of(tagger, lesson.vectors.float()) for lesson in study.lessons)
            yield study.marked, tuple(_with_tags(part, tags) for part in study.parts)
    logger.info("fold %d of %d: %d articles", fold + 1, FOLDS, len(held))


def _with_tags(part: Part, tags: Iterator[tuple[Speech, ...]]) -> Part:
    return evolve(part, sentences=tuple(evolve(s, speech=next(tags)) for s in part.sentences))


def _questions(marked: Marked, parts: Sequence[Part]) -> Iterator[Question]:
    for part in parts:
        yield from find_questions(marked, part, load_profile(part.language))


def _is_right(question: Question, weights: Weights) -> bool:
    scores = [weights.score(choice.numbers) for choice in question.choices]
    return question.right[scores.index(max(scores))]


def _rows(marked: Marked, parts: Sequence[Part], naming: Weights) -> Iterator[Row]:
    """The readings of an article with their evidence, sources chosen by these weights."""
    for part in parts:
        profile = load_profile(part.language)
        drafts, scene, cues = draft_statements(
            marked.article, part.sentences, part.paragraphs, part.quotations, profile, naming=naming
        )
        readings = find_readings(drafts, scene, cues)
        for reading, numbers in zip(readings, evidence_for(readings, scene), strict=True):
            yield Row(reading=reading, numbers=numbers, right=_right(reading, marked))


def _right(reading: Reading, marked: Marked) -> float:
    """What a reading shares with a statement of its cue, where that is half or more."""
    shares = [
        share_in_common(reading.spans, statement.content)
        for statement in marked.statements
        if statement.speech
        and (reading.hit is None or statement.cue is None or statement.cue.overlaps(reading.hit.span))
    ]
    best = max(shares, default=0.0)
    return best if best >= _HALF else 0.0


def fit_weights(rows: Sequence[Row]) -> Weights:
    """A logistic regression that expects of each reading what it shares with a marked statement."""
    names, table = tabulate([row.numbers for row in rows], least=_RARE)
    right = np.array([row.right for row in rows])
    wanted = np.stack([1 - right, right], axis=1)
    weights, bias = descend(table, wanted, np.ones(len(rows)), _PENALTY)
    difference = np.round(weights[1] - weights[0], 4)
    return Weights(
        {name: float(w) for name, w in zip(names, difference, strict=True) if w},
        round(float(bias[1] - bias[0]), 4),
    )


def _cross_validated(
    rows: Sequence[Sequence[Sequence[Row]]], held: Sequence[Sequence[Marked]]
) -> dict[str, float]:
    """Statements found (content shared by half) by weights of the other folds, and by the rules alone."""
    counts = dict.fromkeys(("statements", "kept", "right", "ruled", "ruled right"), 0)
    least = Settings().statement or 0.0
    for fold, articles in enumerate(held):
        weights = fit_weights([r for f, other in enumerate(rows) if f != fold for a in other for r in a])
        for marked, article in zip(articles, rows[fold], strict=True):
            likely = [weights.likelihood(row.numbers) for row in article]
            kept = [article[at].reading for at in choose([r.reading for r in article], likely, least=least)]
            ruled = [row.reading for row in article if row.reading.is_by_rule]
            counts["statements"] += sum(s.speech for s in marked.statements)
            for name, some in (("kept", kept), ("ruled", ruled)):
                counts[name] += len(some)
                counts["right" if name == "kept" else "ruled right"] += _found(some, marked)
    return {
        "f1": round(200 * counts["right"] / (counts["statements"] + counts["kept"]), 1),
        "f1 of the rules alone": round(
            200 * counts["ruled right"] / (counts["statements"] + counts["ruled"]), 1
        ),
    }


def _found(readings: Sequence[Reading], marked: Marked) -> int:
    """How many statements some reading shares half of."""
    return sum(
        any(share_in_common(reading.spans, statement.content) >= _HALF for reading in readings)
        for statement in marked.statements
        if statement.speech
    )


if __name__ == "__main__":
    raise SystemExit(main())
