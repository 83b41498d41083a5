"""Taking in another workspace, such as one that was read from a spreadsheet."""

from __future__ import annotations

from hypothesis import given, settings

from tests.helpers.documents import documents
from workbench.model import queries, rules
from workbench.model.commands import joining
from workbench.model.document import Document
from workbench.model.entities import (
    Channel,
    Lane,
    Map,
    Need,
    Persona,
    Stage,
    Touchpoint,
    Workspace,
)
from workbench.model.ids import new_id


def workspace(channel: Channel, persona: Persona, *more) -> Document:
    """A workspace with one map of one card, for one persona."""
    journey = Map(id=new_id("maps"), name="Journey", personas=(persona.id,))
    stage = Stage(id=new_id("stages"), map=journey.id, name="Purchase")
    lane = Lane(id=new_id("lanes"), map=journey.id, kind="touchpoints", name="Contacts")
    card = Touchpoint(
        id=new_id("touchpoints"),
        map=journey.id,
        stage=stage.id,
        lane=lane.id,
        title="Counter",
        channel=channel.id,
    )
    space = Workspace(id=new_id("workspace"), name="One")
    return Document.of([space, channel, persona, journey, stage, lane, card, *more])


def a_channel(name: str, identifier: str = "") -> Channel:
    return Channel(id=identifier or new_id("channels"), name=name)


def a_persona(name: str, **fields) -> Persona:
    return Persona(id=new_id("personas"), name=name, **fields)


def test_the_map_comes_behind_the_others_with_all_that_is_on_it():
    here = workspace(a_channel("Shop"), a_persona("Anna"))
    there = workspace(a_channel("Phone"), a_persona("Bela"))
    joined = here.apply(joining.join(here, there, "old.xlsx"))
    first, second = queries.maps(joined)
    assert first == next(iter(here.maps.values()))
    (card,) = queries.touchpoints(joined, second.id)
    assert card.title == "Counter"
    assert joined.channels[card.channel].name == "Phone"
    assert [joined.personas[it].name for it in second.personas] == ["Bela"]
    assert joined.workspace == here.workspace


def test_a_channel_of_the_same_name_is_the_same():
    here = workspace(a_channel("Coffee  shop"), a_persona("Anna"))
    there = workspace(a_channel("coffee shop"), a_persona("Bela"))
    joined = here.apply(joining.join(here, there, "old.xlsx"))
    assert [it.name for it in joined.channels.values()] == ["Coffee  shop"]
    assert {it.channel for it in joined.touchpoints.values()} == set(here.channels)


def test_a_channel_of_the_library_is_known_by_its_id_whatever_it_is_called_here():
    known = new_id("channels")
    here = workspace(a_channel("Our web", known), a_persona("Anna"))
    there = workspace(a_channel("Website", known), a_persona("Bela"))
    joined = here.apply(joining.join(here, there, "old.xlsx"))
    assert [it.name for it in joined.channels.values()] == ["Our web"]


def test_a_channel_that_nothing_mentions_stays_behind():
    here = workspace(a_channel("Shop"), a_persona("Anna"))
    there = workspace(a_channel("Phone"), a_persona("Bela"), a_channel("Radio"))
    joined = here.apply(joining.join(here, there, "old.xlsx"))
    assert [it.name for it in queries.channels(joined)] == ["Shop", "Phone"]


def test_a_persona_that_is_a_mere_name_is_the_one_known_by_it():
    here = workspace(a_channel("Shop"), a_persona("Anna", summary="Works nearby"))
    there = workspace(a_channel("Shop"), a_persona("anna"))
    joined = here.apply(joining.join(here, there, "old.xlsx"))
    (anna,) = joined.personas.values()
    assert anna.summary == "Works nearby"
    assert all(it.personas == (anna.id,) for it in joined.maps.values())


def test_a_persona_of_whom_more_is_said_is_not_lost_in_one_of_the_same_name():
    here = workspace(a_channel("Shop"), a_persona("Anna"))
    told = a_persona("Anna", quote="I am in a hurry")
    there = workspace(a_channel("Shop"), told)
    joined = here.apply(joining.join(here, there, "old.xlsx"))
    assert sorted(it.quote for it in joined.personas.values()) == ["", "I am in a hurry"]
    needy = a_persona("Anna")
    need = Need(id=new_id("needs"), persona=needy.id, text="Be quick")
    joined = here.apply(joining.join(here, workspace(a_channel("Shop"), needy, need), "x"))
    assert joined.needs[need.id].persona == needy.id


def test_the_same_workspace_may_come_twice():
    here = workspace(a_channel("Shop"), a_persona("Anna"))
    there = workspace(a_channel("Shop"), a_persona("Bela"))
    once = here.apply(joining.join(here, there, "old.xlsx"))
    twice = once.apply(joining.join(once, there, "old.xlsx"))
    assert len(queries.maps(twice)) == 3
    assert [len(queries.touchpoints(twice, it.id)) for it in queries.maps(twice)] == [1, 1, 1]
    assert not list(rules.check(twice))


@settings(max_examples=30)
@given(documents(), documents())
def test_any_two_workspaces_join_soundly_and_come_apart_again(here, there):
    patch = joining.join(here, there, "other")
    joined = here.apply(patch)
    assert not list(rules.check(joined))
    assert joined.apply(patch.inverse()) == here
    assert len(joined.touchpoints) == len(here.touchpoints) + len(there.touchpoints)
    assert len(joined.needs) == len(here.needs) + len(there.needs)
