"""Menus, panels, dialogs and hints of the window."""

TEXTS: dict[str, str | tuple[str, str]] = {
    "words.items": ("item", "items"),
}
