"""What looks like a way to find a person is suspected, and sums of money and law numbers are not."""

import pytest

from dlxh.rules.families import personal_data as rules
from dlxh.verbs.check import check
from dlxh.words.personal_data import PATTERNS, personal_data_in
from tests.casework.invented import AS_OF, made

FOUND = [
    ("Gọi 0903 123 456", "phone", "D101"),
    ("Gọi +84 903 777 555", "phone", "D101"),
    ("Gọi 0903 77 75 55", "phone", "D101"),
    ("Gọi (0903) 777 555", "phone", "D101"),
    ("Gọi 0903–777–555", "phone", "D101"),
    ("Gọi 0903 - 777 - 555", "phone", "D101"),
    ("Gọi 0903\u00a0777\u00a0555", "phone", "D101"),
    ("Gọi 0084 903 777 555", "phone", "D101"),
    ("Gọi +84 (0)903 777 555", "phone", "D101"),
    ("Máy bàn 0240 382 1234.", "phone", "D101"),
    ("Máy bàn (0269) 3.824.123", "phone", "D101"),
    ("Máy bàn 0269 3824 123", "phone", "D101"),
    ("Máy bàn 024.38.251.234", "phone", "D101"),
    ("a.b@example.com", "email", "D102"),
    ("001203004567", "identity_number", "D103"),
    ("facebook.com/nguyen.a", "profile_link", "D104"),
    ("CMND: 123456789", "old_identity_number", "D105"),
    ("STK 0123456789", "bank_account", "D106"),
    ("MST 0123456789", "tax_number", "D107"),
]
DISGUISED = [
    ("Gọi ０９０３ ７７７ ５５５", "phone"),
    ("Gọi ٠٩٠٣ ٧٧٧ ٥٥٥", "phone"),
    ("Gọi 0903\n777\u200b555", "phone"),
    ("a.b＠example．com", "email"),
    ("CMND: १२३ ४५६ ७८९", "old_identity_number"),
    ("STK\u2003０１２３４５６７８９", "bank_account"),
]
INNOCENT = [
    "Đền bù 120.000.000 đồng",
    "Luật 91/2025/QH15",
    "từ 01/7/2025 đến 31/12/2025",
    "386 lượt báo cáo",
    "1.234.567,89",
    "tháng 08 30 25 40 15 lượt",
    "120.903.777.555 đồng",
    "số 0903 ngày 7/7, 777 hộ",
    "điện 021 đồng, 24.382.512.340 đồng",
    "từ 02/3/2024, 123 456 hộ",
]


@pytest.mark.parametrize(("text", "kind", "code"), FOUND)
def test_a_text_and_a_column_are_judged_alike(text: str, kind: str, code: str) -> None:
    """What is kept out of a brief is what the rules find in a register."""
    from dlxh import CaseContent, Register, VerificationCase

    case = made(
        VerificationCase, id="a", network="lc", title="A", contents=[made(CaseContent, id="a.1", text=text)]
    )
    found = check(Register([case], as_of=AS_OF), rules=rules.RULES)

    assert personal_data_in(text) == (kind,)
    assert code in found.counts()


@pytest.mark.parametrize(("text", "kind"), DISGUISED)
def test_digits_and_signs_of_any_kind_are_read_alike(text: str, kind: str) -> None:
    """Other widths, other digits, line breaks and what cannot be seen hide nothing from the one who sends a text."""
    assert personal_data_in(text) == (kind,)


@pytest.mark.parametrize("text", INNOCENT)
def test_sums_and_numbers_of_papers_are_innocent(text: str) -> None:
    """A false alarm costs more than a miss: money, days, laws and counts are not suspected."""
    assert personal_data_in(text) == ()


def test_every_kind_has_an_example() -> None:
    """Each kind of personal data is found above."""
    assert {kind for _, kind, _ in FOUND} == set(PATTERNS)
