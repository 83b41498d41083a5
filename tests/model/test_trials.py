"""What is tried on a flow, as one patch: other shares, and a map without a touchpoint."""

from __future__ import annotations

import pytest

from workbench.model.commands import trials
from workbench.model.document import Document
from workbench.model.entities import Connection, Lane, Map, Stage, Touchpoint, Workspace
from workbench.model.problems import InvalidValue
from workbench.words.patch_names import patch_name


def chain() -> Document:
    """A → B → C, and A → C."""
    return Document.of(
        [
            Workspace(id="wk1"),
            Map(id="ma1", name="Visit"),
            Stage(id="st1", map="ma1", name="Awareness"),
            Lane(id="la1", map="ma1", kind="touchpoints", name="Touchpoints"),
            *(
                Touchpoint(id=f"tp{name}", map="ma1", stage="st1", lane="la1", title=name)
                for name in "ABC"
            ),
            Connection(id="coAB", source="tpA", target="tpB", share=60.0),
            Connection(id="coBC", source="tpB", target="tpC", share=50.0),
            Connection(id="coAC", source="tpA", target="tpC"),
        ]
    )


def test_shares_and_removals_are_one_step_that_can_be_taken_back() -> None:
    before = chain()
    patch = trials.trial(before, {"coAC": 30.0, "coAB": None}, ["tpB"])
    after = before.apply(patch)
    assert after.connections.keys() == {"coAC"}
    assert after.connections["coAC"].share == 30.0
    assert after.touchpoints.keys() == {"tpA", "tpC"}
    assert after.apply(patch.inverse()) == before
    assert patch_name(patch.label) == "Apply what was tried"


def test_a_share_can_be_cleared() -> None:
    before = chain()
    after = before.apply(trials.trial(before, {"coAB": None}))
    assert after.connections["coAB"].share is None


def test_what_is_gone_or_so_already_is_passed_over() -> None:
    assert not trials.trial(chain(), {"coXX": 10.0, "coAB": 60.0}, ["tpX"])


def test_shares_above_all_are_refused() -> None:
    with pytest.raises(InvalidValue):
        trials.trial(chain(), {"coAB": 101.0})
