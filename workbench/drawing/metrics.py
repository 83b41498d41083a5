"""The measures of a map. They follow the font, so that larger text clips nothing."""

from __future__ import annotations

import msgspec

from workbench.drawing.measure import TextMeasurer

_USUAL_LINE = 14.5
"""The height of a card title's line at the usual font size of 10 points."""


class Metrics(msgspec.Struct, frozen=True):
    """Lengths in scene units, fixed for one font."""

    column_width: float
    collapsed_width: float
    collapsed_height: float
    gutter: float
    """Free width between the cards of neighbouring columns, where connections run."""
    row_padding: float
    card_gap: float
    card_padding: float
    inset: float
    """From a card's side to its text."""
    tile: float
    """The side of the channel's icon tile."""
    text_left: float
    """From a touchpoint card's left side to its title."""
    figures_height: float
    least_row_height: float
    curve_height: float
    reached_height: float
    header_height: float
    least_lane_name_width: float
    most_lane_name_width: float
    lane_label_top: float
    title_height: float


def metrics_for(measurer: TextMeasurer) -> Metrics:
    """The measures that go with the measurer's font: whole numbers, for crisp lines."""
    unit = measurer.line_height("card") / _USUAL_LINE
    return Metrics(
        column_width=round(160 * unit),
        collapsed_width=round(40 * unit),
        collapsed_height=round(26 * unit),
        gutter=round(12 * unit),
        row_padding=round(8 * unit),
        card_gap=round(8 * unit),
        card_padding=round(6 * unit),
        inset=round(8 * unit),
        tile=round(20 * unit),
        text_left=round(33 * unit),
        figures_height=round(20 * unit),
        least_row_height=round(52 * unit),
        curve_height=round(112 * unit),
        reached_height=round(40 * unit),
        header_height=round(
            measurer.line_height("stage") + 2 * measurer.line_height("question") + 44 * unit
        ),
        least_lane_name_width=round(88 * unit),
        most_lane_name_width=round(132 * unit),
        lane_label_top=round(11 * unit),
        title_height=round(44 * unit),
    )
