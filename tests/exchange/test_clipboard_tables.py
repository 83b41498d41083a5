"""Tables to and from the clipboard: what spreadsheets write and what they are given."""

from __future__ import annotations

import csv
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.documents import AWKWARD
from workbench.exchange.clipboard import grid, table
from workbench.exchange.clipboard.cards_table import cards_table
from workbench.exchange.problems import ExchangeError
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Channel, Lane, Map, Note, Stage, Touchpoint, Workspace
from workbench.model.fragment import fragment_of
from workbench.words.problem_sentences import sentence

TABLE = (
    ("Stage", "Title", "Importance", "What they think"),
    ("Buy", "Till & door", "9", "Long\nqueue"),
    ("Buy", "=1+1", "7.5", "<b>bold</b>"),
    ("", "-5", "−1", ""),
)


def test_text_with_tabs_has_a_line_a_row_and_no_formula():
    assert table.as_tabs(TABLE).split("\n") == [
        "Stage\tTitle\tImportance\tWhat they think",
        "Buy\tTill & door\t9\tLong queue",
        "Buy\t'=1+1\t7.5\t<b>bold</b>",
        "\t-5\t-1\t",
    ]


@pytest.mark.parametrize("text", ["=A1", "+49 30 12", "-x", "@SUM(A1)", "'=1", "' it", "＝A1"])
def test_a_text_like_a_formula_is_guarded_and_comes_back(text):
    rows = (("a", "b"), (text, "x"))
    assert grid.read(table.as_tabs(rows)) == rows
    assert grid.read("", table.as_html(rows)) == rows
    assert table.as_tabs([[text]])[0] not in "=+-@＝"


def test_html_comes_back_as_it_was():
    assert grid.read(table.as_tabs(TABLE), table.as_html(TABLE)) == (
        *TABLE[:3],
        ("", "-5", "-1", ""),
    )


@given(st.lists(st.lists(st.sampled_from(AWKWARD), min_size=3, max_size=3), min_size=1, max_size=4))
def test_any_text_comes_back_but_for_the_spaces_around_it(rows):
    rows = [["first", "column", "names"], *rows, ["x", "y", "z"]]
    back = grid.read("", table.as_html(rows))
    assert [list(map(in_line, row)) for row in back] == [list(map(in_line, row)) for row in rows]


def in_line(text: str) -> str:
    return " ".join(text.split())


def test_excel_text_with_line_breaks_and_quotes_in_cells():
    text = 'Title\tThinks\r\nTill\t"Long\nqueue, ""really"""\r\n"Good" bread\tyes\r\n'
    assert grid.read(text) == (
        ("Title", "Thinks"),
        ("Till", 'Long\nqueue, "really"'),
        ('"Good" bread', "yes"),
    )


def test_an_open_quote_swallows_nothing():
    text = '"open\tsecond\nnext\t"row\n'
    assert grid.read(text) == (('"open', "second"), ("next", '"row'))


def test_many_open_quotes_take_no_time():
    assert len(grid.read('"a\t"b\n' * 1500)) == 1500


EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8"><style>td {color: red}</style>
</head><body><table border=0 width=320><!--StartFragment--><col width=64>
 <tr height=20><td rowspan=2 height=40 class=xl65>Awareness</td><td>Search
  ad</td><td align=right x:num>9</td></tr>
 <tr height=20><td>Line one<br>line two</td><td>&nbsp;</td></tr>
 <tr height=20><td colspan=2>Decision</td><td>&#12497;&#12531;</td></tr>
<!--EndFragment--></table></body></html>"""


def test_an_excel_page_with_merged_cells():
    assert grid.read("", EXCEL) == (
        ("Awareness", "Search ad", "9"),
        ("Awareness", "Line one\nline two", ""),
        ("Decision", "", "パン"),
    )


GOOGLE = (
    "<google-sheets-html-origin><style type='text/css'>td{border:1px}</style><table><colgroup>"
    '<col width="100"/></colgroup><tbody><tr style="height:21px;"><td data-sheets-value=\'{"1":2}\''
    ">Title</td><td>Channel</td></tr><tr><td>Flyer</td><td>Print</td></tr></tbody></table>"
)


def test_a_google_page():
    assert grid.read("ignored\ttext", GOOGLE) == (("Title", "Channel"), ("Flyer", "Print"))


def test_text_around_a_table_of_one_column_is_not_lost():
    page = "<p>Dear all,</p><table><tr><td>logo</td></tr></table><p>see below</p>"
    assert grid.read("Dear all,\nlogo\nsee below", page) == (
        ("Dear all,",),
        ("logo",),
        ("see below",),
    )


def test_blank_rows_and_columns_around_are_left_out():
    assert grid.read("\t\t\n\na\t\t\n\nb\tc\t\n\t\n") == (("a", ""), ("", ""), ("b", "c"))


@pytest.mark.parametrize(
    ("text", "html", "code"),
    [
        ("", "", "empty"),
        (" \t\n \n", "<table><tr><td> </td></tr></table>", "empty"),
        ("x" * 10_000_000, "", "too_long"),
        ("\x00\x01\x02PNG", "", "not_text"),
        ("�" * 40 + "abc", "", "not_text"),
        ("x\n" * 2001, "", "too_many"),
        ("x\t" * 101 + "y", "", "too_many"),
        ("", "<table>" + "<tr>" + "<td colspan=99999999>x</td>" * 50_000, "too_many"),
    ],
)
def test_what_cannot_be_pasted_is_said_in_a_sentence(text, html, code):
    with pytest.raises(ExchangeError) as caught:
        grid.read(text, html)
    assert caught.value.problem.code == f"clipboard.{code}"
    assert sentence(caught.value.problem).endswith(".")


@given(st.text(alphabet="<>/td trbhl=\"'&;ax\t\n\0", max_size=200))
def test_any_page_is_read_or_refused(page):
    try:
        rows = grid.read(page, page)
    except ExchangeError:
        return
    assert len({len(row) for row in rows}) == 1


def test_cards_become_a_table_without_empty_columns():
    document = Document.of(
        [
            Workspace(id="wk1"),
            Channel(id="ch1", name="Shop"),
            Map(id="ma1"),
            Stage(id="st1", map="ma1", name="Buy"),
            Lane(id="la1", map="ma1", rank="1", kind="touchpoints", name="Contacts"),
            Lane(id="la2", map="ma1", rank="2", kind="notes", name="Pains"),
            Touchpoint(
                id="tp1",
                map="ma1",
                stage="st1",
                lane="la1",
                title="Till",
                channel="ch1",
                importance=9.0,
                satisfaction=3.25,
                feeling=-1.0,
                status="planned",
                moment_of_truth=True,
            ),
            Note(id="no1", map="ma1", stage="st1", lane="la2", kind="pain", text="Slow"),
        ]
    )
    both = fragment_of(document, [("touchpoints", "tp1"), ("notes", "no1")])
    heads, till, slow = cards_table(both)
    assert dict(zip(heads, till, strict=True)) == {
        "Stage": "Buy",
        "Lane": "Contacts",
        "Kind": "Touchpoint",
        "Touchpoint": "Till",
        "Channel": "Shop",
        "Importance": "9",
        "Satisfaction": "3.25",
        "Feeling": "-1",
        "Status": "Planned",
        "Moment of truth": "Yes",
    }
    assert dict(zip(heads, slow, strict=True))["Touchpoint"] == "Slow"
    assert dict(zip(heads, slow, strict=True))["Kind"] == "Pain point"
    alone = cards_table(fragment_of(document, [("touchpoints", "tp1")]))
    assert "Kind" not in alone[0]
    assert queries.cards(document, "st1", "la2")[0].id == "no1"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_computes_nothing_and_reads_numbers(tmp_path):
    page = tmp_path / "table.html"
    page.write_text(table.as_html(TABLE), encoding="utf-8")
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"),
            *(
                "--infilter=HTML (StarCalc)",
                "--convert-to",
                "csv:Text - txt - csv (StarCalc):44,34,76",
            ),
            *("--outdir", str(tmp_path), str(page)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    with (tmp_path / "table.csv").open(encoding="utf-8", newline="") as file:
        rows = [[cell.replace("\r\n", "\n") for cell in row] for row in csv.reader(file)]
    assert rows[:4] == [
        ["Stage", "Title", "Importance", "What they think"],
        ["Buy", "Till & door", "9", "Long\nqueue"],
        ["Buy", "'=1+1", "7.5", "<b>bold</b>"],
        ["", "-5", "-1", ""],
    ]
