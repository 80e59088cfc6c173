"""Each kind of measure on rows that a test declares, as an embedder declares its own, on every engine."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import narwhals as nw
import pytest

from dlxh import Measure, Period, Register, Tables, measure
from dlxh.errors import MeasureError
from dlxh.measures.measure import Additivity, Count, Distinct, Quantile, Share, Stock, Total
from dlxh.measures.pairs import Ratio, Shortfall, Trend
from dlxh.measures.policy import Policy, Standing, WhyOpen
from dlxh.measures.row_source import RowSource
from dlxh.models.allowance_line import AllowanceLine
from dlxh.verbs.context import Context
from dlxh.words import FigureUnit
from tests.engines import Engine
from tests.sample import AS_OF, membership, report

DAY = ("Tính vào ngày nhận.", "Counts on the day of receipt.")
LEFT_OUT = {kind.value: "left_out" for kind in WhyOpen}


def _visits(context: Context, wanted: frozenset[str]) -> nw.LazyFrame[Any]:  # noqa: ARG001 - all columns are at hand
    days = nw.col("received_day").dt.day().cast(nw.Int64())
    late = nw.when(days > 20).then(nw.lit("late")).otherwise(nw.lit("early"))
    told = nw.when(~nw.col("stage").is_null()).then(late).alias("came")
    return context.tables["reports"].with_columns(
        nw.col("received_day").alias("day"), days.alias("hours"), told
    )


VISITS = RowSource(
    "visits",
    ("reports",),
    _visits,
    ("network", "channel"),
    *DAY,
    outcomes={"came": {"early": None, "late": None, "unknown": WhyOpen.PENDING}},
)
MEMBERSHIPS = RowSource(
    "own_memberships",
    ("memberships",),
    lambda context, _: context.tables["memberships"].with_columns(
        nw.col("end").fill_null(date(9999, 12, 31)).alias("last")
    ),
    ("network", "role"),
    "Tính vào ngày cuối kỳ.",
    "Counts on the last day of the period.",
    is_stock=True,
)
PAID = RowSource(
    "own_lines",
    ("allowance_lines",),
    lambda context, _: context.tables["allowance_lines"].with_columns(nw.col("month").alias("day")),
    ("network",),
    "Tính vào tháng làm việc.",
    "Counts in the month served.",
)


def _declare(code: str, rows: RowSource, unit: FigureUnit) -> dict[str, Any]:
    return {
        "code": code,
        "vi": code,
        "en": f"the {code}",
        "definition_vi": "x.",
        "definition_en": "y.",
        "unit": unit,
        "rows": rows,
        "source": "test",
    }


def _share(code: str = "early_rate", **policy: str) -> Share:
    standings: Any = {**LEFT_OUT, **policy}
    return Share(
        **_declare(code, VISITS, FigureUnit.REPORT),
        outcome="came",
        met=("early",),
        policy=Policy(**standings),
    )


PEOPLE = Distinct(**_declare("people", VISITS, FigureUnit.PERSON), of="author")
HELD = Stock(**_declare("held", MEMBERSHIPS, FigureUnit.PERSON), of="collaborator")
BEFORE = Stock(**_declare("before", MEMBERSHIPS, FigureUnit.PERSON), of="collaborator", opening=True)
MEMBERSHIPS_HELD = Stock(**_declare("memberships_held", MEMBERSHIPS, FigureUnit.PERSON))
VISITED = Count(**_declare("visited", VISITS, FigureUnit.REPORT))
PER_PERSON = Ratio(**_declare("per_person", VISITS, FigureUnit.REPORT), above=VISITED, below=HELD)
MEDIAN = Quantile(**_declare("median", VISITS, FigureUnit.REPORT), of="hours", percent=50, in_unit="hour")
P90 = Quantile(**_declare("p90", VISITS, FigureUnit.REPORT), of="hours", percent=90, in_unit="hour")
LACKING = Shortfall(**_declare("lacking", VISITS, FigureUnit.REPORT), above=VISITED, below=HELD)
AMOUNT = Total(**_declare("amount", PAID, FigureUnit.DONG), of="amount")


def _line(key: str, month: str, amount: int) -> AllowanceLine:
    return AllowanceLine(
        id=key, network="gl", collaborator="CTV-1", month=month, amount=amount, provision="p1"
    )


def _at(key: str, day: str, **fields: Any) -> Any:  # noqa: ANN401 - a report
    return report(key, received_at=f"{day}T08:00:00+07:00", **fields)


RECORDS = [
    membership("m1", "2024-01-01", "2024-03-31"),
    membership("m2", "2024-04-01"),
    membership("m3", "2024-02-01", collaborator="CTV-2", role="head"),
    _at("r1", "2024-03-01", kind="ad_hoc", stage=1, event_at="2024-03-01T07:00:00+07:00"),
    _at("r2", "2024-03-08", kind="ad_hoc", stage=2, author="CTV-2"),
    _at("r3", "2024-03-25", kind="ad_hoc", stage=3),
    _at("r4", "2024-03-31"),
    _line("l1", "2024-03-01", 700_000),
    _line("l2", "2024-03-01", -200_000),
]
REGISTER = Register(RECORDS, as_of=AS_OF)
MARCH = Period.parse("2024-03")


def _row(subject: Tables | Register, each: Measure, **asked: Any) -> Mapping[str, Any]:  # noqa: ANN401
    one = {"where": {"network": "gl"}} if "network" in each.required_dimensions else {}
    return measure(subject, each, **{"period": MARCH, **one, **asked}).polars.row(0, named=True)  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("each", "value", "unit"),
    [
        (PEOPLE, 2, "person"),
        (HELD, 2, "person"),
        (BEFORE, 2, "person"),
        (MEMBERSHIPS_HELD, 2, "person"),
        (VISITED, 4, "report"),
        (PER_PERSON, 20_000, "ten_thousandth"),
        (MEDIAN, 165_000, "hour_ten_thousandth"),
        (P90, 292_000, "hour_ten_thousandth"),
        (LACKING, 0, "report"),
        (AMOUNT, 500_000, "dong"),
        (_share(), 6_667, "ten_thousandth"),
        (_share(pending="unmet"), 5_000, "ten_thousandth"),
        (_share(pending="met"), 7_500, "ten_thousandth"),
    ],
    ids=lambda each: getattr(each, "code", None),
)
def test_each_kind(on_engine: Engine, each: Measure, value: int, unit: str) -> None:
    """Each kind gives the value calculated by hand, in its unit, alone and with others, on every engine."""
    tables = on_engine(REGISTER)
    row = _row(tables, each)

    assert (row["value"], row["counted_in"], row["qualifier"]) == (value, unit, "exact")
    several = [PEOPLE, each, MEDIAN] if each is not PEOPLE else [each]
    beside = measure(tables, several, period=MARCH, where={"network": "gl"}).polars
    assert beside.filter(measure=each.code)["value"].to_list() == [value]


@pytest.mark.parametrize(
    ("each", "value", "qualifier"),
    [
        (PEOPLE, 0, "exact"),
        (HELD, 2, "exact"),
        (BEFORE, 0, "exact"),
        (VISITED, 0, "exact"),
        (PER_PERSON, 0, "exact"),
        (MEDIAN, None, "not_applicable"),
        (LACKING, 2, "exact"),
        (AMOUNT, 0, "exact"),
        (_share(), None, "not_applicable"),
    ],
    ids=lambda each: getattr(each, "code", None),
)
def test_zero_and_not_applicable_are_two_things(
    on_engine: Engine, each: Measure, value: int | None, qualifier: str
) -> None:
    """A month without rows counts zero; a median, or a share, of nothing does not apply."""
    row = _row(on_engine(REGISTER), each, period=Period.custom(date(2024, 1, 1), date(2024, 2, 29)))

    assert (row["value"], row["qualifier"]) == (value, qualifier)


@pytest.mark.parametrize("each", [PEOPLE, HELD, VISITED, PER_PERSON, MEDIAN, LACKING, AMOUNT, _share()])
def test_nothing_known_is_unknown(each: Measure) -> None:
    """A sum over nothing known is unknown, where engines say 0."""
    row = _row(Register(as_of=AS_OF), each)

    assert (row["value"], row["qualifier"]) == (None, "unknown")


@pytest.mark.parametrize(
    ("each", "value", "qualifier"),
    [
        (PEOPLE, 2, "at_least"),
        (VISITED, 4, "at_least"),
        (PER_PERSON, None, "unknown"),
        (MEDIAN, None, "unknown"),
        (LACKING, None, "unknown"),
        (AMOUNT, None, "unknown"),
        (_share(), None, "unknown"),
    ],
    ids=lambda each: getattr(each, "code", None),
)
def test_a_partial_table_claims_no_more_than_it_holds(
    each: Measure, value: int | None, qualifier: str
) -> None:
    """Counts of a partial table are lower bounds; quotients, medians, sums of money and shares of it are unknown."""
    row = _row(Register(RECORDS, as_of=AS_OF, partial=["reports", "allowance_lines"]), each)

    assert (row["value"], row["qualifier"]) == (value, qualifier)


def test_a_rate_tells_what_it_leaves_out(on_engine: Engine) -> None:
    """A rate carries numerator, denominator, and what was left out by reason."""
    result = measure(on_engine(REGISTER), _share(), period=MARCH)
    rate = result.rate("early_rate")

    assert (rate.numerator, rate.denominator, rate.left_out) == (2, 3, {"unknown": 1})
    assert result.left_out.rows() == [("early_rate", "unknown", 1)]
    assert measure(REGISTER, _share(pending="unmet"), period=MARCH).left_out.rows() == []


@pytest.mark.traced
def test_a_rate_without_a_policy_cannot_be_built() -> None:
    """A rate says how pending, not due, no reply, withdrawn and out of scope count, or it is none."""
    given: dict[str, Any] = {**_declare("x", VISITS, FigureUnit.REPORT), "outcome": "came", "met": ("early",)}
    with pytest.raises(TypeError, match="policy"):
        Share(**given)
    for kind in WhyOpen:
        silent: Any = {name: how for name, how in LEFT_OUT.items() if name != kind.value}
        with pytest.raises(TypeError, match=kind.value):
            Policy(**silent)
    with pytest.raises(ValueError, match="sometimes"):
        Policy(**{**LEFT_OUT, "pending": "sometimes"})  # type: ignore[arg-type] # a text that is not one of them


@pytest.mark.traced
def test_a_policy_that_denies_what_occurs() -> None:
    """A policy may not call absent what the rows declare, and nothing may be met that they do not declare."""
    with pytest.raises(MeasureError, match="nothing is pending, but 'unknown' is"):
        _share(pending="absent")
    given: Any = {**_declare("x", VISITS, FigureUnit.REPORT), "policy": _share().policy}
    with pytest.raises(MeasureError, match="early, late, unknown"):
        Share(**given, outcome="came", met=("soon",))
    with pytest.raises(MeasureError, match="choose from: came"):
        Share(**given, outcome="went", met=("early",))


def test_all_that_is_declared_may_be_met() -> None:
    """A rate may count every declared value as met."""
    given: Any = {**_declare("x", VISITS, FigureUnit.REPORT), "policy": _share().policy}
    every = Share(**given, outcome="came", met=("early", "late", "unknown"))
    assert {every.standing(value) for value in ("early", "late", "unknown")} == {Standing.MET}


@pytest.mark.traced
def test_what_nobody_declared_is_left_out() -> None:
    """A value that the rows did not declare is reported as left out, and is not part of the rate."""
    assert _share().standing("of its own") is Standing.LEFT_OUT
    assert [_share().standing(value).value for value in ("early", "late", "unknown")] == [
        "met",
        "unmet",
        "left_out",
    ]


def test_how_measures_add() -> None:
    """Counts add; stocks are those of their last day; distinct counts, shares, medians and quotients do not add."""
    over_time = {each.code: each.over_time for each in (VISITED, HELD, PEOPLE, _share(), MEDIAN, PER_PERSON)}
    over_units = {
        each.code: each.over_units for each in (VISITED, MEMBERSHIPS_HELD, HELD, PEOPLE, _share(), P90)
    }

    assert list(over_time.values()) == [Additivity.SUM, Additivity.LAST, *[Additivity.NEVER] * 4]
    assert list(over_units.values()) == [Additivity.SUM, Additivity.SUM, *[Additivity.NEVER] * 4]
    assert (PER_PERSON.over_units, AMOUNT.over_units) == (Additivity.NEVER, Additivity.SUM)
    trend = Trend(**_declare("t", VISITS, FigureUnit.REPORT), of=VISITED, over="channel", new=True)
    assert (trend.over_time, trend.over_units, trend.dimensions) == (
        Additivity.NEVER,
        Additivity.NEVER,
        ("network",),
    )


def test_only_some_rows_count(on_engine: Engine) -> None:
    """`where` holds for every kind, when all measures of a pass keep the same rows and when they do not."""
    kept = {"stage": ("nothing",)} | {"kind": ("ad_hoc",)}
    del kept["stage"]
    some = [
        Count(**_declare("some", VISITS, FigureUnit.REPORT), where=kept),
        Distinct(**_declare("who", VISITS, FigureUnit.PERSON), where=kept, of="author"),
        Quantile(
            **_declare("when", VISITS, FigureUnit.REPORT), where=kept, of="hours", percent=50, in_unit="hour"
        ),
    ]
    tables = on_engine(REGISTER)
    expected = {"some": 3, "who": 2, "when": 80_000}

    for asked in (some, [VISITED, *some]):
        found = measure(tables, asked, period=MARCH).polars
        told = dict(found.select("measure", "value").iter_rows())
        assert {code: told[code] for code in expected} == expected
    assert _row(tables, some[1], period=Period.parse("2024-02"))["value"] == 0


@pytest.mark.traced
def test_rows_without_a_day_are_counted_as_of_the_register() -> None:
    """Rows that have no day are refused with periods: a figure of today is none of March."""
    undated = RowSource("u", ("reports",), _visits, ("network",), *DAY, has_no_day=True)
    each = Count(**_declare("undated", undated, FigureUnit.REPORT))

    assert measure(REGISTER, each).figure("undated").value == 4
    for asked in ({"period": MARCH}, {"by": ["month"]}):
        with pytest.raises(MeasureError, match="as of the day of the register"):
            measure(REGISTER, each, **asked)  # type: ignore[arg-type] # either of the two


@pytest.mark.traced
def test_two_measures_of_one_code() -> None:
    """Two different measures of one code would be one row: refused; the same one twice is one."""
    with pytest.raises(MeasureError, match="two measures have the code 'reports'"):
        measure(REGISTER, ["reports", Count(**_declare("reports", VISITS, FigureUnit.REPORT))])
    assert len(measure(REGISTER, [VISITED, VISITED]).rows) == 1


@pytest.mark.traced
def test_two_kinds_of_rows_of_one_name() -> None:
    """Rows of one name are counted in one pass, so other rows need another name."""
    other = RowSource("visits", ("reports",), _visits, ("network",), *DAY)
    with pytest.raises(MeasureError, match="two kinds of rows have the name 'visits'"):
        measure(REGISTER, [VISITED, Count(**_declare("other", other, FigureUnit.REPORT))])


def test_rows_that_nobody_knows() -> None:
    """Rows may be unknown though their tables are there: then all that is counted on them is."""
    nobody = RowSource("n", ("reports",), lambda _context, _wanted: None, ("network",), *DAY)

    assert _row(REGISTER, Count(**_declare("none", nobody, FigureUnit.REPORT)))["qualifier"] == "unknown"
