"""The window is there before anything heavy is loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HEAVY = ("networkx", "openpyxl", "xlsxwriter", "python_calamine", "rapidfuzz", "defusedxml")

SCRIPT = """
import sys
from PySide6.QtWidgets import QApplication
from workbench.ui.application import make_window

application = QApplication(sys.argv[:1])
window = make_window(application)
window.show()
application.processEvents()
window.files.new("sample", "corner-bakery")
application.processEvents()
window.grab()
print(*sorted(sys.modules), sep="\\n")
window.bridge.undo_stack.setClean()
window.close()
"""


PAINTED = """
import sys
from PySide6.QtWidgets import QApplication
from workbench.ui.application import make_window

application = QApplication(sys.argv[:1])
window = make_window(application)
told = []
window.painted.connect(lambda: told.append(sorted(sys.modules)))
window.show()
application.processEvents()
assert len(told) == 1
print(*told[0], sep="\\n")
window.close()
"""


def test_the_start_page_is_painted_before_the_workbench_is_loaded():
    loaded = loaded_by(PAINTED)
    assert "workbench.ui.start.start_page" in loaded
    later = ("workbench.ui.canvas.view", "workbench.ui.panels.inspector", "workbench.ui.handlers")
    assert sorted(loaded & {*HEAVY, *later}) == []


def test_nothing_heavy_is_loaded_before_the_sample_is_painted():
    loaded = loaded_by(SCRIPT)
    assert "workbench.ui.main_window" in loaded
    assert sorted(loaded & set(HEAVY)) == []


def loaded_by(script: str) -> set[str]:
    """The modules that a process of its own has loaded when it prints their names."""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    return set(done.stdout.split())
