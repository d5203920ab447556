"""The constructions articles live on: the verb of saying finds who said it."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from quotetrack.backends.stanza import StanzaAnnotator
from quotetrack.lang.load import available_languages, load_profile
from quotetrack.model.article import Passage

pytestmark = pytest.mark.model

FRAMES = Path(__file__).with_name("frames.tsv")

#: Frames of each language whose subject is found; a parser that finds fewer is a worse parser for us.
LEAST = {"it": 24, "en": 14}


@pytest.fixture(scope="module")
def found() -> Counter[str]:
    """In how many frames one of the subjects hangs on one of the verbs, by language."""
    annotator = StanzaAnnotator({code: load_profile(code) for code in available_languages()})
    right: Counter[str] = Counter()
    with FRAMES.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    passages = [Passage(row["text"], row["language"]) for row in rows]
    for row, annotation in zip(rows, annotator.annotate(passages), strict=True):
        verbs, subjects = row["verb"].split("|"), row["subject"].split("|")
        right[row["language"]] += any(
            word.deprel.startswith("nsubj")
            and word.form in subjects
            and word.head
            and sentence.words[word.head - 1].form in verbs
            for sentence in annotation.sentences
            for word in sentence.words
        )
    return right


@pytest.mark.parametrize("language", LEAST)
def test_reporting_frames_keep_their_subjects(found, language):
    """*ha detto la ministra*, *said the mayor of Oldwick*: subject and verb are tied together."""
    assert found[language] >= LEAST[language]
