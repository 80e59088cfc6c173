"""Numbers in sentences: amounts and counts are written for reading, years and what says which stay as they are."""
# pyright: reportArgumentType=false

from datetime import date
from typing import Annotated, Any

import pytest
from pydantic import Field

import dlxh
from dlxh import Pack, Severity, check, rule
from dlxh.models.allowance_line import AllowanceLine
from dlxh.models.report import Report
from dlxh.words import Internal
from dlxh.words.field_texts import own_field
from dlxh.words.record import Record

TEXTS: Any = {"vi": "x", "en": "x", "means_vi": "x.", "means_en": "x."}
LAW: Any = {"severity": Severity.WARNING, "cure_vi": "sửa", "cure_en": "mend", "source": "ví dụ"}


class GlReport(Report):
    """A report with a year of one's own."""

    gl_since: Internal[Annotated[int, Field(strict=True)] | None] = own_field(**TEXTS)


PACK = Pack("gl", models=[GlReport])


def _say(sentence: str, record: Record) -> tuple[str, str]:
    """Return the sentence of a rule on a record, which is the same for a new record and in a register."""
    table = "reports" if isinstance(record, Report) else "allowance_lines"
    law = rule("GL01", table=table, vi=sentence, en=sentence, **LAW)(lambda row: ~row.id.is_null())
    empty = dlxh.Register([], as_of=date(2026, 7, 31), pack=PACK)
    found = next(iter(check(empty.add(record), rules=[law])))
    alone = next(iter(check(record, within=empty, rules=[law])))
    assert found.message("vi") == alone.message("vi")
    return found.message("vi"), found.message("en")


def _say_of_line(sentence: str, **fields: Any) -> tuple[str, str]:  # noqa: ANN401 - of a model
    parts = {
        "id": "1000",
        "network": "gl",
        "collaborator": "c",
        "month": "2026-07-01",
        "amount": 0,
        "provision": "p",
    }
    return _say(sentence, AllowanceLine(**{**parts, **fields}))


@pytest.mark.parametrize(
    ("amount", "vi", "en"),
    [
        (999, "999 đồng", "999 đồng"),
        (1000, "1.000 đồng", "1,000 đồng"),
        (-702000, "-702.000 đồng", "-702,000 đồng"),
    ],
)
def test_amounts(amount: int, vi: str, en: str) -> None:
    """An amount has its thousands parted and its currency."""
    assert _say_of_line("{amount}", amount=amount) == (vi, en)


def test_coefficients_and_counts() -> None:
    """A coefficient is not the whole number that its column holds; a count has no currency."""
    sentence = "{coefficient} {quantity}"

    assert _say_of_line(sentence, coefficient="0.3", quantity=999) == ("0,3 999", "0.3 999")
    assert _say_of_line(sentence, coefficient="1.86", quantity=1000) == ("1,86 1.000", "1.86 1,000")


def test_what_says_which() -> None:
    """A number in a series, an id, and the number in an own field, which may be a year, stay as they are."""
    report = GlReport(
        id="1000", network="gl", kind="ad_hoc", channel="phone", received_at="2026-07-01T08:00:00+07:00",
        author="c", stage=1, gl_since=2026,
    )  # fmt: skip

    assert _say_of_line("{sequence} {record}", sequence=1000) == ("1000 1000", "1000 1000")
    assert _say("{gl_since} {record}", report) == ("2026 1000", "2026 1000")
