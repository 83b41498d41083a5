"""The steps of starting, as `--trace-startup` tells them."""

from __future__ import annotations

TEXTS: dict[str, str | tuple[str, str]] = {
    "start.trace.help": "open the window and print what starting it took, step by step",
    "start.trace.title": "Starting, in milliseconds since the process began; in brackets, what the step took:",
    "start.trace.process": "Python is ready",
    "start.trace.imports": "the libraries of the window are loaded",
    "start.trace.application": "the application is made",
    "start.trace.theme": "settings are read, colours and fonts are chosen",
    "start.trace.window": "the window is made",
    "start.trace.shown": "the window is shown",
    "start.trace.painted": "the window is painted",
    "start.trace.prepared": "what works behind the pages is ready",
    "start.trace.built": "canvas, panels and menus are built",
    "start.trace.opened": "the workspace is open",
    "start.trace.worker": "the worker process is started",
    "start.trace.findings": "the first findings are there",
}
