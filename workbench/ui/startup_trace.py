"""What a start takes, step by step, on the standard error stream (`--trace-startup`)."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Literal

from workbench.words.say import say

Step = Literal[
    "process",
    "imports",
    "application",
    "theme",
    "window",
    "shown",
    "painted",
    "prepared",
    "built",
    "opened",
    "worker",
    "findings",
]


class StartupTrace:
    """Tells each step once, with the milliseconds since the process began."""

    def __init__(self, began: float) -> None:
        """`began` is when the process did, as `time.time` counts."""
        self._began = began
        self._last = 0.0
        self._told: set[Step] = set()
        _print(say("start.trace.title"))

    def tell(self, step: Step) -> None:
        """This step is done."""
        if step in self._told:
            return
        self._told.add(step)
        at = 1000 * (time.time() - self._began)
        words = say(f"start.trace.{step}")
        _print(f"{at:8.0f}  ({at - self._last:+.0f})  {words}")
        self._last = at


def _print(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def trace_of_this_process() -> StartupTrace:
    """A trace from the start of the process; its first step is that Python is ready."""
    trace = StartupTrace(_process_began())
    trace.tell("process")
    return trace


def _process_began() -> float:
    """When this process was started, as `time.time` counts, to a hundredth of a second."""
    if sys.platform == "linux":
        # psutil adds it to when the machine was started, which is known to the second only
        ticks = int(Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19])
        age = time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
        return time.time() - age
    import psutil

    return psutil.Process().create_time()
