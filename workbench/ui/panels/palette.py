"""The palette: channels and kinds of notes to drag onto the map, with a search."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.model.commands import channels, edit
from workbench.model.document import Document
from workbench.model.entities import Channel
from workbench.model.ids import new_id
from workbench.model.patch import Patch
from workbench.ui.bridge import Bridge
from workbench.ui.panels import palette_model
from workbench.ui.panels.heads import panel_head
from workbench.ui.panels.palette_list import PaletteList
from workbench.ui.panels.palette_model import Row
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say


class PalettePanel(QWidget):
    """What can be put on the map. Rows are dragged, or added with Enter or a double-click."""

    add_requested = Signal(str, str)
    """("channel", channel id) or ("note", kind): add this to the selected cell."""

    channel_added = Signal()
    """A new channel is selected and waits for its name."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._theme = theme
        self._opened: set[str] = set()
        self.list = PaletteList(bridge, theme, self)
        self.list.setAccessibleName(say("palette.title"))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.list.chosen.connect(self._on_chosen)
        self._build()
        bridge.loaded.connect(self._on_loaded)
        bridge.changed.connect(self._on_changed)
        theme.changed.connect(self._dress)
        self._dress()
        self._fill()

    def _build(self) -> None:
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._own = QPushButton(say("palette.own"))
        self._own.setObjectName("palette-own")
        self._own.setToolTip(say("palette.own.tip"))
        set_role(self._own, "quiet")
        self._own.clicked.connect(lambda: self._add_channel(say("palette.own.name")))
        head = panel_head(say("palette.title"), self._own, top=4, right=6, bottom=0)
        self.search = QLineEdit()
        self.search.setObjectName("palette-search")
        self.search.setPlaceholderText(say("palette.search"))
        self.search.setAccessibleName(say("palette.search"))
        self.search.setToolTip(say("palette.search.tip"))
        self._glass = QAction(self)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._on_search)
        self.search.installEventFilter(self)
        field = QHBoxLayout()
        field.setContentsMargins(12, 4, 12, 4)
        field.addWidget(self.search)
        self._nothing = QLabel()
        self._nothing.setWordWrap(True)
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setContentsMargins(12, 8, 12, 4)
        set_role(self._nothing, "muted")
        self._invent = QPushButton()
        self._invent.setObjectName("palette-invent")
        set_role(self._invent, "quiet")
        self._invent.clicked.connect(lambda: self._add_channel(self.search.text().strip()))
        invent = QHBoxLayout()
        invent.setContentsMargins(6, 0, 12, 0)
        invent.addWidget(self._invent)
        invent.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(field)
        column.addWidget(self._nothing)
        column.addLayout(invent)
        column.addWidget(self.list, 1)
        self._space = QWidget()
        column.addWidget(self._space, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent):
            typed = event.type() == QEvent.Type.KeyPress
            key = event.key()
            if typed and key == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
            if typed and key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.choose_first()
                row = self.list.current()
                if key == Qt.Key.Key_Down:
                    self.list.setFocus()
                elif row is not None and self.search.text():
                    self._on_chosen(row)
                return True
        return super().eventFilter(watched, event)

    def _dress(self) -> None:
        self._glass.setIcon(self._theme.icon("search"))

    def _on_loaded(self) -> None:
        self._opened.clear()
        self.search.clear()
        self._fill()

    def _on_changed(self, patch: Patch, _document: Document) -> None:
        if "channels" in patch.tables():
            self._fill()

    def _on_search(self) -> None:
        self._fill()
        self.list.scrollToTop()

    def _fill(self) -> None:
        search = self.search.text().strip()
        rows = palette_model.rows(self._bridge.document, search, frozenset(self._opened))
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        self._space.setVisible(not rows)
        self._nothing.setVisible(not rows)
        self._invent.setVisible(not rows and bool(search))
        self._nothing.setText(say("palette.nothing", search=search))
        name = search if len(search) <= 20 else search[:19] + "…"
        self._invent.setText(say("palette.invent", name=name.replace("&", "&&")))

    def _on_chosen(self, row: Row) -> None:
        if row.kind == "more":
            self._opened ^= {row.code}
            self._fill()
        else:
            self.add_requested.emit(row.kind, row.code)

    def menu_for(self, row: Row) -> QMenu:
        """What can be done with a channel or a kind of note."""
        menu = QMenu(self)
        menu.addAction(say("palette.add"), lambda: self.add_requested.emit(row.kind, row.code))
        if row.kind == "channel":
            place = ("channels", row.code)
            menu.addAction(say("palette.edit"), lambda: self._bridge.select([place]))
            menu.addSeparator()
            menu.addAction(say("palette.delete"), lambda: self._bridge.run(edit.remove, [place]))
        return menu

    def _open_menu(self, position: QPoint) -> None:
        row = self.list.row_at(position)
        if row is not None and row.kind != "more":
            menu = self.menu_for(row)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self.list.viewport().mapToGlobal(position))

    def _add_channel(self, name: str) -> None:
        channel = Channel(id=new_id("channels"), name=name)
        self._opened.add(channel.family)
        self.search.clear()
        self._bridge.run(channels.add, channel)
        self._bridge.select([("channels", channel.id)])
        self.channel_added.emit()
