"""Numbers in sentences: amounts and counts are written for reading, years and what says which stay as they are."""
# pyright: reportArgumentType=false

import json
from collections import Counter
from datetime import date
from itertools import chain
from typing import Annotated, Any

import pytest
from pydantic import Field

import dlxh
from dlxh import Finding, Pack, Severity, check, rule
from dlxh.models.allowance_line import AllowanceLine
from dlxh.models.report import Report
from dlxh.register.columns import Kind
from dlxh.register.schema import schema
from dlxh.rules.engine.cells_in_words import ORDINALS, counts_something
from dlxh.words import Dong, Internal
from dlxh.words.field_texts import own_field
from dlxh.words.record import Record

TEXTS: Any = {"vi": "x", "en": "x", "means_vi": "x.", "means_en": "x."}
COUNTS = {
    "allowed_amount", "allowed_repeat_every", "counted", "days", "detail_attended_value", "detail_awards_value",
    "detail_classes_value", "detail_forms_issued_value", "detail_forms_returned_value", "detail_forms_valid_value",
    "detail_invited_value", "detail_people_surveyed_value", "detail_trainees_value", "duty_amount", "duty_at_least",
    "duty_at_most", "duty_count", "duty_due_days", "duty_due_months_after", "duty_due_weeks_after", "duty_grace_days",
    "duty_least_days_absent", "duty_least_days_served", "duty_least_items", "duty_times", "half_days", "minutes", "of_days",
    "quantity", "rate_cap_per_issue", "rate_cap_per_period", "rate_days_in_month", "rate_half_day_below_hours", "times",
}  # fmt: skip
LAW: Any = {"severity": Severity.WARNING, "cure_vi": "sửa", "cure_en": "mend", "source": "ví dụ"}


class GlReport(Report):
    """A report with a year and an amount of one's own."""

    gl_since: Internal[Annotated[int, Field(strict=True)] | None] = own_field(**TEXTS)
    gl_paid: Internal[Dong | None] = own_field(**TEXTS)


PACK = Pack("gl", models=[GlReport])


def _find(sentence: str, record: Record) -> tuple[Finding, Finding]:
    """Return what a rule finds on a record in a register, and on it as a new record."""
    table = "reports" if isinstance(record, Report) else "allowance_lines"
    law = rule("GL01", table=table, vi=sentence, en=sentence, **LAW)(lambda row: ~row.id.is_null())
    empty = dlxh.Register([], as_of=date(2026, 7, 31), pack=PACK)
    found = next(iter(check(empty.add(record), rules=[law])))
    alone = next(iter(check(record, within=empty, rules=[law])))
    return found, alone


def _say(sentence: str, record: Record) -> tuple[str, str]:
    """Return the sentence of a rule on a record, which is the same for a new record and in a register."""
    found, alone = _find(sentence, record)
    assert found.message("vi") == alone.message("vi")
    return found.message("vi"), found.message("en")


def _line(**fields: Any) -> AllowanceLine:  # noqa: ANN401 - of a model
    parts = {
        "id": "1000",
        "network": "gl",
        "collaborator": "c",
        "month": "2026-07-01",
        "amount": 0,
        "provision": "p",
    }
    return AllowanceLine(**{**parts, **fields})


def _say_of_line(sentence: str, **fields: Any) -> tuple[str, str]:  # noqa: ANN401 - of a model
    return _say(sentence, _line(**fields))


@pytest.mark.parametrize(
    ("amount", "vi", "en"),
    [
        (999, "chi 999 đồng", "chi 999 đồng"),
        (1000, "chi 1.000 đồng", "chi 1,000 đồng"),
        (-702000, "chi -702.000 đồng", "chi -702,000 đồng"),
    ],
)
def test_amounts(amount: int, vi: str, en: str) -> None:
    """An amount has its thousands parted; its currency is what the author wrote, once."""
    assert _say_of_line("chi {amount} đồng", amount=amount) == (vi, en)


def test_coefficients_and_counts() -> None:
    """A coefficient is not shown as the whole number that its column holds."""
    sentence = "{coefficient} {quantity}"

    assert _say_of_line(sentence, coefficient="0.3", quantity=999) == ("0,3 999", "0.3 999")
    assert _say_of_line(sentence, coefficient="1.86", quantity=1000) == ("1,86 1.000", "1.86 1,000")


def test_what_says_which() -> None:
    """A number in a series, an id, and the number in an own field, which may be a year, stay as they are."""
    report = GlReport(
        id="1000", network="gl", kind="ad_hoc", channel="phone", received_at="2026-07-01T08:00:00+07:00",
        author="c", stage=1, gl_since=2026, gl_paid=2026,
    )  # fmt: skip

    assert _say_of_line("{sequence} {record}", sequence=1000) == ("1000 1000", "1000 1000")
    assert _say("{gl_since} {gl_paid} {record}", report) == ("2026 2.026 1000", "2026 2,026 1000")


def test_parameters_hold_the_numbers_of_the_row() -> None:
    """Whoever computes with a parameter gets the number, as JSON does; only the sentence parts it."""
    parameters = _find(
        "{amount} {coefficient} {sequence}", _line(amount=702000, coefficient="0.3", sequence=1000)
    )[0].parameters
    numbers = {name: parameters[name] for name in ("amount", "coefficient", "sequence")}

    assert numbers == {"amount": 702000, "coefficient": 3000, "sequence": 1000}
    assert all(isinstance(each, int) for each in numbers.values())
    assert json.dumps(numbers) == '{"amount": 702000, "coefficient": 3000, "sequence": 1000}'


def test_every_number_is_of_one_class() -> None:
    """A new column of whole numbers must be classed: an amount, a coefficient, a count, or what says which."""
    numbers = [each for table in schema().values() for each in table.columns if each.kind is Kind.INTEGER]
    classes = [
        {each.name for each in numbers if each.in_dong},
        {each.name for each in numbers if each.scaled},
        COUNTS,
        ORDINALS,
    ]

    assert Counter(chain(*classes)) == Counter({each.name for each in numbers})


@pytest.mark.parametrize(
    ("table", "name", "counted"),
    [("event_contents", "event", False), ("stream_expressions", "stream", False), ("regulation_provisions", "duty_stage", False),
     ("regulation_provisions", "duty_due_day", False), ("regulation_provisions", "duty_due_weekday", False),
     ("regulation_provisions", "duty_due_days", True), ("events", "allowed_amount", True)],
)  # fmt: skip
def test_which_and_how_many(table: str, name: str, *, counted: bool) -> None:
    """A day of the month and a number of days have names alike, and differ."""
    assert counts_something(schema(), table, name) is counted
