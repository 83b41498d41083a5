"""Trying other shares, or a map without a touchpoint, before the document changes."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from workbench.model import queries
from workbench.model.commands import trials
from workbench.model.patch import Patch
from workbench.ui.bridge import Bridge
from workbench.ui.panels.gaps_bar import OneLine
from workbench.ui.theme import set_role
from workbench.words.say import say

_BLANK = -1.0
_LABEL_FROM = 480


class TryBar(QWidget):
    """What is tried with the chosen touchpoint. It keeps ids; the document stays as it is."""

    changed = Signal()
    """Something else is tried, or nothing any more."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._touchpoint = ""
        self._shares: dict[str, float | None] = {}
        self._out: tuple[str, ...] = ()
        self._hint = OneLine()
        self._hint.show_text(say("paths.try.hint"))
        self._hint.setToolTip(say("paths.try.hint"))
        set_role(self._hint, "small")
        self._label = QLabel(say("paths.try"))
        set_role(self._label, "strong")
        self._connections = QComboBox()
        self._connections.setAccessibleName(say("paths.try.connection"))
        self._connections.setToolTip(say("paths.try.connection"))
        self._connections.setMinimumContentsLength(12)
        self._connections.setMinimumWidth(80)
        self._connections.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._share = QDoubleSpinBox()
        self._share.setRange(_BLANK, 100)
        self._share.setDecimals(1)
        self._share.setSingleStep(5)
        self._share.setSuffix(" %")
        self._share.setFixedWidth(80)
        # without arrows the style sheet’s padding does not reach the text
        self._share.lineEdit().setTextMargins(6, 0, 6, 0)
        self._share.setSpecialValueText(say("paths.try.share.blank"))
        self._share.setAccessibleName(say("paths.try.share"))
        self._without = QPushButton()
        self._apply = QPushButton(say("paths.try.apply"))
        self._apply.setToolTip(say("paths.try.apply.tip"))
        self._discard = QPushButton(say("paths.try.discard"))
        self._discard.setToolTip(say("paths.try.discard.tip"))
        for button in (self._without, self._apply, self._discard):
            set_role(button, "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 8, 4)
        row.setSpacing(8)
        for widget in (self._label, self._connections, self._share, self._without):
            row.addWidget(widget)
        row.addWidget(self._hint, 1)
        row.addStretch()
        row.addWidget(self._apply)
        row.addWidget(self._discard)
        self._connections.currentIndexChanged.connect(self._show_share)
        self._share.valueChanged.connect(self._try_share)
        self._without.clicked.connect(self._try_without)
        self._apply.clicked.connect(self.apply)
        self._discard.clicked.connect(self.discard)
        self.refresh()

    @property
    def is_trying(self) -> bool:
        return bool(self._shares or self._out)

    def patch(self) -> Patch:
        """What is tried, as changes to the document as it is now."""
        return trials.trial(self._bridge.document, self._shares, self._out)

    def choose(self, touchpoint: str, connection: str = "") -> None:
        """Offer trials with a touchpoint, one of its connections first; "" for none."""
        self._touchpoint = touchpoint
        self.refresh(connection)

    def refresh(self, connection: str = "") -> None:
        """Show the document as it is now; what is gone or so already is no longer tried."""
        document = self._bridge.document
        tried = (self._shares, self._out)
        self._shares = {
            item: share
            for item, share in self._shares.items()
            if item in document.connections and document.connections[item].share != share
        }
        self._out = tuple(item for item in self._out if item in document.touchpoints)
        if self._touchpoint not in document.touchpoints:
            self._touchpoint = ""
        self._fill_connections(connection or self._connections.currentData())
        self._show_buttons()
        if tried != (self._shares, self._out):
            self.changed.emit()

    def apply(self) -> None:
        """Change the document as tried, as one step."""
        shares, out = self._shares, self._out
        self._shares, self._out = {}, ()
        self._bridge.run(trials.trial, shares, out)
        self._show_buttons()
        self.changed.emit()

    def discard(self) -> None:
        """Try nothing any more, e.g. because the map is another one."""
        self._shares, self._out = {}, ()
        self.refresh()
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_buttons()

    def _fill_connections(self, chosen: str | None) -> None:
        document = self._bridge.document
        leaving = [
            item
            for item in queries.connections_of(document, self._touchpoint)
            if item.source == self._touchpoint
        ]
        with QSignalBlocker(self._connections):
            self._connections.clear()
            for item in leaving:
                target = document.touchpoints[item.target].title
                self._connections.addItem(say("paths.try.connection.to", target=target), item.id)
            self._connections.setCurrentIndex(max(self._connections.findData(chosen), 0))
        self._show_share()

    def _show_share(self) -> None:
        connection = self._bridge.document.connections.get(self._connections.currentData() or "")
        if connection is None:
            return
        share = self._shares.get(connection.id, connection.share)
        value = _BLANK if share is None else share
        # setting what is there already would move the cursor of somebody who types
        if self._share.value() != value:
            with QSignalBlocker(self._share):
                self._share.setValue(value)
        ends = (connection.source, connection.target)
        source, target = (self._bridge.document.touchpoints[item].title for item in ends)
        self._share.setToolTip(say("paths.try.share.tip", source=source, target=target))

    def _show_buttons(self) -> None:
        document = self._bridge.document
        chosen = bool(self._touchpoint)
        is_out = self._touchpoint in self._out
        self._hint.setVisible(not chosen and not self.is_trying)
        self._label.setVisible((chosen or self.is_trying) and self.width() >= _LABEL_FROM)
        for widget in (self._connections, self._share):
            widget.setVisible(chosen and not is_out and self._connections.count() > 0)
        self._without.setVisible(chosen)
        if chosen:
            self._without.setText(say("paths.try.back" if is_out else "paths.try.out"))
            title = document.touchpoints[self._touchpoint].title
            self._without.setToolTip(say("paths.try.out.tip", title=title))
        for button in (self._apply, self._discard):
            button.setVisible(self.is_trying)

    def _try_share(self, value: float) -> None:
        connection = self._bridge.document.connections[self._connections.currentData()]
        share = None if value < 0 else value
        if share == connection.share:
            self._shares.pop(connection.id, None)
        else:
            self._shares[connection.id] = share
        self._show_buttons()
        self.changed.emit()

    def _try_without(self) -> None:
        if self._touchpoint in self._out:
            self._out = tuple(item for item in self._out if item != self._touchpoint)
        else:
            self._out = (*self._out, self._touchpoint)
        self._show_buttons()
        self.changed.emit()
