"""Text that looks like a formula is text in every file that we write, and comes back as it was."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.exchange.books import Exchange, sentences
from workbench.exchange.csv_writer import export_csv
from workbench.exchange.formula_guard import guarded, unguarded
from workbench.exchange.proposal_from_workbook import read_proposal
from workbench.exchange.reading.content import read_here
from workbench.model.document import Document
from workbench.model.patch import Added, Label, Patch
from workbench.model.proposal import Proposal

RISKY = (
    "=1+1",
    "=cmd|'/C calc'!A0",
    "+49 30 1234",
    "-5",
    "@SUM(A1:A9)",
    "\t=2+2",
    "'=already guarded",
    "''=twice",
    "  =after blanks",
    "＝1+1",
    '=HYPERLINK("http://example.invalid";"x")',
)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def risky(bakery: Document) -> Document:
    """The bakery with a touchpoint for each risky text, which is its title and its remarks."""
    model = bakery.touchpoints["tpPR1CEPAGE000"]
    cards = [
        msgspec.structs.replace(
            model, id=f"tpR1SKY{at:07}", title=text.strip(), remarks=text, owner=text
        )
        for at, text in enumerate(RISKY)
    ]
    return bakery.apply(
        Patch(Label.of("import", n=1), tuple(Added("touchpoints", card) for card in cards))
    )


def test_a_workbook_has_them_as_text_and_no_formula_but_our_own(
    exchange: Exchange, risky: Document
) -> None:
    path = exchange.export(risky)
    with zipfile.ZipFile(path) as archive:
        strings = [
            "".join(node.itertext())
            for node in ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
        ]
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        cells = [
            cell
            for name in sheets
            for cell in ElementTree.fromstring(archive.read(name)).iter(f"{MAIN}c")
        ]
    as_text = {
        strings[int(cell.findtext(f"{MAIN}v", ""))] for cell in cells if cell.get("t") == "s"
    }
    assert {text for text in RISKY if text not in as_text} == set()
    formulas = {
        cell.findtext(f"{MAIN}f", "") for cell in cells if cell.find(f"{MAIN}f") is not None
    }
    assert formulas
    assert not any("cmd" in formula or "HYPERLINK" in formula for formula in formulas)
    assert not formulas & {text.strip().lstrip("=") for text in RISKY}


def test_a_workbook_brings_them_back_unchanged(exchange: Exchange, risky: Document) -> None:
    exchange.export(risky)
    assert exchange.back(risky) == Proposal()


def test_a_table_of_values_has_them_guarded_and_brings_them_back(
    tmp_path: Path, risky: Document
) -> None:
    path = tmp_path / "out.csv"
    export_csv(risky, path, maps=None)
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    assert not any(cell.lstrip()[:1] in tuple("=@＝") for row in table for cell in row)
    (sheet,) = read_here(path).sheets
    headers = {str(value): column for column, value in sheet.rows[1].items()}
    titles = {row.get(headers["Title"]): row for row in sheet.rows.values()}
    for text in RISKY:
        row = titles[text.strip()]
        assert (row[headers["Remarks"]], row[headers["Owner"]]) == (text, text)


@settings(max_examples=200)
@given(st.text(alphabet="'=+-@\t\n\r a1＝", max_size=6))
@example("'-")
def test_a_guard_is_taken_off_again(text: str) -> None:
    safe = guarded(text)
    assert unguarded(safe) == text
    assert not safe.lstrip().startswith(("=", "+", "-", "@"))
    assert not safe.startswith(("\t", "\r"))


def test_control_characters_are_cleaned_on_entry_and_it_is_said(
    bakery_book: Exchange, bakery: Document
) -> None:
    """A workbook keeps NUL and CR as escapes; programs that know them write them so."""
    with zipfile.ZipFile(bakery_book.path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    owner = b"<t>Shop manager</t>"
    assert owner in members["xl/sharedStrings.xml"]
    members["xl/sharedStrings.xml"] = members["xl/sharedStrings.xml"].replace(
        owner, b"<t>Shop_x0000_ keeper_x000D_tonight</t>"
    )
    with zipfile.ZipFile(bakery_book.path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    proposal = read_proposal(bakery, bakery_book.path)
    assert {item.change.after for item in proposal.suggestions} == {"Shop keeper tonight"}  # type: ignore[union-attr]
    (told,) = sentences(proposal.notices)
    assert "characters that no text can hold" in told
