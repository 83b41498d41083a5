"""A problem as one sentence: what, why, what to do."""

from __future__ import annotations

from workbench.model.fields import fields_of
from workbench.model.problems import Problem
from workbench.words.labels import choice_name, field_name, table_name
from workbench.words.say import number, say


def sentence(problem: Problem) -> str:
    """The problem in words. Raises KeyError for a code that has no text."""
    parameters: dict[str, object] = dict(problem.parameters)
    table = str(parameters.get("table", ""))
    name = str(parameters.get("field", ""))
    if table:
        parameters["noun"] = table_name(table)
        parameters["nouns"] = table_name(table, 2)
    if table and name:
        parameters["field"] = field_name(table, name)
        choices = fields_of(table)[name].choices
        parameters["choices"] = ", ".join(choice_name(name, choice) for choice in choices)
    for key in ("low", "high", "got"):
        value = parameters.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            parameters[key] = number(value, 6)
    if "looks_like" in parameters:
        parameters["likeness"] = say(f"foreign.looks_like.{parameters['looks_like']}")
    parameters.setdefault("id", ", ".join(problem.ids))
    return say(f"problem.{problem.code}", **parameters)
