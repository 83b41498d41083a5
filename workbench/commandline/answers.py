"""What verbs print: answers, refusals, and JSON for other programs."""

from __future__ import annotations

import sys

from workbench.model.document import Document
from workbench.words.labels import table_name
from workbench.words.say import count, say

LONGEST_VALUE = 200
"""Characters of a value in a list; the rest of a longer one is not printed."""
COUNTED = ("personas", "maps", "stages", "touchpoints", "connections", "notes")


def refuse(text: str) -> int:
    """Print why nothing was done, as one line, and give the exit code for it."""
    print(in_one_line(text), file=sys.stderr)
    return 1


def in_one_line(text: str) -> str:
    """The text without line breaks and runs of blanks."""
    return " ".join(text.split())


def short(text: str) -> str:
    """The text in one line of a length fit for a list."""
    line = in_one_line(text)
    return line if len(line) <= LONGEST_VALUE else line[: LONGEST_VALUE - 1] + "…"


def counts(document: Document) -> str:
    """What a workspace holds, e.g. “1 persona, 1 map, 7 stages”."""
    numbers = [(table, len(document.table(table))) for table in COUNTED]
    listed = ", ".join(f"{count(n)} {table_name(table, n)}" for table, n in numbers if n)
    return listed or say("cli.counts.none")


def print_bytes(data: bytes) -> None:
    """Print UTF-8 text as it is, whatever the terminal's encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data + b"\n")
    sys.stdout.buffer.flush()
