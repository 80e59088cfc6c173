"""Faults put into an invented province: one row in a fixed number has one, each kind in turn, so that both sides can be compared."""

from datetime import date
from typing import Any

import polars as pl

from dlxh import Tables

Cells = dict[str, Any]
"""By column a value or an expression."""
PHONE = "Liên hệ 0912 345 678 để biết thêm."


def _mark(decided: date, expires: date | None, basis: str | None = "29/2018/QH14") -> Cells:
    return {
        "secrecy_level": "confidential",
        "secrecy_decided_by": "Trưởng ban",
        "secrecy_decided_on": decided,
        "secrecy_legal_basis": basis,
        "secrecy_expires": expires,
    }


def _ad_hoc(stage: int, previous: str | None = None, event: pl.Expr | None = None) -> Cells:
    nothing = pl.lit(None, pl.Datetime("us", "UTC"))
    return {
        "kind": "ad_hoc",
        "stage": stage,
        "previous_stage": previous,
        "event_at": nothing if event is None else event,
    }


def reports(as_of: date) -> list[Cells]:
    """Return faults of reports: of constraints, then of rules."""
    day, received = pl.col("received_day"), pl.col("received_at")
    after = pl.lit(as_of).cast(pl.Datetime("us", "UTC")).dt.offset_by("3d")
    month = {"period_kind": "month", "period_convention": "calendar"}
    custom = {"period_kind": "custom", "period_convention": "calendar"}
    begun = day.dt.month_start().dt.offset_by("-2mo")  # over before the receipt: one fault, and no other
    early = received.dt.offset_by("-1d")
    return [
        {"channel": "Kênh"},
        {"kind": "weekly"},
        {"network": "mạng lưới"},
        {"author": None, "author_unit": None},
        {"number": "   "},
        {**_ad_hoc(7)},
        {**_ad_hoc(1), "kind": "periodic"},
        {**custom, "period_start": day, "period_end": day.dt.offset_by("-3d")},
        {**month, "period_start": begun.dt.offset_by("1d"), "period_end": begun.dt.offset_by("30d")},
        {**custom, "period_start": begun, "period_end": begun, "period_convention": "15_to_14"},
        {**month, "period_start": begun, "period_end": begun, "period_convention": "30_to_29"},
        {**month, "period_start": begun, "period_end": pl.lit(None, pl.Date)},
        {"received_at": pl.lit(None, pl.Datetime("us", "UTC"))},
        {"circulation": "hai\ndòng"},
        _mark(date(2024, 1, 2), date(2024, 1, 1)),
        _mark(date(2024, 1, 2), date(2034, 1, 2), basis=None),
        {**custom, "period_start": day.dt.offset_by("1d"), "period_end": day.dt.offset_by("5d")},
        {"received_at": after, "received_day": pl.lit(as_of).dt.offset_by("3d")},
        {"erase_after": date(2026, 1, 1)},
        _ad_hoc(2),
        _ad_hoc(1, "BC-x"),
        _ad_hoc(1, event=received.dt.offset_by("1d")),
        _ad_hoc(1, event=early),  # in order: nothing is to be found
        _mark(date(2020, 1, 2), date(2025, 1, 2)),
        _mark(date(2024, 1, 2), None),
        _mark(date(2024, 1, 2), date(2034, 1, 3)),
        {"circulation": PHONE},
    ]


def items(_: date) -> list[Cells]:
    """Return faults of items; a number that is not a person's is not a fault."""
    return [
        {"scope": "toàn tỉnh"},
        {"urgency": "rất gấp"},
        {"grade": "đúng"},
        {"position": 0},
        {"place": "xã 1"},
        {"summary": " "},
        {"local_topic": "một\thai"},
        {"cause": "\u200b"},
        {"summary": "Đơn tố cáo cán bộ xã."},
        {"summary": PHONE},
        {"basis": "Thư về an.vi-du@example.vn."},
        {"cause": "Số 001203000001 ghi trên giấy."},
        {"forecast": "Xem facebook.com/an.vi.du nhé."},
        {"proposal": "CMND 012345678 của người gửi."},
        {"local_topic": "STK 0123456789"},
        {"summary": "Mã số thuế 0101234567, điện thoại 0268 3821 234."},
        {"summary": "Chi 123456789 đồng cho 1.250 hộ trong năm 2024/2025."},
    ]


def streams(_: date) -> list[Cells]:
    """Return faults of streams."""
    return [
        {"group": "Nông dân"},
        {"stance": "giận"},
        {"breadth": "51 %"},
        {"intensity": "vừa"},
        {"basis": "\u2060 "},
        {"basis": PHONE},
        {"basis": "Theo zalo.me/vi.du và STK: 123456."},
        {"position": pl.lit(None, pl.Int64)},
    ]


OTHERS: dict[str, list[Cells]] = {
    "item_topics": [
        # not the only topic: an item without any is refused when it is read, and nothing else is said of it
        {"topic": pl.when(pl.col("position") == 2).then(pl.lit("Đất đai")).otherwise("topic")}
    ],
    "report_sources": [{"source": "BC 1"}],
    "stream_expressions": [{"expression": "vui"}, {"position": 1_000_001}],
}


def faulty_tables(tables: Tables, every: int) -> dict[str, pl.DataFrame]:
    """Return all tables, where one in a number of rows of reports and what belongs to them has a fault."""
    made = {"reports": reports, "items": items, "streams": streams}
    faults = {name: make(tables.as_of) for name, make in made.items()} | OTHERS
    frames = {name: tables.polars(name) for name in tables}
    return frames | {name: _spoilt(frames[name], cells, every) for name, cells in faults.items()}


def _spoilt(frame: pl.DataFrame, faults: list[Cells], every: int) -> pl.DataFrame:
    """Put the faults into the rows, each into one row in a number, times the number of faults."""
    turn = pl.int_range(pl.len()) % (every * len(faults))
    cells: dict[str, pl.Expr] = {}
    for place, fault in enumerate(faults):
        for column, value in fault.items():
            new = value if isinstance(value, pl.Expr) else pl.lit(value, frame.schema[column])
            cells[column] = (
                pl.when(turn == place * every).then(new).otherwise(cells.get(column, pl.col(column)))
            )
    return frame.with_columns(cell.alias(name) for name, cell in cells.items())
