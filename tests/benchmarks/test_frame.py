"""The frame of the benchmarks: figures are compared, judged and written as they should be."""

from __future__ import annotations

import datetime
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.benchmarks import report
from tests.benchmarks.all_rows import ROWS
from tests.benchmarks.child import ROOT, Failed, measure
from tests.benchmarks.exceptions import EXCEPTIONS
from tests.benchmarks.judge import TOLERATED, excesses, growth, verdict, wrong
from tests.benchmarks.measuring import Pairs, in_turn
from tests.benchmarks.row import Row, of_subject


def row(**values: object) -> Row:
    given = {"code": "a.row", "work": "some work", "baseline": "the bare thing", "most": 2.0}
    return Row(measure=_not_measured, **(given | values))


def _not_measured(_touchpoints: int) -> Pairs:
    raise AssertionError("no test of the frame measures")


def costs(*milliseconds: float) -> tuple[float, ...]:
    return tuple(it / 1000 for it in milliseconds)


def test_both_are_run_in_turn_and_the_warm_up_does_not_count():
    order: list[str] = []

    def work(name: str) -> Callable[[int], float]:
        def done(run: int) -> float:
            order.append(name)
            return float(run)

        return done

    found = in_turn(work("ours"), work("bare"), runs=2, warm_up=1)
    assert order == ["ours", "bare"] * 3
    assert found == Pairs((1.0, 2.0), (1.0, 2.0))


def test_the_ratio_is_that_of_the_medians():
    seen = verdict(row(), 30, Pairs(costs(6, 90, 2), costs(2, 1, 50)))
    assert (seen.ours, seen.bare, seen.ratio) == (6, 2, 3)
    # three times the baseline where twice is allowed
    assert seen.excess == pytest.approx(1.5)


def test_the_95th_of_100_is_what_so_many_stay_within():
    pairs = Pairs(costs(*range(1, 101)), costs(*[1] * 100))
    assert verdict(row(part=0.95), 30, pairs).ours == pytest.approx(96)
    assert verdict(row(part=1.0), 30, pairs).ours == pytest.approx(100)


def test_a_limit_in_milliseconds_counts_beside_the_ratio():
    pairs = Pairs(costs(24), costs(20))
    assert verdict(row(), 30, pairs).excess == pytest.approx(0.6)
    assert verdict(row(limits={30: 16.0}), 30, pairs).excess == pytest.approx(1.5)
    idle = row(most=None, limits={30: 16.0}, beyond_baseline=True)
    assert verdict(idle, 30, pairs).excess == pytest.approx(0.25)


def test_growth_counts_and_sizes_that_are_not_judged_do_not():
    few, many = Pairs(costs(10), costs(2)), Pairs(costs(26), costs(20))
    grown = row(grows="card", judged=(10_000,))
    figures = {1000: few, 10_000: many}
    assert growth(grown, figures) == pytest.approx(2.6)
    # five times the baseline at 1,000 is for information; 2.6 is twice the growth of 1.3
    assert excesses(grown, figures) == pytest.approx({10_000: 0.65, "growth": 2.0})
    assert excesses(row(), figures) == pytest.approx({1000: 2.5, 10_000: 0.65})


def test_a_row_is_wrong_beyond_what_is_tolerated_or_where_it_failed():
    beyond = {30: Pairs(costs(4.1), costs(1)), 1000: Pairs(costs(4), costs(1))}
    # 2.05 times the target at 30, twice at 1,000
    assert [line.split(":")[0] for line in wrong(row(), beyond, {})] == ["a.row at 30"]
    assert wrong(row(), beyond, {("a.row", 30): 2.1}) == []
    assert wrong(row(), {30: Failed("it crashed")}, {}) == ["a.row at 30 failed: it crashed"]


def test_a_row_that_cannot_be_measured_says_why():
    found = measure("file.no_such", 30)
    assert isinstance(found, Failed)
    assert "file.no_such" in found.why
    assert "FAILED" in report.line(row(), 30, found)


def test_the_table_shows_what_is_met_and_what_is_not():
    rows = (row(), row(code="slow", work="slow work", grows="map"), row(code="off", work="lost"))
    measured = {
        "a.row": {30: Pairs(costs(3), costs(2))},
        "slow": {1000: Pairs(costs(50), costs(10)), 10_000: Pairs(costs(500), costs(400))},
        "off": {30: Failed("it crashed")},
    }
    met, slow, lost = report.table(rows, measured).splitlines()[2:]
    assert "| 3.00 / 2.00 ms |" in met
    assert "| 1.50 × |" in met
    assert met.endswith("| yes |")
    assert "| 10.0 of 12 |" in slow
    assert slow.endswith("| **no** |")
    assert lost.endswith("| **no** |")


def test_a_run_that_was_stopped_says_what_it_did_not_reach():
    rows = (row(), row(code="b", work="later work"), row(code="c"))
    measured = {"a.row": {1000: Pairs(costs(3), costs(2))}}
    told = report.whole(datetime.date(2026, 11, 22), rows, measured)
    assert "the last 2 rows were not reached" in told
    assert "| 3.00 / 2.00 ms |" in told
    assert "| later work |" in told
    everything = {it.code: measured["a.row"] for it in rows}
    assert "reached" not in report.whole(datetime.date(2026, 11, 22), rows, everything)


def test_rows_of_a_subject_share_what_they_do_not_say_themselves():
    make = of_subject("files", baseline="the bare library", most=2.0, grows="map")
    made = make("save", "saving", _not_measured, most=3.0)
    assert (made.code, made.work, made.baseline) == ("files.save", "saving", "the bare library")
    assert (made.most, made.grows) == (3.0, "map")


def test_what_is_written_by_hand_stays(tmp_path: Path):
    path = tmp_path / "performance.md"
    path.write_text(f"# Title\n\n{report.BEGIN}\nold\n{report.END}\n\nBy hand.\n", "utf-8")
    report.write(path, "new")
    expected = f"# Title\n\n{report.BEGIN}\nnew\n{report.END}\n\nBy hand.\n"
    assert path.read_text("utf-8") == expected


def test_every_row_has_a_code_and_a_target_of_its_own():
    assert len({it.code for it in ROWS}) == len(ROWS)
    assert all(it.most is not None or it.limits for it in ROWS)
    assert all(set(it.quick) <= set(it.sizes) for it in ROWS)


def test_what_is_borne_is_a_row_and_its_size():
    judged = {(it.code, size) for it in ROWS for size in (*it.judged, "growth")}
    assert EXCEPTIONS.keys() <= judged
    assert all(it.tolerated > TOLERATED and it.why for it in EXCEPTIONS.values())


def test_a_row_that_nobody_knows_is_no_success():
    command = [sys.executable, "-m", "tests.benchmarks", "--only", "no such row"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "canvas.pan" in done.stdout
