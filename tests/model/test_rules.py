"""What a removal takes along, what is unsound, and how it is repaired. Worked out by hand."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.documents import documents
from tests.model.shop import SHOP
from workbench.model import entities as e
from workbench.model import queries, repairs, rules
from workbench.model.commands import edit
from workbench.model.document import Document, diff
from workbench.model.entities import TABLES, Entity
from workbench.model.fields import fields_of
from workbench.model.patch import Added, FieldChange, Label, Patch, Removed


def outcome(*chosen: tuple[str, str]) -> tuple[set[str], dict[tuple[str, str], Any], Document]:
    """What a removal from the shop takes along, which fields it sets to what, and the result."""
    patch = edit.remove(SHOP, chosen)
    after = SHOP.apply(patch)
    assert rules.check(after) == []
    assert after.apply(patch.inverse()) == SHOP
    gone = {change.id for change in patch.changes if isinstance(change, Removed)}
    edits = {
        (change.id, change.field): change.after
        for change in patch.changes
        if isinstance(change, FieldChange)
    }
    return gone, edits, after


def test_the_shop_is_sound() -> None:
    assert rules.check(SHOP) == []


def test_a_stage_goes_with_its_cards_and_all_that_hangs_on_them() -> None:
    gone, edits, _ = outcome(("stages", "st2"))
    assert gone == {
        "st2",
        *("tp2", "tp3", "no1"),
        *("co1", "co2", "co3"),
        *("re1", "me1", "me2", "ra1"),
    }
    assert edits == {("ma1", "goal_stage"): None, ("tr1", "touchpoint"): None}


def test_a_channel_in_use_is_cleared_where_it_was() -> None:
    gone, edits, after = outcome(("channels", "chWeb"))
    assert gone == {"chWeb"}
    assert edits == {
        ("pe1", "preferred_channels"): ("chShop",),
        ("tp2", "channel"): None,
        ("tr1", "channel"): None,
    }
    assert after.touchpoints["tp2"].title == "Price page"


def test_a_persona_goes_with_its_needs_wherever_they_were_answered() -> None:
    gone, edits, after = outcome(("personas", "pe1"))
    assert gone == {"pe1", "ne1", "ne2"}
    assert edits == {
        ("ma1", "personas"): ("pe2",),
        ("tp2", "needs"): ("ne3",),
        ("re1", "persona"): None,
        ("tr1", "messages"): (e.Message("pe2", "Hello"),),
    }
    assert after.maps["ma1"].personas == ("pe2",)


def test_a_map_goes_with_everything_on_it_and_what_was_decided_about_it() -> None:
    gone, edits, after = outcome(("maps", "ma1"))
    stays = {"wk1", "pe1", "pe2", "ne1", "ne2", "ne3", "chShop", "chWeb", "pa1"}
    next_year = {"ma2", "st9", "la9", "tp9", "de2"}
    everything = {item.id for _, item in SHOP.entities()}
    assert gone == everything - stays - next_year
    assert edits == {("ma2", "based_on"): None}
    assert "de2" in after.decisions


def test_lanes_touchpoints_and_participants() -> None:
    assert outcome(("lanes", "laPain"))[0] == {"laPain", "no1"}
    gone, edits, _ = outcome(("touchpoints", "tp2"))
    assert gone == {"tp2", "co1", "co2", "ra1"}
    assert edits == {("tr1", "touchpoint"): None}
    assert outcome(("participants", "pa1"))[0] == {"pa1", "ra1"}


def test_several_at_once_are_removed_once() -> None:
    gone, edits, _ = outcome(
        ("touchpoints", "tp2"), ("personas", "pe1"), ("touchpoints", "tp2"), ("needs", "neGONE")
    )
    assert gone == {"tp2", "co1", "co2", "ra1", "pe1", "ne1", "ne2"}
    assert ("tp2", "needs") not in edits


def altered(table: str, identifier: str, **values: Any) -> Document:
    """The shop with fields set that no command would set."""
    before = SHOP.table(table)[identifier]
    changes = tuple(
        FieldChange(table, identifier, name, getattr(before, name), value)
        for name, value in values.items()
    )
    return SHOP.apply(Patch(Label.of("edit.set"), changes))


def codes(document: Document) -> list[tuple[str, tuple[str, ...]]]:
    return [(problem.code, problem.ids) for problem in rules.check(document)]


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (altered("touchpoints", "tp1", channel="chGONE"), ("reference.dangling", ("tp1",))),
        (altered("touchpoints", "tp1", lane="laGONE"), ("reference.dangling", ("tp1",))),
        (altered("touchpoints", "tp1", lane="la9"), ("card.map", ("tp1",))),
        (altered("notes", "no1", map="ma2"), ("card.map", ("no1",))),
        (altered("notes", "no1", lane="laTp"), ("card.misplaced", ("no1",))),
        (altered("lanes", "laPain", kind="experience"), ("card.misplaced", ("no1",))),
        (altered("triggers", "tr1", touchpoint="tp9"), ("reference.map", ("tr1",))),
        (altered("reasons", "re1", stage="st9"), ("reference.map", ("re1",))),
        (altered("metrics", "me2", touchpoint="tp9"), ("reference.map", ("me2",))),
        (altered("connections", "co1", target="tp9"), ("connection.maps", ("co1",))),
        (altered("maps", "ma1", goal_stage="st9"), ("map.goal", ("ma1",))),
        (altered("maps", "ma2", based_on="ma2"), ("map.circle", ("ma2",))),
        (Document(), ("document.workspace", ())),
    ],
)
def test_what_is_unsound_is_named(document: Document, problem: Any) -> None:
    assert codes(document) == [problem]


def test_a_circle_of_maps_names_those_in_it() -> None:
    assert codes(altered("maps", "ma1", based_on="ma2")) == [
        ("map.circle", ("ma1",)),
        ("map.circle", ("ma2",)),
    ]


def net(before: Document) -> tuple[set[str], dict[tuple[str, str], Any]]:
    """What repairing removes, and which fields it sets to what."""
    after, told = repairs.repaired(before)
    assert rules.check(after) == []
    assert told
    changes = diff(before, after).changes
    assert not [change for change in changes if isinstance(change, Added)]
    return (
        {change.id for change in changes if isinstance(change, Removed)},
        {(c.id, c.field): c.after for c in changes if isinstance(c, FieldChange)},
    )


def test_repairing_clears_mentions_and_lets_go_what_has_no_owner() -> None:
    several = altered("touchpoints", "tp2", channel="chGONE", needs=("neA", "ne1", "neB"))
    assert net(several) == (set(), {("tp2", "channel"): None, ("tp2", "needs"): ("ne1",)})
    assert net(altered("touchpoints", "tp2", lane="laGONE")) == (
        {"tp2", "co1", "co2", "ra1"},
        {("tr1", "touchpoint"): None},
    )
    messages = (e.Message("peGONE", "Hi"), e.Message("pe2", "Hello"))
    assert net(altered("triggers", "tr1", messages=messages)) == (
        set(),
        {("tr1", "messages"): (e.Message("pe2", "Hello"),)},
    )


def test_repairing_puts_cards_on_the_map_of_their_stage_and_lane() -> None:
    assert net(altered("touchpoints", "tp2", map="ma2")) == (set(), {("tp2", "map"): "ma1"})


def test_repairing_gives_cards_a_lane_of_their_own_where_theirs_does_not_take_them() -> None:
    more = SHOP.apply(
        edit.add(SHOP, "notes", e.Note(id="no2", map="ma1", stage="st1", lane="laPain", text="x"))
    )
    for kind in ("touchpoints", "reached"):
        broken = more.apply(
            Patch(Label.of("x"), (FieldChange("lanes", "laPain", "kind", "notes", kind),))
        )
        after, told = repairs.repaired(broken)
        assert rules.check(after) == []
        assert [problem.ids for problem in told] == [("no1",), ("no2",)]
        assert after.lanes["laPain"].kind == kind
        own = after.lanes["laPain-2"]
        assert (own.name, own.kind, own.note_kind) == ("Pain", "notes", None)
        assert {after.notes[name].lane for name in ("no1", "no2")} == {"laPain-2"}
        assert after.notes["no1"].text == "Queue"
        order = [item.id for item in queries.lanes(after, "ma1")]
        assert order == ["laTp", "laPain", "laPain-2", "laAny"]
        assert repairs.repaired(broken)[0] == after


def test_repairing_loses_no_card_whose_lane_is_on_another_map() -> None:
    after, _ = repairs.repaired(altered("notes", "no1", lane="la9"))
    assert rules.check(after) == []
    note = after.notes["no1"]
    assert (note.map, note.stage, note.lane, note.text) == ("ma1", "st2", "la9-2", "Queue")
    assert after.lanes["la9-2"].map == "ma1"


def test_repairing_what_names_a_place_on_another_map() -> None:
    assert net(altered("triggers", "tr1", touchpoint="tp9")) == (
        set(),
        {("tr1", "touchpoint"): None},
    )
    assert net(altered("metrics", "me1", stage="st9")) == (set(), {("me1", "stage"): None})
    assert net(altered("reasons", "re1", stage="st9")) == (set(), {("re1", "map"): "ma2"})


def test_repairing_connections_goals_and_circles() -> None:
    assert net(altered("connections", "co1", target="tp9")) == ({"co1"}, {})
    assert net(altered("maps", "ma1", goal_stage="st9")) == (set(), {("ma1", "goal_stage"): None})
    assert net(altered("maps", "ma1", based_on="ma2")) == (
        set(),
        {("ma1", "based_on"): None, ("ma2", "based_on"): None},
    )


def test_a_sound_document_needs_no_repair() -> None:
    assert repairs.repaired(SHOP) == (SHOP, [])


def test_a_map_cut_out_by_hand_takes_all_of_it_along() -> None:
    cut = Document.of(item for _, item in SHOP.entities() if item.id != "ma1")
    after, told = repairs.repaired(cut)
    assert rules.check(after) == []
    assert set(after.touchpoints) == {"tp9"}
    assert set(after.channels) == {"chShop", "chWeb"}
    assert {problem.ids[0] for problem in told} >= {"st1", "laTp", "tp1", "ma2"}


@settings(max_examples=60)
@given(documents(min_size=1), st.data())
def test_repairing_ends_sound_whatever_was_cut_or_mixed_up(
    document: Document, data: st.DataObject
) -> None:
    items = [item for table, item in document.entities() if table != "workspace"]
    kept = [item for item in items if data.draw(st.integers(0, 4))]
    if kept:
        for _ in range(data.draw(st.integers(0, 4))):
            index = data.draw(st.integers(0, len(kept) - 1))
            kept[index] = mixed_up(kept[index], document, data)
    broken = Document.of([document.workspace, *kept])
    after, told = repairs.repaired(broken)
    assert rules.check(after) == []
    assert bool(told) == (after != broken)


def mixed_up(item: Entity, document: Document, data: st.DataObject) -> Entity:
    """The entity with one reference to any other entity of the right table."""
    (table,) = (name for name, kind in TABLES.items() if type(item) is kind)
    references = [
        field
        for field in fields_of(table).values()
        if field.kind == "reference" and document.table(field.reference)
    ]
    if not references:
        return item
    field = data.draw(st.sampled_from(references))
    target = data.draw(st.sampled_from(sorted(document.table(field.reference))))
    return msgspec.structs.replace(item, **{field.name: target})
