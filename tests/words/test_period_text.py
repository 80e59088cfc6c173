"""Names of periods as offices write them."""

import unicodedata
from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh.words.period_text import Named, Span, TermKind, TermLabel, first_months, read
from dlxh.words.period_windows import PeriodError, PeriodKind, Place

MONTH, QUARTER, HALF = PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR
NINE, YEAR, FIRST = PeriodKind.NINE_MONTHS, PeriodKind.YEAR, PeriodKind.FIRST_MONTHS
TWO, WEEK = PeriodKind.TWO_MONTHS, PeriodKind.WEEK
A_DAY = Span(PeriodKind.DAY, date(2024, 7, 24), date(2024, 7, 24))
DAYS = (date(2020, 5, 18), date(2025, 6, 30))

WRITTEN: list[tuple[str, Named]] = [
    ("tháng 7/2022", Place(MONTH, 2022, 7)),
    ("tháng 5-2021", Place(MONTH, 2021, 5)),
    ("tháng 05 năm 2021", Place(MONTH, 2021, 5)),
    ("Tháng  7 / 2022", Place(MONTH, 2022, 7)),
    ("tháng 9.2022", Place(MONTH, 2022, 9)),
    ("quý III/2018", Place(QUARTER, 2018, 3)),
    ("Quý IV/2018", Place(QUARTER, 2018, 4)),
    ("quý 3 năm 2018", Place(QUARTER, 2018, 3)),
    ("quí II - 2019", Place(QUARTER, 2019, 2)),
    ("QUÝ I 2019", Place(QUARTER, 2019, 1)),
    ("6 tháng đầu năm 2022", Place(HALF, 2022, 1)),
    ("6 tháng cuối năm 2022", Place(HALF, 2022, 2)),
    ("06 THÁNG ĐẦU NĂM 2022", Place(HALF, 2022, 1)),
    ("7 tháng đầu năm 2024", Place(FIRST, 2024, 7)),
    ("7 tháng năm 2024", Place(FIRST, 2024, 7)),
    ("9 tháng năm 2024", Place(NINE, 2024)),
    ("9 tháng đầu năm 2024", Place(NINE, 2024)),
    ("tháng 7+8/2019", Place(TWO, 2019, 7)),
    ("tháng 7 + 8/2019", Place(TWO, 2019, 7)),
    ("tháng 7-8/2019", Place(TWO, 2019, 7)),
    ("tháng 7, 8 năm 2019", Place(TWO, 2019, 7)),
    ("tháng 11 và 12/2019", Place(TWO, 2019, 11)),
    ("tuần 5/2024", Place(WEEK, 2024, 5)),
    ("tuần 05 năm 2024", Place(WEEK, 2024, 5)),
    ("năm 2021", Place(YEAR, 2021)),
    ("2021", Place(YEAR, 2021)),
    ("ngày 24/7/2024", A_DAY),
    ("24-7-2024", A_DAY),
    ("24.07.2024", A_DAY),
    ("ngày 24 tháng 7 năm 2024", A_DAY),
    ("2024-07-24", A_DAY),
    ("2024-07", Place(MONTH, 2024, 7)),
    ("2022-q3", Place(QUARTER, 2022, 3)),
    ("2022-H1", Place(HALF, 2022, 1)),
    ("2024-9M", Place(NINE, 2024)),
    ("2024-06M", Place(HALF, 2024, 1)),
    ("2024-7M", Place(FIRST, 2024, 7)),
    ("2024-W05", Place(WEEK, 2024, 5)),
    ("2019-M07-08", Place(TWO, 2019, 7)),
    ("2020-05-18/2025-06-30", Span(PeriodKind.CUSTOM, *DAYS)),
    ("term:2020-05-18/2025-06-30", Span(PeriodKind.TERM, *DAYS)),
    ("từ 18/5/2020 đến 30/6/2025", Span(PeriodKind.CUSTOM, *DAYS)),
    ("từ ngày 18/5/2020 đến ngày 30-6-2025", Span(PeriodKind.CUSTOM, *DAYS)),
    ("nhiệm kỳ 18/5/2020 - 30/6/2025", Span(PeriodKind.TERM, *DAYS)),
    ("nhiệm kì từ 18.5.2020 đến 30.6.2025", Span(PeriodKind.TERM, *DAYS)),
    ("giai đoạn 2021-2025", TermLabel(TermKind.GIAI_DOAN, 2021, 2025)),
    ("nhiệm kỳ 2015 - 2020", TermLabel(TermKind.NHIEM_KY, 2015, 2020)),
    ("Nhiệm kì 2015—2020", TermLabel(TermKind.NHIEM_KY, 2015, 2020)),
]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("dash", ["-", "–", "—", " – ", "\u00a0— "], ids=repr)
@pytest.mark.parametrize(("text", "expected"), WRITTEN, ids=[text for text, _ in WRITTEN])
def test_what_offices_write(text: str, expected: Named, dash: str, form: Literal["NFC", "NFD"]) -> None:
    """`Period.parse` reads the codes and the Vietnamese that offices write, whatever dash, blank, case and normal form."""
    text = text.replace("-", dash)
    for written in (text, text.upper(), f" {text}\n"):
        assert read(unicodedata.normalize(form, written)) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("quý VI/2018", "there is no quarter VI; quarters are I, II, III, IV"),
        ("quý V năm 2018", "quarters are I, II, III, IV"),
        ("quý 5/2018", "quarters are I, II, III, IV"),
        ("quý IIII/2018", "quarters are I, II, III, IV"),
        ("quý 0/2018", "quarters are I, II, III, IV"),
        ("ngày 1/2", "lacks its year"),
        ("1/2", "lacks its year"),
        ("24-7", "lacks its year"),
        ("tháng 7", "lacks its year; write it too, as in tháng 7/2024"),
        ("quý III", "lacks its year"),
        ("tuần 5", "lacks its year"),
        ("6 tháng đầu năm", "as in 6 tháng đầu năm năm 2024"),
        ("30/2/2024", "there is no day 30, month 2, year 2024"),
        ("7/24/2024", "the order is day, month, year"),
        ("2024-02-30", "there is no day"),
        ("2024-02-30/2024-03-01", "there is no day"),
        ("từ 31/4/2024 đến 1/5/2024", "there is no day"),
        ("0/1/2024", "there is no day"),
        ("tháng 7+9/2019", "follow each other"),
        ("2019-M08-07", "follow each other"),
        ("3 tháng cuối năm 2022", "only the last 6 months"),
        ("6 tháng năm 2022", "say which half"),
        ("nhiệm kỳ 2020-2015", "the last year comes after the first"),
        ("giai đoạn 2021-2021", "the last year comes after the first"),
        ("nhiệm kỳ 2015 - 20", "names no period"),
        ("", "names no period"),
        ("tháng bảy", "names no period"),
        ("2024-7", "names no period"),
        ("20240724", "names no period"),
        ("7/2024", "names no period"),
        ("tháng ٧/2024", "names no period"),
        ("quý III/2018 và quý IV/2018", "names no period"),
        ("x" * 10_000, "names no period"),
    ],
    ids=lambda value: value[:40],
)
def test_never_a_guess(text: str, reason: str) -> None:
    """Quarter `VI` is an error, not a guess; so is a day without a year, and month before day."""
    with pytest.raises(PeriodError) as refusal:
        read(text)
    assert reason in refusal.value.en
    assert refusal.value.vi != refusal.value.en
    assert len(str(refusal.value)) < 700


@pytest.mark.parametrize("label", ["nhiệm kỳ 2015-2020", "giai đoạn 2021-2025"])
def test_term_labels_round_trip(label: str) -> None:
    """Parsing and formatting are inverse: term labels."""
    assert str(TermLabel.parse(label)) == label


def test_term_label_of_another_thing() -> None:
    """A year-only term label gives no dates by itself, and other periods are no term labels."""
    assert not hasattr(TermLabel.parse("giai đoạn 2021-2025"), "start")
    with pytest.raises(PeriodError, match="no label of a term"):
        TermLabel.parse("năm 2021")


@given(st.integers(2, 11))
def test_first_months_have_one_name(count: int) -> None:
    """Six months from January are the half-year and nine their own kind; the others keep their number."""
    place = first_months(2024, count)

    assert place == {6: Place(HALF, 2024, 1), 9: Place(NINE, 2024)}.get(count, Place(FIRST, 2024, count))


@given(st.text(alphabet="thángquýnămđầucuốitừếngàyIVX 0123456789/-+.:qhmwM", max_size=24))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Any text names a period or is refused with a reason; nothing else happens."""
    try:
        assert isinstance(read(text), Place | Span | TermLabel)
    except PeriodError as refusal:
        assert refusal.vi  # noqa: PT017 - either is right
