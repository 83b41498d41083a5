"""The one mutable thing: which document is current, and who wants to know."""

from __future__ import annotations

from collections.abc import Callable

from workbench.model.document import Document
from workbench.model.patch import Patch

Subscriber = Callable[[Patch, Document], None]


class Session:
    """Holds the document, applies patches, tells subscribers about each."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._subscribers: list[Subscriber] = []

    @property
    def document(self) -> Document:
        return self._document

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Call `subscriber(patch, document)` after every change; gives the way out."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    def apply(self, patch: Patch) -> None:
        """Make `patch` and tell everyone. Raises StalePatch and changes nothing."""
        if not patch:
            return
        self._document = self._document.apply(patch)
        for subscriber in tuple(self._subscribers):
            subscriber(patch, self._document)
