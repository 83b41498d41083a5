"""Identifiers: a two-letter prefix and twelve characters of Crockford's base 32."""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

PREFIXES = {
    "workspace": "wk",
    "personas": "pe",
    "needs": "ne",
    "channels": "ch",
    "maps": "ma",
    "stages": "st",
    "lanes": "la",
    "touchpoints": "tp",
    "notes": "no",
    "connections": "co",
    "triggers": "tr",
    "reasons": "re",
    "metrics": "me",
    "practices": "pr",
    "participants": "pa",
    "ratings": "ra",
    "decisions": "de",
    "rule_settings": "ru",
}


def new_id(table: str) -> str:
    """A fresh identifier for an entity of `table`, e.g. ``tp4F2KX8Q0ZT1M``."""
    return PREFIXES[table] + "".join(ALPHABET[byte % 32] for byte in secrets.token_bytes(12))
