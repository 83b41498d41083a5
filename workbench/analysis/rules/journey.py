"""What every rule looks at: one map with its stages, personas and counting touchpoints."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from workbench.analysis.counting import counting, counting_by_stage, walked
from workbench.analysis.finding import Action, Join, Parameters, Subject, Suggestion
from workbench.model import entities as e
from workbench.model import queries
from workbench.model.document import Document


@dataclass(frozen=True)
class Journey:
    """One map of a document on a day.

    `cells` holds the counting touchpoints by stage id, `limits` those that the workspace set,
    by rule.
    """

    document: Document
    map: e.Map
    today: datetime.date
    stages: tuple[e.Stage, ...]
    walked: tuple[e.Stage, ...]
    personas: tuple[e.Persona, ...]
    counting: tuple[e.Touchpoint, ...]
    cells: Mapping[str, tuple[e.Touchpoint, ...]]
    limits: Mapping[str, float]

    def limit(self, rule: str, otherwise: float) -> float:
        """From where on a rule speaks up: what the workspace says, else the rule's own."""
        return self.limits.get(rule, otherwise)

    def first_with(self, role: e.Role | None) -> e.Stage | None:
        """The first stage that has the role, a skipped one only where all of them are."""
        having = tuple(stage for stage in self.stages if role in stage.roles)
        return next(iter((*walked(having), *having)), None)


class Draft(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a rule found, before keys and priorities: see `finding.Finding`.

    `size` is what the base grows with, such as an opportunity score.
    """

    subjects: tuple[Subject, ...]
    action: Action
    stage: str | None = None
    persona: str | None = None
    size: float | None = None
    variant: str = ""
    parameters: Parameters = ()
    suggestion: Suggestion | None = None
    joins: tuple[Join, ...] = ()


@dataclass(frozen=True)
class Each:
    """A rule that looks at one touchpoint after another, and at nothing else."""

    look: Callable[[e.Touchpoint], Draft | None]

    def __call__(self, journey: Journey) -> Iterator[Draft]:
        return (draft for item in journey.counting if (draft := self.look(item)) is not None)


def journey_of(
    document: Document,
    map_id: str,
    today: datetime.date,
    limits: Mapping[str, float] | None = None,
) -> Journey:
    """The map as rules see it. Raises KeyError for no such map."""
    stages = queries.stages(document, map_id)
    return Journey(
        document=document,
        map=document.maps[map_id],
        today=today,
        stages=stages,
        walked=walked(stages),
        personas=queries.map_personas(document, map_id),
        counting=counting(document, map_id),
        cells=counting_by_stage(document, map_id),
        limits=limits or {},
    )


def groups(
    touchpoints: Iterable[e.Touchpoint], many: int = 1
) -> Iterator[tuple[e.Touchpoint, ...]]:
    """Touchpoints one by one, those of a stage together where they are `many` or more."""
    stages: dict[str, list[e.Touchpoint]] = {}
    for item in touchpoints:
        stages.setdefault(item.stage, []).append(item)
    for items in stages.values():
        if len(items) >= many:
            yield tuple(items)
        else:
            yield from ((item,) for item in items)


def subjects_of(touchpoints: tuple[e.Touchpoint, ...]) -> tuple[Subject, ...]:
    return tuple(Subject("touchpoints", item.id) for item in touchpoints)


def naming(touchpoints: tuple[e.Touchpoint, ...]) -> Parameters:
    """The parameters by which a sentence names one touchpoint or several."""
    return (
        ("n", len(touchpoints)),
        ("touchpoint", touchpoints[0].id),
        ("touchpoints", joined([item.id for item in touchpoints])),
        ("stage", touchpoints[0].stage),
    )


def joined(codes: Iterable[str]) -> str:
    """Ids or codes as one parameter."""
    return ",".join(codes)
