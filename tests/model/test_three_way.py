"""Two versions changed side by side: what only they did is ticked, what both did is asked."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.documents import documents
from workbench.model import rules
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import (
    Connection,
    Lane,
    Map,
    Note,
    Persona,
    Stage,
    Touchpoint,
    Workspace,
)
from workbench.model.patch import Label
from workbench.model.proposal import Proposal, select
from workbench.model.three_way import their_changes

BASE = Document.of(
    [
        Workspace(id="wk1", name="Bakery"),
        Persona(id="pe1", name="Guest"),
        Map(id="mp1", name="Visit"),
        Stage(id="st1", map="mp1", rank="a", name="Before"),
        Stage(id="st2", map="mp1", rank="b", name="During"),
        Lane(id="ln1", map="mp1", rank="a", kind="touchpoints", name="Contacts"),
        Lane(id="ln2", map="mp1", rank="b", kind="notes", name="Notes"),
        Touchpoint(id="tp1", map="mp1", stage="st1", lane="ln1", rank="a", title="Sign"),
        Touchpoint(id="tp2", map="mp1", stage="st2", lane="ln1", rank="a", title="Counter"),
        Connection(id="cn1", source="tp1", target="tp2"),
    ]
)


def set_field(document: Document, table: str, identifier: str, **values: object) -> Document:
    for name, value in values.items():
        document = document.apply(edit.set_field(document, table, identifier, name, value))
    return document


def without(document: Document, table: str, identifier: str) -> Document:
    return document.apply(edit.remove(document, [(table, identifier)]))


def plus(document: Document, *items: object) -> Document:
    return Document.of([*(item for _table, item in document.entities()), *items])


def merged(mine: Document, proposal: Proposal) -> Document:
    """With what is ticked from the start."""
    ticked = [index for index, item in enumerate(proposal.suggestions) if item.ticked]
    return mine.apply(select(mine, proposal, ticked, Label.of("x")))


def merge(mine: Document, theirs: Document) -> Document:
    return merged(mine, their_changes(BASE, mine, theirs))


def test_fields_of_one_card_that_each_changed_are_both_kept() -> None:
    mine = set_field(BASE, "touchpoints", "tp1", title="Shop sign")
    theirs = set_field(BASE, "touchpoints", "tp1", importance=9)
    (card,) = [it for it in merge(mine, theirs).touchpoints.values() if it.id == "tp1"]
    assert (card.title, card.importance) == ("Shop sign", 9)


def test_a_field_that_both_changed_is_asked_and_mine_stays() -> None:
    mine = set_field(BASE, "touchpoints", "tp1", title="Shop sign")
    theirs = set_field(BASE, "touchpoints", "tp1", title="Street sign")
    (asked,) = their_changes(BASE, mine, theirs).suggestions
    assert (asked.conflict, asked.ticked, asked.base) == (True, False, "Sign")
    assert (asked.change.before, asked.change.after) == ("Shop sign", "Street sign")
    assert merge(mine, theirs) == mine


def test_what_both_did_alike_is_no_suggestion() -> None:
    both = without(set_field(BASE, "touchpoints", "tp1", title="Shop sign"), "personas", "pe1")
    assert their_changes(BASE, both, both).suggestions == ()


def test_new_things_of_both_are_kept() -> None:
    mine = plus(BASE, Persona(id="pe2", name="Neighbour"))
    theirs = plus(
        BASE,
        Stage(id="st3", map="mp1", rank="c", name="After"),
        Touchpoint(id="tp3", map="mp1", stage="st3", lane="ln1", rank="a", title="Card"),
    )
    proposal = their_changes(BASE, mine, theirs)
    stage, card = proposal.suggestions
    assert (stage.change.id, card.change.id, card.needs) == ("st3", "tp3", (0,))
    result = merged(mine, proposal)
    assert {"st3", "tp3", "pe2"} <= {item.id for _table, item in result.entities()}


def test_what_only_they_removed_goes_with_what_hangs_on_it() -> None:
    theirs = without(BASE, "touchpoints", "tp1")
    result = merge(set_field(BASE, "touchpoints", "tp2", title="Till"), theirs)
    assert set(result.touchpoints) == {"tp2"}
    assert not result.connections


def test_what_they_removed_and_i_changed_stays_until_it_is_ticked() -> None:
    mine = set_field(BASE, "touchpoints", "tp1", title="Shop sign")
    proposal = their_changes(BASE, mine, without(BASE, "touchpoints", "tp1"))
    removal = next(it for it in proposal.suggestions if it.change.id == "tp1")
    assert (removal.kind, removal.conflict, removal.ticked) == ("removed", True, False)
    assert "tp1" in merged(mine, proposal).touchpoints


def test_a_stage_they_removed_stays_where_i_put_something_new() -> None:
    note = Note(id="nt1", map="mp1", stage="st1", lane="ln2", rank="a", kind="pain", text="Mine")
    mine = plus(BASE, note)
    result = merge(mine, without(BASE, "stages", "st1"))
    assert "st1" in result.stages
    assert result.notes["nt1"] == note
    assert "tp1" not in result.touchpoints


def test_what_i_removed_and_they_changed_can_be_brought_back() -> None:
    mine = without(BASE, "stages", "st1")
    theirs = set_field(BASE, "touchpoints", "tp1", title="Street sign")
    proposal = their_changes(BASE, mine, theirs)
    kinds = {it.change.id: (it.kind, it.ticked) for it in proposal.suggestions}
    assert kinds == {"tp1": ("added", False), "st1": ("added", False)}
    assert merged(mine, proposal) == mine
    card = next(i for i, it in enumerate(proposal.suggestions) if it.change.id == "tp1")
    back = mine.apply(select(mine, proposal, [card], Label.of("x")))
    assert back.touchpoints["tp1"].title == "Street sign"
    assert "st1" in back.stages


def test_an_order_that_both_changed_is_not_asked() -> None:
    mine = set_field(BASE, "stages", "st1", rank="c")
    theirs = set_field(BASE, "stages", "st1", rank="d")
    assert their_changes(BASE, mine, theirs).suggestions == ()


def test_a_lane_that_changed_its_kind_under_my_new_card_is_not_ticked() -> None:
    bare = without(without(BASE, "touchpoints", "tp1"), "touchpoints", "tp2")
    mine = plus(
        bare, Touchpoint(id="tp9", map="mp1", stage="st1", lane="ln1", rank="a", title="Mine")
    )
    lane = msgspec.structs.replace(bare.lanes["ln1"], kind="notes")
    theirs = Document.of([lane if item.id == "ln1" else item for _table, item in bare.entities()])
    proposal = their_changes(bare, mine, theirs)
    assert merged(mine, proposal) == mine
    assert any(item.conflict for item in proposal.suggestions)


def test_a_card_moved_to_another_map_moves_as_a_whole() -> None:
    base = plus(
        BASE,
        Map(id="mp2", name="Other"),
        Stage(id="st8", map="mp2", rank="a", name="There"),
        Lane(id="ln8", map="mp2", rank="a", kind="touchpoints", name="Contacts"),
    )
    base = without(base, "connections", "cn1")
    card = msgspec.structs.replace(base.touchpoints["tp1"], map="mp2", stage="st8", lane="ln8")
    theirs = Document.of([card if item.id == "tp1" else item for _t, item in base.entities()])
    proposal = their_changes(base, base, theirs)
    (one, *_rest) = range(len(proposal.suggestions))
    moved = base.apply(select(base, proposal, [one], Label.of("x")))
    assert moved.touchpoints["tp1"] == card


@settings(max_examples=25)
@given(documents(), documents(), st.data())
def test_any_three_versions_merge_into_something_sound(
    mine: Document, theirs: Document, data: st.DataObject
) -> None:
    base = data.draw(st.sampled_from([mine, theirs, BASE]))
    mine, theirs, base = (of_one_workspace(it) for it in (mine, theirs, base))
    proposal = their_changes(base, mine, theirs)
    result = merged(mine, proposal)
    assert not rules.check(result)
    if base == mine:
        assert not [it for it in proposal.suggestions if it.conflict]
        assert result == theirs
    if base == theirs:
        assert result == mine


def of_one_workspace(document: Document) -> Document:
    (own,) = document.table("workspace").values()
    only = Workspace(id="wk1", name=own.name)
    return Document.of([only if item is own else item for _t, item in document.entities()])


@pytest.mark.parametrize("table", ["touchpoints", "personas", "stages"])
def test_a_version_nobody_else_touched_is_taken_whole(table: str) -> None:
    identifier = next(iter(BASE.table(table)))
    theirs = without(BASE, table, identifier)
    assert merge(BASE, theirs) == theirs
