"""Whatever a sheet holds and however it is mapped: no cell is lost, and the result is sound."""

from __future__ import annotations

import datetime

import msgspec
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from workbench.exchange.foreign import reading as readings
from workbench.exchange.foreign.layout import FORMS, SCALES, Layout, Options, uses_for
from workbench.exchange.foreign.read_map import read_map, refused
from workbench.exchange.foreign.reading import Reading
from workbench.exchange.foreign.recognise import recognise, with_form
from workbench.exchange.problems import ExchangeError
from workbench.exchange.sheets import Area, Broken, Sheet
from workbench.model import rules
from workbench.store import codec
from workbench.store.templates import library

WORDS = st.sampled_from(
    [
        "Stage",
        "Touchpoint",
        "Channel",
        "Satisfaction (1-5)",
        "Feeling",
        "Pain points",
        "Awareness",
        "2. Purchase >>",
        "Retention",
        "Website",
        "Total",
        "Persona: Commuter",
        "Name",
        "Goals",
        "★★★☆☆",
        "😡 slow",
        "++",
        "–",
        "high",
        "4/5",
        "80 %",
        "- one\n- two",
        "One text that\nwas broken",
        "認知",
        "課題",
    ]
)
VALUES = st.one_of(
    WORDS,
    WORDS,
    st.text(max_size=12),
    st.integers(-3, 120),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(datetime.date(1900, 3, 1), datetime.date(2100, 1, 1)),
    st.just(Broken("#REF!")),
)


HEADERS = [
    ["Stage", "Touchpoint", "Channel", "Feeling", "Pain points"],
    ["", "Awareness", "2. Purchase >>", "Retention", "Advocacy"],
    ["Touchpoint", "Importance", "Satisfaction", "Opportunities", "Owner"],
    ["Name", "Goals", "Frustrations", "Quote", "Channels"],
]


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """A sheet of anything; often with headers above, or turned on its side."""
    height, width = draw(st.integers(2, 7)), draw(st.integers(2, 6))
    spots = st.tuples(st.integers(1, height), st.integers(1, width))
    cells: dict[tuple[int, int], object] = dict(draw(st.dictionaries(spots, VALUES, max_size=30)))
    if draw(st.integers(0, 3)):
        top, headers = draw(st.integers(1, 2)), draw(st.sampled_from(HEADERS))
        planted = {(top, at): text for at, text in enumerate(headers, 1) if text}
        planted[top + 1, 1] = draw(st.sampled_from(["Awareness", "Actions", "Commuter"]))
        is_turned = draw(st.booleans())
        cells |= {(spot[1], spot[0]) if is_turned else spot: it for spot, it in planted.items()}
    rows: dict[int, dict[int, object]] = {}
    for (row, column), value in cells.items():
        rows.setdefault(row, {})[column] = value
    corners = draw(st.lists(st.tuples(spots, spots), max_size=2))
    merged = tuple(
        Area(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])) for a, b in corners
    )
    comments = draw(st.dictionaries(spots, st.just("a comment"), max_size=2))
    remarks: dict[int, dict[int, str]] = {}
    for (row, column), text in comments.items():
        remarks.setdefault(row, {})[column] = text
    return Sheet(draw(st.sampled_from(["Sheet1", "Hotel"])), rows, merged, remarks)  # type: ignore[arg-type]


def _filled(book: list[Sheet]) -> set[tuple[int, int, int]]:
    """The cells that show anything, told without the importer."""
    return {
        (number, row, column)
        for number, sheet in enumerate(book)
        for row, cells in sheet.rows.items()
        for column, value in cells.items()
        if _shows(value)
    }


def _shows(value: object) -> bool:
    if isinstance(value, Broken):
        return bool(value.error)
    return not isinstance(value, str) or bool(rules.clean_text(value).strip())


def _check(book: list[Sheet], layouts: tuple[Layout, ...], options: Options) -> Reading | None:
    refusal = refused(layouts)
    if refusal is not None:
        assert refusal.code == "foreign.nothing"
        with pytest.raises(ExchangeError):
            read_map(book, layouts, options, library())
        event("refused")
        return None
    event("read")
    reading = read_map(book, layouts, options, library())
    placed = {(item.sheet, item.row, item.column) for item in reading.placed}
    unplaced = {(item.sheet, item.row, item.column) for item in reading.unplaced}
    assert placed | unplaced == _filled(book)
    assert not placed & unplaced
    assert rules.check(reading.document) == []
    known = {entity.id for _, entity in reading.document.entities()}
    assert all(not item.id or item.id in known for item in reading.placed)
    return reading


@settings(max_examples=120, deadline=None)
@given(st.lists(sheets(), min_size=1, max_size=2), st.sampled_from(["leave", "remarks", "notes"]))
def test_every_cell_of_what_is_recognised_is_placed_or_listed(
    book: list[Sheet], unplaced: str
) -> None:
    options = Options(name="Any", unplaced=unplaced)  # type: ignore[arg-type]
    reading = _check(book, recognise(book), options)
    if reading is not None:
        again = readings.decode(readings.encode(reading))
        assert again == reading
        assert codec.decode(codec.encode(reading.document)).document == reading.document


@settings(max_examples=120, deadline=None)
@given(sheets(), st.data())
def test_any_choice_of_a_person_can_be_read(sheet: Sheet, data: st.DataObject) -> None:
    book = [sheet]
    layouts = []
    for layout in recognise(book):
        chosen = with_form(book, layout, data.draw(st.sampled_from(FORMS)))
        uses = tuple(
            msgspec.structs.replace(
                use,
                taken_for=data.draw(st.sampled_from(uses_for(chosen.form))),
                scale=data.draw(st.sampled_from(SCALES)),
                why="chosen",
            )
            for use in chosen.uses
        )
        layouts.append(
            msgspec.structs.replace(
                chosen, uses=uses, captions=data.draw(st.booleans()), split=data.draw(st.booleans())
            )
        )
    _check(book, tuple(layouts), Options(unplaced="notes"))
