"""Cut, copy, paste and duplicate: between the system's clipboard and the map."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
    QWidget,
)

from workbench.exchange.clipboard import grid
from workbench.exchange.clipboard.cards_table import cards_table
from workbench.model.commands import clipboard, pasted_rows
from workbench.model.commands.landing import Target
from workbench.model.document import Document
from workbench.model.fragment import (
    CardTable,
    Fragment,
    decode,
    encode,
    fragment_of,
    fragment_of_texts,
)
from workbench.model.problems import JourneyError, Problem
from workbench.ui import mime
from workbench.ui.actions.actions import Actions
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.view import MapView
from workbench.ui.clipboard_table import CopyKey, as_mime, copy_list
from workbench.ui.theme import Theme
from workbench.words.say import say

TextField = QLineEdit | QTextEdit | QPlainTextEdit


class Clipboard(QObject):
    """What the actions of the Edit menu do. A text field that has the focus comes first."""

    told = Signal(str)
    """What could not come along, or came along besides."""

    def __init__(self, bridge: Bridge, theme: Theme, view: MapView, window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._theme = bridge, theme
        self._view, self._window = view, window

    def by_id(self) -> dict[str, Callable[[], object]]:
        """What to call, by action id."""
        return {
            "cut": self.cut,
            "copy": self.copy,
            "paste": self.paste,
            "paste_in_place": self.paste_in_place,
            "duplicate": self.duplicate,
        }

    def attach(self, actions: Actions) -> None:
        """Give the canvas these actions: their keys act on it, its menus show them.

        From now on Ctrl+C copies the lists of the window as tables.
        """
        self._view.addActions([actions[name] for name in self.by_id()])
        for table in self._window.findChildren(QTableView):
            CopyKey(table)

    def cut(self) -> None:
        """Copy what is selected, then remove it."""
        field = _text_field()
        if field is not None:
            field.cut()
            return
        fragment = self._fragment(cut=True)
        if fragment is not None and self._bridge.run(clipboard.cut, self._bridge.selection):
            QGuiApplication.clipboard().setMimeData(fragment_mime(fragment))

    def copy(self) -> None:
        """Put what is selected on the clipboard: for us, and as a table for others."""
        field = _text_field()
        if field is not None:
            field.copy()
            return
        if copy_list(QApplication.focusWidget()):
            return
        fragment = self._fragment()
        if fragment is not None:
            QGuiApplication.clipboard().setMimeData(fragment_mime(fragment))

    def paste(self) -> None:
        """Paste at what is selected: cards, rows of a spreadsheet, or lines of text."""
        field = _text_field()
        if field is None:
            self._paste(self._view.paste_target())
        else:
            field.paste()

    def paste_in_place(self) -> None:
        """Paste into the stages and lanes that the cards were copied from."""
        self._paste(Target(self._bridge.map_id))

    def duplicate(self) -> None:
        """Copy what is selected right beside it; the clipboard stays as it is."""
        fragment = self._fragment()
        if fragment is not None:
            self._put(fragment, self._view.paste_target(), "duplicate")

    def _fragment(self, *, cut: bool = False) -> Fragment | None:
        try:
            return fragment_of(self._bridge.document, self._bridge.selection, cut=cut)
        except JourneyError as error:
            self._bridge.refused.emit(error.problem)
            return None

    def _paste(self, target: Target) -> None:
        # nothing at all comes as None
        data = QGuiApplication.clipboard().mimeData() or QMimeData()
        try:
            if data.hasFormat(mime.FRAGMENT):
                self._put(decode(bytes(data.data(mime.FRAGMENT).data())), target)
            else:
                self._paste_foreign(data, target)
        except JourneyError as error:
            self._bridge.refused.emit(error.problem)

    def _paste_foreign(self, data: QMimeData, target: Target) -> None:
        """Paste what another program copied. Raises JourneyError for what is no use."""
        if data.hasUrls() and any(url.isLocalFile() for url in data.urls()):
            raise JourneyError(Problem.of("clipboard.file"))
        if data.hasImage() and not data.hasText():
            raise JourneyError(Problem.of("clipboard.picture"))
        rows = grid.read(data.text(), data.html())
        if len(rows[0]) == 1:
            texts = [row[0] for row in rows if row[0]]
            self._put(fragment_of_texts(texts, self._card_table(target)), target)
        else:
            self._ask_columns(rows, target)

    def _ask_columns(self, rows: grid.Grid, target: Target) -> None:
        """Let the person say what the columns are, then paste."""
        # imported here: it brings what reads foreign sheets
        from workbench.ui.dialogs.paste_columns import PasteColumns

        dialog = PasteColumns(self._theme, self._bridge.document, rows, target, self._window)

        def paste() -> None:
            self._finish(lambda it: pasted_rows.paste_rows(it, dialog.rows, target))

        dialog.accepted.connect(paste)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _card_table(self, target: Target) -> CardTable:
        lane = self._bridge.document.lanes.get(target.lane)
        return "notes" if lane is not None and lane.kind == "notes" else "touchpoints"

    def _put(self, fragment: Fragment, target: Target, verb: clipboard.Verb = "paste") -> None:
        self._finish(lambda document: clipboard.paste(document, fragment, target, verb))

    def _finish(self, paste: Callable[[Document], clipboard.Pasted]) -> None:
        """Make a paste an undo step, select what came of it and say what did not."""
        try:
            pasted = paste(self._bridge.document)
        except JourneyError as error:
            self._bridge.refused.emit(error.problem)
            return
        self._bridge.do(pasted.patch)
        self._bridge.select(pasted.places)
        for place in reversed(pasted.places):
            self._view.reveal(*place)
        parts = [
            say(f"notice.clipboard.{code}", n=n)
            for code, n in (("needs", pasted.needs_left), ("channels", pasted.channels_added))
            if n
        ]
        if parts:
            self.told.emit(" ".join(parts))


def fragment_mime(fragment: Fragment) -> QMimeData:
    """A fragment in our own format; for other programs its cards as a table."""
    data = as_mime(cards_table(fragment))
    data.setData(mime.FRAGMENT, encode(fragment))
    return data


def _text_field() -> TextField | None:
    """The field for text that has the focus."""
    focused = QApplication.focusWidget()
    if isinstance(focused, QAbstractSpinBox | QComboBox):
        focused = focused.findChild(QLineEdit)
    return focused if isinstance(focused, QLineEdit | QTextEdit | QPlainTextEdit) else None
