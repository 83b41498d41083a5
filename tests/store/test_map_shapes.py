"""How maps are looked at, kept in a file: each by itself, bounded, and never in the way."""

from __future__ import annotations

from pathlib import Path

from workbench.store.map_shapes import MAPS_KEPT, KeptShape, keep_shape, kept_shape


def test_a_shape_comes_back_and_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "shapes.json"
    one = KeptShape(workspace="wk1", map="ma1", stages=frozenset({"stA"}), widths={"stB": 1.5})
    other = KeptShape(workspace="wk2", map="ma1", lanes=frozenset({"laT"}))
    keep_shape(path, one)
    keep_shape(path, other)
    assert kept_shape(path, "wk1", "ma1") == one
    assert kept_shape(path, "wk2", "ma1") == other
    changed = KeptShape(workspace="wk1", map="ma1")
    keep_shape(path, changed)
    assert kept_shape(path, "wk1", "ma1") == changed
    assert kept_shape(path, "wk1", "ma2") == KeptShape(workspace="wk1", map="ma2")


def test_the_oldest_beyond_two_hundred_are_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "shapes.json"
    for number in range(MAPS_KEPT + 1):
        keep_shape(path, KeptShape(workspace="wk1", map=f"ma{number}", stages=frozenset({"st1"})))
    assert not kept_shape(path, "wk1", "ma0").stages
    assert kept_shape(path, "wk1", "ma1").stages
    assert kept_shape(path, "wk1", f"ma{MAPS_KEPT}").stages


def test_where_nothing_can_be_written_work_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "taken"
    path.mkdir()
    keep_shape(path, KeptShape(workspace="wk1", map="ma1", stages=frozenset({"st1"})))
    assert not kept_shape(path, "wk1", "ma1").stages
