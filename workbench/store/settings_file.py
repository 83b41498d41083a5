"""The settings that `workbench.settings` declares, kept as JSON."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from workbench.model.problems import Problem
from workbench.settings import SETTINGS, data_folder
from workbench.store.errors import StoreError

BROKEN = ".broken"

_log = logging.getLogger(__name__)


class SettingsStore:
    """The settings of one person on one machine.

    What the file says of settings that this program does not know is kept, so that another
    version finds it again.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Read `path`, by default the program's own file. A broken one is set aside."""
        self._path = path or data_folder() / "settings.json"
        self._values = _read(self._path)
        self.on_failure: Callable[[Problem], object] | None = None
        """Told once where settings cannot be written; they hold until the program ends."""
        self._has_failed = False

    def get(self, key: str) -> Any:
        """The setting, its default where none or no fitting one is kept.

        Raises KeyError for one that is not declared.
        """
        setting = SETTINGS[key]
        if key in self._values:
            try:
                return msgspec.convert(self._values[key], setting.type)
            except msgspec.ValidationError:
                _log.warning("setting %s does not fit and is passed over", key)
        return msgspec.convert(setting.default, setting.type)

    def set(self, key: str, value: Any) -> None:
        """Keep the setting from now on.

        Raises KeyError for one that is not declared, StoreError for a value of another type
        and, where nobody else is told of it, where the file cannot be written.
        """
        try:
            fitting = msgspec.convert(value, SETTINGS[key].type)
        except msgspec.ValidationError:
            raise StoreError(
                Problem.of("setting.value", setting=key, got=str(value)[:60])
            ) from None
        if self._values.get(key) == fitting:
            return
        values = {**self._values, key: fitting}
        # imported here, since the start page only reads settings
        from workbench.store import atomic

        try:
            atomic.replace(self._path, msgspec.json.format(msgspec.json.encode(values)) + b"\n")
        except StoreError as error:
            if self.on_failure is None:
                raise
            _log.warning("settings cannot be written: %s", error)
            if not self._has_failed:
                self._has_failed = True
                self.on_failure(error.problem)
        self._values = values


def _read(path: Path) -> dict[str, Any]:
    try:
        try:
            return msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
        except FileNotFoundError:
            return {}
        except (msgspec.DecodeError, RecursionError):
            _log.warning("settings are broken; they are kept as %s%s", path.name, BROKEN)
            os.replace(path, path.with_name(path.name + BROKEN))
    except OSError as error:
        # without settings people can work, with a program that does not start they cannot
        _log.warning("settings cannot be read: %s", error)
    return {}
