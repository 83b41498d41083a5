"""What a cell of a data sheet shows for a value of the document."""

from __future__ import annotations

import datetime
import re
from typing import Any, Protocol

from workbench.exchange.columns import PLAYBOOK, Column
from workbench.model.entities import Entity
from workbench.words.labels import choice_name

Shown = str | float | datetime.date | None

CELL_LIMIT = 32_767
"""The most that a cell holds, in UTF-16 code units."""

# less than the limit, since programs add line breaks of their own to long lines
_CUT_LENGTH = 32_000
_CUT_MARK = " … ✂"
_FIRST_SAFE_DATE = datetime.date(1900, 3, 1)
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


class Labelled(Protocol):
    """Whatever names things: the labels of a workbook, or of more."""

    def label(self, table: str, identifier: str) -> str: ...


def shown(column: Column, entity: Entity, labels: Labelled) -> Shown:
    """The cell of `column` in the row of `entity`; None is a blank cell.

    Lists are shown one item per line. Home columns and formulas are not the entity's own
    values and are blank here.
    """
    field = column.field
    if column.kind == "id":
        return entity.id
    if column.kind not in ("field", "message") or field is None:
        return None
    value = getattr(entity, field.name)
    if column.kind == "message":
        texts = (message.text for message in value if message.persona == column.persona)
        return _text(next(texts, ""))
    return _shown(column, value, labels)


def _shown(column: Column, value: Any, labels: Labelled) -> Shown:
    field = column.field
    assert field is not None
    if value is None:
        return None
    match field.kind:
        case "number" | "whole":
            return float(value)
        case "date":
            # before this day Excel counts differently, and knows nothing before 1900
            return value if value >= _FIRST_SAFE_DATE else str(value.isoformat())
        case "flag":
            return flag_name(value)
        case "choice":
            return choice_name(field.name, value)
        case "choices":
            return _text("\n".join(choice_name(field.name, item) for item in value))
        case "reference":
            return labels.label(field.reference, value)
        case "references":
            return _text("\n".join(labels.label(field.reference, item) for item in value))
    if (field.table, field.name) == ("practices", "practice"):
        return _text(labels.label(PLAYBOOK, value))
    return _text(value)


def flag_name(value: bool) -> str:
    return choice_name("flag", "yes" if value else "no")


def units(text: str) -> int:
    """The length of a text as a cell counts it, in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def was_cut(value: Shown) -> bool:
    """Whether a shown text is only the beginning of the document's."""
    is_text = isinstance(value, str) and value.endswith(_CUT_MARK)
    return is_text and units(str(value)) >= _CUT_LENGTH - 1


def unescaped(text: str) -> str:
    """Text without the ``_x0041_`` escapes that workbooks write for awkward characters."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def escaped(text: str) -> str:
    """Text with what looks like an escape escaped, the first of overlapping ones only."""
    return _ESCAPE.sub(r"_x005F\g<0>", text)


def cut(text: str) -> str:
    """The text, or as much of it as a cell holds and a mark that there is more."""
    if 2 * len(text) <= CELL_LIMIT or units(text) <= CELL_LIMIT:
        return text
    kept = text.encode("utf-16-le")[: 2 * (_CUT_LENGTH - units(_CUT_MARK))]
    return kept.decode("utf-16-le", "ignore") + _CUT_MARK


def _text(text: str) -> str | None:
    return cut(text) if text else None
