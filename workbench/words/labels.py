"""Names of tables, fields and choices, as people read them."""

from __future__ import annotations

from workbench.words.say import known, say


def table_name(table: str, n: int = 1) -> str:
    """ "touchpoint", or "touchpoints" for n other than 1."""
    return say(f"table.{table}", n=n)


def field_name(table: str, field: str) -> str:
    """The label of a field: a field's own text, else the one shared by all of its name."""
    own = f"field.{table}.{field}"
    return say(own if known(own) else f"field.{field}")


def choice_name(field: str, value: str) -> str:
    """A choice of a field as people read it, e.g. "In place"."""
    own = f"choice.{field}.{value}"
    return say(own if known(own) else f"choice.{value}")


def field_help(table: str, field: str) -> str:
    """What a field is for, in a sentence or two; found like its label. Raises KeyError."""
    own = f"help.{table}.{field}"
    return say(own if known(own) else f"help.{field}")
