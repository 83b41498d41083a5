"""Where the inspector stands when something else is selected."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QScrollArea


@pytest.fixture
def bakery(window):
    window.settings.set("tour_done", True)
    window.resize(1280, 720)
    window.files.new("sample", "corner-bakery")
    return window


def test_another_kind_is_shown_from_its_top_and_the_same_kind_where_it_was(bakery, qtbot):
    area = bakery.docks["right"].widget()
    assert isinstance(area, QScrollArea)
    bar = area.verticalScrollBar()
    first, second = list(bakery.bridge.document.touchpoints)[:2]
    bakery.bridge.select([("touchpoints", first)])
    qtbot.waitUntil(lambda: bar.maximum() > 200)
    bar.setValue(200)
    bakery.bridge.select([("touchpoints", second)])
    qtbot.wait(50)
    assert bar.value() == 200
    bakery.bridge.select([("stages", next(iter(bakery.bridge.document.stages)))])
    bakery.bridge.select([("touchpoints", first)])
    qtbot.wait(50)
    assert bar.value() == 0
