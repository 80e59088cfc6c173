"""T201: two memberships of one person on one day."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh import Register, Severity, Tables, check
from dlxh.models.collaborator import Membership
from tests.engines import Engine
from tests.lengths import examples
from tests.sample import AS_OF, membership

Pair = tuple[str | None, str]


def _pairs(found: object) -> list[Pair]:
    return [(finding.record, finding.evidence[0]) for finding in found]  # type: ignore[attr-defined] # findings


CASES: dict[str, tuple[list[Membership], list[Pair]]] = {
    "none": ([], []),
    "one": ([membership("a", "2021-01-01")], []),
    "days that touch": ([membership("a", "2021-01-01", "2021-06-30"), membership("b", "2021-07-01")], []),
    "one day in common": (
        [membership("a", "2021-01-01", "2021-07-01"), membership("b", "2021-07-01")],
        [("b", "a")],
    ),
    "same start": (
        [membership("b", "2021-01-01", "2021-01-01"), membership("a", "2021-01-01", "2021-12-31")],
        [("b", "a")],
    ),
    "one inside another long one": (
        [
            membership("a", "2021-01-01", "2025-12-31"),
            membership("b", "2021-02-01", "2021-02-28"),
            membership("c", "2022-02-01", "2022-02-28"),
        ],
        [("b", "a"), ("c", "a")],
    ),
    "open ends": ([membership("a", "2021-01-01"), membership("b", "2024-01-01")], [("b", "a")]),
    "an open end before": (
        [membership("a", "2024-01-01"), membership("b", "2021-01-01", "2023-12-31")],
        [],
    ),
    "other people": (
        [membership("a", "2021-01-01"), membership("b", "2021-01-01", collaborator="CTV-2")],
        [],
    ),
    "three at once": (
        [membership("c", "2021-01-03"), membership("a", "2021-01-01"), membership("b", "2021-01-02")],
        [("b", "a"), ("c", "b")],
    ),
    "two before, of which the first ends last": (
        [
            membership("a", "2021-01-01"),
            membership("b", "2021-02-01", "2021-06-30"),
            membership("c", "2021-06-30"),
        ],
        [("b", "a"), ("c", "a")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_overlaps(on_engine: Engine, case: str) -> None:
    """A membership that shares a day with an earlier one of its person is found once, with the one of these that ends last."""
    memberships, expected = CASES[case]
    findings = check(on_engine(Register(memberships, as_of=AS_OF, empty=["memberships"])), only=["T201"])

    assert _pairs(findings) == expected
    assert findings.ok == (not expected)


def test_what_is_said() -> None:
    """An overlap is an error, and both memberships are named in both languages."""
    (finding,) = check(Register(CASES["same start"][0], as_of=AS_OF), only=["T201"])

    assert finding.severity is Severity.ERROR
    assert (finding.table, finding.field) == ("memberships", "start")
    assert finding.message("vi") == "tư cách b trùng thời gian với a của cùng cộng tác viên"
    assert finding.message("en") == "membership b overlaps a of the same collaborator"


DAY = date(2021, 1, 1)
SPANS = st.lists(
    st.tuples(
        st.integers(0, 30), st.one_of(st.none(), st.integers(0, 30)), st.sampled_from(["CTV-1", "CTV-2"])
    ),
    max_size=9,
)


def _membership(number: int, span: tuple[int, int | None, str]) -> Membership:
    start = DAY + timedelta(days=span[0])
    end = None if span[1] is None else start + timedelta(days=span[1])
    return membership(f"m{number}", f"{start}", end and f"{end}", collaborator=span[2])


def _oracle(memberships: list[Membership]) -> set[Pair]:
    """Hold each membership against each that began before it."""
    far = date(9999, 12, 31)
    before = {
        one.id: [
            other
            for other in memberships
            if other.collaborator == one.collaborator
            and (other.start, other.id) < (one.start, one.id)
            and one.start <= (other.end or far)
        ]
        for one in memberships
    }
    return {
        (key, max(others, key=lambda other: (other.end or far, other.start, other.id)).id)
        for key, others in before.items()
        if others
    }


@settings(max_examples=examples(60))
@given(SPANS, st.randoms(use_true_random=False))
def test_any_two_intervals(spans: list[tuple[int, int | None, str]], shuffled: object) -> None:
    """Overlapping memberships: each against all before it, also one inside another, in any order of rows; new ones find the same."""
    memberships = [_membership(number, span) for number, span in enumerate(spans)]
    shuffled.shuffle(memberships)  # type: ignore[attr-defined] # a Random
    none = Register([], as_of=AS_OF, empty=["memberships"])

    for found in (
        _pairs(check(Register(memberships, as_of=AS_OF, empty=["memberships"]), only=["T201"])),
        _pairs(check(memberships, within=none, only=["T201"])),
    ):
        assert len(found) == len(set(found))
        assert set(found) == _oracle(memberships)


def test_a_column_filled_with_one_collaborator(on_engine: Engine) -> None:
    """However many rows one owner has, they are at most as many findings, in bulk and where one is new."""
    size = 4_000
    frame = pl.DataFrame({"id": [f"m{nth:04}" for nth in range(size)]}).with_columns(
        network=pl.lit("gl"), term=pl.lit("t1"), collaborator=pl.lit("CTV-1"), start=DAY, end=None, paid=True
    )
    tables = on_engine(Tables({"memberships": frame}, as_of=AS_OF))
    new = membership("n1", "2021-06-01", collaborator="CTV-1")

    assert check(tables, only=["T201"]).counts() == {"T201": size - 1}
    assert _pairs(check(new, within=tables, only=["T201"])) == [("n1", "m3999")]
