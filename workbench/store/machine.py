"""Which machine this is, and who works on it, as locks tell others."""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import os
import secrets
import socket
from functools import cache
from pathlib import Path

from workbench.settings import data_folder
from workbench.words import file_names


def name() -> str:
    """The machine's name, fit to be shown."""
    return file_names.shown(socket.gethostname(), 40)


def user() -> str:
    """The name of whoever works here, fit to be shown; empty where there is none."""
    try:
        return file_names.shown(getpass.getuser(), 40)
    except (OSError, KeyError, ImportError):
        # a system without such a name
        return ""


@cache
def key() -> str:
    """What tells this machine from others of its name, and one container from another.

    A digest, since the identity of a machine is nobody else's business.
    """
    try:
        world = os.readlink("/proc/self/ns/pid")
    except OSError:
        world = ""
    parts = (socket.gethostname(), _identity(), world)
    return hashlib.sha256("\n".join(parts).encode(errors="replace")).hexdigest()[:24]


def _identity() -> str:
    """The machine's own identity; where it has none, one that is made for this person here."""
    for name in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        with contextlib.suppress(OSError):
            if found := Path(name).read_text().strip():
                return found
    place = data_folder() / "machine"
    try:
        with contextlib.suppress(FileExistsError), place.open("x") as file:
            file.write(secrets.token_hex(16))
        return place.read_text()
    except OSError:
        return ""
