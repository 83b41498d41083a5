"""Errors of the operating system that several floors tell in words."""

from __future__ import annotations

import errno

UNREACHABLE = (
    errno.EHOSTDOWN,
    errno.EHOSTUNREACH,
    errno.ENETDOWN,
    errno.ENETUNREACH,
    errno.ENODEV,
    errno.ENOTCONN,
    errno.ENXIO,
    errno.ESTALE,
    errno.ETIMEDOUT,
)
"""What systems say where a share or a drive is gone."""
