"""Figures: value, unit, qualifier, and sums that state no more than their parts."""

import itertools
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dlxh.words.figure_text import unit_label
from dlxh.words.figures import Figure, FigureError, FigureUnit, Qualifier, UnitError
from dlxh.words.money import MAX_DONG
from dlxh.words.numbers import NumberError

COUNTS = st.integers(0, 10**6)
BOUNDS = ["exact", "about", "more_than", "at_least", "at_most"]
KNOWN = st.builds(Figure, COUNTS, st.just("report"), st.sampled_from(BOUNDS)) | st.builds(
    Figure, st.integers(1, 10**6), st.just("report"), st.just("below")
)
FIGURES = KNOWN | st.just(Figure.unknown("report"))
AMOUNTS = st.builds(
    Figure, st.integers(-(10**6), 10**6), st.just("dong"), st.sampled_from([*BOUNDS, "below"])
) | (st.just(Figure.unknown("dong")))


class Ends(NamedTuple):
    """Between which ends a value lies; None: there is none."""

    least: int | None
    most: int | None
    least_open: bool = False
    most_open: bool = False


def ends_of(figure: Figure) -> Ends:
    """Return what a figure says of its value, by its qualifier."""
    zero = None if figure.unit is FigureUnit.DONG else 0
    value = figure.value
    match figure.qualifier:
        case Qualifier.EXACT:
            return Ends(value, value)
        case Qualifier.MORE_THAN:
            return Ends(value, None, least_open=True)
        case Qualifier.AT_LEAST:
            return Ends(value, None)
        case Qualifier.AT_MOST:
            return Ends(zero, value)
        case Qualifier.BELOW:
            return Ends(zero, value, most_open=True)
        case _:
            return Ends(zero, None)


def holds(figure: Figure, truth: int) -> bool:
    """Say whether what a figure claims is true of a number."""
    match figure.qualifier:
        case Qualifier.EXACT:
            return truth == figure.value
        case Qualifier.MORE_THAN:
            return truth > (figure.value or 0)
        case Qualifier.AT_LEAST:
            return truth >= (figure.value or 0)
        case Qualifier.AT_MOST:
            return truth <= (figure.value or 0)
        case Qualifier.BELOW:
            return truth < (figure.value or 0)
        case _:
            return True


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"value": null, "unit": "report"}', "figure_unknown"),
        ('{"unit": "report"}', "figure_unknown"),
        ('{"value": 0, "unit": "report", "qualifier": "unknown"}', "figure_unknown"),
        ('{"value": -1, "unit": "report"}', "figure_negative"),
        ('{"value": 0, "unit": "report", "qualifier": "below"}', "figure_negative"),
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


@given(
    st.sampled_from(["", "dưới ", "gần ", "không quá ", "ít nhất ", "khoảng "]),
    st.sampled_from(["", "-", "−"]),
    st.integers(0, 3) | st.integers(0, 10**19),
    st.sampled_from(["", " nghìn", " triệu"]),
    st.sampled_from(FigureUnit),
)
def test_a_text_is_a_figure_or_a_documented_refusal(
    before: str, sign: str, number: int, scale: str, unit: FigureUnit
) -> None:
    """A count below zero and a figure that is too large are refused as the text that they are, with what is allowed."""
    text = f"{before}{sign}{number}{scale}"
    try:
        figure = Figure.parse(text, unit)
    except (FigureError, NumberError):
        figure = None
    if figure is None:
        assert sign or number == 0 or number > 10**6
    else:
        assert figure.value is not None
        assert unit is FigureUnit.DONG or figure.value >= 0


@pytest.mark.parametrize("text", ["dưới 0 người", "-5 người", f"{MAX_DONG + 1} người"])
def test_what_no_figure_holds_is_refused_with_its_text(text: str) -> None:
    """The refusal quotes the text and says what a figure may be."""
    with pytest.raises(
        FigureError, match="never below zero, and no figure is above 999,999,999,999,999"
    ) as refusal:
        Figure.parse(text, "person")
    assert repr(text) in refusal.value.vi


@given(st.lists(COUNTS, min_size=1), st.sampled_from(FigureUnit))
def test_exact_figures_add_like_their_values(values: list[int], unit: FigureUnit) -> None:
    """Figures add like their units: exact and exact is exact."""
    assert Figure.sum([Figure(value, unit) for value in values], unit=unit) == Figure(sum(values), unit)


@st.composite
def truths(draw: st.DrawFn, figures: st.SearchStrategy[Figure]) -> tuple[list[Figure], int]:
    """Return some figures, and a total of values, each as its figure says; `about` may be anything."""
    parts = draw(st.lists(figures, min_size=1, max_size=5))
    total = 0
    for part in parts:
        ends = ends_of(part)
        low = None if ends.least is None else ends.least + ends.least_open
        high = None if ends.most is None else ends.most - ends.most_open
        total += draw(
            st.integers(low, high)
            if None not in {low, high}
            else st.integers(
                low if low is not None else (high or 0) - 10**6,
                high if high is not None else (low or 0) + 10**6,
            )
        )
    return parts, total


@given(truths(FIGURES) | truths(AMOUNTS))
def test_a_sum_is_true(given: tuple[list[Figure], int]) -> None:
    """A figure never pretends: whatever the parts truly are, the sum does not say a false thing of their total."""
    parts, total = given
    unit = parts[0].unit

    assert holds(Figure.sum(parts, unit=unit), total)
    running = parts[0]
    for figure in parts[1:]:
        running = running + figure
    assert holds(running, total)


@given(st.lists(FIGURES, min_size=1, max_size=5) | st.lists(AMOUNTS, min_size=1, max_size=5))
def test_a_sum_claims_one_end_and_nothing_tighter(parts: list[Figure]) -> None:
    """A sum states an end of what its parts say: the upper one where every part has one, else the lower one, else none."""
    found = Figure.sum(parts, unit=parts[0].unit)
    ends = [ends_of(part) for part in parts]
    qualifiers = {part.qualifier for part in parts}
    if Qualifier.ABOUT in qualifiers:
        alike = qualifiers <= {Qualifier.ABOUT, Qualifier.EXACT}
        assert found.qualifier is (Qualifier.ABOUT if alike else Qualifier.UNKNOWN)
        return
    least = None if any(each.least is None for each in ends) else sum(each.least or 0 for each in ends)
    most = None if any(each.most is None for each in ends) else sum(each.most or 0 for each in ends)
    if qualifiers == {Qualifier.EXACT}:
        assert found == Figure(least, found.unit)
    elif most is not None:
        assert found == Figure(
            most, found.unit, "below" if any(each.most_open for each in ends) else "at_most"
        )
    elif least is None or (
        least == 0
        and not qualifiers <= {Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.MORE_THAN}
        and not any(each.least_open for each in ends)
    ):
        assert found.qualifier is Qualifier.UNKNOWN
    else:
        assert found == Figure(
            least, found.unit, "more_than" if any(each.least_open for each in ends) else "at_least"
        )


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
        ([(3, "exact"), (4, "at_most")], (7, "at_most")),
        ([(3, "exact"), (4, "below")], (7, "below")),
        ([(3, "at_most"), (4, "below")], (7, "below")),
        ([(3, "at_least"), (4, "at_most")], (3, "at_least")),
        ([(3, "more_than"), (4, "below")], (3, "more_than")),
        ([(3, "at_most"), (None, "unknown")], (None, "unknown")),
        ([(3, "exact"), (4, "at_most"), (None, "unknown")], (3, "at_least")),
        ([(0, "at_least"), (4, "at_most")], (None, "unknown")),
        ([(3, "about"), (4, "at_most")], (None, "unknown")),
        ([(3, "about"), (4, "below")], (None, "unknown")),
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
    assert Figure(-100, "dong") + Figure(40, "dong", "at_most") == Figure(-60, "dong", "at_most")
    assert Figure(0, "dong", "below") + Figure(40, "dong", "at_least") == Figure.unknown("dong")


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(FigureUnit, 2)))
def test_unlike_units(one: FigureUnit, other: FigureUnit) -> None:
    """Addition of unlike units raises and calls both as people do, in either language."""
    with pytest.raises(UnitError) as refused:
        Figure(1, one) + Figure(1, other)
    assert refused.value.vi.startswith(f"không cộng {unit_label(other, 'vi')} với {unit_label(one, 'vi')};")
    assert refused.value.en.startswith(
        f"{unit_label(other, 'en')} cannot be added to {unit_label(one, 'en')};"
    )


def test_only_figures_add() -> None:
    """A bare number has no unit, so it does not add; a text of another unit is not a figure."""
    with pytest.raises(TypeError):
        _ = Figure(1, "report") + 1
    with pytest.raises(TypeError):
        sum([Figure(1, "report")])  # type: ignore[list-item]
    with pytest.raises(FigureError):
        Figure.parse("386 lượt báo cáo", "report")
