"""A speaker's claims over time."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from quotetrack.link.positions import find_positions
from quotetrack.model.claim import Claim, Link, Relation

DAYS = st.one_of(st.none(), st.dates(date(2024, 1, 1), date(2024, 1, 5)))
RELATIONS = st.sampled_from(list(Relation))


def claim(quote, day=None):
    return Claim(quote=quote, article=f"art-{quote}", text=f"claim {quote}", language="it", published=day)


def link(a, b, relation):
    return Link(a=a, b=b, relation=relation, score=0.9)


def test_the_later_claim_is_marked():
    """A contradiction or update stands with the later of two claims and names the earlier, whichever comes first."""
    claims = [
        claim("late", date(2024, 5, 9)),
        claim("early", date(2024, 5, 2)),
        claim("between", date(2024, 5, 3)),
    ]
    links = [link("early", "late", Relation.CONTRADICTS), link("late", "between", Relation.UPDATES)]
    early, between, late = find_positions(
        dict.fromkeys(("late", "early", "between"), "Ada Riva"), links, claims
    )
    assert [p.quote for p in (early, between, late)] == ["early", "between", "late"]
    assert (late.contradicts, late.updates, late.repeats) == (("early",), ("between",), ())
    assert not early.contradicts + early.updates + between.contradicts + between.updates


def test_an_update_goes_from_the_newer():
    """Of two claims of one day the link tells which is newer, not the order of adding."""
    claims = [claim("new", date(2024, 5, 9)), claim("old", date(2024, 5, 9))]
    found = find_positions(
        dict.fromkeys(("new", "old"), "Ada"), [link("new", "old", Relation.UPDATES)], claims
    )
    assert {p.quote: p.updates for p in found} == {"new": ("old",), "old": ()}


def test_namesakes_do_not_contradict_each_other():
    """A mark is about one speaker, where several are asked for."""
    claims = [claim("hers", date(2024, 5, 2)), claim("his", date(2024, 5, 9))]
    names = {"hers": "Ada Rossi", "his": "Ugo Rossi"}
    assert not any(
        p.contradicts for p in find_positions(names, [link("hers", "his", Relation.CONTRADICTS)], claims)
    )


def test_others_do_not_count():
    """Links with quotes that were not asked for leave no mark."""
    claims = [claim("mine", date(2024, 5, 9)), claim("theirs", date(2024, 5, 2))]
    (position,) = find_positions({"mine": "Ada"}, [link("theirs", "mine", Relation.CONTRADICTS)], claims)
    assert not position.contradicts


@given(
    st.lists(DAYS, min_size=2, max_size=5),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), RELATIONS)),
)
def test_marks_point_back_in_time(days, pairs):
    """Whatever is linked, positions stand in time order, marks name positions before them, and what updates is newer."""
    claims = [claim(str(n), day) for n, day in enumerate(days)]
    pairs = [(a % len(days), b % len(days), relation) for a, b, relation in pairs]
    links = [link(str(a), str(b), relation) for a, b, relation in pairs if a != b]
    found = find_positions({c.quote: "Ada" for c in claims}, links, claims)
    assert sorted(p.quote for p in found) == sorted(c.quote for c in claims)
    updates = {(x.a, x.b) for x in links if x.relation is Relation.UPDATES}
    dated = [p.published for p in found if p.published]
    assert dated == sorted(dated)
    for place, position in enumerate(found):
        before = {p.quote for p in found[:place]}
        assert {*position.contradicts, *position.repeats} <= before
        assert all((position.quote, older) in updates for older in position.updates)
