"""Text that a spreadsheet would take for a formula, made safe and back again.

A text file has no types: Excel and LibreOffice compute what begins with =, +, - or @, also
after a tab, a line end or blanks, and some take the full-width forms too. Such a text gets an
apostrophe before it. So does one that has apostrophes there already, so that taking one away
always gives the text that was written.
"""

from __future__ import annotations

import re

_RISKY = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")


def guarded(text: str) -> str:
    """The text as no spreadsheet computes it."""
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given; others are as they are."""
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text
