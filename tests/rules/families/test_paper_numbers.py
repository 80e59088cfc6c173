"""R205: one number on two papers, and how far numbers run on."""

from datetime import date
from typing import Any

import pytest

from dlxh import Register, Report, Term, check
from tests.engines import Engine
from tests.sample import report

AS_OF = date(2026, 6, 30)
TERMS = [
    Term(id="t1", network="gl", label="nhiệm kỳ 2020 - 2025", start="2020-10-01", end="2025-09-30"),
    Term(id="t2", network="gl", label="nhiệm kỳ 2025 - 2030", start="2025-10-01"),
    Term(id="t3", network="gl", label="giai đoạn 2021-2025"),  # nobody knows its days
]
PARTY, STATE = "05-BC/BTGDVTU", "05/BC-UBND"


def _paper(key: str, number: str | None, day: str, **fields: Any) -> Report:  # noqa: ANN401 - fields of the model
    given = {"author_unit": "btg", "kind": "synthesis", **fields}
    return report(key, number=number, received_at=f"{day}T08:00:00+07:00", **given)


def _found(on_engine: Engine, *records: Any, **stated: Any) -> list[tuple[str | None, tuple[str, ...]]]:  # noqa: ANN401 - records
    tables = on_engine(Register(records, as_of=AS_OF, **stated))
    return [(each.record, each.evidence) for each in check(tables, only=["R205"])]


RUNS = {
    "party, one term": (PARTY, "2020-10-01", PARTY, "2025-09-30", 1),
    "party, next term": (PARTY, "2025-09-30", PARTY, "2025-10-01", 0),
    "party, a term that goes on": (PARTY, "2025-10-01", PARTY, "2026-06-01", 1),
    "party, before any term, one year": (PARTY, "2019-01-01", PARTY, "2019-12-31", 1),
    "party, before any term, next year": (PARTY, "2018-12-31", PARTY, "2019-01-01", 0),
    "state, one year": (STATE, "2024-01-01", STATE, "2024-12-31", 1),
    "state, next year": (STATE, "2024-12-31", STATE, "2025-01-01", 0),
    "another kind": (PARTY, "2024-07-01", "05-TB/BTGDVTU", "2024-07-02", 0),
    "another number": (PARTY, "2024-07-01", "15-BC/BTGDVTU", "2024-07-02", 0),
    "another body": (PARTY, "2024-07-01", "05-BC/BTGDVTW", "2024-07-02", 0),
    "party and state": (PARTY, "2024-07-01", STATE, "2024-07-02", 0),
    "no number": (None, "2024-07-01", None, "2024-07-02", 0),
    "no number that can be read": ("không số", "2024-07-01", "không số", "2024-07-02", 0),
    "zero in front": (PARTY, "2024-07-01", "5-BC/BTGDVTU", "2024-07-02", 1),
    "blanks and dashes": (PARTY, "2024-07-01", "05 – BC / BTGDVTU", "2024-07-02", 1),
    "the word and the day": (PARTY, "2024-07-01", "Số 05-BC/BTGDVTU, ngày 02/7/2024", "2024-07-02", 1),
    "the state with a colon": (STATE, "2024-07-01", "Số: 05/BC-UBND ngày 02/7/2024", "2024-07-02", 1),
}


@pytest.mark.parametrize("case", RUNS)
def test_how_far_numbers_run_on(case: str, on_engine: Engine) -> None:
    """Papers of the Party are numbered within the term, those of the State within the year, each kind for itself."""
    first, day, second, later, found = RUNS[case]
    papers = _paper("b1", first, day), _paper("b2", second, later)

    assert _found(on_engine, *TERMS, *papers) == [("b2", ("b1",))] * found


ISSUERS: dict[str, tuple[dict[str, Any], int]] = {
    "the same unit": ({"author_unit": "btg"}, 1),
    "another unit": ({"author_unit": "ubnd"}, 0),
    "another network": ({"network": "ml"}, 0),
    "a collaborator": ({"author_unit": None, "author": "CTV-1"}, 0),
}


@pytest.mark.parametrize("case", ISSUERS)
def test_each_issuer_numbers_for_itself(case: str, on_engine: Engine) -> None:
    """The abbreviations of two units may be the same; who wrote the report distinguishes them."""
    fields, found = ISSUERS[case]
    other = _paper("b2", PARTY, "2024-07-02", **fields)

    assert len(_found(on_engine, *TERMS, _paper("b1", PARTY, "2024-07-01"), other)) == found


def test_a_correction_may_have_the_number_of_what_it_corrects(on_engine: Engine) -> None:
    """A correction repeats the number of the report that it replaces, and still no other's."""
    first = _paper("b1", PARTY, "2024-07-01")
    correction = _paper("b2", PARTY, "2024-07-02", replaces="b1")

    assert _found(on_engine, first, correction) == []
    assert _found(on_engine, first, correction, _paper("b3", PARTY, "2024-07-03")) == [("b3", ("b2",))]


def test_three_papers_with_one_number(on_engine: Engine) -> None:
    """Each but the first is one finding, with the one before it; terms that overlap report nothing twice."""
    again = Term(id="t0", network="gl", label="giai đoạn 2021-2025", start="2021-01-01", end="2025-12-31")
    papers = [_paper(f"b{place}", PARTY, f"2024-07-0{place}") for place in (1, 2, 3)]

    assert _found(on_engine, *TERMS, again, *papers) == [("b2", ("b1",)), ("b3", ("b2",))]


@pytest.mark.parametrize(("number", "found"), [("5-BC/BTGDVTU", 1), ("06-BC/BTGDVTU", 0), (None, 0)])
def test_a_new_report_with_a_number_that_was_given(number: str | None, found: int) -> None:
    """A new report is held against those that are there."""
    within = Register(
        [*TERMS, _paper("b1", PARTY, "2024-07-01"), _paper("b0", "07-BC/BTGDVTU", "2024-07-01")], as_of=AS_OF
    )
    findings = check(_paper("b2", number, "2024-07-02"), within=within)

    assert findings.counts().get("R205", 0) == found
