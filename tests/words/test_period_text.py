"""Names of periods as offices write them."""

import unicodedata
from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh.words.period_days import Span
from dlxh.words.period_months import MonthRun, run_of
from dlxh.words.period_text import PERIOD_LENGTH, Named, TermKind, TermLabel, first_months, read
from dlxh.words.period_windows import PeriodError, PeriodKind, Place, months_window, window

MONTH, QUARTER, HALF = PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR
NINE, YEAR, FIRST = PeriodKind.NINE_MONTHS, PeriodKind.YEAR, PeriodKind.FIRST_MONTHS
TWO, WEEK = PeriodKind.TWO_MONTHS, PeriodKind.WEEK
A_DAY = Span(PeriodKind.DAY, date(2024, 7, 24), date(2024, 7, 24))
A_WEEK = Span(PeriodKind.CUSTOM, date(2023, 1, 20), date(2023, 1, 26))
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
    ("tháng 7 và tháng 8 năm 2019", Place(TWO, 2019, 7)),
    ("tháng 7/2019 và tháng 8/2019", Place(TWO, 2019, 7)),
    ("hai tháng 7, 8/2019", Place(TWO, 2019, 7)),
    ("Tháng 7 & 8 năm 2019", Place(TWO, 2019, 7)),
    ("tháng 1, 2 năm 2020", Place(TWO, 2020, 1)),
    ("tháng 12/2024 và tháng 1/2025", Place(TWO, 2024, 12)),
    ("tháng 12/2024, 01/2025", Place(TWO, 2024, 12)),
    ("từ tháng 12 năm 2024 đến hết tháng 1 năm 2025", Place(TWO, 2024, 12)),
    ("2024-M12-01", Place(TWO, 2024, 12)),
    ("tháng 7, 8, 9 năm 2019", Place(QUARTER, 2019, 3)),
    ("tháng tư, năm năm 2019", Place(TWO, 2019, 4)),
    ("các tháng 2, 3, 4 năm 2019", MonthRun(2019 * 12 + 1, 2019 * 12 + 3)),
    ("từ tháng 1 đến tháng 5 năm 2024", Place(FIRST, 2024, 5)),
    ("từ tháng 1 tới tháng 12 năm 2024", Place(YEAR, 2024)),
    ("tháng 11/2024 đến tháng 1/2025", MonthRun(2024 * 12 + 10, 2025 * 12)),
    ("tháng VII/2022", Place(MONTH, 2022, 7)),
    ("tháng bảy năm 2022", Place(MONTH, 2022, 7)),
    ("tháng năm năm 2022", Place(MONTH, 2022, 5)),
    ("trong tháng 7, năm 2022", Place(MONTH, 2022, 7)),
    ("tháng 7, 2022", Place(MONTH, 2022, 7)),
    ("tháng tư, năm 2022", Place(MONTH, 2022, 4)),
    ("tháng 7, 8, 2022", Place(TWO, 2022, 7)),
    ("quý I, 2018", Place(QUARTER, 2018, 1)),
    ("quý một của năm 2018", Place(QUARTER, 2018, 1)),
    ("qúy III/2018", Place(QUARTER, 2018, 3)),
    ("quý I+II/2024", Place(HALF, 2024, 1)),
    ("quý I, II năm 2024", Place(HALF, 2024, 1)),
    ("quý 3 và quý 4 năm 2024", Place(HALF, 2024, 2)),
    ("quý III/2018 và quý IV/2018", Place(HALF, 2018, 2)),
    ("quý I, II, III/2024", Place(NINE, 2024)),
    ("từ quý I đến quý III năm 2024", Place(NINE, 2024)),
    ("quý II + III/2024", MonthRun(2024 * 12 + 3, 2024 * 12 + 8)),
    ("quý IV/2024 và quý I/2025", MonthRun(2024 * 12 + 9, 2025 * 12 + 2)),
    ("2 quý đầu năm 2024", Place(HALF, 2024, 1)),
    ("ba quý đầu năm 2024", Place(NINE, 2024)),
    ("hai quý cuối năm 2024", Place(HALF, 2024, 2)),
    ("sáu tháng đầu năm 2024", Place(HALF, 2024, 1)),
    ("sáu tháng cuối năm 2024", Place(HALF, 2024, 2)),
    ("nửa đầu năm 2024", Place(HALF, 2024, 1)),
    ("nửa cuối năm 2024", Place(HALF, 2024, 2)),
    ("trong chín tháng đầu năm 2024", Place(NINE, 2024)),
    ("trong 07 tháng đầu năm 2024", Place(FIRST, 2024, 7)),
    ("mười một tháng năm 2024", Place(FIRST, 2024, 11)),
    ("12 tháng năm 2024", Place(YEAR, 2024)),
    ("cả năm 2021", Place(YEAR, 2021)),
    ("tuần thứ 5 năm 2024", Place(WEEK, 2024, 5)),
    ("từ ngày 18/5/2020 đến hết ngày 30/6/2025", Span(PeriodKind.CUSTOM, *DAYS)),
    ("kể từ ngày 18 tháng 5 năm 2020 đến hết ngày 30 tháng 6 năm 2025", Span(PeriodKind.CUSTOM, *DAYS)),
    ("18/5/2020 - 30/6/2025", Span(PeriodKind.CUSTOM, *DAYS)),
    ("từ 20 đến 26/1/2023", A_WEEK),
    ("từ ngày 20/1 đến hết ngày 26/1/2023", A_WEEK),
    ("từ 20-1 đến 26-1-2023", A_WEEK),
    ("từ ngày 20-01 đến hết ngày 26 tháng 1 năm 2023", A_WEEK),
    ("20-26/1/2023", A_WEEK),
    ("từ ngày 20 tháng 1 đến ngày 26 tháng 1 năm 2023", A_WEEK),
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
        ("quý III", "lacks its year; write it too, as in quý III/2024"),
        ("tuần 5", "lacks its year"),
        ("6 tháng đầu năm", "as in 6 tháng đầu năm 2024"),
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
        ("nhiệm kỳ 2015 - 20", "is not a period"),
        ("", "is not a period"),
        ("tháng bảy", "lacks its year"),
        ("2024-7", "is not a period"),
        ("20240724", "is not a period"),
        ("7/2024", "is not a period"),
        ("tháng ٧/2024", "is not a period"),
        ("x" * 10_000, "is longer than 300 characters"),
        ("từ ngày 20/9 đến 20/10", "lacks its year; write it too, as in từ ngày 20/9 đến 20/10/2024"),
        ("từ ngày 20/1/2023 đến hết ngày 26/1", "lacks its year"),
        ("từ ngày 20-9 đến 20-10", "lacks its year; write it too, as in từ ngày 20-9 đến 20-10-2024"),
        ("từ 20-1-2023 đến 26-1", "lacks its year"),
        ("20-1-26-1-2023", "is not a period"),
        ("từ ngày 15 đến ngày 21 tháng 7", "lacks its year"),
        ("5-7/2024", "is not a period"),
        ("1-2-3", "is not a period"),
        ("24.7", "as in 24.7.2024"),
        ("quý I+II", "lacks its year"),
        ("tháng 7/2024 và tháng 8", "lacks its year"),
        ("tháng 7 và tháng 8/2024 và tháng 9/2024", "is not a period"),
        ("tháng 7/2024 và 8 và 9/2024", "is not a period"),
        ("từ tháng 5-2021 đến nay", "'nay' counts from the day of writing"),
        ("tháng qua", "'qua' counts from the day of writing"),
        ("quý này", "counts from the day of writing"),
        ("6 tháng trước", "counts from the day of writing"),
        ("từ ngày 20/12 đến 20/1/2024", "the first day must be before the last"),
        ("từ 20 đến 15/1/2024", "the first day must be before the last"),
        ("từ tháng 12 đến tháng 1/2025", "over a year's end write both years"),
        ("từ tháng 7/2024", "is not a period"),
        ("từ tháng 1 đến tháng 3 đến tháng 5 năm 2024", "is not a period"),
        ("các tháng 1 đến tháng 3 năm 2024", "is not a period"),
        ("tháng 12 và tháng 1 năm 2025", "over a year's end write both years"),
        ("tháng 7 và 9 năm 2019", "follow each other"),
        ("tháng 8 và tháng 7 năm 2019", "follow each other"),
        ("quý I-III/2024", "từ quý I đến quý III"),
        ("quý IV+V/2024", "there is no quarter V"),
        ("tháng 7 và quý III năm 2019", "is not a period"),
        ("ba tháng 7 và 8 năm 2019", "is not a period"),
        ("7 và tháng 8 năm 2019", "is not a period"),
        ("tháng 13/2024", "there is no month 13; months are 1 to 12"),
        ("tháng 0 và 1 năm 2024", "there is no month 0"),
        ("tháng xiii/2024", "is not a period"),
        ("tháng năm 2024", "is not a period"),
        ("quý năm 2024", "is not a period"),
        ("tháng giêng năm 2024", "lunar calendar"),
        ("tháng Một năm 2024", "lunar calendar"),
        ("nửa năm 2024", "say which half"),
        ("nửa đầu tháng 7/2024", "is not a period"),
        ("sáu tháng năm 2022", "say which half"),
        ("5 quý đầu năm 2024", "is not a period"),
        ("giêng tháng đầu năm 2024", "is not a period"),
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


ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
SPOKEN = ("hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")  # from two
LISTS = (
    "{0} {1} và {0} {2}",
    "{0} {1} và {2}",
    "{0} {1}, {2}",
    "{0} {1}+{2}",
    "{0} {1}-{2}",
    "từ {0} {1} đến {0} {2}",
)


@given(
    st.integers(0, 11),
    st.integers(1900, 2199),
    st.sampled_from(LISTS),
    st.sampled_from(["tháng", "quý"]),
    st.sampled_from(["/", " năm ", "-", ", năm "]),
    st.tuples(*[st.sampled_from(["digits", "zero", "roman", "words"])] * 2),
)
def test_every_spelling_of_two(  # noqa: PLR0913, PLR0917 - the ways to write it are independent
    index: int, year: int, form: str, unit: str, between: str, writers: tuple[str, str]
) -> None:
    """Two months or quarters that follow each other are read as these months, however they are joined and written."""
    months, count = (1, 12) if unit == "tháng" else (3, 4)
    first = year * count + index % count
    numbers = []
    for place, writer in zip((first, first + 1), writers, strict=True):
        n = place % count + 1
        spelled = {"digits": f"{n}", "zero": f"{n:02d}", "roman": ROMANS[n - 1]}.get(writer)
        numbers.append(spelled or (f"{n}" if n == 1 else SPOKEN[n - 2]))
    over = first // count != (first + 1) // count
    if over:
        numbers[0] += f"{between}{year}"
    text = form.format(unit, *numbers) + f"{between}{(first + 1) // count}"

    assert read(text) == run_of(first * months, (first + 2) * months - 1)
    if not over:
        with pytest.raises(PeriodError, match="lacks its year"):
            read(form.format(unit, *numbers))


@given(
    st.integers(1, 11),
    st.integers(1900, 2199),
    st.sampled_from(["tháng", "quý"]),
    st.sampled_from(["", "/{0}", " năm {0}"]),
    st.sampled_from([" đến hết ", " đến ", " tới ", " và ", ", ", "-", " + "]),
)
def test_a_year_is_no_month_of_may(n: int, year: int, unit: str, own: str, joint: str) -> None:
    """The word năm is May only below its unit or before another năm: "đến hết năm 2024" ends with the year, and is refused."""
    number = n if unit == "tháng" else (n - 1) % 4 + 1
    first = f"{unit} {number}{own.format(year)}"
    for lead in ("", "từ ") if "đến" in joint or "tới" in joint else ("",):
        if not own and joint == ", ":
            continue  # "tháng 4, năm 2024" is the month with its year
        with pytest.raises(PeriodError, match="is not a period"):
            read(f"{lead}{first}{joint}năm {year}")


@pytest.mark.parametrize(
    "text", ["tháng 7", "quý iii", "Quý III", " TUẦN  5 ", "24 - 7", "24–7", "Tháng 7, 8", "quý I+II", "Nửa cuối NĂM", "tháng 7+8", "24/7", "24-7", "24.7", "từ 20-9 đến 20-10", "15-21/7", "từ 15 đến 21/7", "ngày 24 tháng 7", "từ 20/9 đến 20/10",
             "6 tháng đầu năm", "nửa cuối năm", "tuần 5", "2 quý đầu năm", "từ tháng 1 đến tháng 3"]
)  # fmt: skip
def test_what_a_refusal_proposes_is_read(text: str) -> None:
    """Where only the year is missing, the text that the refusal proposes instead is one that is read."""
    with pytest.raises(PeriodError, match="lacks its year") as refusal:
        read(text)
    assert read(refusal.value.en.split("as in ", maxsplit=1)[1])


@given(st.integers(1900 * 12, 2190 * 12), st.integers(0, 30))
def test_runs_have_one_name(first: int, more: int) -> None:
    """Months that follow each other keep their days, whatever kind they are given by."""
    found = run_of(first, first + more)
    days = months_window(*found, 15) if isinstance(found, MonthRun) else window(found, 15)

    assert days == months_window(first, first + more, 15)


def test_a_text_longer_than_any_period_is_not_read() -> None:
    """A name of a period has a longest length: a longer text is refused before anything looks at it."""
    name = "tháng 7/2024"
    assert read(name.ljust(PERIOD_LENGTH)) == read(name)
    for text in (name.ljust(PERIOD_LENGTH + 1), "quý " + "x" * 10**6, "tháng 1" + ", 1" * 10**6):
        with pytest.raises(PeriodError, match="is longer than 300") as refusal:
            read(text)
        assert len(str(refusal.value)) < 1000


@pytest.mark.parametrize("label", ["nhiệm kỳ 2015-2020", "giai đoạn 2021-2025"])
def test_term_labels_round_trip(label: str) -> None:
    """Parsing and formatting are inverse: term labels."""
    assert str(TermLabel.parse(label)) == label


def test_term_label_of_another_thing() -> None:
    """A year-only term label gives no dates by itself, and other periods are not term labels."""
    assert not hasattr(TermLabel.parse("giai đoạn 2021-2025"), "start")
    with pytest.raises(PeriodError, match="not a label of a term"):
        TermLabel.parse("năm 2021")


@given(st.integers(2, 11))
def test_first_months_have_one_name(count: int) -> None:
    """Six months from January are the half-year and nine their own kind; the others keep their number."""
    place = first_months(2024, count)

    assert place == {6: Place(HALF, 2024, 1), 9: Place(NINE, 2024)}.get(count, Place(FIRST, 2024, count))


@given(st.text(alphabet="thángquýnămđầucuốitừếngàyIVX 0123456789/-+.:qhmwM", max_size=24))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Any text is that of a period or is refused with a reason; nothing else happens."""
    try:
        assert isinstance(read(text), Place | Span | TermLabel)
    except PeriodError as refusal:
        assert refusal.vi  # noqa: PT017 - either is right
