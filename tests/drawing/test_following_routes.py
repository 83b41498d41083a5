"""Ways that follow edits are those of a fresh drawing, and it is told where they changed."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drawing.test_layout import PEN, by_hand, laid_out
from workbench.drawing.curve import points_along
from workbench.drawing.following import followed
from workbench.drawing.geometry import Rect
from workbench.drawing.layout import MapLayout, layout
from workbench.drawing.routes import Changed, Routes, routes
from workbench.drawing.way import Ends
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import Connection, Lane, Map, Note, Stage, Touchpoint, Workspace

STAGES, LANES = ("st1", "st2", "st3", "st4", "st5"), ("laT", "laU")
TITLES = ("a", "several words that need two lines of a card")
CARDS = [f"tp{stage}{lane}{n}" for stage in STAGES for lane in LANES for n in range(2)]


@st.composite
def crowded(draw: st.DrawFn) -> Document:
    """Two lanes of five stages, two cards in each cell, connections anywhere."""
    items = [Lane(id="laU", map="ma1", rank="9", kind="touchpoints", name="Others")]
    stages = [Stage(id=stage, map="ma1", rank=stage[2:]) for stage in STAGES[2:]]
    cards = [
        Touchpoint(id=name, map="ma1", stage=name[2:5], lane=name[5:8], rank=name[8:] + "1")
        for name in CARDS
    ]
    names = st.sampled_from(CARDS)
    pairs = st.tuples(names, names).filter(lambda pair: pair[0] != pair[1])
    leads = [
        Connection(id=f"co{n:02}", source=source, target=target)
        for n, (source, target) in enumerate(draw(st.lists(pairs, min_size=4, max_size=14)))
    ]
    return by_hand(*items, *stages, *cards, *leads)


@st.composite
def edited(draw: st.DrawFn, document: Document) -> tuple[Document, set[str]]:
    """The document after an edit, and the cards that it touched."""
    what = draw(st.sampled_from(("title", "title", "stage", "lane", "remove", "lead", "cut")))
    alive = sorted(document.touchpoints.keys() & set(CARDS))
    name = draw(st.sampled_from(alive))
    if what == "remove" and len(alive) > 2:
        return document.apply(edit.remove(document, [("touchpoints", name)])), {name}
    if what == "lead":
        other = draw(st.sampled_from([card for card in alive if card != name]))
        lead = Connection(id="coNEW", source=name, target=other)
        if "coNEW" not in document.connections:
            return document.apply(edit.add(document, "connections", lead)), set()
    if what == "cut" and document.connections:
        gone = draw(st.sampled_from(sorted(document.connections)))
        return document.apply(edit.remove(document, [("connections", gone)])), set()
    field = what if what in ("stage", "lane") else "title"
    values = {"title": TITLES, "stage": STAGES, "lane": LANES}[field]
    value = draw(st.sampled_from(values))
    return document.apply(edit.set_field(document, "touchpoints", name, field, value)), {name}


def ends_of(ways: Routes) -> Mapping[str, tuple[str, str, Ends]]:
    return {name: (way.source, way.target, way.ends) for name, way in ways.items()}


def homes(place: MapLayout) -> list[str]:
    return [*(row.id for row in place.rows), ""]


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_ways_that_follow_edits_are_those_of_a_fresh_drawing(data: st.DataObject) -> None:
    document = data.draw(crowded())
    place = laid_out(document)
    ways = routes(document, place)
    for _ in range(5):
        document, touched = data.draw(edited(document))
        place = followed(place, document, PEN, touched)
        ways.follow(document, place)
        if data.draw(st.booleans()):
            # what is seen now and then must not show in what is seen later
            continue
        fresh = routes(document, laid_out(document))
        assert ends_of(ways) == ends_of(fresh)
        area = Rect(data.draw(st.floats(0, place.width)), data.draw(st.floats(0, 300)), 90, 60)
        for home in homes(place):
            assert {name for name in fresh.near(area, home) if runs_in(fresh, name, area)} <= set(
                ways.near(area, home)
            )


def runs_in(ways: Routes, name: str, area: Rect) -> bool:
    """Whether a point of a way lies in an area."""
    pieces = ways[name].pieces
    return any(area.contains(*point) for piece in pieces for point in points_along(piece, 12))


def test_a_way_is_found_where_the_last_lane_grew_before_it_was_seen() -> None:
    def card(name: str, stage: str, rank: str) -> Touchpoint:
        return Touchpoint(id=name, map="ma1", stage=stage, lane="laU", rank=rank)

    document = by_hand(
        Lane(id="laU", map="ma1", rank="9", kind="touchpoints", name="Others"),
        *(Stage(id=stage, map="ma1", rank=stage[2:]) for stage in STAGES[2:]),
        *(card(f"tp{stage}{n}", stage, f"{n}") for stage in ("st1", "st4") for n in range(1, 6)),
        *(
            Note(id=f"no{n}", map="ma1", stage="st2", lane="laU", rank=f"{n}", text="a")
            for n in range(1, 6)
        ),
        Connection(id="co1", source="tpst15", target="tpst45"),
    )
    place = laid_out(document)
    foot = place.height
    ways = routes(document, place)
    # what runs beside the first lane is looked for, the last one is not seen yet
    ways.near(Rect(0, 0, place.width, 20), "laT")
    document = document.apply(edit.set_field(document, "notes", "no4", "text", f"{TITLES[1]} " * 6))
    place = followed(place, document, PEN, {"no4"})
    ways.follow(document, place)
    level = ways["co1"].ends.level
    assert level > foot
    assert ways.near(Rect(0, (foot + level) / 2, place.width, 1), "laU") == ["co1"]


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_squares_in_which_nothing_is_told_to_change_show_the_ways_of_a_fresh_drawing(
    data: st.DataObject,
) -> None:
    """What a screen keeps: squares from each lane's top on, read when they are first seen."""
    document = data.draw(crowded())
    place = laid_out(document)
    ways = routes(document, place)
    kept: dict[tuple[str, int, int], Mapping[str, object]] = {}
    for _ in range(5):
        for home in homes(place):
            for square in [(x, y) for x in range(8) for y in range(4) if data.draw(st.booleans())]:
                if (home, *square) not in kept:
                    kept[home, *square] = read(ways, place, home, square)
        document, touched = data.draw(edited(document))
        place = followed(place, document, PEN, touched)
        forget(kept, ways.follow(document, place), place)
        fresh = routes(document, laid_out(document))
        for (home, *square), shown in kept.items():
            assert shown == read(fresh, place, home, (square[0], square[1]))


def test_ways_of_a_map_that_is_left_are_kept_nowhere() -> None:
    lead = Connection(id="co1", source="tp1", target="tp2")
    other = Document.of([Workspace(id="wk1"), Map(id="ma2"), Stage(id="st9", map="ma2", rank="1")])
    document, ways = by_hand(lead), Routes()
    ways.follow(document, laid_out(document))
    known = weakref.ref(ways["co1"])
    assert known() is not None
    ways.follow(other, layout(other, "ma2", PEN))
    gc.collect()
    assert known() is None


SIDE = 90.0


def covers(place: MapLayout, home: str, square: tuple[int, int]) -> Rect:
    top = {row.id: row.top for row in place.rows}.get(home, 0.0)
    return Rect(square[0] * SIDE, top + square[1] * SIDE, SIDE, SIDE)


def read(
    ways: Routes, place: MapLayout, home: str, square: tuple[int, int]
) -> Mapping[str, object]:
    """The ways of a home that run through a square, counted from its corner."""
    area = covers(place, home, square)
    return {
        name: [
            [(round(point.x - area.x, 6), round(point.y - area.y, 6)) for point in piece]
            for piece in ways[name].pieces
        ]
        for name in ways.near(area, home)
        if runs_in(ways, name, area)
    }


def forget(kept: dict[tuple[str, int, int], object], changed: Changed, place: MapLayout) -> None:
    for home, column, row in list(kept):
        area = covers(place, home, (column, row))
        if home in changed.homes or any(
            other == home and _meets(area, rect) for other, rect in changed.areas
        ):
            del kept[home, column, row]


def _meets(area: Rect, other: Rect) -> bool:
    """Whether they share at least a line: the area of a straight way has no height."""
    return (
        area.x <= other.right
        and other.x <= area.right
        and area.y <= other.bottom
        and other.y <= area.bottom
    )
