"""Gap panel, persona editor, import review."""

TEXTS: dict[str, str | tuple[str, str]] = {}
