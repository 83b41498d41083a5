"""The panels around the canvas, quiet: no title bars, shown and hidden from the View menu."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QDockWidget, QFrame, QMainWindow, QScrollArea, QVBoxLayout, QWidget

from workbench.ui.panels.inspector import Inspector
from workbench.ui.theme import set_role
from workbench.words.say import say

_LEFT, _RIGHT, _GAPS = 232, 300, 216
"""How wide, and how high, the panels are at first."""


def build_docks(
    window: QMainWindow, left: QWidget, inspector: Inspector, analysis: QWidget
) -> dict[str, QDockWidget]:
    """The panels at the left, at the right and below, by name."""
    window.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
    window.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
    areas = Qt.DockWidgetArea
    inspected = scrolling(inspector)
    # where the fields of something else were scrolled to means nothing here
    inspector.form_switched.connect(lambda: inspected.verticalScrollBar().setValue(0))
    docks = {
        "left": add_dock(window, "left", areas.LeftDockWidgetArea, left),
        "right": add_dock(window, "right", areas.RightDockWidgetArea, inspected),
        "gaps": add_dock(window, "gaps", areas.BottomDockWidgetArea, analysis),
    }
    window.resizeDocks([docks["left"], docks["right"]], [_LEFT, _RIGHT], Qt.Orientation.Horizontal)
    window.resizeDocks([docks["gaps"]], [_GAPS], Qt.Orientation.Vertical)
    return docks


def add_dock(
    window: QMainWindow, name: str, area: Qt.DockWidgetArea, content: QWidget
) -> QDockWidget:
    """A panel at one side of the window; its state is remembered under `name`."""
    dock = QDockWidget(say(f"dock.{name}"), window)
    dock.setObjectName(f"dock_{name}")
    dock.setTitleBarWidget(QWidget(dock))
    dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
    dock.setWidget(content)
    window.addDockWidget(area, dock)
    return dock


def stacked(*parts: QWidget) -> QWidget:
    """Widgets one below the other on a panel; the last takes what height is left."""
    panel = QWidget()
    set_role(panel, "panel")
    panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part, 1 if part is parts[-1] else 0)
    return panel


class _UpAndDown(QScrollArea):
    """Never narrower than its content was, so that nothing is cut at the right.

    It does not become narrower again: the panel would move with every selection.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        content = self.widget()
        if watched is content and event.type() == QEvent.Type.LayoutRequest:
            bar = self.verticalScrollBar().sizeHint().width()
            needed = content.minimumSizeHint().width() + bar
            if needed > self.minimumWidth():
                self.setMinimumWidth(needed)
        return super().eventFilter(watched, event)


def scrolling(content: QWidget) -> QScrollArea:
    """A widget that scrolls up and down where it is higher than its panel."""
    area = _UpAndDown()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    return area
