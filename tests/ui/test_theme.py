"""The appearance of the window."""

from __future__ import annotations

from PySide6.QtGui import QPixmap, QPixmapCache

from workbench.ui.theme import Theme


def test_what_was_painted_for_another_appearance_takes_no_memory(theme: Theme) -> None:
    QPixmapCache.insert("painted for the light", QPixmap(20, 20))
    theme.choose("dark")
    assert QPixmapCache.find("painted for the light") is None
