"""From a cell back to a value of the document."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable
from typing import Any

from workbench.exchange.columns import Column
from workbench.exchange.sheets import Broken, Value
from workbench.exchange.shown import Shown, escaped, flag_name, unescaped
from workbench.model import rules
from workbench.model.entities import TEXT_LIMIT
from workbench.model.fields import Field
from workbench.model.problems import InvalidValue, Parameter
from workbench.words.labels import choice_name

FindReference = Callable[[Field, str], str]
"""Gives the id behind a label of what a field refers to; raises Unreadable."""

_PRECISION = 1e-9
"""Programs write numbers with 15 to 17 digits; a smaller difference is nobody's edit."""


_LONGEST_LINE = 10_000


class Unreadable(Exception):
    """A cell that holds no value of its field: a code and parameters for the sentence."""

    def __init__(self, code: str, **parameters: Parameter) -> None:
        super().__init__(code, parameters)
        self.code = code
        self.parameters = parameters


def is_unchanged(exported: Shown, now: Value | None) -> bool:
    """Whether a cell still is as it was exported, whatever programs did to its form."""
    if exported is None or now is None:
        return _is_blank(exported) and _is_blank(now)
    if isinstance(exported, str):
        return isinstance(now, str) and (now == exported or _same_text(exported, now))
    if isinstance(exported, datetime.date):
        return isinstance(now, datetime.date) and _day(now) == exported
    if isinstance(now, bool) or not isinstance(now, int | float):
        return False
    return math.isclose(exported, now, rel_tol=_PRECISION, abs_tol=1e-300)


def read(column: Column, now: Value | None, find: FindReference) -> Any:
    """The value of a column's field in a cell, None and blank texts for a blank cell.

    Raises Unreadable with what is needed instead.
    """
    field = column.field
    assert field is not None
    read_text(now)
    value = _read(field, now, find)
    if field.kind in ("reference", "references"):
        return value
    try:
        return rules.checked(field.table, field.name, value)
    except InvalidValue as error:
        parameters = dict(error.problem.parameters)
        code = error.problem.code.replace("value.", "cell.")
        raise Unreadable(code, **parameters) from error


def read_text(now: Value | None) -> str:
    """The text in a cell. Raises Unreadable for a formula without a result and for a text of
    which a document would keep the beginning only.
    """
    if isinstance(now, Broken):
        raise Unreadable("cell.broken", got=now.error or "?")
    if isinstance(now, str) and len(now) > TEXT_LIMIT:
        raise Unreadable("cell.limit", limit=TEXT_LIMIT)
    return text(now)


def text(now: Value | None) -> str:
    """A cell's value as the text that somebody reads in it."""
    if now is None:
        return ""
    if isinstance(now, bool):
        return flag_name(now)
    if isinstance(now, float) and now.is_integer() and abs(now) < 1e15:
        return str(int(now))
    if isinstance(now, datetime.datetime) and now.time() == datetime.time():
        return now.date().isoformat()
    if isinstance(now, datetime.date | datetime.time):
        return now.isoformat()
    if isinstance(now, Broken):
        return now.error
    return rules.clean_text(str(now))


def _read(field: Field, now: Value | None, find: FindReference) -> Any:
    written = text(now)
    if field.kind in ("line", "text", "colour"):
        if (field.table, field.name) == ("practices", "practice") and written:
            return find(field, written)
        return written
    if not written.strip():
        return _blank(field)
    match field.kind:
        case "number" | "whole":
            return _number(field, now, written)
        case "date":
            return _date(now, written)
        case "flag":
            return _flag(written)
        case "choice":
            return _choice(field, written)
        case "choices":
            return _each(written, lambda item: _choice(field, item))
        case "reference":
            return find(field, written)
        case "references":
            return _each(written, lambda item: find(field, item))
    raise AssertionError(f"a field of kind {field.kind} has no column")


def _blank(field: Field) -> Any:
    """What an emptied cell stands for; None where something is needed."""
    if field.kind in ("choices", "references"):
        return ()
    return False if field.kind == "flag" else None


def _number(field: Field, now: Value | None, written: str) -> float:
    if isinstance(now, int | float) and not isinstance(now, bool):
        return now
    try:
        number = float(written.strip().replace("−", "-").replace(",", "."))
    except ValueError:
        number = math.nan
    if not isinstance(now, str) or not math.isfinite(number):
        raise Unreadable("cell.number", low=field.low or 0, high=field.high or 0)
    return number


def _date(now: Value | None, written: str) -> datetime.date:
    if isinstance(now, datetime.date):
        return _day(now)
    try:
        return datetime.date.fromisoformat(written.strip())
    except ValueError:
        raise Unreadable("cell.date") from None


def _day(value: datetime.date) -> datetime.date:
    return value.date() if isinstance(value, datetime.datetime) else value


def _flag(written: str) -> bool:
    word = written.strip().casefold()
    if word in {flag_name(True).casefold(), "true", "1", "x", "✓"}:
        return True
    if word in {flag_name(False).casefold(), "false", "0"}:
        return False
    raise Unreadable("cell.flag", yes=flag_name(True), no=flag_name(False))


def _choice(field: Field, written: str) -> str:
    word = written.strip().casefold()
    for choice in field.choices:
        if word in (choice_name(field.name, choice).casefold(), choice.casefold()):
            return choice
    raise Unreadable("cell.choice")


def _each(written: str, one: Callable[[str], str]) -> tuple[str, ...]:
    """The items of a list: one per line, or else separated by semicolons or commas."""
    found: dict[str, None] = {}
    for line in filter(None, map(str.strip, written.split("\n"))):
        try:
            found[one(line)] = None
        except Unreadable:
            parts = [part.strip() for part in line.replace(";", ",").split(",") if part.strip()]
            if len(parts) < 2:
                raise
            found.update((one(part), None) for part in parts)
    return tuple(found)


def _is_blank(value: object) -> bool:
    return value is None or value == ""


def _same_text(exported: str, now: str) -> bool:
    """Whether a text differs only in what programs do to line ends and ``_x0041_`` escapes."""
    if max(map(len, exported.split("\n"))) >= _LONGEST_LINE:
        # LibreOffice breaks a line of this length in two
        return now.replace("\n", "") == exported.replace("\n", "")
    now = rules.clean_text(now)
    if now == exported:
        return True
    if "_x" not in exported and "x005F_" not in exported:
        return False
    # openpyxl takes escapes out and does not put them back; LibreOffice puts back the first
    # of two that share an underscore, and none before an escaped escape
    forms = (exported, exported.replace("x005F_", ""), escaped(exported))
    return now in forms or now in {rules.clean_text(unescaped(form)) for form in forms}
