"""The canvas and its map switcher."""

TEXTS: dict[str, str | tuple[str, str]] = {}
