"""How much speaks for a reading of a table, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.exchange.foreign import scales
from workbench.exchange.foreign.assigning import Taken, says_nothing
from workbench.exchange.foreign.fields import Line
from workbench.exchange.foreign.grid import Grid
from workbench.exchange.foreign.lexicon import stage_meaning
from workbench.exchange.foreign.words_known import known
from workbench.exchange.sheets import Area

_PERSONA_WORDS = frozenset(
    {
        "goal",
        "need",
        "expectation",
        "frustration",
        "quote",
        "objections",
        "buying_triggers",
        "preferred_channels",
        "persona",
    }
)
_PERSONA_ALSO = frozenset({"name", "segment", "share", "summary", "details", "pain", "kind"})


def evidence_of(
    lines: Sequence[Line], taken: Mapping[int, Taken], kind: str
) -> tuple[float, float]:
    """What speaks for a journey map: in the headers, and in the names of stages."""
    of_headers = of_stages = 0.0
    strong = _PERSONA_WORDS if kind == "personas" else known().strong
    also = _PERSONA_ALSO if kind == "personas" else frozenset(known().headers) - strong
    seen: set[str] = set()
    for line in lines:
        item = taken[line.at]
        if item.taken_for == "stage":
            weak = line.stages * line.count - line.strong_stages
            of_stages += 2 * min(line.strong_stages, 4) + min(3.0, max(0.0, weak))
        if not line.announces or line.refused or not line.count:
            continue
        code, sure = max(line.announces.items(), key=lambda pair: pair[1])
        if sure >= 70 and code not in seen:
            seen.add(code)
            of_headers += 2 if code in strong else 0.5 if code in also else 0
    return of_headers, of_stages


def sureness(
    grid: Grid,
    area: Area,
    headers: int,
    lines: Sequence[Line],
    taken: Mapping[int, Taken],
    kind: str,
) -> float:
    relevant = _PERSONA_WORDS | _PERSONA_ALSO if kind == "personas" else frozenset(known().headers)
    labelled = [line for line in lines if line.header and line.count]
    named = [
        max((sure for code, sure in line.announces.items() if code in relevant), default=0) / 100
        for line in labelled
    ]
    coverage = sum(named) / len(named) if named else 0.0
    strong_words = _PERSONA_WORDS if kind == "personas" else known().strong
    strong = {
        code
        for line in labelled
        for code, sure in line.announces.items()
        if code in strong_words and sure >= 70
    }
    sure = 30 * coverage + 5 * min(len(strong), 5) if headers else 10.0
    filled = [line for line in lines if line.count]
    # headers are words: values among them belong to a record
    sure -= 15 * min(3, sum(scales.find(line.header) is not None for line in labelled))
    if headers and filled:
        # a header line that names few of the lines explains little
        sure -= 20 * (1 - len(labelled) / len(filled))
    if kind == "personas":
        named_line = any(item.taken_for == "name" for item in taken.values())
        return sure + (15 if named_line else 0) + (10 if len(strong) >= 2 else -30)
    stage = next((line for line in lines if taken[line.at].taken_for == "stage"), None)
    titled = any(it.taken_for == "touchpoint" and it.why == "header" for it in taken.values())
    if kind == "touchpoints" and titled:
        sure += 10
    if stage is None:
        return sure - 10
    sure += 38 * stage.stages
    sure += 20 if taken[stage.at].why == "header" else 0
    if stage_meaning(stage.header).sure >= 80 and stage.sure_of("stage") < 70:
        sure -= 30  # the first stage was taken for a header
    if headers and coverage == 0 and not (stage.header and says_nothing(stage.header)):
        sure -= 30  # headers that say nothing are rather the first record
    if not headers and stage.stages >= 0.5 and stage_meaning(stage.cells[0]).sure < 75:
        sure -= 12 if not says_nothing(stage.cells[0]) else 30
    first = area.top + headers
    if not grid.shown(first, stage.at):
        sure -= 25  # no stage where the records begin: there are headers there still
    if kind == "stages":
        distinct = stage.count - round(stage.repeats * stage.count)
        sure -= 30 if distinct < 2 else 0
        others = [line for line in filled if line is not stage]
        sure += 8 if not stage.header and headers and others else 0
        sure -= 25 if not others else 0
    return sure
