"""How long the window is held when the findings after an edit arrive from the worker."""

from __future__ import annotations

import datetime
import logging
import random
import statistics
from time import perf_counter

from PySide6.QtWidgets import QApplication

from tests.helpers.big_map import big_map
from workbench.analysis.finding import decode, encode
from workbench.analysis.findings import findings
from workbench.model.commands import edit
from workbench.model.patch import Patch
from workbench.ui.main_window import MainWindow

TODAY = datetime.date(2026, 11, 21)
EDITS = 500
_log = logging.getLogger("benchmarks")


def edits(window: MainWindow) -> list[tuple[Patch, bytes]]:
    """Many edits of one card each, with what the worker would answer after it."""
    chance = random.Random(1)
    document, map_id = window.bridge.document, window.bridge.map_id
    cards = sorted(document.touchpoints)
    found = []
    for _ in range(EDITS):
        field = chance.choice(("importance", "satisfaction", "feeling"))
        value = chance.randint(-2, 2) if field == "feeling" else chance.randint(1, 10)
        patch = edit.set_field(document, "touchpoints", chance.choice(cards), field, value)
        document = document.apply(patch)
        found.append((patch, encode(findings(document, map_id, TODAY))))
    return found


def test_new_findings_hold_the_window_hardly_longer_than_reading_them(window: MainWindow, qtbot):
    window.files.new("template", "blank")
    window.bridge.load(big_map(1000))
    qtbot.waitUntil(lambda: len(window.bridge.findings) > 100, timeout=20_000)
    window.worker.stop()
    taken, painted, bare = [], [], []
    for patch, payload in edits(window):
        window.bridge.do(patch)
        QApplication.processEvents()
        begun = perf_counter()
        decode(payload)
        read = perf_counter()
        window.bridge.set_findings(decode(payload))
        shown = perf_counter()
        QApplication.processEvents()
        painted.append(1000 * (perf_counter() - shown))
        taken.append(1000 * (shown - read))
        bare.append(1000 * (read - begun))
    for what, figures in (("taken in", taken), ("painted", painted), ("read alone", bare)):
        _log.info(
            "%d edits, findings %s: %.1f ms (median), %.1f ms (95 %%), %.1f ms (worst)",
            EDITS,
            what,
            statistics.median(figures),
            sorted(figures)[int(EDITS * 0.95)],
            max(figures),
        )
    assert statistics.median(taken) < 15 * statistics.median(bare)
