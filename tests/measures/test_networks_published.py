"""Networks and figures that articles published: built from records of the right number, counted by `dlxh.measure`."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from dlxh import (
    Collaborator,
    Figure,
    Membership,
    Network,
    OrgUnit,
    Register,
    Regulation,
    Report,
    Term,
    check,
    measure,
    obligations,
)
from dlxh.models.activity import Activity, Training
from dlxh.models.regulation import RegulationProvision
from dlxh.register import place_units
from dlxh.words import Period, SimpleCalendar
from tests.ledger.books import NETWORK, obligation, provision, regulation
from tests.ledger.land import BOARD, COMMITTEE, HEAD, OWNER, by_units
from tests.ledger.land import unit as commune

_LAND = (HEAD, COMMITTEE, BOARD, OWNER, commune("x"))
_TEN_DAYS = {"kind": "after_period", "days": 10, "unit": "day"}


def _board(key: str = "btg", level: str = "province", **fields: Any) -> OrgUnit:  # noqa: ANN401 - fields of the model
    return OrgUnit(
        **{"id": key, "name": f"Ban Tuyên giáo {key}", "kind": "propaganda_board", "level": level, **fields}
    )


def _register(records: Iterable[Any], as_of: date, *empty: str) -> Register:
    found = Register(records, as_of=as_of, empty=list(empty))
    errors = [each for each in check(found, calendar=SimpleCalendar()) if each.severity == "error"]
    assert errors == []
    return found


def _sent(key: str, unit: str, day: str, **fields: Any) -> Report:  # noqa: ANN401 - fields of the model
    given = {
        "network": "ml",
        "kind": "periodic",
        "channel": "written",
        "received_at": f"{day}T08:00:00+07:00",
    }
    return Report(**{"id": key, "author_unit": unit, **given, **fields})


def _team(network: str, number: int, start: str, *, people: Iterable[str] = ()) -> list[Any]:
    """Return a network's term and its collaborators with their memberships; some are persons of another network too."""
    known = [*people, *(None for _ in range(number - len(tuple(people))))]
    found: list[Any] = [Term(id=f"nk-{network}", network=network, label="nhiệm kỳ", start=start)]
    for place, person in enumerate(known):
        key = f"{network}-{place}"
        found += [
            Collaborator(id=key, network=network, person=person),
            Membership(
                id=f"tc-{key}",
                network=network,
                term=f"nk-{network}",
                collaborator=key,
                start=start,
                paid=True,
            ),
        ]
    return found


def test_ca_mau_2023() -> None:
    """Cà Mau, 30/11/2023 (baocaovien.vn 4141): a network of groups, one class of one day, "hơn 170 đại biểu"."""
    detail = Training(classes=Figure(1, "class_"), trainees=Figure(170, "person", "more_than"))
    day = "2023-11-30"
    network = Network(id="ml", name="Tổ cộng tác viên tỉnh", owner="btg", level="province", form="groups")
    held = Activity(
        id="hd", network="ml", title="Tập huấn", start=day, end=day, organiser="btg", detail=detail
    )
    register = _register([_board(), network, held], date(2023, 12, 31))
    result = measure(register, ["classes", "trainees"], period="2023-11")

    assert result.figure("classes") == Figure(1, "class_")
    assert result.figure("trainees").text("vi") == "trên 170 người"


def test_institute_of_public_opinion_2022() -> None:
    """Viện Dư luận xã hội, 2022 (tuyengiao.vn 146693): 13 reports = 5 quick + 8 thematic."""
    network = Network(id="ml", name="Mạng lưới Trung ương", owner="vien", level="central")
    kinds = ["ad_hoc"] * 5 + ["thematic"] * 8
    sent = [_sent(f"bc-{n}", "vien", f"2022-{n % 12 + 1:02}-15", kind=kind) for n, kind in enumerate(kinds)]
    register = _register([_board("vien", "central"), network, *sent], date(2022, 12, 31))
    by_kind = measure(register, "unit_reports", by="kind", period="2022")

    assert measure(register, "unit_reports", period="2022").figure("unit_reports").value == 13
    assert by_kind.figure("unit_reports", kind="ad_hoc").value == 5
    assert by_kind.figure("unit_reports", kind="thematic").value == 8


def test_hai_duong_2018() -> None:
    """Hải Dương 2018 (baohaiduong.vn 254557): 314 collaborators = 34 of the province + 280 of the districts, 13 syntheses."""
    numbers = [24] * 4 + [23] * 8
    boards = [_board(), *(_board(f"btg-{n}", "district", parent="btg") for n in range(len(numbers)))]
    networks = [
        Network(id="ml", name="Mạng lưới tỉnh", owner="btg", level="province"),
        *(
            Network(id=f"ml-{n}", name=f"Mạng lưới huyện {n}", owner=f"btg-{n}", level="district")
            for n in range(len(numbers))
        ),
    ]
    teams = [
        _team("ml", 34, "2018-01-01"),
        *(_team(f"ml-{n}", each, "2018-01-01") for n, each in enumerate(numbers)),
    ]
    syntheses = [_sent(f"th-{n}", "btg", f"2018-{min(n, 11) + 1:02}-20", kind="synthesis") for n in range(13)]
    records = [*boards, *networks, *(each for team in teams for each in team), *syntheses]
    register = _register(records, date(2018, 12, 31))
    whole = measure(register, ["collaborators", "memberships", "people", "syntheses"], period="2018")
    by_network = measure(register, "memberships", by="network", period="2018").polars

    assert [whole.figure(code).value for code in ("collaborators", "memberships", "people", "syntheses")] == [
        314,
        314,
        314,
        13,
    ]
    assert by_network.filter(network="ml")["value"].item() == 34
    assert by_network["value"].sum() - 34 == 280


def test_one_person_in_two_networks() -> None:
    """One person in the provincial and in a district network: how many people in all, how many memberships."""
    boards = [_board(), _board("btg-1", "district", parent="btg")]
    networks = [
        Network(id="ml", name="Mạng lưới tỉnh", owner="btg", level="province"),
        Network(id="ml-1", name="Mạng lưới huyện", owner="btg-1", level="district"),
    ]
    teams = [
        *_team("ml", 34, "2024-01-01", people=["N-1", "N-2"]),
        *_team("ml-1", 20, "2024-01-01", people=["N-2"]),
    ]
    register = _register([*boards, *networks, *teams], date(2024, 12, 31))
    whole = measure(register, ["people", "memberships"], period="2024")
    table = measure(register, ["people", "memberships"], by="network", period="2024").table("vi")

    assert whole.figure("people").text("vi") == "53 người"
    assert whole.figure("memberships").text("vi") == "54 tư cách"
    assert [cell.text for cell in table.lines[-1].cells] == ["Tổng cộng", "—", "54"]


def test_youth_union_2026() -> None:
    """The youth union (second hand): 48 weekly + 11 monthly + 4 quarterly and yearly reports; who sends all has none missing."""
    longer = {"W": ("Q", "Y"), "M": ("Y",), "Q": ("Y",), "Y": ()}
    kinds = {"W": "week", "M": "month", "Q": "quarter", "Y": "year"}
    provisions = [
        provision(key, obligation(period_kind=kind, due=_TEN_DAYS, owed_by=by_units())).replace(
            yields_to=longer[key]
        )
        for key, kind in kinds.items()
    ]
    records = [*_LAND, regulation(*provisions)]
    as_of = date(2027, 12, 31)
    empty = ("reports", "absences", "engagements", "memberships", "collaborators")
    unsent = obligations(_register(records, as_of, *empty), "2026").polars.filter(status="missing")
    sent = [
        _sent(f"bc-{n}", "x", f"{end + timedelta(days=9)}", network=NETWORK, period=Period.of(kind, end))
        for n, (kind, end) in enumerate(unsent.select("period_kind", "period_end").iter_rows())
    ]
    found = measure(
        _register([*records, *sent], as_of, *empty), ["owed", "on_time", "missing"], period="2026"
    )

    assert unsent["provision"].value_counts().sort("provision")["count"].to_list() == [11, 3, 48, 1]
    assert [found.figure(code).value for code in ("owed", "on_time", "missing")] == [63, 63, 0]


def test_hung_long_2026() -> None:
    """Party committee of xã Hưng Long, 30/1/2026 (sggp.org.vn 836130): a commune network, its board at the head, cells of hamlets."""
    places = {each.id: each for each in place_units("79")}
    first = "2025-07-01"
    bodies = [
        OrgUnit(id="du", name="Đảng ủy xã", kind="party_committee", level="commune", parent="T19-27628", valid_from=first),
        OrgUnit(id="bx", name="Ban Xây dựng Đảng", kind="party_building_board", level="commune", parent="du", valid_from=first),
        *(
            OrgUnit(id=f"cb-{n}", name=f"Chi bộ ấp {n}", kind="party_cell", level="commune", parent="du", valid_from=first)
            for n in range(3)
        ),
    ]  # fmt: skip
    network = Network(id="ml", name="Mạng lưới xã", owner="bx", level="commune")
    team = _team("ml", 3, "2026-01-30")
    sent_by = [
        each.replace(organisation=f"cb-{each.id[-1]}") if isinstance(each, Collaborator) else each
        for each in team
    ]
    register = _register(
        [places["T19-79"], places["T19-27628"], *bodies, network, *sent_by], date(2026, 3, 31)
    )
    found = measure(register, "collaborators", by=["commune", "unit_kind"], period="2026-03")

    assert places["T19-27628"].name == "Xã Hưng Long"
    assert found.figure("collaborators", commune="T19-27628", unit_kind="party_cell").text("vi") == "3 người"


def test_tuyen_quang_2026() -> None:
    """Tuyên Quang 2026 (second hand): 124 communes and 18 political centres owe a monthly return as units.

    One commune in ten sends nothing, and so does one centre; the list of those that have not sent comes with the return.
    """
    places = place_units("08")
    communes = [
        each for each in places if each.level == "commune" and each.valid_to is None and each.kind == "place"
    ]
    centres = [
        OrgUnit(
            id=f"ttct-{n}",
            name=f"Trung tâm chính trị {n}",
            kind="political_centre",
            level="commune",
            parent="T19-08",
        )
        for n in range(18)
    ]
    owed_by = {"kind": "units", "level": "commune", "below": "T19-08", "successor_owes": True}
    duty = {
        "kind": "report",
        "report": "periodic",
        "period_kind": "month",
        "convention": "calendar",
        "due": {"kind": "day_of_month", "day": 5, "months_after": 1},
        "on_day_off": "stays",
        "grace_days": 0,
        "undeclared": "period_of_receipt",
        "least_days_served": 1,
    }
    provisions = [
        RegulationProvision.model_validate(
            {
                "id": f"tq-{kind}",
                "article": "giả định",
                "text": "Báo cáo tháng.",
                "published": False,
                "valid_from": "2026-01-01",
                "duty": {**duty, "owed_by": {**owed_by, "unit_kind": kind}},
            }
        )
        for kind in ("place", "political_centre")
    ]
    rules = Regulation(
        id="qc", network="ml", name="Quy định báo cáo", valid_from="2026-01-01", provisions=provisions
    )
    network = Network(id="ml", name="Mạng lưới xã", owner="T19-08", level="province")
    sent = [
        _sent(f"bc-{unit.id}", unit.id, "2026-04-03", period=Period.parse("2026-03"))
        for n, unit in enumerate([*communes, *centres])
        if n % 10 != 9 and unit.id != "ttct-0"
    ]
    records = [*places, *centres, network, rules, *sent]
    empty = ("memberships", "absences", "engagements", "activities", "cases", "collaborators")
    register = _register(records, date(2026, 4, 30), *empty)
    result = measure(register, "monthly_return", by="unit", period="2026-03")

    assert len(communes) == 124
    assert result.polars.filter(measure="owed", value=1).height == 124 + 18
    silent = result.polars.filter(measure="missing", value=1)["unit"].to_list()
    assert len(silent) == 15
    assert "ttct-0" in silent
    assert measure(register, "unit_reports", period="2026-04").figure("unit_reports").value == 142 - 15
