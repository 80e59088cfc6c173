"""Units that are above themselves, or follow themselves, in circles of any length."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dlxh
from dlxh import Register, check
from dlxh.register.cycles import drop_cycles, find_cycles, put_in_order
from tests.engines import Engine
from tests.sample import membership, unit

NODES = "abcdef"
LINKS = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=12)


def _leads(links: list[tuple[str, str]], start: str) -> set[str]:
    reached: set[str] = set()
    fresh = {start}
    while fresh:
        fresh = {other for one, other in links if one in fresh} - reached
        reached |= fresh
    return reached


@given(LINKS)
def test_a_node_lies_on_a_cycle_if_it_leads_to_itself(links: list[tuple[str, str]]) -> None:
    """Found is each node that leads back to itself, and two share a name if and only if each leads to the other."""
    found = find_cycles(links)

    assert set(found) == {node for node in NODES if node in _leads(links, node)}
    for one in found:
        for other in found:
            assert (found[one] == found[other]) == (
                other in _leads(links, one) and one in _leads(links, other)
            )


@given(LINKS)
def test_without_its_cycles_a_graph_can_be_put_in_order(links: list[tuple[str, str]]) -> None:
    """Only links within a circle are taken out; what is left comes to an end."""
    graph = {node: [other for one, other in links if one == node] for node in NODES}
    cut = drop_cycles(graph)
    order = put_in_order(cut)

    assert all(order.index(other) < order.index(one) for one in NODES for other in cut[one])
    for one, other in links:
        assert (other in cut[one]) == (one not in _leads(links, other))


def _ring(size: int, level: str = "commune") -> list[Any]:
    keys = [f"u{place}" for place in range(size)]
    return [unit(key, level=level, parent=keys[(place + 1) % size]) for place, key in enumerate(keys)]


@pytest.mark.parametrize("size", [1, 2, 3, 400])
def test_parents_in_a_circle(on_engine: Engine, size: int) -> None:
    """Each unit of a circle of parents is one finding with its parent; what hangs on it, or on nothing, is none."""
    apart = [unit("x", level="commune", parent="u0"), unit("y", level="commune"), unit("z", parent="y")]
    found = check(on_engine(Register([*_ring(size), *apart], as_of=date(2024, 7, 24))), only=["U109", "U110"])

    assert {(each.code, each.record, each.evidence) for each in found} == {
        ("U109", f"u{place}", (f"u{(place + 1) % size}",)) for place in range(size)
    }
    assert len(found) == size
    assert not found.ok


@pytest.mark.parametrize("size", [1, 2, 5])
def test_successors_in_a_circle(on_engine: Engine, size: int) -> None:
    """Each step of a circle of successors is one finding; a plain chain that ends is none, nor is U106 about it."""

    def step(to: str) -> list[dict[str, str]]:
        return [{"successor": to, "kind": "rename", "on": "2024-01-01"}]

    ring = [unit(f"u{n}", level="commune", successors=step(f"u{(n + 1) % size}")) for n in range(size)]
    chain = [unit(f"v{n}", level="commune", successors=step(f"v{n + 1}")) for n in range(3)]
    whole = [*ring, *chain, unit("v3", level="commune")]
    found = check(on_engine(Register(whole, as_of=date(2024, 7, 24))), only=["U106", "U109", "U110"])

    assert [(each.code, each.record) for each in found] == [("U110", f"u{n}#1") for n in range(size)]


def test_a_new_unit_that_closes_a_circle() -> None:
    """A unit that would close a circle is found before it joins."""
    line = Register([unit("a", parent="b"), unit("b", parent="c")], as_of=date(2024, 7, 24))
    found = check(unit("c", parent="a"), within=line)

    assert ("U109", "c") in {(each.code, each.record) for each in found}


def test_a_circle_takes_nothing_from_a_measure(on_engine: Engine) -> None:
    """A circle of parents leaves the figures by level of all others as they are; its own units belong to no district."""
    sound = [unit("d", level="district"), unit("x", level="commune", parent="d")]
    memberships = [
        membership(key, "2021-01-01", collaborator=key, organisation=key) for key in ("x", "u0", "u1")
    ]
    tables = on_engine(Register([*_ring(2), *sound, *memberships], as_of=date(2024, 7, 24)))
    result = dlxh.measure(tables, ["collaborators"], by=["district"])

    assert {(row["district"], row["value"]) for row in result.polars.iter_rows(named=True)} == {
        ("d", 1),
        (None, 2),
    }
