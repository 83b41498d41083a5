"""From the cells of a rating sheet to scores, feelings and days."""

from __future__ import annotations

import datetime
import re

from workbench.analysis.ratings import SCALES, Question
from workbench.exchange.cell_reading import Unreadable, read_text, text
from workbench.exchange.labels import one_line
from workbench.exchange.ratings.writing import FEELINGS
from workbench.exchange.sheets import Value
from workbench.model import rules
from workbench.model.problems import InvalidValue
from workbench.words.say import say

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def answer(question: Question, now: Value | None) -> float | None:
    """The answer in a cell, None for a blank one. Raises Unreadable."""
    written = one_line(read_text(now))
    if not written:
        return None
    value = _feeling(written) if question == "feeling" else None
    if value is None:
        value = _number(now, written)
    low, high = SCALES[question]
    code = "feeling" if question == "feeling" else "score"
    try:
        if value is None:
            raise Unreadable(code, low=low, high=high)
        checked: float = rules.checked("ratings", question, value)
    except InvalidValue as error:
        raise Unreadable(code, low=low, high=high) from error
    return checked


def day(now: Value | None) -> datetime.date | None:
    """The day in a cell, None for a blank one. Raises Unreadable."""
    if isinstance(now, datetime.datetime):
        return now.date()
    if isinstance(now, datetime.date):
        return now
    written = one_line(read_text(now))
    if not written:
        return None
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        raise Unreadable("date") from None


def remark(now: Value | None) -> str:
    """The text in a cell. Raises Unreadable for a formula without result or too long a text."""
    return read_text(now).strip()


def _number(now: Value | None, written: str) -> float | None:
    if isinstance(now, bool) or not isinstance(now, int | float | str):
        return None
    plain = written.replace("−", "-")
    return float(plain.replace(",", ".")) if _NUMBER.fullmatch(plain) else None


def _feeling(written: str) -> float | None:
    """The feeling that the list of the sheet words so, with or without its number."""
    wanted = text(written).casefold()
    for value in FEELINGS:
        listed = say(f"feeling.{value}").casefold()
        if wanted in (listed, listed.partition("(")[0].strip()):
            return float(value)
    return None
