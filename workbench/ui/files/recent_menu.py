"""The menu of files opened or saved last."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from workbench.ui.files.files import Files
from workbench.words.say import say


class RecentMenu(QMenu):
    """Read anew whenever it opens."""

    def __init__(self, files: Files, parent: QWidget) -> None:
        super().__init__(say("menu.recent"), parent)
        self._files = files
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        paths = self._files.recent.paths()
        for name in paths:
            # a menu takes one of these signs for the mark of a key
            shown = name.replace("&", "&&")
            self.addAction(shown, partial(self._files.open, Path(name)))
        if not paths:
            self.addAction(say("menu.recent.none")).setEnabled(False)
            return
        self.addSeparator()
        self.addAction(say("menu.recent.clear"), self._files.recent.clear)
