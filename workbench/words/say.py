"""The one way to a sentence: a code and parameters in, the reader's language out.

Sentences live in `texts/`, one file per subject, as English originals that gettext
translates. A text may be a pair (singular, plural), chosen by the parameter `n`.
"""

from __future__ import annotations

import gettext
import locale
import math
from functools import cache
from importlib import import_module
from threading import Lock

from workbench.settings import resource_folder

Text = str | tuple[str, str]

_SUBJECTS = (
    # what the start page says, so that it can be painted before the rest is read
    "interface",
    "canvas",
    "clipboard",
    "command_line",
    "compare",
    "dialogs",
    "editors",
    "entities",
    "finding_reasons",
    "findings",
    "followup",
    "foreign",
    "foreign_import",
    "gap_panel",
    "keeping",
    "keys",
    "outline",
    "overlays",
    "panels",
    "patches",
    "paths",
    "printing",
    "problems",
    "ratings",
    "reading",
    "round_trip",
    "sharing",
    "starting",
    "unexpected",
    "window",
    "workbook",
)
"""The modules of `texts/`."""


_texts: dict[str, Text] = {}
_unread = list(_SUBJECTS)
_reading = Lock()


def _text(code: str) -> Text | None:
    """The text of a code, None for no such code; subjects are read until it is found."""
    while code not in _texts:
        with _reading:
            if not _unread:
                return _texts.get(code)
            texts: dict[str, Text] = import_module(f"workbench.words.texts.{_unread[0]}").TEXTS
            twice = _texts.keys() & texts.keys()
            assert not twice, f"two texts under one code: {sorted(twice)}"
            _texts.update(texts)
            del _unread[0]
    return _texts[code]


@cache
def _catalogue() -> gettext.NullTranslations:
    language = locale.getlocale()[0] or "en"
    return gettext.translation(
        "workbench", resource_folder() / "locale", languages=[language], fallback=True
    )


def say(code: str, /, **parameters: object) -> str:
    """The text of `code` with its parameters filled in. Raises KeyError for no such code.

    Whole numbers are set as people read counts: 12,000.
    """
    text = _text(code)
    if text is None:
        raise KeyError(code)
    if isinstance(text, tuple):
        n = parameters["n"]
        assert isinstance(n, int)
        text = _catalogue().ngettext(*text, n)
    else:
        text = _catalogue().gettext(text)
    for name, value in parameters.items():
        if type(value) is int and abs(value) >= 1000:
            parameters[name] = count(value)
    return text.format(**parameters) if parameters else text


def known(code: str) -> bool:
    """Whether there is a text of this code."""
    return _text(code) is not None


def count(n: int) -> str:
    """A whole number with its thousands set apart, for where it stands without a sentence."""
    return number(n, grouped=True)


def number(value: float, decimals: int = 1, *, grouped: bool = False) -> str:
    """A number as people write it: at most `decimals` places, none for a whole number.

    Halves go away from 0, as in a spreadsheet: 16.25 is 16.3. `grouped` sets thousands apart.
    """
    # formatting sends halves to the even digit, so they are first pushed over the edge
    if value % 1:
        value = math.nextafter(value, math.copysign(math.inf, value))
    text = f"{value:{',' if grouped else ''}.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "−")
