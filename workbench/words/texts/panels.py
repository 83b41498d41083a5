"""Palette, personas and inspectors."""

TEXTS: dict[str, str | tuple[str, str]] = {}
