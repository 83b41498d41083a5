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


def test_nothing_heavy_is_loaded_before_the_sample_is_painted():
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    loaded = set(done.stdout.split())
    assert "workbench.ui.main_window" in loaded
    assert sorted(loaded & set(HEAVY)) == []
