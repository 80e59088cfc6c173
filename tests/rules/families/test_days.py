"""Rules on days: what touches, what leaves a gap, what nobody knows."""

from datetime import date
from typing import Any

import pytest

import dlxh
from dlxh import Engagement, OrgUnit, Period, Register, Term
from dlxh.models import SecrecyMark, Succession
from dlxh.words.record import Record
from tests.engines import Engine
from tests.sample import membership, report, unit

AS_OF = date(2026, 6, 30)


def _counts(on_engine: Engine, family: str, *records: Record, **stated: Any) -> dict[str, int]:  # noqa: ANN401 - of Register
    register = Register(records, as_of=AS_OF, **stated)
    return dlxh.check(on_engine(register), only=[family]).counts()


MEMBERSHIP = membership("m1", "2021-01-01", "2025-06-30", end_reason="term_end")


def _contract(key: str, start: str, end: str) -> Engagement:
    return Engagement.model_validate(
        {"id": key, "network": "gl", "membership": "m1", "start": start, "end": end}
    )


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("2022-01-01", "2022-12-31", {}),
        ("2022-03-01", "2022-12-31", {}),
        ("2021-12-31", "2022-12-31", {"E102": 1}),
        ("2025-01-01", "2025-07-01", {"E101": 1}),
        ("2020-12-31", "2020-12-31", {"E101": 1}),
    ],
)
def test_contracts(on_engine: Engine, start: str, end: str, found: dict[str, int]) -> None:
    """Contracts follow each other with or without a gap; they may not overlap nor leave the membership."""
    contracts = (_contract("e1", "2021-01-01", "2021-12-31"), _contract("e2", start, end))

    assert _counts(on_engine, "E", MEMBERSHIP, *contracts) == found


def test_an_open_membership_bounds_no_contract_above(on_engine: Engine) -> None:
    """A membership without a last day goes on: no contract ends too late."""
    held = membership("m1", "2021-01-01")

    assert _counts(on_engine, "E", held, _contract("e1", "2021-01-01", "2030-12-31")) == {}


def test_a_term_without_days_accuses_nobody(on_engine: Engine) -> None:
    """A label with years gives no dates: where the term's days are not known, no membership is outside them."""
    term = Term(id="t1", network="gl", label="giai đoạn 2021-2025")

    assert _counts(on_engine, "T", term, MEMBERSHIP, membership("m2", "2025-07-01")) == {}


@pytest.mark.parametrize(
    ("kind", "last", "found"),
    [
        ("split", "2025-07-01", {}),
        ("merge", "2025-07-01", {"U106": 1}),
        ("rename", "2025-07-01", {"U106": 1}),
        ("merge", "2025-06-30", {}),
        ("rename", "2025-06-30", {}),
        ("merge", None, {}),
        ("rename", None, {}),
    ],
)
def test_split_units_may_go_on(on_engine: Engine, kind: str, last: str | None, found: dict[str, int]) -> None:
    """After a split the old unit may still be there; after a merger it may not, and without a last day it ended before."""
    step = Succession.model_validate({"successor": "b", "kind": kind, "on": "2025-07-01"})
    old = unit("a", level="commune", valid_to=last, successors=[step])

    assert _counts(on_engine, "U", old, unit("b", valid_from="2025-07-01", level="commune")) == found


@pytest.mark.parametrize(
    ("code", "scheme", "name", "found"),
    [
        ("52", "124/2004", "Tỉnh Bình Định", {}),
        ("52", "19/2025", "Tỉnh Gia Lai", {}),
        ("64", "124/2004", "Tỉnh Gia Lai", {}),
        ("52", "124/2004", "Tỉnh Gia Lai", {"U104": 1}),
        ("64", "19/2025", "Tỉnh Gia Lai", {"U103": 1, "U104": 1}),
        ("52", "19/2025", "Vùng Ví Dụ", {}),
    ],
)
def test_a_code_means_another_place(
    on_engine: Engine, code: str, scheme: str, name: str, found: dict[str, int]
) -> None:
    """52 was Bình Định and is Gia Lai; a name that is not a province's accuses nobody."""
    area = {"code": code, "scheme": scheme}
    place = OrgUnit.model_validate(
        {"id": "p", "name": name, "kind": "place", "level": "province", "area": area}
    )

    assert _counts(on_engine, "U", place) == found


MONTH = Period.parse("2024-06")


def test_a_replaced_report_is_no_duplicate(on_engine: Engine) -> None:
    """Two reports of one kind for one period: one replaced by a correction is not a duplicate, and a thematic one never is."""
    first = report("a", period=MONTH, received_at="2024-07-01T08:00:00+07:00")
    again = report("b", period=MONTH, received_at="2024-07-02T08:00:00+07:00")
    correction = again.replace(replaces="a")
    thematic = (each.replace(kind="thematic") for each in (first, again))

    assert _counts(on_engine, "R", first, again) == {"R201": 1}
    assert _counts(on_engine, "R", first, correction) == {}
    assert _counts(on_engine, "R", *thematic) == {}


def test_a_chain_of_corrections(on_engine: Engine) -> None:
    """A correction of a correction is right; two corrections of one report are both counted, and reported."""
    texts = ["2024-07-01T08:00:00+07:00", "2024-07-02T08:00:00+07:00", "2024-07-03T08:00:00+07:00"]
    a, b, c = (report(key, period=MONTH, received_at=text) for key, text in zip("abc", texts, strict=True))

    assert _counts(on_engine, "R", a, b.replace(replaces="a"), c.replace(replaces="b")) == {}
    assert _counts(on_engine, "R", a, b.replace(replaces="a"), c.replace(replaces="a")) == {
        "R201": 1,
        "R203": 1,
    }


@pytest.mark.parametrize(
    ("decided", "expires", "found"),
    [
        ("2024-02-29", "2034-02-28", {}),
        ("2024-02-29", "2034-03-01", {"K103": 1}),
        ("2026-03-01", "2046-03-01", {"K106": 1}),
        ("2016-06-29", "2026-06-29", {"K101": 1}),
        ("2016-06-30", "2026-06-30", {}),
        ("2024-01-02", None, {"K102": 1}),
    ],
)
def test_secrecy(on_engine: Engine, decided: str, expires: str | None, found: dict[str, int]) -> None:
    """Ten years for "mật" by the law of 2018, inclusive; marks under the law of 2025 are not measured by it, but have to name a list."""
    days = {"decided_on": decided, "expires": expires}
    office = {"level": "confidential", "decided_by": "Trưởng ban", "legal_basis": "29/2018/QH14"}
    mark = SecrecyMark.model_validate({**office, **days})

    assert _counts(on_engine, "K", report(secrecy=mark)) == found


def test_rules_on_cases_and_reports_judge_what_is_there(on_engine: Engine) -> None:
    """With neither reports nor cases there is no mark to judge, and nothing is found."""
    assert _counts(on_engine, "K", unit()) == {}
