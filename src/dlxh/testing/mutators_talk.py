"""Sửa hỏng nội dung, luồng ý kiến và văn bản: one row each."""

import polars as pl

from dlxh.testing.mutators import Edit, Rows, added, changed, mutator

_OLD = pl.col("place").str.starts_with("XC-")
_SECOND = pl.col("position") == 2  # noqa: PLR2004 - the second of two


@mutator("I101")
def place_of_before(rows: Rows) -> Edit:
    """A matter of 2026 is put to a commune that ended in 2025."""
    return changed("items", rows.first("items", ~_OLD), place="XC-00")


@mutator("I102")
def place_of_later(rows: Rows) -> Edit:
    """A matter of the first year is put to a commune of 2025."""
    return changed("items", rows.first("items", _OLD), place="XM-00")


@mutator("I103")
def complaint(rows: Rows) -> Edit:
    """A denunciation came in among the opinions."""
    return changed("items", rows.first("items"), summary="Có đơn tố cáo về việc chi trả đền bù.")


@mutator("I104")
def topic_again(rows: Rows) -> Edit:
    """An item has one topic twice."""
    return added("item_topics", rows.first("item_topics"), position=9)


@mutator("M101")
def item_of_two_matters(rows: Rows) -> Edit:
    """An item of one matter is counted to another one too."""
    row = rows.first("matter_items")
    other = rows.first("matter_items", pl.col("network") == row["network"], pl.col("matter") > row["matter"])
    place = ("matter_items", f"{other['matter']}#9")
    return added("matter_items", other, item=row["item"], position=9, found_at=place)


@mutator("I201")
def second_majority(rows: Rows) -> Edit:
    """The few of a group become its majority too."""
    wide = rows.first(
        "streams", pl.col("breadth") == "majority", pl.col("position") == 1, pl.len().over("item") > 1
    )
    return changed(
        "streams", rows.first("streams", pl.col("item") == wide["item"], _SECOND), breadth="majority"
    )


@mutator("I202")
def no_basis(rows: Rows) -> Edit:
    """A stream rests on nothing where the regulation asks for a basis."""
    asks = (
        rows.frame("regulation_provisions").filter(pl.col("duty_kind") == "stream_basis")["network"].implode()
    )
    bare = rows.frame("items").filter(pl.col("basis").is_null())["id"].implode()
    return changed(
        "streams",
        rows.first("streams", pl.col("network").is_in(asks), pl.col("item").is_in(bare)),
        basis=None,
    )


@mutator("I203")
def attention_for_approval(rows: Rows) -> Edit:
    """Attention is written down as approval."""
    return changed("streams", rows.first("streams", pl.col("stance") == "unclear"), stance="approving")


@mutator("I204")
def pleased_and_opposed(rows: Rows) -> Edit:
    """A stream that is opposed gets a word of joy."""
    stream = rows.first("streams", pl.col("stance") == "opposed")
    word = rows.first(
        "stream_expressions", pl.col("item") == stream["item"], pl.col("stream") == stream["position"]
    )
    return added("stream_expressions", word, position=9, expression="enthusiastic")


@mutator("I205")
def stream_again(rows: Rows) -> Edit:
    """The stream of the few is written twice."""
    return added("streams", rows.first("streams", _SECOND), position=9)


TEXTS = {
    "D101": "Gọi ông Ví Dụ, 0912 345 678, để hỏi thêm.",
    "D102": "Người dân gửi từ vi.du@example.com hỏi về đền bù.",
    "D103": "Một hộ (số định danh 064098001234) hỏi về đền bù.",
    "D104": "Bài ở facebook.com/vi.du.nguyen được chia sẻ nhiều.",
    "D105": "Một hộ (CMND 230123456) hỏi về đền bù.",
    "D106": "Đề nghị chuyển vào số tài khoản 1903456789012 của hộ.",
    "D107": "Hộ kinh doanh (MST 5900123456) hỏi về thuế.",
}
"""What each rule on personal data suspects; nobody has these numbers."""


def _writes(code: str, text: str) -> None:
    def written(rows: Rows) -> Edit:
        return changed("items", rows.first("items"), summary=text)

    mutator(code)(written)


for _code, _text in TEXTS.items():
    _writes(_code, _text)
