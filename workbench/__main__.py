"""The door: what is typed, a double click on a file, or a process of ours asking for another."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.model.problems import JourneyError, Problem

if TYPE_CHECKING:
    from workbench.drawing.poster import Drawn
    from workbench.model.document import Document

WORKER = "_worker"
"""The hidden verb that makes this process the worker of a window."""
READER = "_reader"
"""The hidden verb that makes this process the reader of one file."""
PAINTER = "_painter"
"""The hidden verb that makes this process the painter of one thing."""


def main() -> int:
    """Do what the arguments say and give the exit code."""
    arguments = sys.argv[1:]
    if arguments == [WORKER]:
        from workbench import worker

        return worker.main()
    if arguments == [READER]:
        from workbench.exchange.reading import child

        return child.main()
    if arguments == [PAINTER]:
        from workbench.ui.load_qt import load_qt

        load_qt()
        from workbench.ui.printing import painter

        return painter.main()
    # imported here, since a reader is started for each file and has no use for the verbs
    from workbench.commandline.run import run as run_command_line

    return run_command_line(arguments, open_window=open_window, draw_picture=draw_picture)


def open_window(path: Path | None, is_traced: bool = False) -> int:
    """Show the window, with a workspace where `path` names one, until it is closed.

    `is_traced` has it tell the steps of starting on the standard error stream. Raises
    JourneyError where there is no screen or Qt lacks a library of the system.
    """
    # of what starting makes nothing is garbage; later `ui/idle.py` sees to it
    gc.disable()
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in screens):
        raise JourneyError(Problem.of("window.no_display"))
    from workbench.store import log

    # before Qt is loaded, which may crash
    log.begin_logging()
    try:
        return _run_window(path, is_traced)
    except Exception:
        log.log_failed_start()
        raise


def _run_window(path: Path | None, is_traced: bool) -> int:
    try:
        trace = None
        if is_traced:
            from workbench.ui.startup_trace import trace_of_this_process

            trace = trace_of_this_process()
        from workbench.ui.load_qt import load_qt

        load_qt()
        from workbench.ui.application import run
    except ImportError as error:
        raise _without_library(error) from error
    return run(path, trace=trace)


def draw_picture(document: Document, map_id: str, path: Path, *, tiles: str = "") -> Drawn | None:
    """Draw one map as PNG, SVG or PDF, by the ending of `path`; needs no screen.

    With `tiles`, a size of paper, a PDF is a poster of such sheets. Tells what came of a PDF.
    Raises JourneyError where the file cannot be written or Qt lacks a library of the system.
    """
    if sys.platform == "linux" and not os.environ.get("QT_QPA_PLATFORM"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from workbench.ui.load_qt import load_qt

        load_qt()
        from workbench.ui.render.picture_files import export_map
    except ImportError as error:
        raise _without_library(error) from error
    return export_map(document, map_id, path, tiles=tiles)


def _without_library(error: ImportError) -> JourneyError:
    """The failure for a missing library of the system; any other missing import is a defect."""
    library = str(error).split(":")[0]
    if ".so" not in library:
        raise error
    return JourneyError(Problem.of("window.library", library=library))


if __name__ == "__main__":
    sys.exit(main())
