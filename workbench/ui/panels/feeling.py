"""Five faces, from very unhappy to very happy; a click on the chosen one takes it back."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from workbench.ui.theme import Theme, set_role, set_sheet
from workbench.words.say import number, say

FEELINGS = (-2, -1, 0, 1, 2)


class FeelingPicker(QWidget):
    """A feeling from −2 to +2. A mean with decimals shows as the nearest face."""

    changed = Signal(object)
    """int, or None for blank: the user chose a feeling."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._value: float | None = None
        self._faces: dict[int, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for feeling in FEELINGS:
            face = QToolButton()
            face.setObjectName(f"feeling{feeling}")
            face.setCheckable(True)
            face.setFixedSize(32, 32)
            face.setIconSize(QSize(20, 20))
            face.setAccessibleName(say(f"feeling.{feeling}"))
            face.clicked.connect(lambda _on, it=feeling: self._on_clicked(it))
            row.addWidget(face)
            self._faces[feeling] = face
        self._mixed = QLabel(say("words.several"))
        set_role(self._mixed, "muted")
        self._mixed.hide()
        row.addWidget(self._mixed)
        row.addStretch(1)
        theme.changed.connect(self._dress)
        self._dress()

    def value(self) -> float | None:
        return self._value

    def set_value(self, value: float | None) -> None:
        """Show this feeling; None shows none chosen."""
        self._mixed.hide()
        if value != self._value:
            self._value = value
            self._dress()

    def set_several(self) -> None:
        """Show that what is edited feels different things."""
        self.set_value(None)
        self._mixed.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        focused = next((it for it, face in self._faces.items() if face.hasFocus()), None)
        if step is None or focused is None:
            super().keyPressEvent(event)
            return
        self._faces[max(-2, min(2, focused + step))].setFocus()

    def _on_clicked(self, feeling: int) -> None:
        self._value = None if self._nearest() == feeling else float(feeling)
        self._mixed.hide()
        self._dress()
        self.changed.emit(self._value)

    def _nearest(self) -> int | None:
        if self._value is None:
            return None
        return max(-2, min(2, round(self._value)))

    def _dress(self) -> None:
        palette = self._theme.palette
        chosen = self._nearest()
        for feeling, face in self._faces.items():
            on = feeling == chosen
            ink, ground = {
                -1: (palette.bad, palette.bad_soft),
                0: (palette.warn, palette.warn_soft),
                1: (palette.good, palette.good_soft),
            }[(feeling > 0) - (feeling < 0)]
            if not on:
                ink, ground = palette.muted, palette.panel
            edge = ink if on else palette.line
            face.setChecked(on)
            face.setIcon(self._theme.icon(f"feeling-{feeling + 3}", ink))
            set_sheet(
                face,
                f"QToolButton {{ background: {ground}; border: 1px solid {edge};"
                f" border-radius: 6px; padding: 0; }}"
                f"QToolButton:hover {{ border-color: {ink}; }}"
                f"QToolButton:focus {{ border: 2px solid {palette.accent}; }}",
            )
            tip = say(f"feeling.{feeling}")
            if on and self._value != feeling:
                tip = say("feeling.mean", name=tip, value=number(self._value or 0.0))
            face.setToolTip(tip)
