"""The files that were opened or saved last, newest first."""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from workbench.store.asking import Asked
from workbench.store.settings_file import SettingsStore
from workbench.words import file_names

_MOST = 12
_AT_ONCE_SECONDS = 0.15

_asking: dict[str, Asked[datetime.datetime | None]] = {}
"""By path, what was asked of its disk last, which may not have answered yet."""


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
        if not file_names.can_be_kept(name):
            return
        others = [known for known in self.paths() if known != name]
        self._settings.set("recent", [name, *others][:_MOST])

    def forget_gone(self, path: Path) -> None:
        """Leave out a file that is not there any more, though its folder is.

        A folder that is gone may be on a drive that is plugged in again.
        """
        # unlike Path.exists this takes any name, also one that no file can have
        if not os.path.exists(path) and os.path.isdir(path.parent):
            name = os.path.realpath(path)
            self._settings.set("recent", [known for known in self.paths() if known != name])

    def clear(self) -> None:
        self._settings.set("recent", [])


def written(paths: Sequence[str]) -> dict[str, datetime.datetime | None]:
    """When the files that are there were written; those that are gone are left out.

    None where that is no date, or where the disk does not answer at once: a share that is gone
    must not hold up the start page.
    """
    for path in paths:
        if path not in _asking or not _asking[path].is_under_way:
            _asking[path] = Asked(partial(_written, path))
    until = time.monotonic() + _AT_ONCE_SECONDS
    found: dict[str, datetime.datetime | None] = {}
    for path in paths:
        asked = _asking[path]
        asked.wait(max(0.0, until - time.monotonic()))
        try:
            found[path] = None if asked.is_under_way else asked.result()
        except (FileNotFoundError, NotADirectoryError):
            continue
    return found


def _written(path: str) -> datetime.datetime | None:
    """When a file was written, None where that is no date. Raises OSError for one that is gone."""
    try:
        return datetime.datetime.fromtimestamp(os.stat(path).st_mtime)
    except (FileNotFoundError, NotADirectoryError):
        raise
    except (OSError, OverflowError, ValueError):
        return None
