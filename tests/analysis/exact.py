"""The figures of a flow in fractions, from their definitions.

Nothing here shares code with the product, nor with what `brute` tries out.
"""

from __future__ import annotations

from fractions import Fraction

from workbench.model.document import Document


class Exact:
    """A map of the stages st1 to st4, of which st3 is the goal."""

    def __init__(self, document: Document) -> None:
        cards = sorted(document.touchpoints.values(), key=lambda item: (item.stage, item.id))
        self.names = [item.id for item in cards]
        self.goals = {item.id for item in cards if item.stage == "st3"}
        given = {item.id: Fraction(item.entry_share) for item in cards if item.entry_share}
        firsts = [item.id for item in cards if item.stage == cards[0].stage]
        shares = given or dict.fromkeys(firsts, Fraction(1))
        self.entries = {name: share / sum(shares.values()) for name, share in shares.items()}
        self.chance: dict[tuple[str, str], Fraction] = {}
        for name in self.names:
            links = [c for c in document.connections.values() if c.source == name and c.share != 0]
            known = sum((Fraction(c.share) for c in links if c.share is not None), Fraction(0))
            blanks = sum(c.share is None for c in links)
            for link in links:
                share = (
                    Fraction(link.share)
                    if link.share is not None
                    else max(100 - known, Fraction(0)) / blanks
                )
                pair = (name, link.target)
                self.chance[pair] = self.chance.get(pair, Fraction(0)) + share / max(known, 100)
        self.linked = any(c.share != 0 for c in document.connections.values())

    def step(self, a: str, b: str) -> Fraction:
        return self.chance.get((a, b), Fraction(0))

    def left(self, name: str) -> Fraction:
        return 1 - sum((self.step(name, other) for other in self.names), Fraction(0))

    def after(self, start: str) -> set[str]:
        seen = {start}
        while True:
            more = {b for a in seen for b in self.names if self.step(a, b)} - seen
            if not more:
                return seen
            seen |= more

    def endless(self, name: str) -> bool:
        """Whether nobody who comes here ever leaves, and everybody comes back."""
        after = self.after(name)
        return not any(map(self.left, after)) and all(name in self.after(o) for o in after)

    def hitting(self, aims: set[str]) -> dict[str, Fraction]:
        """From each touchpoint, the probability of ever coming to one of `aims`."""
        able = [n for n in self.names if n not in aims and self.after(n) & aims]
        matrix = [
            [Fraction(row == column) - self.step(row, column) for column in able] for row in able
        ]
        right = [sum((self.step(row, aim) for aim in aims), Fraction(0)) for row in able]
        found = dict(zip(able, gauss(matrix, right), strict=True))
        return {n: Fraction(1) if n in aims else found.get(n, Fraction(0)) for n in self.names}

    def arriving(self, aims: set[str]) -> Fraction:
        chances = self.hitting(aims)
        return sum((share * chances[name] for name, share in self.entries.items()), Fraction(0))

    def reach(self, name: str) -> Fraction | None:
        if self.endless(name) and not self.after(name) & self.goals:
            return None
        return self.arriving({name})

    def visits(self, name: str) -> Fraction | None:
        """Those who ever come ÷ (1 − probability of coming back)."""
        if self.endless(name):
            return None
        back = self.hitting({name})
        again = sum((self.step(name, o) * back[o] for o in self.names), Fraction(0))
        return self.arriving({name}) / (1 - again)

    def until_goal(self) -> None:
        """End the journey at the goal."""
        for pair in [pair for pair in self.chance if pair[0] in self.goals]:
            del self.chance[pair]

    def likeliest(self) -> tuple[tuple[str, ...], Fraction] | None:
        """Every path without repetition to a goal, the best by the rules of ties."""
        found: list[tuple[Fraction, int, list[int], tuple[str, ...]]] = []

        def extend(way: tuple[str, ...], chance: Fraction) -> None:
            if way[-1] in self.goals:
                found.append((-chance, len(way), [self.names.index(n) for n in way], way))
            for other in self.names:
                if other not in way and self.step(way[-1], other):
                    extend((*way, other), chance * self.step(way[-1], other))

        for name, share in self.entries.items():
            extend((name,), share)
        if not found:
            return None
        best = min(found)
        return best[3], -best[0]


def gauss(matrix: list[list[Fraction]], right: list[Fraction]) -> list[Fraction]:
    """The solution of a regular system, exactly."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at in range(len(rows)):
        pivot = next(index for index in range(at, len(rows)) if rows[index][at])
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for index, row in enumerate(rows):
            if index != at and row[at]:
                rows[index] = [x - row[at] * y for x, y in zip(row, rows[at], strict=True)]
    return [row[-1] for row in rows]


def near(found: float | None, exact: Fraction | None) -> bool:
    if found is None or exact is None:
        return found is exact
    return abs(found - exact) <= 1e-9
