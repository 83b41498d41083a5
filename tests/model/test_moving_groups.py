"""Moving cards of several cells as one step, and leading a connection elsewhere."""

from __future__ import annotations

import pytest

from tests.helpers.canvas import small_map
from workbench.model import queries
from workbench.model.commands import cards, connections
from workbench.model.document import Document
from workbench.model.problems import RefusedEdit


def stack(document: Document, stage: str, lane: str = "laT") -> list[str]:
    return [card.id for card in queries.cards(document, stage, lane)]


def test_groups_land_in_their_cells_as_one_patch_that_can_be_undone() -> None:
    before = small_map()
    groups = [(["tp1", "tp3"], "stB", "laT", 1), (["no1"], "stC", "laN", 0)]
    patch = cards.move_groups(before, groups)
    after = before.apply(patch)
    assert stack(after, "stB") == ["tp4", "tp1", "tp3"]
    assert stack(after, "stC", "laN") == ["no1"]
    assert dict(patch.label.parameters)["n"] == 3
    assert after.apply(patch.inverse()) == before


def test_a_group_makes_way_for_the_first_one() -> None:
    before = small_map()
    groups = [(["tp1"], "stB", "laT", 0), (["tp4"], "stC", "laT", 0)]
    after = before.apply(cards.move_groups(before, groups))
    assert (stack(after, "stB"), stack(after, "stC")) == (["tp1"], ["tp4"])


def test_groups_in_the_same_cell_stand_behind_the_first() -> None:
    before = small_map()
    groups = [(["tp1"], "stC", "laT", 0), (["tp4"], "stC", "laT", 0)]
    assert stack(before.apply(cards.move_groups(before, groups)), "stC") == ["tp1", "tp4"]


def test_a_reconnected_connection_keeps_what_it_says() -> None:
    before = small_map()
    after = before.apply(connections.reconnect(before, "co1", "tp4", "tp2"))
    found = after.connections["co1"]
    assert (found.source, found.target, found.share) == ("tp4", "tp2", 40.0)
    assert connections.reconnect(before, "co1", "tp1", "tp4").changes == ()


def test_a_connection_is_not_led_to_itself_nor_beside_another() -> None:
    before = small_map()
    before = before.apply(connections.connect(before, "tp2", "tp4"))
    for ends, code in (("tp1 tp1", "connection.self"), ("tp2 tp4", "connection.exists")):
        with pytest.raises(RefusedEdit) as refused:
            connections.reconnect(before, "co1", *ends.split())
        assert refused.value.problem.code == code
