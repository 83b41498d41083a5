"""What pasted things mention, found again in the workspace they come to."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from workbench.model import queries
from workbench.model.commands import ordering
from workbench.model.document import Document
from workbench.model.fragment import Fragment, need_key, same_name
from workbench.model.ids import new_id
from workbench.model.patch import Added, Change


class Borrowing:
    """Finds channels, needs and personas of a fragment in a document.

    Within their workspace they are kept by id, elsewhere found by name. A channel that is not
    there is added with `changes`; a need that is not there is left out and counted.
    """

    def __init__(self, document: Document, fragment: Fragment) -> None:
        self._document = document
        self._source = fragment.document
        self._is_home = fragment.workspace == document.workspace.id
        self._channels: dict[str, str] = {}
        self._new_channels: list[str] = []
        self._channels_by_name = {
            same_name(item.name): item.id for item in reversed(queries.channels(document))
        }
        self._personas_by_name = {
            same_name(item.name): item.id for item in reversed(queries.personas(document))
        }
        self._needs_by_name = {need_key(document, need): it for it, need in document.needs.items()}
        self.needs_left = 0

    @property
    def channels_added(self) -> int:
        return len(self._new_channels)

    @property
    def changes(self) -> list[Change]:
        """What adds the channels that the workspace lacks, behind its others."""
        siblings = queries.channels(self._document)
        ranks, changes = ordering.place(siblings, len(siblings), len(self._new_channels))
        for identifier, rank in zip(self._new_channels, ranks, strict=True):
            channel = self._source.channels[identifier]
            known_as = self._channels[identifier]
            changes.append(
                Added("channels", msgspec.structs.replace(channel, id=known_as, rank=rank))
            )
        return changes

    def channel(self, identifier: str | None) -> str | None:
        """The id that a channel of the fragment has here."""
        if identifier is None:
            return None
        if identifier not in self._channels:
            self._channels[identifier] = self._find_channel(identifier)
        return self._channels[identifier]

    def needs(self, identifiers: Iterable[str]) -> tuple[str, ...]:
        """The ids that needs of the fragment have here, without those that are not."""
        found: dict[str, None] = {}
        for identifier in identifiers:
            need = self._find_need(identifier)
            if need is None:
                self.needs_left += 1
            else:
                found[need] = None
        return tuple(found)

    def persona(self, identifier: str | None) -> str | None:
        """The id that a persona of the fragment has here; None where it is not."""
        if identifier is None or (self._is_home and identifier in self._document.personas):
            return identifier
        return self._personas_by_name.get(same_name(self._source.personas[identifier].name))

    def _find_channel(self, identifier: str) -> str:
        channel = self._source.channels[identifier]
        here = self._document.channels.get(identifier)
        name = same_name(channel.name)
        if here is not None and (self._is_home or same_name(here.name) == name):
            return identifier
        if name in self._channels_by_name:
            return self._channels_by_name[name]
        self._new_channels.append(identifier)
        self._channels_by_name[name] = identifier if here is None else new_id("channels")
        return self._channels_by_name[name]

    def _find_need(self, identifier: str) -> str | None:
        if self._is_home and identifier in self._document.needs:
            return identifier
        key = need_key(self._source, self._source.needs[identifier])
        here = self._document.needs.get(identifier)
        if here is not None and need_key(self._document, here) == key:
            return identifier
        return self._needs_by_name.get(key)
