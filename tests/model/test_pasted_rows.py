"""Rows of a table as touchpoints: stages and channels by name, one step."""

from __future__ import annotations

import pytest

from tests.helpers.canvas import small_map
from workbench.model import queries, rules
from workbench.model.commands import edit
from workbench.model.commands.landing import Target
from workbench.model.commands.pasted_rows import Row, new_channels, new_stages, paste_rows
from workbench.model.problems import InvalidValue, RefusedEdit
from workbench.words.patch_names import patch_name

ROWS = (
    Row({"title": "Banner", "importance": 9.0}, stage="awareness", channel="WEBSITE page"),
    Row({"title": "Box"}, stage="Unboxing", channel="Courier"),
    Row({"title": "Manual", "feeling": -1.0}, stage="unboxing "),
    Row({"title": "Loose"}),
)


def test_rows_go_to_the_stages_they_name_and_new_ones_come_behind():
    document = small_map()
    result = paste_rows(document, ROWS, Target("ma1", "stB", "laX"))
    after = document.apply(result.patch)
    assert rules.check(after) == []
    stages = queries.stages(after, "ma1")
    assert [it.name for it in stages] == ["Awareness", "Decision", "Purchase", "Unboxing"]
    titles = {
        stage.name: [getattr(it, "title", "") for it in queries.cards(after, stage.id, "laX")]
        for stage in stages
    }
    assert titles == {
        "Awareness": ["Banner"],
        "Decision": ["Loose"],
        "Purchase": [],
        "Unboxing": ["Box", "Manual"],
    }
    banner, box, manual, loose = (after.touchpoints[it] for _, it in result.places)
    assert (banner.channel, banner.importance) == ("chWEB", 9)
    assert after.channels[box.channel].name == "Courier"
    assert (manual.channel, manual.feeling, loose.title) == (None, -1, "Loose")
    assert result.channels_added == 1
    assert patch_name(result.patch.label) == "Paste 4 cards"
    assert after.apply(result.patch.inverse()) == document


def test_rows_go_below_the_chosen_card():
    document = small_map()
    target = Target("ma1", "stA", "laT", below=("tp1",))
    after = document.apply(paste_rows(document, ROWS[3:], target).patch)
    titles = [getattr(it, "title", "") for it in queries.cards(after, "stA", "laT")]
    assert titles == ["Search ad", "Loose", "Word of mouth", "Flyer"]


def test_at_a_lane_for_notes_rows_go_to_the_lane_that_takes_touchpoints():
    document = small_map()
    after = document.apply(paste_rows(document, ROWS[3:], Target("ma1", "stC", "laN")).patch)
    assert len(queries.cards(after, "stC", "laT")) == 1


def test_what_is_new_is_named_as_it_was_written_first():
    document = small_map()
    assert new_stages(document, "ma1", ROWS) == ("Unboxing",)
    assert new_channels(document, ROWS) == ("Courier",)


def test_values_are_checked_and_a_map_without_stages_refuses():
    document = small_map()
    with pytest.raises(InvalidValue):
        paste_rows(document, [Row({"title": "x", "importance": 40.0})], Target("ma1"))
    bare = document.apply(edit.remove(document, [("stages", "stZ")]))
    with pytest.raises(RefusedEdit, match=r"clipboard\.no_stage"):
        paste_rows(bare, ROWS[3:], Target("ma2"))
