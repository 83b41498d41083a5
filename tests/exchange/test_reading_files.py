"""The same cells from every kind of file, whatever its name; and the process that reads them."""

from __future__ import annotations

import datetime
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import openpyxl
import psutil
import pytest
from openpyxl.comments import Comment

from tests.exchange.hostile.packages import (
    HONEST,
    ods_parts,
    ods_row,
    xls,
    xlsx,
    xlsx_parts,
    zipped,
)
from workbench.exchange.problems import ExchangeError
from workbench.exchange.reading.limits import Limits
from workbench.exchange.reading.parts import decode_book, encode_book
from workbench.exchange.reading.process import Process
from workbench.exchange.reading.read_workbook import read_workbook
from workbench.exchange.reading.request import Request
from workbench.exchange.sheets import Area, Book, Broken, Sheet

ROOT = Path(__file__).parents[2]
MOMENT = datetime.datetime(2026, 3, 31, 9, 30)


def someones(path: Path) -> Path:
    """A workbook as people have them, saved by openpyxl: all types, merged, hidden, remarks."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Our journey"
    page.append(["Stage", "Touchpoint", "Score", "When", "At", "For", "Is paid"])
    page.append(["Awareness", "Ad\nin town", 1.5, MOMENT, datetime.time(9, 30), None, True])
    page["F2"] = datetime.timedelta(hours=30)
    page["F2"].number_format = "[h]:mm"
    page["B4"], page["C4"] = "=1/0", "007"
    page["B2"].comment = Comment("Who says so?\nAsk Sales.", "somebody")
    page["A6"] = "Merged"
    page.merge_cells("A6:C7")
    page.row_dimensions[4].hidden = True
    page.column_dimensions["G"].hidden = True
    lists = book.create_sheet("Lists")
    lists["A1"] = 1
    lists.sheet_state = "veryHidden"
    book.save(path)
    return path


AS_READ = (
    Sheet(
        "Our journey",
        {
            1: dict(enumerate(["Stage", "Touchpoint", "Score", "When", "At", "For", "Is paid"], 1)),
            2: {
                1: "Awareness",
                2: "Ad\nin town",
                3: 1.5,
                4: MOMENT,
                5: datetime.time(9, 30),
                6: datetime.timedelta(hours=30),
                7: True,
            },
            4: {2: Broken(""), 3: "007"},
            6: {1: "Merged"},
        },
        merged=(Area(6, 1, 7, 3),),
        comments={2: {2: "Who says so?\nAsk Sales."}},
        hidden_rows=frozenset({4}),
        hidden_columns=frozenset({7}),
    ),
    Sheet("Lists", {1: {1: 1}}, is_hidden=True),
)


def test_an_ordinary_workbook(tmp_path: Path) -> None:
    assert read_workbook(someones(tmp_path / "a.xlsx")) == Book("xlsx", AS_READ)


@pytest.mark.parametrize("name", ["a.csv", "a.pdf", "no ending", "ä 日本.xls"])
def test_the_name_does_not_matter(tmp_path: Path, name: str) -> None:
    assert read_workbook(someones(tmp_path / name)).kind == "xlsx"


def test_macros_are_no_reason_to_refuse(tmp_path: Path) -> None:
    path = someones(tmp_path / "a.xlsm")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macros")
    assert read_workbook(path) == Book("xlsx", AS_READ)


def test_strict_open_xml(tmp_path: Path) -> None:
    """Excel's “Strict Open XML Spreadsheet”: other namespaces, dates as text of their own type."""
    path = someones(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    ordinary, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    changes = {
        ordinary + b"spreadsheetml/2006/main": strict + b"spreadsheetml/main",
        ordinary + b"officeDocument/2006/": strict + b"officeDocument/",
        b'<c r="C2"': b'<c r="H2" t="d"><v>2026-03-31T09:30:00</v></c><c r="C2"',
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            for old, new in changes.items():
                data = data.replace(old, new)
            archive.writestr(name, data)
    found = read_workbook(path)
    assert found.kind == "strict"
    first, second = found.sheets
    assert first.rows[2] == {**AS_READ[0].rows[2], 8: MOMENT}
    assert (first.merged, first.comments) == (AS_READ[0].merged, AS_READ[0].comments)
    assert (first.hidden_rows, first.hidden_columns) == (frozenset({4}), frozenset({7}))
    assert second == AS_READ[1]


def test_a_thread_of_comments_counts_instead_of_its_substitute(tmp_path: Path) -> None:
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    old = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    new = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = xlsx_parts() | {
        "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{package}">'
        f'<Relationship Id="a" Type="{old}" Target="../comments1.xml"/>'
        f'<Relationship Id="b" Type="{new}" Target="../threaded.xml"/></Relationships>',
        "xl/comments1.xml": f'<comments xmlns="{main}"><commentList>'
        '<comment ref="A2"><text><t>[Threaded comment] Your version…</t></text></comment>'
        '<comment ref="B2"><text><r><t>An old </t></r><r><t>note</t></r></text></comment>'
        "</commentList></comments>",
        "xl/threaded.xml": "<ThreadedComments xmlns="
        '"http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="A2"><text>Is this so?</text></threadedComment>'
        '<threadedComment ref="A2"><text>Yes.</text></threadedComment></ThreadedComments>',
    }
    path = tmp_path / "a.xlsx"
    path.write_bytes(zipped(parts))
    (sheet,) = read_workbook(path).sheets
    assert sheet.comments == {2: {1: "Is this so?\nYes.", 2: "An old note"}}


def test_faults_that_do_not_concern_cells_are_passed_over(tmp_path: Path) -> None:
    """Other programs write colours, properties and print settings that openpyxl refuses."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    styles = (
        f'<styleSheet xmlns="{main}">'
        '<numFmts><numFmt numFmtId="200" formatCode="yyyy/mm"/></numFmts>'
        '<fonts><font><color rgb="red"/></font></fonts><fills><fill><odd/></fill></fills>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs></styleSheet>'
    )
    page = HONEST.replace(
        "</sheetData>", '</sheetData><pageMargins left="wide"/><pageSetup orientation="up"/>'
    ).replace('<row r="2">', '<row r="2"><c r="C2" s="1"><v>46112</v></c>')
    parts = xlsx_parts([page], styles=styles) | {"docProps/core.xml": "<broken"}
    path = tmp_path / "a.xlsx"
    path.write_bytes(zipped(parts))
    (sheet,) = read_workbook(path).sheets
    assert sheet.rows[2][3] == datetime.datetime(2026, 3, 31)


def test_an_open_document(tmp_path: Path) -> None:
    def cell(kind: str, written: str, shown: str) -> str:
        name = "value" if kind == "float" else f"{kind}-value"
        return (
            f'<table:table-cell office:value-type="{kind}" office:{name}="{written}">'
            f"<text:p>{shown}</text:p></table:table-cell>"
        )

    remark = "<office:annotation><text:p>Who says</text:p><text:p>so?</text:p></office:annotation>"
    rows = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
        + ods_row("Stage", "Touch<text:span>point</text:span>", "two<text:line-break/>lines")
        + '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        + "<table:table-row>"
        + cell("float", "7", "7.00")
        + cell("float", "1.5", "1,5")
        + cell("boolean", "true", "TRUE")
        + cell("date", "2026-03-31", "31.03.26")
        + cell("date", "2026-03-31T09:30:00", "31.03.26 09:30")
        + cell("time", "PT09H30M00S", "09:30")
        + cell("time", "PT30H00M00S", "30:00")
        + "</table:table-row>"
        + '<table:table-row table:visibility="collapse"><table:table-cell '
        'table:number-columns-spanned="2" table:number-rows-spanned="2" '
        f'office:value-type="string">{remark}<text:p>Below</text:p><text:p>and'
        '<text:s text:c="2"/>below</text:p></table:table-cell>'
        "<table:covered-table-cell/>"
        '<table:table-cell table:number-columns-repeated="2" office:value-type="string">'
        "<text:p>same</text:p></table:table-cell></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    path = tmp_path / "a.ods"
    path.write_bytes(zipped(ods_parts(rows)))
    date = datetime.date(2026, 3, 31)
    assert read_workbook(path) == Book(
        "ods",
        (
            Sheet(
                "One",
                {
                    1: {1: "Stage", 2: "Touchpoint", 3: "two\nlines"},
                    5: {
                        1: 7,
                        2: 1.5,
                        3: True,
                        4: date,
                        5: MOMENT,
                        6: datetime.time(9, 30),
                        7: datetime.timedelta(hours=30),
                    },
                    6: {1: "Below\nand  below", 3: "same", 4: "same"},
                },
                merged=(Area(6, 1, 7, 2),),
                comments={6: {1: "Who says\nso?"}},
                hidden_rows=frozenset({6}),
                hidden_columns=frozenset({3}),
            ),
        ),
    )


def test_an_old_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(xls([(0, 0, 7), (2, 4, 1.5)]))
    assert read_workbook(path) == Book("xls", (Sheet("Sheet1", {1: {1: 7}, 3: {5: 1.5}}),))


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["ods", "xls", "xlsx"])
def test_what_libreoffice_saves(tmp_path: Path, ending: str) -> None:
    source = someones(tmp_path / "a.xlsx")
    (tmp_path / "out").mkdir()
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    steps = ["--headless", "--convert-to", ending, "--outdir", str(tmp_path / "out"), str(source)]
    subprocess.run(["soffice", profile, *steps], check=True, capture_output=True, timeout=120)
    first, second = read_workbook(tmp_path / "out" / f"a.{ending}").sheets
    assert first.rows[2] == AS_READ[0].rows[2]
    assert first.rows[4][3] == "007"
    assert first.merged == AS_READ[0].merged
    assert second.is_hidden
    if ending != "xls":
        assert first.rows[4][2] == Broken("#DIV/0!")
        assert first.comments == AS_READ[0].comments
        assert (first.hidden_rows, first.hidden_columns) == (frozenset({4}), frozenset({7}))


def test_what_no_text_can_hold_is_taken_out_and_counted(tmp_path: Path) -> None:
    row = '<row r="9">' + "".join(
        f'<c t="inlineStr"><is><t>{text}</t></is></c>'
        for text in (
            "a_x0000_b",
            "a_x000D_b",
            "a_x000D__x000A_b",
            "a_xD800_b",
            "a\tb",
            "a_x005F_x0041_b",
        )
    )
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx(HONEST.replace("</sheetData>", f"{row}</row></sheetData>")))
    found = read_workbook(path)
    assert found.sheets[0].rows[9] == dict(
        enumerate(["ab", "a\nb", "a\nb", "ab", "a\tb", "a_x0041_b"], 1)
    )
    assert found.cleaned == 3


def test_a_book_crosses_to_another_process_as_it_is() -> None:
    book = Book("text", AS_READ, "shift_jis", "\t", 3)
    assert decode_book(encode_book(book)) == book


def heavy(folder: Path) -> Path:
    """A workbook that takes many seconds to read."""
    rows = "".join(f"<row><c><v>{n}</v></c><c><v>1</v></c></row>" for n in range(700_000))
    path = folder / "heavy.xlsx"
    path.write_bytes(xlsx(HONEST.replace("<sheetData>", f"<sheetData>{rows}")))
    return path


def refusal(path: Path, **options: object) -> str:
    with pytest.raises(ExchangeError) as caught:
        read_workbook(path, **options)
    return caught.value.problem.code


def test_it_stops_when_told_to_and_leaves_no_process(tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    path = heavy(tmp_path)
    code = refusal(
        path,
        progress=lambda sheet, rows: told.append((sheet, rows)),
        is_stopped=lambda: len(told) > 3,
    )
    assert code == "workbook.stopped"
    assert told[-1][0] == "Sheet1"
    assert 0 < told[-1][1] < 700_000
    assert told == sorted(told)
    assert psutil.Process().children() == []


def test_too_long(tmp_path: Path) -> None:
    assert refusal(heavy(tmp_path), limits=Limits(seconds=1)) == "workbook.time_limit"
    assert psutil.Process().children() == []


def test_too_much_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(xls([(0, 0, 1.0)], size=(65_536, 256)))
    assert refusal(path, limits=Limits(memory=128)) == "workbook.memory_limit"


@pytest.mark.skipif(os.name == "nt", reason="other systems let it be killed by a signal")
def test_a_reader_that_dies_is_told_of(tmp_path: Path) -> None:
    request = Request(os.fsencode(heavy(tmp_path)), "", "", Limits())
    with Process(request) as process:
        (reader,) = psutil.Process().children()
        threading.Timer(1, reader.send_signal, [signal.SIGSEGV]).start()
        with pytest.raises(ExchangeError) as caught:
            list(process.parts(None))
    assert caught.value.problem.code == "workbook.ended"


@pytest.mark.skipif(os.name == "nt", reason="other systems let it be killed by a signal")
def test_a_reader_ends_with_whoever_asked(tmp_path: Path) -> None:
    """As when the window kills its worker on Cancel."""
    asks = (
        "import sys; from pathlib import Path;"
        "from workbench.exchange.reading.read_workbook import read_workbook;"
        "read_workbook(Path(sys.argv[1]))"
    )
    with subprocess.Popen([sys.executable, "-c", asks, str(heavy(tmp_path))], cwd=ROOT) as asker:
        until = time.monotonic() + 60
        readers: list[psutil.Process] = []
        while not readers and time.monotonic() < until:
            readers = psutil.Process(asker.pid).children()
            time.sleep(0.02)
        time.sleep(0.5)
        asker.kill()
    (reader,) = readers
    gone, alive = psutil.wait_procs([reader], timeout=30)
    assert alive == []
    assert gone


def test_nothing_is_imported_from_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("openpyxl", "workbench", "zipfile"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('taken over')")
    monkeypatch.chdir(tmp_path)
    assert read_workbook(someones(tmp_path / "a.xlsx")).sheets == AS_READ


def test_a_relative_path_and_one_that_is_no_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    someones(Path("a.xlsx"))
    assert read_workbook(Path("a.xlsx")).kind == "xlsx"
    if sys.platform == "linux":
        odd = Path(os.fsdecode(b"a\xff.xlsx"))
        someones(odd)
        assert read_workbook(odd).kind == "xlsx"
