"""Pages as they will come out, to look through."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsView,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.ui.render.pages import Pages
from workbench.ui.render.picture_files import page_layout, paint_pages
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say

MOST_SHOWN = 48
"""More pages than this are not shown: they would take seconds to draw."""


class Preview(QWidget):
    """A page, or all of them side by side, with buttons to go on and to look closer."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pages: Pages | None = None
        # a printer of its own, so that any size of page can be shown
        self._printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        self._printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self._widget = QPrintPreviewWidget(self._printer)
        self._widget.setAccessibleName(say("print.preview"))
        for view in self._widget.findChildren(QGraphicsView):
            view.setBackgroundBrush(QColor(theme.palette.line))
            view.setFrameShape(QFrame.Shape.NoFrame)
        self._widget.paintRequested.connect(self._paint)
        self._widget.previewChanged.connect(self._show_place)
        self._place = QLabel()
        set_role(self._place, "small")
        self._previous = self._button("chevron-left", "print.previous", lambda: self._step(-1))
        self._next = self._button("chevron-right", "print.next", lambda: self._step(1))
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 8)
        bar.setSpacing(4)
        bar.addWidget(self._previous)
        bar.addWidget(self._place)
        bar.addWidget(self._next)
        bar.addStretch(1)
        bar.addWidget(self._button("zoom-out", "print.zoom_out", self._zoom_out))
        bar.addWidget(self._button("zoom-in", "print.zoom_in", self._zoom_in))
        bar.addWidget(self._button("fit", "print.fit", self._fit))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self._widget, 1)

    def show_pages(self, pages: Pages) -> None:
        """Show these pages: a poster's sheets all at once, others one by one."""
        self._pages = msgspec.structs.replace(pages, pages=pages.pages[:MOST_SHOWN])
        self._printer.setPageLayout(page_layout(pages))
        if pages.rows * pages.columns > 1:
            self._widget.setAllPagesViewMode()
        else:
            self._widget.setSinglePageViewMode()
        self._widget.updatePreview()
        self._fit()
        self._show_place()

    @property
    def page_count(self) -> int:
        """How many pages can be looked through."""
        return self._widget.pageCount()

    def _paint(self, printer: QPrinter) -> None:
        if self._pages is not None:
            paint_pages(printer, self._pages)

    def _step(self, by: int) -> None:
        self._widget.setSinglePageViewMode()
        self._widget.setCurrentPage(self._widget.currentPage() + by)
        self._show_place()

    def _zoom_in(self) -> None:
        self._widget.zoomIn()

    def _zoom_out(self) -> None:
        self._widget.zoomOut()

    def _fit(self) -> None:
        self._widget.setZoomMode(QPrintPreviewWidget.ZoomMode.FitInView)

    def _show_place(self) -> None:
        count, place = self._widget.pageCount(), self._widget.currentPage()
        self._place.setText(say("print.page", page=place, pages=count))
        for part in (self._previous, self._place, self._next):
            part.setVisible(count > 1)
        self._previous.setEnabled(place > 1)
        self._next.setEnabled(place < count)

    def _button(self, icon: str, code: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setIcon(self._theme.icon(icon))
        button.setIconSize(QSize(18, 18))
        button.setToolTip(say(code))
        button.setAccessibleName(say(code))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: act())
        return button
