"""PySide6 without its signatures and switches: the same in all that a program asks of it."""

from __future__ import annotations

from tests.helpers.processes import said_by

ASK = """
from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QColor
from PySide6.support.signature import get_signature

print(get_signature(QRect.intersects), get_signature(QRect), QTimer.singleShot.__doc__)
for wrong in (
    lambda: QTimer("x", 1, 2, 3),
    lambda: QColor().setAlphaF("x"),
    lambda: QTimer(intervall=3),
):
    try:
        wrong()
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
"""

LOAD = """
from workbench.ui.load_qt import load_qt
load_qt()
"""

WAITING = """
import builtins, linecache, sys
python_compile = builtins.compile
from workbench.ui.load_qt import load_qt
load_qt()
import workbench.ui.main_window
print(builtins.__import__ is builtins.__feature_import__, builtins.compile is python_compile)
print([name for name in linecache.cache if "workbench" in name])
print("create_signature" in vars(sys.modules["shibokensupport.signature.layout"]))
"""


def test_errors_and_signatures_are_the_same_as_with_a_plain_import():
    plain = said_by(ASK)
    assert "intervall" in plain
    assert "singleShot(" in plain
    assert said_by(LOAD + ASK) == plain


def test_nothing_is_compiled_or_read_for_what_nobody_asked():
    hooks, read, compiled = said_by(WAITING).splitlines()
    assert hooks == "False True"
    assert read == "[]"
    assert compiled == "False"
