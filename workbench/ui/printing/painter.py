"""The process that paints one thing into files: our own executable with a hidden verb.

Painting a large map takes seconds, and Python runs one thread at a time: in a thread of the
window it would hold the window all the same. It ends when its input ends.
"""

from __future__ import annotations

import os
import signal
import struct
import sys
import threading
import traceback
from typing import BinaryIO

import msgspec
from PySide6.QtGui import QGuiApplication

from workbench.model.problems import JourneyError, Problem
from workbench.ui.printing.painting import Job, paint

_LENGTH = struct.Struct(">I")


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the process says, a line of JSON each: a page is begun, or why nothing was written."""

    page: int | None = None
    problem: Problem | None = None
    unexpected: str = ""


def framed(job: Job) -> bytes:
    """A job as the process reads it."""
    body = msgspec.msgpack.encode(job)
    return _LENGTH.pack(len(body)) + body


def main() -> int:
    """Do the job that standard input holds; the exit code is 0 where it is done."""
    # Ctrl+C in a shared terminal is for the window, which ends this process itself
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = sys.stdout.buffer
    # whatever a library prints must not end up between the lines
    sys.stdout = sys.stderr
    requests = sys.stdin.buffer
    (size,) = _LENGTH.unpack(requests.read(_LENGTH.size))
    job = msgspec.msgpack.decode(requests.read(size), type=Job)
    threading.Thread(target=_end_with, args=(requests,), daemon=True).start()
    # pixels need no screen, and a Linux machine may have lost its own
    platform = ["-platform", "offscreen"] if sys.platform == "linux" else []
    application = QGuiApplication(["journey-workbench", *platform])

    def tell(told: Told) -> None:
        answers.write(msgspec.json.encode(told) + b"\n")
        answers.flush()

    try:
        paint(job, lambda page: tell(Told(page=page)))
    except JourneyError as error:
        tell(Told(problem=error.problem))
    except Exception:  # noqa: BLE001  # the window must learn of it, whatever it was
        tell(Told(unexpected=traceback.format_exc()))
    else:
        application.quit()
        # what was painted is not worth tidying up
        os._exit(0)
    return 1


def _end_with(stream: BinaryIO) -> None:
    stream.read()
    os._exit(1)
