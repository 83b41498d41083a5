"""Changes to the flow of a map that are tried before they are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.patch import Label, Patch


def trial(
    document: Document, shares: Mapping[str, float | None], without: Iterable[str] = ()
) -> Patch:
    """Give connections other shares (per cent) and take touchpoints out, as one step.

    `shares` is by the connection's id, None for a blank share. What is gone by now, or goes
    with a touchpoint, is passed over. Raises InvalidValue for a share outside 0 to 100.
    """
    taken = [("touchpoints", item) for item in without if item in document.touchpoints]
    patch = Patch(Label.of("flow.trial"), edit.remove(document, taken).changes)
    rest = document.apply(patch)
    for connection, share in shares.items():
        if connection in rest.connections:
            patch = patch.then(edit.set_field(rest, "connections", connection, "share", share))
    return patch
