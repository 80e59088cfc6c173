"""Sums of figures on columns: they claim what `Figure.sum` claims, on every engine."""

from datetime import date, timedelta
from itertools import chain, combinations_with_replacement

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh import Figure, Period, Register, measure
from tests.engines import Engine
from tests.lengths import examples
from tests.sample import training

FIRST = date(2024, 1, 1)
PARTS = [
    Figure(3, "class_"),
    Figure(0, "class_"),
    Figure(5, "class_", "about"),
    Figure(7, "class_", "more_than"),
    Figure(0, "class_", "at_least"),
    Figure(11, "class_", "at_least"),
    Figure(13, "class_", "at_most"),
    Figure(17, "class_", "below"),
    Figure.unknown("class_"),
]
SUMS = list(chain.from_iterable(combinations_with_replacement(PARTS, size) for size in (1, 2, 3)))


def _sums(
    groups: list[tuple[Figure, ...]], partial: tuple[str, ...], on_engine: Engine
) -> list[Figure | None]:
    """Return the sums of some groups, each on a day of its own."""
    records = [
        training(f"a{day}-{number}", f"{FIRST + timedelta(days=day)}", figure, Figure(1, "person"))
        for day, group in enumerate(groups)
        for number, figure in enumerate(group)
    ]
    register = Register(records, as_of=date(2025, 12, 31), partial=partial)
    period = Period.custom(FIRST, FIRST + timedelta(days=len(groups) - 1))
    result = measure(on_engine(register), ["classes"], by=["day"], period=period)
    return [row.figure for row in sorted(result.rows, key=lambda row: str(row.keys["day"]))]


@pytest.mark.parametrize("partial", [(), ("activities",)], ids=["whole", "partial"])
def test_sums_by_qualifier(on_engine: Engine, partial: tuple[str, ...]) -> None:
    """For every one, two and three qualifiers: what is lacking from a partial table is one part more, about which nothing is known."""
    lacking = [Figure.unknown("class_")] if partial else []
    expected = [Figure.sum([*group, *lacking], unit="class_") for group in SUMS]

    assert _sums(SUMS, partial, on_engine) == expected


FIGURES = st.one_of(
    st.builds(
        Figure,
        st.integers(0, 50),
        st.just("class_"),
        st.sampled_from(["exact", "about", "more_than", "at_least", "at_most"]),
    ),
    st.builds(Figure, st.integers(1, 50), st.just("class_"), st.just("below")),
    st.just(Figure.unknown("class_")),
)


@settings(max_examples=examples(15))
@given(st.lists(st.lists(FIGURES, min_size=1, max_size=6).map(tuple), min_size=1, max_size=20))
def test_sums_of_any_figures(groups: list[tuple[Figure, ...]]) -> None:
    """A measure adds figures of any number and value as `Figure.sum` does."""
    expected = [Figure.sum(group, unit="class_") for group in groups]

    assert (
        _sums(groups, (), lambda register: register.tables if isinstance(register, Register) else register)
        == expected
    )
