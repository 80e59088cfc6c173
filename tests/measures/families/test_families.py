"""What each family of measures counts, on small registers calculated by hand, equal on every engine."""

from datetime import date
from typing import Any

import pytest

from dlxh import (
    AllowanceScheme,
    Collaborator,
    Engagement,
    Figure,
    Network,
    Register,
    Regulation,
    Tables,
    measure,
)
from dlxh.errors import MeasureError
from dlxh.models import AllowanceLine, Matter, RegulationProvision
from dlxh.models.activity import Activity, Commendation, Conference, Meeting, Survey, Training
from dlxh.models.duties import CompositionTarget
from dlxh.models.opinion import OpinionStream
from tests.engines import Engine
from tests.sample import AS_OF, item, membership, report, unit


def _told(subject: Any, codes: Any, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 - of any kind
    """What each measure says of the whole: its value, or the qualifier where it has none."""
    rows = measure(subject, codes, **asked).polars
    return {
        code: qualifier if value is None else value
        for code, value, qualifier in rows.select("measure", "value", "qualifier").iter_rows()
    }


def _target(key: str, least: int | None, group: str | None = None, **fields: Any) -> RegulationProvision:  # noqa: ANN401
    duty = CompositionTarget(group=group, at_least=least, at_most=50)
    given = {"article": "Điều 2", "valid_from": "2021-01-01", "duty": duty, "published": False, "text": "x"}
    return RegulationProvision(**{"id": key, **given, **fields})


def _regulation(*provisions: RegulationProvision, **fields: Any) -> Regulation:  # noqa: ANN401
    given = {"network": "gl", "document": "1-QC/TU", "valid_from": "2021-01-01", "name": "Quy chế"}
    return Regulation(**{"id": "qc", "provisions": provisions, **given, **fields})


PEOPLE = [
    Collaborator(id="CTV-1", network="gl", organisation="x1", composition="veterans"),
    Collaborator(id="CTV-2", network="gl", organisation="x2", composition="veterans"),
    Collaborator(id="CTV-3", network="gl", organisation="x2"),
]
MEMBERSHIPS = [
    membership("a1", "2023-01-01", "2024-03-31"),
    membership("a2", "2024-04-01", end_reason=None),
    membership("b1", "2024-02-10", collaborator="CTV-2", paid=False, single_line=True),
    membership("c1", "2023-01-01", "2024-02-29", collaborator="CTV-3", end_reason="retirement"),
]
TEAM = Register(
    [
        *PEOPLE,
        *MEMBERSHIPS,
        Engagement(id="e1", network="gl", membership="a1", start="2024-01-01", end="2024-03-31"),
        Engagement(id="e3", network="gl", membership="c1", start="2023-01-01", end="2023-12-31"),
        _regulation(
            _target("p1", 5), _target("p2", 3, "veterans"), _target("p3", 2, "women"), _target("p4", None)
        ),
    ],
    as_of=AS_OF,
)


@pytest.mark.traced
@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (
            "2024-02",
            {
                "collaborators": 3,
                "collaborators_at_start": 2,
                "collaborators_paid": 2,
                "collaborators_single_line": 1,
                "collaborators_engaged": 1,
                "units_with_collaborators": 2,
                "joined": 1,
                "left": 1,
                "turnover_rate": 500_000,
                "target": 5,
                "vacancies": 2,
            },
        ),
        (
            "2024-04",
            {
                "collaborators": 2,
                "collaborators_at_start": 2,
                "collaborators_engaged": 0,
                "joined": 0,
                "left": 0,
                "turnover_rate": 0,
            },
        ),
        (
            "2020-12",
            {
                "collaborators": 0,
                "target": "unknown",
                "vacancies": "unknown",
                "turnover_rate": "not_applicable",
            },
        ),
    ],
    ids=str,
)
def test_network(on_engine: Engine, period: str, expected: dict[str, Any]) -> None:
    """Who serves, came and went; who goes on under a new decision neither left nor joined; what lacks to the target."""
    assert _told(on_engine(TEAM), expected, period=period, where={"network": "gl"}) == expected


def test_people_in_two_networks(on_engine: Engine) -> None:
    """Somebody in two networks is one person where records say so, two collaborators and two memberships."""
    both = [
        Collaborator(id="CTV-1", network="gl", person="N-7"),
        Collaborator(id="H-1", network="h1", person="N-7"),
        Collaborator(id="H-2", network="h1", person="CTV-1"),
        Collaborator(id="H-3", network="h1"),
        membership("a1", "2023-01-01"),
        *(
            membership(f"h{n}", "2023-01-01", network="h1", term="t2", collaborator=f"H-{n}")
            for n in (1, 2, 3)
        ),
    ]
    tables = on_engine(Register(both, as_of=AS_OF))
    codes = ["people", "collaborators", "memberships"]

    assert _told(tables, codes) == {"people": 3, "collaborators": 4, "memberships": 4}
    assert _told(tables, codes, where={"network": "h1"}) == {
        "people": 3,
        "collaborators": 3,
        "memberships": 3,
    }


def test_people_are_unknown_where_nobody_says_who_is_one(on_engine: Engine) -> None:
    """Without the table, or with a part of it, two records may be of one person: no figure, and none that is too high."""
    frames = TEAM.tables.polars
    rest = {name: frames(name) for name in TEAM.tables if name != "persons"}
    part = Tables({**rest, "persons": frames("persons")}, as_of=AS_OF, partial=["persons"])

    for tables in (Tables(rest, as_of=AS_OF), part):
        assert _told(on_engine(tables), ["people", "memberships"]) == {"people": "unknown", "memberships": 2}


def test_classes_and_trainees_by_kind(on_engine: Engine) -> None:
    """Classes and trainees by what they were on, codes of a province's own among them; a meeting is none of them."""
    people, classes = Figure(9, "person"), Figure(2, "class_")
    kinds = ("opinion_work", "opinion_work", "gl_theory", None)
    held = [
        Activity(
            id=f"a{n}",
            network="gl",
            title="Tập huấn",
            start="2024-07-01",
            end="2024-07-01",
            detail=Training(classes=classes, trainees=people, training_kind=kind),
        )
        for n, kind in enumerate(kinds)
    ]
    meeting = Activity(
        id="m",
        network="gl",
        title="Giao ban",
        start="2024-07-01",
        end="2024-07-01",
        detail=Meeting(attended=people),
    )
    tables = on_engine(Register([*held, meeting], as_of=AS_OF))
    rows = measure(tables, ["classes", "trainees"], by="training_kind", period="2024-07").polars
    found = {(row[0], row[1]): row[2] for row in rows.select("training_kind", "measure", "value").iter_rows()}

    assert found == {
        ("opinion_work", "classes"): 4,
        ("gl_theory", "classes"): 2,
        (None, "classes"): 2,
        ("opinion_work", "trainees"): 18,
        ("gl_theory", "trainees"): 9,
        (None, "trainees"): 9,
    }
    assert _told(tables, ["classes"]) == {"classes": 8}


def test_prominent_matters(on_engine: Engine) -> None:
    """What units put among the prominent matters, under the unit that sent it; not what collaborators or yearly reports do."""
    prominent = [item(f"n{n}", prominent=True, place="x9") for n in range(6)]
    sent = [
        report("r0", author_unit="x1", items=(prominent[0], item("o1"))),
        report("r1", author_unit="x1", items=(prominent[1],), kind="synthesis"),
        report("r2", author_unit="x2", items=(prominent[2],)),
        report("r3", author_unit="x2", items=(prominent[3],), replaces="r2"),
        report("r4", author_unit="x1", items=(prominent[4],), kind="yearly"),
        report("r5", items=(prominent[5],)),
    ]
    tables = on_engine(Register(sent, as_of=AS_OF))
    rows = measure(tables, "prominent_matters", by="unit", period="2024-07").polars

    assert dict(rows.select("unit", "value").iter_rows()) == {"x1": 2, "x2": 1}


def test_targets_of_groups(on_engine: Engine) -> None:
    """A group's target is set against its own people, and without the group it means nothing."""
    tables = on_engine(TEAM)
    rows = measure(
        tables, ["group_target", "group_vacancies"], by=["network", "composition"], period="2024-02"
    ).polars
    found = {(row[0], row[1]): row[2] for row in rows.select("composition", "measure", "value").iter_rows()}

    assert found["veterans", "group_target"] == 3
    assert found["veterans", "group_vacancies"] == 1
    assert found["women", "group_vacancies"] == 2
    with pytest.raises(MeasureError, match="only makes sense by 'composition'"):
        measure(tables, "group_vacancies", by=["network"])
    asked: Any = {"where": {"composition": "women", "network": "gl"}, "period": "2024-02"}
    assert _told(tables, ["group_vacancies"], **asked) == {"group_vacancies": 2}


def test_a_regulation_binds_its_targets() -> None:
    """A target holds no longer than its regulation, nor longer than its own provision."""
    over = _regulation(_target("p1", 5), valid_to="2023-12-31")
    short = _regulation(_target("p1", 5, valid_to="2023-06-30"))
    for regulation in (over, short):
        register = Register([*PEOPLE, *MEMBERSHIPS, regulation], as_of=AS_OF)
        assert _told(register, ["target"], period="2024-02") == {"target": "unknown"}
        assert _told(register, ["target"], period="2023-06") == {"target": 5}


@pytest.mark.traced
def test_what_one_network_has_over_is_no_cure_for_another() -> None:
    """Vacancies are shown by network, and the one that lacks nobody does not make up for the one that does."""
    team = [membership.replace(id=f"o{membership.id}", network="lc") for membership in MEMBERSHIPS]
    few, many = _regulation(_target("p1", 1)), _regulation(_target("q1", 9), id="qc2", network="lc")
    register = Register([*PEOPLE, *MEMBERSHIPS, *team, few, many], as_of=AS_OF)
    rows = measure(register, "vacancies", by=["network"], period="2024-02").polars

    assert dict(rows.select("network", "value").iter_rows()) == {"gl": 0, "lc": 6}
    with pytest.raises(MeasureError, match="only makes sense by 'network'"):
        measure(register, "vacancies", period="2024-02")


def test_a_later_target_takes_the_place_of_the_one_before(on_engine: Engine) -> None:
    """Of two regulations in force the later one says how many; they are not added up, and before its day the old one did."""
    new = _regulation(_target("q1", 7, valid_from="2023-07-01"), id="qc2", valid_from="2023-07-01")
    tables = on_engine(Register([*PEOPLE, *MEMBERSHIPS, _regulation(_target("p1", 5)), new], as_of=AS_OF))

    assert _told(tables, ["target"], period="2024-02") == {"target": 7}
    assert _told(tables, ["target"], period="2023-06") == {"target": 5}


def test_without_collaborators_nobody_has_a_group(on_engine: Engine) -> None:
    """Where collaborators were not shared, memberships are under no composition."""
    rows = measure(on_engine(Register(MEMBERSHIPS, as_of=AS_OF)), "collaborators", by=["composition"]).polars

    assert rows.select("composition", "value").rows()[-1] == (None, 2)


def _at(key: str, day: str, hour: int = 8, **fields: Any) -> Any:  # noqa: ANN401 - a report
    return report(key, received_at=f"{day}T{hour:02}:00:00+07:00", **fields)


EVENT = "2024-02-01T06:00:00+07:00"
STREAMS = [
    OpinionStream(group="farmers", stance="hesitant", breadth="many", basis="Họp thôn."),
    OpinionStream(group="teachers", stance="approving"),
]
REPORTS = Register(
    [
        *MEMBERSHIPS,
        *PEOPLE,
        _at("r1", "2024-02-01", 8, kind="ad_hoc", stage=1, event_at=EVENT),
        _at("r2", "2024-02-01", 16, kind="ad_hoc", stage=2, previous_stage="r1", event_at=EVENT),
        _at(
            "r3",
            "2024-02-20",
            author="CTV-2",
            items=[
                item(
                    "n1",
                    topics=["land", "own_code"],
                    basis="Họp.",
                    streams=STREAMS,
                    grade="rumour",
                    place="x1",
                ),
                item("n2", topics=["land"], urgency="urgent", proposal="Sửa.", grade="confirmed"),
                item("n3", topics=["other"], forecast="Sẽ giảm."),
            ],
        ),
        _at("r4", "2024-02-25", author_unit="btg", kind="synthesis"),
        Matter(id="v1", network="gl", title="Đền bù", items=["n1", "n2"]),
    ],
    as_of=AS_OF,
)


@pytest.mark.parametrize(
    "expected",
    [
        {
            "reports": 3,
            "reporting_members": 2,
            "reports_per_member": 10_000,
            "ad_hoc_reports": 2,
            "ad_hoc_hours_median": 60_000,
            "ad_hoc_hours_p90": 92_000,
            "syntheses": 1,
            "unit_reports": 1,
            "reports_without_period": 3,
        },
        {
            "items": 3,
            "topics": 3,
            "issues": 1,
            "rumours": 1,
            "urgent_items": 1,
            "basis_rate": 3333,
            "forecast_rate": 3333,
            "proposal_rate": 3333,
            "doubtful_rate": 5000,
            "topics_mapped_rate": 5000,
            "topics_unmapped": 2,
            "items_ungraded": 1,
            "items_unplaced": 2,
            "streams_without_breadth": 1,
        },
    ],
    ids=["reporting", "opinion"],
)
def test_reports_and_opinions(on_engine: Engine, expected: dict[str, int]) -> None:
    """Reports, their speed, what they report on and what is left open are those counted by hand."""
    assert _told(on_engine(REPORTS), expected, period="2024-02") == expected


def test_speed_by_stage(on_engine: Engine) -> None:
    """Hours from the event to the receipt, by stage; a stage that never came has no row."""
    rows = measure(on_engine(REPORTS), "ad_hoc_hours_median", by=["stage"], period="2024-02").polars

    assert rows.select("stage", "value").rows() == [("1", 20_000), ("2", 100_000)]
    assert measure(REPORTS, "ad_hoc_hours_median", by=["stage"], period="2023-02").polars[
        "stage"
    ].to_list() == [None]


def test_an_event_without_an_instant_tells_no_speed() -> None:
    """A report on an event that is not dated is counted, and is not part of the speed."""
    register = Register([_at("r1", "2024-02-01", kind="ad_hoc", stage=1)], as_of=AS_OF)

    assert _told(register, ["ad_hoc_reports", "ad_hoc_hours_median"]) == {
        "ad_hoc_reports": 1,
        "ad_hoc_hours_median": "not_applicable",
    }


def _activity(key: str, detail: Any) -> Activity:  # noqa: ANN401 - any kind of detail
    return Activity(id=key, network="gl", title="x", start="2024-02-02", end="2024-02-02", detail=detail)


def _persons(count: int) -> Figure:
    return Figure(count, "person")


ACTIVITIES = [
    _activity("g1", Meeting(attended=_persons(19), invited=_persons(20))),
    _activity("g2", Meeting(attended=_persons(20), invited=_persons(20))),
    _activity("h1", Conference()),
    _activity(
        "s1",
        Survey(
            forms_issued=Figure(200, "form_issued"),
            forms_returned=Figure(180, "form_returned"),
            forms_valid=Figure(171, "form_valid"),
        ),
    ),
    _activity(
        "k1",
        Commendation(award="certificate_of_commendation", awards=Figure(2, "certificate_of_commendation")),
    ),
    _activity("k2", Commendation(award="merit_certificate", awards=Figure(3, "merit_certificate"))),
]


def test_activities(on_engine: Engine) -> None:
    """Meetings, conferences, surveys and awards, and how many for each hundred where both figures are exact."""
    expected = {
        "meetings": 2,
        "meeting_attended": 39,
        "meeting_invited": 40,
        "attendance": 975_000,
        "conferences": 1,
        "form_return": 900_000,
        "form_validity": 950_000,
        "commendations": 2,
        "awards": 3,
    }
    assert _told(on_engine(Register(ACTIVITIES, as_of=AS_OF)), expected, period="2024-02") == expected
    more = _activity("g3", Meeting(attended=Figure(30, "person", "more_than"), invited=_persons(40)))
    assert _told(Register([*ACTIVITIES, more], as_of=AS_OF), ["attendance"]) == {"attendance": "unknown"}


def _line(key: str, who: str, amount: int, **fields: Any) -> AllowanceLine:  # noqa: ANN401
    given = {"network": "gl", "collaborator": who, "month": "2024-02-01", "scheme": "pc", "provision": "p"}
    return AllowanceLine(**{"id": key, "amount": amount, **given, **fields})


LINES = [
    AllowanceScheme(id="pc", network="gl", name="Phụ cấp", payer="btg"),
    unit("btg", level="province"),
    _line("l1", "CTV-1", 702_000),
    _line("l2", "CTV-2", 540_000),
    _line("l3", "CTV-2", 162_000, sequence=2, change="base_salary"),
    _line("l4", "CTV-1", -2_000, sequence=2, change="correction"),
    _line("l5", "CTV-3", 0, outcome="no_engagement"),
]


@pytest.mark.traced
def test_pay(on_engine: Engine) -> None:
    """What was paid for a month, to how many, what came later, and by whom; who got nothing was not paid."""
    expected = {
        "amount_paid": 1_402_000,
        "people_paid": 2,
        "amount_per_person": 7_010_000_000,
        "arrears": 162_000,
        "offsets": -2_000,
    }
    tables = on_engine(Register(LINES, as_of=AS_OF))
    assert _told(tables, expected, period="2024-02") == expected
    rows = measure(tables, "amount_paid", by=["payer"], period="2024-02").polars
    assert rows.select("payer", "value").rows() == [("btg", 1_402_000)]
    assert measure(tables, "amount_per_person").to_text("vi") == "số tiền chi bình quân: 701.000 đồng / người"
    by_outcome = measure(tables, "people_paid", by=["pay_outcome"], period="2024-02")
    assert by_outcome.figure("people_paid", pay_outcome="no_engagement").value == 0


@pytest.mark.traced
def test_without_schemes_nobody_is_known_to_pay(on_engine: Engine) -> None:
    """Where schemes were not shared, lines are under no payer."""
    only = [record for record in LINES if isinstance(record, AllowanceLine)]
    rows = measure(on_engine(Register(only, as_of=AS_OF)), "amount_paid", by=["payer"]).polars

    assert rows.select("payer", "value").rows() == [(None, 1_402_000)]


@pytest.mark.traced
def test_quality(on_engine: Engine) -> None:
    """Findings by code and by thousand rows; rows without a network are under none."""
    network = Network(id="gl", name="x", owner="btg", level="province")
    district = unit("h", parent="btg")
    register = Register([network, unit("btg", level="province"), district], as_of=date(2026, 1, 1))
    tables = on_engine(register)
    found = _told(tables, ["findings", "rows_held", "findings_per_1000"])

    assert found == {"findings": 1, "rows_held": 3, "findings_per_1000": 3_333_333}
    by_code = measure(tables, "findings", by=["code", "severity", "table"])
    assert by_code.figure("findings", code="U101").value == 1
    by_network = measure(tables, "rows_held", by=["network"])
    assert by_network.figure("rows_held", network="gl").value == 1
    assert by_network.figure("rows_held", network=None).value == 2
