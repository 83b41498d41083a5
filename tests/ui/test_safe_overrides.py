"""Overrides that are wrapped so that Qt can read their errors: the same in all else.

That their errors are survived is shown by tests/reliability/test_unexpected.py.
"""

from __future__ import annotations

import inspect
import sys
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from workbench.ui.main_window import MainWindow

pytestmark = pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="from Python 3.12 on nothing is wrapped"
)


class Beside:
    """A plain class: it overrides where it stands before one of Qt."""

    heard = 0

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            self.heard += 1
            return [][0]
        return super().event(event)


class Mixed(Beside, QObject):
    pass


class Twice(Beside, QObject):
    """The same plain class once more, and an override above it."""

    def event(self, event: QEvent) -> bool:
        return super().event(event)


class Rows(QAbstractListModel):
    """One row, told by its role."""

    def rowCount(self, *_: QModelIndex) -> int:
        """How many rows."""
        return 1

    def data(self, index: QModelIndex, role: int = 0, *, suffix: str = "") -> str:
        return f"{index.row()} {role}{suffix}"

    def ours(self) -> None:
        """No function of Qt."""


class Box(QComboBox):
    shown_times = 0

    def showPopup(self) -> None:
        self.shown_times += 1


def test_what_the_tests_run_is_wrapped_as_in_the_program() -> None:
    assert hasattr(MainWindow.closeEvent, "__wrapped__")


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("kind", [Mixed, Twice])
def test_a_plain_class_beside_one_of_qt_is_safe_too(kind: Any) -> None:
    it = kind()
    with pytest.raises(IndexError):
        QApplication.sendEvent(it, QEvent(QEvent.Type.User))
    assert it.heard == 1
    assert not hasattr(Beside.event.__wrapped__, "__wrapped__")


@pytest.mark.usefixtures("qapp")
def test_a_class_made_in_a_function_is_safe() -> None:
    class Inner(QObject):
        def event(self, event: QEvent) -> bool:
            return [][event.type().value]

    it = Inner()
    with pytest.raises(IndexError) as caught:
        QApplication.sendEvent(it, QEvent(QEvent.Type.User))
    # the last line told is where it happened
    assert caught.traceback[-1].frame.code.name == "event"


def test_defaults_names_and_signatures_stay() -> None:
    rows = Rows()
    assert rows.rowCount() == 1
    assert rows.hasIndex(0, 0)
    assert rows.data(QModelIndex(), role=7, suffix="!") == "-1 7!"
    assert rows.index(0, 0).data(3) == "0 3"
    assert Rows.rowCount.__name__ == "rowCount"
    assert Rows.rowCount.__doc__ == "How many rows."
    assert list(inspect.signature(Rows.data).parameters) == ["self", "index", "role", "suffix"]


def test_only_what_qt_may_call_is_wrapped() -> None:
    assert not hasattr(Rows.ours, "__wrapped__")


def test_a_slot_without_parameters_still_gets_none_of_its_signal(qtbot) -> None:
    line, box = QLineEdit(), Box()
    for it in (line, box):
        qtbot.addWidget(it)
    line.textEdited.connect(box.showPopup)
    QTest.keyClick(line, Qt.Key.Key_A)
    assert box.shown_times == 1
