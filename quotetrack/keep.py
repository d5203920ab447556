"""Results into a store, with their claims, and linked with all that it held before."""

from __future__ import annotations

from collections.abc import Sequence

from .claims.extract import extract_claims
from .claims.normalise import meaning_text
from .link.facts import FactFinder
from .link.links import link_claims
from .model.claim import Claim
from .model.result import ArticleResult
from .protocols import Embedder, Matrix, Store
from .settings import Settings


def keep(results: Sequence[ArticleResult], store: Store, *, finder: FactFinder, settings: Settings) -> None:
    """Writes results of articles the store does not have yet, their claims and links: all of it or nothing."""
    embedder = finder.embedder
    old = store.claims()
    new = [claim for result in results for claim in extract_claims(result, finder.profiles)]
    rows = embedder.encode([meaning_text(claim) for claim in new])
    links = link_claims(
        new,
        rows,
        old,
        kept_vectors(old, store, embedder) if old else None,
        finder=finder,
        settings=settings,
    )
    with store.transaction():
        for result in results:
            store.add_result(result)
        store.add_claims(new, embedder.name, rows)
        store.add_links(links)


def kept_vectors(claims: Sequence[Claim], store: Store, embedder: Embedder) -> Matrix:
    """The vectors of kept claims, one row each; made anew where another embedder was used before."""
    try:
        return store.vectors(embedder.name, [claim.id for claim in claims])
    except KeyError:
        return embedder.encode([meaning_text(claim) for claim in claims])
