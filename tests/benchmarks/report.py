"""The figures as people read them: a line each while measuring, and the table of the document."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import psutil

from tests.benchmarks.child import Failed
from tests.benchmarks.exceptions import EXCEPTIONS
from tests.benchmarks.judge import Figures, Verdict, growth, verdict
from tests.benchmarks.measuring import Pairs
from tests.benchmarks.row import SIZES, Row

BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"
_LIBRARIES = ("PySide6-Essentials", "msgspec", "networkx", "XlsxWriter", "openpyxl")


def line(row: Row, touchpoints: int, found: Pairs | Failed) -> str:
    """One measurement, for the terminal."""
    head = f"{row.code:22} {touchpoints:>6}  "
    if isinstance(found, Failed):
        return head + f"FAILED: {found.why}"
    seen = verdict(row, touchpoints, found)
    text = f"{_number(seen.ours):>8} {row.unit}"
    if seen.bare:
        text += f" {_number(seen.bare):>8} {row.unit} {_compared(row, seen):>9}"
    return f"{head}{text:36} of {target(row, touchpoints):14} {_mark(row, touchpoints, found)}"


def target(row: Row, touchpoints: int) -> str:
    """What the row may cost at a size."""
    parts = [f"{row.most:g} ×"] if row.most is not None else []
    if touchpoints in row.limits:
        parts.append(f"{row.limits[touchpoints]:g} {row.unit}")
    return ", ".join(parts) or "–"


def table(rows: tuple[Row, ...], measured: Mapping[str, Figures]) -> str:
    """The table in Markdown: for each row and size ours, the baseline, the ratio; then growth."""
    sizes = " | ".join(f"{size:,}: ours / bare" for size in SIZES)
    ratios = " | ".join(f"{size:,}" for size in SIZES)
    lines = [
        f"| work | against | target | {sizes} | ratio at {ratios} | growth | met |",
        "|" + " --- |" * (6 + 2 * len(SIZES)),
    ]
    for row in rows:
        figures = measured.get(row.code, {})
        lines.append(f"| {' | '.join(_cells(row, figures))} |")
    return "\n".join(lines)


def whole(today: datetime.date, rows: tuple[Row, ...], measured: Mapping[str, Figures]) -> str:
    """What the document says of a run so far: where and when, the table, what is borne."""
    rest = [row for row in rows if row.code not in measured]
    parts = (
        machine(today),
        f"The run was stopped; the last {len(rest)} rows were not reached." if rest else "",
        table(rows, measured),
        exceptions(),
    )
    return "\n\n".join(part for part in parts if part)


def exceptions() -> str:
    """What is known not to meet its target even doubled; "" where there is nothing such."""
    lines = [
        f"- `{code}` at {what}: up to {known.tolerated:g} times its target. {known.why}"
        for (code, what), known in EXCEPTIONS.items()
    ]
    return "\n".join(["Known not to meet its target even doubled:", "", *lines]) if lines else ""


def machine(today: datetime.date) -> str:
    """Where and when the figures were taken."""
    memory = psutil.virtual_memory().total / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        f"Measured on {today.isoformat()} with {os.cpu_count()} cores ({_processor()}),"
        f" {memory:.0f} GB of memory, {platform.system()}, Python {platform.python_version()},"
        f" {versions}, Qt offscreen."
    )


def write(path: Path, text: str) -> None:
    """Put the text between the marks of the document, and leave the rest as it is."""
    before, rest = path.read_text("utf-8").split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    path.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", "utf-8")


def _cells(row: Row, figures: Figures) -> list[str]:
    costs, ratios, met = [], [], []
    for size in SIZES:
        found = figures.get(size)
        if not isinstance(found, Pairs):
            costs.append("failed" if found is not None else "")
            ratios.append("")
            continue
        seen = verdict(row, size, found)
        bare = f" / {_number(seen.bare)}" if seen.bare else ""
        costs.append(f"{_number(seen.ours)}{bare} {row.unit}")
        ratios.append(_compared(row, seen))
        met.append(size not in row.judged or seen.excess <= 1)
    grown, limit = growth(row, figures), row.growth_limit
    growing = ""
    if grown is not None and limit is not None:
        growing = f"{grown:.1f} of {limit:g}"
        met.append(grown <= limit)
    limits = "; ".join(dict.fromkeys(target(row, size) for size in row.judged))
    failed = any(isinstance(found, Failed) for found in figures.values())
    verdict_cell = "yes" if met and all(met) and not failed else "**no**"
    return [row.work, row.baseline, limits, *costs, *ratios, growing, verdict_cell]


def _compared(row: Row, seen: Verdict) -> str:
    """How ours stands to the baseline: how many times as much, or how much more."""
    if not seen.bare:
        return ""
    if row.beyond_baseline:
        return f"{seen.ours - seen.bare:+.1f} {row.unit}"
    return f"{seen.ratio:.2f} ×"


def _mark(row: Row, touchpoints: int, pairs: Pairs) -> str:
    if touchpoints not in row.judged:
        return ""
    excess = verdict(row, touchpoints, pairs).excess
    return "met" if excess <= 1 else "NOT MET"


def _number(cost: float) -> str:
    return f"{cost:.2f}" if cost < 10 else f"{cost:.1f}" if cost < 100 else f"{cost:.0f}"


def _processor() -> str:
    """The model of the processor; Linux tells it in a file."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            models = [line.split(":", 1)[1].strip() for line in file if "model name" in line]
    except OSError:
        models = []
    return models[0] if models else platform.processor() or platform.machine()
