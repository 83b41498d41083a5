"""Collapsed stages and lanes, widths of their own, and where several cards land together."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drawing.test_layout import PEN, maps
from tests.helpers.canvas import small_map
from workbench.drawing.layout import MapLayout, layout
from workbench.drawing.map_shape import MapShape
from workbench.drawing.routes import routes
from workbench.drawing.targets import cell_at, drop_place, groups_at, place_at, reading_order
from workbench.drawing.walk import card_cells, neighbour
from workbench.model.document import Document


def laid(shape: MapShape, room: float = 0.0, document: Document | None = None) -> MapLayout:
    return layout(document or small_map(), "ma1", PEN, room=room, shape=shape)


def test_columns_stand_side_by_side_and_share_the_room_that_is_left() -> None:
    shape = MapShape(stages=frozenset({"stA"}), widths={"stC": 2.0})
    place = laid(shape, room=600.0)
    first, second, third = place.columns
    narrow, usual = place.metrics.collapsed_width, place.metrics.column_width
    assert (first.left, first.width, first.collapsed) == (0, narrow, True)
    assert (second.left, third.left) == (first.right, second.right)
    assert third.width == 2 * usual
    assert second.width == 600 - narrow - 2 * usual
    assert place.width == third.right


def test_cards_of_what_is_collapsed_have_no_boxes_and_no_lines() -> None:
    place = laid(MapShape(stages=frozenset({"stA"})))
    assert set(place.boxes) == {"tp4"}
    assert place.hidden[("stA", "laT")] == ("tp1", "tp2", "tp3")
    assert routes(small_map(), place) == {}
    assert reading_order(place) == ("tp4",)
    assert neighbour(place, "tp4", "left") is None
    assert all(stage != "stA" for stage, _ in card_cells(place))


def test_a_card_lands_after_those_that_a_collapsed_cell_hides() -> None:
    place = laid(MapShape(lanes=frozenset({"laT"})))
    row = place.row("laT")
    assert row is not None
    assert row.height == place.metrics.collapsed_height
    landing = drop_place(place, 5, row.top + 5)
    assert landing is not None
    assert (landing.stage, landing.lane, landing.index) == ("stA", "laT", 3)
    assert place.rows[2].top == row.bottom


@settings(max_examples=30)
@given(document=maps(), data=st.data())
def test_every_point_of_any_shape_lies_in_the_cell_that_is_there(
    document: Document, data: st.DataObject
) -> None:
    stages = [f"st{n}" for n in range(4)]
    lanes = [f"la{n}" for n in range(5)]
    shape = MapShape(
        frozenset(data.draw(st.sets(st.sampled_from(stages)))),
        frozenset(data.draw(st.sets(st.sampled_from(lanes)))),
        data.draw(st.dictionaries(st.sampled_from(stages), st.floats(0.6, 4.0))),
    )
    place = laid(shape, data.draw(st.sampled_from([0.0, 900.0])), document)
    for column in place.columns:
        for row in place.rows:
            middle = (column.left + column.width / 2, row.top + row.height / 2)
            assert cell_at(place, *middle) == (column.id, row.id)
            assert cell_at(place, column.left, row.top) == (column.id, row.id)
    shown = set(place.boxes)
    hidden = {card for cards in place.hidden.values() for card in cards}
    assert shown | hidden == {*document.touchpoints, *document.notes}
    assert not shown & hidden
    assert laid(shape, 0.0, document) == laid(shape, 0.0, document)


@settings(max_examples=30)
@given(document=maps(), data=st.data())
def test_a_layout_followed_from_another_shape_is_the_one_made_afresh(
    document: Document, data: st.DataObject
) -> None:
    ids = st.sets(st.sampled_from(["st0", "st1", "la0", "la1"]))
    first, second = (data.draw(ids) for _ in range(2))
    before = laid(MapShape(frozenset(first), frozenset(first)), document=document)
    shape = MapShape(frozenset(second), frozenset(second), {"st2": 1.3})
    followed = layout(document, "ma1", PEN, before, shape=shape)
    assert followed == laid(shape, document=document)


def test_cards_land_as_far_from_the_first_as_they_were() -> None:
    place = laid(MapShape())
    target = place_at(place, ("stB", "laT"), 0, ["tp1", "tp3", "no1"])
    assert target is not None
    found = groups_at(place, "tp3", ["tp3", "no1", "tp1"], target)
    assert [(it.cards, it.cell, it.index) for it in found] == [
        (("tp1", "tp3"), ("stB", "laT"), 0),
        (("no1",), ("stB", "laN"), 0),
    ]


def test_a_width_is_kept_within_what_is_sensible() -> None:
    shape = MapShape().with_width("stA", 0.01).with_width("stB", 99.0)
    assert shape.widths == {"stA": 0.6, "stB": 4.0}
    assert shape.with_width("stA", None).widths == {"stB": 4.0}
    assert shape.toggled("stages", "stA").toggled("stages", "stA") == shape
    assert shape.toggled("lanes", "la1").expanded("lanes", "la1") == shape
