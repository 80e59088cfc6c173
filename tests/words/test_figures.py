"""Figures: value, unit, qualifier, and sums that claim no more than their parts."""

import itertools
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from dlxh.words.figures import Figure, FigureError, FigureUnit, Qualifier, UnitError

COUNTS = st.integers(0, 10**6)
KNOWN = st.builds(
    Figure, COUNTS, st.just("report"), st.sampled_from(["exact", "about", "more_than", "at_least"])
)
FIGURES = KNOWN | st.just(Figure.unknown("report"))


def holds(figure: Figure, truth: int) -> bool:
    """Say whether what a figure claims is true of a number."""
    match figure.qualifier:
        case Qualifier.EXACT:
            return truth == figure.value
        case Qualifier.MORE_THAN:
            return truth > (figure.value or 0)
        case Qualifier.AT_LEAST:
            return truth >= (figure.value or 0)
        case _:
            return True


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"value": null, "unit": "report"}', "figure_unknown"),
        ('{"unit": "report"}', "figure_unknown"),
        ('{"value": 0, "unit": "report", "qualifier": "unknown"}', "figure_unknown"),
        ('{"value": -1, "unit": "report"}', "figure_negative"),
        ('{"value": "1", "unit": "report"}', "int_type"),
        ('{"value": 1.0, "unit": "report"}', "int_type"),
        ('{"value": true, "unit": "report"}', "int_type"),
        ('{"value": 1000000000000000, "unit": "report"}', "less_than_equal"),
        ('{"value": 1, "unit": "reports"}', "enum"),
        ('{"value": 1, "unit": "report", "source": "x"}', "extra_forbidden"),
        ('{"value": 1}', "missing"),
    ],
)
def test_refused(text: str, code: str) -> None:
    """A figure has a value, a unit and a qualifier; missing is not zero, and JSON is read strictly."""
    with pytest.raises(ValidationError) as refusal:
        Figure.model_validate_json(text)
    assert [line["type"] for line in refusal.value.errors()] == [code]


def test_made_by_hand() -> None:
    """The number comes first, then the unit; exact unless said otherwise."""
    assert Figure(386, "report_time") == Figure(386, FigureUnit.REPORT_TIME, Qualifier.EXACT)
    assert Figure(-18000, "dong").value == -18000
    assert Figure(3, "class_").replace(value=4) == Figure(4, "class_")
    with pytest.raises(ValidationError):
        Figure(3, "class_").replace(value=None)
    with pytest.raises(ValidationError):
        Figure(-3, "class_")


@given(FIGURES)
def test_json_round_trip(figure: Figure) -> None:
    """A figure comes back from JSON as it went."""
    assert Figure.model_validate_json(figure.model_dump_json()) == figure
    assert Figure.model_validate_json(figure.model_dump_json(exclude_none=True)) == figure


@given(FIGURES)
def test_text_round_trip(figure: Figure) -> None:
    """Parsing and formatting are inverse: figures."""
    assert Figure.parse(figure.text("vi"), figure.unit) == figure


@given(st.lists(COUNTS, min_size=1), st.sampled_from(FigureUnit))
def test_exact_figures_add_like_their_values(values: list[int], unit: FigureUnit) -> None:
    """Figures add like their units: exact and exact is exact."""
    assert Figure.sum([Figure(value, unit) for value in values], unit=unit) == Figure(sum(values), unit)


@given(st.lists(st.tuples(KNOWN, COUNTS), min_size=1, max_size=5), st.lists(COUNTS, max_size=2))
def test_a_sum_is_true(known: list[tuple[Figure, int]], missing: list[int]) -> None:
    """A figure never pretends: whatever the parts truly are, the sum does not say a false thing of their total."""
    parts = [(part, (part.value or 0) + extra) for part, extra in known]
    parts = [(part, part.value or 0 if part.qualifier is Qualifier.EXACT else truth) for part, truth in parts]
    assume(all(holds(part, truth) for part, truth in parts))
    figures = [part for part, _ in parts] + [Figure.unknown("report")] * len(missing)
    total = sum(truth for _, truth in parts) + sum(missing)

    assert holds(Figure.sum(figures, unit="report"), total)
    running = figures[0]
    for figure in figures[1:]:
        running = running + figure
    assert holds(running, total)


@given(st.lists(FIGURES, max_size=5), st.randoms())
def test_a_sum_has_no_order(figures: list[Figure], random: Random) -> None:
    """A sum does not depend on the order of its parts."""
    shuffled = list(figures)
    random.shuffle(shuffled)
    assert Figure.sum(figures, unit="report") == Figure.sum(shuffled, unit="report")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], (None, "unknown")),
        ([(3, "exact"), (4, "about")], (7, "about")),
        ([(3, "exact"), (4, "more_than")], (7, "more_than")),
        ([(3, "at_least"), (4, "more_than")], (7, "more_than")),
        ([(3, "at_least"), (4, "exact")], (7, "at_least")),
        ([(3, "exact"), (None, "unknown")], (3, "at_least")),
        ([(0, "exact"), (None, "unknown")], (None, "unknown")),
        ([(0, "more_than"), (None, "unknown")], (0, "more_than")),
        ([(None, "unknown"), (None, "unknown")], (None, "unknown")),
        ([(3, "about"), (None, "unknown")], (None, "unknown")),
        ([(3, "about"), (4, "at_least")], (None, "unknown")),
        ([(3, "about"), (4, "more_than")], (None, "unknown")),
    ],
    ids=str,
)
def test_qualifiers_by_hand(parts: list[tuple[int | None, str]], expected: tuple[int | None, str]) -> None:
    """Sums propagate qualifiers, and a sum of nothing is unknown, not zero."""
    figures = [Figure(value, "report", qualifier) for value, qualifier in parts]

    assert Figure.sum(figures, unit="report") == Figure(expected[0], "report", expected[1])
    if len(figures) == 2:
        assert (
            figures[0] + figures[1] == figures[1] + figures[0] == Figure(expected[0], "report", expected[1])
        )


def test_missing_amount_of_money() -> None:
    """A missing amount in đồng may be negative, so that it leaves no lower bound."""
    assert Figure(100, "dong") + Figure.unknown("dong") == Figure.unknown("dong")
    assert Figure(-100, "dong") + Figure(40, "dong", "at_least") == Figure(-60, "dong", "at_least")


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(FigureUnit, 2)))
def test_unlike_units(one: FigureUnit, other: FigureUnit) -> None:
    """Addition of unlike units raises, and names both."""
    with pytest.raises(UnitError, match=f"{other.value} is not added to {one.value}"):
        Figure(1, one) + Figure(1, other)


def test_only_figures_add() -> None:
    """A bare number has no unit, so it does not add; a text of another unit is no figure."""
    with pytest.raises(TypeError):
        _ = Figure(1, "report") + 1
    with pytest.raises(TypeError):
        sum([Figure(1, "report")])  # type: ignore[list-item]
    with pytest.raises(FigureError):
        Figure.parse("386 lượt báo cáo", "report")
