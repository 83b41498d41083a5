"""Nothing is cut: at 100, 150 and 200 %, and with a system font of 14 points.

The scale of the screen holds for a whole process, so each setting has one of its own, which
goes through the window and its dialogs and prints what it finds cut.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]

WALK = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.helpers.clipping import clipped
from workbench.model import queries
from workbench.ui.application import make_window
from workbench.ui.dialogs.about import AboutDialog
from workbench.ui.dialogs.persona_editor import PersonaEditor
from workbench.ui.dialogs.preferences import PreferencesDialog
from workbench.ui.dialogs.rating_sheets import RatingSheetsDialog

application = QApplication([])
font = QFont(application.font())
font.setPointSizeF(float(sys.argv[1]))
application.setFont(font)
window = make_window(application)
window.setWindowState(Qt.WindowState.WindowNoState)
window.resize(1600, 1000)
window.show()


def look(where, root=window):
    looked.append(where)
    # on a busy machine it takes a while until all is laid out
    for _ in range(20):
        QTest.qWait(50)
        if not clipped(root):
            return
    for found in clipped(root):
        print(f"{where}: {found}")


looked = []
look("start page")
window.start_background_work()
window.files.new("sample", "corner-bakery")
for _ in range(100):
    QTest.qWait(100)
    if window.bridge.findings:
        break
document, tour = window.bridge.document, window.tools.tour
while tour.is_running:
    look(f"tour, {tour.code}")
    tour.go(1)
for table in ("touchpoints", "notes", "stages", "lanes", "connections"):
    window.bridge.select([(table, next(iter(getattr(document, table))))])
    look(f"selected {table}")
for page in ("gaps", "triggers", "paths", "by_stage", "scores"):
    window.actions_by_id[f"show_{page}"].trigger()
    look(page)
persona = queries.personas(document)[0].id
for dialog in (
    PreferencesDialog(window.settings, window),
    AboutDialog(window.theme, window),
    PersonaEditor(window.bridge, window.theme, persona, lambda: None, window),
    RatingSheetsDialog(document, window.bridge.map_id, window.theme, Path("sheets"), window),
):
    dialog.show()
    look(type(dialog).__name__, dialog)
    dialog.close()
window.bridge.undo_stack.setClean()
window.close()
assert len(looked) == 20, looked
print("looked everywhere", file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("points", "scale"), [(10, 1), (10, 1.5), (10, 2), (14, 1), (14, 1.5)], ids=str
)
def test_nothing_is_cut(points, scale, tmp_path):
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": str(scale),
        "XDG_DATA_HOME": str(tmp_path),
        "PYTHONPATH": str(HOUSE),
    }
    done = subprocess.run(
        [sys.executable, "-c", WALK, str(points)],
        cwd=HOUSE,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "looked everywhere" in done.stderr, done.stderr[-2000:]
    assert done.stdout == ""


def test_what_is_cut_would_be_found(qtbot):
    from PySide6.QtWidgets import QLabel, QPushButton, QWidget

    from tests.helpers.clipping import clipped

    outer = QWidget()
    qtbot.addWidget(outer)
    outer.resize(200, 100)
    label, button, wrapped = QLabel("A long name", outer), QPushButton("Go", outer), QLabel(outer)
    wrapped.setWordWrap(True)
    wrapped.setText("Three lines of words where there is room for one of them")
    for widget, place in (
        (label, (0, 0, 20, 20)),
        (button, (180, 40, 100, 30)),
        (wrapped, (0, 80, 90, 18)),
    ):
        widget.setGeometry(*place)
    outer.show()
    found = clipped(outer)
    assert len(found) == 3
    assert "reaches out" in next(line for line in found if "Go" in line)
    label.setGeometry(0, 0, 150, 30)
    assert len(clipped(outer)) == 2
