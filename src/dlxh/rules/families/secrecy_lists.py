"""Danh mục bí mật nhà nước: marks that rest on no list, on a list without that level, or on no item of it.

Judged are marks that were decided since the first day of Luật 117/2025/QH15, which forbids to classify what no list holds.
"""

from collections.abc import Iterator
from typing import Final

from dlxh.data.code_lists import code_list
from dlxh.models.secrecy import SecrecyLevel
from dlxh.register.finding import Severity
from dlxh.rules.declaration import rule
from dlxh.rules.families.secrecy import NEW_LAW, NEW_LAW_FROM
from dlxh.rules.language import Row, Value, given, part, subject
from dlxh.rules.language.examples import ONE, case
from dlxh.rules.language.parts import Part

_WITHOUT_TOP_SECRET: Final = code_list("secrecy_lists").having("no_top_secret")
_DECISION: Final = (
    "^[Qq][ĐDđd]|[^A-Za-zÀ-ỹ][Qq][ĐDđd]|[Qq]uyết[ \u00a0]+định|[Dd]anh[ \u00a0]+mục|QUYẾT ĐỊNH|DANH MỤC"
)
"""Lists are issued by decisions: 1630/QĐ-TTg, Quyết định số 1630; laws and decrees are written otherwise."""
_MARK: Final = {
    "secrecy_level": SecrecyLevel.CONFIDENTIAL,
    "secrecy_decided_on": NEW_LAW_FROM,
    "secrecy_legal_basis": "Luật 117/2025/QH15",
}
_DECISIONS: Final = (
    "19/QD - TTg",
    "1630/qđ-ttg",
    "187-QĐ/TW",
    "QĐ 1630",
    "số 1630 QĐ",
    "Quyết định số 1630 ngày 30/7/2025 của Thủ tướng Chính phủ",
    "theo quyết\u00a0định 1630",
    "QUYẾT ĐỊNH 1630",
    "Danh mục bí mật nhà nước của Đảng",
    "danh  mục bí mật nhà nước của Đảng",
    "DANH MỤC BÍ MẬT NHÀ NƯỚC",
)
_OLDER: Final = {"secrecy_decided_on": NEW_LAW_FROM - ONE}
_LISTED: Final = {"secrecy_listed_in": "culture_information_2026"}
_TOP: Final = {"secrecy_level": SecrecyLevel.TOP_SECRET}


def _marks() -> Iterator[tuple[Row, Value]]:
    """Yield the row of each table whose papers may have a mark, and whether it has one under the law of today."""
    for paper in map(subject, ("reports", "cases")):
        yield paper, ~paper.secrecy_level.is_null() & (paper.secrecy_decided_on >= NEW_LAW_FROM)


@rule(
    "K106",
    table=None,
    severity=Severity.WARNING,
    vi="bảng {table}, dòng {record}: độ mật dẫn luật hoặc nghị định mà không dẫn danh mục bí mật nhà nước",
    en="table {table}, row {record}: its secrecy mark cites a law or decree but no list of state secrets",
    cure_vi="ghi danh mục (listed_in) và mục của danh mục (item); không thuộc danh mục nào thì không được xác định độ mật",
    cure_en="give the list (listed_in) and its item (item); information that is on no list may not be classified",
    source=NEW_LAW,
    why_vi="""Từ 1/3/2026 thông tin không thuộc danh mục bí mật nhà nước thì không được xác định độ mật.

Luật và nghị định không nêu từng loại tài liệu; chỉ danh mục, ban hành bằng quyết định, mới nêu. Độ mật xác định trước ngày đó không bị xét.""",
    right=[
        case(reports=_MARK | _LISTED),
        case(reports=_MARK | {"secrecy_legal_basis": "Quyết định 1630/QĐ-TTg, 30/7/2025"}),
        *(case(reports=_MARK | {"secrecy_legal_basis": basis}) for basis in _DECISIONS),
        case(reports=_MARK | _OLDER, judged=False),
        case(reports=_MARK | {"secrecy_level": None}, judged=False),
    ],
    wrong=[
        case(reports=_MARK),
        case(cases=_MARK | {"secrecy_legal_basis": "Nghị định 63/2026/NĐ-CP"}),
        case(reports=_MARK | {"secrecy_legal_basis": "Hướng dẫn 5-HD/BTCQĐ, AQĐ"}),
    ],
)
def mark_without_list() -> Iterator[Part]:
    """Since 2026-03-01 what no list of state secrets holds may not be classified.

    A law or decree names no kinds of papers; only a list does, and a list is issued by a decision. Marks set before
    that day are not checked.
    """
    for p, is_marked in _marks():
        cites_none = ~p.secrecy_legal_basis.str.contains(_DECISION)
        yield part(
            p, given(is_marked, p.secrecy_listed_in.is_null() & cites_none), field="secrecy_legal_basis"
        )


@rule(
    "K107",
    table=None,
    severity=Severity.WARNING,
    vi="bảng {table}, dòng {record}: danh mục bí mật nhà nước đã dẫn không có độ Tuyệt mật",
    en="table {table}, row {record}: the list of state secrets that its mark cites has no top secret items",
    cure_vi="sửa độ mật hoặc danh mục theo quyết định xác định độ mật",
    cure_en="correct the level or the list from the decision on the mark",
    source="Quyết định 19/QĐ-TTg, 1/2026",
    why_vi="Độ mật cao hơn mọi mục của danh mục thì không mục nào làm căn cứ được; hoặc một trong hai bị ghi nhầm.",
    right=[
        case(reports=_MARK | _LISTED),
        case(reports=_MARK | _TOP | {"secrecy_listed_in": "party_2025"}),
        case(reports=_MARK | _TOP, judged=False),
        case(reports=_MARK | _TOP | _LISTED | _OLDER, judged=False),
        case(reports=_MARK | _LISTED | {"secrecy_level": None}, judged=False),
    ],
    wrong=[case(reports=_MARK | _TOP | _LISTED), case(cases=_MARK | _TOP | _LISTED)],
)
def level_not_in_list() -> Iterator[Part]:
    """No item of the list can be the basis of a level that the list does not have; or one of the two was mistyped."""
    for p, is_marked in _marks():
        is_higher = (p.secrecy_level == SecrecyLevel.TOP_SECRET) & p.secrecy_listed_in.is_in(
            _WITHOUT_TOP_SECRET
        )
        yield part(p, given(is_marked & ~p.secrecy_listed_in.is_null(), is_higher), field="secrecy_level")


@rule(
    "K108",
    table=None,
    severity=Severity.WARNING,
    vi="bảng {table}, dòng {record}: có danh mục bí mật nhà nước nhưng không ghi mục của danh mục",
    en="table {table}, row {record}: it cites a list of state secrets but no item of that list",
    cure_vi="ghi mục của danh mục (item) theo quyết định xác định độ mật: điều, khoản, điểm hoặc nguyên văn",
    cure_en="give the item (item) from the decision on the mark: article, clause, point or its words",
    source=NEW_LAW,
    why_vi="Không biết mục nào thì không ai kiểm tra được tài liệu có thuộc danh mục hay không.",
    right=[
        case(reports=_MARK | _LISTED | {"secrecy_item": "Điều 2, khoản 3"}),
        case(reports=_MARK, judged=False),
        case(reports=_MARK | _LISTED | _OLDER, judged=False),
        case(reports=_MARK | _LISTED | {"secrecy_level": None}, judged=False),
    ],
    wrong=[case(reports=_MARK | _LISTED), case(cases=_MARK | _LISTED)],
)
def list_without_item() -> Iterator[Part]:
    """Without the item nobody can check whether the list holds the document."""
    for p, is_marked in _marks():
        verdict = given(is_marked & ~p.secrecy_listed_in.is_null(), p.secrecy_item.is_null())
        yield part(p, verdict, field="secrecy_item")


RULES = (mark_without_list, level_not_in_list, list_without_item)
