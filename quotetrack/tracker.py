"""QuoteTracker: articles in; quotes, speakers, links, threads and conflicts out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Self, Unpack, cast

from attrs import define, field

from .backends.cache import CachedEmbedder
from .backends.langdetect import LangdetectDetector
from .backends.memory import MemoryStore
from .backends.sqlite import SQLiteStore
from .backends.stanza import StanzaAnnotator
from .backends.use import UseEmbedder
from .claims.extract import claim_from_text
from .claims.normalise import meaning_text
from .errors import InputError, UnknownLanguage
from .export.table import Table
from .keep import keep
from .lang.load import available_languages, load_profile
from .lang.names import Names, load_names
from .lang.profile import LanguageProfile
from .link.conflicts import GivenRole, find_conflicts, find_role_conflicts
from .link.facts import FactFinder
from .link.implied import with_implied
from .link.links import judged
from .link.relate import Related, relate_pair
from .link.threads import find_threads
from .model.article import Article
from .model.claim import Claim, Conflict, Judgement, Link, Thread, Verdict
from .model.quote import Identity, Quote
from .model.result import ArticleResult, Failure
from .models import SHIPPED
from .pipeline import Stages, pipe
from .protocols import Annotator, Detector, Embedder, Filters, Store
from .read.files import article_or_failure
from .read.jsonl import Unreadable
from .segments import Languages, detect_text
from .settings import Settings
from .speakers.identity import merge_speakers
from .speakers.likeness import same_name

#: What `add` and `pipe` take for an article.
Item = Article | Unreadable | str | Path | Mapping[str, Any]


@define(eq=False, kw_only=True)
class QuoteTracker:
    """Finds who said what, and links it across articles, outlets and languages.

    Made by `open`. Everything it needs is loaded at first use; nothing is downloaded.

    >>> with QuoteTracker.open() as tracker:
    ...     len(tracker.quotes())
    0
    """

    store: Store
    profiles: Mapping[str, LanguageProfile]
    settings: Settings
    detector: Detector
    annotator: Annotator
    embedder: Embedder
    names: Names
    finder: FactFinder = field(init=False)

    @finder.default
    def _fact_finder(self) -> FactFinder:
        alike = partial(same_name, names=self.names)
        return FactFinder(profiles=self.profiles, embedder=self.embedder, same_name=alike)

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

        Raises:
            UnknownLanguage, LexiconError: there is no profile for a language, or a data file is wrong.
            StoreError, SchemaTooNew: `path` is no database of ours, or a later release wrote it.
        """
        profiles = {p.code: p for p in map(load_profile, languages or available_languages())}
        settings = settings or Settings()
        return cls(
            store=MemoryStore() if path is None else SQLiteStore(path),
            profiles=profiles,
            settings=settings,
            detector=detector or LangdetectDetector(),
            annotator=annotator
            or StanzaAnnotator(profiles, models=models, longest=settings.longest_sentence),
            embedder=CachedEmbedder(embedder or UseEmbedder()),
            names=load_names(*names),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the store; what was added stays in its file."""
        self.store.close()

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

    # ------------------------------------------------------------ out

    def articles(self, **filters: Unpack[Filters]) -> Table[ArticleResult]:
        """What was found in the articles, in the order they were added; for filters see `quotes`."""
        return Table(self.store.results(**filters))

    def quotes(
        self,
        *,
        speaker: str | None = None,
        articles: Iterable[str] | None = None,
        language: str | None = None,
        since: date | None = None,
        until: date | None = None,
        text: str | None = None,
    ) -> Table[Quote]:
        """The quotes, in the order of their articles and texts.

        Args:
            speaker: part of a name or alias, or a speaker's id.
            articles: ids of articles.
            language: of the quote, as a code.
            since: first day of publication.
            until: last day of publication.
            text: words of the quote.
        """
        results = self.store.results(
            speaker=speaker, articles=articles, language=language, since=since, until=until, text=text
        )
        return Table(quote for result in results for quote in result.quotes)

    def speakers(self) -> Table[Identity]:
        """Everybody who says something, one record each for all articles, scripts and languages."""
        said = self.quotes_by_speaker()
        return Table(i for i in self._identities() if said.get(i.id))

    def quotes_by_speaker(self) -> dict[str, tuple[str, ...]]:
        """The ids of quotes by the id of the `Identity` that said them."""
        owner = {member: i.id for i in self._identities() for member in i.members}
        said: dict[str, list[str]] = {}
        for result in self.store.results():
            for quote in result.quotes:
                if quote.speaker is not None:
                    said.setdefault(owner[result.article.id, quote.speaker.id], []).append(quote.id)
        return {identity: tuple(quotes) for identity, quotes in said.items()}

    def _identities(self) -> tuple[Identity, ...]:
        found = [(r.article.id, s) for r in self.store.results() for s in r.speakers]
        return merge_speakers(found, self.names)

    def claims(self) -> Table[Claim]:
        """What the quotes assert."""
        return Table(self.store.claims())

    def links(self) -> Table[Link]:
        """The links between quotes, as reviewers judged them where they did, and those that follow."""
        claims, judgements = self.store.claims(), self.store.judgements()
        quotes = {claim.quote for claim in claims}
        found = judged(self.store.links(), judgements, quotes, quotes)
        return Table(with_implied(found, claims, threshold=self.settings.link, judgements=judgements))

    def threads(self, *, threshold: float | None = None) -> Table[Thread]:
        """The groups of quotes that tell one claim; a higher threshold only splits them."""
        return Table(
            find_threads(
                self.links(),
                self.store.claims(),
                threshold=self.settings.thread if threshold is None else threshold,
                judgements=self.store.judgements(),
            )
        )

    def conflicts(self) -> Table[Conflict]:
        """What articles disagree on: figures, days, polarity, attribution, and roles of one person."""
        languages = {r.article.id: r.language for r in self.store.results()}
        found = list(find_conflicts(self.links(), self.store.claims()))
        for identity in self._identities():
            given = [GivenRole(role, article, languages[article]) for role, article in identity.roles]
            roles = [one for one in given if one.language in self.profiles]
            found += find_role_conflicts(identity.name, roles, self.profiles)
        return Table(found)

    # ------------------------------------------------------------ one by one

    def judge(self, a: str, b: str, verdict: Verdict | str, *, reviewer: str = "", comment: str = "") -> None:
        """Keeps a reviewer's verdict on two quotes (ids); it overrides scores from now on."""
        judgement = Judgement(a=a, b=b, verdict=Verdict(verdict), reviewer=reviewer, comment=comment)
        with self.store.transaction():
            self.store.add_judgement(judgement)

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
