"""Declared settings, and where the program keeps and finds things on this machine."""

from __future__ import annotations

import contextlib
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import msgspec
import platformdirs

APPLICATION = "journey-workbench"
VERSION = "0.1.0"


READING_SECONDS, READING_MEMORY = (1, 3600), (64, 65_536)
"""How low and how high the limits of reading a spreadsheet can be set; memory in MiB."""


class Setting(msgspec.Struct, frozen=True):
    """One setting: its key, type, default and the code of its name in `words`.

    One with a `group` is offered in the preferences, with its help under ``<words>.help``;
    `choices` are all that it can be.
    """

    key: str
    type: Any
    default: Any
    words: str
    group: str = ""
    choices: tuple[str, ...] = ()


GROUPS = ("looks", "map", "saving", "reading")
"""The groups of the preferences, in their order."""


SETTINGS = {
    setting.key: setting
    for setting in (
        Setting(
            "appearance",
            str,
            "system",
            "setting.appearance",
            "looks",
            ("system", "light", "dark"),
        ),
        Setting(
            "paper", str, "as-window", "setting.paper", "looks", ("as-window", "light", "dark")
        ),
        Setting("curve_labels", bool, True, "setting.curve_labels", "map"),
        Setting("minimap", bool, True, "setting.minimap", "map"),
        Setting(
            "timed_saving",
            str,
            "off",
            "setting.timed_saving",
            "saving",
            ("off", "1", "5", "10"),
        ),
        Setting("keep_versions", bool, True, "setting.keep_versions", "saving"),
        Setting("tour_done", bool, False, "setting.tour_done"),
        Setting("recent", list[str], [], "setting.recent"),
        Setting("window_geometry", str, "", "setting.window_geometry"),
        Setting("window_state", str, "", "setting.window_state"),
        Setting("hidden_panels", list[str], [], "setting.hidden_panels"),
        Setting("palette_recent", list[str], [], "setting.palette_recent"),
        Setting("last_folder", str, "", "setting.last_folder"),
        Setting("crosshairs", str, "means", "setting.crosshairs"),
        Setting("gap_sort", str, "priority", "setting.gap_sort"),
        Setting("gap_group", str, "none", "setting.gap_group"),
        Setting(
            "gap_columns",
            list[str],
            ["priority", "stage", "kind", "gap", "action"],
            "setting.gap_columns",
        ),
        Setting("printing", dict[str, Any], {}, "setting.printing"),
        Setting("gap_widths", dict[str, int], {}, "setting.gap_widths"),
        Setting(
            "reading_seconds",
            Annotated[int, msgspec.Meta(ge=READING_SECONDS[0], le=READING_SECONDS[1])],
            10,
            "setting.reading_seconds",
            "reading",
        ),
        Setting(
            "reading_memory",
            Annotated[int, msgspec.Meta(ge=READING_MEMORY[0], le=READING_MEMORY[1])],
            512,
            "setting.reading_memory",
            "reading",
        ),
    )
}


@cache
def resource_folder() -> Path:
    """The folder of templates, samples, icons: in the wheel, or beside the sources."""
    inside = Path(__file__).parent / "resources"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "resources"


def data_folder() -> Path:
    """Where the program keeps what belongs to it (log, settings), made on first use.

    Where it cannot be made, whoever writes into it finds out, and reading a file goes on.
    """
    folder = Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder
