"""Groups where nothing was found: which of them stay, with zero, unknown or not applicable, on every engine."""

from datetime import date
from typing import Any

import pytest

from dlxh import Collaborator, Network, OrgUnit, Register, Term, measure
from dlxh.measures.catalogue import MEASURES
from tests.engines import Engine
from tests.sample import item, membership, report

AS_OF = date(2025, 12, 31)


def _unit(key: str, level: str, parent: str | None = None, **fields: Any) -> OrgUnit:  # noqa: ANN401
    return OrgUnit(id=key, name=key, kind="place", level=level, parent=parent, **fields)


RECORDS = [
    *(Network(id=key, name=key, owner="p1", level="province") for key in ("gl", "lc")),
    Term(id="t1", network="gl", label="giai đoạn 2021-2025"),
    Term(id="t2", network="gl", label="giai đoạn 2016-2020"),
    Term(id="t3", network="lc", label="giai đoạn 2021-2025"),
    *(_unit(key, "province") for key in ("p1", "p2")),
    _unit("h1", "district", "p1"),
    _unit("h2", "district", "p1"),
    _unit("h3", "district", "p2"),
    _unit("h4", "district", "p2", valid_to="2023-12-31"),
    _unit("c1", "commune", "h1"),
    Collaborator(id="A", network="gl", organisation="h1"),
    Collaborator(id="B", network="gl", organisation="h2"),
    Collaborator(id="C", network="lc", organisation="h4"),
    membership("mA", "2021-01-01", collaborator="A"),
    membership("mB", "2021-01-01", collaborator="B", organisation="c1"),
    membership("mC", "2021-01-01", collaborator="C", network="lc"),
    report("r1", author="A", received_at="2024-05-02T08:00:00+07:00", items=[item("n1", place="h3")]),
]
UNRECORDED = [
    membership("mD", "2021-01-01", collaborator="D"),
    report("r2", author="D", received_at="2024-05-02T08:00:00+07:00"),
]
"""Of one who serves and reports no record is held, so that nobody knows who sent him."""
YEAR = "2024"


@pytest.mark.parametrize(
    ("code", "asked", "expected"),
    [
        ("reports", {"by": ["unit"]}, [("c1", 0), ("h1", 1), ("h2", 0)]),
        ("reports", {"by": ["unit"], "period": "2023"}, [("c1", 0), ("h1", 0), ("h2", 0), ("h4", 0)]),
        ("reports", {"by": ["unit"], "period": None}, [("c1", 0), ("h1", 1), ("h2", 0), ("h4", 0)]),
        ("reports", {"by": ["network"]}, [("gl", 1), ("lc", 0)]),
        ("reports", {"by": ["network", "unit"]}, [("gl", "c1", 0), ("gl", "h1", 1), ("gl", "h2", 0)]),
        ("reports", {"by": ["district"]}, [("h1", 1), ("h2", 0), ("h3", 0)]),
        (
            "reports",
            {"by": ["district"], "period": None},
            [("h1", 1), ("h2", 0), ("h3", 0), ("h4", 0)],
        ),
        ("reports", {"by": ["district"], "where": {"province": "p1"}}, [("h1", 1), ("h2", 0)]),
        ("reports", {"by": ["district"], "where": {"channel": "zalo"}}, [("h1", 0), ("h2", 0), ("h3", 0)]),
        ("reports", {"by": ["province", "district"]}, [("p1", "h1", 1), ("p1", "h2", 0), ("p2", "h3", 0)]),
        ("reports", {"by": ["province", "network"]}, [("p1", "gl", 1)]),
        (
            "reports",
            {"by": ["unit", "province"], "where": {"province": "p1"}},
            [("c1", "p1", 0), ("h1", "p1", 1), ("h2", "p1", 0)],
        ),
        ("reports", {"by": ["unit"], "where": {"unit": ["h3", "h1"]}}, [("h1", 1), ("h3", 0)]),
        ("collaborators", {"by": ["term"]}, [("t1", 3), ("t2", 0), ("t3", 0)]),
        (
            "collaborators",
            {"by": ["network", "term"], "where": {"network": "gl"}},
            [("gl", "t1", 2), ("gl", "t2", 0)],
        ),
        ("items", {"by": ["unit"]}, [("h3", 1)]),
        ("item_topics", {"by": ["topic"]}, [("land", 1)]),
        (
            "item_topics",
            {"by": ["topic"], "where": {"topic": ["minerals", "land"]}},
            [("land", 1), ("minerals", 0)],
        ),
        (
            "item_topics",
            {"by": ["network", "topic"], "where": {"topic": ["land", "minerals"], "network": ["gl"]}},
            [("gl", "land", 1), ("gl", "minerals", 0)],
        ),
    ],
    ids=str,
)
def test_which_empty_groups_stay(
    on_engine: Engine, code: str, asked: dict[str, Any], expected: list[tuple[Any, ...]]
) -> None:
    """Networks, terms, units of a level or that send people, and what a condition names, stay; places and topics do not."""
    tables = on_engine(Register(RECORDS, as_of=AS_OF))
    rows = measure(tables, code, **{"period": YEAR, **asked}).polars

    assert [
        row for row in rows.select(*rows.columns[: len(asked["by"])], "value").rows() if row[0] is not None
    ] == expected


def test_a_silent_unit_stands_on_the_map_that_was_asked_for(on_engine: Engine) -> None:
    """On another map the silent units are those of that map."""
    moved = [{"successor": "h3", "kind": "merge", "on": "2024-01-01"}]
    records = [
        each.replace(successors=moved) if isinstance(each, OrgUnit) and each.id == "h4" else each
        for each in RECORDS
    ]
    tables = on_engine(Register(records, as_of=AS_OF))
    rows = measure(tables, "reports", by=["unit"], period=YEAR, units="as_is").polars

    assert rows.select("unit", "value").rows() == [("c1", 0), ("h1", 1), ("h2", 0), ("h3", 0)]


def test_who_sends_from_above_a_level_adds_no_row_below(on_engine: Engine) -> None:
    """A silent sender of the province is of no district, and makes no row of none."""
    memberships = Collaborator(id="E", network="gl", organisation="p1")
    tables = on_engine(Register([*RECORDS, memberships], as_of=AS_OF))
    rows = measure(tables, "reports", by=["network", "district"], period=YEAR).polars

    assert rows.select("network", "district", "value").rows() == [("gl", "h1", 1), ("gl", "h2", 0)]


def test_trends_have_the_rows_of_other_measures(on_engine: Engine) -> None:
    """A network, a month or a topic's unit in which nothing is new has its row, with zero, unknown or not applicable."""
    told = [
        report(
            f"r{n}",
            author="A",
            received_at=f"{day}T08:00:00+07:00",
            items=[item(f"n{n}", place="h1", topics=[topic])],
        )
        for n, (day, topic) in enumerate(
            [("2023-05-02", "land"), ("2024-05-02", "land"), ("2024-05-03", "schools")], 10
        )
    ]
    tables = on_engine(Register([*RECORDS, *told], as_of=date(2024, 6, 30)))

    def found(codes: Any, by: list[str], **asked: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401
        rows = measure(tables, codes, by=by, **asked).polars
        return rows.select(*rows.columns[: len(by)], "measure", "value", "qualifier").rows()

    assert found("new_topics", ["network"], period="2024-05") == [
        ("gl", "new_topics", 1, "exact"),
        ("lc", "new_topics", 0, "exact"),
    ]
    assert found(["new_topics", "items"], ["network", "half_year"], period="2024")[4:] == [
        ("gl", "2024-H1", "items", 3, "exact"),
        ("gl", "2024-H2", "items", None, "unknown"),
        ("lc", "2024-H1", "items", 0, "exact"),
        ("lc", "2024-H2", "items", None, "unknown"),
    ]
    assert found("rising_topics", ["month"], period="2024-Q2") == [
        ("2024-04", "rising_topics", 0, "exact"),
        ("2024-05", "rising_topics", 1, "exact"),
        ("2024-06", "rising_topics", 0, "exact"),
    ]
    assert found("new_topics", ["district"], period="2024-05") == [
        ("h1", "new_topics", 1, "exact"),
        ("h2", "new_topics", 0, "exact"),
        ("h3", "new_topics", None, "unknown"),  # what was met there has no year before
    ]
    last = report("r0", author="A", received_at="2023-05-02T08:00:00+07:00", items=[item("n0", place="h4")])
    tables = on_engine(Register([*RECORDS, *told, last], as_of=date(2024, 6, 30)))
    gone = found(["items", "new_topics"], ["district"], period="2024-05", where={"district": "h4"})
    assert [row[2:] for row in gone] == [(None, "not_applicable")] * 2
    ended = found("new_topics", ["quarter", "unit"], period="2024", where={"unit": "h4"})
    assert [row[3:] for row in ended] == [(None, "not_applicable")] * 4


def test_a_trend_of_what_nobody_shared_is_unknown() -> None:
    """Without items there is a row for each network, and nothing is known of any."""
    networks = [each for each in RECORDS if isinstance(each, Network)]
    trend = next(each for each in MEASURES if each.code == "new_topics")
    rows = measure(Register(networks, as_of=AS_OF), [trend], by=["network"], period="2024").polars

    assert rows.select("network", "value", "qualifier").rows() == [
        ("gl", None, "unknown"),
        ("lc", None, "unknown"),
    ]


@pytest.mark.parametrize(
    ("partial", "asked", "expected"),
    [
        (["collaborators"], {}, [(2, "exact"), (3, "exact")]),
        (["collaborators"], {"by": ["unit"]}, [("c1", None, "unknown"), ("c1", 1, "at_least")]),
        (["collaborators"], {"where": {"unit": "h1"}}, [(1, "at_least"), (1, "at_least")]),
        (
            {"collaborators": ["lc"]},
            {"by": ["network", "unit"]},
            [("gl", "c1", 0, "exact"), ("gl", "c1", 1, "exact")],
        ),
        (
            {"collaborators": ["gl"]},
            {"by": ["network", "unit"]},
            [("gl", "c1", None, "unknown"), ("gl", "c1", 1, "at_least")],
        ),
        ({"collaborators": ["gl"]}, {"by": ["network"]}, [("gl", 2, "exact"), ("gl", 3, "exact")]),
        (["memberships"], {}, [(2, "exact"), (3, "at_least")]),
        (["memberships"], {"by": ["unit"]}, [("c1", None, "unknown"), ("c1", 1, "at_least")]),
        (["memberships"], {"by": ["district"]}, [("h1", None, "unknown"), ("h1", 2, "at_least")]),
    ],
    ids=str,
)
def test_groups_that_a_partial_table_knows(
    on_engine: Engine,
    partial: Any,  # noqa: ANN401 - names, or names by table
    asked: dict[str, Any],
    expected: list[tuple[Any, ...]],
) -> None:
    """Of a unit no more is claimed than people on record allow: a lower bound, or nothing where memberships are missing."""
    records = [each for each in RECORDS if getattr(each, "network", "gl") == "gl"]
    tables = on_engine(Register([*records, *UNRECORDED], as_of=AS_OF, partial=partial))
    rows = measure(tables, ["reports", "collaborators"], period=YEAR, **asked).polars
    rows = rows.select(*rows.columns[: len(asked.get("by", ()))], "measure", "value", "qualifier")
    first = [rows.filter(measure=code).drop("measure").row(0) for code in ("reports", "collaborators")]

    assert first == expected


def test_groups_are_known_where_every_row_has_one(on_engine: Engine) -> None:
    """Where each row's unit is known all the same, part of the people's records takes nothing from the figures."""
    tables = on_engine(Register(RECORDS, as_of=AS_OF, partial=["collaborators"]))
    rows = measure(tables, ["reports", "collaborators"], by=["unit"], period=YEAR).polars

    assert set(rows["qualifier"]) <= {"exact", "not_applicable"}


def test_rates_and_units_on_part_of_the_people() -> None:
    """Units with collaborators are a lower bound where not all people are on record, so no rate by unit is exact."""
    codes = ["units_with_collaborators", "reports_per_member"]
    for partial, bound, rate in (([], "exact", "exact"), (["collaborators"], "at_least", "unknown")):
        register = Register([*RECORDS, *(UNRECORDED if partial else ())], as_of=AS_OF, partial=partial)
        whole = measure(register, codes, period=YEAR).polars
        assert whole["qualifier"].to_list() == [bound, "exact"]
        by_unit = measure(register, codes, period=YEAR, by=["unit"]).polars.filter(unit="h1")
        assert by_unit["qualifier"].to_list() == [bound, rate]
    absent = [each for each in RECORDS if not isinstance(each, Collaborator)]
    assert measure(Register(absent, as_of=AS_OF), codes[0], period=YEAR).polars["qualifier"][0] == "at_least"
