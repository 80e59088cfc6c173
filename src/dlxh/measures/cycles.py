"""Vòng khép kín: what points to what, in an order in which each comes after all that it points to."""

from collections.abc import Collection, Mapping, Sequence

from dlxh.words.bilingual import BilingualError

SHOWN = 20
"""At most so many units of a cycle are named in an error."""


class LineageError(BilingualError):
    """Units that cannot be followed, or a map that was not asked for rightly.

    >>> LineageError.cycle("parent", ["b", "a"]).en
    'units stand in a cycle of parent: b → a → b; correct parent so that the line comes to an end'
    """

    @classmethod
    def cycle(cls, field: str, units: Sequence[str]) -> "LineageError":
        """Units lead back to themselves."""
        near = [*units[:SHOWN], *(["…"] if len(units) > SHOWN else []), units[0]]
        line = " → ".join(near)
        return cls(
            vi=f"các đơn vị nối thành vòng qua {field}: {line}; sửa {field} để dãy có điểm cuối",
            en=f"units stand in a cycle of {field}: {line}; correct {field} so that the line comes to an end",
        )


def ordered(graph: Mapping[str, Collection[str]], field: str) -> list[str]:
    """Return all nodes, each after those to which it points; the same for every order of the graph.

    The depth of the graph is not limited: nothing calls itself.

    Raises:
        LineageError: a cycle; `field` says of what.

    >>> ordered({"a": ["b"], "b": []}, "parent")
    ['b', 'a']
    """
    done: dict[str, None] = {}
    for root in sorted(graph):
        path: dict[str, None] = {}
        waiting = [iter([root])]
        while waiting:
            node = next(waiting[-1], None)
            if node is None:
                waiting.pop()
                if path:
                    done[path.popitem()[0]] = None
            elif node in path:
                trail = list(path)
                raise LineageError.cycle(field, trail[trail.index(node) :])
            elif node not in done and not graph[node]:
                done[node] = None
            elif node not in done:
                path[node] = None
                waiting.append(iter(sorted(graph[node])))
    return list(done)
