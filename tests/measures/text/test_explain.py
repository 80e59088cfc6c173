"""What is said of a measure of each kind, in both languages."""

from typing import Any

import pytest

from dlxh import MEASURES
from dlxh.measures.text.explain import explain_measure
from dlxh.words.bilingual import LANGS, ArgumentError

KINDS = {
    "share": ("on_time_rate", "- Met: on time (`on_time`)", "- Đạt: đúng hạn (`on_time`)"),
    "ratio": (
        "turnover_rate",
        "- Denominator: 100 × collaborators at the start (`collaborators_at_start`)",
        "- Tử số: cộng tác viên thôi tham gia (`left`)",
    ),
    "trend": (
        "new_topics",
        "- Compared by: `topic`, items by topic (`item_topics`)",
        "- So theo: lĩnh vực (`topic`), nội dung theo lĩnh vực (`item_topics`)",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_measure_of_a_kind_says_what_it_is_made_of(kind: str) -> None:
    """A share says what meets it, a ratio its parts, a trend what it is compared by."""
    code, en, vi = KINDS[kind]
    measure = next(each for each in MEASURES if each.code == code)

    assert en in explain_measure(measure, "en").splitlines()
    assert vi in explain_measure(measure, "vi").splitlines()


def test_a_measure_says_what_it_leaves_out_and_what_it_is_given_in() -> None:
    """The values that rows must have are listed; only a percentage is called one."""
    late, each = explain_measure("days_late_median", "vi"), explain_measure("reports_per_member", "en")
    share = explain_measure("on_time_rate", "vi")

    assert "- Chỉ tính những dòng có: `came_out_as`: trễ hạn (`late`)" in late.splitlines()
    assert "- Unit: reports / people (in columns as ten-thousandths)" in each.splitlines()
    assert "- Đơn vị tính: ngày (trong cột là phần vạn)" in late.splitlines()
    assert "- Đơn vị tính: % (trong cột là phần vạn)" in share.splitlines()


def test_what_it_is_made_of_is_in_words() -> None:
    """Values, dimensions and tables are called what people call them, with the names for code in brackets; yes and no too."""
    rate, share = explain_measure("answered_rate", "vi"), explain_measure("basis_rate", "vi")

    assert "- Chưa xong: tính là chưa đạt: đang xử lý (`in_work`), đã có kết luận (`concluded`)" in rate
    assert "- Không trả lời: tính là chưa đạt: kết thúc không kết luận (`dropped`)" in rate
    assert "mạng lưới (`network`), đường chỉ đạo (`route`)" in rate
    assert "- Đọc các bảng: vụ việc xác minh (`cases`), nội dung xác minh (`contents`)" in rate
    assert "- Đạt: có (`yes`)" in share


def test_nothing_is_listed_twice() -> None:
    """A table that gives a dimension in two ways is named once; so is all else in a list. The formula before them is none."""
    said = {(each.code, lang): explain_measure(each, lang) for each in MEASURES for lang in LANGS}
    lists = [line.partition(": ")[2].split(", ") for text in said.values() for line in text.splitlines()[5:]]

    assert (
        "- Đọc thêm cho `status`: sự kiện của vụ việc (`events`)" in said["cases_received", "vi"].splitlines()
    )
    assert [parts for parts in lists if len(set(parts)) < len(parts)] == []


def test_what_has_units_says_which() -> None:
    """`unit` is named where rows have one, with what it is; of rows that have none nothing is said."""
    said = {each.code: "- `unit` is: " in explain_measure(each, "en") for each in MEASURES}

    assert (said["reports"], said["findings"]) == (True, False)


@pytest.mark.parametrize(
    "given", [{"measure": 3}, {"measure": "reports", "pack": "gl"}], ids=["measure", "pack"]
)
def test_what_is_no_measure_or_pack_is_refused(given: dict[str, Any]) -> None:
    """A measure is given by itself or its code, a pack by itself."""
    with pytest.raises(ArgumentError, match=f"{[*given][-1]}="):
        explain_measure(**given, lang="en")
