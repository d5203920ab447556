"""Fakes of everything that can be replaced, and the contract each implementation must keep.

A check raises AssertionError with what was owed and what came instead:

>>> check_detector(FakeDetector())
>>> check_annotator(FakeAnnotator())
>>> check_embedder(FakeEmbedder())
>>> check_reader(FakeReader())
"""

from .checks import check_annotator, check_detector, check_embedder, check_reader
from .fakes import FakeAnnotator, FakeDetector, FakeEmbedder, FakeReader
from .store import check_store

__all__ = [
    "FakeAnnotator",
    "FakeDetector",
    "FakeEmbedder",
    "FakeReader",
    "check_annotator",
    "check_detector",
    "check_embedder",
    "check_reader",
    "check_store",
]
