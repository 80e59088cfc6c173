"""Sửa hỏng nội dung, luồng ý kiến và văn bản: one row each."""

from collections.abc import Mapping
from typing import Final

import polars as pl

from dlxh.rules.families.finer_codes import SPECIMEN
from dlxh.testing.edits import Breaks, Edit, Rows, add, add_row, change, change_row

_OLD = pl.col("place").str.starts_with("XC-")
_SECOND = pl.col("position") == 2  # noqa: PLR2004 - the second of two
_TEXTS = {
    "D101": "Gọi ông Ví Dụ, 0912 345 678, để hỏi thêm.",
    "D102": "Người dân gửi từ vi.du@example.com hỏi về đền bù.",
    "D103": "Một hộ (số định danh 064098001234) hỏi về đền bù.",
    "D104": "Bài ở facebook.com/vi.du.nguyen được chia sẻ nhiều.",
    "D105": "Một hộ (CMND 230123456) hỏi về đền bù.",
    "D106": "Đề nghị chuyển vào số tài khoản 1903456789012 của hộ.",
    "D107": "Hộ kinh doanh (MST 5900123456) hỏi về thuế.",
}
"""What each rule on personal data suspects; nobody has these numbers."""


def _put_into_two_matters(rows: Rows) -> Edit:
    row = rows.first("matter_items")
    other = rows.first("matter_items", pl.col("network") == row["network"], pl.col("matter") > row["matter"])
    place = ("matter_items", f"{other['matter']}#9")
    return add_row("matter_items", other, item=row["item"], position=9, found_at=place)


def _make_few_a_majority(rows: Rows) -> Edit:
    wide = pl.col("breadth") == "majority", pl.col("position") == 1, pl.len().over("item") > 1
    few = rows.first("streams", pl.col("item") == rows.first("streams", *wide)["item"], _SECOND)
    return change_row("streams", few, breadth="majority")


def _take_basis(rows: Rows) -> Edit:
    provisions = rows.frame("regulation_provisions").filter(pl.col("duty_kind") == "stream_basis")
    asks = pl.col("network").is_in(provisions["network"].implode())
    bare = pl.col("item").is_in(rows.frame("items").filter(pl.col("basis").is_null())["id"].implode())
    return change_row("streams", rows.first("streams", asks, bare), basis=None)


def _please_the_opposed(rows: Rows) -> Edit:
    stream = rows.first("streams", pl.col("stance") == "opposed")
    of_stream = pl.col("item") == stream["item"], pl.col("stream") == stream["position"]
    word = rows.first("stream_expressions", *of_stream)
    return add_row("stream_expressions", word, position=9, expression="enthusiastic")


def _count_as_another(rows: Rows) -> Edit:
    report = rows.first("reports", pl.col("kind") == "periodic")
    row = {"id": report["id"], "network": report["network"], "finer_kind": "flash"}
    table = f"reports_{SPECIMEN.name}"
    return Edit(table, None, row, found_at=("reports", report["id"]), pack=SPECIMEN)


BREAKS: Final[Mapping[str, Breaks]] = {
    # A matter of 2026 is put to a commune that ended in 2025.
    "I101": change("items", ~_OLD, place="XC-00"),
    # A matter of the first year is put to a commune of 2025.
    "I102": change("items", _OLD, place="XM-00"),
    # A denunciation came in among the opinions.
    "I103": change("items", summary="Có đơn tố cáo về việc chi trả đền bù."),
    # An item has one topic twice.
    "I104": add("item_topics", position=9),
    # A topic is written that no list holds.
    "H102": change("item_topics", topic="chan_nuoi"),
    # A periodic report gets an own kind that counts as ad hoc.
    "H103": _count_as_another,
    # An item of one matter is counted to another one too.
    "M101": _put_into_two_matters,
    # The few of a group become its majority too.
    "I201": _make_few_a_majority,
    # A stream rests on nothing where the regulation asks for a basis.
    "I202": _take_basis,
    # Attention is written down as approval.
    "I203": change("streams", pl.col("stance") == "unclear", stance="approving"),
    # A stream that is opposed gets a word of joy.
    "I204": _please_the_opposed,
    # The stream of the few is written twice.
    "I205": add("streams", _SECOND, position=9),
    **{code: change("items", summary=text) for code, text in _TEXTS.items()},
}
