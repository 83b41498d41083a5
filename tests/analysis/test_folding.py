from __future__ import annotations

from itertools import chain

from tests.analysis.journeys import MAP, TODAY, card, journey, stage
from workbench.analysis.findings import findings
from workbench.analysis.folding import folded
from workbench.words.finding_sentences import fold_headline


def test_many_findings_alike_in_one_stage_become_one_line() -> None:
    here = [card(letter, 1, importance=9, satisfaction=3) for letter in "ABCD"]
    there = [card(letter, 2, importance=9, satisfaction=2) for letter in "EFG"]
    document = journey(stage(1, name="Start"), stage(2), *here, *there)
    found = findings(document, MAP, TODAY)
    lines = folded(found)
    opportunities = [line for line in lines if line[0].rule == "opportunity"]
    assert [len(line) for line in opportunities] == [1, 1, 1, 4]
    assert {item.key for item in opportunities[-1]} == {
        f"opportunity/{MAP}/tp{letter}" for letter in "ABCD"
    }
    headline = fold_headline(document, opportunities[-1][0], 4)
    assert headline == "4 × Important but disappointing in Start"
    # nothing is lost, and the order of lines is that of their first findings
    assert sorted(chain(*lines), key=found.index) == list(found)
    assert [line[0] for line in lines] == sorted((line[0] for line in lines), key=found.index)


def test_no_findings_no_lines() -> None:
    assert folded(()) == ()
