"""Proposals: what is accepted, with what it cannot do without, as one patch."""

from __future__ import annotations

import datetime

import msgspec
import pytest

from tests.model.shop import SHOP
from workbench.model import entities as e
from workbench.model import proposal, rules
from workbench.model.patch import Added, FieldChange, Label, Removed
from workbench.model.problems import Problem, RefusedEdit, StalePatch
from workbench.model.proposal import Proposal, Suggestion

LABEL = Label.of("import", n=1)
STAGE = e.Stage(id="stN", map="ma1", name="Interest")
CARD = e.Touchpoint(
    id="tpN", map="ma1", stage="stN", lane="laTp", evidence_date=datetime.date(2026, 3, 31)
)
LINE = e.Connection(id="coN", source="tp1", target="tpN")

OFFER = Proposal(
    (
        Suggestion(change=Added("connections", LINE), source="Connections!A9", needs=(1,)),
        Suggestion(change=Added("touchpoints", CARD), source="Touchpoints!A9", needs=(2,)),
        Suggestion(change=Added("stages", STAGE), source="Stages!A6"),
        Suggestion(
            change=FieldChange("touchpoints", "tp2", "importance", None, 9.0),
            source="Touchpoints!I3",
            conflict=True,
            base=4.0,
        ),
        Suggestion(change=Removed("stages", SHOP.stages["st2"]), source="Stages!A4", ticked=False),
        Suggestion(
            change=FieldChange(
                "touchpoints", "tp3", "evidence_date", None, datetime.date(2026, 1, 2)
            ),
            source="Touchpoints!R4",
        ),
    ),
    (Problem.of("value.range", "tp3", table="touchpoints", field="importance", got="40"),),
)


def test_a_suggestion_brings_what_it_cannot_do_without() -> None:
    assert proposal.closure(OFFER, [0]) == {0, 1, 2}
    assert proposal.closure(OFFER, [1, 3]) == {1, 2, 3}
    assert proposal.closure(OFFER, []) == frozenset()
    circle = Proposal(
        tuple(msgspec.structs.replace(s, needs=(1, 0)) for s in OFFER.suggestions[:2])
    )
    assert proposal.closure(circle, [1]) == {0, 1}


def test_what_is_accepted_becomes_one_patch() -> None:
    patch = proposal.select(SHOP, OFFER, [0, 3], LABEL)
    after = SHOP.apply(patch)
    assert rules.check(after) == []
    assert after.connections["coN"] == LINE
    assert after.stages["stN"] == STAGE
    assert after.touchpoints["tp2"].importance == 9.0
    assert after.apply(patch.inverse()) == SHOP
    assert patch.label == LABEL
    assert not proposal.select(SHOP, OFFER, [], LABEL)


def test_a_removal_takes_along_what_belongs_to_it_even_what_was_just_changed() -> None:
    patch = proposal.select(SHOP, OFFER, [3, 4], LABEL)
    after = SHOP.apply(patch)
    assert rules.check(after) == []
    assert not {"tp2", "tp3"} & set(after.touchpoints)
    assert after.apply(patch.inverse()) == SHOP


def test_a_document_that_went_on_makes_a_proposal_stale() -> None:
    first = SHOP.apply(proposal.select(SHOP, OFFER, [3], LABEL))
    with pytest.raises(StalePatch):
        proposal.select(first, OFFER, [3], LABEL)


def test_what_would_be_unsound_is_refused() -> None:
    alone = Suggestion(change=Added("touchpoints", CARD), source="Touchpoints!A9")
    circle = Suggestion(
        change=FieldChange("maps", "ma1", "based_on", None, "ma2"), source="Maps!H2"
    )
    for suggestion, code in ((alone, "reference.dangling"), (circle, "map.circle")):
        with pytest.raises(RefusedEdit) as caught:
            proposal.select(SHOP, Proposal((suggestion,)), [0], LABEL)
        assert caught.value.problem.code == code


def test_proposals_cross_processes_as_json() -> None:
    assert proposal.decode(proposal.encode(OFFER)) == OFFER
    with pytest.raises(msgspec.ValidationError):
        proposal.decode(proposal.encode(OFFER).replace(b'"importance"', b'"importence"', 1))


def test_suggestions_say_what_they_do() -> None:
    kinds = [suggestion.kind for suggestion in OFFER.suggestions]
    assert kinds == ["added", "added", "added", "changed", "removed", "changed"]


RIVALS = Proposal(
    (
        Suggestion(
            change=FieldChange("touchpoints", "tp2", "importance", None, 9.0),
            source="Touchpoints!I3",
            who=("anna.xlsx",),
            rivals=(1,),
            ticked=False,
        ),
        Suggestion(
            change=FieldChange("touchpoints", "tp2", "importance", None, 2.0),
            source="Touchpoints!I3",
            who=("ben.xlsx",),
            rivals=(0,),
            ticked=False,
            guess=91,
        ),
        Suggestion(
            change=FieldChange("touchpoints", "tp3", "importance", None, 4.0),
            source="Touchpoints!I4",
        ),
    ),
    notices=(Problem.of("workbook.cleaned", n=1, path="anna.xlsx"),),
)


def test_of_rivals_one_at_most_is_accepted() -> None:
    with pytest.raises(RefusedEdit) as refused:
        proposal.select(SHOP, RIVALS, [0, 1, 2], LABEL)
    assert refused.value.problem.code == "proposal.rivals"
    assert proposal.without_rivals(RIVALS, [0, 1, 2]) == {2}
    assert proposal.without_rivals(RIVALS, [1, 2]) == {1, 2}
    after = SHOP.apply(proposal.select(SHOP, RIVALS, [1, 2], LABEL))
    assert [after.touchpoints[it].importance for it in ("tp2", "tp3")] == [2, 4]


def test_whatever_needs_an_undecided_rival_waits_with_it() -> None:
    needing = msgspec.structs.replace(RIVALS.suggestions[2], needs=(0,))
    waiting = Proposal((*RIVALS.suggestions[:2], needing))
    assert proposal.without_rivals(waiting, [0, 1, 2]) == frozenset()
    assert proposal.without_rivals(waiting, [1, 2]) == frozenset()


def test_guesses_rivals_and_notices_cross_processes() -> None:
    assert proposal.decode(proposal.encode(RIVALS)) == RIVALS
