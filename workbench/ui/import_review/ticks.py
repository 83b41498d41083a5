"""Which suggestions are ticked, when some cannot do without others."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.model.proposal import Proposal, closure


class Ticks:
    """The ticked suggestions of a proposal, always with all that they need."""

    def __init__(self, proposal: Proposal) -> None:
        self._proposal = proposal
        self._dependents: dict[int, list[int]] = {}
        for index, suggestion in enumerate(proposal.suggestions):
            for needed in suggestion.needs:
                self._dependents.setdefault(needed, []).append(index)
        self.accepted = closure(
            proposal, (i for i, item in enumerate(proposal.suggestions) if item.ticked)
        )

    def tick(self, indices: Iterable[int]) -> None:
        """Accept these and what they cannot do without."""
        self.accepted |= closure(self._proposal, indices)

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
