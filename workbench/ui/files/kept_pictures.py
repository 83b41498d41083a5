"""The pictures that are kept with the open workspace, by asset name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workbench.model.problems import JourneyError
from workbench.store import assets
from workbench.ui.pictures import read_picture


class KeptPictures(QObject):
    """What a save writes beside the document. A name is made of the picture's own bytes."""

    added = Signal(str, bytes)
    """(asset name, its bytes): a picture is kept with the workspace now."""
    failed = Signal(object)
    """A Problem: a file is no picture that can be kept."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._data: dict[str, bytes] = {}

    @property
    def all(self) -> Mapping[str, bytes]:
        return self._data

    def find(self, name: str) -> bytes:
        """The picture of that asset name; empty where there is none."""
        return self._data.get(name, b"")

    def begin(self, pictures: Mapping[str, bytes]) -> None:
        """Another workspace is open, which came with these."""
        self._data = dict(pictures)

    def add_file(self, path: Path) -> str | None:
        """Keep the picture in a file; gives its asset name, None where it is none."""
        try:
            return self.keep(read_picture(path))
        except JourneyError as error:
            self.failed.emit(error.problem)
            return None

    def keep(self, data: bytes) -> str:
        """Keep the bytes of a picture; gives its asset name. Raises StoreError for none."""
        name = assets.asset_name(data)
        self._data[name] = data
        self.added.emit(name, data)
        return name

    def add_all(self, pictures: Mapping[str, bytes]) -> None:
        """Keep pictures that came with somebody else's version of the file."""
        for name, data in pictures.items():
            if name not in self._data:
                self._data[name] = data
                self.added.emit(name, data)
