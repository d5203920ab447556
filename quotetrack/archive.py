"""What articles and their links are asked for, once they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Self, Unpack

from attrs import define, field

from .backends.stores import folded
from .claims.normalise import read_claims
from .errors import InputError
from .export.table import Table
from .keep import kept_vectors
from .lang.names import Names
from .lang.profile import LanguageProfile
from .link.conflicts import GivenRole, find_conflicts, find_role_conflicts
from .link.consensus import weighed
from .link.drift import find_drifts
from .link.explain import explain_links
from .link.facts import FactFinder
from .link.links import judged
from .link.positions import find_positions
from .link.search import find_nearest
from .link.threads import find_threads
from .model.answer import Hit, Position
from .model.claim import STRONG, Claim, Conflict, Judgement, Link, Thread, Verdict
from .model.drift import Drift
from .model.quote import Identity, Quote
from .model.result import ArticleResult
from .protocols import Embedder, Filters, Reader, Store
from .settings import Settings
from .speakers.identity import merge_speakers
from .speakers.likeness import same_name


@define(eq=False, kw_only=True)
class Archive:
    """Articles that were read, with what links them: everything that needs no parser."""

    store: Store
    profiles: Mapping[str, LanguageProfile]
    settings: Settings
    embedder: Embedder
    reader: Reader
    names: Names
    finder: FactFinder = field(init=False)

    @finder.default
    def _fact_finder(self) -> FactFinder:
        alike = partial(same_name, names=self.names)
        reads = self.settings.read is not None
        return FactFinder(
            profiles=self.profiles,
            embedder=self.embedder,
            same_name=alike,
            read=partial(read_claims, reader=self.reader) if reads else None,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the store; what was added stays in its file."""
        self.store.close()

    # ------------------------------------------------------------ what was found

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
        return Table(
            self._quotes(
                speaker=speaker, articles=articles, language=language, since=since, until=until, text=text
            )
        )

    def _quotes(self, **filters: Unpack[Filters]) -> Iterator[Quote]:
        return (quote for result in self.store.results(**filters) for quote in result.quotes)

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
        """The links between quotes, as reviewers judged them where they did."""
        claims = self.store.claims()
        found = judged(self.store.links(), self.store.judgements(), {claim.quote for claim in claims})
        return Table(weighed(found, claims, threshold=self.settings.link))

    def explain(self, *, language: str | None = None) -> dict[tuple[str, str], str]:
        """A sentence for each link, by the ids of its quotes: what it is and the two strongest reasons.

        Args:
            language: of the sentences, as a code; that of each link's first quote where None.
        """
        return explain_links(self.links(), self.store.claims(), self.profiles, language=language)

    def drifts(self) -> dict[tuple[str, str], Drift]:
        """What a speaker's wording keeps, changes, drops and adds, for each link between quotes of one speaker."""
        return find_drifts(self.links(), self.store.claims(), finder=self.finder)

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

    # ------------------------------------------------------------ questions

    def search(self, wanted: str, *, limit: int = 10, **filters: Unpack[Filters]) -> Table[Hit]:
        """The quotes nearest in meaning to some words, in any language, the nearest first.

        Args:
            wanted: what is looked for: a claim, or the words of a topic.
            limit: how many at most.
            filters: those of `quotes`.

        Raises:
            InputError: the words are empty, or the limit below 1.
        """
        if not wanted.strip():
            raise InputError("search", "needs some words to look for")
        if limit < 1:
            raise InputError("search", f"a limit of {limit} finds nothing. Give 1 or more")
        hits = self._nearest(wanted)
        if any(value is not None for value in filters.values()):
            chosen = {quote.id for quote in self._quotes(**filters)}
            hits = (hit for hit in hits if hit.quote in chosen)
        return Table(list(hits)[:limit])

    def _nearest(self, text: str) -> Iterable[Hit]:
        claims = self.store.claims()
        if not claims:
            return ()
        rows = kept_vectors(claims, self.store, self.embedder)
        return find_nearest(claims, rows, self.embedder.encode([text])[0])

    def positions(self, speaker: str, topic: str | None = None) -> Table[Position]:
        """What a speaker said, in time order, and where they contradict or update themselves.

        Args:
            speaker: part of a name or alias in any script, or an `Identity`'s id.
            topic: words of a topic, or a thread's id; everything they said where None. Words find what is near in
                meaning (`Settings.topic`), and what is linked with it.

        Raises:
            InputError: the name or the topic is empty.
        """
        if not speaker.strip() or (topic is not None and not topic.strip()):
            raise InputError("positions", "needs a name, and a topic of some words where one is given")
        said = self.quotes_by_speaker()
        names = {
            q: one.name for one in self._identities() if _called(one, speaker) for q in said.get(one.id, ())
        }
        links = self.links()
        if topic is not None:
            about = self._about(topic, links)
            names = {quote: name for quote, name in names.items() if quote in about}
        return Table(find_positions(names, links, self.store.claims()))

    def _about(self, topic: str, links: Iterable[Link]) -> set[str]:
        """The quotes of a thread, or those on a topic with what is linked to them."""
        thread = next((thread for thread in self.threads() if thread.id == topic), None)
        if thread is not None:
            return set(thread.quotes)
        near = {hit.quote for hit in self._nearest(topic) if hit.score >= self.settings.topic}
        strong = [{link.a, link.b} for link in links if link.relation in STRONG]
        return near.union(*(pair for pair in strong if pair & near))

    # ------------------------------------------------------------ reviewers

    def judge(self, a: str, b: str, verdict: Verdict | str, *, reviewer: str = "", comment: str = "") -> None:
        """Keeps a reviewer's verdict on two quotes (ids); it overrides scores from now on."""
        judgement = Judgement(a=a, b=b, verdict=Verdict(verdict), reviewer=reviewer, comment=comment)
        self.add_judgements([judgement])

    def judgements(self) -> Table[Judgement]:
        """All verdicts, sorted by quotes and reviewer."""
        return Table(self.store.judgements())

    def add_judgements(self, judgements: Iterable[Judgement]) -> Table[Judgement]:
        """Keeps verdicts; a later one of the same pair and reviewer replaces the earlier.

        Returns:
            Those that name a quote which is not kept: they count once its article is added.
        """
        given = tuple(judgements)
        with self.store.transaction():
            for judgement in given:
                self.store.add_judgement(judgement)
        known = {claim.quote for claim in self.store.claims()}
        return Table(one for one in given if not {one.a, one.b} <= known)


def _called(identity: Identity, speaker: str) -> bool:
    """Whether somebody has a name or id."""
    names = "\n".join((identity.name, *identity.aliases))
    return identity.id == speaker or folded(speaker) in folded(names)
