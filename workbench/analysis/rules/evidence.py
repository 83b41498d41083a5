"""Evidence: what is only believed, belongs to nobody or is not measured.

Cards alike in one stage come as one finding.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from workbench.analysis.finding import Action, Parameters, Subject
from workbench.analysis.rules.journey import Draft, Journey, groups, naming, subjects_of
from workbench.analysis.rules.limits import EVIDENCE_MONTHS, EVIDENCE_PEOPLE
from workbench.model.entities import Touchpoint

_CENTURY = 1200


def no_evidence(journey: Journey) -> Iterator[Draft]:
    """An importance or satisfaction that nothing backs."""
    found = [it for it in journey.counting if it.evidence is None and _is_scored(it)]
    yield from _drafts(found, "ask-for-evidence")


def assumption_only(journey: Journey) -> Iterator[Draft]:
    """An importance or satisfaction that is only assumed."""
    found = [it for it in journey.counting if it.evidence == "assumption" and _is_scored(it)]
    yield from _drafts(found, "check-assumption")


def evidence_old(journey: Journey) -> Iterator[Draft]:
    """An importance or satisfaction last observed or measured too many months ago."""
    months = round(min(max(journey.limit("evidence-old", EVIDENCE_MONTHS), 0), _CENTURY))
    limit = months_before(journey.today, months)
    found = [
        item
        for item in journey.counting
        if item.evidence in ("observed", "measured")
        and item.evidence_date is not None
        and item.evidence_date < limit
        and _is_scored(item)
    ]
    yield from _drafts(found, "renew-evidence", (("months", months),))


def evidence_few(journey: Journey) -> Iterator[Draft]:
    """An importance or satisfaction observed at or measured from only a few customers."""
    few = journey.limit("evidence-few", EVIDENCE_PEOPLE)
    found = [
        item
        for item in journey.counting
        if item.evidence in ("observed", "measured")
        and item.evidence_n is not None
        and item.evidence_n < few
        and _is_scored(item)
    ]
    yield from _drafts(found, "ask-more", (("few", few),))


def no_owner(journey: Journey) -> Iterator[Draft]:
    """A touchpoint that nobody looks after."""
    yield from _drafts([item for item in journey.counting if not item.owner.strip()], "name-owner")


def stage_without_metric(journey: Journey) -> Iterator[Draft]:
    """A stage with touchpoints in which nothing is measured."""
    metrics = journey.document.metrics.values()
    measured = {item.stage for item in metrics} | {
        journey.document.touchpoints[item.touchpoint].stage
        for item in metrics
        if item.touchpoint is not None
    }
    for stage in journey.walked:
        if journey.cells[stage.id] and stage.id not in measured:
            yield Draft(
                subjects=(Subject("stages", stage.id),),
                stage=stage.id,
                parameters=(("stage", stage.id),),
                action=Action.of("add-metric", stage=stage.id),
            )


def months_before(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months earlier; the month's last where it has no such day.

    Before the calendar begins, its first day.
    """
    month = day.year * 12 + day.month - 1 - months
    if month < 12:
        return datetime.date.min
    if month // 12 < datetime.MINYEAR:
        return datetime.date.min
    first_of_next = datetime.date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (first_of_next - datetime.timedelta(days=1)).day
    return datetime.date(month // 12, month % 12 + 1, min(day.day, last))


def _is_scored(item: Touchpoint) -> bool:
    return item.importance is not None or item.satisfaction is not None


def _drafts(
    touchpoints: Iterable[Touchpoint], action: str, more: Parameters = ()
) -> Iterator[Draft]:
    for items in groups(touchpoints):
        names = naming(items)
        yield Draft(
            subjects=subjects_of(items),
            stage=items[0].stage,
            parameters=(*names, *more),
            action=Action(action, names),
        )
