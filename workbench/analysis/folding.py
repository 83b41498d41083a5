"""Many findings alike in one stage as one line that opens."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.analysis.finding import Finding

MANY = 4
"""From this many findings of one rule in one stage on, a list folds them."""


def folded(found: Sequence[Finding], many: int = MANY) -> tuple[tuple[Finding, ...], ...]:
    """The findings as lines, each of one finding or of `many` and more alike.

    Alike are those of one rule in one stage of one map. A line stands where the first of its
    findings stood, so a list by priority stays one by the highest priority of each line. Each
    finding keeps its own key, decision and remedy.
    """
    alike: dict[tuple[str | None, str | None, str], list[Finding]] = {}
    for item in found:
        alike.setdefault((item.map, item.stage, item.rule), []).append(item)
    lines: list[tuple[Finding, ...]] = []
    for item in found:
        group = alike[item.map, item.stage, item.rule]
        if len(group) < many:
            lines.append((item,))
        elif item is group[0]:
            lines.append(tuple(group))
    return tuple(lines)
