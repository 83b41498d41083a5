"""The rows of the gap table tell of what changed and of nothing else."""

from __future__ import annotations

import datetime

import msgspec
import pytest
from PySide6.QtWidgets import QApplication

from workbench.analysis.finding import decided
from workbench.analysis.findings import findings
from workbench.model.commands import decisions, edit
from workbench.model.document import Document
from workbench.store import templates
from workbench.ui.panels.gaps_rows import GAP, GapRows
from workbench.ui.theme import Theme

TODAY = datetime.date(2026, 11, 21)


@pytest.fixture(scope="module")
def bakery() -> Document:
    return templates.new_workspace("sample", "corner-bakery")


@pytest.fixture
def rows(qapp: QApplication, bakery: Document) -> GapRows:
    made = GapRows(Theme(qapp, "light"), bakery)
    made.show_rows(bakery, {}, found(bakery))
    made.told = []
    made.dataChanged.connect(lambda first, _last: made.told.append(first.row()))
    yield made
    qapp.setStyleSheet("")


def found(document: Document):
    return findings(document, next(iter(document.maps)), TODAY)


def test_the_same_findings_tell_nothing(rows: GapRows, bakery: Document) -> None:
    card = next(iter(bakery.touchpoints))
    after = bakery.apply(edit.set_field(bakery, "touchpoints", card, "remarks", "Seen today"))
    rows.show_rows(after, {}, found(after))
    assert rows.told == []


def test_a_finding_that_changed_tells_of_its_row(rows: GapRows, bakery: Document) -> None:
    known = list(found(bakery))
    known[3] = msgspec.structs.replace(known[3], priority=known[3].priority - 0.1)
    rows.show_rows(bakery, {}, known)
    assert rows.told == [3]


def test_another_name_is_told_everywhere_and_shown(rows: GapRows, bakery: Document) -> None:
    card = next(it for it in bakery.touchpoints.values() if it.title == "Price & hours page")
    after = bakery.apply(edit.set_field(bakery, "touchpoints", card.id, "title", "Menu board"))
    rows.show_rows(after, {}, found(after))
    assert rows.told == list(range(rows.rowCount()))
    assert "Menu board" in rows.text(rows.rows[0], GAP)


def test_a_decision_is_told(rows: GapRows, bakery: Document) -> None:
    key = found(bakery)[0].key
    after = bakery.apply(decisions.decide(bakery, key, state="accepted"))
    rows.show_rows(after, decided(after, found(after)), found(after))
    assert 0 in rows.told
