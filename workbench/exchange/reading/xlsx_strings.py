"""The texts that the cells of an .xlsx file share, without hints of how they are spoken."""

from __future__ import annotations

from typing import IO

from openpyxl.xml.constants import SHEET_MAIN_NS

from workbench.exchange.reading.xml_stream import streamed
from workbench.exchange.shown import unescaped

ITEM, TEXT, SPOKEN = (f"{SHEET_MAIN_NS}}}{name}" for name in ("si", "t", "rPh"))


def shared_strings(source: IO[bytes]) -> list[str]:
    """The texts in their order. Raises whatever the parser raises on what is no such part."""
    strings = _Strings()
    for _ in streamed(source, strings):
        pass
    return strings.found


class TextItem:
    """The text of one item, in one piece or in runs of different looks, while it streams by."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._pieces: list[str] | None = None
        self._is_spoken = False

    def start(self, tag: str) -> None:
        if tag == TEXT:
            if not self._is_spoken:
                self._pieces = []
        elif tag == SPOKEN:
            self._is_spoken = True

    def end(self, tag: str) -> None:
        if tag == TEXT and self._pieces is not None:
            self._parts.append(unescaped("".join(self._pieces)))
            self._pieces = None
        elif tag == SPOKEN:
            self._is_spoken = False

    def text(self, text: str) -> None:
        if self._pieces is not None:
            self._pieces.append(text)

    def taken(self) -> str:
        """The text so far, which the next item begins without."""
        text = self._parts[0] if len(self._parts) == 1 else "".join(self._parts)
        self._parts.clear()
        return text


class _Strings:
    def __init__(self) -> None:
        self.found: list[str] = []
        self._item = TextItem()
        self.text = self._item.text

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        self._item.start(tag)

    def end(self, tag: str) -> None:
        if tag == ITEM:
            self.found.append(self._item.taken())
        else:
            self._item.end(tag)
