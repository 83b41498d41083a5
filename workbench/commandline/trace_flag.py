"""The option that has the window tell the steps of starting; known without the other options."""

from __future__ import annotations

TRACE = "--trace-startup"
