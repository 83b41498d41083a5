"""Sheets that are no journey maps, though some of their words and shapes are those of one."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from tests.exchange.foreign_corpus.case import Case
from tests.exchange.foreign_corpus.key import REFUSED
from tests.exchange.foreign_corpus.sheet import Formula, Sheet, Value, table

RESOURCES = Path(__file__).resolve().parents[3] / "resources"


def cases() -> tuple[Case, ...]:
    picture = Sheet("Poster", picture=str(RESOURCES / "icons" / "app.png"))
    return (
        _refused("invoice.xlsx", _INVOICE),
        _refused("budget.xlsx", _BUDGET),
        _refused("suppliers.csv", _SUPPLIERS),
        _refused("timetable.xlsx", _TIMETABLE),
        _refused("project plan.xlsx", _plan()),
        _refused("empty.xlsx", []),
        Case("empty sheets.xlsx", (Sheet("Sheet1"), Sheet("Sheet2")), REFUSED),
        Case("only a picture.xlsx", (picture,), REFUSED),
        _refused("stock.csv", _STOCK),
        _refused("survey answers.xlsx", _survey()),
        _refused("server log.tsv", _log(), separator="\t"),
        _refused("Kontoauszug.csv", _ACCOUNT, encoding="cp1252", separator=";"),
        _refused("Speisekarte.ods", _MENU),
        _refused("メール一覧.csv", _MAILS, encoding="cp932"),
        _refused("league table.xlsx", _LEAGUE),
        _refused("one number.xlsx", [[42]]),
        _refused("task board.xlsx", _TASKS),
        _refused("minutes.xlsx", _MINUTES),
        _refused("vocabulary.csv", _VOCABULARY),
        _refused("recipe.xlsx", _RECIPE),
        _refused("sales pipeline.xlsx", _PIPELINE),
        _refused("strengths and weaknesses.xlsx", _STRENGTHS),
        _refused("risk register.xlsx", _RISKS),
        _refused("process description.xlsx", _PROCESS),
    )


def _refused(
    file: str,
    rows: list[list[Value | None]],
    *,
    encoding: str = "utf-8",
    separator: str = ",",
) -> Case:
    return Case(file, (table(rows),), REFUSED, encoding, separator)


_INVOICE: list[list[Value | None]] = [
    ["Invoice 2024-117"],
    ["Bakery on the corner, 12 Mill Lane"],
    [],
    ["Item", "Description", "Quantity", "Unit price", "Total"],
    [1, "Rye bread", 40, 3.2, Formula("=C5*D5", 128)],
    [2, "Rolls, mixed", 200, 0.45, Formula("=C6*D6", 90)],
    [3, "Delivery", 1, 12, Formula("=C7*D7", 12)],
    [None, None, None, "Net", 230],
    [None, None, None, "VAT 7 %", 16.1],
    [None, None, None, "To be paid", 246.1],
    [],
    ["Payable within 14 days. Thank you for your purchase!"],
]

_BUDGET: list[list[Value | None]] = [
    ["Marketing budget", "Q1", "Q2", "Q3", "Q4", "Year"],
    ["Search ads", 1200, 1300, 1100, 2000, 5600],
    ["Social media", 800, 800, 900, 1000, 3500],
    ["Website", 300, 300, 2500, 300, 3400],
    ["Print", 0, 450, 0, 450, 900],
    ["Total", 2300, 2850, 4500, 3750, 13400],
]

_SUPPLIERS: list[list[Value | None]] = [
    ["Company", "Street", "Postcode", "Town", "Phone", "Email"],
    [
        "Northern Flour Mill",
        "3 River Road",
        "10115",
        "Millbrook",
        "+44 20 5550 101",
        "info@flour.example",
    ],
    [
        "Hill Dairy",
        "88 Hill Street",
        "10117",
        "Eastford",
        "+44 20 5550 102",
        "office@dairy.example",
    ],
    [
        "Packaging & Co.",
        "5 Dock Lane",
        "10119",
        "Southport",
        "+44 20 5550 103",
        "sales@pack.example",
    ],
    [
        "Green Cleaning",
        "17 Park Avenue",
        "10121",
        "Millbrook",
        "+44 20 5550 104",
        "hi@clean.example",
    ],
]

_TIMETABLE: list[list[Value | None]] = [
    ["Time", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
    ["08:00", "Mathematics", "English", "Physics", "Mathematics", "Art"],
    ["09:00", "English", "Mathematics", "Physics", "History", "Art"],
    ["10:00", "Sports", "Biology", "English", "Geography", "Mathematics"],
    ["11:00", "Sports", "Biology", "Music", "English", "History"],
]

_STOCK: list[list[Value | None]] = [
    ["SKU", "Article", "In stock", "Reorder at", "Warehouse", "Price"],
    ["A-1001", "Inner tube 28 inch", 45, 20, "Shelf 4", 6.9],
    ["A-1002", "Brake pads", 12, 15, "Shelf 4", 14.5],
    ["A-1003", "Chain 9-speed", 8, 10, "Shelf 5", 19.9],
    ["B-2001", "Bell", 60, 10, "Counter", 8],
    ["B-2002", "Front light", 23, 10, "Counter", 29.9],
]

_ACCOUNT: list[list[Value | None]] = [
    ["Buchungstag", "Wertstellung", "Verwendungszweck", "Betrag", "Saldo"],
    ["02.01.2024", "02.01.2024", "Miete Laden Januar", -1450.0, 8210.55],
    ["03.01.2024", "04.01.2024", "Kartenzahlungen", 620.4, 8830.95],
    ["05.01.2024", "05.01.2024", "Strom Abschlag", -210.0, 8620.95],
    ["08.01.2024", "09.01.2024", "Überweisung Großhandel", -1980.35, 6640.6],
]

_MENU: list[list[Value | None]] = [
    ["Vorspeisen", "", "Hauptgerichte", "", "Nachspeisen", ""],
    ["Tomatensuppe", 4.9, "Gemüseauflauf", 11.5, "Apfelstrudel", 5.5],
    ["Bruschetta", 5.9, "Forelle", 16.9, "Eisbecher", 6.2],
    ["Blattsalat", 4.5, "Gulasch", 14.9, "", None],
]

_MAILS: list[list[Value | None]] = [
    ["日付", "件名", "サイズ", "添付"],
    ["2024/03/01", "見積書の件", "24 KB", "あり"],
    ["2024/03/01", "会議室の予約", "3 KB", "なし"],
    ["2024/03/04", "請求書送付のお知らせ", "118 KB", "あり"],
    ["2024/03/05", "健康診断の日程", "5 KB", "なし"],
]

_LEAGUE: list[list[Value | None]] = [
    ["Place", "Team", "Played", "Won", "Drawn", "Lost", "Goals", "Points"],
    [1, "Harbour Rovers", 20, 14, 3, 3, "41:18", 45],
    [2, "Mill Town", 20, 12, 5, 3, "36:20", 41],
    [3, "Eastford", 20, 11, 4, 5, "30:22", 37],
    [4, "Hill Park", 20, 9, 6, 5, "28:25", 33],
]


_TASKS: list[list[Value | None]] = [
    ["To do", "In progress", "Done"],
    ["Order new aprons", "Repair the oven door", "Renew the insurance"],
    ["Ask for a quote for the sign", "Write the holiday plan", "Clean the filters"],
    ["Book the chimney sweep", None, "Pay the rent"],
]

_MINUTES: list[list[Value | None]] = [
    ["Minutes of the team meeting"],
    ["Present: kitchen, counter, office"],
    ["The oven is inspected on Thursday, the kitchen stays closed until noon."],
    ["The office collects the wishes for holidays until the end of the month."],
    ["Nobody had any other business. The next meeting is in two weeks."],
]

_VOCABULARY: list[list[Value | None]] = [
    ["English", "Deutsch", "Français"],
    ["bread", "Brot", "pain"],
    ["butter", "Butter", "beurre"],
    ["cheese", "Käse", "fromage"],
    ["honey", "Honig", "miel"],
    ["milk", "Milch", "lait"],
]

_RECIPE: list[list[Value | None]] = [
    ["Plum cake", None, None],
    [],
    ["Ingredient", "Amount", "Unit"],
    ["Flour", 300, "g"],
    ["Butter", 150, "g"],
    ["Eggs", 3, None],
    ["Plums", 1, "kg"],
    [],
    ["Step", "What to do", None],
    [1, "Stir the butter until it is creamy.", None],
    [2, "Add eggs and flour.", None],
    [3, "Lay the plums on the dough and bake for 45 minutes.", None],
]


_PIPELINE: list[list[Value | None]] = [
    ["Company", "Deal", "Stage", "Amount", "Close date", "Owner"],
    ["Northern Flour Mill", "New oven", "Proposal", 12000, "2024-05-01", "Sales"],
    ["Hill Dairy", "Service plan", "Negotiation", 3400, "2024-04-12", "Sales"],
    ["Packaging & Co.", "Sensors", "Lead", 900, "2024-07-01", "Sales"],
    ["Green Cleaning", "Cooling", "Won", 22000, "2024-01-30", "Sales"],
]

_STRENGTHS: list[list[Value | None]] = [
    ["Strengths", "Weaknesses"],
    ["Good bread", "Small shop"],
    ["Loyal customers", "No website"],
    ["Opportunities", "Threats"],
    ["New housing area", "Supermarket opens"],
    ["Online orders", "Rising flour prices"],
]

_RISKS: list[list[Value | None]] = [
    ["ID", "Risk", "Probability", "Impact", "Owner", "Measure"],
    [1, "Oven fails", "low", "high", "Kitchen", "Service contract"],
    [2, "Flour is late", "medium", "high", "Office", "Second supplier"],
    [3, "Rain at the market", "high", "low", "Counter", "Tent"],
]

_PROCESS: list[list[Value | None]] = [
    ["Step", "Activity", "Responsible", "Input", "Output"],
    [1, "Receive the order", "Office", "Mail", "Order sheet"],
    [2, "Bake", "Kitchen", "Order sheet", "Bread"],
    [3, "Deliver", "Driver", "Bread", "Receipt"],
]


def _plan() -> list[list[Value | None]]:
    weeks = [f"W{number}" for number in range(1, 9)]
    tasks: Sequence[tuple[str, str, int, int]] = (
        ("Preparation", "Rent the shop", 0, 2),
        ("Preparation", "Hire two people", 1, 4),
        ("Building", "Paint the walls", 2, 3),
        ("Building", "Install the oven", 3, 5),
        ("Opening", "Print leaflets", 5, 6),
        ("Opening", "First day", 7, 8),
    )
    rows: list[list[Value | None]] = [["Phase", "Task", "Start", "End", *weeks]]
    for phase, task, start, end in tasks:
        begins = datetime.date(2024, 1, 1) + datetime.timedelta(weeks=start)
        ends = datetime.date(2024, 1, 1) + datetime.timedelta(weeks=end)
        bar = ["■" if start <= week < end else None for week in range(8)]
        rows.append([phase, task, begins, ends, *bar])
    return rows


def _survey() -> list[list[Value | None]]:
    questions = [f"Q{number}" for number in range(1, 9)]
    rows: list[list[Value | None]] = [["Respondent", "Timestamp", *questions]]
    for number in range(1, 31):
        answers = [1 + (number * 7 + question * 3) % 5 for question in range(8)]
        rows.append([f"R{number:03d}", f"2024-02-{number % 28 + 1:02d} 10:{number:02d}", *answers])
    return rows


def _log() -> list[list[Value | None]]:
    paths = ("/", "/contact", "/shop/cart", "/shop/checkout", "/favicon.ico")
    rows: list[list[Value | None]] = [["timestamp", "level", "status", "path", "ms"]]
    for second in range(40):
        level = "WARN" if second % 9 == 0 else "INFO"
        status = 404 if second % 11 == 0 else 200
        rows.append(
            [f"2024-05-06T12:00:{second:02d}Z", level, status, paths[second % 5], 3 + second % 17]
        )
    return rows
