"""Questions about the flow answered by trying every way, sharing no code with the product."""

from __future__ import annotations

from itertools import pairwise

from workbench.analysis import circles, graph
from workbench.analysis.graph import JourneyGraph
from workbench.model.document import Document
from workbench.model.entities import Connection


class Brute:
    """A map by its stages st1, st2… of which the one at `goal` is the goal."""

    def __init__(self, document: Document, goal: int) -> None:
        self.goal = f"st{goal}"
        self.cards = {
            item.id: item for item in document.touchpoints.values() if item.status == "in-place"
        }
        self.links: list[Connection] = [
            item
            for item in document.connections.values()
            if item.share != 0 and item.source in self.cards and item.target in self.cards
        ]
        self.next: dict[str, set[str]] = {name: set() for name in self.cards}
        for link in self.links:
            self.next[link.source].add(link.target)
        self.taken = {
            name: {link.target for link in self.links if link.source == name and self.used(link)}
            for name in self.cards
        }
        self.linked = {end for link in self.links for end in (link.source, link.target)}
        stated = {name for name, item in self.cards.items() if item.entry_share}
        firsts = min((item.stage for item in self.cards.values()), default="")
        self.entries = stated or {n for n, item in self.cards.items() if item.stage == firsts}
        self.goals = {name for name, item in self.cards.items() if item.stage == self.goal}

    def used(self, link: Connection) -> bool:
        """Whether anybody takes it: a blank share beside 100 % leaves nothing."""
        beside = [other.share or 0 for other in self.links if other.source == link.source]
        return link.share is not None or sum(beside) < 100

    def ways(self, start: str, without: str = "") -> set[str]:
        """Everything on any way from `start`, itself included."""
        if start == without:
            return set()
        seen: set[str] = set()

        def walk(name: str) -> None:
            if name not in seen and name != without:
                seen.add(name)
                for other in self.next[name]:
                    walk(other)

        walk(start)
        return seen

    def arrives(self, without: str = "") -> bool:
        return any(self.ways(entry, without) & self.goals for entry in self.entries)

    def dead_ends(self) -> set[str]:
        early = {name for name, item in self.cards.items() if item.stage < self.goal}
        return {name for name in early & self.linked if not self.ways(name) & self.goals}

    def unreachable(self) -> set[str]:
        reached = set().union(*(self.ways(entry) for entry in self.entries))
        return self.linked - reached

    def only_ways_through(self) -> set[str]:
        stages = [item.stage for item in self.cards.values()]
        return {
            name
            for name, item in self.cards.items()
            if self.arrives()
            and not self.arrives(without=name)
            and name not in self.entries | self.goals
            and stages.count(item.stage) > 1
        }

    def circles(self) -> dict[frozenset[str], bool]:
        """Each circle, with whether somebody gets out."""
        after = {name: self.taken_from(name) for name in self.cards}
        circles = {}
        for name in self.cards:
            if name in after[name]:
                members = frozenset(other for other in after[name] if name in after[other])
                circles[members] = any(self.leaves(other, members) for other in members)
        return circles

    def taken_from(self, start: str) -> set[str]:
        """Everything after `start` on the ways that somebody takes."""
        seen: set[str] = set()
        following = [start]
        while following:
            fresh = self.taken[following.pop()] - seen
            seen |= fresh
            following.extend(fresh)
        return seen

    def leaves(self, name: str, members: frozenset[str]) -> bool:
        shares = [link.share for link in self.links if link.source == name]
        lost = None not in shares and sum(share for share in shares if share) < 100
        return lost or name in self.goals or not self.taken[name] <= members


def agrees(flow: JourneyGraph, brute: Brute) -> None:
    """Assert that the product answers every question in the same way."""
    assert set(flow.touchpoints) == set(brute.cards)
    assert set(flow.entries) == brute.entries
    assert flow.drawn is bool(brute.links)
    assert set(graph.not_connected(flow)) == set(brute.cards) - brute.linked
    assert set(graph.dead_ends(flow)) == brute.dead_ends()
    assert set(graph.unreachable(flow)) == brute.unreachable()
    assert set(graph.only_ways_through(flow)) == brute.only_ways_through()
    found = circles.circles(flow)
    assert {frozenset(item.touchpoints): item.exit for item in found} == brute.circles()
    for circle in found:
        assert is_shortest_cycle(brute, circles.shortest_cycle(flow, circle), circle.touchpoints)


def is_shortest_cycle(brute: Brute, cycle: tuple[str, ...], members: tuple[str, ...]) -> bool:
    closed = all(b in brute.taken[a] for a, b in pairwise((*cycle, cycle[0])))
    return closed and len(cycle) == min(len(way) for way in cycles(brute, members))


def cycles(brute: Brute, members: tuple[str, ...]) -> list[list[str]]:
    """Every cycle without repetition among the members."""
    complete: list[list[str]] = []

    def extend(way: list[str]) -> None:
        for other in brute.taken[way[-1]]:
            if other == way[0]:
                complete.append(way)
            elif other in members and other not in way:
                extend([*way, other])

    for start in members:
        extend([start])
    return complete
