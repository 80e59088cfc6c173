"""Thay đổi của quy tắc: what `survivors` says of a change in English, in Vietnamese for the report that is read in it."""

from typing import Final

from dlxh.rules.language.operations import OPERATIONS, as_written

_WHOLE: Final = {
    "a day later": "muộn hơn một ngày",
    "a day earlier": "sớm hơn một ngày",
    "one more": "thêm một",
    "sides changed": "đổi chỗ hai vế",
    "not dropped": "bỏ phủ định",
    "turned": "đảo thành phủ định",
    "in another order": "theo thứ tự khác",
    "the last one": "lấy dòng cuối",
    "among all": "tính mọi dòng",
    "population dropped": "bỏ điều kiện chọn dòng",
    "fault dropped": "bỏ điều kiện vi phạm",
}
_BEGUN: Final = {
    "without branch ": "bỏ nhánh ",
    "without part ": "bỏ vế ",
    "without condition ": "bỏ điều kiện ",
    "without ": "bỏ ",
    "whatever its ": "bất kể ",
}


def change_in_vietnamese(change: str) -> str:
    """Return a change of a rule in Vietnamese; the condition in it stays as it is written, with its signs.

    >>> change_in_vietnamese("end lt start: le")
    'end < start: đổi thành <='
    >>> change_in_vietnamese("2026-02-01: a day earlier"), change_in_vietnamese("in(rank): without x")
    ('2026-02-01: sớm hơn một ngày', 'in(rank): bỏ x')
    """
    condition, colon, ending = change.rpartition(": ")
    written = " ".join(as_written(word) for word in condition.split(" "))
    return f"{written}{colon}{_done(ending)}"


def _done(ending: str) -> str:
    if ending in _WHOLE:
        return _WHOLE[ending]
    if ending in {*OPERATIONS, "min", "max"}:
        return f"đổi thành {as_written(ending)}"
    for begun, vi in _BEGUN.items():
        if ending.startswith(begun):
            return vi + ending.removeprefix(begun)
    code, _, more = ending.rpartition(" one more")
    return f"{code} thêm một" if code and not more else ending
