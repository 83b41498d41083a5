"""Which suggestions are ticked, when some need others and some exclude each other."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.model.proposal import Proposal, closure, without_rivals


class Ticks:
    """The ticked suggestions of a proposal, always with all that they need, never two rivals."""

    def __init__(self, proposal: Proposal) -> None:
        self._proposal = proposal
        self._dependents: dict[int, list[int]] = {}
        for index, suggestion in enumerate(proposal.suggestions):
            for needed in suggestion.needs:
                self._dependents.setdefault(needed, []).append(index)
        ticked = (i for i, item in enumerate(proposal.suggestions) if item.ticked)
        self.accepted: frozenset[int] = without_rivals(proposal, ticked)

    def tick(self, index: int) -> None:
        """Accept this and what it cannot do without; its rivals are rejected."""
        wanted = closure(self._proposal, [index])
        rivals = {it for i in wanted for it in self._proposal.suggestions[i].rivals}
        self.untick(rivals - wanted)
        self.accepted |= wanted

    def tick_all(self, indices: Iterable[int]) -> None:
        """Accept these with what they need, but nothing that is still to be chosen from rivals."""
        for index in indices:
            wanted = closure(self._proposal, [index]) - self.accepted
            if not any(self._proposal.suggestions[it].rivals for it in wanted):
                self.accepted |= wanted

    def untick(self, indices: Iterable[int]) -> None:
        """Reject these and what cannot do without them."""
        gone: set[int] = set()
        queue = list(indices)
        while queue:
            index = queue.pop()
            if index not in gone:
                gone.add(index)
                queue.extend(self._dependents.get(index, ()))
        self.accepted -= gone
