"""Every rule: its id, kind, base weight, method, and the function that looks for gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from workbench.analysis.counting import PLACES
from workbench.analysis.finding import BaseForm, Kind
from workbench.analysis.rules import coverage, evidence, experience, flow, followup, passage
from workbench.analysis.rules.journey import Draft, Each, Journey
from workbench.analysis.rules.limits import EVIDENCE_MONTHS, EVIDENCE_PEOPLE, LEAST_DROP_OFF

FRAME = PLACES | {"maps", "stages", "lanes", "personas", "needs", "channels", "practices"}
"""What every rule may read, of the touchpoints only which count and where they stand."""

SCORES = ("importance", "satisfaction")
EVIDENCE = (*SCORES, "evidence")


class Rule(msgspec.Struct, frozen=True):
    """One rule. `form` says how a base comes from the weight: see `finding.Working`.

    `limit` is from where on the rule speaks up, for those that let a workspace choose.
    `folds` says that the rule itself tells many cards alike in one stage as one finding.
    `fields` of touchpoints and `tables` are what the rule reads beyond the frame.
    """

    id: str
    kind: Kind
    weight: float
    method: str
    find: Callable[[Journey], Iterable[Draft]]
    form: BaseForm = "weight"
    limit: float | None = None
    folds: bool = False
    fields: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()

    @property
    def places(self) -> frozenset[str]:
        """All that the rule's findings depend on, but for rule settings and the day."""
        return FRAME | {f"touchpoints.{name}" for name in self.fields} | set(self.tables)


RULES: tuple[Rule, ...] = (
    Rule("stage-empty", "coverage", 14, "coverage", coverage.stage_empty),
    Rule(
        "need-unanswered",
        "coverage",
        6,
        "needs",
        coverage.need_unanswered,
        "plus-half",
        fields=("needs",),
    ),
    Rule(
        "preferred-channels",
        "coverage",
        6,
        "channel-fit",
        coverage.preferred_channels,
        fields=("channel",),
    ),
    Rule("practice", "coverage", 5, "playbook", coverage.practice),
    Rule("drivers", "coverage", 6, "drivers", coverage.drivers, fields=("drivers",)),
    Rule(
        "one-channel-family",
        "coverage",
        3,
        "families",
        coverage.one_channel_family,
        fields=("channel",),
    ),
    Rule(
        "opportunity",
        "experience",
        1,
        "opportunity",
        Each(experience.opportunity),
        "score",
        fields=SCORES,
    ),
    Rule(
        "biggest-drop",
        "experience",
        4,
        "curve",
        experience.biggest_drop,
        "times",
        fields=("feeling",),
    ),
    Rule("low-end", "experience", 6, "curve-end", experience.low_end, fields=("feeling",)),
    Rule(
        "concentrate-here",
        "experience",
        4,
        "quadrants",
        experience.concentrate_here,
        folds=True,
        fields=SCORES,
    ),
    Rule(
        "pain-without-idea",
        "experience",
        5,
        "pains",
        experience.pain_without_idea,
        folds=True,
        tables=("notes",),
    ),
    Rule(
        "unhappy-moment-of-truth",
        "experience",
        12,
        "moment-of-truth",
        Each(experience.unhappy_moment_of_truth),
        fields=("moment_of_truth", "feeling"),
    ),
    Rule(
        "frustration",
        "experience",
        6,
        "needs",
        experience.frustration,
        "plus-half",
        fields=("needs",),
    ),
    Rule(
        "flow-not-drawn",
        "flow",
        8,
        "graph",
        flow.flow_not_drawn,
        fields=("entry_share",),
        tables=("connections",),
    ),
    Rule(
        "not-connected",
        "flow",
        8,
        "graph",
        flow.not_connected,
        folds=True,
        fields=("entry_share",),
        tables=("connections",),
    ),
    Rule(
        "dead-end",
        "flow",
        10,
        "graph",
        flow.dead_end,
        folds=True,
        fields=("entry_share",),
        tables=("connections",),
    ),
    Rule(
        "unreachable",
        "flow",
        10,
        "graph",
        flow.unreachable,
        folds=True,
        fields=("entry_share",),
        tables=("connections",),
    ),
    Rule(
        "only-way-through",
        "flow",
        6,
        "dominators",
        flow.only_way_through,
        fields=("entry_share",),
        tables=("connections",),
    ),
    Rule(
        "circle-without-exit",
        "flow",
        10,
        "circles",
        flow.circle_without_exit,
        fields=("entry_share",),
        tables=("connections",),
    ),
    Rule(
        "shares-above-100",
        "flow",
        6,
        "shares",
        flow.shares_above_100,
        fields=("entry_share",),
        tables=("connections",),
    ),
    Rule(
        "stage-skipped",
        "flow",
        6,
        "graph",
        passage.stage_skipped,
        fields=("entry_share",),
        tables=("connections",),
    ),
    Rule(
        "hand-off",
        "flow",
        6,
        "hand-off",
        passage.hand_off,
        folds=True,
        fields=("entry_share", *SCORES, "channel", "owner"),
        tables=("connections",),
    ),
    Rule(
        "worst-drop-off",
        "flow",
        8,
        "drop-off",
        passage.worst_drop_off,
        limit=LEAST_DROP_OFF,
        fields=("entry_share",),
        tables=("connections",),
    ),
    Rule("conversion-under-target", "flow", 8, "conversion", flow.conversion_under_target),
    Rule(
        "trigger-missing",
        "follow-up",
        5,
        "triggers",
        followup.trigger_missing,
        tables=("triggers",),
    ),
    Rule(
        "trigger-without-action",
        "follow-up",
        5,
        "triggers",
        followup.trigger_without_action,
        tables=("triggers",),
    ),
    Rule(
        "trigger-without-message",
        "follow-up",
        5,
        "triggers",
        followup.trigger_without_message,
        tables=("triggers",),
    ),
    Rule(
        "trigger-without-owner",
        "follow-up",
        3,
        "triggers",
        followup.trigger_without_owner,
        tables=("triggers",),
    ),
    Rule(
        "reason-without-remedy",
        "follow-up",
        5,
        "reasons",
        followup.reason_without_remedy,
        tables=("reasons",),
    ),
    Rule(
        "purchase-without-thanks",
        "follow-up",
        5,
        "after-sale",
        followup.purchase_without_thanks,
        tables=("triggers",),
    ),
    Rule(
        "retention-without-problem-solving",
        "follow-up",
        5,
        "after-sale",
        followup.retention_without_problem_solving,
        fields=("channel",),
    ),
    Rule(
        "no-evidence", "evidence", 3, "evidence", evidence.no_evidence, folds=True, fields=EVIDENCE
    ),
    Rule(
        "assumption-only",
        "evidence",
        3,
        "evidence",
        evidence.assumption_only,
        folds=True,
        fields=EVIDENCE,
    ),
    Rule(
        "evidence-old",
        "evidence",
        3,
        "evidence",
        evidence.evidence_old,
        limit=EVIDENCE_MONTHS,
        folds=True,
        fields=(*EVIDENCE, "evidence_date"),
    ),
    Rule(
        "evidence-few",
        "evidence",
        3,
        "evidence",
        evidence.evidence_few,
        limit=EVIDENCE_PEOPLE,
        folds=True,
        fields=(*EVIDENCE, "evidence_n"),
    ),
    Rule("no-owner", "evidence", 3, "ownership", evidence.no_owner, folds=True, fields=("owner",)),
    Rule(
        "stage-without-metric",
        "evidence",
        3,
        "measurement",
        evidence.stage_without_metric,
        tables=("metrics",),
    ),
)
