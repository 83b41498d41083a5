"""The tabs under the map stand closer where there is little room, rather than being cut."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QTabBar, QWidget

from workbench.ui.panels.analysis_dock import AnalysisDock
from workbench.ui.theme import Theme


@pytest.fixture
def bar(qapp, qtbot):
    """The tab bar of the views, in a dock whose pages have no tabs."""
    theme = Theme(qapp, "light")
    dock = AnalysisDock()
    qtbot.addWidget(dock)
    for code in ("by_stage.title", "quadrants.tab", "why.title"):
        dock.add_view(code, QWidget())
    dock.resize(1200, 300)
    dock.show()
    qtbot.waitExposed(dock)
    yield next(it for it in dock.findChildren(QTabBar) if it.count())
    del theme
    qapp.setStyleSheet("")


def test_they_stand_closer_and_have_their_usual_room_again(bar, qtbot):
    side = bar.parentWidget()
    usual = bar.sizeHint().width()
    left = side.layout().contentsMargins().left()
    for _ in range(2):
        side.setFixedWidth(usual + left - 4)
        qtbot.waitUntil(lambda: bar.sizeHint().width() < usual)
        assert bar.sizeHint().width() <= side.width() - left
        side.setFixedWidth(usual + left + 40)
        qtbot.waitUntil(lambda: bar.sizeHint().width() == usual)
