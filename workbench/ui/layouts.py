"""Taking widgets out of layouts for good."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QLayout, QWidget


def take_out(layout: QLayout, widgets: Iterable[QWidget]) -> None:
    """Let widgets go that a layout holds."""
    for widget in widgets:
        layout.removeWidget(widget)
        # behind a question it would not go before that is answered
        widget.hide()
        widget.deleteLater()


def empty(layout: QLayout) -> None:
    """Let all widgets of a layout go; spaces and layouts within it stay."""
    # `takeAt` would be simpler, but what it gives is never freed by the binding
    items = [layout.itemAt(place) for place in range(layout.count())]
    widgets = [item.widget() for item in items if item is not None]
    take_out(layout, [widget for widget in widgets if widget is not None])
