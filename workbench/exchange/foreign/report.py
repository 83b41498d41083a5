"""What an import of a foreign workbook came to, as JSON for other programs.

The keys are promised in docs/foreign-maps.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from workbench.exchange.foreign.layout import Layout
from workbench.exchange.foreign.reading import Reading
from workbench.exchange.sheets import Area, Book, Sheet, column_letter
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Touchpoint
from workbench.words.problem_sentences import sentence


def as_json(
    book: Book, layouts: Sequence[Layout], reading: Reading, *, file: str, mapping: str | None
) -> bytes:
    """The report of one import."""
    return msgspec.json.encode(report(book, layouts, reading, file=file, mapping=mapping))


def report(
    book: Book, layouts: Sequence[Layout], reading: Reading, *, file: str, mapping: str | None
) -> dict[str, Any]:
    """The report as plain values."""
    document = reading.document
    cells = {item.id: _cell(item.row, item.column) for item in reversed(reading.placed) if item.id}
    used = [layout.sure for layout in layouts if layout.form != "nothing"]
    return {
        "file": file,
        "kind": book.kind,
        "encoding": book.encoding,
        "separator": book.separator,
        "confidence": min(used, default=0),
        "mapping": mapping,
        "layouts": [_layout(book.sheets, layout) for layout in layouts],
        "maps": [item.name for item in queries.maps(document)],
        "stages": _stages(document, cells),
        "lanes": [
            {
                "map": drawn.name,
                "name": lane.name,
                "kind": lane.kind,
                "note_kind": lane.note_kind,
            }
            for drawn in queries.maps(document)
            for lane in queries.lanes(document, drawn.id)
        ],
        "cards": _cards(document, cells),
        "ratings": [
            {
                "sheet": book.sheets[item.sheet].title,
                "at": item.at,
                "header": item.header,
                "taken_for": item.taken_for,
                "scale": item.scale,
                "count": item.n,
                "example": {"written": item.example[0], "kept": item.example[1]},
            }
            for item in reading.conversions
        ],
        "personas": _personas(document),
        "unplaced": [
            {
                "sheet": book.sheets[item.sheet].title,
                "cell": _cell(item.row, item.column),
                "text": item.text,
                "why": item.why,
                "kept": item.kept or None,
            }
            for item in reading.unplaced
        ],
        "notices": [sentence(notice) for notice in reading.notices],
        "counts": reading.counts(),
    }


def _layout(sheets: Sequence[Sheet], layout: Layout) -> dict[str, Any]:
    return {
        "sheet": sheets[layout.sheet].title,
        "area": area_text(layout.area),
        "form": layout.form,
        "confidence": layout.sure,
        "headers": layout.headers,
        "captions": layout.captions,
        "split": layout.split,
        "title": layout.title,
        "looks_like": layout.looks_like,
        "lines": [
            {
                "at": str(use.at) if layout.across else column_letter(use.at),
                "header": use.header,
                "taken_for": use.taken_for,
                "confidence": use.sure,
                "why": use.why,
                "scale": use.scale,
            }
            for use in layout.uses
        ],
    }


def _stages(document: Document, cells: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "map": drawn.name,
            "name": stage.name,
            "roles": list(stage.roles),
            "question": stage.question or None,
            "reached": stage.reached,
            "cell": cells.get(stage.id),
        }
        for drawn in queries.maps(document)
        for stage in queries.stages(document, drawn.id)
    ]


def _cards(document: Document, cells: dict[str, str]) -> list[dict[str, Any]]:
    found = []
    for drawn in queries.maps(document):
        for stage in queries.stages(document, drawn.id):
            for lane in queries.lanes(document, drawn.id):
                for card in queries.cards(document, stage.id, lane.id):
                    place = {"map": drawn.name, "stage": stage.name, "lane": lane.name}
                    found.append({**place, **_card(document, card), "cell": cells.get(card.id)})
    return found


def _card(document: Document, card: queries.Card) -> dict[str, Any]:
    if not isinstance(card, Touchpoint):
        return {"kind": card.kind, "title": card.text}
    channel = document.channels[card.channel].name if card.channel else None
    return {
        "kind": "touchpoint",
        "title": card.title,
        "channel": channel,
        "does": card.does or None,
        "thinks": card.thinks or None,
        "importance": card.importance,
        "satisfaction": card.satisfaction,
        "feeling": card.feeling,
        "owner": card.owner or None,
        "remarks": card.remarks or None,
    }


def _personas(document: Document) -> list[dict[str, Any]]:
    return [
        {
            "name": persona.name,
            "segment": persona.segment or None,
            "summary": persona.summary or None,
            "share": persona.share,
            "details": persona.details or None,
            "needs": [
                {"kind": need.kind, "text": need.text}
                for need in queries.needs(document, persona.id)
            ],
        }
        for persona in queries.personas(document)
    ]


def area_text(area: Area) -> str:
    """The name of an area as people read it, e.g. ``B3:H12``."""
    return f"{_cell(area.top, area.left)}:{_cell(area.bottom, area.right)}"


def _cell(row: int, column: int) -> str:
    return f"{column_letter(column)}{row}"
