"""Texts with separated values: the encoding and the separator by evidence, values as they are."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.exchange.problems import ExchangeError
from workbench.exchange.reading.content import read_here
from workbench.exchange.reading.encodings import decoded
from workbench.exchange.reading.parts import decode_book, encode_book
from workbench.exchange.reading.separators import SEPARATORS
from workbench.exchange.sheets import Book, Broken, Sheet
from workbench.words.problem_sentences import sentence

GERMAN = "Phase;Kontaktpunkt;Gefühl\nErwägung;Prüft Öffnungszeiten;7\nKauf;Größe wählen;4\n"
FRENCH = "Étape,Point de contact,Émotion\nDécouverte,Affiche près de l’école,3\nAchat,Reçu,2\n"
SPANISH = "Etapa;Punto de contacto\nConsideración;¿Qué dicen los niños?\nDecisión;Año nuevo\n"
PORTUGUESE = "Fase;Ponto de contato\nDescoberta;Anúncio na televisão\nDecisão;Promoções\n"
ENGLISH = "Stage,Touchpoint,Cost\nAwareness,“Best bread” poster – £40,5\nDecision,Café,7\n"
JAPANESE = (
    "段階,接点,感情\n認知,チラシを見る,ふつう\n検討,店舗に電話する,良い\n購入,レジで支払う,悪い\n"
)
KANJI_ALONE = "段階,接点\n認知,広告\n検討,電話\n購入,店舗\n"
CHINESE = "阶段,接触点,情绪\n认知,看到广告,一般\n考虑,打电话给商店,好\n购买,在收银台付款,差\n"
RUSSIAN = "Этап;Точка контакта\nОсведомлённость;Реклама\nПокупка;Касса\n"

WRITTEN = [
    (text, encoding)
    for encoding, texts in {
        "utf-8": (GERMAN, FRENCH, ENGLISH, JAPANESE, KANJI_ALONE, CHINESE, RUSSIAN),
        "utf-16-le": (GERMAN, FRENCH, ENGLISH, JAPANESE, KANJI_ALONE, CHINESE, RUSSIAN),
        "utf-16-be": (GERMAN, FRENCH, ENGLISH, JAPANESE, KANJI_ALONE, CHINESE, RUSSIAN),
        "windows-1252": (GERMAN, FRENCH, SPANISH, PORTUGUESE, ENGLISH),
        "shift_jis": (JAPANESE, KANJI_ALONE),
        "gb18030": (CHINESE,),
    }.items()
    for text in texts
]


@pytest.mark.parametrize(("text", "encoding"), WRITTEN)
@pytest.mark.parametrize("times", [1, 40])
def test_the_encoding_is_found(text: str, encoding: str, times: int) -> None:
    assert decoded((text * times).encode(encoding)) == (text * times, encoding)


@pytest.mark.parametrize("text", [GERMAN, JAPANESE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_mark_at_the_start_decides_and_is_no_part_of_the_text(text: str, encoding: str) -> None:
    assert decoded(("\ufeff" + text).encode(encoding)) == (text, encoding)


def test_plain_letters_are_utf_8() -> None:
    assert decoded(b"Stage,Touchpoint\n") == ("Stage,Touchpoint\n", "utf-8")


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    text, encoding = decoded(JAPANESE.encode() * 20 + b"\xff\xfe\n")
    assert encoding == "utf-8"
    assert text.startswith(JAPANESE)
    assert text.endswith("\ufffd\ufffd\n")


def test_a_long_text_is_looked_at_in_part_and_read_whole() -> None:
    long = GERMAN * 3000
    assert decoded(long.encode("windows-1252")) == (long, "windows-1252")
    long = JAPANESE * 3000
    assert decoded(long.encode("shift_jis")) == (long, "shift_jis")


def test_the_first_lines_may_be_plain() -> None:
    text = "Stage,Touchpoint\n" + "Awareness,Ad\n" * 50 + "Decision,Größe und Straße\n"
    assert decoded(text.encode("windows-1252")) == (text, "windows-1252")


def book(folder: Path, data: str | bytes, **chosen: str) -> Book:
    path = folder / "Bäckerei 2026.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_here(path, **chosen)


def cells(folder: Path, data: str | bytes, **chosen: str) -> list[list[object]]:
    """The rows of the one sheet, blank cells as None, to the last that is not."""
    (sheet,) = book(folder, data, **chosen).sheets
    return [
        [values.get(column) for column in range(1, max(values) + 1)]
        for _, values in sorted(sheet.rows.items())
    ]


def test_the_sheet_is_called_like_the_file(tmp_path: Path) -> None:
    found = book(tmp_path, GERMAN)
    assert (found.kind, found.encoding, found.separator) == ("text", "utf-8", ";")
    assert found.sheets == (
        Sheet(
            "Bäckerei 2026",
            {
                1: {1: "Phase", 2: "Kontaktpunkt", 3: "Gefühl"},
                2: {1: "Erwägung", 2: "Prüft Öffnungszeiten", 3: 7},
                3: {1: "Kauf", 2: "Größe wählen", 3: 4},
            },
        ),
    )


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, separator: str) -> None:
    rows = [["Stage", "Touchpoint", "Remark"], ["Awareness", "Ad", "x"], ["Decision", "Shop", "y"]]
    found = book(tmp_path, "\n".join(separator.join(row) for row in rows))
    assert found.separator == separator
    assert cells(tmp_path, "\n".join(separator.join(row) for row in rows)) == rows


def test_commas_in_sentences_do_not_separate(tmp_path: Path) -> None:
    text = "Stage;Remark\nAwareness;Bread, cake, and tea\nDecision;None\nUse;Once, or twice\n"
    assert book(tmp_path, text).separator == ";"


def test_decimal_commas_do_not_separate(tmp_path: Path) -> None:
    text = "Phase;Wert\nKauf;1,5\nNutzung;2,5\n"
    assert cells(tmp_path, text) == [["Phase", "Wert"], ["Kauf", 1.5], ["Nutzung", 2.5]]


def test_a_title_and_ragged_rows_above_the_table(tmp_path: Path) -> None:
    text = "Our journey\n\nStage,Touchpoint,Score\nAwareness,Ad,3\nUse,Shop\nLoyalty,Mail,5,extra\n"
    assert cells(tmp_path, text) == [
        ["Our journey"],
        ["Stage", "Touchpoint", "Score"],
        ["Awareness", "Ad", 3],
        ["Use", "Shop"],
        ["Loyalty", "Mail", 5, "extra"],
    ]
    (sheet,) = book(tmp_path, text).sheets
    assert list(sheet.rows) == [1, 3, 4, 5, 6]


def test_quoted_values_keep_separators_quotes_and_line_breaks(tmp_path: Path) -> None:
    text = 'Stage,Cards\r\nAwareness,"Ad, big\r\n""Best"" poster\r\n\r\nRadio"\r\n'
    assert cells(tmp_path, text) == [
        ["Stage", "Cards"],
        ["Awareness", 'Ad, big\n"Best" poster\n\nRadio'],
    ]
    assert book(tmp_path, text).cleaned == 0


def test_a_quote_that_is_never_closed_swallows_nothing(tmp_path: Path) -> None:
    rows = "".join(f"Stage {n},Card {n}\n" for n in range(60_000))
    found = cells(tmp_path, 'Stage,Card\nInches,5" pipe\nOpen,"never\n' + rows)
    assert found[1] == ["Inches", '5" pipe']
    assert found[2] == ["Open", '"never']
    assert found[-1] == ["Stage 59999", "Card 59999"]


def test_excels_own_hint_decides_and_is_no_row(tmp_path: Path) -> None:
    text = "sep=|\na,b|c,d\n"
    assert cells(tmp_path, text) == [["a,b", "c,d"]]
    assert book(tmp_path, text).separator == "|"


def test_without_a_separator_each_line_is_a_value(tmp_path: Path) -> None:
    assert cells(tmp_path, "Awareness\nDecision\n\nUse\n") == [["Awareness"], ["Decision"], ["Use"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end(tmp_path: Path, end: str) -> None:
    assert cells(tmp_path, end.join(["a;b", "c;d", "e;f"])) == [["a", "b"], ["c", "d"], ["e", "f"]]


def test_encoding_and_separator_can_be_chosen(tmp_path: Path) -> None:
    text = "Этап,Точка;контакта\nПокупка,Касса;магазина\n"
    found = book(tmp_path, text.encode("windows-1251"), encoding="windows-1251", separator=",")
    assert (found.encoding, found.separator) == ("windows-1251", ",")
    assert found.sheets[0].rows[2] == {1: "Покупка", 2: "Касса;магазина"}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("7", 7),
        ("-2", -2),
        ("+2", 2),
        ("−2", -2),
        ("0", 0),
        ("3.25", 3.25),
        ("0.125", 0.125),
        ("007", "007"),
        ("1 000", "1 000"),
        ("+4930123456", "+4930123456"),
        ("12345678901234567890", "12345678901234567890"),
        ("1e5", "1e5"),
        ("5%", "5%"),
        ("1/2", "1/2"),
        ("3-5", "3-5"),
        ("2026-03-31", datetime.date(2026, 3, 31)),
        ("2026-03-31 09:30", datetime.datetime(2026, 3, 31, 9, 30)),
        ("2026-02-31", "2026-02-31"),
        ("31.03.2026", "31.03.2026"),
        ("03/04/2026", "03/04/2026"),
        ("TRUE", "TRUE"),
        ("#REF!", Broken("#REF!")),
        ("#1 priority", "#1 priority"),
        ("=1+1", "=1+1"),
        (" padded ", " padded "),
        ("★★★", "★★★"),
    ],
)
def test_a_value_is_a_number_only_where_it_can_be_nothing_else(
    tmp_path: Path, written: str, value: object
) -> None:
    assert cells(tmp_path, f"Stage,Value\nUse,{written}\n")[1][1] == value


def test_thousands_and_decimals_are_told_apart_by_other_numbers(tmp_path: Path) -> None:
    assert cells(tmp_path, "a;b\n1.500;2,5\n") == [["a", "b"], ["1.500", 2.5]]
    assert cells(tmp_path, "a;b\n1,500;2.5\n") == [["a", "b"], ["1,500", 2.5]]
    assert cells(tmp_path, "a;b\n1,500;2\n") == [["a", "b"], ["1,500", 2]]
    assert cells(tmp_path, "a;b\n1,5;2.5\n") == [["a", "b"], ["1,5", "2.5"]]


def test_what_no_text_can_hold_is_taken_out_and_counted(tmp_path: Path) -> None:
    found = book(tmp_path, "Stage,Card\nUse,Tou\0ch\nUse,fine\nUse,a\x07b\nUse,plain\n" * 9)
    assert found.sheets[0].rows[2][2] == "Touch"
    assert found.cleaned == 2 * 9


@pytest.mark.parametrize("data", [b"\n\n\n", b";;;\n;;;\n", b"\xef\xbb\xbf", b'""\n'])
def test_a_text_without_a_value_is_empty(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ExchangeError) as caught:
        book(tmp_path, data)
    assert caught.value.problem.code == "workbook.empty"


def test_an_encoding_that_nobody_offers(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError) as caught:
        book(tmp_path, GERMAN, encoding="rot13")
    assert caught.value.problem.code == "workbook.not_a_workbook"


LETTERS = st.text(st.sampled_from("ab Zé日ß,;|\t\"'\n=+@0"), max_size=8).map("x".__add__)


@settings(max_examples=150)
@given(
    st.lists(st.lists(LETTERS, min_size=1, max_size=4), min_size=1, max_size=6),
    st.sampled_from(SEPARATORS),
    st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "gb18030"]),
)
def test_what_is_written_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], separator: str, encoding: str
) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator="\n").writerows(rows)
    folder = tmp_path_factory.mktemp("text")
    data = written.getvalue().encode(encoding)
    assert cells(folder, data, encoding=encoding, separator=separator) == rows


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_end_in_a_book_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    try:
        found = book(tmp_path_factory.mktemp("any"), data)
    except ExchangeError as error:
        told = sentence(error.problem)
    else:
        told = "read."
        assert decode_book(encode_book(found)) == found
    assert told.endswith(".")
