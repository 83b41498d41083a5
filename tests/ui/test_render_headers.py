"""What headers, cards and the reached lane say."""

from __future__ import annotations

import pytest

from tests.helpers.canvas import small_map
from workbench.analysis.finding import Action, Finding, Kind, Subject, Working
from workbench.drawing.boxes import CardBox
from workbench.drawing.geometry import Rect
from workbench.model.commands import decisions, edit
from workbench.ui.bridge import Bridge
from workbench.ui.render.headers import stage_headers
from workbench.ui.render.looks import TouchpointLook, look_of
from workbench.ui.render.reached import ReachedCell, reached_cells


def finding(key: str, priority: float, stage: str = "stA", kind: Kind = "coverage") -> Finding:
    return Finding(
        rule="stage-empty",
        key=key,
        map="ma1",
        stage=stage,
        kind=kind,
        priority=priority,
        working=Working(base=priority, form="weight", weight=priority),
        subjects=(Subject("connections", "co1"),),
        action=Action.of("stage-empty"),
        method="coverage",
    )


@pytest.mark.parametrize(
    ("priorities", "count", "tone"),
    [
        ([], 0, "good"),
        ([3.0], 1, "warn"),
        ([3.0, 11.9, 5.0], 3, "warn"),
        ([3.0, 3.0, 3.0, 3.0], 4, "bad"),
        ([12.0], 1, "bad"),
    ],
)
def test_the_badge_counts_and_colours(priorities: list[float], count: int, tone: str) -> None:
    found = [finding(f"k{n}", priority) for n, priority in enumerate(priorities)]
    first, second, _ = stage_headers(small_map(), "ma1", found)
    assert (first.gaps, first.tone) == (count, tone)
    assert (second.gaps, second.tone) == (0, "good")


def test_a_finding_set_aside_is_not_counted_and_without_analysis_there_is_no_badge() -> None:
    document = small_map()
    document = document.apply(decisions.decide(document, "k1", state="set-aside"))
    bridge = Bridge(document)
    bridge.set_findings((finding("k1", 14.0), finding("k2", 3.0)))
    first, *_ = stage_headers(document, "ma1", bridge.open_findings)
    assert (first.gaps, first.tone) == (1, "warn")
    first, *_ = stage_headers(document, "ma1", None)
    assert first.gaps is None


def test_reached_shows_conversion_against_its_target() -> None:
    document = small_map()
    assert reached_cells(document, "ma1") == (
        ReachedCell("1,200", "", ""),
        ReachedCell("300", "25 %", ""),
        ReachedCell("", "", ""),
    )
    for target, tone in ((25.0, ""), (30.0, "warn"), (40.0, "bad")):
        patch = edit.set_field(document, "stages", "stB", "target_conversion", target)
        assert reached_cells(document.apply(patch), "ma1")[1].tone == tone


@pytest.mark.parametrize(
    ("importance", "satisfaction", "figures", "badge", "bad"),
    [
        (9.0, 3.0, "9 · 3", "15", True),
        (9.0, 9.0, "9 · 9", "", False),
        (8.0, 6.0, "8 · 6", "10", False),
        (8.5, 5.0, "8.5 · 5", "12", True),
        (7.0, None, "7 · –", "", False),
        (None, None, "", "", False),
    ],
)
def test_a_card_shows_its_scores(
    importance: float | None, satisfaction: float | None, figures: str, badge: str, bad: bool
) -> None:
    document = small_map()
    values = {"importance": importance, "satisfaction": satisfaction}
    document = document.apply(edit.set_fields(document, "touchpoints", ["tp4"], values))
    box = CardBox("tp4", "touchpoints", "stB", "laT", Rect(0, 0, 1, 1), ("Price page",), True)
    look = look_of(document, box, "light")
    assert isinstance(look, TouchpointLook)
    assert (look.figures, look.badge, look.bad) == (figures, badge, bad)
    assert look.bar == (None if satisfaction is None else satisfaction / 10)
    assert look.tile == "#3457D5"


def test_a_planned_card_says_so_and_one_without_channel_is_grey() -> None:
    box = CardBox("tp3", "touchpoints", "stA", "laT", Rect(0, 0, 1, 1), ("Flyer",), True)
    look = look_of(small_map(), box, "light")
    assert isinstance(look, TouchpointLook)
    assert look.status == "planned"
    assert look.icon == ""
