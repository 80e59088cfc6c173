"""Vòng khép kín: what points to what in a circle, and the same without it."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

_SHALLOW: Final = 8
"""The levels that are taken off as a whole, which is quick; most maps have no more."""


def find_cycles(links: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return each node that lies on a cycle with the name of its knot: the least of all nodes that lead to each other.

    The depth is not limited: nothing calls itself.

    >>> find_cycles([("a", "b"), ("b", "a"), ("c", "a"), ("d", "d")])
    {'a': 'a', 'b': 'a', 'd': 'd'}
    """
    links = _drop_ends(list(links))
    ahead: dict[str, set[str]] = {}
    back: dict[str, set[str]] = {}
    for one, other in links:
        ahead.setdefault(one, set()).add(other)
        back.setdefault(other, set()).add(one)
    graph = {node: ahead.get(node, set()) for node in {**ahead, **back}}
    found: dict[str, str] = {}
    placed: set[str] = set()
    for root in reversed(_finish_order(graph)):
        if root in placed:
            continue
        placed.add(root)
        knot = [root]
        for node in knot:  # it grows
            fresh = back.get(node, set()) - placed
            placed |= fresh
            knot += fresh
        if len(knot) > 1 or root in graph[root]:
            found |= dict.fromkeys(knot, min(knot))
    return dict(sorted(found.items()))


def drop_cycles(graph: Mapping[str, Collection[str]]) -> dict[str, list[str]]:
    """Return a graph without the links between nodes of one knot: which of them leads on to which is not known.

    >>> drop_cycles({"a": ["b"], "b": ["a"], "c": ["a"]})
    {'a': [], 'b': [], 'c': ['a']}
    """
    knots = find_cycles((one, other) for one, others in graph.items() for other in others)
    return {
        one: [other for other in others if one not in knots or knots[one] != knots.get(other)]
        for one, others in graph.items()
    }


def put_in_order(graph: Mapping[str, Collection[str]]) -> list[str]:
    """Return all nodes of a graph, each after those to which it points; a link that closes a cycle is passed over.

    >>> put_in_order({"a": ["b"], "b": ["a"]})
    ['b', 'a']
    """
    done: dict[str, None] = {}
    for root, ahead in graph.items():
        if done.keys() >= set(ahead):  # most nodes, and the walk below is slow
            done[root] = None
            continue
        path: dict[str, None] = {}
        waiting = [iter([root])]
        while waiting:
            node = next(waiting[-1], None)
            if node is None:
                waiting.pop()
                if path:
                    done[path.popitem()[0]] = None
            elif node not in done and not graph[node]:
                done[node] = None
            elif node not in done and node not in path:
                path[node] = None
                waiting.append(iter(graph[node]))
    return list(done)


def _drop_ends(links: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Take off links to what leads nowhere, as long as that goes on and is quick."""
    for _ in range(_SHALLOW):
        sources = {one for one, _ in links}
        kept = [link for link in links if link[1] in sources]
        if len(kept) == len(links):
            break
        links = kept
    return links


def _finish_order(graph: Mapping[str, Collection[str]]) -> list[str]:
    """Return the nodes in the order in which a walk in depth leaves them."""
    seen: set[str] = set()
    left: list[str] = []
    for root in sorted(graph):
        path = [] if root in seen else [(root, iter(graph[root]))]
        seen.add(root)
        while path:
            node, rest = path[-1]
            ahead = next((each for each in rest if each not in seen), None)
            if ahead is None:
                left.append(node)
                path.pop()
            else:
                seen.add(ahead)
                path.append((ahead, iter(graph[ahead])))
    return left
