"""Whatever is done to the cells, what comes out can be applied and leaves a sound document."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from tests.exchange.books import Exchange
from workbench.exchange.columns import SHEET_TABLES
from workbench.exchange.merging import merged
from workbench.exchange.proposal_from_workbook import proposal_of
from workbench.exchange.reading.content import read_here
from workbench.exchange.sheets import Broken, Sheet
from workbench.model import rules
from workbench.model.commands import maps
from workbench.model.document import Document
from workbench.model.patch import Label
from workbench.model.proposal import decode, encode, select, without_rivals
from workbench.words.problem_sentences import sentence

JUNK = (
    "", "very", "=1+1", "7,5", "30%", "a\nb", "Decision\nPurchase", 0, -1, 4.5, 11, 1e300, True,
    datetime.date(2020, 2, 29), datetime.datetime(2020, 2, 29, 12, 30), datetime.time(8, 15),
    datetime.timedelta(hours=30), Broken("#REF!"), Broken(""),
)  # fmt: skip


@pytest.fixture(scope="module")
def two_maps(bakery: Document) -> Document:
    return bakery.apply(maps.duplicate(bakery, "maF1RSTV1S1T0R", "Regulars"))


@pytest.fixture(scope="module")
def sheets(two_maps: Document, tmp_path_factory: pytest.TempPathFactory) -> tuple[Sheet, ...]:
    return read_here(Exchange(tmp_path_factory.mktemp("two")).export(two_maps)).sheets


@limits(max_examples=80)
@given(data=st.data())
def test_any_edit_gives_a_proposal_that_can_be_applied(
    two_maps: Document, sheets: tuple[Sheet, ...], data: st.DataObject
) -> None:
    edited = _copied(sheets)
    tables = {sheet.title: sheet for sheet in edited if sheet.title.lower() in SHEET_TABLES}
    for _ in range(data.draw(st.integers(1, 12))):
        _edit(data, tables[data.draw(st.sampled_from(sorted(tables)))])

    proposal = proposal_of(two_maps, edited)

    assert decode(encode(proposal)) == proposal
    for problem in proposal.unread:
        assert sentence(problem)
    everything = range(len(proposal.suggestions))
    ticked = [index for index in everything if proposal.suggestions[index].ticked]
    some = data.draw(st.sets(st.sampled_from(everything))) if everything else ()
    for chosen in (everything, ticked, some):
        following = two_maps.apply(
            select(two_maps, proposal, chosen, Label.of("import", n=len(list(chosen))))
        )
        assert rules.check(following) == []


@limits(max_examples=25)
@given(data=st.data())
def test_what_several_people_made_of_it_can_be_applied_but_for_what_they_dispute(
    two_maps: Document, sheets: tuple[Sheet, ...], data: st.DataObject
) -> None:
    read = []
    for name in ("anna.xlsx", "ben.xlsx"):
        edited = _copied(sheets)
        tables = {sheet.title: sheet for sheet in edited if sheet.title.lower() in SHEET_TABLES}
        for _ in range(data.draw(st.integers(1, 8))):
            _edit(data, tables[data.draw(st.sampled_from(sorted(tables)))])
        read.append((name, proposal_of(two_maps, edited)))

    proposal = merged(two_maps, read)

    assert decode(encode(proposal)) == proposal
    everything = without_rivals(proposal, range(len(proposal.suggestions)))
    label = Label.of("import", n=len(everything))
    assert rules.check(two_maps.apply(select(two_maps, proposal, everything, label))) == []


def _copied(sheets: tuple[Sheet, ...]) -> list[Sheet]:
    return [Sheet(sheet.title, {n: dict(row) for n, row in sheet.rows.items()}) for sheet in sheets]


def _edit(data: st.DataObject, sheet: Sheet) -> None:
    """One thing that somebody might do to a sheet."""
    rows: Any = sheet.rows
    numbers = sorted(number for number in rows if number > 1)
    if not numbers:
        return
    at, other = (data.draw(st.sampled_from(numbers)) for _ in range(2))
    column = data.draw(st.sampled_from(sorted(rows[1])))
    match data.draw(
        st.sampled_from(("junk", "copy cell", "clear", "delete", "copy row", "new row", "no ids"))
    ):
        case "junk":
            rows[at][column] = data.draw(st.sampled_from(JUNK))
        case "copy cell":
            rows[at][column] = rows[other].get(column, "")
        case "clear":
            rows[at].pop(column, None)
        case "delete":
            del rows[at]
        case "copy row":
            rows[numbers[-1] + 1] = dict(rows[other])
        case "no ids":
            for row in rows.values():
                row.pop(1, None)
        case "new row":
            copied = dict(itertools.islice(rows[other].items(), 2, None))
            rows[numbers[-1] + 1] = {**copied, column: data.draw(st.sampled_from(JUNK))}
