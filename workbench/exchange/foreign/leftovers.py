"""Cells without a place, why they have none, and keeping them all the same; comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.exchange.foreign.drafts import CardDraft, Making, MapDraft, Spot, StageDraft
from workbench.exchange.foreign.fields import is_total, is_total_line
from workbench.exchange.foreign.grid import Grid
from workbench.exchange.foreign.layout import Layout, Options
from workbench.exchange.foreign.reading import Unplaced
from workbench.exchange.sheets import Sheet, address
from workbench.words.say import say


class Leftovers:
    """What the readers left of the sheets."""

    def __init__(
        self,
        making: Making,
        sheets: Sequence[Sheet],
        grids: Mapping[int, Grid],
        layouts: Sequence[Layout],
    ) -> None:
        self._making = making
        self._sheets = sheets
        self._grids = grids
        self._layouts = layouts
        self._cards: dict[str, CardDraft] = {}
        self._stages: dict[str, StageDraft] = {}
        self._map_of: dict[str, MapDraft] = {}
        for drawn in making.maps:
            for stage in drawn.stages:
                self._stages[stage.id] = stage
                self._map_of[stage.id] = drawn
            for card in drawn.cards:
                self._cards[card.id] = card
                self._map_of[card.id] = drawn

    def keep_comments(self) -> None:
        """Comments become remarks of the touchpoint, else notes beside their cell."""
        for number in sorted({layout.sheet for layout in self._layouts}):
            sheet = self._sheets[number]
            for row, comments in sorted(sheet.comments.items()):
                for column, text in sorted(comments.items()):
                    if text.strip():
                        self._keep_comment((number, row, column), text.strip())

    def unplaced(self, options: Options) -> tuple[Unplaced, ...]:
        """Every filled cell without a place, kept as the options say."""
        found: list[Unplaced] = []
        for number, grid in self._grids.items():
            for row, column in sorted(grid.cells):
                spot = (number, row, column)
                if spot not in self._making.placed:
                    text = grid.text(row, column)
                    why = self._why(spot, grid)
                    kept = self._kept(spot, text, why, options)
                    found.append(Unplaced(number, row, column, text, why, kept))
        return tuple(found)

    def _why(self, spot: Spot, grid: Grid) -> str:
        number, row, column = spot
        layout = self._layout(spot)
        if layout is None:
            if not any(item.sheet == number for item in self._layouts):
                return "other_sheet"
            return "outside"
        turned = Grid.spot(layout.across, row, column)
        area = layout.area
        first = area.left if layout.across else area.top
        if turned[0] < first + layout.headers:
            return "heading"
        use = next((use for use in layout.uses if use.at == turned[1]), None)
        line = (
            [grid.text(at, column) for at in range(area.top, area.bottom + 1)]
            if layout.across
            else [grid.text(row, at) for at in range(area.left, area.right + 1)]
        )
        filled = [text for text in line if text]
        if any(map(is_total, filled)) or is_total_line(filled):
            return "total"
        if use is None or use.taken_for == "nothing":
            return "aside"
        if use.scale or use.taken_for in ("reached", "target_conversion", "entry_share", "share"):
            return "no_value"
        return "no_record"

    def _kept(self, spot: Spot, text: str, why: str, options: Options) -> str:
        if options.unplaced == "leave" or why == "other_sheet":
            return ""
        drawn, stage, card = self._beside(spot)
        if drawn is None:
            return ""
        if options.unplaced == "remarks":
            if card is not None and card.table == "touchpoints":
                card.add_line("remarks", text)
            else:
                drawn.scenario.append(f"{self._address(spot)}: {text}")
            return "remarks"
        stage = stage or (drawn.stages[0] if drawn.stages else None)
        if stage is None:
            return ""
        self._note(drawn, stage, text, spot)
        return "notes"

    def _keep_comment(self, spot: Spot, text: str) -> None:
        placed = self._making.placed.get(spot)
        card = self._cards.get(placed.id) if placed is not None else None
        drawn, stage, beside = self._beside(spot)
        card = card or beside
        if card is not None and card.table == "touchpoints":
            card.add_line("remarks", text)
            return
        if card is not None:
            drawn = self._map_of[card.id]
            values = {"kind": card.values["kind"], "text": text}
            drawn.add_card("notes", card.stage, card.lane, values, spot)
            return
        if placed is not None and placed.id in self._stages:
            stage = self._stages[placed.id]
            drawn = self._map_of[placed.id]
        if drawn is not None and stage is not None:
            self._note(drawn, stage, text, spot)
        elif drawn is not None:
            drawn.scenario.append(f"{self._address(spot)}: {text}")
        else:
            self._keep_with_personas(spot, text)

    def _keep_with_personas(self, spot: Spot, text: str) -> None:
        placed = self._making.placed.get(spot)
        owner = next(
            (it for it in self._making.personas if placed is not None and it["id"] == placed.id),
            self._making.personas[0] if self._making.personas else None,
        )
        if owner is not None:
            before = owner.get("details", "")
            owner["details"] = f"{before}\n{text}" if before else text

    def _note(self, drawn: MapDraft, stage: StageDraft, text: str, spot: Spot) -> None:
        lane = drawn.lane("notes", say("foreign.lane.unplaced"), "backstage")
        drawn.add_card("notes", stage, lane, {"kind": "backstage", "text": text}, spot)

    def _beside(self, spot: Spot) -> tuple[MapDraft | None, StageDraft | None, CardDraft | None]:
        """The map, stage and touchpoint that a cell stands beside, as far as it does."""
        number, row, column = spot
        drawn = next((it for it in self._making.maps if it.sheet == number), None)
        layout = self._layout(spot)
        if layout is None:
            return drawn, None, None
        stage: StageDraft | None = None
        for use in layout.uses:
            other = (number, use.at, column) if layout.across else (number, row, use.at)
            placed = self._making.placed.get(other)
            if placed is None:
                continue
            card = self._cards.get(placed.id)
            if card is not None:
                if layout.records == "touchpoints" and card.table == "touchpoints":
                    return self._map_of[card.id], card.stage, card
                stage = card.stage
            elif placed.id in self._stages:
                stage = self._stages[placed.id]
        return (self._map_of[stage.id] if stage is not None else drawn), stage, None

    def _layout(self, spot: Spot) -> Layout | None:
        number, row, column = spot
        return next(
            (
                layout
                for layout in self._layouts
                if layout.sheet == number
                and layout.area.top <= row <= layout.area.bottom
                and layout.area.left <= column <= layout.area.right
            ),
            None,
        )

    def _address(self, spot: Spot) -> str:
        number, row, column = spot
        return address(self._sheets[number].title, row, column)
