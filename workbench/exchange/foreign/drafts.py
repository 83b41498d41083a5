"""What is being made of foreign sheets, until it is one sound document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.exchange.foreign.lexicon import channel as known_channel
from workbench.exchange.foreign.lexicon import stage_meaning
from workbench.exchange.foreign.reading import Placed
from workbench.exchange.foreign.text import normal
from workbench.model import queries, ranks, rules
from workbench.model.document import Document
from workbench.model.entities import Entity
from workbench.model.fields import entity_of
from workbench.model.ids import new_id
from workbench.model.patch import Added, Change, Label, Patch
from workbench.words.say import say

Spot = tuple[int, int, int]
"""A cell: its sheet, row and column."""

_MANY = 1_000
_MIDDLE = "V"
LONGEST_REFERENCE = 200
"""A longer text is no name of a channel or persona."""


@dataclass(eq=False)
class StageDraft:
    id: str
    name: str
    values: dict[str, Any] = field(default_factory=dict)
    number: int | None = None
    spot: Spot | None = None


@dataclass(eq=False)
class LaneDraft:
    id: str
    name: str
    kind: str
    note_kind: str | None = None


@dataclass(eq=False)
class CardDraft:
    """A touchpoint or, with a kind, a note."""

    id: str
    table: str
    stage: StageDraft
    lane: LaneDraft
    values: dict[str, Any]
    spot: Spot | None = None

    def add_line(self, name: str, text: str) -> None:
        """Put another line to a text of the card."""
        before = self.values.get(name, "")
        self.values[name] = f"{before}\n{text}" if before else text


@dataclass(eq=False)
class MapDraft:
    id: str
    name: str
    sheet: int
    forms: set[str] = field(default_factory=set)
    stages: list[StageDraft] = field(default_factory=list)
    lanes: list[LaneDraft] = field(default_factory=list)
    cards: list[CardDraft] = field(default_factory=list)
    personas: list[str] = field(default_factory=list)
    offer: str = ""
    scenario: list[str] = field(default_factory=list)

    def stage(self, name: str) -> StageDraft | None:
        """The stage of a name, however it is written."""
        wanted = normal(name) or name
        return next((it for it in self.stages if (normal(it.name) or it.name) == wanted), None)

    def add_stage(self, name: str, spot: Spot | None = None) -> StageDraft:
        draft = StageDraft(new_id("stages"), name, spot=spot)
        self.stages.append(draft)
        return draft

    def lane(self, kind: str, name: str, note_kind: str | None = None) -> LaneDraft:
        """The lane of that kind and name, made where there is none."""
        for lane in self.lanes:
            if (lane.kind, lane.note_kind) == (kind, note_kind) and normal(lane.name) == normal(
                name
            ):
                return lane
        draft = LaneDraft(new_id("lanes"), name, kind, note_kind)
        self.lanes.append(draft)
        return draft

    def add_card(
        self,
        table: str,
        stage: StageDraft,
        lane: LaneDraft,
        values: dict[str, Any],
        spot: Spot | None,
    ) -> CardDraft:
        card = CardDraft(new_id(table), table, stage, lane, values, spot)
        self.cards.append(card)
        return card

    def touchpoints_in(self, stage: StageDraft) -> list[CardDraft]:
        return [it for it in self.cards if it.table == "touchpoints" and it.stage is stage]


class Making:
    """Everything that is made of one workbook, and where each cell went."""

    def __init__(self, library: Document) -> None:
        self.library = library
        self.maps: list[MapDraft] = []
        self.personas: list[dict[str, Any]] = []
        self.needs: list[dict[str, Any]] = []
        self.placed: dict[Spot, Placed] = {}
        self._channels: dict[str, str] = {}
        self._new_channels: list[tuple[str, str]] = []

    def place(self, spot: Spot, what: str, table: str = "", id: str = "", name: str = "") -> None:
        """Note what a cell became; the first that is said of a cell holds."""
        self.placed.setdefault(spot, Placed(*spot, what, table, id, name))

    def channel(self, text: str) -> str:
        """The id of the channel of that name: the library's, or a new one."""
        name = " ".join(text.split())[:LONGEST_REFERENCE]
        identifier = known_channel(name)
        if identifier and identifier in self.library.channels:
            return identifier
        folded = normal(name) or name
        for existing in self.library.channels.values():
            if normal(existing.name) == folded:
                return existing.id
        if folded not in self._channels:
            self._channels[folded] = new_id("channels")
            self._new_channels.append((self._channels[folded], name))
        return self._channels[folded]

    def persona(self, text: str) -> str:
        """The id of the persona of that name, made where there is none."""
        name = " ".join(text.split())[:LONGEST_REFERENCE]
        for draft in self.personas:
            if normal(draft["name"]) == normal(name):
                return str(draft["id"])
        identifier = new_id("personas")
        self.personas.append({"id": identifier, "name": name})
        return identifier

    def document(self, name: str) -> Document:
        """The document made, with the whole channel library."""
        changes: list[Change] = []

        def add(table: str, **values: Any) -> None:
            changes.append(Added(table, rules.cleaned(table, _entity(table, values))))

        add("workspace", id=new_id("workspace"), name=name)
        library = queries.channels(self.library)
        changes.extend(Added("channels", channel) for channel in library)
        after = library[-1].rank if library else ""
        new_ranks = [f"{after}{rank}" for rank in _ranks(self._new_channels)]
        for (identifier, title), rank in zip(self._new_channels, new_ranks, strict=True):
            add("channels", id=identifier, name=title, rank=rank)
        for draft, rank in zip(self.personas, _ranks(self.personas), strict=True):
            add("personas", rank=rank, **draft)
        for need, rank in zip(self.needs, _ranks(self.needs), strict=True):
            add("needs", rank=rank, **need)
        everyone = tuple(str(draft["id"]) for draft in self.personas)
        for drawn, rank in zip(self.maps, _ranks(self.maps), strict=True):
            add(
                "maps",
                id=drawn.id,
                rank=rank,
                name=drawn.name,
                personas=tuple(dict.fromkeys(drawn.personas)) or everyone,
                offer=drawn.offer,
                scenario="\n".join(drawn.scenario),
            )
            self._add_parts(drawn, add)
        return Document().apply(Patch(Label.of("document.difference"), tuple(changes)))

    def _add_parts(self, drawn: MapDraft, add: Any) -> None:
        roles = _roles(drawn.stages)
        for stage, rank in zip(drawn.stages, _ranks(drawn.stages), strict=True):
            values = {"roles": roles[stage.id], **stage.values}
            add("stages", id=stage.id, map=drawn.id, rank=rank, name=stage.name, **values)
        for lane, rank in zip(drawn.lanes, _ranks(drawn.lanes), strict=True):
            kinds = {"kind": lane.kind, "note_kind": lane.note_kind}
            add("lanes", id=lane.id, map=drawn.id, rank=rank, name=lane.name, **kinds)
        cells: dict[tuple[str, str], list[CardDraft]] = {}
        for card in drawn.cards:
            cells.setdefault((card.stage.id, card.lane.id), []).append(card)
        for cards in cells.values():
            for card, rank in zip(cards, _ranks(cards), strict=True):
                add(
                    card.table,
                    id=card.id,
                    map=drawn.id,
                    stage=card.stage.id,
                    lane=card.lane.id,
                    rank=rank,
                    **card.values,
                )


def default_lane(use: str) -> str:
    """The name of a lane whose line has no header."""
    return say(f"foreign.lane.{use}")


def _entity(table: str, values: dict[str, Any]) -> Entity:
    return entity_of(table, values, strict=False)


def _ranks(items: Sequence[object]) -> list[str]:
    """Ranks in order; those of a great many are of one width, which keeps them short."""
    if len(items) <= _MANY:
        return ranks.spread(None, None, len(items))
    width = 1
    while len(ranks.DIGITS) ** width < len(items):
        width += 1
    return [_digits(number, width) + _MIDDLE for number in range(len(items))]


def _digits(number: int, width: int) -> str:
    digits = ""
    for _ in range(width):
        number, rest = divmod(number, len(ranks.DIGITS))
        digits = ranks.DIGITS[rest] + digits
    return digits


def _roles(stages: Sequence[StageDraft]) -> dict[str, tuple[str, ...]]:
    """The roles of stages by id: those of their names; a decision without a purchase after it
    is the purchase too, and what comes after the purchase is the advocacy where nothing else is.
    """
    meanings = {stage.id: stage_meaning(stage.name) for stage in stages}
    roles = {
        identifier: meaning.roles if meaning.sure >= 75 else ()
        for identifier, meaning in meanings.items()
    }
    for lacking, stand_in in (("purchase", "decision"), ("advocacy", "retention")):
        if any(lacking in held for held in roles.values()):
            continue
        for stage in stages:
            held = roles[stage.id]
            if stand_in in held and (lacking == "purchase" or "post" in normal(stage.name)):
                roles[stage.id] = (*held, lacking)
    return roles
