"""How something is printed or drawn into a file: what a person chose, kept for the next time."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from workbench.drawing.tokens import Appearance
from workbench.store.settings_file import SettingsStore
from workbench.ui.render.pages import Orientation

Form = Literal["pages", "png", "svg"]
Spread = Literal["one", "fit", "poster"]
PaperName = Literal["A5", "A4", "A3", "A2", "A1", "A0", "Letter", "Legal", "Tabloid"]

FORMS: tuple[Form, ...] = ("pages", "png", "svg")
SPREADS: tuple[Spread, ...] = ("fit", "one", "poster")
ORIENTATIONS: tuple[Orientation, ...] = ("auto", "portrait", "landscape")
PNG_SCALES = (1, 2, 3, 4)
SIZES = (25, 400)
OVERLAPS = (0, 50)

_SETTING = "printing"


class Options(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`size` is the size of a map in per cent, `overlap` of a poster's sheets in millimetres.

    `png_scale` is pixels per pixel of a screen at 100 %.
    """

    form: Form = "pages"
    spread: Spread = "fit"
    paper: PaperName = "A4"
    card_paper: PaperName = "A5"
    orientation: Orientation = "auto"
    size: Annotated[int, Meta(ge=SIZES[0], le=SIZES[1])] = 100
    overlap: Annotated[int, Meta(ge=OVERLAPS[0], le=OVERLAPS[1])] = 10
    marks: bool = True
    appearance: Appearance = "light"
    png_scale: Annotated[int, Meta(ge=PNG_SCALES[0], le=PNG_SCALES[-1])] = 2


def kept(settings: SettingsStore) -> Options:
    """What was chosen last; the defaults where that does not fit."""
    values: dict[str, Any] = settings.get(_SETTING)
    try:
        return msgspec.convert(values, Options)
    except msgspec.ValidationError:
        return Options()


def keep(settings: SettingsStore, options: Options) -> None:
    """Remember what was chosen."""
    settings.set(_SETTING, msgspec.to_builtins(options))
