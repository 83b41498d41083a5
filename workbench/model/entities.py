"""What a journey is made of: the entities, their fields and what each field may hold.

This is the one declaration of every field. `fields.py` reads kinds, limits, choices and
references from it, and validation, deletion rules, workbook columns and editors follow.
A `counterpart` is the same thing on the map that this one is based on. Blank (None, or an
empty text or tuple) is legal wherever a field is optional, and differs from 0. Scores run
from 1 to 10 and may have decimals (means); shares are in per cent.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

TEXT_LIMIT = 20_000

Line = Annotated[str, Meta(max_length=TEXT_LIMIT, extra={"kind": "line"})]
Text = Annotated[str, Meta(max_length=TEXT_LIMIT, extra={"kind": "text"})]
# a pattern of msgspec's would be tried text by text, which takes half of the time of reading a
# document: what every entity has declares its shape, see `fields.are_shaped`
Rank = Annotated[
    str, Meta(max_length=500, extra={"kind": "rank", "shape": r"[0-9A-Za-z]*[1-9A-Za-z]"})
]
Score = Annotated[float, Meta(ge=1, le=10)]
FeelingScore = Annotated[float, Meta(ge=-2, le=2)]
Share = Annotated[float, Meta(ge=0, le=100)]
Count = Annotated[float, Meta(ge=0, le=1e12)]
Number = Annotated[float, Meta(ge=-1e12, le=1e12)]
Sample = Annotated[int, Meta(ge=0, le=1_000_000_000)]
Effort = Annotated[int, Meta(ge=1, le=5)]
Weight = Annotated[float, Meta(ge=0, le=20)]
Colour = Annotated[str, Meta(pattern=r"^(#[0-9A-Fa-f]{6})?\Z", extra={"kind": "colour"})]
Icon = Annotated[str, Meta(pattern=r"^[a-z0-9-]*\Z", max_length=40, extra={"kind": "icon"})]
Asset = Annotated[str, Meta(pattern=r"^([0-9a-f]{64}\.(png|jpg|webp))?\Z", extra={"kind": "asset"})]

Role = Literal["awareness", "consideration", "decision", "purchase", "retention", "advocacy"]
Driver = Literal["value-proposition", "trust", "experience", "recommendation"]
Family = Literal["owned", "paid", "earned"]
Depth = Literal["skipped", "brief", "normal", "thorough"]
Status = Literal["in-place", "planned", "missing"]
EvidenceKind = Literal["assumption", "observed", "measured"]
LaneKind = Literal["touchpoints", "notes", "experience", "reached"]
NoteKind = Literal["action", "thought", "pain", "opportunity", "backstage", "question"]
NeedKind = Literal["goal", "need", "expectation", "frustration"]


def _reference(table: str, on_removal: Literal["take-along", "clear"]) -> Any:
    return Meta(max_length=64, extra={"reference": table, "on_removal": on_removal})


PersonaOwner = Annotated[str, _reference("personas", "take-along")]
PersonaRef = Annotated[str, _reference("personas", "clear")]
NeedRef = Annotated[str, _reference("needs", "clear")]
ChannelRef = Annotated[str, _reference("channels", "clear")]
MapOwner = Annotated[str, _reference("maps", "take-along")]
MapRef = Annotated[str, _reference("maps", "clear")]
StageOwner = Annotated[str, _reference("stages", "take-along")]
StageRef = Annotated[str, _reference("stages", "clear")]
LaneOwner = Annotated[str, _reference("lanes", "take-along")]
LaneRef = Annotated[str, _reference("lanes", "clear")]
NoteRef = Annotated[str, _reference("notes", "clear")]
TouchpointOwner = Annotated[str, _reference("touchpoints", "take-along")]
TouchpointRef = Annotated[str, _reference("touchpoints", "clear")]
ParticipantOwner = Annotated[str, _reference("participants", "take-along")]


class Entity(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    # nothing that an entity holds can lead back to it, so the collector need not look at it
    gc=False,
):
    """Something with an identity; compared by value, joined to others by id."""

    id: Annotated[
        str, Meta(max_length=42, extra={"kind": "id", "shape": r"[a-z]{2}[0-9A-Za-z-]{1,40}"})
    ]


class Workspace(Entity, frozen=True):
    name: Line = ""
    remarks: Text = ""


class Persona(Entity, frozen=True):
    rank: Rank = "V"
    name: Line = ""
    kind: Literal["B2C", "B2B"] = "B2C"
    segment: Line = ""
    share: Share | None = None
    summary: Text = ""
    quote: Text = ""
    picture: Asset = ""
    details: Text = ""
    motivations: tuple[Driver, ...] = ()
    preferred_channels: tuple[ChannelRef, ...] = ()
    buying_triggers: Text = ""
    objections: Text = ""


class Need(Entity, frozen=True):
    persona: PersonaOwner
    rank: Rank = "V"
    kind: NeedKind = "need"
    text: Line = ""
    importance: Score | None = None
    role: Role | None = None


class Channel(Entity, frozen=True):
    rank: Rank = "V"
    name: Line = ""
    family: Family = "owned"
    icon: Icon = ""
    colour: Colour = ""
    expectations: Text = ""
    suits: Text = ""
    does_not_suit: Text = ""
    roles: tuple[Role, ...] = ()


class Map(Entity, frozen=True):
    rank: Rank = "V"
    name: Line = ""
    personas: tuple[PersonaRef, ...] = ()
    offer: Line = ""
    scenario: Text = ""
    state: Literal["current", "future"] = "current"
    based_on: MapRef | None = None
    goal_stage: StageRef | None = None


class Stage(Entity, frozen=True):
    map: MapOwner
    rank: Rank = "V"
    name: Line = ""
    roles: tuple[Role, ...] = ()
    question: Line = ""
    colour: Colour = ""
    depth: Depth = "normal"
    reached: Count | None = None
    target_conversion: Share | None = None
    counterpart: StageRef | None = None


class Lane(Entity, frozen=True):
    map: MapOwner
    rank: Rank = "V"
    kind: LaneKind = "notes"
    name: Line = ""
    note_kind: NoteKind | None = None
    colour: Colour = ""
    counterpart: LaneRef | None = None


class Touchpoint(Entity, frozen=True):
    map: MapOwner
    stage: StageOwner
    lane: LaneOwner
    rank: Rank = "V"
    title: Line = ""
    channel: ChannelRef | None = None
    status: Status = "in-place"
    does: Text = ""
    thinks: Text = ""
    feeling: FeelingScore | None = None
    importance: Score | None = None
    satisfaction: Score | None = None
    moment_of_truth: bool = False
    entry_share: Share | None = None
    needs: tuple[NeedRef, ...] = ()
    drivers: tuple[Driver, ...] = ()
    owner: Line = ""
    evidence: EvidenceKind | None = None
    evidence_source: Line = ""
    evidence_date: datetime.date | None = None
    evidence_n: Sample | None = None
    remarks: Text = ""
    counterpart: TouchpointRef | None = None


class Note(Entity, frozen=True):
    map: MapOwner
    stage: StageOwner
    lane: LaneOwner
    rank: Rank = "V"
    kind: NoteKind = "action"
    text: Text = ""
    counterpart: NoteRef | None = None


class Connection(Entity, frozen=True):
    source: TouchpointOwner
    target: TouchpointOwner
    share: Share | None = None
    label: Line = ""


class Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """The wording of a trigger for one persona."""

    persona: PersonaOwner
    text: Text = ""


class Trigger(Entity, frozen=True):
    map: MapOwner
    rank: Rank = "V"
    touchpoint: TouchpointRef | None = None
    event: Line = ""
    condition: Line = ""
    cause: Text = ""
    action: Line = ""
    channel: ChannelRef | None = None
    delay: Line = ""
    messages: tuple[Message, ...] = ()
    owner: Line = ""
    status: Status = "planned"


class Reason(Entity, frozen=True):
    map: MapOwner
    stage: StageOwner
    rank: Rank = "V"
    outcome: Literal["decided", "declined"] = "declined"
    text: Text = ""
    persona: PersonaRef | None = None
    remedy: Text = ""


class Metric(Entity, frozen=True):
    map: MapOwner
    rank: Rank = "V"
    stage: Annotated[str, _reference("stages", "take-along")] | None = None
    touchpoint: Annotated[str, _reference("touchpoints", "take-along")] | None = None
    kind: Literal["nps", "csat", "servqual", "number"] = "number"
    name: Line = ""
    variant: Line = ""
    inputs: tuple[Number, ...] = ()
    n: Sample | None = None
    target: Number | None = None
    date: datetime.date | None = None


class PracticeState(Entity, frozen=True):
    map: MapOwner
    practice: Line
    state: Literal["in-place", "planned", "not-for-us"] = "planned"


class Participant(Entity, frozen=True):
    rank: Rank = "V"
    name: Line = ""
    remarks: Text = ""


class Rating(Entity, frozen=True):
    touchpoint: TouchpointOwner
    participant: ParticipantOwner
    importance: Score | None = None
    satisfaction: Score | None = None
    feeling: FeelingScore | None = None
    remark: Text = ""
    date: datetime.date | None = None


class FindingDecision(Entity, frozen=True):
    """What people decided about one finding, kept under the finding's stable key."""

    key: Line
    state: Literal["accepted", "set-aside", "done"] | None = None
    reason: Text = ""
    effort: Effort | None = None
    owner: Line = ""
    due: datetime.date | None = None


class RuleSetting(Entity, frozen=True):
    rule: Line
    enabled: bool = True
    weight: Weight | None = None
    limit: Number | None = None


TABLES: dict[str, type[Entity]] = {
    "workspace": Workspace,
    "personas": Persona,
    "needs": Need,
    "channels": Channel,
    "maps": Map,
    "stages": Stage,
    "lanes": Lane,
    "touchpoints": Touchpoint,
    "notes": Note,
    "connections": Connection,
    "triggers": Trigger,
    "reasons": Reason,
    "metrics": Metric,
    "practices": PracticeState,
    "participants": Participant,
    "ratings": Rating,
    "decisions": FindingDecision,
    "rule_settings": RuleSetting,
}
"""Every table by name, owners before what they own."""
