"""Commands on channels."""

from __future__ import annotations

from workbench.model import queries
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import Channel
from workbench.model.patch import Label, Patch


def add(document: Document, channel: Channel) -> Patch:
    """Add a channel after the others."""
    label = Label.of("channel.add", name=channel.name)
    return edit.add_among(document, "channels", channel, queries.channels(document), label=label)
