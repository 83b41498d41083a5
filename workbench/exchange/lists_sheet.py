"""The hidden sheet of what drop-downs offer."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from workbench.exchange.columns import PLAYBOOK, SHEET_TABLES
from workbench.exchange.labels import Labels
from workbench.exchange.sheet_text import write_text
from workbench.exchange.shown import flag_name
from workbench.model.fields import fields_of
from workbench.words.labels import choice_name


class Lists:
    """The lists by (table, name): names of a table under "", choices under their field.

    Yes and no are under ("", "flag").
    """

    def __init__(self, title: str, labels: Labels) -> None:
        self._title = title
        self._lists = _lists(labels)
        self._columns = {key: at for at, key in enumerate(self._lists)}

    def place(self, table: str, name: str) -> str | None:
        """Where a list is, as a formula; None for an empty or unknown one."""
        items = self._lists.get((table, name))
        if items is None:
            return None
        letter, n = xl_col_to_name(self._columns[table, name]), len(items)
        return f"={quote_sheetname(self._title)}!${letter}$2:${letter}${n + 1}"

    def write(self, worksheet: Any, style: Any) -> None:
        for (table, name), items in self._lists.items():
            at = self._columns[table, name]
            write_text(worksheet, 0, at, f"{table} {name}".strip(), style)
            for row, item in enumerate(items, start=1):
                write_text(worksheet, row, at, item, style)


def _lists(labels: Labels) -> dict[tuple[str, str], list[str]]:
    lists = {(table, ""): labels.of_table(table) for table in (*SHEET_TABLES, PLAYBOOK)}
    lists["", "flag"] = [flag_name(True), flag_name(False)]
    for table in SHEET_TABLES:
        for field in fields_of(table).values():
            if field.kind == "choice":
                lists[table, field.name] = [choice_name(field.name, it) for it in field.choices]
    return {key: items for key, items in lists.items() if items}
