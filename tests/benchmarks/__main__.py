"""Measures every row of the table: `python3 run.py bench`, `--quick` for every change."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Sequence
from time import perf_counter

from tests.benchmarks import report
from tests.benchmarks.all_rows import ROWS
from tests.benchmarks.child import ROOT, Failed, measure
from tests.benchmarks.exceptions import EXCEPTIONS
from tests.benchmarks.judge import Figures, verdict, wrong
from tests.benchmarks.measuring import Pairs
from tests.benchmarks.row import SIZES, Row

DOCUMENT = ROOT / "docs" / "performance.md"
_TOLERATED = {place: known.tolerated for place, known in EXCEPTIONS.items()}


def main(arguments: Sequence[str]) -> int:
    """Measure what the arguments ask for; 1 where a row exceeds twice its target or failed."""
    asked = _asked(arguments)
    chosen = tuple(row for row in ROWS if _is_asked(row, asked.only))
    if not chosen:
        print(f"No row is called “{asked.only}”. Rows: {', '.join(row.code for row in ROWS)}")
        return 1
    begun = perf_counter()
    is_written = not (asked.quick or asked.only or asked.sizes)
    measured: dict[str, Figures] = {}
    try:
        for row in chosen:
            measured[row.code] = _measured(row, _sizes(row, asked))
            if is_written:
                # whatever stops the run later, what was measured is kept
                report.write(DOCUMENT, report.whole(datetime.date.today(), chosen, measured))
    except KeyboardInterrupt:
        print("Stopped.")
    print(f"{len(measured)} of {len(chosen)} rows in {perf_counter() - begun:.0f} s")
    if is_written and measured:
        print(f"Written to {DOCUMENT.relative_to(ROOT)}")
    failures = [
        line for row in chosen for line in wrong(row, measured.get(row.code, {}), _TOLERATED)
    ]
    for line in failures:
        print(line)
    return 1 if failures or len(measured) < len(chosen) else 0


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="run.py bench",
        description="How fast the program is, against bare baselines."
        " A run of everything writes docs/performance.md.",
    )
    parser.add_argument("--quick", action="store_true", help="fewer sizes, within five minutes")
    parser.add_argument("--only", default="", metavar="TEXT", help="rows with this in their name")
    parser.add_argument(
        "--sizes",
        type=lambda text: tuple(int(part) for part in text.split(",")),
        metavar="N,N",
        help="touchpoints of the maps (default: 30,1000,10000)",
    )
    return parser.parse_args(arguments)


def _is_asked(row: Row, text: str) -> bool:
    return text.lower() in row.code or text.lower() in row.work.lower()


def _sizes(row: Row, asked: argparse.Namespace) -> tuple[int, ...]:
    wanted = asked.sizes or (row.quick if asked.quick else SIZES)
    return tuple(size for size in wanted if size in row.sizes)


def _measured(row: Row, sizes: Sequence[int]) -> Figures:
    """Measure one row; where it costs too much, once again: a busy machine tells nothing."""
    figures: dict[int, Pairs | Failed] = {}
    for size in sizes:
        figures[size] = measure(row.code, size)
        print(report.line(row, size, figures[size]), flush=True)
    if not wrong(row, figures, _TOLERATED):
        return figures
    for size in sizes:
        again = measure(row.code, size)
        print(report.line(row, size, again), "(again)", flush=True)
        if not isinstance(again, Failed) and _is_better(row, size, again, figures[size]):
            figures[size] = again
    return figures


def _is_better(row: Row, size: int, again: Pairs, before: Pairs | Failed) -> bool:
    if isinstance(before, Failed):
        return True
    return verdict(row, size, again).excess < verdict(row, size, before).excess


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
