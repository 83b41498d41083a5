"""Commands on channels."""

from __future__ import annotations

import msgspec

from workbench.model import queries, rules
from workbench.model.commands import edit, ordering
from workbench.model.document import Document
from workbench.model.entities import Channel
from workbench.model.patch import Added, Label, Patch


def add(document: Document, channel: Channel) -> Patch:
    """Add a channel after the others."""
    siblings = queries.channels(document)
    (rank,), changes = ordering.place(siblings, len(siblings))
    channel = msgspec.structs.replace(channel, rank=rank)
    changes.append(Added("channels", rules.cleaned("channels", channel)))
    return edit.finished(document, Label.of("channel.add", name=channel.name), changes)
