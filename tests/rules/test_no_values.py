"""Nothing that findings print, count or hand on repeats what is in a column, where it is neither an id nor a code."""

import json
import pickle
from typing import Any, get_args

import polars as pl
import pytest

import dlxh
from dlxh import Register, Tables
from dlxh.errors import RuleError
from dlxh.register.columns import Kind
from dlxh.register.findings import By
from dlxh.register.schema import schema
from tests.engines import Engine
from tests.sample import AS_OF, item, membership, report, unit

MARK = "Nguyễn Thị Dấu Vết"


def marked(column: str) -> Tables:
    """Return tables in which every cell of the columns of one name is a person's name."""
    register = Register(
        [report(items=[item()]), membership("t1", "2024-01-01"), unit(), unit("x1")], as_of=AS_OF
    )
    frames = {}
    for name in register.tables:
        frame = register.tables.polars(name)
        if column in frame.columns and frame.height:
            frame = frame.with_columns(pl.lit(MARK).alias(column))
        frames[name] = frame
    return Tables(frames, as_of=AS_OF)


COLUMNS = sorted(
    {
        c.name
        for name in ("reports", "items", "item_topics", "memberships", "units")
        for c in schema()[name].columns
        if c.kind is Kind.TEXT
    }
    - {"name"}
)
"""All but the names of units, which are public: findings call units by them."""


@pytest.mark.no_cover
@pytest.mark.parametrize("column", COLUMNS)
def test_findings_repeat_no_cell(column: str) -> None:
    """Whichever column holds a name instead of a code, no form of the findings shows it."""
    findings = dlxh.check(marked(column))
    shown: list[Any] = [findings.counts(by) for by in get_args(By)]
    shown += [
        repr(findings),
        findings.to_json(),
        list(findings.rows("vi")),
        list(findings),
        findings.polars.to_dicts(),
    ]
    again = pickle.dumps(findings)
    assert MARK.encode() not in again
    assert pickle.loads(again) == findings  # noqa: S301 - our own
    shown += [findings.skipped, findings.skipped_rows, findings.silenced, findings.unknown]

    assert MARK not in json.dumps(shown, default=str, ensure_ascii=False)


@pytest.mark.traced
def test_pickled_findings_find_no_row_by_a_name() -> None:
    """A key that may be a name does not go along, so what was pickled says that it cannot distinguish valid rows from the others."""
    tables = marked("id").select(["memberships"])
    findings = dlxh.check(tables)
    again = pickle.loads(pickle.dumps(findings))  # noqa: S301 - our own

    assert findings.valid(tables).errors == {"memberships": 1}
    for by_key in (again.valid, again.quarantine):
        with pytest.raises(RuleError, match="left out keys that are not ids; check the tables again"):
            by_key(tables)


def test_a_network_that_is_none_is_counted_under_nothing(on_engine: Engine) -> None:
    """Counts by network add up to all findings; those of a network that is a name are under the empty text."""
    findings = dlxh.check(on_engine(marked("network")))
    counts = findings.counts("network")

    assert MARK not in counts
    assert counts[""] > 0
    assert sum(counts.values()) == len(findings)
