"""The name of an undo step, from a patch's label."""

from __future__ import annotations

from workbench.model.patch import Label
from workbench.words.labels import field_name, table_name
from workbench.words.say import say


def patch_name(label: Label) -> str:
    """The undo step in words and in one line, e.g. "Move “Price page”"."""
    parameters = {
        name: " ".join(value.split()) if isinstance(value, str) else value
        for name, value in label.parameters
    }
    table = str(parameters.get("table", ""))
    match label.code:
        case "edit.set":
            fields = str(parameters["field"]).split(",")
            what = ", ".join(field_name(table, field).lower() for field in fields[:3])
            return say("patch.edit.set", what=what)
        case "edit.remove":
            n = int(parameters["n"])
            noun = table_name(table, n) if table else say("words.items", n=n)
            return say("patch.edit.remove", what=noun if n == 1 else f"{n} {noun}")
        case "edit.add" | "edit.move":
            return say(f"patch.{label.code}", what=table_name(table))
    return say(f"patch.{label.code}", **parameters)
