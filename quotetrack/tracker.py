"""QuoteTracker: articles in; quotes, speakers, links, threads and conflicts out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Self, cast

from attrs import define

from .archive import Archive
from .backends.cache import CachedEmbedder
from .backends.langdetect import LangdetectDetector
from .backends.memory import MemoryStore
from .backends.reader import PairReader
from .backends.sqlite import SQLiteStore
from .backends.stanza import StanzaAnnotator
from .backends.use import UseEmbedder
from .claims.extract import claim_from_text
from .claims.normalise import meaning_text
from .claims.reviewed import reviewed_claim
from .errors import InputError, UnknownLanguage
from .export.table import Table
from .keep import keep, kept_vectors
from .lang.load import available_languages, load_profile
from .lang.names import load_names
from .lang.profile import LanguageProfile
from .link.checks import check_claims
from .link.reading import relate_pair
from .link.relate import Related
from .model.article import Article
from .model.claim import Claim
from .model.result import ArticleResult, Failure
from .model.review import Check, ClaimReview, ReviewNote
from .models import SHIPPED
from .pipeline import Stages, pipe
from .protocols import Annotator, Detector, Embedder, Reader
from .read.files import article_or_failure
from .read.jsonl import Unreadable
from .segments import Languages, detect_text
from .settings import Settings

#: What `add` and `pipe` take for an article.
Item = Article | Unreadable | str | Path | Mapping[str, Any]


@define(eq=False, kw_only=True)
class QuoteTracker(Archive):
    """Finds who said what, and links it across articles, outlets and languages.

    Made by `open`. Everything it needs is loaded at first use; nothing is downloaded.

    >>> with QuoteTracker.open() as tracker:
    ...     len(tracker.quotes())
    0
    """

    detector: Detector
    annotator: Annotator

    @classmethod
    def open(
        cls,
        path: str | Path | None = None,
        *,
        languages: Sequence[str | Path] | None = None,
        settings: Settings | None = None,
        models: str | Path = SHIPPED,
        names: Sequence[str | Path] = (),
        detector: Detector | None = None,
        annotator: Annotator | None = None,
        embedder: Embedder | None = None,
        reader: Reader | None = None,
    ) -> Self:
        """A tracker over a database file, or in memory.

        Args:
            path: of the SQLite file, made if it is not there; None keeps everything in memory.
            languages: codes, or paths of profile files; all that come with quotetrack unless given.
            settings: thresholds.
            models: "shipped", "fetched", or a folder of Stanza models.
            names: further files of names that differ between languages.
            detector: instead of langdetect.
            annotator: instead of Stanza.
            embedder: instead of the Universal Sentence Encoder.
            reader: instead of the shipped one.

        Raises:
            UnknownLanguage, LexiconError, StoreError, SchemaTooNew: for a profile, a data file, the database.
        """
        profiles = {p.code: p for p in map(load_profile, languages or available_languages())}
        return cls(
            store=MemoryStore() if path is None else SQLiteStore(path),
            profiles=profiles,
            settings=settings or Settings(),
            detector=detector or LangdetectDetector(),
            annotator=annotator or _parser(profiles, models, settings),
            embedder=CachedEmbedder(embedder or UseEmbedder()),
            reader=reader or PairReader(),
            names=load_names(*names),
        )

    # ------------------------------------------------------------ in

    def pipe(self, items: Iterable[Item]) -> Iterator[ArticleResult | Failure]:
        """One outcome per item, in order, without keeping any: quotes and their speakers, or what failed."""
        stages = Stages(
            detector=self.detector, annotator=self.annotator, profiles=self.profiles, settings=self.settings
        )
        return pipe(map(self._article, items), stages)

    def _article(self, item: Item | Failure) -> Article | Failure:
        return article_or_failure(item, tuple(self.profiles.values()))

    def add(self, items: Iterable[Item] | Item) -> Table[ArticleResult | Failure]:
        """Finds the quotes of articles, keeps them, and links them with each other and all kept before.

        Args:
            items: articles, texts, dictionaries with at least `text`, paths, or one of these. An
                article that is kept already is not read again and changes nothing.

        Returns:
            One outcome per item, in order; a failure too where an id is that of another text.
        """
        one = isinstance(items, (Article, Unreadable, str, Path, Mapping))
        stream = iter(cast("Iterable[Item]", [items] if one else items))
        outcomes: list[ArticleResult | Failure] = []
        while batch := [self._article(item) for item in islice(stream, self.settings.batch)]:
            outcomes += self._add(batch)
        return Table(outcomes)

    def _add(self, batch: list[Article | Failure]) -> list[ArticleResult | Failure]:
        articles = [item for item in batch if isinstance(item, Article)]
        kept = self.store.results(articles=[a.id for a in articles if self.store.has_article(a.id)])
        known: dict[str, ArticleResult | Failure] = {result.article.id: result for result in kept}
        fresh: dict[str, Article] = {}
        for article in articles:
            if article.id not in known:
                fresh.setdefault(article.id, article)
        found = list(self.pipe(fresh.values()))
        results = [outcome for outcome in found if isinstance(outcome, ArticleResult)]
        keep(results, self.store, finder=self.finder, settings=self.settings)
        known |= {outcome.article.id: outcome for outcome in found}
        return [_outcome(item, known) if isinstance(item, Article) else item for item in batch]

    # ------------------------------------------------------------ one by one

    def detect(self, text: str) -> Languages:
        """The language of a text, and of the passages inside it."""
        return detect_text(text, self.detector, tuple(self.profiles.values()))

    def relate(self, a: Mapping[str, Any], b: Mapping[str, Any]) -> Related:
        """How two claims stand to each other.

        Args:
            a: `text`, and where known `language`, `speaker`, `date` (a date or ISO 8601).
            b: likewise.

        Raises:
            UnknownLanguage: a side is in a language without profile.
        """
        left, right = self._claim(a), self._claim(b)
        rows = self.embedder.encode([meaning_text(left), meaning_text(right)])
        return relate_pair(left, right, float(rows[0] @ rows[1]), finder=self.finder)

    def check(self, reviews: Iterable[ClaimReview]) -> Table[Check | ReviewNote]:
        """Which kept quotes say what fact-checks are about, the surest first ("has this been checked?").

        Args:
            reviews: as `quotetrack.read.reviews.read_reviews` finds them in a file.

        Returns:
            The checks; after them a note for each review in a language without profile.
        """
        codes = {review: self._language_of(review) for review in reviews}
        reviewed = [
            reviewed_claim(r, self.profiles[code]) for r, code in codes.items() if code in self.profiles
        ]
        claims = [claim for claim in self.store.claims() if claim.language in self.profiles]
        checks: Sequence[Check] = ()
        if claims and reviewed:
            checks = check_claims(
                claims,
                kept_vectors(claims, self.store, self.embedder),
                reviewed,
                self.embedder.encode([meaning_text(claim) for claim in reviewed]),
                finder=self.finder,
                settings=self.settings,
            )
        unread = [_unread(review, code) for review, code in codes.items() if code not in self.profiles]
        return Table([*checks, *unread])

    def _language_of(self, review: ClaimReview) -> str:
        given = review.language
        return given if given and given in self.profiles else self.detect(review.claim).language

    def _claim(self, side: Mapping[str, Any]) -> Claim:
        code = side.get("language") or self.detect(side["text"]).language
        if code not in self.profiles:
            raise UnknownLanguage(code, tuple(self.profiles))
        day = side.get("date")
        return claim_from_text(
            side["text"],
            self.profiles[code],
            speaker=side.get("speaker"),
            published=date.fromisoformat(day) if isinstance(day, str) else day,
        )


def _outcome(article: Article, known: Mapping[str, ArticleResult | Failure]) -> ArticleResult | Failure:
    """What is known of an article: nothing where another text has its id."""
    outcome = known[article.id]
    if outcome.article.text == article.text:
        return outcome
    reason = "is the id of another text already. Give each text an id of its own, or none"
    return Failure(article, "add", InputError(article.id, reason))


def _unread(review: ClaimReview, code: str) -> ReviewNote:
    return ReviewNote(
        code="unsupported-language",
        where=review.url or review.id,
        message=f"no profile reads its language ({code}), it was compared with nothing",
        review=review.id,
    )


def _parser(
    profiles: Mapping[str, LanguageProfile], models: str | Path, settings: Settings | None
) -> Annotator:
    longest = (settings or Settings()).longest_sentence
    return StanzaAnnotator(profiles, models=models, longest=longest)
