"""Hypothesis strategies: sound documents that use every table, and text that breaks things."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import permutations
from typing import Any

import msgspec
from hypothesis import strategies as st

from workbench.model.document import Document
from workbench.model.entities import TABLES, Entity, Map, Message, Stage
from workbench.model.fields import Field, fields_of
from workbench.model.ids import PREFIXES
from workbench.model.rules import clean_text

AWKWARD = (
    "",
    " leading and trailing ",
    "\tTab\tinside\t",
    "two\nlines\n",
    "\n\nblank lines first",
    "=1+1",
    '=HYPERLINK("https://example.org","x")',
    "+49 30 1234",
    "-5",
    "@SUM(A1)",
    "_x0041_",
    "_x000D_\n_x0000_",
    "パン屋さんの朝ごはん",
    "مخبز الحي",
    "שלום עולם",
    "👩‍🍳🥐 crème brûlée",
    "a\u0301 is not á",
    "\u200bzero width\u200f",
    "\U0010fffd",
    "#REF!",
    "TRUE",
    "2026-03-31",
    "007",
    "1e5",
    'back\\slash and \\"quote\\"',
    "<b>&amp;</b>",
    "a;b,c\td|e",
    "long " * 300,
)
"""Texts as the document keeps them that file formats, spreadsheets and layouts stumble over."""

ASSET = "3b" * 32 + ".png"


@cache
def texts(*, one_line: bool = False) -> st.SearchStrategy[str]:
    """Text as a document keeps it, awkward more often than not."""
    return st.one_of(st.sampled_from(AWKWARD), st.text(max_size=20)).map(
        lambda text: clean_text(text, one_line=one_line)
    )


RANKS = ("1", "2", "A", "AV", "V", "V01", "V1", "Vz", "z", "zz5")
"""Few enough that ties happen, as when two people edit."""


@cache
def rank_values() -> st.SearchStrategy[str]:
    return st.sampled_from(RANKS)


@cache
def dates() -> st.SearchStrategy[datetime.date]:
    return st.dates(datetime.date(1990, 1, 1), datetime.date(2040, 12, 31))


def values(field: Field, ids: Mapping[str, Sequence[str]]) -> st.SearchStrategy[Any]:
    """Values that `field` takes, references taken from `ids` by table.

    Not for a required reference into a table without ids.
    """
    known = tuple(ids.get(field.reference, ()))
    return _values(field.table, field.name, known)


@cache
def _values(table: str, name: str, known: tuple[str, ...]) -> st.SearchStrategy[Any]:
    field = fields_of(table)[name]
    some = _present(field, known)
    if not field.optional:
        return some
    return st.none() if some.is_empty else st.one_of(st.none(), some)


def _present(field: Field, known: tuple[str, ...]) -> st.SearchStrategy[Any]:
    match field.kind:
        case "line" | "text":
            return texts(one_line=field.kind == "line")
        case "rank":
            return rank_values()
        case "number":
            return _numbers(field)
        case "numbers":
            return st.lists(_numbers(field), max_size=3).map(tuple)
        case "whole":
            return st.integers(int(field.low or 0), int(field.high or 100))
        case "flag":
            return st.booleans()
        case "date":
            return dates()
        case "choice":
            return st.sampled_from(field.choices)
        case "choices":
            return _several(field.choices)
        case "reference":
            return st.sampled_from(known) if known else st.nothing()
        case "references":
            return _several(known)
        case "messages":
            if not known:
                return st.just(())
            message = st.builds(Message, persona=st.sampled_from(known), text=texts())
            return st.lists(message, max_size=2).map(tuple)
        case "colour":
            return st.sampled_from(("", "#3457D5", "#b42372"))
        case "icon":
            return st.sampled_from(("", "shop", "word-of-mouth"))
        case "asset":
            return st.sampled_from(("", ASSET))
    raise AssertionError(f"no strategy for a field of kind {field.kind}")


def _several(choices: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """Up to three different ones of `choices`, in any order."""
    counts = range(min(3, len(choices)) + 1)
    return st.sampled_from([pick for count in counts for pick in permutations(choices, count)])


def _numbers(field: Field) -> st.SearchStrategy[float]:
    low, high = field.low, field.high
    whole = st.integers(int(low or 0), int(high or 100)).map(float)
    parts = st.floats(low, high, allow_nan=False, allow_infinity=False)
    # −0.0 equals 0.0 but is no value that the document keeps
    return st.one_of(whole, parts).map(lambda value: value + 0.0)


ENDINGS = ("9", "1Z", "04", "V000")
"""Ends of ids, not in sorted order."""


@cache
def _ids(table: str, min_size: int) -> st.SearchStrategy[tuple[str, ...]]:
    ids = [PREFIXES[table] + ending for ending in ENDINGS]
    return st.integers(min_size, len(ids)).map(lambda count: tuple(ids[:count]))


@cache
def _given_fields(table: str) -> st.SearchStrategy[frozenset[str]]:
    """Which fields of an entity are not left at their default: any, none, all."""
    names = tuple(fields_of(table))
    masks = st.one_of(st.integers(0, 2 ** len(names) - 1), st.just(2 ** len(names) - 1))
    return masks.map(
        lambda mask: frozenset(name for bit, name in enumerate(names) if mask >> bit & 1)
    )


@st.composite
def documents(draw: st.DrawFn, *, min_size: int = 0) -> Document:
    """A sound document: one workspace, and `min_size` to four entities of every other table.

    A table also stays empty for lack of something to refer to, such as a cell for its cards.
    """
    ids: dict[str, Sequence[str]] = {"workspace": ["wkTEST"]}
    items: list[Entity] = []
    made: dict[str, Entity] = {}
    for table in TABLES:
        if table != "workspace":
            ids[table] = draw(_ids(table, min_size))
        owners = [
            field.reference
            for field in fields_of(table).values()
            if field.reference and not field.optional and field.kind == "reference"
        ]
        if not all(ids.get(owner) for owner in owners):
            ids[table] = []
        kept = []
        for identifier in ids[table]:
            entity = _entity(draw, table, identifier, ids, made)
            if entity is not None:
                kept.append(identifier)
                made[identifier] = entity
                items.append(entity)
        ids[table] = kept
    return Document.of(_with_map_references(draw, items))


def _entity(
    draw: st.DrawFn,
    table: str,
    identifier: str,
    ids: Mapping[str, Sequence[str]],
    made: Mapping[str, Entity],
) -> Entity | None:
    """One entity that refers to what is there; None where its map has no cell for it."""
    given: dict[str, Any] = {"id": identifier}
    near: dict[str, Sequence[str]] = dict(ids)
    names = set(fields_of(table))
    if table == "connections":
        given["source"] = draw(st.sampled_from(ids["touchpoints"]))
        home = made[given["source"]].map  # type: ignore[attr-defined]
        near["touchpoints"] = _of_map(ids["touchpoints"], made, home)
    elif {"map", "stage", "lane"} <= names:
        homes = [
            item
            for item in ids["maps"]
            if _of_map(ids["stages"], made, item) and _lanes_for(table, ids["lanes"], made, item)
        ]
        if not homes:
            return None
        given["map"] = draw(st.sampled_from(homes))
        near["stages"] = _of_map(ids["stages"], made, given["map"])
        near["lanes"] = _lanes_for(table, ids["lanes"], made, given["map"])
    elif table in ("triggers", "reasons", "metrics"):
        homes = [made[stage].map for stage in ids["stages"]]  # type: ignore[attr-defined]
        if not homes:
            return None
        given["map"] = draw(st.sampled_from(homes))
        for place in ("stages", "touchpoints"):
            near[place] = _of_map(ids[place], made, given["map"])
    elif table == "lanes":
        given["kind"] = draw(_LANE_KINDS)
    chosen = draw(_given_fields(table))
    for name, field in fields_of(table).items():
        required = field.default is msgspec.NODEFAULT
        if name not in given and (table, name) not in _LATER and (required or name in chosen):
            given[name] = draw(values(field, near))
    return TABLES[table](**given)


def _of_map(names: Sequence[str], made: Mapping[str, Entity], home: str) -> list[str]:
    return [name for name in names if made[name].map == home]  # type: ignore[attr-defined]


def _lanes_for(
    table: str, names: Sequence[str], made: Mapping[str, Entity], home: str
) -> list[str]:
    """The lanes of a map that take cards of this table."""
    return [name for name in _of_map(names, made, home) if made[name].kind == table]  # type: ignore[attr-defined]


_LANE_KINDS = st.sampled_from(("touchpoints", "notes") * 3 + ("experience", "reached"))
"""More of those that take cards, so that most documents have some."""

_LATER = {("maps", "based_on"), ("maps", "goal_stage")}
"""Fields that refer to what is made after them."""


def _with_map_references(draw: st.DrawFn, items: Sequence[Entity]) -> list[Entity]:
    """The entities with goal stages of the map itself and each map based on an earlier one."""
    earlier: list[str] = []
    result: list[Entity] = []
    for item in items:
        if isinstance(item, Map):
            own = [s.id for s in items if isinstance(s, Stage) and s.map == item.id]
            goal = draw(st.sampled_from((None, *own)))
            basis = draw(st.sampled_from((None, *earlier)))
            earlier.append(item.id)
            item = msgspec.structs.replace(item, goal_stage=goal, based_on=basis)
        result.append(item)
    return result
