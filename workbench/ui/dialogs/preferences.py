"""Preferences: a page made from the declared settings; what is chosen applies at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from workbench.settings import GROUPS, SETTINGS, Setting
from workbench.store.settings_file import SettingsStore
from workbench.ui.theme import set_role
from workbench.words.say import known, say

_SIZE = (560, 640)
_FIELD_WIDTH = 168
_INSET = 6

Put = Callable[[Any], None]


class PreferencesDialog(QDialog):
    """Every setting that belongs to a group, with its name, its field and what it is for."""

    chosen = Signal(str, object)
    """(key, value): the person wants this from now on."""

    def __init__(self, settings: SettingsStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.fields: dict[str, QWidget] = {}
        """The field of each setting, by key."""
        self._put: dict[str, Put] = {}
        self.setWindowTitle(say("preferences.title"))
        set_role(self, "panel")
        self.resize(*_SIZE)
        page = QWidget()
        set_role(page, "panel")
        column = QVBoxLayout(page)
        column.setContentsMargins(28, 24, 28, 8)
        column.setSpacing(12)
        about = QLabel(say("preferences.about"))
        set_role(about, "muted")
        column.addWidget(about)
        for group in GROUPS:
            column.addWidget(_section(say(f"preferences.group.{group}")))
            column.addLayout(self._grid(group))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addLayout(self._foot())
        next(iter(self.fields.values())).setFocus()

    def restore_defaults(self) -> None:
        """Choose for every setting shown what the program comes with."""
        for key, put in self._put.items():
            default = SETTINGS[key].default
            if self._settings.get(key) != default:
                put(default)
                self.chosen.emit(key, default)

    def _grid(self, group: str) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for setting in (it for it in SETTINGS.values() if it.group == group):
            row = grid.rowCount()
            field, put = self._field(setting)
            put(self._settings.get(setting.key))
            name, about = _name(setting), _help(setting)
            field.setAccessibleName(name)
            field.setAccessibleDescription(about)
            field.setToolTip(about)
            label = QLabel(name)
            label.setBuddy(field)
            label.setWordWrap(True)
            help_line = QLabel(about)
            help_line.setWordWrap(True)
            set_role(help_line, "small")
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(help_line, row + 1, 0)
            grid.setRowMinimumHeight(row + 2, 8)
            grid.setColumnMinimumWidth(1, _FIELD_WIDTH)
            self.fields[setting.key], self._put[setting.key] = field, put
        return grid

    def _field(self, setting: Setting) -> tuple[QWidget, Put]:
        """A field for what a setting can be, and how to put a value in without telling."""
        if setting.choices:
            return self._choice(setting)
        kind = msgspec.inspect.type_info(setting.type)
        if isinstance(kind, msgspec.inspect.IntType):
            return self._number(setting, kind)
        return self._switch(setting)

    def _choice(self, setting: Setting) -> tuple[QWidget, Put]:
        box = QComboBox()
        box.setMinimumWidth(_FIELD_WIDTH)
        for choice in setting.choices:
            box.addItem(say(f"setting.{setting.key}.{choice}"), choice)
        box.activated.connect(lambda _=0: self.chosen.emit(setting.key, box.currentData()))
        return box, lambda value: box.setCurrentIndex(max(0, box.findData(value)))

    def _number(self, setting: Setting, kind: msgspec.inspect.IntType) -> tuple[QWidget, Put]:
        box = QSpinBox()
        box.setMinimumWidth(_FIELD_WIDTH)
        box.setRange(*_range(kind))
        box.lineEdit().setTextMargins(_INSET, 0, 0, 0)
        # nothing is chosen by the first digits of a number
        box.setKeyboardTracking(False)
        box.valueChanged.connect(lambda value: self.chosen.emit(setting.key, value))

        def put(value: int) -> None:
            with QSignalBlocker(box):
                box.setValue(value)

        return box, put

    def _switch(self, setting: Setting) -> tuple[QWidget, Put]:
        box = QCheckBox()
        box.clicked.connect(lambda on: self.chosen.emit(setting.key, on))
        return box, box.setChecked

    def _foot(self) -> QHBoxLayout:
        reset = QPushButton(say("preferences.reset"))
        reset.setAutoDefault(False)
        reset.clicked.connect(self.restore_defaults)
        close = QPushButton(say("preferences.close"))
        set_role(close, "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setContentsMargins(28, 12, 28, 20)
        row.addWidget(reset)
        row.addStretch(1)
        row.addWidget(close)
        return row


def _name(setting: Setting) -> str:
    short = f"{setting.words}.short"
    return say(short) if known(short) else say(setting.words)


def _help(setting: Setting) -> str:
    kind = msgspec.inspect.type_info(setting.type)
    if isinstance(kind, msgspec.inspect.IntType):
        least, most = _range(kind)
        return say(f"{setting.words}.help", least=least, most=most)
    return say(f"{setting.words}.help")


def _range(kind: msgspec.inspect.IntType) -> tuple[int, int]:
    """The least and the most that a declared number may be."""
    assert kind.ge is not None
    assert kind.le is not None
    return kind.ge, kind.le


def _section(text: str) -> QLabel:
    label = QLabel(text.upper())
    set_role(label, "section")
    label.setContentsMargins(0, 8, 0, 0)
    return label
