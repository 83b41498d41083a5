"""Gaps by stage and kind, counted live, and importance × satisfaction as a chart, map by map.

A report: it is not read back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from workbench.analysis import importance_performance
from workbench.analysis.finding import KINDS, Finding
from workbench.analysis.importance_performance import Chart, Crosshairs
from workbench.drawing.tokens import Palette
from workbench.exchange.gaps_sheet import column_range
from workbench.exchange.labels import Labels
from workbench.exchange.sheet_styles import GRID, PAPER, Styles
from workbench.exchange.sheet_text import write_text
from workbench.exchange.sheets import column_letter
from workbench.model import queries
from workbench.model.document import Document
from workbench.words.finding_sentences import kind_name, name_of
from workbench.words.say import say

_FIRST_WIDTH, _STAGE_WIDTH = 30, 15
_CHART_ROWS, _CHART_SIZE = 17, {"width": 620, "height": 330}
_LOWEST, _HIGHEST = 1, 10
_MANY = 5
"""So many gaps of a kind in one stage are shown in the strongest colour."""

_COLOURS: Mapping[importance_performance.Quadrant, str] = {
    "concentrate-here": "bad",
    "keep-up": "good",
    "low-priority": "muted",
    "possible-overkill": "accent",
}


def write(
    worksheet: Any,
    workbook: Any,
    document: Document,
    findings: Mapping[str, Sequence[Finding]],
    gaps_title: str,
    labels: Labels,
    styles: Styles,
) -> None:
    """Fill an empty worksheet: per map the counts, the scores and the chart of them.

    The counts are formulas on the sheet `gaps_title`, which holds the same findings.
    """
    worksheet.set_column(0, 0, _FIRST_WIDTH)
    worksheet.set_column(1, 1 + max(_widest(document, findings), 3), _STAGE_WIDTH)
    worksheet.hide_gridlines(2)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    listed = max(1, sum(len(found) for found in findings.values()))
    row = 0
    for map_id, found in findings.items():
        name = labels.label("maps", map_id)
        write_text(worksheet, row, 0, name, styles.heading(14))
        row = _write_counts(
            worksheet, row + 1, document, map_id, found, (gaps_title, listed), labels, styles
        )
        row = _write_scores(worksheet, workbook, row + 1, document, map_id, styles)


def _widest(document: Document, findings: Mapping[str, object]) -> int:
    return max((len(queries.stages(document, map_id)) for map_id in findings), default=0)


def _write_counts(
    worksheet: Any,
    row: int,
    document: Document,
    map_id: str,
    found: Sequence[Finding],
    gaps: tuple[str, int],
    labels: Labels,
    styles: Styles,
) -> int:
    """Write kinds down and stages across; gives the row after them."""
    stages = [
        (stage.id, labels.label("stages", stage.id)) for stage in queries.stages(document, map_id)
    ]
    stages.append(("", ""))
    write_text(worksheet, row, 0, say("gap_summary.kind"), styles.header())
    for at, (_, name) in enumerate(stages, start=1):
        write_text(worksheet, row, at, name or say("gaps.whole_map"), styles.header())
    centred = styles.get(align="center")
    counts = Counter((item.kind, item.stage or "") for item in found)
    for down, kind in enumerate(KINDS, start=row + 1):
        write_text(worksheet, down, 0, kind_name(kind), styles.get())
        for at, (stage, name) in enumerate(stages, start=1):
            wanted = {
                "map": f"$A${row}",
                "stage": f"{column_letter(at + 1)}${row + 1}" if name else '""',
                "kind": f"$A{down + 1}",
            }
            formula = _count_formula(*gaps, wanted)
            worksheet.write_formula(down, at, formula, centred, counts[kind, stage])
    last = row + len(KINDS)
    worksheet.conditional_format(
        row + 1,
        1,
        last,
        len(stages),
        {
            "type": "3_color_scale",
            "min_type": "num",
            "mid_type": "num",
            "max_type": "num",
            "min_value": 0,
            "mid_value": _MANY / 2,
            "max_value": _MANY,
            "min_color": PAPER.good_soft,
            "mid_color": PAPER.warn_soft,
            "max_color": PAPER.bad_soft,
        },
    )
    return last + 1


def _count_formula(title: str, listed: int, wanted: Mapping[str, str]) -> str:
    """A count of the gaps whose columns hold what these cells hold, letter for letter."""
    parts = (f"({column_range(title, name, listed)}={cell})" for name, cell in wanted.items())
    return f"=SUMPRODUCT({'*'.join(parts)}*1)"


def _write_scores(
    worksheet: Any, workbook: Any, row: int, document: Document, map_id: str, styles: Styles
) -> int:
    """Write both scores of every touchpoint that has them, and their chart beside them."""
    drawn = importance_performance.chart(document, map_id)
    if drawn.lines is None:
        return row + 1
    headings = ("touchpoint", "satisfaction", "importance", "quadrant")
    for at, name in enumerate(headings):
        write_text(worksheet, row, at, say(f"gap_summary.{name}"), styles.header())
    first = row + 1
    # the dots of a quadrant are one series, so they are written one quadrant after another
    dots = sorted(drawn.dots, key=lambda dot: list(_COLOURS).index(dot.quadrant))
    for at, dot in enumerate(dots, start=first):
        name = name_of(document, "touchpoints", dot.touchpoint)
        write_text(worksheet, at, 0, name, styles.get(num_format="@"))
        worksheet.write_number(at, 1, dot.satisfaction, styles.get(align="center"))
        worksheet.write_number(at, 2, dot.importance, styles.get(align="center"))
        write_text(worksheet, at, 3, say(f"quadrant.{dot.quadrant}"), styles.get())
    after = first + len(dots)
    ends = _write_lines(worksheet, after + 1, drawn.lines, styles)
    chart = _chart(workbook, worksheet.get_name(), first, Chart(drawn.lines, tuple(dots)), ends)
    worksheet.insert_chart(row, 5, chart, {"object_position": 2})
    return max(after + 6, row + _CHART_ROWS) + 1


def _write_lines(worksheet: Any, row: int, lines: Crosshairs, styles: Styles) -> int:
    """Write the ends of both cross-hairs, which a chart can only take from cells."""
    write_text(worksheet, row, 0, say("gap_summary.lines"), styles.get(italic=True))
    ends = (
        (lines.satisfaction, _LOWEST),
        (lines.satisfaction, _HIGHEST),
        (_LOWEST, lines.importance),
        (_HIGHEST, lines.importance),
    )
    for at, (satisfaction, importance) in enumerate(ends, start=row):
        style = styles.get(align="center", num_format="0.0")
        worksheet.write_number(at, 1, satisfaction, style)
        worksheet.write_number(at, 2, importance, style)
    return row


def _chart(workbook: Any, title: str, first: int, drawn: Chart, ends: int) -> Any:
    chart = workbook.add_chart({"type": "scatter"})
    at = first
    for quadrant, colour in _COLOURS.items():
        count = sum(dot.quadrant == quadrant for dot in drawn.dots)
        if count:
            last = at + count - 1
            chart.add_series(_dots(title, quadrant, at, last, _colour(PAPER, colour)))
            at = last + 1
    for start in (ends, ends + 2):
        chart.add_series(
            {
                "name": say("gap_summary.lines"),
                "categories": [title, start, 1, start + 1, 1],
                "values": [title, start, 2, start + 1, 2],
                "marker": {"type": "none"},
                "line": {"color": PAPER.field_border, "width": 1, "dash_type": "dash"},
            }
        )
    chart.set_title(
        {"name": say("quadrants.title"), "name_font": {"size": 11, "color": PAPER.text}}
    )
    for set_axis, name in (
        (chart.set_x_axis, "quadrants.satisfaction"),
        (chart.set_y_axis, "quadrants.importance"),
    ):
        set_axis(
            {
                "name": say(name),
                "min": _LOWEST,
                "max": _HIGHEST,
                "major_unit": 1,
                "major_gridlines": {"visible": True, "line": {"color": GRID}},
            }
        )
    shown = sum(any(dot.quadrant == name for dot in drawn.dots) for name in _COLOURS)
    chart.set_legend({"position": "bottom", "delete_series": [shown, shown + 1]})
    chart.set_size(_CHART_SIZE)
    return chart


def _dots(title: str, quadrant: str, first: int, last: int, colour: str) -> dict[str, object]:
    names = [{"value": f"='{title}'!$A${at + 1}"} for at in range(first, last + 1)]
    return {
        "name": say(f"quadrant.{quadrant}"),
        "categories": [title, first, 1, last, 1],
        "values": [title, first, 2, last, 2],
        "marker": {
            "type": "circle",
            "size": 8,
            "border": {"color": PAPER.panel},
            "fill": {"color": colour},
        },
        "data_labels": {"custom": names, "position": "right", "value": True},
    }


def _colour(palette: Palette, name: str) -> str:
    return str(getattr(palette, name))
