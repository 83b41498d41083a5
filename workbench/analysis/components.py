"""Sets of states that lead back to each other (Tarjan, 1972), without recursion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def components(following: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The strongly connected components of a graph, each after all that it leads to.

    `following` names for every state those it leads to.
    """
    number: dict[str, int] = {}
    # the lowest number that a state leads back to
    lowest: dict[str, int] = {}
    open_states: list[str] = []
    done: set[str] = set()
    found: list[list[str]] = []
    for root in following:
        if root in number:
            continue
        number[root] = lowest[root] = len(number)
        open_states.append(root)
        way = [(root, iter(following[root]))]
        while way:
            state, others = way[-1]
            for other in others:
                if other not in number:
                    number[other] = lowest[other] = len(number)
                    open_states.append(other)
                    way.append((other, iter(following[other])))
                    break
                if other not in done and number[other] < lowest[state]:
                    lowest[state] = number[other]
            else:
                way.pop()
                if way and lowest[state] < lowest[way[-1][0]]:
                    lowest[way[-1][0]] = lowest[state]
                if lowest[state] == number[state]:
                    found.append(_taken(open_states, state))
                    done.update(found[-1])
    return found


def _taken(states: list[str], last: str) -> list[str]:
    """The states from the end of a list, which loses them, back to `last`."""
    members = [states.pop()]
    while members[-1] != last:
        members.append(states.pop())
    return members
