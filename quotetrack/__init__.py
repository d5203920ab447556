"""Who said what, in which article, in which language, and where else it is claimed.

>>> from quotetrack import QuoteTracker
>>> with QuoteTracker.open() as tracker:
...     [outcome] = tracker.add("«Il ponte riapre lunedì», ha detto il sindaco Aldo Neri.")
...     outcome.quotes[0].speaker.name
'Aldo Neri'
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from .errors import QuotetrackError
from .lang.load import available_languages, load_profile
from .lang.profile import LanguageProfile
from .model.answer import Hit, Position
from .model.article import Article, Block, BlockKind, Passage, Segment
from .model.claim import (
    Claim,
    Conflict,
    ConflictKind,
    Evidence,
    Judgement,
    Link,
    Modality,
    Quantity,
    Relation,
    Side,
    Spread,
    Thread,
    TimePoint,
    Verdict,
)
from .model.drift import Drift, Piece, PieceKind
from .model.note import Note
from .model.quote import Cue, Identity, Mention, Quote, QuoteKind, Reason, Speaker, SpeakerType
from .model.result import ArticleResult, Failure
from .model.review import Check, ClaimReview, Rating, ReviewNote
from .model.span import Span
from .model.syntax import Annotation, Entity, Sentence, Word
from .protocols import Annotator, Detector, Embedder, Guess, Reader, Store
from .settings import Settings

if TYPE_CHECKING:
    from .tracker import QuoteTracker

__all__ = [
    "Annotation",
    "Annotator",
    "Article",
    "ArticleResult",
    "Block",
    "BlockKind",
    "Check",
    "Claim",
    "ClaimReview",
    "Conflict",
    "ConflictKind",
    "Cue",
    "Detector",
    "Drift",
    "Embedder",
    "Entity",
    "Evidence",
    "Failure",
    "Guess",
    "Hit",
    "Identity",
    "Judgement",
    "LanguageProfile",
    "Link",
    "Mention",
    "Modality",
    "Note",
    "Passage",
    "Piece",
    "PieceKind",
    "Position",
    "Quantity",
    "Quote",
    "QuoteKind",
    "QuoteTracker",
    "QuotetrackError",
    "Rating",
    "Reader",
    "Reason",
    "Relation",
    "ReviewNote",
    "Segment",
    "Sentence",
    "Settings",
    "Side",
    "Span",
    "Speaker",
    "SpeakerType",
    "Spread",
    "Store",
    "Thread",
    "TimePoint",
    "Verdict",
    "Word",
    "available_languages",
    "load_profile",
]

logging.getLogger(__name__).addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    """The tracker, imported when it is first asked for: it brings the backends along."""
    if name == "QuoteTracker":
        from .tracker import QuoteTracker  # noqa: PLC0415

        return QuoteTracker
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
