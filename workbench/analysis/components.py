"""Sets of states that lead back to each other (Tarjan, 1972), without recursion."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

_UNSEEN = 0


def components(
    following: Mapping[str, Iterable[str]], states: Collection[str] | None = None
) -> list[list[str]]:
    """The strongly connected components of a graph, each after all that it leads to.

    `following` names for every state those it leads to. Of `states` only these, by ways among
    them, else all.
    """
    number = dict.fromkeys(following if states is None else states, _UNSEEN)
    done = len(number) + 1
    seen = 0
    open_states: list[str] = []
    found: list[list[str]] = []
    for root in number:
        if number[root] != _UNSEEN:
            continue
        # the states on the way from the root, where each leads on to, and the lowest number of
        # those not done that each leads back to
        way, onwards, lowest = [root], [iter(following[root])], [seen + 1]
        number[root] = seen = seen + 1
        open_states.append(root)
        while way:
            for other in onwards[-1]:
                # what is not asked for counts as done
                mark = number.get(other, done)
                if mark == _UNSEEN:
                    number[other] = seen = seen + 1
                    open_states.append(other)
                    way.append(other)
                    onwards.append(iter(following[other]))
                    lowest.append(seen)
                    break
                if mark < lowest[-1]:
                    lowest[-1] = mark
            else:
                onwards.pop()
                state, least = way.pop(), lowest.pop()
                if least == number[state]:
                    members = [open_states.pop()]
                    while members[-1] != state:
                        members.append(open_states.pop())
                    number.update(dict.fromkeys(members, done))
                    found.append(members)
                elif least < lowest[-1]:
                    lowest[-1] = least
    return found
