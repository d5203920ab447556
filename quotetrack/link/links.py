"""Claims become links between quotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

import numpy as np
from attrs import evolve

from ..model.claim import Claim, Evidence, Judgement, Link, Relation, Verdict
from ..protocols import Matrix
from ..settings import Settings
from .candidates import find_candidates
from .facts import FactFinder
from .pair import Pair
from .reading import reread
from .relate import Related, linked, load_model
from .stacking import LEAST


def link_claims(
    new: Sequence[Claim],
    new_rows: Matrix,
    old: Sequence[Claim] = (),
    old_rows: Matrix | None = None,
    *,
    finder: FactFinder,
    settings: Settings,
) -> tuple[Link, ...]:
    """The links of new claims among each other and with old ones, sorted by their quotes, each as likely as its pair
    alone says: many are weak, `consensus.weighed` chooses among them.

    Rows are the vectors of the claims' `meaning_text`. Inside one article only the same in two languages is
    linked. Verdicts have no say here: `judged` applies them on reading, so that one withdrawn leaves no trace.
    """
    claims = [*old, *new]
    rows = new_rows if old_rows is None or not len(old) else np.vstack([old_rows, new_rows])
    candidates = list(find_candidates(claims, rows, settings, known=len(old)))
    finder.prepare(claims[i] for c in candidates for i in (c.left, c.right))
    model = load_model("stream")
    found: list[tuple[Pair, Related]] = []
    for candidate in candidates:
        a, b = finder.facts(claims[candidate.left]), finder.facts(claims[candidate.right])
        ends = rows[candidate.left], rows[candidate.right]
        pair = Pair(a, b, candidate.cosine, finder, candidate.nearest, ends)
        related = _translation(pair, linked(pair, model), settings)
        if related.score >= (LEAST if related.likely else settings.link):
            found.append((pair, related))
    again = reread(found, settings.read)
    links = (_link(pair, related) for (pair, _), related in zip(found, again, strict=True))
    return tuple(sorted(links, key=lambda link: (link.a, link.b)))


def _translation(pair: Pair, found: Related, settings: Settings) -> Related:
    """Inside one article only the same in another language is a link, and likelier than between two."""
    if pair.a.claim.article != pair.b.claim.article:
        return found
    if found.relation is not Relation.SAME:
        return evolve(found, score=0.0, likely=())
    odds = settings.translation * found.score / max(1.0 - found.score, 1e-6)
    return evolve(found, score=round(odds / (1.0 + odds), 4), likely=())


def _link(pair: Pair, found: Related) -> Link:
    """In `updates` the newer end comes first, else the older."""
    ends = [facts.claim.quote for facts in pair.in_time]
    if found.relation is Relation.UPDATES:
        ends.reverse()
    return Link(
        a=ends[0],
        b=ends[1],
        relation=found.relation,
        score=found.score,
        evidence=found.evidence,
        likely=found.likely,
    )


def judged(links: Iterable[Link], judgements: Iterable[Judgement], known: Set[str]) -> tuple[Link, ...]:
    """The links as reviewers want them: none between what is different, one between what is the same.

    A pair they are unsure of, or do not agree on, is left as it was found.

    Args:
        links: as they were found.
        judgements: of any quotes.
        known: the ids of the quotes there are.
    """
    table = {frozenset((link.a, link.b)): link for link in links}
    for pair, judgement in _agreed(judgements).items():
        if judgement.verdict is Verdict.DIFFERENT:
            table.pop(pair, None)
        elif pair <= known:
            table[pair] = _confirmed(judgement, table.get(pair))
    return tuple(sorted(table.values(), key=lambda link: (link.a, link.b)))


def judged_different(judgements: Iterable[Judgement]) -> set[frozenset[str]]:
    """The pairs that reviewers judged different, without those they do not agree on."""
    return {pair for pair, j in _agreed(judgements).items() if j.verdict is Verdict.DIFFERENT}


def _agreed(judgements: Iterable[Judgement]) -> dict[frozenset[str], Judgement]:
    """A verdict for each pair that somebody is sure of and nobody contradicts."""
    verdicts: dict[frozenset[str], dict[Verdict, Judgement]] = {}
    for judgement in judgements:
        if judgement.verdict is not Verdict.UNSURE:
            verdicts.setdefault(frozenset((judgement.a, judgement.b)), {})[judgement.verdict] = judgement
    return {pair: next(iter(given.values())) for pair, given in verdicts.items() if len(given) == 1}


def _confirmed(judgement: Judgement, link: Link | None) -> Link:
    reason = Evidence(
        name="judgement", score=1.0, because=f"{judgement.reviewer or 'a reviewer'} judged them the same"
    )
    if link is None:
        return Link(a=judgement.a, b=judgement.b, relation=Relation.SAME, score=1.0, evidence=(reason,))
    relation = link.relation if link.relation is Relation.SUPPORTS else Relation.SAME
    return evolve(link, relation=relation, score=1.0, evidence=(reason, *link.evidence), likely=())
