"""The window's style sheet, from the tokens."""

from __future__ import annotations

from string import Template

from workbench.drawing.tokens import Appearance, Palette
from workbench.settings import resource_folder


def style_sheet(colours: Palette, appearance: Appearance, points: float) -> str:
    """The style sheet for one palette; `points` is the system font's size."""
    base = points if points > 0 else 10.0
    fields = {name: getattr(colours, name) for name in colours.__struct_fields__}
    light = appearance == "light"
    folder = resource_folder() / "style"
    sheet = (folder / "window.qss").read_text(encoding="utf-8")
    return Template(sheet).substitute(
        fields,
        style=folder.as_posix(),
        mode=appearance,
        accent_strong="#2A48B8" if light else "#96ABFF",
        scroll="#C9CFD8" if light else "#3A4453",
        small=f"{base * 0.88:.1f}",
        large=f"{base * 1.3:.1f}",
        huge=f"{base * 1.8:.1f}",
    )
