"""What fits a parameter by its name, and what a caller may hand to any by mistake."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from typing import Any, Final

import polars as pl

import dlxh
from dlxh import Register, Severity
from dlxh.rules.language import subject
from tests.sample import AS_OF, register, report

NOW: Final = datetime(2024, 7, 24, 12, tzinfo=timezone(timedelta(hours=7)))
M: Final = subject("memberships")
T201: Final = dlxh.explain("T201").rule


@cache
def given_register() -> Register:
    """Return the sample."""
    return register()


def given_case() -> Any:  # noqa: ANN401 - a case
    """Return the case of the sample."""
    return given_register().cases[0]


@cache
def given_reading() -> Any:  # noqa: ANN401 - a reading
    """Return an example province as it was read."""
    return dlxh.read("examples/gia-lai")


@cache
def given_lines() -> dlxh.Lines:
    """Return a month of its pay."""
    return dlxh.allowances(given_reading().register, "2024-06")


GIVEN: Final[Mapping[str, Callable[[], Any]]] = {
    "against": lambda: "2023-06",
    "agency": lambda: "x1",
    "amount": lambda: 1,
    "as_of": lambda: AS_OF,
    "at": lambda: NOW,
    "by": lambda: "x1",
    "case": given_case,
    "code": lambda: "T201",
    "condition": M.end.is_null,
    "contents": list,
    "count": lambda: 6,
    "cure_en": lambda: "mend",
    "cure_vi": lambda: "sửa",
    "day": lambda: AS_OF,
    "denominator": lambda: 2,
    "document": dict,
    "en": lambda: "a",
    "end": lambda: AS_OF,
    "error_or_findings": list,
    "facts": dict,
    "fault": M.end.is_null,
    "field": lambda: "id",
    "figures": list,
    "frames": dict,
    "first_month": lambda: 1,
    "first_year": lambda: 2024,
    "instant": lambda: NOW,
    "into": lambda: "v9",
    "key": lambda: "1022",
    "kind": lambda: "quarter",
    "known_to": lambda: AS_OF,
    "lang": lambda: "vi",
    "last_year": lambda: 2024,
    "lines": given_lines,
    "measure": lambda: "reports",
    "measures": lambda: "reports",
    "member": lambda: Severity.ERROR,
    "model": lambda: dlxh.Report,
    "month": lambda: 1,
    "name": lambda: "stance",
    "now": lambda: NOW,
    "number": lambda: 1,
    "numerator": lambda: 1,
    "on": lambda: AS_OF,
    "path": lambda: "examples/gia-lai",
    "period": lambda: "2024-06",
    "population": M.end.is_null,
    "province": lambda: dlxh.data.province("64", on=AS_OF),
    "record": lambda: report("r7"),
    "records": list,
    "register": given_register,
    "rounding": lambda: "half_up",
    "row": lambda: M,
    "rule": lambda: T201,
    "answer": M.end.is_null,
    "severity": lambda: Severity.ERROR,
    "source": lambda: "own",
    "start": lambda: AS_OF,
    "steps": list,
    "subject": given_register,
    "survivor": given_case,
    "table": lambda: "memberships",
    "tables": lambda: given_register().tables,
    "text": lambda: "2024",
    "title": lambda: "a",
    "to": lambda: "internal",
    "unit": lambda: "report",
    "units": lambda: "as_was",
    "value": lambda: Decimal(1),
    "vi": lambda: "a",
    "year": lambda: 2024,
}
"""What fits a parameter, by its name."""
WRONG: Final[Mapping[str, Callable[[], Any]]] = {
    "none": lambda: None,
    "number": lambda: 7,
    "text": lambda: "xyz",
    "record": lambda: report("r7"),
    "reading": given_reading,
    "frame": lambda: pl.DataFrame({"id": ["a"]}),
    "empty": list,
}
