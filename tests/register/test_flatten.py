"""Objects become columns: one row per record, one row per value of a field with several."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings

from dlxh.models.allowance import AllowanceScheme
from dlxh.models.collaborator import Collaborator, Contact
from dlxh.models.report import Report
from dlxh.register.columns import Kind
from dlxh.register.flatten import dtype, frames_of
from dlxh.register.schema import SOURCE_ROW, schema
from dlxh.testing.strategies import records
from tests.lengths import examples

REPORT = Report.model_validate(
    {
        "id": "b1",
        "network": "gl",
        "author": "c1",
        "kind": "periodic",
        "channel": "written",
        "received_at": "2024-07-24T08:00:00+07:00",
        "period": {"kind": "month", "start": "2024-07-01", "end": "2024-07-31"},
        "items": [
            {
                "id": "n1",
                "scope": "local",
                "topics": ["land", "water"],
                "summary": "Đền bù chậm.",
                "streams": [{"group": "farmers", "stance": "opposed", "expressions": ["worried", "wishing"]}],
            },
            {"id": "n2", "scope": "local", "topics": ["roads"], "summary": "Đường hỏng."},
        ],
    }
)


def rows(frame: pl.DataFrame, *names: str) -> list[tuple[object, ...]]:
    """Return some columns of a frame, row by row."""
    return frame.select(names).rows()


def test_rows_of_rows() -> None:
    """Several values are a table of their own, numbered from 1 inside their owner."""
    frames = frames_of("reports", [REPORT, REPORT.replace(id="b2", items=())], schema())

    assert rows(frames["reports"], "id", "period_kind", "period_start") == [
        ("b1", "month", date(2024, 7, 1)),
        ("b2", "month", date(2024, 7, 1)),
    ]
    assert rows(frames["items"], "id", "report", "position") == [("n1", "b1", 1), ("n2", "b1", 2)]
    assert rows(frames["item_topics"], "item", "position", "topic") == [
        ("n1", 1, "land"),
        ("n1", 2, "water"),
        ("n2", 1, "roads"),
    ]
    assert rows(frames["streams"], "item", "position", "stance", "network") == [("n1", 1, "opposed", "gl")]
    assert rows(frames["stream_expressions"], "item", "stream", "position", "expression") == [
        ("n1", 1, 1, "worried"),
        ("n1", 1, 2, "wishing"),
    ]
    assert frames["report_sources"].is_empty()


def test_names_aside() -> None:
    """A collaborator without name and contact has no row among the contacts."""
    people = [
        Collaborator(id="c1", network="gl", name="Nguyễn Thị Ví Dụ", contact=Contact(phone="0903 000 000")),
        Collaborator(id="c2", network="gl"),
        Collaborator(id="c3", network="gl", contact=Contact(email="vi.du@example.vn")),
    ]
    frames = frames_of("collaborators", people, schema())

    assert frames["collaborators"]["id"].to_list() == ["c1", "c2", "c3"]
    assert rows(frames["contacts"], "collaborator", "name", "contact_phone", "contact_email") == [
        ("c1", "Nguyễn Thị Ví Dụ", "0903 000 000", None),
        ("c3", None, None, "vi.du@example.vn"),
    ]


@settings(max_examples=examples(30))
@given(records(AllowanceScheme))
def test_coefficients(scheme: AllowanceScheme) -> None:
    """Coefficients are ten-thousandths, amounts whole đồng, and what an arm of a union has not is empty."""
    frame = frames_of("schemes", [scheme], schema())["scheme_provisions"]
    rates = [provision.rate for provision in scheme.provisions]
    coefficients = [getattr(rate, "coefficient", None) for rate in rates]

    assert frame["rate_kind"].to_list() == [rate.kind for rate in rates]
    assert frame["rate_amount"].to_list() == [getattr(rate, "amount", None) for rate in rates]
    assert frame["rate_coefficient"].to_list() == [each and each * 10_000 for each in coefficients]


def test_no_source() -> None:
    """What was not read from a file is on no line."""
    frame = frames_of("reports", [REPORT], schema())["reports"]

    assert frame[SOURCE_ROW].to_list() == [None]
    assert frame[SOURCE_ROW].dtype == dtype(Kind.INTEGER)


def test_nothing() -> None:
    """No records give empty frames with every column."""
    frames = frames_of("reports", [], schema())

    assert all(frame.is_empty() and frame.width > 1 for frame in frames.values())


def test_no_root() -> None:
    """Only tables of records can be asked for."""
    with pytest.raises(KeyError):
        frames_of("report", [], schema())
