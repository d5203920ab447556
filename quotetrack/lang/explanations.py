"""How a language explains a link to its readers: templates, checked on entry."""

from __future__ import annotations

from string import Formatter

from attrs import Attribute, field, frozen

from ..model.claim import Relation

Templates = tuple[tuple[str, str], ...]

#: What the template of a reason may name.
SLOTS = frozenset({"left", "right", "newer", "older", "shared", "own", "speaker", "percent"})

# What those around the reasons may name, and must.
_FRAMES = {
    "sentence": frozenset({"relation", "reasons"}),
    "alone": frozenset({"relation"}),
    "joint": frozenset({"first", "second"}),
    "despite": frozenset({"first", "second"}),
}


def slots(template: str) -> frozenset[str]:
    """The names in braces of a template.

    >>> sorted(slots("{left} against {right}"))
    ['left', 'right']
    """
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def _fits(template: str, known: frozenset[str]) -> bool:
    """Whether a template's braces close and hold known names alone: nothing that looks into a value or formats it."""
    try:
        parts = list(Formatter().parse(template))
    except ValueError:
        return False
    return all(name is None or (name in known and not spec and not turn) for _, name, spec, turn in parts)


def _is_frame(_: object, attribute: Attribute[str], value: str) -> None:
    wanted = _FRAMES[attribute.name]
    if not _fits(value, wanted) or slots(value) != wanted:
        raise ValueError(f"must have {_listed(wanted)} and no other slot", attribute)


def _are_relations(_: object, attribute: Attribute[Templates], value: Templates) -> None:
    for name, text in value:
        if name not in set(Relation):
            raise ValueError(f"{name!r} is no relation; there are {', '.join(Relation)}", attribute)
        if not text:
            raise ValueError(f"{name!r} is empty", attribute)


def _are_reasons(_: object, attribute: Attribute[Templates], value: Templates) -> None:
    for name, template in value:
        relation, apart, _evidence = name.partition(" ")
        if apart and relation not in set(Relation):
            raise ValueError(f"{name!r} begins with no relation", attribute)
        if not _fits(template, SLOTS):
            raise ValueError(f"{name!r} may have the slots {_listed(SLOTS)} and no other", attribute)


def _listed(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))


@frozen(kw_only=True)
class Explanations:
    """How a link is explained to readers of the language. A reason without a template is left out.

    Reasons are templates by the name of their evidence; a relation before it ("updates numbers") makes
    one for that relation only. Their slots are {left} and {right} (what each claim has), {newer} and
    {older} (the same by day), {shared} (what both have), {own} (as the reader's language spells it),
    {speaker} and {percent}. A template with a slot that nothing fills is left out.

    Args:
        sentence: around {relation} and {reasons}.
        alone: around {relation}, where no reason can be told.
        joint: around two reasons, {first} and {second}.
        despite: the same, where the second speaks against the relation.
        relations: what each relation is called: "same" = "Stessa dichiarazione".
        agree: reasons where the evidence speaks for one claim.
        partly: where it does, but not fully; those of `agree` unless given.
        differ: where it speaks against.
    """

    sentence: str = field(default="{relation}: {reasons}.", validator=_is_frame)
    alone: str = field(default="{relation}.", validator=_is_frame)
    joint: str = field(default="{first}; {second}", validator=_is_frame)
    despite: str = field(default="{first}; {second}", validator=_is_frame)
    relations: tuple[tuple[str, str], ...] = field(default=(), validator=_are_relations)
    agree: tuple[tuple[str, str], ...] = field(default=(), validator=_are_reasons)
    partly: tuple[tuple[str, str], ...] = field(default=(), validator=_are_reasons)
    differ: tuple[tuple[str, str], ...] = field(default=(), validator=_are_reasons)
