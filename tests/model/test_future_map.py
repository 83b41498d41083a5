"""A future map is a copy whose parts know what they were on the current one."""

from __future__ import annotations

from tests.model.shop import SHOP
from workbench.model import queries, rules
from workbench.model.commands import edit, maps


def test_a_future_map_pairs_with_the_current_one() -> None:
    patch = maps.future_of(SHOP, "ma1", "Next spring")
    document = SHOP.apply(patch)
    (future,) = [item for item in document.maps.values() if item.name == "Next spring"]
    assert (future.state, future.based_on) == ("future", "ma1")
    assert [item.id for item in queries.maps(document)][1] == future.id
    for ordered in (queries.stages, queries.lanes, queries.touchpoints):
        current = [item.id for item in ordered(SHOP, "ma1")]
        assert [item.counterpart for item in ordered(document, future.id)] == current
    current_notes = {note.id for note in SHOP.notes.values() if note.map == "ma1"}
    paired = {note.counterpart for note in queries.notes(document, future.id)}
    assert paired == current_notes
    assert rules.check(document) == []
    assert document.apply(patch.inverse()) == SHOP


def test_removing_the_current_card_clears_the_pairing() -> None:
    document = SHOP.apply(maps.future_of(SHOP, "ma1", "Next spring"))
    gone = queries.touchpoints(SHOP, "ma1")[0].id
    document = document.apply(edit.remove(document, [("touchpoints", gone)]))
    assert gone not in {item.counterpart for item in document.touchpoints.values()}
    assert rules.check(document) == []
