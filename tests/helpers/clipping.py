"""Finds texts that are shown smaller than they need to be read."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)

_SLACK = 1
"""Scaled sizes are rounded."""


def clipped(root: QWidget) -> list[str]:
    """What is cut among the visible labels, buttons, fields and tabs of a window."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue
        why = _too_small(widget) or _cut_by_parent(widget)
        if why:
            name = getattr(widget, "text", widget.objectName)()
            within = type(widget.parentWidget()).__name__
            found.append(f"{type(widget).__name__} “{name}” in {within}: {why}")
    return found


def _too_small(widget: QWidget) -> str:
    if isinstance(widget, QLabel):
        return _label(widget)
    if isinstance(widget, QAbstractButton) and widget.text():
        if widget.text() in widget.toolTip() and widget.height() >= widget.sizeHint().height():
            return ""
        need = widget.sizeHint()
        if widget.width() < need.width() - _SLACK or widget.height() < need.height() - _SLACK:
            return f"{widget.width()}×{widget.height()} of {need.width()}×{need.height()}"
    if isinstance(widget, QComboBox | QLineEdit):
        line = widget.fontMetrics().height()
        if widget.height() < line + 2:
            return f"{widget.height()} high for a line of {line}"
    if isinstance(widget, QHeaderView) and widget.orientation() == Qt.Orientation.Horizontal:
        return _headings(widget)
    if isinstance(widget, QTabBar):
        need = widget.minimumSizeHint().height()
        if widget.height() < need - _SLACK:
            return f"{widget.height()} of {need} high"
    return ""


def _headings(header: QHeaderView) -> str:
    order = sorted(range(header.count()), key=header.visualIndex)
    shown = [place for place in order if not header.isSectionHidden(place)]
    stretched = shown[-1:] if header.stretchLastSection() else []
    for place in shown:
        # what takes the rest of the room ends in an ellipsis where that is little
        if place in stretched or header.sectionResizeMode(place) == QHeaderView.ResizeMode.Stretch:
            continue
        text = header.model().headerData(place, Qt.Orientation.Horizontal)
        size, need = header.sectionSize(place), header.fontMetrics().horizontalAdvance(text or "")
        if size < need:
            return f"heading “{text}” {size} of {need} wide"
    return ""


def _label(label: QLabel) -> str:
    if not label.text() or label.text().endswith("…"):
        return ""
    room = label.contentsRect()
    if label.wordWrap():
        need = label.heightForWidth(label.width())
        return f"{label.height()} of {need} high" if label.height() < need - _SLACK else ""
    need = label.sizeHint()
    if label.width() < need.width() - _SLACK or label.height() < need.height() - _SLACK:
        return f"{room.width()}×{room.height()} of {need.width()}×{need.height()}"
    return ""


def _cut_by_parent(widget: QWidget) -> str:
    if not isinstance(widget, QLabel | QAbstractButton | QLineEdit | QComboBox):
        return ""
    parent = widget.parentWidget()
    while parent is not None:
        above = None if parent.isWindow() else parent.parentWidget()
        if above is not None and isinstance(above.parentWidget(), QAbstractScrollArea):
            return ""
        place = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
        if not parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(place):
            return f"reaches out of {type(parent).__name__}"
        parent = above
    return ""
