"""One map as a sheet to read and print: stages across, lanes down, the experience as a chart."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import msgspec

from workbench.analysis.conversion import conversions
from workbench.analysis.experience import curve
from workbench.analysis.finding import Finding, decision_of
from workbench.analysis.scores import STRONG, opportunity
from workbench.drawing.tokens import stage_colour
from workbench.exchange.labels import LONGEST, one_line
from workbench.exchange.sheet_styles import GRID, PAPER, Styles, tint
from workbench.exchange.sheet_text import lines_of, row_height, write_runs, write_text
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Lane, Map, Note, Stage
from workbench.words.labels import choice_name, field_name, table_name
from workbench.words.say import number, say

_FIRST_WIDTH, _STAGE_WIDTH = 20, 27
_MOST_HEIGHT = 405
_NOTE_GROUNDS = {
    "action": "#FFF8E1",
    "thought": "#F1ECFB",
    "pain": PAPER.bad_soft,
    "opportunity": PAPER.good_soft,
    "backstage": "#EEF1F5",
    "question": PAPER.accent_soft,
}
_WORST_FEELING = 2.0


class _Row(msgspec.Struct, frozen=True):
    """One row: its name, a value per stage, and the ground and number format of each."""

    name: str
    values: tuple[str | float | None, ...]
    grounds: tuple[str, ...]
    format: str = "@"
    is_curve: bool = False


def write(
    worksheet: Any,
    workbook: Any,
    document: Document,
    map_id: str,
    findings: Sequence[Finding],
    today: datetime.date,
    styles: Styles,
) -> None:
    """Fill an empty worksheet with the map and its findings."""
    journey = document.maps[map_id]
    stages = queries.stages(document, map_id)
    _title(worksheet, document, journey, today, styles)
    _headers(worksheet, stages, styles)
    rows = _rows(document, journey, stages, findings)
    for at, row in enumerate(rows, start=2):
        _write_row(worksheet, at, row, styles)
    worksheet.set_column(0, 0, _FIRST_WIDTH)
    worksheet.set_column(1, max(1, len(stages)), _STAGE_WIDTH)
    worksheet.hide_gridlines(2)
    worksheet.freeze_panes(2, 1)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(0, 1)
    worksheet.repeat_columns(0)
    curve_row = next((at for at, row in enumerate(rows, start=2) if row.is_curve), None)
    if curve_row is not None:
        chart = _chart(workbook, worksheet.get_name(), curve_row, len(stages))
        worksheet.insert_chart(len(rows) + 3, 0, chart, {"object_position": 2})


def _title(
    worksheet: Any, document: Document, journey: Map, today: datetime.date, styles: Styles
) -> None:
    personas = (one_line(persona.name) for persona in queries.map_personas(document, journey.id))
    subtitle = say(
        "map_sheet.subtitle",
        workspace=one_line(document.workspace.name)[:LONGEST],
        state=choice_name("state", journey.state),
        personas=", ".join(name for name in personas if name)[:200] or say("map_sheet.nobody"),
        date=today.isoformat(),
    )
    name = one_line(journey.name)[:LONGEST] or say("label.unnamed", noun=table_name("maps"))
    large, small = styles.heading(16), styles.get(font_color=PAPER.muted, font_size=10)
    runs = ((large, name), (small, "   " + subtitle))
    write_runs(worksheet, 0, 0, runs, styles.get(valign="vcenter"))
    worksheet.set_row(0, 30)


def _headers(worksheet: Any, stages: Sequence[Stage], styles: Styles) -> None:
    worksheet.set_row(1, 24)
    for at, stage in enumerate(stages, start=1):
        colour = stage.colour or stage_colour(at - 1)
        style = styles.get(
            bold=True,
            bg_color=tint(colour, 0.18),
            top=5,
            top_color=colour,
            right=1,
            right_color=GRID,
            valign="vcenter",
            text_wrap=True,
        )
        name = one_line(stage.name)[:LONGEST]
        write_text(worksheet, 1, at, name or say("label.unnamed", noun=table_name("stages")), style)


def _rows(
    document: Document, journey: Map, stages: Sequence[Stage], findings: Sequence[Finding]
) -> list[_Row]:
    plain = ("",) * len(stages)
    questions = tuple(one_line(stage.question) for stage in stages)
    rows = [_Row(field_name("stages", "question"), questions, plain)]
    for lane in queries.lanes(document, journey.id):
        match lane.kind:
            case "experience":
                rows.append(_feeling(document, journey, _lane_name(lane)))
            case "reached":
                rows.append(_Row(_lane_name(lane), _reached(document, journey, stages), plain))
            case _:
                rows.append(_cards(document, lane, stages))
    if not any(row.is_curve for row in rows):
        feeling = _feeling(document, journey, say("map_sheet.feeling"))
        if any(value is not None for value in feeling.values):
            rows.append(feeling)
    rows.append(_gaps(document, stages, findings))
    return rows


def _lane_name(lane: Lane) -> str:
    return one_line(lane.name)[:LONGEST] or choice_name("kind", lane.kind)


def _cards(document: Document, lane: Lane, stages: Sequence[Stage]) -> _Row:
    values, grounds = [], []
    for stage in stages:
        cards = queries.cards(document, stage.id, lane.id)
        values.append("\n".join(_card(card) for card in cards))
        kinds = [card.kind for card in cards if isinstance(card, Note)]
        grounds.append(_NOTE_GROUNDS[kinds[0]] if kinds else "")
    return _Row(_lane_name(lane), tuple(values), tuple(grounds))


def _card(card: queries.Card) -> str:
    """A card in one line, e.g. "Price page · 9 · 3 ▲15 ★ (planned)"."""
    if isinstance(card, Note):
        return one_line(card.text)[:400]
    parts = [one_line(card.title)[:200] or say("label.unnamed", noun=table_name("touchpoints"))]
    if card.importance is not None and card.satisfaction is not None:
        parts.append(f"· {number(card.importance)} · {number(card.satisfaction)}")
    score = opportunity(card.importance, card.satisfaction)
    if score is not None and score >= STRONG:
        parts.append(f"▲{number(score)}")
    if card.moment_of_truth:
        parts.append("★")
    if card.status != "in-place":
        status = choice_name("status", card.status).lower()
        parts.append(say("map_sheet.status", status=status))
    return " ".join(parts)


def _feeling(document: Document, journey: Map, name: str) -> _Row:
    points = curve(document, journey.id).points
    grounds = tuple("" if value is None else _feeling_ground(value) for value in points)
    return _Row(name, points, grounds, "+0.0;−0.0;0.0", is_curve=True)


def _feeling_ground(value: float) -> str:
    colour = PAPER.good if value >= 0 else PAPER.bad
    return tint(colour, 0.06 + 0.34 * min(abs(value) / _WORST_FEELING, 1.0))


def _reached(document: Document, journey: Map, stages: Sequence[Stage]) -> tuple[str | None, ...]:
    values: list[str | None] = []
    for stage, share in zip(stages, conversions(document, journey.id), strict=True):
        if stage.reached is None:
            values.append(None)
            continue
        people = f"{stage.reached:,.0f}"
        values.append(
            people
            if share is None
            else say("map_sheet.reached", reached=people, share=number(100 * share, 0))
        )
    return tuple(values)


def _gaps(document: Document, stages: Sequence[Stage], findings: Sequence[Finding]) -> _Row:
    counts = {stage.id: 0 for stage in stages}
    for finding in findings:
        decision = decision_of(document, finding)
        is_open = decision is None or decision.state not in ("set-aside", "done")
        if finding.stage in counts and is_open:
            counts[finding.stage] += 1
    grounds = tuple(_gap_ground(count) for count in counts.values())
    return _Row(say("map_sheet.gaps"), tuple(float(n) for n in counts.values()), grounds, "0")


def _gap_ground(count: int) -> str:
    if count == 0:
        return PAPER.good_soft
    return PAPER.warn_soft if count < 3 else PAPER.bad_soft


def _write_row(worksheet: Any, at: int, row: _Row, styles: Styles) -> None:
    line = {"bottom": 1, "bottom_color": GRID, "right": 1, "right_color": GRID}
    head = styles.get(bold=True, font_color=PAPER.muted, text_wrap=True, **line)
    write_text(worksheet, at, 0, row.name, head)
    for column, (value, ground) in enumerate(zip(row.values, row.grounds, strict=True), start=1):
        look = {**line, "text_wrap": True, "align": "left", "num_format": row.format}
        style = styles.get(**look, **({"bg_color": ground} if ground else {}))
        if isinstance(value, float):
            worksheet.write_number(at, column, value, style)
        else:
            write_text(worksheet, at, column, value or "", style)
    worksheet.set_row(at, _height(row))


def _height(row: _Row) -> int:
    """The height that shows every line of the row's fullest cell, in points."""
    texts = [(value, _STAGE_WIDTH) for value in row.values if isinstance(value, str)]
    lines = max(lines_of(text, width) for text, width in [(row.name, _FIRST_WIDTH), *texts])
    return min(_MOST_HEIGHT, row_height(lines))


def _chart(workbook: Any, title: str, row: int, stages: int) -> Any:
    chart = workbook.add_chart({"type": "line"})
    chart.add_series(
        {
            "name": say("map_sheet.chart"),
            "categories": [title, 1, 1, 1, stages],
            "values": [title, row, 1, row, stages],
            "line": {"color": PAPER.accent, "width": 2.25},
            "marker": {
                "type": "circle",
                "size": 8,
                "border": {"color": PAPER.accent},
                "fill": {"color": PAPER.panel},
            },
        }
    )
    chart.set_title(
        {
            "name": say("map_sheet.chart"),
            "name_font": {"size": 11, "color": PAPER.text},
            "overlay": False,
        }
    )
    chart.set_legend({"none": True})
    chart.set_y_axis(
        {
            "min": -2,
            "max": 2,
            "major_unit": 1,
            "num_format": "+0;−0;0",
            "major_gridlines": {"visible": True, "line": {"color": GRID}},
            "line": {"none": True},
        }
    )
    chart.set_x_axis({"label_position": "low", "line": {"color": PAPER.field_border}})
    chart.show_blanks_as("gap")
    chart.set_size({"width": 145 + 194 * max(stages, 3), "height": 260})
    return chart
