"""Every rule: its id, kind, base weight, method, and the function that looks for gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from workbench.analysis.finding import BaseForm, Kind
from workbench.analysis.rules import coverage, evidence, experience, flow, followup, passage
from workbench.analysis.rules.journey import Draft, Journey
from workbench.analysis.rules.limits import EVIDENCE_MONTHS, EVIDENCE_PEOPLE, LEAST_DROP_OFF


class Rule(msgspec.Struct, frozen=True):
    """One rule. `form` says how a base comes from the weight: see `finding.Working`.

    `limit` is from where on the rule speaks up, for those that let a workspace choose.
    `folds` says that the rule itself tells many cards alike in one stage as one finding.
    """

    id: str
    kind: Kind
    weight: float
    method: str
    find: Callable[[Journey], Iterable[Draft]]
    form: BaseForm = "weight"
    limit: float | None = None
    folds: bool = False


RULES: tuple[Rule, ...] = (
    Rule("stage-empty", "coverage", 14, "coverage", coverage.stage_empty),
    Rule("need-unanswered", "coverage", 6, "needs", coverage.need_unanswered, "plus-half"),
    Rule("preferred-channels", "coverage", 6, "channel-fit", coverage.preferred_channels),
    Rule("practice", "coverage", 5, "playbook", coverage.practice),
    Rule("drivers", "coverage", 6, "drivers", coverage.drivers),
    Rule("one-channel-family", "coverage", 3, "families", coverage.one_channel_family),
    Rule("opportunity", "experience", 1, "opportunity", experience.opportunity, "score"),
    Rule("biggest-drop", "experience", 4, "curve", experience.biggest_drop, "times"),
    Rule("low-end", "experience", 6, "curve-end", experience.low_end),
    Rule("concentrate-here", "experience", 4, "quadrants", experience.concentrate_here, folds=True),
    Rule("pain-without-idea", "experience", 5, "pains", experience.pain_without_idea, folds=True),
    Rule(
        "unhappy-moment-of-truth",
        "experience",
        12,
        "moment-of-truth",
        experience.unhappy_moment_of_truth,
    ),
    Rule("frustration", "experience", 6, "needs", experience.frustration, "plus-half"),
    Rule("flow-not-drawn", "flow", 8, "graph", flow.flow_not_drawn),
    Rule("not-connected", "flow", 8, "graph", flow.not_connected, folds=True),
    Rule("dead-end", "flow", 10, "graph", flow.dead_end, folds=True),
    Rule("unreachable", "flow", 10, "graph", flow.unreachable, folds=True),
    Rule("only-way-through", "flow", 6, "dominators", flow.only_way_through),
    Rule("circle-without-exit", "flow", 10, "circles", flow.circle_without_exit),
    Rule("shares-above-100", "flow", 6, "shares", flow.shares_above_100),
    Rule("stage-skipped", "flow", 6, "graph", passage.stage_skipped),
    Rule("hand-off", "flow", 6, "hand-off", passage.hand_off, folds=True),
    Rule("worst-drop-off", "flow", 8, "drop-off", passage.worst_drop_off, limit=LEAST_DROP_OFF),
    Rule("conversion-under-target", "flow", 8, "conversion", flow.conversion_under_target),
    Rule("trigger-missing", "follow-up", 5, "triggers", followup.trigger_missing),
    Rule("trigger-without-action", "follow-up", 5, "triggers", followup.trigger_without_action),
    Rule("trigger-without-message", "follow-up", 5, "triggers", followup.trigger_without_message),
    Rule("trigger-without-owner", "follow-up", 3, "triggers", followup.trigger_without_owner),
    Rule("reason-without-remedy", "follow-up", 5, "reasons", followup.reason_without_remedy),
    Rule("purchase-without-thanks", "follow-up", 5, "after-sale", followup.purchase_without_thanks),
    Rule(
        "retention-without-problem-solving",
        "follow-up",
        5,
        "after-sale",
        followup.retention_without_problem_solving,
    ),
    Rule("no-evidence", "evidence", 3, "evidence", evidence.no_evidence, folds=True),
    Rule("assumption-only", "evidence", 3, "evidence", evidence.assumption_only, folds=True),
    Rule(
        "evidence-old",
        "evidence",
        3,
        "evidence",
        evidence.evidence_old,
        limit=EVIDENCE_MONTHS,
        folds=True,
    ),
    Rule(
        "evidence-few",
        "evidence",
        3,
        "evidence",
        evidence.evidence_few,
        limit=EVIDENCE_PEOPLE,
        folds=True,
    ),
    Rule("no-owner", "evidence", 3, "ownership", evidence.no_owner, folds=True),
    Rule("stage-without-metric", "evidence", 3, "measurement", evidence.stage_without_metric),
)
