"""Dữ liệu cá nhân trong văn bản: what looks like a way to find a person, in texts that are about matters.

A pattern suspects and a person decides, so these are warnings. A finding shows the field and the kind, never the text.
Each pattern is searched for by itself: joined with others one search takes twenty times as long.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from dlxh.register.columns import Kind
from dlxh.register.finding import Severity
from dlxh.register.schema import Table
from dlxh.rules.declaration import rule
from dlxh.rules.language import Row, any_horizontal, given, part, subject
from dlxh.rules.language.examples import case
from dlxh.rules.language.parts import Part
from dlxh.rules.language.rows import row_of_own
from dlxh.rules.rule import Rule
from dlxh.words.patterns import portable
from dlxh.words.personal_data import PATTERNS, PROMISING

TEXTS: Final = {
    "collaborators": ("position",),
    "regulation_provisions": ("text",),
    "reports": ("circulation", "secrecy_decided_by", "secrecy_item"),
    "items": ("local_topic", "summary", "basis", "cause", "forecast", "proposal"),
    "streams": ("basis",),
    "matters": ("title",),
    "cases": ("title", "secrecy_decided_by", "secrecy_item"),
    "contents": ("text",),
    "events": ("actor", "note"),
    "activities": ("title",),
    "watch_topics": ("title",),
}
"""The columns of free text in which people write about matters."""

_LAW: Final = "Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP, Điều 4"
_CURE_VI: Final = "xóa khỏi văn bản; nếu cần liên hệ, lưu ở nơi khác với căn cứ riêng"
_CURE_EN: Final = (
    "remove it from the text; keep what is needed for contact elsewhere, on a legal basis of its own"
)


def _suspected(texts: Mapping[str, Sequence[str]], *patterns: str) -> Iterator[Part]:
    """Yield for each field of text where one of the patterns occurs.

    One search finds most texts in which none does: what every pattern needs is tested first, for all rules at once.
    """
    for table, fields in texts.items():
        yield from _suspected_in(subject(table), fields, *patterns)


def _suspected_in(row: Row, fields: Sequence[str], *patterns: str) -> Iterator[Part]:
    for field in fields:
        text = row[field]
        occurs = any_horizontal(*(text.str.contains(each) for each in patterns))
        promising = text.str.contains(portable(PROMISING))
        yield part(row, given(~text.is_null(), occurs), field=field, prefilter=promising)


def _texts(own: Table) -> list[str]:
    """Return which own columns are texts."""
    return [each.name for each in own.own if each.kind is Kind.TEXT and not each.closed]


def _kind(  # noqa: PLR0913 - a rule is its law
    code: str,
    kind: str,
    vi: str,
    en: str,
    why: tuple[str, str],
    *,
    innocent: tuple[str, ...],
    suspect: tuple[str, ...],
) -> Rule:
    """Make the rule on one kind of personal data; its law and its cure are those of all kinds."""
    searched = tuple(portable(pattern) for pattern in PATTERNS[kind])

    def suspected() -> Iterator[Part]:
        return _suspected(TEXTS, *searched)

    suspected.__name__, suspected.__doc__ = f"{kind}_in_text", why[1]
    made = rule(
        code,
        table=None,
        severity=Severity.WARNING,
        vi=f"bảng {{table}}, dòng {{record}}: cột {{field}} có vẻ chứa {vi}",
        en=f"table {{table}}, row {{record}}: column {{field}} appears to contain {en}",
        cure_vi=_CURE_VI,
        cure_en=_CURE_EN,
        source=_LAW,
        why_vi=why[0],
        right=[
            *(case(contents={"text": text}) for text in innocent),
            case(contents={"text": None}, judged=False),
        ],
        wrong=[case(contents={"text": text}) for text in suspect],
    )(suspected)
    return replace(made, on_own=lambda own: _suspected_in(row_of_own(own), _texts(own), *searched))


phone_in_text = _kind(
    "D101",
    "phone",
    "số điện thoại",
    "a phone number",
    (
        "Số điện thoại dẫn tới một người; báo cáo dư luận nói về việc, không nói về người dân.",
        "A phone number leads to a person; a report is about matters, not citizens.",
    ),
    innocent=(
        "đền bù 120.903.777.555 đồng",
        "số 0903 ngày 7/7, 777 hộ",
        "từ 02/3/2024, 123 456 hộ",
    ),
    suspect=(
        "gọi 0903123456",
        "gọi 0903 123 456",
        "gọi 0903 12 34 56",
        "gọi 090 312 3456",
        "gọi +84 903 123 456",
        "gọi +84 903 12 34 56",
        "gọi 0240 382 1234",
        "gọi (024) 38 251 234",
    ),
)
email_in_text = _kind(
    "D102",
    "email",
    "địa chỉ thư điện tử",
    "an e-mail address",
    (
        "Địa chỉ thư điện tử dẫn tới một người; ý kiến gắn với người là dữ liệu nhạy cảm.",
        "An e-mail address leads to a person; an opinion tied to a person is sensitive data.",
    ),
    innocent=(
        "đề nghị giải quyết @ xã An",
        "a.b@ example.com",
    ),
    suspect=("a.b@example.com",),
)
identity_number_in_text = _kind(
    "D103",
    "identity_number",
    "số định danh cá nhân 12 chữ số",
    "a personal identity number of 12 digits",
    (
        "Số định danh gắn ý kiến với đúng một công dân. Chỉ nghi khi 12 chữ số có dạng hợp lý: mã tỉnh 001 đến 096, rồi 0 đến 3.",
        "It ties an opinion to one citizen. Twelve digits are suspected only in a plausible form: 001 to 096, then 0 to 3.",
    ),
    innocent=(
        "mã 097203004567",
        "mã 001403004567",
        "mã 0012030045678",
    ),
    suspect=(
        "mã 001203004567",
        "mã 001 203 004 567",
    ),
)
profile_link_in_text = _kind(
    "D104",
    "profile_link",
    "liên kết tới trang cá nhân",
    "a link to a personal profile",
    (
        "Trang cá nhân là danh tính: ở An Giang ba người từng bị kỷ luật vì một lời bình trên mạng.",
        "A profile is an identity: in An Giang three people were once disciplined over one comment online.",
    ),
    innocent=(
        "đăng trên facebook.com",
        "facebook.com/a",
    ),
    suspect=("facebook.com/nguyen.a",),
)
old_identity_number_in_text = _kind(
    "D105",
    "old_identity_number",
    "số chứng minh nhân dân 9 chữ số",
    "an old identity card number of 9 digits",
    (
        "Chỉ nghi khi có từ như CMND, chứng minh đứng trước: chín chữ số một mình thường là số tiền.",
        "Suspected only after a word such as CMND or chứng minh: nine digits alone are most often a sum of money.",
    ),
    innocent=(
        "đền bù 123456789 đồng",
        "CMND: 1234567890",
    ),
    suspect=("CMND: 123456789",),
)
bank_account_in_text = _kind(
    "D106",
    "bank_account",
    "số tài khoản ngân hàng",
    "a bank account",
    (
        "Chỉ nghi khi có từ như số tài khoản, STK đứng trước.",
        "Suspected only after words such as số tài khoản or STK.",
    ),
    innocent=(
        "chi 0123456789 đồng",
        "STK 12345",
    ),
    suspect=(
        "STK 0123456789",
        "STK 012 345 678",
    ),
)
tax_number_in_text = _kind(
    "D107",
    "tax_number",
    "mã số thuế",
    "a tax number",
    (
        "Chỉ nghi khi có từ như mã số thuế, MST đứng trước.",
        "Suspected only after words such as mã số thuế or MST.",
    ),
    innocent=(
        "chi 0123456789 đồng",
        "MST 012345678",
    ),
    suspect=("MST 0123456789",),
)

RULES = (
    phone_in_text,
    email_in_text,
    identity_number_in_text,
    profile_link_in_text,
    old_identity_number_in_text,
    bank_account_in_text,
    tax_number_in_text,
)
