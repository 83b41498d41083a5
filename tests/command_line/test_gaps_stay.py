"""Gaps and what people decided about them do not depend on order, names or a way through Excel."""

from __future__ import annotations

import datetime
import json
import random
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.command_line.conftest import Run
from workbench.model.commands import cards, decisions, edit
from workbench.model.document import Document
from workbench.store import workspace_file

DAY = datetime.date(2026, 11, 21)
NAMES = {
    "maps": "name",
    "stages": "name",
    "personas": "name",
    "channels": "name",
    "needs": "text",
    "reasons": "text",
    "touchpoints": "title",
    "triggers": "event",
}
SENT_BACK = {
    "stages": "Name",
    "personas": "Name",
    "needs": "What",
    "touchpoints": "Title",
    "triggers": "Event",
    "reasons": "Text",
}
"""The tables that get new names in the workbook, with the heading of the column."""
STATES = ("accepted", "set-aside", "done")
DECIDED = ("decision", "reason", "owner", "effort", "due")


def gaps(run: Run, path: Path) -> str:
    code, out, err = run("gaps", path, "--format", "json", "--as-of", DAY.isoformat())
    assert (code, err) == (0, "")
    return out


def decided(run: Run, path: Path) -> dict[str, list[Any]]:
    """What people decided, by the key of the gap."""
    return {item["key"]: [item[name] for name in DECIDED] for item in json.loads(gaps(run, path))}


@pytest.fixture(params=["corner-bakery", "managed-it-services", "online-shop"])
def sample(run: Run, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    assert run("new", "s.journey", "--sample", request.param).code == 0
    return tmp_path / "s.journey"


def test_gaps_are_the_same_again_and_however_the_file_is_ordered(run: Run, sample: Path) -> None:
    first = gaps(run, sample)
    assert gaps(run, sample) == first
    with zipfile.ZipFile(sample) as file:
        plain = json.loads(file.read("document.json"))
    ordered = json.dumps(plain)
    for seed in (1, 2):
        shuffled = json.dumps(_shuffled(plain, random.Random(seed)))
        assert shuffled != ordered
        with zipfile.ZipFile(sample, "w") as file:
            file.writestr("document.json", shuffled)
        assert gaps(run, sample) == first


def test_decisions_survive_new_names_another_order_and_a_workbook(run: Run, sample: Path) -> None:
    document = workspace_file.read(sample).document
    for at, key in enumerate(decided(run, sample)):
        values = {"state": STATES[at % 3], "reason": f"Reason {at}", "owner": f"Owner {at}"}
        patch = decisions.decide(document, key, effort=at % 5 + 1, due=DAY, **values)
        document = document.apply(patch)
    workspace_file.write(sample, document, {})
    wanted = decided(run, sample)
    assert all(state and effort for state, _, _, effort, _ in wanted.values())

    workspace_file.write(sample, _reordered(_renamed(document)), {})
    assert decided(run, sample) == wanted

    assert run("export", sample, "s.xlsx").code == 0
    book = openpyxl.load_workbook(sample.with_name("s.xlsx"))
    for table, header in SENT_BACK.items():
        sheet = book[table.capitalize()]
        at = next(cell.column for cell in sheet[1] if cell.value == header)
        names = [row[at - 1] for row in sheet.iter_rows(min_row=2)]
        assert {cell.value for cell in names} == {f"Other {it}" for it in document.table(table)}
        for cell in names:
            cell.value = f"Once more {cell.value}"
    book.save(sample.with_name("s.xlsx"))
    assert run("import", "s.xlsx", "--into", sample, "--accept", "all").code == 0
    after = workspace_file.read(sample).document
    for table in SENT_BACK:
        for item in after.table(table).values():
            assert getattr(item, NAMES[table]).startswith("Once more Other ")
    assert decided(run, sample) == wanted


def _shuffled(value: Any, chance: random.Random) -> Any:
    """The same JSON with the names of every object in another order."""
    if not isinstance(value, dict):
        return value
    names = list(value)
    chance.shuffle(names)
    return {name: _shuffled(value[name], chance) for name in names}


def _renamed(document: Document) -> Document:
    for table, field in NAMES.items():
        for identifier in document.table(table):
            patch = edit.set_field(document, table, identifier, field, f"Other {identifier}")
            document = document.apply(patch)
    return document


def _reordered(document: Document) -> Document:
    """Every card to the front of its cell, one after the other: the order is turned round."""
    for card in tuple(document.touchpoints.values()):
        document = document.apply(cards.move(document, [card.id], card.stage, card.lane, 0))
    return document
