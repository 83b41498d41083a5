"""Laws over any sequence of commands: each leaves the document sound, all can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.helpers.documents import documents, values
from workbench.model import entities as e
from workbench.model import queries, rules
from workbench.model.commands import (
    cards,
    channels,
    connections,
    decisions,
    edit,
    lanes,
    maps,
    metrics,
    needs,
    personas,
    practices,
    ratings,
    reasons,
    rule_settings,
    stages,
    triggers,
    workspace,
)
from workbench.model.document import Document, diff
from workbench.model.fields import fields_of
from workbench.model.ids import new_id
from workbench.model.patch import Patch, decode_changes, encode_changes
from workbench.model.problems import RefusedEdit

Command = Callable[[st.DataObject, Document], Patch]
INDEX = st.integers(0, 5)


def pick(data: st.DataObject, choices: Sequence[Any]) -> Any:
    assume(choices)
    return data.draw(st.sampled_from(choices))


def ids(document: Document) -> dict[str, tuple[str, ...]]:
    return {table: tuple(document.table(table)) for table in e.TABLES}


def set_some_field(data: st.DataObject, document: Document) -> Patch:
    table, entity = pick(data, list(document.entities()))
    field = pick(data, [f for f in fields_of(table).values() if f.name != "id"])
    value = data.draw(values(field, ids(document)))
    return edit.set_field(document, table, entity.id, field.name, value)


def remove_some(data: st.DataObject, document: Document) -> Patch:
    places = [(table, item.id) for table, item in document.entities() if table != "workspace"]
    assume(places)
    return edit.remove(document, data.draw(st.lists(st.sampled_from(places), max_size=3)))


def add_card(data: st.DataObject, document: Document) -> Patch:
    journey = pick(data, list(document.maps))
    stage = pick(data, queries.stages(document, journey)).id
    lane = pick(data, queries.lanes(document, journey)).id
    place = {"map": journey, "stage": stage, "lane": lane}
    card: queries.Card = pick(
        data,
        [
            e.Touchpoint(id=new_id("touchpoints"), title="New", **place),
            e.Note(id=new_id("notes"), text="New", **place),
        ],
    )
    return cards.add(document, card, data.draw(INDEX))


def move_cards(data: st.DataObject, document: Document) -> Patch:
    everything = [*document.touchpoints, *document.notes]
    assume(everything)
    chosen = data.draw(st.lists(st.sampled_from(everything), min_size=1, max_size=3))
    stage, lane = pick(data, list(document.stages)), pick(data, list(document.lanes))
    return cards.move(document, chosen, stage, lane, data.draw(INDEX))


def connect(data: st.DataObject, document: Document) -> Patch:
    everything = list(document.touchpoints)
    return connections.connect(document, pick(data, everything), pick(data, everything), 50)


def rate(data: st.DataObject, document: Document) -> Patch:
    touchpoint = pick(data, list(document.touchpoints))
    participant = pick(data, list(document.participants))
    return ratings.rate(document, touchpoint, participant, importance=7, date=None)


def add_reason(data: st.DataObject, document: Document) -> Patch:
    stage = pick(data, list(document.stages.values()))
    reason = e.Reason(id=new_id("reasons"), map=stage.map, stage=stage.id)
    return reasons.add(document, reason)


SMALL = Document.of(
    [
        e.Workspace(id="wkSMALL"),
        e.Channel(id="chSMALL", name="Shop"),
        e.Map(id="maSMALL", goal_stage="stSMALL"),
        e.Stage(id="stSMALL", map="maSMALL"),
        e.Lane(id="laSMALL", map="maSMALL", kind="touchpoints"),
        e.Touchpoint(
            id="tpSMALL", map="maSMALL", stage="stSMALL", lane="laSMALL", channel="chSMALL"
        ),
    ]
)
"""A template with every kind of reference that one may have."""

COMMANDS: dict[str, Command] = {
    "set": set_some_field,
    "set again": set_some_field,
    "remove": remove_some,
    "card": add_card,
    "move cards": move_cards,
    "connect": connect,
    "connect all": lambda data, it: connections.connect_in_order(it, pick(data, list(it.maps))),
    "rate": rate,
    "map": lambda _, it: maps.add(it, SMALL, "Next"),
    "copy map": lambda data, it: maps.duplicate(it, pick(data, list(it.maps)), "Copy"),
    "move map": lambda data, it: maps.move(it, pick(data, list(it.maps)), data.draw(INDEX)),
    "persona": lambda data, it: personas.add(
        it, e.Persona(id=new_id("personas"), name="New"), pick(data, [None, *it.maps])
    ),
    "copy persona": lambda data, it: personas.duplicate(it, pick(data, list(it.personas)), "Copy"),
    "move persona": lambda data, it: personas.move(
        it, pick(data, list(it.personas)), data.draw(INDEX)
    ),
    "need": lambda data, it: needs.add(
        it, e.Need(id=new_id("needs"), persona=pick(data, list(it.personas)))
    ),
    "move need": lambda data, it: needs.move(it, pick(data, list(it.needs)), data.draw(INDEX)),
    "channel": lambda _, it: channels.add(it, e.Channel(id=new_id("channels"))),
    "stage": lambda data, it: stages.add(
        it, e.Stage(id=new_id("stages"), map=pick(data, list(it.maps))), data.draw(INDEX)
    ),
    "move stage": lambda data, it: stages.move(it, pick(data, list(it.stages)), data.draw(INDEX)),
    "lane": lambda data, it: lanes.add(
        it, e.Lane(id=new_id("lanes"), map=pick(data, list(it.maps))), data.draw(INDEX)
    ),
    "move lane": lambda data, it: lanes.move(it, pick(data, list(it.lanes)), data.draw(INDEX)),
    "trigger": lambda data, it: triggers.add(
        it, e.Trigger(id=new_id("triggers"), map=pick(data, list(it.maps)))
    ),
    "reason": add_reason,
    "metric": lambda data, it: metrics.add(
        it, e.Metric(id=new_id("metrics"), map=pick(data, list(it.maps)))
    ),
    "participant": lambda _, it: ratings.add_participant(
        it, e.Participant(id=new_id("participants"))
    ),
    "practice": lambda data, it: practices.set_state(
        it, pick(data, list(it.maps)), "seo", pick(data, [None, "planned", "in-place"])
    ),
    "decide": lambda _, it: decisions.decide(it, "stage-empty/ma1/st1", state="set-aside"),
    "rule": lambda _, it: rule_settings.set_rule(it, "stage-empty", weight=3),
    "rename": lambda _, it: workspace.rename(it, "Renamed"),
}


@settings(max_examples=120)
@given(documents(min_size=1), st.lists(st.sampled_from(sorted(COMMANDS)), max_size=6), st.data())
def test_every_command_leaves_a_sound_document_and_all_can_be_undone(
    start: Document, names: list[str], data: st.DataObject
) -> None:
    document, done = start, []
    for name in names:
        try:
            patch = COMMANDS[name](data, document)
        except RefusedEdit:
            continue
        document = document.apply(patch)
        done.append(patch)
        assert rules.check(document) == [], name
        assert decode_changes(encode_changes(patch.changes)) == patch.changes, name

    assert start.apply(diff(start, document)) == document
    if done:
        assert start.apply(reduce(Patch.then, done)) == document

    for patch in reversed(done):
        document = document.apply(patch.inverse())
    assert document == start
