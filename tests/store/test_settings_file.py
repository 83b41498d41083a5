"""Settings survive the program, its mistakes and its other versions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.settings import data_folder
from workbench.store.errors import StoreError
from workbench.store.settings_file import SettingsStore


def test_what_is_set_is_there_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    SettingsStore(path).set("recent", ["D:/shop/Bäckerei.journey"])
    SettingsStore(path).set("appearance", "dark")
    again = SettingsStore(path)
    assert again.get("recent") == ["D:/shop/Bäckerei.journey"]
    assert again.get("appearance") == "dark"
    assert [item.name for item in tmp_path.iterdir()] == ["settings.json"]


def test_by_default_they_are_in_the_data_folder() -> None:
    SettingsStore().set("last_folder", "D:/shop")
    assert json.loads((data_folder() / "settings.json").read_text()) == {"last_folder": "D:/shop"}


def test_defaults_hold_until_something_is_set(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.json")
    assert (store.get("appearance"), store.get("recent")) == ("system", [])
    store.get("recent").append("changed by the caller alone")
    assert store.get("recent") == []
    assert list(tmp_path.iterdir()) == []


def test_values_of_another_type_and_unknown_settings_are_refused(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.json")
    with pytest.raises(StoreError, match=r"setting\.value"):
        store.set("recent", "one.journey")
    with pytest.raises(StoreError, match=r"setting\.value"):
        store.set("appearance", None)
    with pytest.raises(KeyError):
        store.set("apearance", "dark")
    with pytest.raises(KeyError):
        store.get("apearance")
    assert (store.get("recent"), store.get("appearance")) == ([], "system")


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"appearance": "da', "\xff", "[" * 100_000])
def test_a_broken_file_is_kept_aside_and_defaults_hold(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(broken, encoding="latin-1")
    store = SettingsStore(path)
    assert store.get("appearance") == "system"
    store.set("appearance", "light")
    assert SettingsStore(path).get("appearance") == "light"
    assert (tmp_path / "settings.json.broken").read_text(encoding="latin-1") == broken


def test_one_value_that_does_not_fit_does_not_cost_the_others(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"recent": 5, "appearance": "dark", "of_a_newer_version": [1]}')
    store = SettingsStore(path)
    assert (store.get("recent"), store.get("appearance")) == ([], "dark")
    store.set("paper", "light")
    assert json.loads(path.read_text())["of_a_newer_version"] == [1]


def test_a_failed_write_is_told_and_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    store = SettingsStore(folder / "settings.json")
    folder.rmdir()
    with pytest.raises(StoreError, match=r"store\.no_folder"):
        store.set("appearance", "dark")
    assert store.get("appearance") == "system"
