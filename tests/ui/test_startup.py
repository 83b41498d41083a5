"""The window is there before anything heavy is loaded."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.helpers.processes import said_by
from workbench.store import templates, workspace_file

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
import os, sys
import workbench.ui.main_window


class Window(workbench.ui.main_window.MainWindow):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.painted.connect(self.tell)

    def tell(self):
        print(*sorted(sys.modules), sep="\\n", flush=True)
        os._exit(0)


workbench.ui.main_window.MainWindow = Window
from workbench.__main__ import main
main()
"""
LATER = (
    "workbench.ui.canvas.view",
    "workbench.ui.panels.inspector",
    "workbench.ui.handlers",
    "workbench.ui.files.files",
    "workbench.commandline.verbs",
    "workbench.model.document",
    "workbench.words.texts.findings",
    "PySide6.QtPrintSupport",
    "PySide6.QtSvg",
    "logging.handlers",
    "workbench.store.atomic",
)
BEHIND = tuple(
    f"workbench.ui.panels.{name}"
    for name in ("triggers", "paths", "ratings", "changes", "quadrant_chart")
)


def test_the_start_page_is_painted_before_the_workbench_is_loaded():
    loaded = loaded_by(PAINTED)
    assert "workbench.ui.start.start_page" in loaded
    assert sorted(loaded & {*HEAVY, *LATER}) == []


def test_nothing_heavy_is_loaded_before_the_sample_is_painted():
    loaded = loaded_by(SCRIPT)
    assert "workbench.ui.main_window" in loaded
    assert sorted(loaded & {*HEAVY, *BEHIND}) == []


def test_the_steps_of_starting_are_told_with_their_milliseconds(tmp_path: Path):
    path = tmp_path / "bakery.journey"
    workspace_file.write(path, templates.new_workspace("sample", "corner-bakery"), {})
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-m", "workbench", "--trace-startup", str(path)],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    ) as process:
        assert process.stderr is not None
        told = []
        for line in process.stderr:
            told.append(line)
            if "first findings" in line:
                break
        process.kill()
    steps = [re.fullmatch(r" *(\d+)  \(\+(\d+)\)  (.+)\n", line) for line in told]
    found = [(int(step[1]), step[3]) for step in steps if step is not None]
    assert found == sorted(found, key=lambda step: step[0])
    assert [words for _, words in found if "window" in words] == [
        "the libraries of the window are loaded",
        "the window is made",
        "the window is shown",
        "the window is painted",
    ]
    assert 0 < found[0][0] < found[-1][0] < 60_000


def loaded_by(script: str) -> set[str]:
    """The modules that a process of its own has loaded when it prints their names."""
    return set(said_by(script).split())
