"""The look of exported workbooks: cell formats made once each, colours mixed from the tokens."""

from __future__ import annotations

from typing import Any

from workbench.drawing.tokens import palette

PAPER = palette("light")
GRID = "#E3E6EB"
DATE_FORMAT = "yyyy-mm-dd"
HEADER_HEIGHT = 34


class Styles:
    """Cell formats of one workbook by their properties; equal ones are shared."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def get(self, **properties: object) -> Any:
        """The format with these XlsxWriter properties on top of the common ones."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            common = {"font_color": PAPER.text, "valign": "top"}
            self._made[key] = self._workbook.add_format({**common, **properties})
        return self._made[key]

    def header(self) -> Any:
        return self.get(
            bold=True,
            bg_color=PAPER.accent_soft,
            bottom=1,
            bottom_color=PAPER.accent,
            valign="vcenter",
            text_wrap=True,
        )

    def heading(self, size: int) -> Any:
        return self.get(bold=True, font_size=size)


def tint(colour: str, strength: float) -> str:
    """`colour` (#RRGGBB) on white paper at `strength` from 0 (white) to 1."""
    channels = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (part - 255) * strength):02X}" for part in channels)
