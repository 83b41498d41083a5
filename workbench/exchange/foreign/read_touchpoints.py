"""Tables whose records are touchpoints."""

from __future__ import annotations

from workbench.exchange.foreign.captions import caption_records
from workbench.exchange.foreign.drafts import CardDraft, MapDraft, StageDraft, default_lane
from workbench.exchange.foreign.fields import card_kind, is_total_line
from workbench.exchange.foreign.layout import Use
from workbench.exchange.foreign.lexicon import channel as known_channel
from workbench.exchange.foreign.lexicon import is_word, stage_meaning
from workbench.exchange.foreign.read_stages import figure
from workbench.exchange.foreign.table_reader import TableReader, named_stage
from workbench.exchange.foreign.text import one_text, stage_number
from workbench.words.say import say

_TEXTS = ("does", "thinks", "evidence_source", "owner")
_NOTES = ("action", "thought", "pain", "opportunity", "backstage", "question")
_SCORES = ("feeling", "importance", "satisfaction")
_STATUS = {
    "in-place": "in-place",
    "planned": "planned",
    "missing": "missing",
    "yes": "in-place",
    "no": "missing",
}
_LONGEST_FOOTER_NAME = 60


class TouchpointsReader(TableReader):
    """Reads a table of touchpoints into its map."""

    def read(self) -> None:
        self.place_headers()
        captions = (
            set(caption_records(self.grid, self.area, self.layout.headers))
            if self.layout.captions
            else set()
        )
        title = self.use("touchpoint")
        self._lane_name = self._lane_title(title)
        if self.use("lane") is None:
            self.map.lane("touchpoints", self._lane_name)
        self._anchors: dict[tuple[int, int], CardDraft] = {}
        stage = self._stage_of_title()
        card: CardDraft | None = None
        records = list(self.records())
        last_full = max((r for r in records if self._is_full(r)), default=0)
        for record in records:
            if self.is_header_again(record):
                for use in self.layout.uses:
                    if self.text(record, use):
                        self.making.place(self.spot(record, use.at), "header")
            elif record in captions:
                stage, card = self._caption(record), None
            elif self._is_total(record) or (record > last_full and self._is_footer(record)):
                continue
            else:
                following = self._stage(record, stage)
                card = None if following is not stage else card
                stage = following
                card = self._read_record(record, stage, card)
        if any(card.values.get("feeling") is not None for card in self.map.cards):
            self._experience_lane()
        self.finish()

    def _lane_title(self, title: Use | None) -> str:
        if title is None or not title.name or title.why != "header":
            return default_lane("touchpoint")
        return self.lane_name(title)

    def _experience_lane(self) -> None:
        if not any(lane.kind == "experience" for lane in self.map.lanes):
            use = self.use("feeling")
            name = self.lane_name(use) if use is not None else default_lane("feeling")
            self.map.lane("experience", name)

    def _stage_of_title(self) -> StageDraft | None:
        """The stage that a table without any is for, by the text above it."""
        if self.layout.captions or self.use("stage") is not None or not self.layout.title:
            return None
        if stage_meaning(self.layout.title).sure < 75:
            return None
        name, question = named_stage(self.layout.title)
        stage = self.map.stage(name) or self.map.add_stage(name)
        if question:
            stage.values.setdefault("question", question)
        if self.layout.title_at is not None:
            spot = (self.layout.sheet, *self.layout.title_at)
            self.making.place(spot, "stage", "stages", stage.id, "name")
        return stage

    def _caption(self, record: int) -> StageDraft:
        field = next(
            field
            for field in range(self.area.left, self.area.right + 1)
            if self.grid.text(record, field)
        )
        return self._named(record, field)

    def _named(self, record: int, field: int) -> StageDraft:
        text = self.grid.text(record, field)
        name, question = named_stage(text)
        spot = self.spot(record, field)
        stage = self.map.stage(name)
        if stage is None:
            stage = self.map.add_stage(name, spot)
            stage.number = stage_number(text)
            if question:
                stage.values["question"] = question
        self.making.place(spot, "stage", "stages", stage.id, "name")
        return stage

    def _stage(self, record: int, before: StageDraft | None) -> StageDraft | None:
        use = self.use("stage")
        if use is None:
            return before
        anchor = self.grid.anchor(record, use.at)
        return self._named(*anchor) if self.grid.cells.get(anchor) else before

    def _is_full(self, record: int) -> bool:
        """Whether a record has the name of a touchpoint and something beside it."""
        title = self.use("touchpoint")
        filled = sum(
            bool(self.grid.shown(record, use.at))
            for use in self.layout.uses
            if use.taken_for != "nothing"
        )
        named = title is not None and bool(self.grid.shown(record, title.at))
        return named and (filled > 1 or len(self.layout.uses) == 1)

    def _is_total(self, record: int) -> bool:
        texts = [self.text(record, use) for use in self.layout.uses]
        return is_total_line([text for text in texts if text])

    def _is_footer(self, record: int) -> bool:
        """Whether a record below the last full one is a remark on the table."""
        filled = [use for use in self.layout.uses if self.text(record, use)]
        if len(filled) != 1 or len(self.layout.uses) == 1:
            return False
        text = self.text(record, filled[0])
        if filled[0].taken_for == "stage":
            return stage_meaning(text).sure < 75
        if filled[0].taken_for == "touchpoint":
            return filled[0] is self.layout.uses[0] or len(text) > _LONGEST_FOOTER_NAME
        return False

    def _read_record(
        self, record: int, stage: StageDraft | None, before: CardDraft | None
    ) -> CardDraft | None:
        others = [
            use
            for use in self.layout.uses
            if use.taken_for not in ("stage", "nothing", "order") and self.text(record, use)
        ]
        for use in self.uses("order"):
            if self.text(record, use):
                self.making.place(self.spot(record, use.at), "order")
        if not others:
            return before
        if stage is None:
            stage = self.map.stage(say("foreign.stage.unnamed")) or self.map.add_stage(
                say("foreign.stage.unnamed")
            )
        kind = card_kind(self.text(record, self.use("lane")))
        if kind in _NOTES:
            self._note_record(record, stage, kind)
            others = [use for use in others if use.taken_for not in ("touchpoint", "lane")]
            before = None
        card = before if kind in _NOTES else self._touchpoint(record, stage, before)
        for use in others:
            self._read_cell(record, use, stage, card)
        return card

    def _note_record(self, record: int, stage: StageDraft, kind: str) -> None:
        """Read a record of which the lane says that it is a note."""
        lane, title = self.use("lane"), self.use("touchpoint")
        name = " ".join(self.text(record, lane).split())
        first = ""
        if title is not None and self.text(record, title):
            spot = self.spot(record, title.at)
            for text in self.cards(self.text(record, title)):
                first = self.add_note(kind, name, stage, text, spot)
            self.making.place(spot, "note", "notes", first, "text")
        if lane is not None and first:
            self.making.place(self.spot(record, lane.at), "field", "notes", first, "lane")

    def _touchpoint(
        self, record: int, stage: StageDraft, before: CardDraft | None
    ) -> CardDraft | None:
        """The touchpoint of a record: its own, that of a merged cell, or the one before."""
        use = self.use("touchpoint")
        if use is not None:
            anchor = self.grid.anchor(record, use.at)
            if anchor in self._anchors:
                return self._anchors[anchor]
            text = self.grid.cells.get(anchor, "")
            if text:
                card = self._add(
                    record, stage, one_text(" ".join(text.split())), self.spot(*anchor)
                )
                self._anchors[anchor] = card
                self.making.place(self.spot(*anchor), "touchpoint", "touchpoints", card.id, "title")
                return card
        for kind in ("channel", "does"):
            stand_in = self.use(kind)
            text = self.text(record, stand_in)
            if stand_in is not None and text:
                spot = self.spot(record, stand_in.at)
                return self._add(record, stage, text.splitlines()[0].strip(), spot)
        has_scores = any(self.text(record, use) for use in self.uses(*_SCORES))
        return None if has_scores and before is None else before

    def _add(
        self, record: int, stage: StageDraft, title: str, spot: tuple[int, int, int]
    ) -> CardDraft:
        lane_use = self.use("lane")
        name = self.text(record, lane_use)
        lane = self.map.lane("touchpoints", " ".join(name.split()) or self._lane_name)
        return self.map.add_card("touchpoints", stage, lane, {"title": title}, spot)

    def _read_cell(self, record: int, use: Use, stage: StageDraft, card: CardDraft | None) -> None:
        text = self.text(record, use)
        spot = self.spot(record, use.at)
        kind = use.taken_for
        if kind in _NOTES:
            ids = [
                self.add_note(kind, self.lane_name(use), stage, item, spot)
                for item in self.cards(text)
            ]
            self.making.place(spot, "note", "notes", ids[0] if ids else "", "text")
        elif kind == "stage_question":
            stage.values.setdefault("question", " ".join(text.split()))
            self.making.place(spot, "field", "stages", stage.id, "question")
        elif kind == "persona":
            self._persona(text, spot)
        elif card is not None:
            self._read_field(record, use, text, spot, card)

    def _read_field(
        self, record: int, use: Use, text: str, spot: tuple[int, int, int], card: CardDraft
    ) -> None:
        def placed(what: str, name: str) -> None:
            self.making.place(spot, what, "touchpoints", card.id, name)

        kind = use.taken_for
        if self.is_nothing(text) and (kind not in _SCORES or self.score(record, use)[0] is None):
            placed("field", "")
        elif kind in _SCORES:
            value, rest = self.score(record, use)
            if value is not None:
                card.values.setdefault(kind, value)
                placed("feeling" if kind == "feeling" else "score", kind)
                if rest:
                    card.add_line("thinks" if kind == "feeling" else "remarks", rest)
            elif kind == "feeling":
                card.add_line("thinks", rest)
                placed("field", "thinks")
            else:
                card.add_line("remarks", f"{use.name}: {text}")
                placed("field", "remarks")
        elif kind == "channel":
            self._channel(text, card)
            placed("channel", "channel")
        elif kind in _TEXTS:
            card.add_line(kind, text)
            placed("field", kind)
        elif kind == "remarks":
            known = use.why == "header" or not use.name
            card.add_line("remarks", text if known else f"{use.name}: {text}")
            placed("field", "remarks")
        elif kind == "moment_of_truth":
            if not is_word("no", text) and text.strip() not in ("0", "-", "–"):
                card.values["moment_of_truth"] = True
            placed("field", kind)
        elif kind == "entry_share":
            number = figure(self.grid.value(record, use.at), percent=True)
            if number is not None and 0 <= number <= 100:
                card.values.setdefault(kind, number)
                placed("field", kind)
        elif kind == "status":
            status = next((kept for code, kept in _STATUS.items() if is_word(code, text)), "")
            if status:
                card.values["status"] = status
                placed("field", kind)
            else:
                card.add_line("remarks", f"{use.name or say('foreign.use.status')}: {text}")
                placed("field", "remarks")
        elif kind == "lane":
            placed("field", "lane")

    def _channel(self, text: str, card: CardDraft) -> None:
        """The first named channel is the touchpoint's; more of them are remarked."""
        names = [name.strip() for name in text.replace(";", ",").replace("\n", ",").split(",")]
        names = [name for name in names if name]
        if not known_channel(text) and not all(known_channel(name) for name in names):
            names = [" ".join(text.split())]
        if not names:
            return
        if "channel" in card.values:
            card.add_line("remarks", text)
            return
        card.values["channel"] = self.making.channel(names[0])
        if len(names) > 1:
            card.add_line("remarks", ", ".join(names[1:]))

    def _persona(self, text: str, spot: tuple[int, int, int]) -> None:
        names = [name.strip() for name in text.replace(";", "\n").replace(",", "\n").splitlines()]
        for name in filter(None, names):
            identifier = self.making.persona(name)
            self.map.personas.append(identifier)
            self.making.place(spot, "persona", "personas", identifier, "name")


def in_usual_order(drawn: MapDraft) -> None:
    """Put stages whose touchpoints are scattered over the sheet into the order of a journey: by
    their numbers, else by the usual course where all are known.
    """
    order = [card.stage.id for card in drawn.cards if card.table == "touchpoints"]
    runs = [one for one, before in zip(order, [None, *order], strict=False) if one != before]
    if len(runs) == len(set(runs)):
        return
    numbers = [stage.number for stage in drawn.stages]
    if all(number is not None for number in numbers) and len(set(numbers)) == len(numbers):
        drawn.stages.sort(key=lambda stage: stage.number or 0)
        return
    places = {stage.id: stage_meaning(stage.name) for stage in drawn.stages}
    if all(meaning.order and meaning.sure >= 75 for meaning in places.values()):
        drawn.stages.sort(key=lambda stage: places[stage.id].order)
