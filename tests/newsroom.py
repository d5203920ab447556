"""A few articles with parses written by hand: the pipeline, tracker and command line without a model."""

from __future__ import annotations

from functools import cache

from quotetrack.backends.langdetect import LangdetectDetector
from quotetrack.testing import FakeAnnotator, FakeEmbedder
from quotetrack.tracker import QuoteTracker

BRIDGE = """Il ponte riapre
22 dicembre 2025

«Il ponte di Varzo riapre lunedì con 3 corsie», ha detto il sindaco Aldo Neri.
"""
REPEATED = "«Il ponte di Varzo riapre lunedì con 3 corsie», ha dichiarato Aldo Neri."
RIVAL = "«Il ponte di Varzo non riapre lunedì», ha spiegato Carla Riva."
OTHER = "«La mensa della scuola resta chiusa», ha aggiunto Carla Riva."

_SAID = """ha avere AUX 2 aux
{0} {1} VERB 0 root
{2} {2} PROPN 2 nsubj
{3} {3} PROPN 3 flat
. . PUNCT 2 punct"""

PARSES = {
    "Il ponte riapre": "Il il DET 2 det\nponte ponte NOUN 3 nsubj\nriapre riaprire VERB 0 root",
    "Il ponte di Varzo riapre lunedì con 3 corsie": """Il il DET 2 det
ponte ponte NOUN 5 nsubj
di di ADP 4 case
Varzo Varzo PROPN 2 nmod
riapre riaprire VERB 0 root
lunedì lunedì NOUN 5 obl
con con ADP 9 case
3 3 NUM 9 nummod
corsie corsia NOUN 5 obl""",
    "Il ponte di Varzo non riapre lunedì": """Il il DET 2 det
ponte ponte NOUN 6 nsubj
di di ADP 4 case
Varzo Varzo PROPN 2 nmod
non non ADV 6 advmod
riapre riaprire VERB 0 root
lunedì lunedì NOUN 6 obl""",
    "La mensa della scuola resta chiusa": """La il DET 2 det
mensa mensa NOUN 6 nsubj
della di ADP 4 case
scuola scuola NOUN 2 nmod
resta restare AUX 6 cop
chiusa chiuso ADJ 0 root""",
    "ha detto il sindaco Aldo Neri.": """ha avere AUX 2 aux
detto dire VERB 0 root
il il DET 4 det
sindaco sindaco NOUN 2 nsubj
Aldo Aldo PROPN 4 nmod
Neri Neri PROPN 5 flat
. . PUNCT 2 punct""",
    "ha dichiarato Aldo Neri.": _SAID.format("dichiarato", "dichiarare", "Aldo", "Neri"),
    "ha spiegato Carla Riva.": _SAID.format("spiegato", "spiegare", "Carla", "Riva"),
    "ha aggiunto Carla Riva.": _SAID.format("aggiunto", "aggiungere", "Carla", "Riva"),
}

ARTICLES = [
    {"id": "bridge", "text": BRIDGE, "source": "Il Corriere di Varzo"},
    {"id": "repeated", "text": REPEATED, "source": "La Valle", "published": "2025-12-23"},
    {"id": "rival", "text": RIVAL, "source": "La Provincia", "published": "2025-12-23"},
    {"id": "other", "text": OTHER, "source": "La Provincia", "published": "2025-12-23"},
]


@cache
def detector() -> LangdetectDetector:
    """The real one; its profiles are read once for all tests."""
    return LangdetectDetector()


def annotator(*_: object, **__: object) -> FakeAnnotator:
    """Knows the parses above; takes what the real one takes."""
    return FakeAnnotator(PARSES)


def open_tracker(path: object = None, **options: object) -> QuoteTracker:
    """A tracker that loads no model."""
    parts = {"annotator": annotator(), "embedder": FakeEmbedder(), "detector": detector()}
    return QuoteTracker.open(path, **parts | options)
