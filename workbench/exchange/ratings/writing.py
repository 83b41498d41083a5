"""One participant's rating sheet as a workbook: to be filled in, and nothing else."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from workbench.exchange.labels import labels_of, natural, one_line
from workbench.exchange.ratings import memory
from workbench.exchange.ratings.memory import Asked, Memory
from workbench.exchange.sheet_styles import DATE_FORMAT, GRID, PAPER, Styles, tint
from workbench.exchange.sheet_text import lines_of, row_height, sheet_titles, write_text
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Participant, Touchpoint
from workbench.words.labels import choice_name, field_name
from workbench.words.say import say

FREE_ROWS = 6
"""Rows for touchpoints that a participant misses."""

FEELINGS = (2, 1, 0, -1, -2)

_COLUMNS = (
    ("id", 4),
    ("stage", 15),
    ("title", 27),
    ("does", 38),
    ("importance", 12),
    ("satisfaction", 12),
    ("feeling", 18),
    ("remark", 38),
)
_AT = {name: at for at, (name, _) in enumerate(_COLUMNS)}
_LAST = len(_COLUMNS) - 1
_SCORES = ("importance", "satisfaction")
_OPTIONS = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
_HEAD, _HINTS, _HEADER = 1, 3, 9
_MOST_LINES = 10
_MOST_SAID = 360
"""What the customer does is cut to so many characters: a sheet is read at a glance."""

_COMMENT_HEIGHT = 80
_LISTED_FROM = 2


def sheet_bytes(
    document: Document,
    map_id: str,
    participant: Participant,
    *,
    stages: Sequence[str],
    today: datetime.date,
) -> bytes:
    """The workbook that asks a participant about the touchpoints of some stages of a map.

    `stages` are ids; the touchpoints come in the order of the map.
    """
    kept = _memory(document, map_id, participant, stages, today)
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, _OPTIONS)
    workbook.set_properties(
        {
            "title": say("rating_sheet.title", map=kept.map_name)[:200],
            "created": datetime.datetime.combine(today, datetime.time()),
        }
    )
    styles = Styles(workbook)
    (title,) = sheet_titles([say("rating_sheet.sheet")], say("rating_sheet.sheet"))
    worksheet = workbook.add_worksheet(title)
    hidden = workbook.add_worksheet(memory.TITLE)
    _Page(worksheet, styles, kept).write()
    for column, text in enumerate(memory.encode(kept)):
        write_text(hidden, 0, column, text, styles.get())
    for row, (_, label) in enumerate(kept.stages, start=_LISTED_FROM):
        write_text(hidden, row, 0, label, styles.get())
    hidden.very_hidden()
    workbook.close()
    return buffer.getvalue()


def _memory(
    document: Document,
    map_id: str,
    participant: Participant,
    stages: Sequence[str],
    today: datetime.date,
) -> Memory:
    every = [(stage.id, stage) for stage in queries.stages(document, map_id)]
    labels = labels_of(document, (("stages", identifier) for identifier, _ in every))
    chosen = set(stages)
    return Memory(
        workspace=document.workspace.id,
        map=map_id,
        map_name=natural("maps", document.maps[map_id]),
        participant=participant.id,
        name=participant.name,
        made=today,
        columns=tuple((name, _header(name), at + 1) for name, at in _AT.items()),
        labels={name: say(f"rating_sheet.{name}") for name in memory.LABELS},
        stages=tuple((identifier, labels.label("stages", identifier)) for identifier, _ in every),
        touchpoints=tuple(
            Asked(
                item.id,
                labels.label("stages", item.stage),
                one_line(item.title) or natural("touchpoints", item),
                _does(item),
            )
            for item in queries.touchpoints(document, map_id)
            if item.stage in chosen
        ),
    )


def _header(name: str) -> str:
    if name == "title":
        return field_name("ratings", "touchpoint")
    return field_name("ratings" if name in ("id", "remark") else "touchpoints", name)


def _does(item: Touchpoint) -> str:
    """What the customer does, and whether the touchpoint is there at all."""
    does = item.does
    if item.status != "in-place":
        status = choice_name("status", item.status)
        does = say("rating_sheet.status", status=status, does=does).strip()
    return does if len(does) <= _MOST_SAID else does[: _MOST_SAID - 1].rstrip() + "…"


class _Page:
    """The visible sheet, written from top to bottom."""

    def __init__(self, worksheet: Any, styles: Styles, kept: Memory) -> None:
        self._sheet, self._styles, self._kept = worksheet, styles, kept

    def write(self) -> None:
        self._set_up()
        self._write_head()
        self._write_header()
        row = _HEADER + 1
        for asked in self._kept.touchpoints:
            self._write_touchpoint(row, asked)
            row += 1
        self._sheet.set_row(row, 8)
        self._write_section(row + 1, self._kept.labels["missing"])
        first = row + 2
        for free in range(first, first + FREE_ROWS):
            self._write_free(free)
        last = first + FREE_ROWS
        self._sheet.set_row(last, 8)
        self._write_section(last + 1, self._kept.labels["comment"])
        self._sheet.merge_range(last + 2, 1, last + 2, _LAST, "", self._open(wraps=True))
        self._sheet.set_row(last + 2, _COMMENT_HEIGHT)
        self._restrict(_HEADER + 1, _HEADER + len(self._kept.touchpoints))
        self._restrict(first, first + FREE_ROWS - 1)
        self._pick_stages(first, first + FREE_ROWS - 1)
        self._sheet.print_area(0, 0, last + 2, _LAST)

    def _set_up(self) -> None:
        sheet = self._sheet
        for at, (name, width) in enumerate(_COLUMNS):
            sheet.set_column(at, at, width, None, {"hidden": name == "id"})
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEADER)
        footer = _without_codes(f"{self._kept.map_name} · {one_line(self._kept.name)}")
        sheet.set_footer(f"&L&8{footer}&R&8&P / &N")
        sheet.freeze_panes(_HEADER + 1, _AT["does"])
        sheet.protect("", {"format_columns": True, "format_rows": True})
        sheet.set_selection(_HEADER + 1, _AT["importance"], _HEADER + 1, _AT["importance"])

    def _write_head(self) -> None:
        kept, styles = self._kept, self._styles
        title = say("rating_sheet.title", map=kept.map_name)
        write_text(self._sheet, 0, 1, title, styles.heading(18))
        self._sheet.set_row(0, 30)
        label = styles.get(font_color=PAPER.muted, valign="vcenter")
        name = styles.get(bold=True, font_size=13, valign="vcenter", num_format="@")
        write_text(self._sheet, _HEAD, 1, kept.labels["for"], label)
        write_text(self._sheet, _HEAD, 2, one_line(kept.name), name)
        write_text(self._sheet, _HEAD, _AT["feeling"], kept.labels["date"], label)
        box = self._open(num_format=DATE_FORMAT, align="left", valign="vcenter")
        self._sheet.write_blank(_HEAD, _AT["remark"], None, box)
        self._sheet.data_validation(
            _HEAD,
            _AT["remark"],
            _HEAD,
            _AT["remark"],
            {
                "validate": "date",
                "criteria": ">=",
                "value": datetime.date(1990, 1, 1),
                "error_type": "warning",
                "error_message": say("rating_sheet.date_wrong"),
            },
        )
        self._sheet.set_row(_HEAD, 22)
        self._sheet.set_row(_HEAD + 1, 6)
        self._sheet.set_row(_HEADER - 1, 6)
        plain = styles.get(text_wrap=True, font_color=PAPER.muted)
        for at, code in enumerate(("how", "importance", "satisfaction", "feeling", "back")):
            self._sheet.merge_range(_HINTS + at, 1, _HINTS + at, _LAST, "", plain)
            write_text(self._sheet, _HINTS + at, 1, say(f"rating_sheet.hint.{code}"), plain)

    def _write_header(self) -> None:
        for name, header, column in self._kept.columns:
            centred = {"align": "center"} if name in (*_SCORES, "feeling") else {}
            style = self._styles.get(
                bold=True,
                bg_color=PAPER.accent_soft,
                bottom=1,
                bottom_color=PAPER.accent,
                valign="vcenter",
                text_wrap=True,
                **centred,
            )
            write_text(self._sheet, _HEADER, column - 1, header, style)
        self._sheet.set_row(_HEADER, 24)

    def _write_touchpoint(self, row: int, asked: Asked) -> None:
        line = {"bottom": 1, "bottom_color": GRID, "text_wrap": True, "num_format": "@"}
        muted = self._styles.get(font_color=PAPER.muted, **line)
        texts = (
            ("id", asked.id, muted),
            ("stage", asked.stage, muted),
            ("title", asked.title, self._styles.get(bold=True, **line)),
            ("does", asked.does, self._styles.get(**line)),
        )
        lines = 1
        for name, text, style in texts:
            write_text(self._sheet, row, _AT[name], text, style)
            if name != "id":
                lines = max(lines, lines_of(text[:1000], _COLUMNS[_AT[name]][1]))
        self._sheet.set_row(row, row_height(min(lines, _MOST_LINES)) + 4)
        self._write_answers(row)

    def _write_free(self, row: int) -> None:
        for name in ("stage", "title", "does"):
            self._sheet.write_blank(row, _AT[name], None, self._open(wraps=True))
        self._sheet.set_row(row, row_height(1) + 4)
        self._write_answers(row)

    def _write_answers(self, row: int) -> None:
        for name in _SCORES:
            self._sheet.write_blank(row, _AT[name], None, self._open(align="center"))
        self._sheet.write_blank(row, _AT["feeling"], None, self._open(align="center"))
        self._sheet.write_blank(row, _AT["remark"], None, self._open(wraps=True))

    def _write_section(self, row: int, text: str) -> None:
        self._sheet.merge_range(row, 1, row, _LAST, "", self._styles.get(bold=True))
        write_text(self._sheet, row, 1, text, self._styles.get(bold=True, valign="vcenter"))
        self._sheet.set_row(row, 22)

    def _open(self, *, wraps: bool = False, **properties: object) -> Any:
        """The look of a cell that may be filled in; what is typed into a text cell stays text."""
        text = {"text_wrap": True, "num_format": "@"} if wraps else {}
        return self._styles.get(
            locked=False,
            border=1,
            border_color=PAPER.field_border,
            bg_color=tint(PAPER.accent, 0.03),
            **text,
            **properties,
        )

    def _restrict(self, first: int, last: int) -> None:
        if last < first:
            return
        for name in _SCORES:
            self._sheet.data_validation(
                first,
                _AT[name],
                last,
                _AT[name],
                {
                    "validate": "list",
                    "source": list(range(1, 11)),
                    "input_title": _header(name)[:32],
                    "input_message": say(f"rating_sheet.prompt.{name}"),
                    "error_message": say("rating_sheet.score_wrong"),
                },
            )
        self._sheet.data_validation(
            first,
            _AT["feeling"],
            last,
            _AT["feeling"],
            {
                "validate": "list",
                "source": [say(f"feeling.{value}") for value in FEELINGS],
                "input_title": _header("feeling")[:32],
                "input_message": say("rating_sheet.prompt.feeling"),
                "error_message": say("rating_sheet.feeling_wrong"),
            },
        )

    def _pick_stages(self, first: int, last: int) -> None:
        end = _LISTED_FROM + len(self._kept.stages)
        if not self._kept.stages:
            return
        self._sheet.data_validation(
            first,
            _AT["stage"],
            last,
            _AT["stage"],
            {
                "validate": "list",
                "source": f"='{memory.TITLE}'!$A${_LISTED_FROM + 1}:$A${end}",
                "error_message": say("rating_sheet.stage_wrong"),
            },
        )


def _without_codes(text: str) -> str:
    """Text for a footer, in which ampersands start codes and length is short."""
    return text.replace("&", "&&")[:150]
