"""The about box names every library that the program stands on."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from PySide6.QtWidgets import QLabel

from workbench.settings import VERSION
from workbench.ui.dialogs.about import LIBRARIES, AboutDialog
from workbench.ui.theme import Theme

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def test_names_version_licence_and_privacy(qapp, qtbot):
    dialog = AboutDialog(Theme(qapp, "light"))
    qtbot.addWidget(dialog)
    dialog.show()
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert f"Version {VERSION} · MIT licence" in texts
    assert any(text.startswith("Nothing leaves this machine") for text in texts)


def test_lists_every_dependency():
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[-<>=]", line)[0].lower() for line in project["dependencies"]}
    named = {word.lower() for name, _ in LIBRARIES for word in re.split(r"[,\- ]+", name)}
    assert wanted <= named
