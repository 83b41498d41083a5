"""Qt for benchmarks: the application, views of one size, and waiting until they are painted."""

from __future__ import annotations

import gc
from functools import cache
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QSize
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsView, QWidget

from tests.benchmarks.maps import document_of
from tests.helpers.canvas import LEFT, NO_KEYS
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.view import MapView
from workbench.ui.theme import Theme

SIZE = QSize(1600, 1000)
_LONGEST = 10.0


@cache
def application() -> QApplication:
    """The one application of this process, with the font of a desktop."""
    made = QApplication.instance() or QApplication(["benchmarks"])
    assert isinstance(made, QApplication)
    made.setFont(QFont("Inter", 10))
    # as in the window, which collects while the hand rests
    gc.disable()
    return made


@cache
def theme() -> Theme:
    return Theme(application(), "light")


def map_view(touchpoints: int) -> MapView:
    """Our canvas, not shown yet."""
    return MapView(Bridge(document_of(touchpoints)), theme())


class Painted(QObject):
    """Shows a widget and counts how often it was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.widget = widget
        self._seen = widget.viewport() if isinstance(widget, QGraphicsView) else widget
        self._count = 0
        self._seen.installEventFilter(self)

    def show(self, size: QSize = SIZE) -> None:
        """Show it, painted."""
        self.widget.resize(size)
        before = self._count
        self.widget.show()
        self.wait(before)

    def again(self) -> None:
        """Paint all that is seen once more."""
        before = self._count
        self._seen.update()
        self.wait(before)

    @property
    def count(self) -> int:
        """How often it was painted until now; for `wait`."""
        return self._count

    def wait(self, before: int) -> None:
        """Let Qt work until it was painted more often than that.

        Raises RuntimeError where nothing is painted: a figure would mean nothing.
        """
        begun = perf_counter()
        QApplication.processEvents()
        while self._count == before:
            if perf_counter() - begun > _LONGEST:
                raise RuntimeError("nothing was painted")
            QApplication.processEvents()

    def forget(self) -> None:
        """Destroy the widget."""
        self._seen.removeEventFilter(self)
        self.widget.close()
        self.widget.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._count += 1
        return False


def collect() -> None:
    """Let go of what earlier runs left, so that no run pays for another."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def press(view: QGraphicsView, at: QPoint) -> None:
    QTest.mousePress(view.viewport(), LEFT, NO_KEYS, at)


def release(view: QGraphicsView, at: QPoint) -> None:
    QTest.mouseRelease(view.viewport(), LEFT, NO_KEYS, at)
