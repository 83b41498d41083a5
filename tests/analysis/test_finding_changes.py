"""Findings sent as differences are the findings, whatever was edited in between."""

from __future__ import annotations

import datetime
import random

import msgspec
import pytest

from tests.analysis.test_following_edits import any_edit
from workbench.analysis import finding_changes
from workbench.analysis.finding_changes import FindingChanges, changes_since, followed
from workbench.analysis.findings import findings
from workbench.model.problems import JourneyError
from workbench.store import templates

TODAY = datetime.date(2026, 11, 21)


@pytest.mark.parametrize("sample", ["corner-bakery", "online-shop"])
def test_following_the_changes_gives_the_findings_of_every_edit(sample: str) -> None:
    chance = random.Random(sample)
    document = templates.new_workspace("sample", sample)
    map_id = min(document.maps)
    sent = shown = findings(document, map_id, TODAY)
    for number in range(1, 60):
        try:
            document = document.apply(any_edit(document, chance))
        except JourneyError:
            continue
        now = findings(document, map_id, TODAY)
        crossing = finding_changes.encode(changes_since(number, sent, now))
        after = followed(shown, finding_changes.decode(crossing))
        assert after == now
        before = {id(item): item for item in shown}
        changed = [item for item in after if id(item) not in before]
        # what says the same stays the same object
        assert not [item for item in changed if item in shown]
        sent, shown = now, after


def test_without_an_earlier_answer_all_findings_cross() -> None:
    document = templates.new_workspace("sample", "corner-bakery")
    (map_id,) = document.maps
    found = findings(document, map_id, TODAY)
    assert changes_since(0, (), found) == FindingChanges(found=found)
    assert followed((), changes_since(0, (), found)) == found
    assert followed(found[:3], FindingChanges(found=found)) == found


def test_only_what_is_different_crosses() -> None:
    document = templates.new_workspace("sample", "corner-bakery")
    (map_id,) = document.maps
    found = findings(document, map_id, TODAY)
    assert changes_since(7, found, found) == FindingChanges(since=7)
    other = msgspec.structs.replace(found[1], variant="other")
    assert changes_since(7, found, (found[0], other)) == FindingChanges(
        since=7, gone=tuple(item.key for item in found[2:]), found=(other,)
    )


def test_findings_that_share_a_key_cross_whole() -> None:
    document = templates.new_workspace("sample", "corner-bakery")
    (map_id,) = document.maps
    found = findings(document, map_id, TODAY)
    twice = (found[0], found[0])
    assert changes_since(7, found, twice) == FindingChanges(found=twice)
    assert changes_since(7, twice, found) == FindingChanges(found=found)
