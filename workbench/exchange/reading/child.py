"""The process that reads one file: our own executable with a hidden verb.

It limits itself before it looks at the file, sends the parts of the book as it comes to them,
and ends when its input ends, which is when whoever asked is gone.
"""

from __future__ import annotations

import faulthandler
import math
import os
import signal
import sys
import threading
from pathlib import Path
from typing import BinaryIO

from workbench.exchange.problems import ExchangeError
from workbench.exchange.reading import content
from workbench.exchange.reading.limits import Limits
from workbench.exchange.reading.parts import Refused, framed
from workbench.exchange.reading.request import read_request
from workbench.model.problems import Problem

_SIGNAL_AT_PARENTS_DEATH = 1
"""PR_SET_PDEATHSIG of prctl(2)."""


def main() -> int:
    """Read the file that standard input names, and write its parts on standard output."""
    # Ctrl+C in a shared terminal is for whoever asked, which ends this process itself
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = sys.stdout.buffer
    # whatever a library prints must not end up between the parts
    sys.stdout = sys.stderr
    request = read_request(sys.stdin.buffer)
    if request is None:
        return 0
    _end_with(sys.stdin.buffer)
    confine(request.limits)
    path = Path(os.fsdecode(request.path))
    try:
        for part in content.parts(path, encoding=request.encoding, separator=request.separator):
            answers.write(framed(part))
            answers.flush()
    except ExchangeError as error:
        answers.write(framed(Refused(error.problem)))
    except MemoryError:
        answers.write(framed(Refused(Problem.of("workbook.memory_limit"))))
    answers.flush()
    # what was read is not worth tidying up
    os._exit(0)


def confine(limits: Limits) -> None:
    """Hold this process to its limits, counted from here; where the system can, by the system.

    The asker watches as well. The last resort is a timer that needs no turn of Python’s.
    """
    faulthandler.dump_traceback_later(limits.patience, exit=True)
    if sys.platform != "linux":
        return
    import ctypes
    import resource

    ctypes.CDLL(None).prctl(_SIGNAL_AT_PARENTS_DEATH, signal.SIGKILL)
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = math.ceil(used.ru_utime + used.ru_stime + limits.seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    reserved = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    most = reserved + limits.memory * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_with(stream: BinaryIO) -> None:
    def wait() -> None:
        stream.read()
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()
