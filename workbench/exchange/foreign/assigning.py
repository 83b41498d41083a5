"""Which line of a table is taken for what, once it is known what its records are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import msgspec

from workbench.exchange.foreign.fields import Line
from workbench.exchange.foreign.layout import Why

_COUNTED = re.compile(
    r"^(?:column|col|spalte|colonne|columna|coluna|colonna|столбец|列|field)\s*\w{0,3}$", re.I
)
_KNOWN = 70
"""From here on a header's words decide."""


class Taken(msgspec.Struct, frozen=True):
    """What a line is taken for, how sure and why."""

    taken_for: str
    sure: int
    why: Why


_IN_STAGES: Mapping[str, str] = {
    "touchpoint": "touchpoint",
    "step": "touchpoint",
    "channel": "channel",
    "preferred_channels": "channel",
    "action": "action",
    "summary": "action",
    "thought": "thought",
    "quote": "thought",
    "goal": "thought",
    "need": "thought",
    "expectation": "thought",
    "buying_triggers": "thought",
    "feeling": "feeling",
    "importance": "importance",
    "satisfaction": "satisfaction",
    "question": "stage_question",
    "pain": "pain",
    "frustration": "pain",
    "objections": "pain",
    "opportunity": "opportunity",
    "reached": "reached",
    "target_conversion": "target_conversion",
    "order": "order",
}
_IN_TOUCHPOINTS: Mapping[str, str] = {
    "lane": "lane",
    "channel": "channel",
    "preferred_channels": "channel",
    "action": "does",
    "step": "does",
    "summary": "does",
    "thought": "thinks",
    "quote": "thinks",
    "goal": "thinks",
    "need": "thinks",
    "expectation": "thinks",
    "feeling": "feeling",
    "importance": "importance",
    "satisfaction": "satisfaction",
    "status": "status",
    "moment_of_truth": "moment_of_truth",
    "entry_share": "entry_share",
    "owner": "owner",
    "evidence_source": "evidence_source",
    "remarks": "remarks",
    "persona": "persona",
    "question": "question",
    "pain": "pain",
    "frustration": "pain",
    "objections": "pain",
    "opportunity": "opportunity",
    "backstage": "backstage",
    "order": "order",
}
_IN_PERSONAS: Mapping[str, str] = {
    "name": "name",
    "persona": "name",
    "kind": "kind",
    "segment": "segment",
    "share": "share",
    "summary": "summary",
    "quote": "quote",
    "thought": "quote",
    "goal": "goal",
    "need": "need",
    "expectation": "expectation",
    "frustration": "frustration",
    "pain": "frustration",
    "preferred_channels": "preferred_channels",
    "channel": "preferred_channels",
    "touchpoint": "preferred_channels",
    "buying_triggers": "buying_triggers",
    "objections": "objections",
    "details": "details",
    "order": "order",
}
_MANY = frozenset(
    {"remarks", "pain", "opportunity", "backstage", "question", "thought", "action", "nothing"}
    | {"goal", "need", "expectation", "frustration", "details", "preferred_channels"}
)
"""What several lines of a table may be taken for; all else is one line at most."""

_CARDS = frozenset(
    {"touchpoint", "action", "thought", "pain", "opportunity", "backstage", "question"}
)
_MANY_IN_STAGES = frozenset({"touchpoint", "channel", "feeling"})


def stage_line(lines: Sequence[Line]) -> tuple[Line, Taken] | None:
    """The line that names the stages: by its header, its contents, or standing first."""
    best: tuple[float, Line, Taken] | None = None
    for index, line in enumerate(lines):
        if not line.count or line.letters > 60 or line.numbers > 0.6:
            continue
        header = line.sure_of("stage")
        other = max((sure for code, sure in line.announces.items() if code != "stage"), default=0)
        content = line.stages if line.strong_stages else line.stages * 0.6
        worth = content * 60 + min(line.strong_stages, 6) * 4 - index * 0.5
        if header >= _KNOWN and header >= other:
            worth += 60
            taken = Taken("stage", header, "header")
        elif other >= 85 or (line.header and not _may_hold_stages(line)):
            continue
        elif content >= 0.3:
            taken = Taken("stage", round(45 + 50 * content), "content")
        else:
            continue
        if best is None or worth > best[0]:
            best = (worth, line, taken)
    if best is not None:
        return best[1], best[2]
    return None


def _may_hold_stages(line: Line) -> bool:
    """Whether a line under an unknown header is full enough of stages to be theirs."""
    if says_nothing(line.header):
        return True
    return not line.refused and line.stages >= 0.5 and line.strong_stages >= 2


def in_stages(lines: Sequence[Line], stage: Line, taken: Taken) -> dict[int, Taken]:
    """Uses by line number, in a table whose records are stages."""
    labelled = any(line.header for line in lines if line is not stage)
    uses: dict[int, Taken] = {stage.at: taken}
    used: set[str] = {"stage"}
    last: Taken | None = None
    has_touchpoints = any(line.sure_of("touchpoint") >= _KNOWN for line in lines)
    codes = {**_IN_STAGES, "step": "action"} if has_touchpoints else _IN_STAGES
    for line in lines:
        if line is stage:
            continue
        found = _by_header(line, codes)
        if found is None:
            before = line.at < stage.at
            found = _goes_on(line, last) or _unlabelled_in_stages(line, labelled, before=before)
        last = found
        once = found.taken_for not in _MANY | _MANY_IN_STAGES
        if once and found.taken_for in used:
            found = Taken("backstage", 40, "header")
        uses[line.at] = found
        used.add(found.taken_for)
    return uses


def in_touchpoints(
    lines: Sequence[Line], stage: Line | None, taken: Taken | None
) -> dict[int, Taken]:
    """Uses by line number, in a table whose records are touchpoints."""
    uses: dict[int, Taken] = {}
    rest = [line for line in lines if line.lanes < 0.6]
    if stage is not None and taken is not None:
        uses[stage.at] = taken
        rest = [line for line in rest if line is not stage]
    title = _title(rest)
    if title is not None:
        uses[title[0].at] = title[1]
    rest = [line for line in lines if line.at not in uses]
    used = {item.taken_for for item in uses.values()}
    candidates = [
        (line, (line.lanes < 0.6 and _by_header(line, _IN_TOUCHPOINTS)) or _by_content(line))
        for line in rest
    ]
    # the surest claim to what only one line can be comes first
    for line, found in sorted(candidates, key=lambda item: -(item[1].sure if item[1] else 0)):
        if found is None or (found.taken_for in used and found.taken_for not in _MANY):
            found = Taken("remarks", 50 if line.header else 30, "position")
        uses[line.at] = found
        used.add(found.taken_for)
    return uses


def in_personas(lines: Sequence[Line]) -> dict[int, Taken]:
    """Uses by line number, in a table whose records are personas."""
    uses: dict[int, Taken] = {}
    used: set[str] = set()
    found = [(line, _by_header(line, _IN_PERSONAS)) for line in lines]
    if not any(item is not None and item.taken_for == "name" for _, item in found):
        first = next((line for line, item in found if item is None and line.count), None)
        found = [
            (line, Taken("name", 55, "position") if line is first else item) for line, item in found
        ]
    for line, item in sorted(found, key=lambda pair: -(pair[1].sure if pair[1] else 0)):
        if item is None or (item.taken_for in used and item.taken_for not in _MANY):
            item = Taken("details", 50 if line.header else 30, "position")
        uses[line.at] = item
        used.add(item.taken_for)
    return uses


def says_nothing(header: str) -> bool:
    """Whether a header is blank or merely counts, as “Column1” does."""
    return not header or bool(_COUNTED.match(header))


def _by_header(line: Line, codes: Mapping[str, str]) -> Taken | None:
    ranked = sorted(line.announces.items(), key=lambda item: -item[1])
    for code, sure in ranked:
        use = codes.get(code)
        if use is None and "backstage" not in codes and "name" not in codes and sure >= _KNOWN:
            use = "backstage"
        if use is None or sure < 55:
            continue
        if use in ("thought", "thinks") and not _suits(use, line):
            use = "feeling"
        if _suits(use, line):
            return Taken(use, sure, "header")
    return None


def _suits(use: str, line: Line) -> bool:
    """Whether the contents do not contradict what the header says."""
    if not line.count:
        return True
    match use:
        case "importance" | "satisfaction":
            return line.scaled >= 0.4
        case "reached" | "target_conversion" | "entry_share" | "share":
            return line.scaled >= 0.4
        case "order":
            return line.letters <= 8
        case "does":
            return not line.counting
        case "thought" | "thinks":
            return line.scaled < 0.7
        case "backstage" | "pain" | "opportunity":
            return line.numbers < 0.6
    return True


def _goes_on(line: Line, last: Taken | None) -> Taken | None:
    """A line without a header below one of cards holds more of them."""
    if last is None or line.header or last.taken_for not in _CARDS or last.why == "content":
        return None
    if line.scaled >= 0.6 and line.numbers + line.signs > 0.6:
        return None
    return Taken(last.taken_for, max(40, last.sure - 20), "position")


def _unlabelled_in_stages(line: Line, labelled: bool, *, before: bool) -> Taken:
    if before and not line.header:
        return Taken("nothing", 50, "position")
    if not line.header and line.scaled >= 0.6:
        use = "feeling" if line.signs >= 0.5 or line.numbers < 0.5 else "satisfaction"
        return Taken(use, 45, "content")
    if not line.header and line.channels >= 0.6:
        return Taken("channel" if labelled else "touchpoint", 55, "content")
    if not line.header:
        return Taken("touchpoint", 50, "position")
    return Taken("backstage", 35, "position")


def _title(lines: Sequence[Line]) -> tuple[Line, Taken] | None:
    """The line with the names of the touchpoints."""
    wanted: Sequence[tuple[str, Callable[[Line], bool]]] = (
        ("touchpoint", lambda line: line.numbers < 0.5),
        ("step", lambda line: line.numbers < 0.5),
        ("name", lambda line: line.numbers < 0.5 and line.repeats < 0.5),
        ("action", lambda line: line.numbers < 0.5),
        ("summary", lambda line: line.numbers < 0.5),
    )
    for code, fits in wanted:
        found = [
            line for line in lines if line.sure_of(code) >= _KNOWN and line.count and fits(line)
        ]
        if found:
            line = max(found, key=lambda item: (item.sure_of(code), item.letters > 3, -item.at))
            return line, Taken("touchpoint", line.sure_of(code), "header")
    texts = [
        line
        for line in lines
        if line.count and line.scaled < 0.5 and line.channels < 0.6 and line.repeats < 0.6
    ]
    unknown = [line for line in texts if not line.announces] or texts
    if unknown:
        line = unknown[0]
        return line, Taken("touchpoint", 50, "content")
    channels = [line for line in lines if line.channels >= 0.6]
    if channels:
        return channels[0], Taken("touchpoint", 45, "content")
    return None


def _by_content(line: Line) -> Taken | None:
    silent = says_nothing(line.header)
    if not silent and line.announces and line.lanes < 0.6 and not line.counting:
        return None
    if line.lanes >= 0.6:
        return Taken("lane", round(50 + 40 * line.lanes), "content")
    if line.counting:
        return Taken("order", 60, "content")
    named = line.channels >= 0.25 and line.letters <= 20 and line.repeats > 0
    if line.channels >= 0.6 or named:
        return Taken("channel", round(50 + 40 * line.channels), "content")
    if silent and line.scaled >= 0.7:
        if line.signs >= 0.6:
            return Taken("feeling", 55, "content")
        return Taken("satisfaction", 40, "content")
    if silent and line.letters > 30:
        return Taken("does", 45, "content")
    return None
