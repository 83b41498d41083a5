"""The files that were opened or saved last, newest first."""

from __future__ import annotations

import os
from pathlib import Path

from workbench.store.settings_file import SettingsStore

_MOST = 12


class RecentFiles:
    """A list of paths in the settings."""

    def __init__(self, settings: SettingsStore) -> None:
        self._settings = settings

    def paths(self) -> list[str]:
        """Paths of the files, newest first."""
        return list(self._settings.get("recent"))

    def add(self, path: Path) -> None:
        """This file was opened or saved just now."""
        name = os.path.realpath(path)
        others = [known for known in self.paths() if known != name]
        self._settings.set("recent", [name, *others][:_MOST])

    def forget_gone(self, path: Path) -> None:
        """Leave out a file that is not there any more."""
        # unlike Path.exists this takes any name, also one that no file can have
        if not os.path.exists(path):
            name = os.path.realpath(path)
            self._settings.set("recent", [known for known in self.paths() if known != name])

    def clear(self) -> None:
        self._settings.set("recent", [])
