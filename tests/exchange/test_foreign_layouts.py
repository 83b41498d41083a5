"""Every layout in every language, in three wordings of its headers, without a file between.

The corpus holds a choice of these as files; here nothing is left to the choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from tests.exchange.foreign_corpus import layouts, marks
from tests.exchange.foreign_corpus.case import one_map
from tests.exchange.foreign_corpus.compare import differences
from tests.exchange.foreign_corpus.journey import Journey, journey
from tests.exchange.foreign_corpus.layouts import Laid, Marks
from tests.exchange.foreign_corpus.sheet import Formula, Percent, Value
from tests.exchange.foreign_corpus.sheet import Sheet as Typed
from workbench.exchange import sheets as read
from workbench.exchange.foreign.layout import Options
from workbench.exchange.foreign.read_map import read_map
from workbench.exchange.foreign.recognise import recognise
from workbench.store import templates

LANGUAGES = {
    "dentist": "en",
    "software": "en",
    "bike-shop": "de",
    "hotel": "fr",
    "gym": "es",
    "shop": "pt",
    "restaurant": "it",
    "inn": "ja",
    "language-school": "zh",
    "town-office": "ru",
}
NOTES = ("touchpoint", "does", "thinks", "pain", "opportunity")
SCORES = (
    (marks.ten, marks.half_less),
    (marks.five, marks.five),
    (marks.stars, marks.level),
    (marks.level, marks.percent_as_text),
    (marks.out_of_ten, marks.ten),
    (marks.percent_as_text, marks.star_emoji),
)
"""How importance and satisfaction are written; bare numbers of one sheet are on one scale."""
FEELINGS = (
    marks.feeling_number,
    marks.feeling_of_five,
    marks.feeling_signs,
    marks.feeling_emoji,
    marks.feeling_word,
)
DECORATIONS: tuple[layouts.Decoration, ...] = (
    layouts.bare,
    lambda number, name: f"{number}. {name}",
    lambda _, name: f"{name} >>",
    lambda _, name: name.upper(),
)


def _layouts(stages: Journey, language: str, wording: int, turn: int) -> Iterator[tuple[str, Laid]]:
    importance, satisfaction = SCORES[turn % len(SCORES)]
    written = Marks(language, importance, satisfaction, FEELINGS[turn % len(FEELINGS)])
    decorate = DECORATIONS[turn % len(DECORATIONS)]

    rows = layouts.touchpoint_rows(
        stages,
        written,
        wording=wording,
        stage=("each", "first", "merged")[turn % 3],
        decorate=decorate,
    )
    yield "touchpoints as rows", rows
    yield "touchpoints as columns", (rows[0].turned(), rows[1])
    yield (
        "lanes as rows",
        layouts.stage_columns(
            stages, written, (*NOTES, "feeling"), wording=wording, decorate=decorate
        ),
    )
    yield (
        "stages as rows",
        layouts.stage_rows(stages, written, ("stage", *NOTES), wording=wording, bullet="• "),
    )
    yield (
        "a card a cell",
        layouts.card_cells(
            stages, written, NOTES, wording=wording, label_in=("first", "merged", "each")[wording]
        ),
    )
    yield (
        "stages over touchpoints",
        layouts.touchpoint_columns(
            stages,
            written,
            ("touchpoint", "channel", "does", "feeling", "pain"),
            wording=wording,
            merged=turn % 2 == 0,
            decorate=decorate,
        ),
    )
    yield (
        "stages as captions",
        layouts.captioned_rows(
            stages,
            written,
            ("touchpoint", "channel", "importance", "satisfaction", "pain"),
            wording=wording,
        ),
    )


@pytest.mark.parametrize("wording", [0, 1, 2])
@pytest.mark.parametrize("name", LANGUAGES)
def test_a_journey_is_the_same_in_every_layout(name: str, wording: int) -> None:
    turn = list(LANGUAGES).index(name) + wording
    told = {
        kind: _told(laid) for kind, laid in _layouts(journey(name), LANGUAGES[name], wording, turn)
    }
    assert {kind: said for kind, said in told.items() if said} == {}


def _told(laid: Laid) -> list[str]:
    """What is wrong with the map that is read from a sheet."""
    sheet = _as_read(laid[0])
    found = recognise((sheet,))
    reading = read_map((sheet,), found, Options(name="map"), templates.library())
    report: dict[str, Any] = {
        "unplaced": [
            {"cell": read.address("", item.row, item.column), "text": item.text, "why": item.why}
            for item in reading.unplaced
        ],
        "counts": reading.counts(),
        "layouts": msgspec.to_builtins(found),
    }
    return differences(one_map("sheet", laid), reading.document, report)


def _as_read(sheet: Typed) -> read.Sheet:
    """The sheet as the reader of files would give it."""
    rows: dict[int, dict[int, read.Value]] = {}
    for (row, column), value in sorted(sheet.cells.items()):
        rows.setdefault(row + 1, {})[column + 1] = _value(value)
    areas = (
        read.Area(top + 1, left + 1, bottom + 1, right + 1)
        for top, left, bottom, right in sheet.merged
    )
    return read.Sheet(sheet.title, rows, tuple(areas))


def _value(value: Value) -> read.Value:
    match value:
        case Percent(share):
            return share
        case Formula(_, result):
            return result
        case int():
            return float(value)
        case _:
            return value
