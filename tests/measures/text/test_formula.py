"""The formula of a measure: in words, by the names of what it is made of, for every measure and in both languages."""

import re
from pathlib import Path

import pytest

from dlxh import MEASURES
from dlxh.measures.text.explain import explain_measure
from dlxh.measures.text.formula import formula
from dlxh.words.bilingual import LANGS, Lang

DOCS = Path(__file__).resolve().parents[3] / "docs"
HEADS = {"vi": "Công thức", "en": "Formula"}
BEGINNINGS = {
    "vi": r"đếm |tổng |trung vị của |phân vị \d+ của |.+ / .+|.+ − .+, không dưới 0",
    "en": r"count of |sum of |median of |percentile \d+ of |.+ / .+|.+ − .+, never below 0",
}
EXPECTED = {
    "ratio": (
        "turnover_rate",
        "cộng tác viên thôi tham gia / cộng tác viên đầu kỳ × 100",
        "people who left / collaborators at the start × 100",
    ),
    "thousands": (
        "findings_per_1000",
        "phát hiện / số dòng dữ liệu × 1.000",
        "findings / rows of data × 1,000",
    ),
    "ratio of one": ("reports_per_member", "báo cáo / cộng tác viên", "reports / collaborators"),
    "shortfall": (
        "vacancies",
        "số cộng tác viên theo quy chế − cộng tác viên, không dưới 0",
        "target of collaborators − collaborators, never below 0",
    ),
    "share": (
        "on_time_rate",
        "báo cáo (kết quả nộp: đúng hạn) / báo cáo (kết quả nộp: đúng hạn, trễ hạn, không nộp)",
        "reports (how it came out: on time) / reports (how it came out: on time, late, missing)",
    ),
    "share of all": ("basis_rate", "nội dung (nêu căn cứ) / nội dung", "items (stating a basis) / items"),
    "what is not": ("items_ungraded", "đếm nội dung (không ghi độ tin cậy)", "count of items (not graded)"),
    "count": ("report_times", "đếm lượt báo cáo", "count of report submissions"),
    "distinct": (
        "left",
        "đếm cộng tác viên thôi tham gia, mỗi cộng tác viên một lần",
        "count of people who left, each collaborator once",
    ),
    "stock": (
        "memberships",
        "đếm tư cách cộng tác viên, vào ngày cuối kỳ",
        "count of memberships, on the last day of the period",
    ),
    "opening": (
        "cases_carried_in",
        "đếm vụ việc kỳ trước chuyển sang, mỗi vụ việc một lần, vào cuối ngày liền trước kỳ",
        "count of cases carried in, each case once, at the end of the day before the period",
    ),
    "stock of a sum": (
        "target",
        "tổng mức tối thiểu theo quy chế, vào ngày cuối kỳ",
        "sum of minimum in the regulation, on the last day of the period",
    ),
    "total": (
        "classes",
        "tổng số lớp (loại hoạt động: tập huấn)",
        "sum of classes (kind of activity: training)",
    ),
    "quantile": (
        "ad_hoc_hours_p90",
        "phân vị 90 của số giờ từ khi biết sự việc đến khi nhận báo cáo",
        "percentile 90 of hours from learning of it to the report",
    ),
    "median": (
        "days_late_median",
        "trung vị của số ngày trễ hạn (kết quả nộp: trễ hạn)",
        "median of days late (how it came out: late)",
    ),
    "new": (
        "new_topics",
        "đếm lĩnh vực có nội dung theo lĩnh vực trong kỳ mà cùng kỳ năm trước không có",
        "count of topics with items by topic in the period and none in the same period of the year before",
    ),
    "rising": (
        "rising_topics",
        "đếm lĩnh vực có nội dung theo lĩnh vực nhiều hơn cùng kỳ năm trước, khi đó cũng đã có",
        "count of topics with more items by topic than in the same period of the year before, when there were some",
    ),
}


@pytest.mark.parametrize("kind", EXPECTED)
def test_a_formula_names_what_a_measure_is_made_of(kind: str) -> None:
    """Of each kind of measure one is written out."""
    code, vi, en = EXPECTED[kind]
    (each,) = (known for known in MEASURES if known.code == code)

    assert (formula(each, "vi"), formula(each, "en")) == (vi, en)


@pytest.mark.parametrize("lang", LANGS)
def test_every_measure_has_its_formula(lang: Lang) -> None:
    """It is a quotient, a difference, a count, a sum or a quantile, it names no column by its code, and the explanation has it."""
    made = {each.code: formula(each, lang) for each in MEASURES}

    assert [code for code, text in made.items() if not re.match(BEGINNINGS[lang], text)] == []
    assert [code for code, text in made.items() if "`" in text or "_" in text] == []
    for each in MEASURES:
        assert f"- {HEADS[lang]}: {made[each.code]}" in explain_measure(each, lang).splitlines()


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_of_every_measure_shows_its_formula(lang: Lang) -> None:
    """One line below each heading of the pages of measures."""
    pages = [page.read_text(encoding="utf-8") for page in sorted((DOCS / lang / "measures").glob("*.md"))]
    sections = [text for page in pages for text in page.split("\n## ")[1:]]

    assert len(sections) == len(MEASURES)
    assert [text[:40] for text in sections if text.count(f"\n- {HEADS[lang]}: ") != 1] == []
