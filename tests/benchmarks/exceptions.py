"""Rows known not to meet their target even doubled: a short list that may only shrink."""

from __future__ import annotations

EXCEPTIONS: dict[str, tuple[float, str]] = {}
"""By the row's code: the part of what is allowed that it may take (2 for all others) and why."""
