"""What stands around tables: “Persona: …”, “Scenario: …” and the like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.exchange.foreign.drafts import LONGEST_REFERENCE, Making, MapDraft, Spot
from workbench.exchange.foreign.grid import Grid
from workbench.exchange.foreign.layout import Layout
from workbench.exchange.foreign.lexicon import meanings

_KINDS = ("persona", "scenario", "offer")
_LABEL_FROM = 80


def read_around(making: Making, grids: Mapping[int, Grid], layouts: Sequence[Layout]) -> None:
    """Read pairs of a name and a value beside the tables into the maps of their sheets."""
    for number in sorted({layout.sheet for layout in layouts}):
        drawn = next((it for it in making.maps if it.sheet == number), None)
        if drawn is None:
            continue
        grid = grids[number]
        for row, column in sorted(grid.cells):
            spot = (number, row, column)
            if spot in making.placed or _inside(layouts, number, row, column):
                continue
            text = grid.text(row, column)
            name, value = _pair(text)
            if value:
                _keep(making, drawn, name, value, (spot,))
                continue
            right = _next_cell(grid, row, column)
            if right is None or (number, row, right) in making.placed:
                continue
            if not _inside(layouts, number, row, right):
                value = grid.text(row, right)
                _keep(making, drawn, text.rstrip(" :："), value, (spot, (number, row, right)))


def _keep(making: Making, drawn: MapDraft, name: str, value: str, spots: Sequence[Spot]) -> None:
    known = meanings(name)
    kind = next((kind for kind in _KINDS if known.get(kind, 0) >= _LABEL_FROM), "")
    if kind == "persona" and len(value) <= LONGEST_REFERENCE:
        identifier = making.persona(value)
        drawn.personas.append(identifier)
        for spot in spots:
            making.place(spot, "persona", "personas", identifier, "name")
    elif kind == "offer" and not drawn.offer:
        drawn.offer = " ".join(value.split())
        for spot in spots:
            making.place(spot, "field", "maps", drawn.id, "offer")
    elif kind == "scenario":
        drawn.scenario.append(value)
        for spot in spots:
            making.place(spot, "field", "maps", drawn.id, "scenario")


def _pair(text: str) -> tuple[str, str]:
    for colon in (":", "："):
        name, found, value = text.partition(colon)
        if found and value.strip() and len(name) < 40:
            return name.strip(), value.strip()
    return text, ""


def _next_cell(grid: Grid, row: int, column: int) -> int | None:
    merged = grid.merged(row, column)
    start = (merged.right if merged is not None else column) + 1
    return next((at for at in range(start, start + 2) if grid.text(row, at)), None)


def _inside(layouts: Sequence[Layout], number: int, row: int, column: int) -> bool:
    return any(
        layout.sheet == number
        and layout.area.top <= row <= layout.area.bottom
        and layout.area.left <= column <= layout.area.right
        for layout in layouts
    )
