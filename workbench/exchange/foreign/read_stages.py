"""Tables whose records are stages: one a row, or one a column with lanes below."""

from __future__ import annotations

import re

from workbench.exchange.foreign.drafts import CardDraft, StageDraft, default_lane
from workbench.exchange.foreign.fields import is_total
from workbench.exchange.foreign.layout import Use
from workbench.exchange.foreign.table_reader import TableReader, named_stage
from workbench.exchange.foreign.text import stage_number

_NOTES = frozenset({"action", "thought", "pain", "opportunity", "backstage", "question"})
_WITH_LANE = _NOTES | {"touchpoint", "channel", "feeling", "reached", "stage_question"}
_CHANNELS = re.compile(r"[\n,;、，/／|]")
_LISTED = re.compile(r"[,;、，；]\s*")
_SEPARATED = re.compile(r"\s*[;；]\s*")
_LONGEST_LISTED = 32
"""Parts of a cell between commas that are longer are parts of a sentence."""


class StagesReader(TableReader):
    """Reads a table of stages into its map."""

    def read(self) -> None:
        self.place_headers()
        self._prepare_lanes()
        stage: StageDraft | None = None
        for record in self.records():
            if self.is_header_again(record):
                for use in self.layout.uses:
                    if self.text(record, use):
                        self.making.place(self.spot(record, use.at), "header")
                continue
            following = self._stage(record, stage)
            if following is None:
                continue
            stage = following
            self._read_record(record, stage)
        self._spread_scores()
        self.finish()

    def _prepare_lanes(self) -> None:
        """Make the lanes in the order of the table, before cards ask for them."""
        self._questions_as_notes = False
        self._waiting: dict[tuple[str, str], tuple[float, list[tuple[int, Use]]]] = {}
        touchpoints = bool(self.uses("touchpoint"))
        for use in self.layout.uses:
            filled = [text for record in self.records() if (text := self.grid.text(record, use.at))]
            if not filled or use.taken_for not in _WITH_LANE:
                continue
            name = self.lane_name(use)
            match use.taken_for:
                case "touchpoint":
                    self.map.lane("touchpoints", name)
                case "channel" if not touchpoints:
                    self.map.lane("touchpoints", name)
                case "feeling":
                    scored = [self.score(record, use)[0] is not None for record in self.records()]
                    if sum(scored) * 2 >= len(filled):
                        self.map.lane("experience", name)
                case "reached":
                    self.map.lane("reached", name)
                case "stage_question":
                    several = any(len(self.cards(text)) > 1 for text in filled)
                    self._questions_as_notes = self._questions_as_notes or several
                case kind if kind in _NOTES:
                    self.map.lane("notes", name, kind)
        self._converted.clear()
        self._listed = {
            use.at
            for use in self.uses("touchpoint")
            if self.layout.split
            and _are_lists([self.grid.text(record, use.at) for record in self.records()])
        }

    def _stage(self, record: int, before: StageDraft | None) -> StageDraft | None:
        """The stage of a record; None where the record belongs to none."""
        use = self.use("stage")
        assert use is not None, "a table of stages has a line that names them"
        anchor = self.grid.anchor(record, use.at)
        text = self.grid.cells.get(anchor, "")
        if not text:
            return before
        if is_total(text):
            return None
        name, question = named_stage(text)
        spot = self.spot(*anchor)
        stage = self.map.stage(name)
        if stage is None:
            stage = self.map.add_stage(name, spot)
            stage.number = stage_number(text)
            if question:
                stage.values["question"] = question
        self.making.place(spot, "stage", "stages", stage.id, "name")
        return stage

    def _read_record(self, record: int, stage: StageDraft) -> None:
        made: list[CardDraft] = []
        for use in self.layout.uses:
            text = self.text(record, use)
            if not text:
                continue
            spot = self.spot(record, use.at)
            match use.taken_for:
                case "touchpoint":
                    lane = self.map.lane("touchpoints", self.lane_name(use))
                    titles = self.cards(text)
                    if len(titles) == 1 and self.layout.split:
                        parts = _LISTED if use.at in self._listed else _SEPARATED
                        titles = [part for part in parts.split(titles[0]) if part]
                    cards = [
                        self.map.add_card("touchpoints", stage, lane, {"title": title}, spot)
                        for title in titles
                    ]
                    made.extend(cards)
                    self.making.place(
                        spot, "touchpoint", "touchpoints", cards[0].id if cards else "", "title"
                    )
                case "stage_question":
                    self._question(stage, use, text, spot)
                case "reached" | "target_conversion":
                    self._figure(record, stage, use)
                case "order":
                    self.making.place(spot, "order")
                case kind if kind in _NOTES:
                    ids = [
                        self.add_note(kind, self.lane_name(use), stage, card, spot)
                        for card in self.cards(text)
                    ]
                    self.making.place(spot, "note", "notes", ids[0] if ids else "", "text")
        for use in self.uses("channel"):
            if self.text(record, use):
                made.extend(self._channels(record, stage, use, made))
        for use in self.uses("feeling", "importance", "satisfaction"):
            if self.text(record, use):
                self._scores(record, stage, use, made)

    def _question(self, stage: StageDraft, use: Use, text: str, spot: tuple[int, int, int]) -> None:
        if self._questions_as_notes or stage.values.get("question"):
            ids = [
                self.add_note("question", self.lane_name(use), stage, card, spot)
                for card in self.cards(text)
            ]
            self.making.place(spot, "note", "notes", ids[0] if ids else "", "text")
        else:
            stage.values["question"] = " ".join(text.split())
            self.making.place(spot, "field", "stages", stage.id, "question")

    def _figure(self, record: int, stage: StageDraft, use: Use) -> None:
        number = figure(self.grid.value(record, use.at), percent=use.taken_for != "reached")
        if number is not None and 0 <= number <= (1e12 if use.taken_for == "reached" else 100):
            stage.values.setdefault(use.taken_for, number)
            self.making.place(self.spot(record, use.at), "field", "stages", stage.id, use.taken_for)

    def _channels(
        self, record: int, stage: StageDraft, use: Use, made: list[CardDraft]
    ) -> list[CardDraft]:
        """Give channels to the touchpoints of a record; without any, each is one itself."""
        text = self.text(record, use)
        spot = self.spot(record, use.at)
        names = [part.strip() for line in self.cards(text) for part in _CHANNELS.split(line)]
        names = [name for name in names if name]
        touchpoints = [card for card in made if card.table == "touchpoints"]
        if not touchpoints:
            name = self.lane_name(use) if not self.uses("touchpoint") else self._own_lane()
            lane = self.map.lane("touchpoints", name)
            added = [
                self.map.add_card(
                    "touchpoints",
                    stage,
                    lane,
                    {"title": name, "channel": self.making.channel(name)},
                    spot,
                )
                for name in names
            ]
            first = added[0].id if added else ""
            self.making.place(spot, "channel", "touchpoints", first, "channel")
            return added
        if len(names) == 1 or len(names) == len(touchpoints):
            each = names if len(names) > 1 else names * len(touchpoints)
            for touchpoint, title in zip(touchpoints, each, strict=True):
                touchpoint.values.setdefault("channel", self.making.channel(title))
            self.making.place(spot, "channel", "touchpoints", touchpoints[0].id, "channel")
            return []
        ids = [self.add_note("backstage", self.lane_name(use), stage, x, spot) for x in names]
        self.making.place(spot, "channel", "notes", ids[0] if ids else "", "text")
        return []

    def _own_lane(self) -> str:
        use = self.use("touchpoint")
        return self.lane_name(use) if use is not None else default_lane("touchpoint")

    def _scores(self, record: int, stage: StageDraft, use: Use, made: list[CardDraft]) -> None:
        spot = self.spot(record, use.at)
        value, rest = self.score(record, use)
        feeling = use.taken_for == "feeling"
        if value is None:
            if feeling:
                ids = [
                    self.add_note("thought", self.lane_name(use), stage, thought, spot)
                    for thought in self.cards(rest)
                ]
                self.making.place(spot, "note", "notes", ids[0] if ids else "", "text")
            return
        touchpoints = [card for card in made if card.table == "touchpoints"]
        if rest and feeling and touchpoints:
            for thought in self.cards(rest):
                self.add_note("thought", self.lane_name(use), stage, thought, spot)
        for card in touchpoints:
            card.values.setdefault(use.taken_for, value)
        what = "feeling" if feeling else "score"
        if touchpoints:
            self.making.place(spot, what, "touchpoints", touchpoints[0].id, use.taken_for)
        else:
            waiting = self._waiting.setdefault((stage.id, use.taken_for), (value, []))
            waiting[1].append((record, use))

    def _spread_scores(self) -> None:
        """Give scores of stages to the touchpoints that other records or tables put there; where
        there are none, keep them as they are written, as notes.
        """
        for (stage_id, field), (value, cells) in self._waiting.items():
            stage = next(stage for stage in self.map.stages if stage.id == stage_id)
            touchpoints = self.map.touchpoints_in(stage)
            what = "feeling" if field == "feeling" else "score"
            for card in touchpoints:
                card.values.setdefault(field, value)
            for record, use in cells:
                spot = self.spot(record, use.at)
                rest = self.score(record, use)[1]
                if touchpoints:
                    self.making.place(spot, what, "touchpoints", touchpoints[0].id, field)
                    if rest and field == "feeling":
                        self.add_note("thought", self.lane_name(use), stage, rest, spot)
                    continue
                kind = "thought" if field == "feeling" else "backstage"
                text = self.grid.text(record, use.at)
                note = self.add_note(kind, self.lane_name(use), stage, text, spot)
                self.making.place(spot, what, "notes", note, "text")


def _are_lists(texts: list[str]) -> bool:
    """Whether most cells list names between commas."""
    filled = [text for text in texts if text]
    lists = [
        text
        for text in filled
        if len(parts := _LISTED.split(text)) > 1
        and "\n" not in text
        and all(0 < len(part) <= _LONGEST_LISTED for part in parts)
        and not text.endswith(".")
    ]
    return len(lists) > 1 and len(lists) >= 0.5 * len(filled)


def figure(value: object, *, percent: bool = False) -> float | None:
    """A number, as a number or as text; a share up to 1 counts as part of the whole."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) * 100 if percent and 0 < value <= 1 else float(value)
    text = str(value or "").replace("\u00a0", "").replace(" ", "").replace("’", "")
    has_sign = text.endswith(("%", "％"))
    found = re.fullmatch(r"[~≈]?(\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d+)?)[%％]?", text)
    if not found:
        return None
    digits = found.group(1)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits) and not has_sign:
        return float(re.sub(r"[.,]", "", digits))
    return float(digits.replace(",", "."))
