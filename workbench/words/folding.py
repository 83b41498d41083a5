"""Comparing texts as people do: without regard to capitals, accents and the width of letters."""

from __future__ import annotations

import unicodedata

_VOICED = "\u3099\u309a"
"""Marks that make another sound of a kana: with them it is another letter."""


def folded(text: str) -> str:
    """The text for comparing: no capitals, accents or full-width letters, single blanks."""
    if text.isascii():
        return " ".join(text.lower().split())
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign) or sign in _VOICED)
    return " ".join(unicodedata.normalize("NFC", plain).split())
