"""The comments of one sheet of an .xlsx file, of the old kind and of the one with answers."""

from __future__ import annotations

from collections.abc import Sequence
from zipfile import ZipFile

from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.xml.functions import iterparse

from workbench.exchange.reading.limits import MOST_AREAS
from workbench.exchange.shown import unescaped

_NOTES, _THREADS = "/comments", "/threadedComment"


def comments(archive: ZipFile, relations: Sequence[tuple[str, str]]) -> dict[int, dict[int, str]]:
    """The comments by row and column, the answers of one cell line by line.

    `relations` are the types and targets of what belongs to the sheet. A thread leaves a
    note of the old kind behind that says how to see it, which is left out.
    """
    found: dict[tuple[int, int], str] = {}
    for ending, tag in ((_NOTES, "comment"), (_THREADS, "threadedComment")):
        read: dict[tuple[int, int], list[str]] = {}
        for kind, target in relations:
            if kind.endswith(ending) and target in archive.namelist():
                for place, text in _texts(archive, target, tag):
                    read.setdefault(place, []).append(text)
        found |= {place: "\n".join(texts) for place, texts in read.items()}
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), text in sorted(found.items()):
        by_row.setdefault(row, {})[column] = text
    return by_row


def _texts(archive: ZipFile, target: str, tag: str) -> list[tuple[tuple[int, int], str]]:
    found: list[tuple[tuple[int, int], str]] = []
    with archive.open(target) as source:
        for _, element in iterparse(source):
            if element.tag.rpartition("}")[2] == tag and len(found) < MOST_AREAS:
                place = coordinate_to_tuple(element.attrib["ref"])
                pieces = [
                    unescaped(part.text or "")
                    for part in element.iter()
                    if part.tag.rpartition("}")[2] in ("t", "text")
                ]
                found.append((place, "".join(pieces).strip()))
                element.clear()
    return found
