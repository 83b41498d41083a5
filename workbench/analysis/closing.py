"""Gaps that are no longer found: what people have closed since they last looked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.analysis.finding import Finding
from workbench.model.document import Document
from workbench.words.say import known


def closed_since(
    document: Document, map_id: str, previous: Iterable[str], found: Sequence[Finding]
) -> tuple[str, ...]:
    """The keys among `previous` of gaps of the map that are gone, sorted.

    `found` is what `findings` gives now. A rule that was switched off or is no longer known
    closes nothing. Where a rule tells many cards alike as one finding, that is gone once the
    rule reports none of its cards any more, so that mending one of five, or a sixth, does not
    pass for closing all.
    """
    off = {item.rule for item in document.rule_settings.values() if not item.enabled}
    current = {item.key for item in found}
    folded: dict[str, set[str]] = {}
    for item in found:
        if item.folds:
            folded.setdefault(item.rule, set()).update(subject.id for subject in item.subjects)
    closed = []
    for key in sorted(set(previous) - current):
        rule, _, rest = key.partition("/")
        where, _, subjects = rest.partition("/")
        if where != map_id or rule in off or not known(f"rule.{rule}.when"):
            continue
        if folded.get(rule, set()).isdisjoint(subjects.split("+")):
            closed.append(key)
    return tuple(closed)
