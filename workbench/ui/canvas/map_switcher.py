"""The row of tabs above the canvas: one for each map of the workspace."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QTabBar,
    QToolButton,
    QWidget,
)

from workbench.model import queries
from workbench.model.commands import edit, maps
from workbench.model.document import Document
from workbench.model.entities import Map
from workbench.model.patch import Patch
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.new_map import free_name, make_future, new_map_menu
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say

_LEAST_WIDTH = 120


class _Tabs(QTabBar):
    """A tab bar as wide as its tabs: Qt's own minimum has room for scroll buttons too."""

    def minimumSizeHint(self) -> QSize:
        wanted = self.sizeHint()
        return QSize(min(_LEAST_WIDTH, wanted.width()), wanted.height())


class MapSwitcher(QWidget):
    """Click shows a map, double-click or F2 renames it, drag reorders, + adds one."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._theme = theme
        self._editor: QLineEdit | None = None
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tabs = _Tabs(self)
        self.tabs.setAccessibleName(say("canvas.maps"))
        self.tabs.setMovable(True)
        self.tabs.setExpanding(False)
        self.tabs.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tabs.installEventFilter(self)
        self.add_button = QToolButton(self)
        self.add_button.setToolTip(say("canvas.map.add_tip"))
        self.add_button.setAccessibleName(say("canvas.map.add_tip"))
        self.add_button.clicked.connect(self.open_new_map_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self.tabs)
        row.addWidget(self.add_button)
        row.addStretch()
        self.tabs.currentChanged.connect(self._on_tab)
        self.tabs.tabMoved.connect(self._on_moved)
        self.tabs.customContextMenuRequested.connect(self._open_menu)
        bridge.settling.connect(self._keep_name)
        bridge.loaded.connect(self._read)
        bridge.map_changed.connect(self._show_current)
        bridge.changed.connect(self._on_changed)
        theme.changed.connect(self._on_theme)
        self._on_theme()
        self._read()

    def rename(self, index: int) -> None:
        """Open the field for a map's name over its tab."""
        if not 0 <= index < self.tabs.count():
            return
        self._keep_name()
        editor = QLineEdit(self.tabs.tabText(index).replace("&&", "&"), self)
        editor.setAccessibleName(say("canvas.menu.rename"))
        place = self.tabs.tabRect(index).translated(self.tabs.pos())
        width = max(place.width() + 24, 160)
        editor.setGeometry(QRect(place.x() - 4, place.y() + 3, width, place.height() - 6))
        editor.setProperty("map", self.tabs.tabData(index))
        editor.selectAll()
        editor.editingFinished.connect(self._keep_name)
        editor.installEventFilter(self)
        editor.show()
        editor.setFocus()
        self._editor = editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self._editor and event.key() == Qt.Key.Key_Escape:
                self._close_editor(keep=False)
                return True
            if watched is self.tabs and event.key() == Qt.Key.Key_F2:
                self.rename(self.tabs.currentIndex())
                return True
            if watched is self.tabs and event.key() == Qt.Key.Key_Delete:
                self._delete(self.tabs.currentIndex())
                return True
        if (
            watched is self.tabs
            and isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonDblClick
        ):
            self.rename(self.tabs.tabAt(event.position().toPoint()))
            return True
        return super().eventFilter(watched, event)

    def _read(self) -> None:
        """Bring the tabs in step with the document's maps."""
        self._close_editor(keep=False)
        found = queries.maps(self._bridge.document)
        self.tabs.blockSignals(True)
        while self.tabs.count() > len(found):
            self.tabs.removeTab(self.tabs.count() - 1)
        for index, item in enumerate(found):
            if index == self.tabs.count():
                self.tabs.addTab("")
            self.tabs.setTabText(index, item.name.replace("&", "&&"))
            self.tabs.setTabData(index, item.id)
            self._mark(index, item)
        self.tabs.blockSignals(False)
        self._show_current()

    def _mark(self, index: int, journey: Map) -> None:
        """Tell in a tab whether its map is one of the future, and of which."""
        current = self._bridge.document.maps.get(journey.based_on or "")
        tip = say("canvas.map.tab_tip", name=journey.name)
        if current is not None:
            names = {"name": journey.name, "current": current.name}
            tip = say("canvas.map.future_tip", **names)
        self.tabs.setTabToolTip(index, tip)
        side = QTabBar.ButtonPosition.RightSide
        word = self.tabs.tabButton(index, side)
        is_future = journey.state == "future"
        if word is None and is_future:
            word = QLabel(say("canvas.map.future"))
            set_role(word, "small")
            word.setContentsMargins(0, 0, 0, 3)
            word.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.tabs.setTabButton(index, side, word)
        elif word is not None and not is_future:
            self.tabs.setTabButton(index, side, None)
            word.deleteLater()

    def _show_current(self) -> None:
        self.tabs.blockSignals(True)
        for index in range(self.tabs.count()):
            if self.tabs.tabData(index) == self._bridge.map_id:
                self.tabs.setCurrentIndex(index)
        self.tabs.blockSignals(False)

    def _on_changed(self, patch: Patch, _document: Document) -> None:
        if "maps" in patch.tables():
            self._read()

    def _on_theme(self) -> None:
        self.add_button.setIcon(self._theme.icon("plus"))

    def _on_tab(self, index: int) -> None:
        self._bridge.show_map(self.tabs.tabData(index))

    def _on_moved(self, _start: int, _end: int) -> None:
        # Qt tells of each tab passed; the tab that was dragged is the current one
        order = [item.id for item in queries.maps(self._bridge.document)]
        now = [self.tabs.tabData(index) for index in range(self.tabs.count())]
        current = self.tabs.tabData(self.tabs.currentIndex())
        if now != order:
            self._bridge.run(maps.move, current, now.index(current), merge=f"maps.{current}.rank")

    def _open_menu(self, at: QPoint) -> None:
        index = self.tabs.tabAt(at)
        if index < 0:
            return
        self.tabs.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(say("canvas.menu.rename") + "\tF2", lambda: self.rename(index))
        menu.addAction(say("canvas.menu.duplicate"), lambda: self.duplicate(index))
        menu.addAction(say("action.map_future"), lambda: self._make_future(index))
        menu.addSeparator()
        left = menu.addAction(say("canvas.menu.move_left"), lambda: self._move(index, -1))
        right = menu.addAction(say("canvas.menu.move_right"), lambda: self._move(index, 1))
        left.setEnabled(index > 0)
        right.setEnabled(index < self.tabs.count() - 1)
        menu.addSeparator()
        menu.addAction(say("canvas.menu.delete"), lambda: self._delete(index))
        menu.popup(self.tabs.mapToGlobal(at))

    def open_new_map_menu(self) -> None:
        """Offer the stage models below the +."""
        menu = new_map_menu(self, self._bridge)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.add_button.mapToGlobal(self.add_button.rect().bottomLeft()))

    def duplicate(self, index: int) -> None:
        """Add a copy of a map after it and show the copy."""
        original = self._bridge.document.maps[self.tabs.tabData(index)]
        before = set(self._bridge.document.maps)
        name = free_name(self._bridge, say("canvas.map.copy", name=original.name))
        if self._bridge.run(maps.duplicate, original.id, name) is not None:
            self._bridge.show_map(next(iter(set(self._bridge.document.maps) - before)))

    def _make_future(self, index: int) -> None:
        make_future(self._bridge, self.tabs.tabData(index))

    def _move(self, index: int, step: int) -> None:
        self._bridge.run(maps.move, self.tabs.tabData(index), index + step)

    def _delete(self, index: int) -> None:
        if index >= 0:
            self._bridge.run(edit.remove, [("maps", self.tabs.tabData(index))])

    def _keep_name(self) -> None:
        self._close_editor(keep=True)

    def _close_editor(self, *, keep: bool) -> None:
        editor, self._editor = self._editor, None
        if editor is None:
            return
        had_focus = editor.hasFocus()
        if keep and editor.text().strip():
            name = editor.text().strip()
            self._bridge.run(edit.set_field, "maps", editor.property("map"), "name", name)
        editor.hide()
        editor.deleteLater()
        if had_focus:
            self.tabs.setFocus()
