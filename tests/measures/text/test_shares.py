"""Shares of a sum: they sum to exactly 100%, and are not stated of what is not known."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh import Network, Register, measure
from dlxh.errors import MeasureError
from dlxh.measures.rate import share_out
from dlxh.measures.result import Result, ResultError
from tests.sample import AS_OF, report, unit

REPORTS = [
    *(report(f"p{n}", channel="phone") for n in range(1)),
    *(report(f"w{n}", channel="written") for n in range(1)),
    *(report(f"z{n}", channel="zalo", received_at="2024-06-24T08:00:00+07:00") for n in range(1)),
    report("w9", received_at="2024-06-25T08:00:00+07:00"),
    report("w8", received_at="2024-06-25T08:00:00+07:00"),
]
REGISTER = Register(REPORTS, as_of=AS_OF)


def _shares(result: Result, within: str | tuple[str, ...] = ()) -> dict[tuple[str, ...], int | None]:
    rows = result.shares("report_times", within=within).iter_rows()
    return {tuple(row[:-2]): row[-1] for row in rows if row[-2] != 0}


@pytest.mark.parametrize(
    ("counts", "shares"),
    [
        ([1654, 180, 272, 244], [7040, 760, 1160, 1040]),  # iHanoi until 8/8/2024: 70,4 / 7,6 / 11,6 / 10,4
        ([1, 1, 1], [3340, 3330, 3330]),
        ([2, 1, 3], [3330, 1670, 5000]),
        ([0, 5], [0, 10_000]),
        ([], []),
    ],
)
def test_largest_remainder(counts: list[int], shares: list[int]) -> None:
    """The tenths that are left go to the largest remainders, of equal ones to the larger count, then to the first."""
    assert share_out(counts) == shares


@pytest.mark.no_cover  # a property
@given(st.lists(st.integers(0, 10**12), min_size=1).filter(any))
def test_shares_sum_to_exactly_the_whole(counts: list[int]) -> None:
    """Whatever the counts, the shares sum to 100%, and none is a tenth of a percent away from its own."""
    shares = share_out(counts)

    assert sum(shares) == 10_000
    assert all(
        abs(share * sum(counts) - each * 10_000) < 10 * sum(counts)
        for share, each in zip(shares, counts, strict=True)
    )


def test_shares_of_all_and_within_a_dimension() -> None:
    """The lines sum to 100% together, or for each key of a dimension."""
    by_channel = measure(REGISTER, "report_times", by="channel")
    by_month = measure(REGISTER, "report_times", by=["month", "channel"], period=["2024-06", "2024-07"][0])
    both = measure(REGISTER, "report_times", by=["month", "channel"])

    assert _shares(by_channel) == {("written",): 6000, ("phone",): 2000, ("zalo",): 2000}
    assert _shares(by_month) == {("2024-06", "written"): 6670, ("2024-06", "zalo"): 3330}
    assert _shares(both, "month") == {
        ("2024-06", "written"): 6670,
        ("2024-06", "zalo"): 3330,
        ("2024-07", "written"): 5000,
        ("2024-07", "phone"): 5000,
    }


def test_no_shares_of_what_is_not_known() -> None:
    """Of a partial table, of nothing, and of an absent table there are no shares."""
    tables = REGISTER.tables
    part = tables.with_metadata(as_of=AS_OF, partial={"reports": ["gl"]})
    nothing = Register(
        [Network(id="gl", name="ML", owner="x", level="province")], as_of=date(2024, 7, 1), empty=["reports"]
    )

    assert set(_shares(measure(part, "report_times", by="channel")).values()) == {None}
    assert measure(nothing, "report_times", by="network").shares("report_times")["share"].to_list() == [None]


def test_a_unit_that_had_ended_has_no_share() -> None:
    """What does not apply has no share and takes none from the others."""
    units = [unit("x1", valid_to="2023-12-31"), unit("x2")]
    sent = [
        report("a", author_unit="x1", received_at="2023-05-02T08:00:00+07:00"),
        report("b", author_unit="x2"),
    ]
    result = measure(
        Register([*units, *sent], as_of=AS_OF),
        "unit_reports",
        by=["year", "unit"],
        period=(date(2023, 1, 1), AS_OF),
    )
    rows = result.shares("unit_reports", within="year").iter_rows()

    assert {row[:2]: row[3] for row in rows} == {
        ("2023", "x1"): 10_000,
        ("2024", "x1"): None,
        ("2024", "x2"): 10_000,
        ("2023", "x2"): 0,
    }


def test_what_has_no_shares() -> None:
    """Figures that do not add up have none, nor has a measure that was not asked for; both are refused in both languages."""
    result = measure(REGISTER, ["report_times", "reporting_members"], by="channel")
    with pytest.raises(MeasureError, match="reporting_members"):
        result.shares("reporting_members")
    with pytest.raises(MeasureError, match="nothing but within"):
        measure(REGISTER, "report_times").shares("report_times")
    with pytest.raises(ResultError, match="report_times, reporting_members"):
        result.shares("reports")
    with pytest.raises(MeasureError, match="unit"):
        result.shares("report_times", within="unit")


def test_the_table_shows_shares() -> None:
    """Each measure that adds up has a column of shares, which sum to 100% in the whole, or in each group of several lines."""
    alone = measure(REGISTER, ["report_times", "reporting_members"], by="channel").table("vi", shares=True)
    grouped = measure(REGISTER, "report_times", by=["month", "channel"]).table("en", shares=True)

    assert [column.label for column in alone.columns] == [
        "kênh gửi",
        "lượt báo cáo",
        "tỷ trọng",
        "cộng tác viên có báo cáo (người)",
    ]
    assert [cell.text for cell in alone.lines[0].cells] == ["văn bản", "3", "60,0%", "1"]
    assert [cell.text for cell in alone.lines[-1].cells][:3] == ["Tổng cộng", "5", "100,0%"]
    texts = [[cell.text for cell in line.cells] for line in grouped.lines]
    assert ["written", "2", "66.7%"] in texts
    assert ["Subtotal June 2024", "3", "100.0%"] in texts
    assert texts[-1] == ["Total", "5", "—"]
    assert measure(REGISTER, "report_times").table("vi", shares=True) == measure(
        REGISTER, "report_times"
    ).table("vi")
