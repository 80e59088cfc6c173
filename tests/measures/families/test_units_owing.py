"""Units that owe and units that reported, counted by hand on every engine."""

from datetime import date
from typing import Any

from dlxh import measure
from tests.engines import Engine
from tests.ledger.books import obligation, regulation, report
from tests.ledger.land import by_units, land, unit


def test_units_that_owe(on_engine: Engine) -> None:
    """Of three communes two reported in January and one in February; who was renamed counts once on the map of the day."""
    communes = [
        unit("x"),
        unit("y"),
        unit("z", into="rename w 2024-02-01"),
        unit("w", valid_from="2024-02-01"),
    ]
    sent = [
        ("r1", "x", "2024-01-10", "2024-01"),
        ("r2", "z", "2024-01-25", "2024-01"),
        ("r3", "w", "2024-02-10", "2024-02"),
    ]
    reports = [report(key, day, period, None, author_unit=sender) for key, sender, day, period in sent]
    tables = on_engine(
        land(regulation(obligation(owed_by=by_units())), *communes, *reports, as_of=date(2024, 3, 31))
    )
    counted = ["owed", "received", "on_time", "late", "missing", "units_owing", "units_reporting"]

    def figures(period: str, **choices: Any) -> dict[str, int | None]:  # noqa: ANN401 - of the question
        rows = measure(tables, counted[: -2 if "where" in choices else None], period=period, **choices).polars
        assert set(rows["qualifier"]) == {"exact"}
        return dict(rows.select("measure", "value").iter_rows())

    january = dict(zip(counted, (3, 2, 1, 1, 1, 3, 2), strict=True))
    assert figures("2024-01") == january
    of_units = figures("2024-01", where={"owed_by": "unit"})
    assert of_units == {code: january[code] for code in counted[:-2]}
    assert set(figures("2024-01", where={"owed_by": "member"}).values()) == {0}
    assert figures("2024-01-01/2024-02-29")["units_owing"] == 4
    assert figures("2024-01-01/2024-02-29", units="as_is")["units_owing"] == 3
    rate = measure(tables, ["received_rate"], by=["month", "province"], period="2024-01-01/2024-02-29").polars
    assert rate.select("month", "province", "numerator", "denominator").rows() == [
        ("2024-01", "T", 2, 3),
        ("2024-02", "T", 1, 3),
    ]
    assert measure(tables, ["missing"], by=["unit"], period="2024-01").polars.filter(unit="y")[
        "value"
    ].to_list() == [1]
