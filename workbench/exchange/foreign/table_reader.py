"""What readers of all forms share: a table's lines, cells and scores, and where they go."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.exchange.foreign import scales
from workbench.exchange.foreign.drafts import Making, MapDraft, Spot, StageDraft, default_lane
from workbench.exchange.foreign.grid import Grid
from workbench.exchange.foreign.layout import SCALED, Layout, Use
from workbench.exchange.foreign.reading import Conversion
from workbench.exchange.foreign.text import is_broken_text, items, one_text, stage_name
from workbench.exchange.sheets import Value

_NOTHING_THERE = frozenset(
    {
        "-",
        "–",
        "—",
        "--",
        "---",
        "/",
        ".",
        "n/a",
        "na",
        "k.a.",
        "none",
        "ー",
        "－",
        "なし",
        "无",
        "無",
    }
)
"""What people write into a cell to say that they did not forget it."""

_LONGEST_NAME = 80


class TableReader:
    """One table being read into a map, or into personas."""

    def __init__(self, making: Making, grid: Grid, layout: Layout, drawn: MapDraft) -> None:
        self.making = making
        self.grid = grid
        self.layout = layout
        self.map = drawn
        self.area = grid.area(layout.area)
        self.first = self.area.top + layout.headers
        self.conversions: list[Conversion] = []
        self._scales = {use.at: self._scale(use) for use in layout.uses if use.taken_for in SCALED}
        self._converted: dict[int, list[tuple[str, float]]] = {}

    def records(self) -> Iterator[int]:
        """The record lines with anything in them."""
        filled = {
            record
            for record, field in self.grid.cells
            if self.first <= record <= self.area.bottom
            and self.area.left <= field <= self.area.right
        }
        yield from sorted(filled)

    def uses(self, *kinds: str) -> list[Use]:
        """The uses of some kinds, in the table's order."""
        return [use for use in self.layout.uses if use.taken_for in kinds]

    def use(self, kind: str) -> Use | None:
        found = self.uses(kind)
        return found[0] if found else None

    def text(self, record: int, use: Use | None) -> str:
        return self.grid.text(record, use.at) if use is not None else ""

    def spot(self, record: int, field: int) -> Spot:
        return (self.layout.sheet, *self.grid.place((record, field)))

    def place_headers(self) -> None:
        """Count the headers of lines that are read as placed."""
        for use in self.layout.uses:
            if use.taken_for == "nothing":
                continue
            for record in range(self.area.top, self.first):
                if not self.grid.text(record, use.at):
                    continue
                self.making.place(self.spot(record, use.at), "header")
            if use.header:
                for record in range(self.area.top, self.first):
                    spot = self.grid.anchor(record, use.at)
                    if self.grid.cells.get(spot) == use.header:
                        self.making.place(self.spot(*spot), "header")
        corner = (self.first - 1, self.area.left)
        if self.grid.text(*corner) and not self.layout.across:
            self.making.place(self.spot(*corner), "header")

    def is_header_again(self, record: int) -> bool:
        """Whether a record repeats the headers, as on every page of a print."""
        pairs = [
            (self.grid.text(record, use.at), use.header)
            for use in self.layout.uses
            if self.grid.text(record, use.at)
        ]
        return len(pairs) > 1 and all(text == header for text, header in pairs)

    def is_nothing(self, text: str) -> bool:
        """Whether a cell says that there is nothing to say."""
        return text.casefold() in _NOTHING_THERE

    def cards(self, text: str) -> list[str]:
        """The texts of the cards that a cell becomes."""
        if self.is_nothing(text):
            return []
        if self.layout.split and not is_broken_text(text):
            return items(text)
        whole = one_text(text)
        return [whole] if whole else []

    def lane_name(self, use: Use, kind: str = "") -> str:
        name = " ".join(use.name.split())[:_LONGEST_NAME]
        return name or default_lane(kind or use.taken_for)

    def score(self, record: int, use: Use) -> tuple[float | None, str]:
        """The score or feeling in a cell, and what else stands there."""
        value: Value | None = self.grid.value(record, use.at)
        found = scales.find(value)
        written = self.grid.text(record, use.at)
        if found is None:
            return None, "" if self.is_nothing(written) else written
        feeling = use.taken_for == "feeling"
        scale = self._scales[use.at]
        at = scales.position(found, scale, feeling=feeling)
        if at is None:
            return None, "" if self.is_nothing(written) else written
        kept = scales.as_feeling(at) if feeling else scales.score(at)
        if not scales.is_native(scale, found, feeling=feeling):
            self._converted.setdefault(use.at, []).append((written, kept))
        return kept, found.rest.strip(" -–—:()（）")

    def finish(self) -> None:
        """Note what was converted from which scale."""
        for use in self.layout.uses:
            made = self._converted.get(use.at)
            if made:
                scale = self._scales[use.at].name or "words"
                self.conversions.append(
                    Conversion(
                        self.layout.sheet,
                        use.at,
                        use.header,
                        use.taken_for,
                        scale,
                        len(made),
                        made[0],
                    )
                )

    def add_note(self, kind: str, name: str, stage: StageDraft, text: str, spot: Spot) -> str:
        """Put a note on the lane of that kind and name, and give its id."""
        lane = self.map.lane("notes", name, kind)
        return self.map.add_card("notes", stage, lane, {"kind": kind, "text": text}, spot).id

    def _scale(self, use: Use) -> scales.Scale:
        values = [
            self.grid.value(record, use.at) for record in range(self.first, self.area.bottom + 1)
        ]
        feeling = use.taken_for == "feeling"
        return scales.scale_of(values, use.header, use.scale, feeling=feeling)


def named_stage(text: str) -> tuple[str, str]:
    """The name of a stage and the customer's question, from a stage's cell."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return stage_name(text)[: _LONGEST_NAME * 2], ""
    questions = [line for line in lines[1:] if line.endswith(("?", "？"))]
    names = [line for line in lines if line not in questions]
    joined = names[0]
    for line in names[1:]:
        joined = (
            joined[:-1] + line
            if joined.endswith("-") and line[:1].islower()
            else f"{joined} {line}"
        )
    return stage_name(joined)[: _LONGEST_NAME * 2], " ".join(questions)
