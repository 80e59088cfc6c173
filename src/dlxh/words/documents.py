"""Số, ký hiệu văn bản: a document's number as it was written, and what can be read from it.

Party papers write `187-QĐ/BTGTW`, the state writes `30/2022/QĐ-UBND`, and real papers mix both and put spaces
anywhere. So the text is kept, and its parts are read leniently: a part that cannot be read is None.
"""

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from dlxh.words.bilingual import WordError, in_language, quote
from dlxh.words.days import MONTHS
from dlxh.words.text import nfc

DOCUMENT_LENGTH: Final = 300
_WITH_ZERO: Final = (1, 2)
"""The months that Vietnamese papers write with a zero."""

_HALF = re.compile("[\ud800-\udfff]")
"""Half a character; a pattern finds it sooner than a loop."""

# Abbreviations of the kinds of papers: Nghị định 30/2020/NĐ-CP Phụ lục III, and the kinds that Party papers
# and legal acts add. Only needed after a slash, where an ordinary letter (công văn) has its body right away,
# as in 1234/UBND-NC; an abbreviation that is not here is then left with the issuer.
_KINDS: Final = frozenset(
    "BB BC CT CTr CV CĐ DA GGT GM GNP GUQ HD HĐ KH KL NQ NQLT NĐ PA PB PC PG "  # noqa: SIM905 - reads as a list
    "QC QĐ QyĐ TB TC TT TTLT TTr VBHN ĐA".split()
)
_WORD = r"[A-ZĐĂÂÊÔƠƯ][A-Za-zĐđĂăÂâÊêÔôƠơƯư0-9.]*(?!\w)"
# Blanks around an inner hyphen are met, but then only capitals go on: "TW - Ngày" ends at TW.
_BODY = rf"{_WORD}(?:-{_WORD}|\s*-\s*[A-ZĐĂÂÊÔƠƯ0-9]{{2,}}(?!\w))*"
# A letter behind the digits is part of the number (30a/2008/NQ-CP), and so is the bis of older papers.
_NUMBER = r"(?<![0-9/.,-])(?P<number>[0-9]{1,6}(?:[A-Za-zĐđ]| ?bis)?)\s*"
_PARTY = re.compile(_NUMBER + rf"-\s*(?P<type>[A-ZĐ][A-Za-zĐđ]{{0,7}})\s*/\s*(?P<issuer>{_BODY})")
_STATE = re.compile(_NUMBER + rf"/\s*(?:(?P<year>(?:19|20)[0-9]{{2}})\s*/\s*)?(?P<mark>{_BODY})")
_DATES = (
    re.compile(r"(?<![0-9/.-])(?P<d>[0-9]{1,2})(?P<s>[/.-])(?P<m>[0-9]{1,2})(?P=s)(?P<y>[0-9]{4})(?![0-9])"),
    re.compile(
        r"(?<![0-9])(?P<d>[0-9]{1,2})\s+tháng\s+(?P<m>[0-9]{1,2})\s+năm\s+(?P<y>[0-9]{4})(?![0-9])",
        re.IGNORECASE,
    ),
)


class DocumentError(WordError):
    """A text that is not the number of a document."""


class _Parts(NamedTuple):
    number: str | None = None
    type: str | None = None
    issuer: str | None = None
    year: int | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """Văn bản: a document by the text that cites it, parsed on first use.

    Two are equal when their texts are, whatever their normal form and the blanks around them; the same paper
    written in two styles is two texts. In a model, the field takes the text and gives it back.

    Raises:
        DocumentError: it is not text, blank, or longer than 300 code points.

    >>> paper = Document("Quyết định số 78/QĐ-BTGTU, ngày 15/1/2018")
    >>> paper.number, paper.type, paper.issuer, paper.year, paper.date
    ('78', 'QĐ', 'BTGTU', 2018, datetime.date(2018, 1, 15))
    """

    raw: str
    """The text as it was given."""

    def __post_init__(self) -> None:
        if not isinstance(self.raw, str):
            raise DocumentError(
                vi=f"số, ký hiệu văn bản là một chuỗi, không phải {quote(self.raw)}",
                en=f"the number of a document is text, not {quote(self.raw)}",
            )
        if not self.raw.strip() or len(self.raw) > DOCUMENT_LENGTH or _HALF.search(self.raw):
            raise DocumentError(
                vi=f"số, ký hiệu văn bản phải có từ 1 đến {DOCUMENT_LENGTH} ký tự Unicode và không để trống",
                en=f"the number of a document has 1 to {DOCUMENT_LENGTH} characters of Unicode that are not all blank",
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the document that a text names; the same as `Document(text)`.

        >>> Document.parse("06- HD/BTCTW- BTGTW").issuer
        'BTCTW-BTGTW'
        """
        return cls(text)

    @property
    def number(self) -> str | None:
        """Số: the digits as written, zeros in front included, and the letter behind them if there is one."""
        return _parts(self.raw).number

    @property
    def type(self) -> str | None:
        """Loại: the abbreviation of its kind, such as QĐ; None for ordinary letters and laws."""
        return _parts(self.raw).type

    @property
    def issuer(self) -> str | None:
        """Cơ quan ban hành: the abbreviations after the kind, without blanks."""
        return _parts(self.raw).issuer

    @property
    def year(self) -> int | None:
        """Năm: the year in the number, or else of the date."""
        return _parts(self.raw).year

    @property
    def date(self) -> dt.date | None:
        """Ngày ban hành: the day written after the number, day before month; None if there is no such day."""
        return _parts(self.raw).date

    def __str__(self) -> str:
        return self.raw

    def __repr__(self) -> str:
        return f"Document({self.raw!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Document):
            return NotImplemented
        return nfc(self.raw).strip() == nfc(other.raw).strip()

    def __hash__(self) -> int:
        return hash(nfc(self.raw).strip())

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Take a text (or, in Python, a document) and serialise to the text."""
        text = core_schema.no_info_after_validator_function(
            _from_text, core_schema.str_schema(strict=True, min_length=1, max_length=DOCUMENT_LENGTH)
        )
        return core_schema.json_or_python_schema(
            json_schema=text,
            # not a union: that would report one fault twice, once per arm
            python_schema=core_schema.no_info_wrap_validator_function(_from_python, text),
            serialization=core_schema.plain_serializer_function_ser_schema(
                str, return_schema=core_schema.str_schema()
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Say what JSON carries: the text."""
        return {"type": "string", "minLength": 1, "maxLength": DOCUMENT_LENGTH}


def _from_python(value: Any, read_text: core_schema.ValidatorFunctionWrapHandler) -> Any:  # noqa: ANN401
    return value if isinstance(value, Document) else read_text(value)


def _from_text(text: str) -> Document:
    try:
        return Document(text)
    except DocumentError as error:
        raise PydanticCustomError("document_blank", "{reason}", {"reason": error.en}) from None


@lru_cache(maxsize=4096)
def _parts(raw: str) -> _Parts:
    text = nfc(raw)
    match = _PARTY.search(text) or _STATE.search(text)
    day = _first_date(text[match.end() :] if match else text)
    year = day.year if day else None
    if match is None:
        return _Parts(year=year, date=day)
    found = match.groupdict()
    if "type" in found:
        return _Parts(found["number"], found["type"], _tight(found["issuer"]), year, day)
    mark = _tight(found["mark"])
    kind, _, body = mark.partition("-")
    if found["year"]:
        year = int(found["year"])
    if kind in _KINDS:
        return _Parts(found["number"], kind, body or None, year, day)
    return _Parts(found["number"], None, mark, year, day)


def _tight(text: str) -> str:
    return "".join(text.split()).rstrip(".")


def _first_date(text: str) -> dt.date | None:
    matches = [match for pattern in _DATES if (match := pattern.search(text))]
    if not matches:
        return None
    first = min(matches, key=lambda match: match.start())
    try:
        return dt.date(int(first["y"]), int(first["m"]), int(first["d"]))
    except ValueError:  # 30/02/2026 is kept in the text and is not a day
        return None


def format_date(day: dt.date, lang: str) -> str:
    """Return a day as official papers write it.

    Vietnamese papers put a zero before the days 1 to 9, and before the months 1 and 2 only.

    Raises:
        LangError: the language is neither `vi` nor `en`.

    >>> format_date(dt.date(2022, 8, 5), "vi"), format_date(dt.date(2022, 2, 15), "vi")
    ('ngày 05 tháng 8 năm 2022', 'ngày 15 tháng 02 năm 2022')
    >>> format_date(dt.date(2022, 8, 5), "en")
    '5 August 2022'
    """
    month = f"{day.month:02d}" if day.month in _WITH_ZERO else str(day.month)
    return in_language(
        lang,
        vi=f"ngày {day.day:02d} tháng {month} năm {day.year}",
        en=f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    )
