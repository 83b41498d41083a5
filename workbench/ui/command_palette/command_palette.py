"""The command palette: type a few letters of a command or of anything on the maps, Enter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from workbench.store.settings_file import SettingsStore
from workbench.ui.command_palette.entries import Entry, is_gap
from workbench.ui.command_palette.ranking import ranked
from workbench.ui.command_palette.row_painter import ENTRY, RowPainter
from workbench.ui.theme import Theme, set_role
from workbench.words.folding import folded
from workbench.words.say import say

_WIDTH, _HEIGHT, _FROM_TOP, _FROM_EDGE = 640, 440, 72, 24
_LEAST_ROWS, _AROUND = 3, 32
_SHOWN, _RECENT = 200, 8
_FOR_RECENT, _FOR_GAPS = 4.0, -12.0
"""Points beside likeness. Gaps name the touchpoint that they are about, which comes before them."""
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class CommandPalette(QFrame):
    """Lies over the window while it is open. What was chosen lately comes first."""

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        settings: SettingsStore,
        offered: Callable[[], tuple[Entry, ...]],
    ) -> None:
        """`offered` gives what there is to choose, each time the palette opens."""
        super().__init__(window)
        self._window, self._settings, self._offered = window, settings, offered
        self._entries: tuple[Entry, ...] = ()
        self._titles: list[str] = []
        self._details: list[str] = []
        self._back_to: QWidget | None = None
        set_role(self, "popup")
        self.setAccessibleName(say("palette.name"))
        self.field = QLineEdit()
        self.field.setPlaceholderText(say("palette.hint"))
        self.field.setAccessibleName(say("palette.hint"))
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self._rows = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self._rows)
        self.list.setAccessibleName(say("palette.name"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(RowPainter(theme, self.list))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._choose)
        self._none = QLabel(say("palette.none"))
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_role(self._none, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self._none, 1)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(32)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show everything that can be chosen, and take the keys."""
        if not self.isHidden():
            self.field.selectAll()
            return
        self._back_to = QApplication.focusWidget()
        self._entries = self._offered()
        self._titles = [folded(entry.title) for entry in self._entries]
        self._details = [folded(entry.detail) for entry in self._entries]
        self.field.clear()
        self._fill()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def shown(self) -> tuple[Entry, ...]:
        """The entries that are listed now, best first."""
        return tuple(self._rows.item(row).data(ENTRY) for row in range(self._rows.rowCount()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            return self._press(event)
        if watched is self.field and event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif watched is self._window and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentIndex())
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            pass
        elif event.key() in _LIST_KEYS:
            QApplication.sendEvent(self.list, event)
        else:
            return False
        return True

    def _leave(self) -> None:
        """Close, the keys going back to where they were."""
        back_to = self._back_to
        self.hide()
        if back_to is not None and back_to.isVisible():
            back_to.setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, index: QModelIndex) -> None:
        entry: Entry | None = index.data(ENTRY)
        # what cannot be now says why in its line, and leaves the palette open
        if entry is None or entry.why_not:
            return
        self._leave()
        recent = [key for key in self._settings.get("palette_recent") if key != entry.key]
        self._settings.set("palette_recent", [entry.key, *recent][:_RECENT])
        entry.act()

    def _fill(self) -> None:
        recent: list[str] = self._settings.get("palette_recent")
        places = {entry.key: place for place, entry in enumerate(self._entries)}
        lately = [places[key] for key in recent if key in places]
        wanted = folded(self.field.text())
        if wanted:
            extra = {place: _FOR_GAPS for key, place in places.items() if is_gap(key)}
            extra |= dict.fromkeys(lately, _FOR_RECENT)
            order = ranked(self._titles, self._details, wanted, extra, _SHOWN)
        else:
            rest = (place for place in range(len(self._entries)) if place not in lately)
            order = (*lately, *rest)[:_SHOWN]
        self._rows.clear()
        for place in order:
            self._rows.appendRow(_item(self._entries[place]))
        self.list.setCurrentIndex(self._rows.index(0, 0))
        self.list.scrollToTop()
        self.list.setVisible(bool(order))
        self._none.setVisible(not order)
        self._place()

    def _place(self) -> None:
        window = self._window
        width = min(_WIDTH, window.width() - 2 * _FROM_EDGE)
        rows = max(_LEAST_ROWS, self._rows.rowCount())
        wanted = self.field.sizeHint().height() + rows * self._row_height() + _AROUND
        height = min(_HEIGHT, wanted, window.height() - _FROM_TOP - _FROM_EDGE)
        self.setGeometry((window.width() - width) // 2, _FROM_TOP, width, height)

    def _row_height(self) -> int:
        if self._rows.rowCount():
            return self.list.sizeHintForRow(0)
        return self._none.sizeHint().height()


def _item(entry: Entry) -> QStandardItem:
    item = QStandardItem(entry.title)
    item.setData(entry, ENTRY)
    about = (entry.title, entry.detail, entry.shortcut, entry.why_not)
    spoken = ", ".join(part for part in about if part)
    item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
    item.setToolTip(entry.why_not or entry.title)
    return item
