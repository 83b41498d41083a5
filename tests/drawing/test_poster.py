"""A map cut into the sheets of a poster."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.canvas import small_map
from workbench.drawing.layout import layout
from workbench.drawing.poster import (
    FOOT,
    MARGIN,
    MOST_SHEETS,
    PAPERS,
    Span,
    letters,
    poster,
    spans,
)
from workbench.ui.render.fonts import MapFonts


def test_parts_end_at_the_last_edge_that_fits() -> None:
    # room for 100, of which 10 are glue: 90 hold two columns of 40 and half of a third
    found = spans(200, 100, 100, 10, [40, 80, 120, 160, 200])
    assert found == (Span(0, 80, 90), Span(80, 160, 170), Span(160, 200, 200))


def test_without_an_edge_in_reach_a_part_is_filled() -> None:
    assert spans(250, 100, 100, 10, [30, 250]) == (
        Span(0, 90, 100),
        Span(90, 180, 190),
        Span(180, 250, 250),
    )


def test_what_fits_is_one_part_without_glue() -> None:
    assert spans(100, 100, 60, 10, [50]) == (Span(0, 100, 100),)
    assert spans(0, 100, 60, 10, []) == (Span(0, 0, 0),)


@settings(max_examples=200, deadline=None)
@given(
    length=st.floats(0, 5_000),
    first=st.floats(20, 500),
    room=st.floats(20, 500),
    overlap=st.floats(0, 600),
    edges=st.lists(st.floats(0, 5_000), max_size=30),
)
def test_parts_cover_everything_once_and_fit(
    length: float, first: float, room: float, overlap: float, edges: list[float]
) -> None:
    found = spans(length, first, room, overlap, edges)
    assert found[0].start == 0
    assert found[-1].end == found[-1].beyond == length
    for one, following in itertools.pairwise(found):
        assert one.end == following.start
        assert one.start < one.end <= one.beyond <= length
    for index, part in enumerate(found):
        assert part.beyond - part.start <= (room if index else first) + 1e-6


@pytest.mark.parametrize(("index", "text"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_rows_have_letters(index: int, text: str) -> None:
    assert letters(index) == text


@pytest.mark.parametrize("scale", [0.3, 0.75, 3.0, 1000.0])
@pytest.mark.parametrize("name", ["A5", "Letter", "A0"])
def test_every_sheet_holds_its_part_with_names_and_headers(
    qapp: object, scale: float, name: str
) -> None:
    from PySide6.QtGui import QFont

    assert qapp is not None
    place = layout(small_map(), "ma1", MapFonts(QFont("Inter", 10)))
    width, height = PAPERS[name].turned(False)
    title = 44.0
    plan = poster(place, width, height, scale, 28.0, title)
    assert len(plan.sheets) == plan.rows * plan.columns <= MOST_SHEETS
    assert plan.scale <= scale
    for sheet in plan.sheets:
        across = place.lane_name_width + sheet.across.beyond - sheet.across.start
        down = place.metrics.header_height + sheet.down.beyond - sheet.down.start
        down += title if sheet.row == 0 else 0
        assert across * plan.scale <= width - 2 * MARGIN + 1e-6
        assert down * plan.scale <= height - 2 * MARGIN - FOOT + 1e-6
    names = [sheet.name for sheet in plan.sheets]
    assert names[0] == "A1"
    assert len(set(names)) == len(names)


def test_cards_are_not_cut_where_sheets_can_end_between_them(qapp: object) -> None:
    from PySide6.QtGui import QFont

    assert qapp is not None
    place = layout(small_map(), "ma1", MapFonts(QFont("Inter", 10)))
    # about as high as headers, the title and two of the four cards in the first stage
    width, height = PAPERS["A5"].turned(True)
    plan = poster(place, width, height, 1.0, 10.0, 44.0)
    assert plan.rows > 1
    ends = {sheet.down.end for sheet in plan.sheets} | {sheet.down.start for sheet in plan.sheets}
    for box in place.boxes.values():
        assert not any(box.rect.y < end < box.rect.bottom for end in ends)
