"""Document numbers: the text is kept, its parts are read leniently."""

import json
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from dlxh.words.bilingual import LangError
from dlxh.words.documents import Document, DocumentError, format_date

ADAPTER: TypeAdapter[Document] = TypeAdapter(Document)
NAMES = st.text(min_size=1, max_size=300).filter(lambda text: bool(text.strip()))

MET = [  # every number in the survey of the field, with what it says
    ("167-HD/BTGTW", "167", "HD", "BTGTW", None),
    ("187-QĐ/BTGTW", "187", "QĐ", "BTGTW", None),
    ("165-BC/BTGTU", "165", "BC", "BTGTU", None),
    ("822-CV/BTGTU", "822", "CV", "BTGTU", None),
    ("983-QĐ/TU", "983", "QĐ", "TU", None),
    ("01-KH/TU", "01", "KH", "TU", None),
    ("07-ĐA/TU", "07", "ĐA", "TU", None),
    ("175-QĐ/ĐU", "175", "QĐ", "ĐU", None),
    ("78/QĐ-BTGTU", "78", "QĐ", "BTGTU", None),
    ("355 /QĐ-MTTQ-BTT", "355", "QĐ", "MTTQ-BTT", None),
    ("299 /QĐ-CĐN", "299", "QĐ", "CĐN", None),
    ("18/KL-UBND", "18", "KL", "UBND", None),
    ("1207/QĐ-UBND", "1207", "QĐ", "UBND", None),
    ("161/2026/NĐ-CP", "161", "NĐ", "CP", 2026),
    ("30/2026/QH16", "30", None, "QH16", 2026),
    ("06-HD/TCTW-BTGTW", "06", "HD", "TCTW-BTGTW", None),
    ("06- HD/BTCTW- BTGTW", "06", "HD", "BTCTW-BTGTW", None),
    ("Số 127-QĐ/TW", "127", "QĐ", "TW", None),
    ("Số: 30/2022/QĐ-UBND", "30", "QĐ", "UBND", 2022),
    ("16210-CV/BTC-VI", "16210", "CV", "BTC-VI", None),
    ("19/2025/QĐ-TTg", "19", "QĐ", "TTg", 2025),
    ("01/HD-BCA-V05", "01", "HD", "BCA-V05", None),
    ("1234/UBND-NC", "1234", None, "UBND-NC", None),
    ("12/BC", "12", "BC", None, None),
    ("328-QĐ/TW.", "328", "QĐ", "TW", None),
    ("KL số 18/KL-UBND - Ngày ký", "18", "KL", "UBND", None),
    ("18/KL-UBND-Ngày", "18", "KL", "UBND", None),
    ("30a/2008/NQ-CP", "30a", "NQ", "CP", 2008),
    ("30A/2008/NQ-CP", "30A", "NQ", "CP", 2008),
    ("12b-QĐ/TU", "12b", "QĐ", "TU", None),
    ("05 bis/QĐ-UBND", "05 bis", "QĐ", "UBND", None),
    ("Số: 89 / TTr - LĐTBXH", "89", "TTr", "LĐTBXH", None),
    ("225 - KH/TWĐTN-CTTN", "225", "KH", "TWĐTN-CTTN", None),
    ("Nghị quyết 30a", None, None, None, None),
    ("quyết định thành lập", None, None, None, None),
    ("quý 7+8/2019", None, None, None, None),
    ("15/2018", None, None, None, None),
]


@pytest.mark.parametrize(("raw", "number", "kind", "issuer", "year"), MET, ids=[row[0] for row in MET])
def test_numbers_that_were_met(
    raw: str, number: str | None, kind: str | None, issuer: str | None, year: int | None
) -> None:
    """Number, type, issuer and year are parsed from both styles, and the raw string is kept."""
    for text in (raw, unicodedata.normalize("NFD", raw)):
        paper = Document.parse(text)
        assert (paper.number, paper.type, paper.issuer, paper.year, paper.date) == (
            number,
            kind,
            issuer,
            year,
            None,
        )
        assert str(paper) == paper.raw == text
        assert repr(paper) == f"Document({text!r})"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ngày 15/1/2018", date(2018, 1, 15)),
        ("15/01/2018", date(2018, 1, 15)),
        (", ngày 05 tháng 8 năm 2022", date(2022, 8, 5)),
        (" (23-5-2025)", date(2025, 5, 23)),
        ("ngày 25.12.2020, sửa ngày 1/2/2021", date(2020, 12, 25)),
        ("ngày 1 tháng 2 năm 2021 thay 25.12.2020", date(2021, 2, 1)),
        ("ngày 30/02/2026", None),
        ("ngày 15/1", None),
        ("ngày 1/2/20261", None),
    ],
)
def test_date_after_the_number(text: str, day: date | None) -> None:
    """The first date after the number is its date, day before month; a day that does not exist is none."""
    paper = Document(f"78/QĐ-BTGTU {text}")

    assert paper.date == day
    assert paper.year == (day.year if day else None)
    assert paper.issuer == "BTGTU"


def test_a_whole_reference() -> None:
    """Blanks around the hyphen of the number hide neither its parts nor the date after it."""
    paper = Document("Kết luận số 100 - KL/TW ngày 18/8/2014")

    assert (paper.number, paper.type, paper.issuer, paper.date) == ("100", "KL", "TW", date(2014, 8, 18))


def test_year_of_the_number_comes_first() -> None:
    """A year in the number is the year, whatever the date says; without a number there is still a date."""
    assert Document("30/2022/QĐ-UBND ngày 1/1/2023").year == 2022
    assert Document("công văn ngày 1/1/2023").date == date(2023, 1, 1)


@given(NAMES)
def test_raw_is_kept(text: str) -> None:
    """Parsing and formatting are inverse: documents keep the raw string, and JSON carries it."""
    paper = Document(text)

    assert str(paper) == text
    assert ADAPTER.validate_json(ADAPTER.dump_json(paper)).raw == text
    assert repr(paper) == f"Document({text!r})"
    assert paper.number is None or paper.number in text


def test_equality() -> None:
    """Documents are equal by their text, whatever its normal form and the blanks around it, and hash alike."""
    one, other = Document("78/QĐ-BTGTU"), Document(" 78/QĐ-BTGTU\n")
    form = Document(unicodedata.normalize("NFD", "Huyện uỷ"))

    assert one == other
    assert len({one, other}) == 1
    assert form == Document("Huyện uỷ")
    assert one != Document("78-QĐ/BTGTU")
    assert one != "78/QĐ-BTGTU"


@pytest.mark.parametrize("text", ["", " ", "\n\u00a0", "a" * 301])
def test_blank_or_long(text: str) -> None:
    """A blank or endless text names no document."""
    with pytest.raises(DocumentError):
        Document(text)
    with pytest.raises(ValidationError) as refusal:
        ADAPTER.validate_python(text)
    code = refusal.value.errors()[-1]["type"]
    assert code in {"document_blank", "string_too_short", "string_too_long"}


@pytest.mark.parametrize("given", [None, 1, b"1/Q", ["1/Q"]])
def test_no_text_names_no_document(given: object) -> None:
    """What is not a text is refused in both languages, as a blank one is."""
    with pytest.raises(DocumentError, match="the number of a document is text"):
        Document(given)  # type: ignore[arg-type] # that is the fault


def test_in_a_model() -> None:
    """A field of type Document takes a text or a document, and gives the text back."""

    class Paper(BaseModel):
        document: Document | None = None

    assert Paper(document=Document("1/QĐ-UBND")) == Paper.model_validate({"document": "1/QĐ-UBND"})
    assert Paper.model_validate_json('{"document": "1/QĐ-UBND"}').model_dump() == {"document": "1/QĐ-UBND"}
    assert json.loads(Paper(document=Document("1/QĐ-UBND")).model_dump_json()) == {"document": "1/QĐ-UBND"}
    for other in (1, b"1/Q", ["1/Q"]):
        with pytest.raises(ValidationError):
            ADAPTER.validate_python(other)
    assert ADAPTER.json_schema() == {"type": "string", "minLength": 1, "maxLength": 300}
    assert ADAPTER.json_schema(mode="serialization")["type"] == "string"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2022, 2, 1), "ngày 01 tháng 02 năm 2022"),
        (date(2022, 8, 5), "ngày 05 tháng 8 năm 2022"),
        (date(2022, 10, 15), "ngày 15 tháng 10 năm 2022"),
        (date(2022, 3, 9), "ngày 09 tháng 3 năm 2022"),
    ],
)
def test_official_date(day: date, text: str) -> None:
    """Official papers put a zero before the days 1 to 9, and before the months 1 and 2 only."""
    assert format_date(day, "vi") == text


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)))
def test_official_dates_are_read_back(day: date) -> None:
    """Parsing and formatting are inverse: the date of a document."""
    assert Document(f"78/QĐ-BTGTU {format_date(day, 'vi')}").date == day


def test_english_date() -> None:
    """In English a date has its month by name, without a locale."""
    assert format_date(date(2022, 12, 1), "en") == "1 December 2022"
    with pytest.raises(LangError):
        format_date(date(2022, 12, 1), "de")
