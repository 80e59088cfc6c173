"""D101 to D107: what is taken for a way to find a person, and what is not."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dlxh
from dlxh import Register
from dlxh.register.columns import Kind
from dlxh.register.schema import schema
from dlxh.rules.families.personal_data import RULES, TEXTS
from dlxh.words.personal_data import PATTERNS, PROMISING
from tests.engines import Engine
from tests.sample import AS_OF, item, report

SUSPECTED = [
    ("D101", "gọi 0912345678 nhé"),
    ("D101", "gọi 0912 345 678"),
    ("D101", "0912345678"),
    ("D101", "0912345678\n"),
    ("D101", "số 091.234.5678"),
    ("D101", "gọi 0912 34 56 78"),
    ("D101", "0912-345678"),
    ("D101", "(+84) 912345678"),
    ("D101", "+84 912 345 678"),
    ("D101", "+84.91.234.5678"),
    ("D101", "+84912345678"),
    ("D101", "máy bàn 024 3825 4567"),
    ("D102", "thư vi.du+1@example.com.vn"),
    ("D103", "định danh 064098001234"),
    ("D103", "CCCD 064 098 001 234"),
    ("D104", "xem https://www.facebook.com/vi.du.nguyen"),
    ("D104", "zalo.me/0901"),
    ("D104", "m.me/vi.du.nguyen"),
    ("D105", "CMND số: 230123456"),
    ("D105", "cmnd 230 123 456"),
    ("D106", "STK: 0123456789 ngân hàng"),
    ("D106", "stk 1903 4567 8901"),
    ("D107", "mã số thuế 5900123456-001"),
]
HARMLESS = [
    "",
    "chi 230123456 đồng",
    "tổng 1.234.567,89",
    "từ 03.05.2021 09 hộ, đến 20/1/2022",
    "Quyết định 0123456/QĐ-UBND",
    "mã hồ sơ 999999999999",
    "mã hồ sơ 064998001234",
    "CMND hết hạn",
    "tài khoản mạng xã hội của xã",
    "nói @ mọi người",
    "facebook của xã",
    "thửa 12345678901234",
    "chi 1.200.300 đồng, 03.05.2021",
    "từ 0912 đến 0934 m2",
]


def _found(text: str, on_engine: Engine) -> list[dlxh.Finding]:
    register = Register([report(items=[item(summary=text or "không")])], as_of=AS_OF)
    return list(dlxh.check(on_engine(register), only=["D"]))


@pytest.mark.parametrize(("code", "text"), SUSPECTED)
def test_suspected(on_engine: Engine, code: str, text: str) -> None:
    """Each kind is found wherever it is in the text, also at its ends; the finding has field and kind, never the text."""
    found = _found(text, on_engine)

    assert [(each.code, each.table, each.record, each.field) for each in found] == [
        (code, "items", "n1", "summary")
    ]
    assert all(text not in each.message(lang) for each in found for lang in ("vi", "en"))
    assert text not in str(found[0].to_dict())


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless(text: str) -> None:
    """Sums, dates, numbers of papers and words alone are not personal data."""
    assert _found(text, lambda subject: subject.tables if isinstance(subject, Register) else subject) == []


def _free_texts() -> Iterator[tuple[str, str]]:
    for table in schema().values():
        for column in table.columns:
            plain = column.kind is Kind.TEXT and not column.closed and column.references is None
            if plain and not column.document and column.name != "id":
                yield table.name, column.name


NO_TALK = {
    "units", "unit_identifiers", "networks", "terms", "contacts", "persons", "regulations", "regulation_moves", "schemes", "scheme_provisions",
    "other_allowances", "allowance_lines", "allowance_steps",
}  # fmt: skip
"""Names of bodies and papers, and what is set aside because it is personal."""
CODES = {
    "composition", "secrecy_listed_in", "rank", "reason", "duty_absence", "duty_group", "topic", "group", "issue", "article", "document",
    "rate_report_kind", "detail_training_kind", "allowed_start_event", "duty_convention", "period_convention", "expression", "role",
}  # fmt: skip


def test_every_text_about_matters_is_searched() -> None:
    """A new field in which people can write is searched too, or is named here with the reason why not."""
    written = {(table, name) for table, name in _free_texts() if table not in NO_TALK and name not in CODES}

    assert written == {(table, name) for table, names in TEXTS.items() for name in names}


def test_each_pattern_is_asked_by_itself() -> None:
    """Seven kinds, seven rules: joined patterns take twenty times as long."""
    assert len(RULES) == 7


@given(st.sampled_from([each for patterns in PATTERNS.values() for each in patterns]), st.data())
def test_whatever_a_pattern_finds_is_promising(pattern: str, data: st.DataObject) -> None:
    """A text is searched for seven kinds only where it is promising, so no text of any kind may fail to be that."""
    text = data.draw(st.from_regex(re.compile(pattern.replace("\\z", "\\Z"), re.ASCII)))

    assert re.search(PROMISING, text)
