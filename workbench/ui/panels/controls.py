"""Controls that the field editors use: for texts, and a combo box for narrow columns."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QPlainTextEdit,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from workbench.ui.bridge import Bridge

_FRAME = 14
"""Border and padding of a text field, above and below together."""


class ComboBox(QComboBox):
    """A combo box for narrow columns: its list is as wide as its texts, the wheel scrolls past."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setIconSize(QSize(18, 18))
        self.setMaxVisibleItems(20)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.installEventFilter(self)

    def showPopup(self) -> None:
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + 32)
        super().showPopup()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As usual, but a text that is too wide ends in an ellipsis."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        text = option.currentText
        if self.currentIndex() < 0:
            text = self.placeholderText()
            muted = self.palette().brush(QPalette.ColorRole.PlaceholderText)
            option.palette.setBrush(QPalette.ColorRole.ButtonText, muted)
        taken = 0 if option.currentIcon.isNull() else self.iconSize().width() + 4
        option.currentText = self.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, room.width() - taken
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class Page(QPlainTextEdit):
    """Text of several lines, as high as it needs to be: two to eight lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self.fit)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height that the text needs at the present width."""
        spacing = self.fontMetrics().lineSpacing()
        needed = max(2.0 * spacing, min(8.0 * spacing, self._text_height(8.0 * spacing)))
        height = math.ceil(needed) + _FRAME
        if height != self.height():
            self.setFixedHeight(height)

    def _text_height(self, enough: float) -> float:
        """The height of the text up to `enough`; Qt lays out no more than it is asked for."""
        layout = self.document().documentLayout()
        block = self.document().begin()
        height = 0.0
        while block.isValid() and height < enough:
            height += layout.blockBoundingRect(block).height()
            block = block.next()
        return height


class UndoKeys(QObject):
    """Lets Ctrl+Z in a text field undo in the document, which follows what is typed."""

    def __init__(self, bridge: Bridge, field: QWidget) -> None:
        super().__init__(field)
        self._bridge = bridge
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo)
            redo = event.matches(QKeySequence.StandardKey.Redo)
            if undo or redo:
                if event.type() == QEvent.Type.ShortcutOverride:
                    event.ignore()
                elif event.type() == QEvent.Type.KeyPress:
                    (self._bridge.undo if undo else self._bridge.redo)()
                return True
        return super().eventFilter(watched, event)
