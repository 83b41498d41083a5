"""Every command of the model, with arguments picked at random from a document."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.helpers.documents import AWKWARD, RANKS
from workbench.model import entities as e
from workbench.model import queries
from workbench.model.commands import (
    cards,
    channels,
    clipboard,
    connections,
    decisions,
    edit,
    feelings,
    joining,
    lanes,
    maps,
    metrics,
    needs,
    pasted_rows,
    personas,
    practices,
    ratings,
    reasons,
    rule_settings,
    stages,
    trials,
    triggers,
    workspace,
)
from workbench.model.commands.landing import Target
from workbench.model.document import Document
from workbench.model.fields import Field, fields_of
from workbench.model.fragment import fragment_of
from workbench.model.ids import new_id
from workbench.model.patch import Patch
from workbench.model.rules import clean_text

CARDS = ("touchpoints", "notes")

SHOP = Document.of(
    [
        e.Workspace(id="wkSHOP", name="Shop"),
        e.Persona(id="peANNA", name="Anna", rank="1"),
        e.Need(id="neFAST", persona="peANNA", text="Quick answers"),
        e.Channel(id="chSHOP", name="Shop"),
        e.Map(id="maSHOP", name="Visit", goal_stage="stSHOP", personas=("peANNA",)),
        e.Stage(id="stLOOK", map="maSHOP", rank="1", name="Look"),
        e.Stage(id="stSHOP", map="maSHOP", rank="2", name="Shop"),
        e.Lane(id="laSHOP", map="maSHOP", rank="1", kind="touchpoints", name="Contacts"),
        e.Lane(id="laNOTE", map="maSHOP", rank="2", kind="notes", name="Pains", note_kind="pain"),
        e.Touchpoint(id="tpDOOR", map="maSHOP", stage="stLOOK", lane="laSHOP", channel="chSHOP"),
        e.Touchpoint(id="tpTILL", map="maSHOP", stage="stSHOP", lane="laSHOP", needs=("neFAST",)),
        e.Note(id="noWAIT", map="maSHOP", stage="stSHOP", lane="laNOTE", kind="pain", text="Slow"),
        e.Connection(id="coBOTH", source="tpDOOR", target="tpTILL", share=40.0),
        e.Trigger(id="trCART", map="maSHOP", touchpoint="tpTILL", event="Cart left"),
        e.Reason(id="reNOPE", map="maSHOP", stage="stSHOP", text="Too dear"),
        e.Metric(id="meNPS", map="maSHOP", touchpoint="tpTILL"),
        e.Participant(id="paBEN", name="Ben"),
        e.Rating(id="raBEN", touchpoint="tpTILL", participant="paBEN", importance=7.0),
    ]
)
"""A small workspace with something in nearly every table."""


class NothingToPick(Exception):
    """The document has none of what a command is about."""


class Pick:
    """Takes things of a document at random."""

    def __init__(self, document: Document, chance: random.Random) -> None:
        self.document, self.chance = document, chance

    def of(self, choices: Sequence[Any]) -> Any:
        if not choices:
            raise NothingToPick
        return self.chance.choice(choices)

    def some(self, choices: Sequence[Any], most: int = 3) -> list[Any]:
        """One or a few different ones."""
        if not choices:
            raise NothingToPick
        return self.chance.sample(choices, self.chance.randint(1, min(most, len(choices))))

    def id(self, *tables: str) -> str:
        return str(self.of([name for table in tables for name in self.document.table(table)]))

    def ids(self, *tables: str, most: int = 3) -> list[str]:
        return self.some([name for table in tables for name in self.document.table(table)], most)

    def places(self, *tables: str) -> list[tuple[str, str]]:
        return self.some([(it, name) for it in tables for name in self.document.table(it)])

    def index(self) -> int:
        return self.chance.randint(0, 5)

    def text(self) -> str:
        return clean_text(self.of(AWKWARD), one_line=True)

    def cell(self, kind: str) -> dict[str, str]:
        """A stage and a lane of one map, for cards of a kind."""
        lane = self.of([it for it in self.document.lanes.values() if it.kind == kind])
        stage = self.of([it for it in self.document.stages.values() if it.map == lane.map])
        return {"map": lane.map, "stage": stage.id, "lane": lane.id}

    def value(self, field: Field) -> Any:
        """A value that a field takes, or now and then does not."""
        if field.optional and self.chance.random() < 0.15:
            return None
        return self._value(field)

    def _value(self, field: Field) -> Any:
        low, high = field.low or 0, field.high or 100
        match field.kind:
            case "line" | "text":
                return clean_text(self.of(AWKWARD), one_line=field.kind == "line")
            case "rank":
                return self.of(RANKS)
            case "number":
                return float(self.chance.choice((low, high, (low + high) / 3)))
            case "numbers":
                return tuple(float(self.chance.randint(int(low), int(high))) for _ in range(3))
            case "whole":
                return self.chance.randint(int(low), int(high))
            case "flag":
                return self.chance.random() < 0.5
            case "date":
                return datetime.date(2026, self.chance.randint(1, 12), 15)
            case "choice":
                return self.of(field.choices)
            case "choices":
                return tuple(self.some(field.choices))
            case "reference":
                return self.id(field.reference)
            case "references":
                return tuple(self.ids(field.reference))
            case "messages":
                return (e.Message(persona=self.id("personas"), text=self.text()),)
            case "colour":
                return self.of(("", "#3457D5"))
            case "icon":
                return self.of(("", "shop"))
        return ""


def _set_field(pick: Pick) -> Patch:
    table, entity = pick.of(list(pick.document.entities()))
    field = pick.of([it for it in fields_of(table).values() if it.name != "id"])
    return edit.set_field(pick.document, table, entity.id, field.name, pick.value(field))


def _set_fields(pick: Pick) -> Patch:
    table = pick.of([name for name in e.TABLES if pick.document.table(name)])
    fields = pick.some([it for it in fields_of(table).values() if it.name != "id"], 2)
    values = {field.name: pick.value(field) for field in fields}
    return edit.set_fields(pick.document, table, pick.ids(table), values)


def _remove(pick: Pick) -> Patch:
    return edit.remove(pick.document, pick.places(*(it for it in e.TABLES if it != "workspace")))


def _add_card(pick: Pick) -> Patch:
    if pick.chance.random() < 0.5:
        where = pick.cell("touchpoints")
        card: Any = e.Touchpoint(id=new_id("touchpoints"), title=pick.text(), **where)
    else:
        card = e.Note(id=new_id("notes"), text=pick.text(), **pick.cell("notes"))
    return cards.add(pick.document, card, pick.index())


def _move_cards(pick: Pick) -> Patch:
    return cards.move(
        pick.document, pick.ids(*CARDS), pick.id("stages"), pick.id("lanes"), pick.index()
    )


def _move_groups(pick: Pick) -> Patch:
    chosen = pick.ids(*CARDS, most=4)
    half = len(chosen) // 2
    groups = [
        (part, pick.id("stages"), pick.id("lanes"), pick.index())
        for part in (chosen[:half], chosen[half:])
        if part
    ]
    return cards.move_groups(pick.document, groups)


def _paste(pick: Pick) -> Patch:
    tables = pick.of((CARDS, ("stages",), ("lanes",)))
    fragment = fragment_of(pick.document, pick.places(*tables))
    stage = pick.of(["", *pick.document.stages])
    home = pick.document.stages[stage].map if stage else pick.id("maps")
    lane = pick.of(["", *(it.id for it in queries.lanes(pick.document, home))])
    verb: clipboard.Verb = pick.of(("paste", "duplicate"))
    return clipboard.paste(pick.document, fragment, Target(home, stage, lane), verb).patch


def _cut_and_paste(pick: Pick) -> Patch:
    places = pick.places(*CARDS)
    fragment = fragment_of(pick.document, places, cut=True)
    taken = clipboard.cut(pick.document, places)
    rest = pick.document.apply(taken)
    target = Target(pick.id("maps"))
    return taken.then(clipboard.paste(rest, fragment, target).patch)


def _paste_rows(pick: Pick) -> Patch:
    where = pick.cell("touchpoints")
    rows = [
        pasted_rows.Row({"title": pick.text()}, stage=pick.of(("", "Look", "New stage")))
        for _ in range(2)
    ]
    target = Target(where["map"], where["stage"], where["lane"])
    return pasted_rows.paste_rows(pick.document, rows, target).patch


def _reconnect(pick: Pick) -> Patch:
    both = pick.id("touchpoints"), pick.id("touchpoints")
    return connections.reconnect(pick.document, pick.id("connections"), *both)


def _add_reason(pick: Pick) -> Patch:
    stage = pick.document.stages[pick.id("stages")]
    return reasons.add(pick.document, e.Reason(id=new_id("reasons"), map=stage.map, stage=stage.id))


def _metric_inputs(pick: Pick) -> Patch:
    inputs = [float(pick.chance.randint(0, 9)) for _ in range(pick.chance.randint(0, 3))]
    return metrics.set_inputs(pick.document, pick.id("metrics"), inputs)


def _take(pick: Pick) -> Patch:
    taken = {name: {"importance": 5.0, "satisfaction": 2.5} for name in pick.ids("touchpoints")}
    return ratings.take(pick.document, taken)


def _trial(pick: Pick) -> Patch:
    shares: Mapping[str, float | None] = dict.fromkeys(pick.ids("connections"), 25.0)
    return trials.trial(pick.document, shares, pick.ids("touchpoints", most=1))


COMMANDS: dict[str, Callable[[Pick], Patch]] = {
    "cards.add": _add_card,
    "cards.move": _move_cards,
    "cards.move_groups": _move_groups,
    "channels.add": lambda it: channels.add(
        it.document, e.Channel(id=new_id("channels"), name=it.text())
    ),
    "clipboard.cut": lambda it: clipboard.cut(it.document, it.places(*CARDS)),
    "clipboard.paste": _paste,
    "clipboard.cut and paste": _cut_and_paste,
    "connections.connect": lambda it: connections.connect(
        it.document, it.id("touchpoints"), it.id("touchpoints"), it.of((None, 30.0))
    ),
    "connections.reconnect": _reconnect,
    "connections.connect_pairs": lambda it: connections.connect_pairs(
        it.document, [(it.id("touchpoints"), it.id("touchpoints")) for _ in range(2)]
    ),
    "connections.connect_in_order": lambda it: connections.connect_in_order(
        it.document, it.id("maps")
    ),
    "decisions.decide": lambda it: decisions.decide(
        it.document, f"stage-empty/{it.id('maps')}", state="set-aside"
    ),
    "edit.set_field": _set_field,
    "edit.set_fields": _set_fields,
    "edit.remove": _remove,
    "feelings.shift": lambda it: feelings.shift(it.document, it.ids("touchpoints"), 0.5),
    "joining.join": lambda it: joining.join(it.document, SHOP, "shop.journey"),
    "lanes.add": lambda it: lanes.add(
        it.document,
        e.Lane(id=new_id("lanes"), map=it.id("maps"), kind=it.of(("touchpoints", "notes"))),
        it.index(),
    ),
    "lanes.move": lambda it: lanes.move(it.document, it.id("lanes"), it.index()),
    "maps.add": lambda it: maps.add(it.document, SHOP, it.text()),
    "maps.duplicate": lambda it: maps.duplicate(it.document, it.id("maps"), it.text()),
    "maps.future_of": lambda it: maps.future_of(it.document, it.id("maps"), it.text()),
    "maps.move": lambda it: maps.move(it.document, it.id("maps"), it.index()),
    "metrics.add": lambda it: metrics.add(
        it.document, e.Metric(id=new_id("metrics"), map=it.id("maps"))
    ),
    "metrics.move": lambda it: metrics.move(it.document, it.id("metrics"), it.index()),
    "metrics.set_kind": lambda it: metrics.set_kind(
        it.document, it.id("metrics"), it.of(("nps", "csat", "number"))
    ),
    "metrics.set_inputs": _metric_inputs,
    "needs.add": lambda it: needs.add(
        it.document, e.Need(id=new_id("needs"), persona=it.id("personas"))
    ),
    "needs.move": lambda it: needs.move(it.document, it.id("needs"), it.index()),
    "pasted_rows.paste_rows": _paste_rows,
    "personas.add": lambda it: personas.add(
        it.document, e.Persona(id=new_id("personas"), name=it.text()), it.of([None, it.id("maps")])
    ),
    "personas.duplicate": lambda it: personas.duplicate(it.document, it.id("personas"), it.text()),
    "personas.move": lambda it: personas.move(it.document, it.id("personas"), it.index()),
    "practices.set_state": lambda it: practices.set_state(
        it.document, it.id("maps"), "seo", it.of((None, "planned", "in-place"))
    ),
    "ratings.add_participant": lambda it: ratings.add_participant(
        it.document, e.Participant(id=new_id("participants"), name=it.text())
    ),
    "ratings.rate": lambda it: ratings.rate(
        it.document, it.id("touchpoints"), it.id("participants"), importance=7.0
    ),
    "ratings.take": _take,
    "reasons.add": _add_reason,
    "reasons.move": lambda it: reasons.move(it.document, it.id("reasons"), it.index()),
    "rule_settings.set_rule": lambda it: rule_settings.set_rule(
        it.document, "stage-empty", weight=it.of((1.0, 3.0))
    ),
    "stages.add": lambda it: stages.add(
        it.document, e.Stage(id=new_id("stages"), map=it.id("maps"), name=it.text()), it.index()
    ),
    "stages.move": lambda it: stages.move(it.document, it.id("stages"), it.index()),
    "trials.trial": _trial,
    "triggers.add": lambda it: triggers.add(
        it.document, e.Trigger(id=new_id("triggers"), map=it.id("maps"))
    ),
    "triggers.duplicate": lambda it: triggers.duplicate(it.document, it.id("triggers")),
    "triggers.move": lambda it: triggers.move(it.document, it.id("triggers"), it.index()),
    "triggers.set_message": lambda it: triggers.set_message(
        it.document, it.id("triggers"), it.id("personas"), it.text()
    ),
    "workspace.rename": lambda it: workspace.rename(it.document, it.text()),
}
"""By module and function."""
