"""The panel under the map: lists of findings at the left, pictures of them at the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QMargins, QSize, Qt, SignalInstance
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from workbench.ui.theme import set_role
from workbench.words.say import say

_SHARES = (690, 370)
_CLOSER = 8
"""Pixels that the style sheet takes from the space after each tab where room is short."""
_SPARE = 24
"""At least so much is between the tabs and the controls beside them."""


class Page(NamedTuple):
    """What a tab shows. `counted` (of an int) is shown in the tab; `corner` beside it."""

    widget: QWidget
    counted: SignalInstance | None = None
    corner: QWidget | None = None


class AnalysisDock(QWidget):
    """Two sides with tabs each. It knows nothing of what it holds but names and numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "panel")
        self._pages = _Side(say("dock.pages"))
        self._views = _Side(say("dock.views"))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._pages)
        splitter.addWidget(self._views)
        for at, share in enumerate(_SHARES):
            splitter.setStretchFactor(at, share)
        splitter.setSizes(_SHARES)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def add_page(
        self,
        title_code: str,
        widget: QWidget,
        count: SignalInstance | None = None,
        corner: QWidget | None = None,
    ) -> None:
        """Add a tab at the left. `count` (of an int) is shown in the tab; `corner` beside it."""
        self._pages.add(say(title_code), Page(widget, count, corner))

    def add_later_page(self, title_code: str, make: Callable[[], Page]) -> LaterPage:
        """Add a tab at the left whose page is made when it is first shown or asked for."""
        return LaterPage(self._pages, self._pages.add_later(say(title_code)), make)

    def add_later_view(
        self, title_code: str, make: Callable[[], Page], tip_code: str = ""
    ) -> LaterPage:
        """Add a tab at the right whose view is made when it is first shown or asked for."""
        tip = say(tip_code) if tip_code else ""
        return LaterPage(self._views, self._views.add_later(say(title_code), tip), make)

    def add_view(
        self,
        title_code: str,
        widget: QWidget,
        count: SignalInstance | None = None,
        corner: QWidget | None = None,
        tip_code: str = "",
    ) -> None:
        """Add a tab at the right; `count` and `corner` as for a page.

        A short title says in full what it means in its tooltip.
        """
        tip = say(tip_code) if tip_code else ""
        self._views.add(say(title_code), Page(widget, count, corner), tip)

    def show_part(self, widget: QWidget) -> None:
        """Bring the tab of a page or view to the front."""
        for side in (self._pages, self._views):
            side.bring(widget)


class _Tabs(QTabBar):
    """Tabs with room for the weight that the style sheet gives to the chosen one."""

    def tabSizeHint(self, index: int) -> QSize:
        size = super().tabSizeHint(index)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        text = self.tabText(index)
        plain = self.fontMetrics().horizontalAdvance(text)
        return size.grownBy(
            QMargins(0, 0, max(0, QFontMetrics(font).horizontalAdvance(text) - plain), 0)
        )


class _Side(QWidget):
    """Tabs in a row, the shown one's own controls at the row's end, its widget below."""

    def __init__(self, name: str) -> None:
        super().__init__()
        set_role(self, "panel")
        self._tabs = _Tabs()
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName(name)
        self._tabs.setUsesScrollButtons(False)
        self._tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self._stack = QStackedWidget()
        # one wide page must not take the room of the other side while others are shown
        self._stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._corners: list[QWidget | None] = []
        self._titles: list[str] = []
        self._later: dict[int, LaterPage] = {}
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 8, 0)
        self._row.setSpacing(4)
        self._row.addWidget(self._tabs, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 0, 0, 0)
        layout.setSpacing(0)
        self._below = QHBoxLayout()
        self._below.setContentsMargins(0, 0, 8, 0)
        layout.addLayout(self._row)
        layout.addLayout(self._below)
        layout.addWidget(self._stack, 1)
        self._tabs.currentChanged.connect(self._show)

    def add(self, title: str, page: Page, tip: str = "") -> None:
        place = self.add_later(title, tip)
        self.fill(place, page)

    def add_later(self, title: str, tip: str = "") -> int:
        """A tab with nothing behind it yet; gives its place, for `fill`."""
        self._corners.append(None)
        self._titles.append(title)
        place = self._stack.addWidget(QWidget())
        self._tabs.addTab(title)
        self._tabs.setTabToolTip(place, tip)
        return place

    def fill(self, place: int, page: Page) -> None:
        """Put a page behind its tab."""
        empty = self._stack.widget(place)
        assert empty is not None
        in_turn = _stops(page.widget)
        self._stack.insertWidget(place, page.widget)
        self._stack.removeWidget(empty)
        empty.deleteLater()
        self._corners[place] = page.corner
        if page.counted is not None:
            page.counted.connect(lambda n: self.show_count(place, n))
        self._show(self._tabs.currentIndex())
        # a page that is made later would come last of all that Tab goes through
        before: QWidget = self._tabs
        for stop in in_turn:
            QWidget.setTabOrder(before, stop)
            before = stop

    def expect(self, place: int, later: LaterPage) -> None:
        """Have this page made when its tab is chosen."""
        self._later[place] = later

    def forget(self, place: int) -> None:
        """The page of this tab is made."""
        self._later.pop(place, None)

    def show_count(self, place: int, n: int | None) -> None:
        """Say in the tab how many there are; None where that is not known yet."""
        told = say("gaps.not_known") if n is None else n
        self._count(place, say("dock.counted", title=self._titles[place], count=told))

    def _count(self, place: int, text: str) -> None:
        # a bar lays itself out anew even for the text it has
        if text != self._tabs.tabText(place):
            self._tabs.setTabText(place, text)

    def bring(self, widget: QWidget) -> None:
        place = self._stack.indexOf(widget)
        if place >= 0:
            self._tabs.setCurrentIndex(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_tabs()
        self._place_corner()

    def event(self, event: QEvent) -> bool:
        # a tab has another number, or its controls became wider
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_tabs()
            self._place_corner()
        return super().event(event)

    def _show(self, place: int) -> None:
        if place in self._later:
            # it puts itself behind its tab, which shows it
            self._later[place].make()
            return
        self._stack.setCurrentIndex(place)
        for at, corner in enumerate(self._corners):
            if corner is not None and at != place:
                corner.hide()
        self._place_corner()

    def _fit_tabs(self) -> None:
        """Let the tabs stand closer where their words have no room otherwise."""
        tabs, layout = self._tabs, self.layout()
        inset = layout.contentsMargins().left() if layout is not None else 0
        room = self.contentsRect().width() - inset
        saved = _CLOSER * tabs.count() if tabs.property("role") == "close" else 0
        role = "close" if tabs.sizeHint().width() + saved > room else ""
        if (tabs.property("role") or "") != role:
            set_role(tabs, role)
            # a bar keeps its measures when only its style changed; this has it measure anew
            tabs.setElideMode(tabs.elideMode())

    def _place_corner(self) -> None:
        """Put the shown tab's controls beside the tabs, or below them where room is short."""
        place = self._tabs.currentIndex()
        corner = self._corners[place] if 0 <= place < len(self._corners) else None
        if corner is None:
            return
        wanted = self._tabs.sizeHint().width() + corner.sizeHint().width() + _SPARE
        row = self._row if wanted <= self.width() else self._below
        if row.indexOf(corner) < 0:
            self._row.removeWidget(corner)
            self._below.removeWidget(corner)
            row.addWidget(corner, 0, Qt.AlignmentFlag.AlignRight)
        corner.show()


class LaterPage:
    """A tab whose page is made when it is first shown, or when somebody asks for it."""

    def __init__(self, side: _Side, place: int, make: Callable[[], Page]) -> None:
        self._side, self._place, self._make = side, place, make
        self._widget: QWidget | None = None
        side.expect(place, self)

    @property
    def is_made(self) -> bool:
        return self._widget is not None

    def show_count(self, n: int) -> None:
        """Show a number in the tab of a page that is not made; a page that is counts itself."""
        if not self.is_made:
            self._side.show_count(self._place, n)

    def make(self) -> QWidget:
        """The page, from now on behind its tab."""
        if self._widget is None:
            page = self._make()
            self._widget = page.widget
            self._side.forget(self._place)
            self._side.fill(self._place, page)
        return self._widget


def _stops(page: QWidget) -> list[QWidget]:
    """What Tab stops at in a page that stands alone, in its order."""
    stops, widget = [], page
    while True:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            stops.append(widget)
        following = widget.nextInFocusChain()
        if following is None or following is page:
            return stops
        widget = following
