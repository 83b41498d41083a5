"""The maps that are measured, and the day on which they are looked at."""

from __future__ import annotations

import datetime
from functools import cache

from tests.helpers.big_map import big_map, size_of
from workbench.model.document import Document

TODAY = datetime.date(2026, 11, 22)
MAP = "ma-big"


@cache
def document_of(touchpoints: int) -> Document:
    """The map of a size, about as wide as high."""
    return big_map(touchpoints, *size_of(touchpoints))


def unknown(document: Document) -> Document:
    """The same document as nobody has asked it anything yet."""
    return Document.of(entity for _table, entity in document.entities())
