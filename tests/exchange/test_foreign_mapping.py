"""Mappings saved under a name and used for similar sheets."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from tests.exchange.foreign_sheets import only, outline, sheet, uses
from workbench.exchange.foreign.layout import Options
from workbench.exchange.foreign.mapping import (
    FITTING,
    applied,
    fits,
    mapping_named,
    mapping_of,
    mappings,
    save_mapping,
)
from workbench.exchange.foreign.read_map import read_map
from workbench.exchange.foreign.recognise import chosen_use, fitted, recognise, with_form
from workbench.exchange.problems import ExchangeError
from workbench.exchange.sheets import Area, Sheet
from workbench.store.templates import library


def _book(*rows: list[object]) -> list[Sheet]:
    header = ["Stage", "Touchpoint", "Rubbish", "Mood"]
    return [sheet([header, *rows])]  # type: ignore[list-item]


MAY = _book(["Awareness", "Poster", "dull", 3], ["Purchase", "Till", "queue", 1])
JUNE = _book(
    ["Awareness", "Radio", "loud", 5], ["Purchase", "Till", "", 4], ["Purchase", "Mail", "late", 2]
)


def _chosen() -> list[object]:
    return [chosen_use(MAY, only(MAY), 3, "pain")]


def test_a_mapping_says_of_a_similar_sheet_what_was_chosen(tmp_path: Path) -> None:
    saved = mapping_of(" Monthly  list ", _chosen(), Options(unplaced="remarks"))  # type: ignore[arg-type]
    save_mapping(saved, tmp_path)
    mapping = mapping_named("monthly list", tmp_path)
    assert mapping == saved
    assert (mapping.name, mapping.unplaced) == ("Monthly list", "remarks")
    june = recognise(JUNE)
    assert uses(june[0])[2] != "pain"
    assert fits(june, mapping) == 100
    layouts = applied(JUNE, june, mapping)
    assert uses(layouts[0]) == ["stage", "touchpoint", "pain", "feeling"]
    assert {use.why for use in layouts[0].uses} == {"mapping"}
    document = read_map(JUNE, layouts, Options(), library()).document
    assert outline(document)["Purchase"]["Rubbish"] == ["late"]


def test_another_sheet_does_not_fit(tmp_path: Path) -> None:
    save_mapping(mapping_of("Monthly", _chosen(), Options()), tmp_path)  # type: ignore[arg-type]
    other = [sheet([["", "Awareness", "Purchase"], ["Actions", "a", "b"], ["Emotions", "+", "-"]])]
    (mapping,) = mappings(tmp_path)
    assert fits(recognise(other), mapping) < FITTING
    with pytest.raises(ExchangeError) as refusal:
        applied(other, recognise(other), mapping)
    assert refusal.value.problem.code == "foreign.mapping_misfit"


def test_a_table_that_nobody_recognises_is_read_as_its_mapping_says() -> None:
    def book(*rows: list[object]) -> list[Sheet]:
        titles: list[list[object]] = [["Quarterly"], ["Xa", "Xb", "Xc"]]
        return [sheet([*titles, *rows])]  # type: ignore[list-item]

    spring = book(["Start", "Poster", "dull"], ["End", "Till", "queue"])
    (layout,) = recognise(spring)
    assert layout.form == "nothing"
    chosen = with_form(spring, layout, "touchpoints")
    chosen = msgspec.structs.replace(chosen, area=Area(2, 1, 4, 3), headers=1)
    chosen = fitted(spring, chosen)
    for at, use in enumerate(("stage", "touchpoint", "pain"), 1):
        chosen = chosen_use(spring, chosen, at, use)
    mapping = mapping_of("Quarterly", [chosen], Options())
    summer = book(["Start", "Radio", "loud"], ["End", "Mail", "late"], ["End", "Bill", ""])
    layouts = recognise(summer)
    assert fits(layouts, mapping) == 0
    assert fits(layouts, mapping, summer) == 100
    document = read_map(summer, applied(summer, layouts, mapping), Options(), library()).document
    assert outline(document) == {
        "Start": {"Touchpoints": ["Radio"], "Xc": ["loud"]},
        "End": {"Touchpoints": ["Mail", "Bill"], "Xc": ["late"]},
    }


def test_a_mapping_of_the_same_name_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    save_mapping(mapping_of("Monthly", _chosen(), Options()), tmp_path)  # type: ignore[arg-type]
    save_mapping(mapping_of("monthly", [only(MAY)], Options()), tmp_path)
    save_mapping(mapping_of("月次", [only(MAY)], Options()), tmp_path)
    assert [mapping.name for mapping in mappings(tmp_path)] == ["monthly", "月次"]


def test_an_unknown_name_is_told_what_there_is(tmp_path: Path) -> None:
    save_mapping(mapping_of("Monthly", [only(MAY)], Options()), tmp_path)
    with pytest.raises(ExchangeError) as refusal:
        mapping_named("Yearly", tmp_path)
    assert dict(refusal.value.problem.parameters)["known"] == "“Monthly”"


@pytest.mark.parametrize("damage", [b"", b"{", b'{"name": 1}', b"[]"])
def test_a_damaged_mapping_is_said_and_passed_over(tmp_path: Path, damage: bytes) -> None:
    save_mapping(mapping_of("Monthly", [only(MAY)], Options()), tmp_path)
    (path,) = tmp_path.iterdir()
    path.write_bytes(damage)
    assert mappings(tmp_path) == ()
    with pytest.raises(ExchangeError) as refusal:
        mapping_named("Monthly", tmp_path)
    assert refusal.value.problem.code == "foreign.mapping_damaged"
