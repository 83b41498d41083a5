"""The limits of every reading of this process, settled once at its start.

The worker and the command line each settle them from settings and options, so that they need
not be handed through everything that reads a file on the way.
"""

from __future__ import annotations

from workbench.exchange.reading.limits import Limits

_limits = Limits()


def settle(limits: Limits) -> None:
    """Read under these limits from now on."""
    global _limits
    _limits = limits


def limits_settled() -> Limits:
    """The limits to read under; the usual ones where none were settled."""
    return _limits
