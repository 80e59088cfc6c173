"""Phát hiện: one fault in the data, with its place and its reasons. A fault never raises."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from dlxh.data.refusals import (
    MADE_ONCE,
    ContextKey,
    context_of_key,
    key_of_context,
    refusal,
    refusal_parts,
    refusal_types,
)
from dlxh.register.fault_codes import ROW_WARNINGS, SOURCE_FAULTS, SOURCE_WARNINGS
from dlxh.register.sentences import fill_sentence
from dlxh.register.shown_numbers import Count
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.days import write_day

_QUOTING = frozenset({"tag", "error"})
_WHERE = "{where}"


class Severity(StrEnum):
    """Mức độ: an error makes figures or payments wrong; a warning needs a look.

    >>> Severity("warning") is Severity.WARNING
    True
    """

    ERROR = "error"
    WARNING = "warning"

    def label(self, lang: Lang) -> str:
        """Return it in words.

        >>> Severity.WARNING.label("vi")
        'cảnh báo'
        """
        vi, en = ("lỗi", "error") if self is Severity.ERROR else ("cảnh báo", "warning")
        return in_language(lang, vi=vi, en=en)


@dataclass(frozen=True, slots=True)
class Place:
    """Vị trí: where a row was read.

    >>> str(Place("reports.ndjson", 17))
    'reports.ndjson:17'
    """

    file: str
    line: int | None = None
    """Counted from 1; None: the whole file, or a record of a nested document."""
    pointer: str | None = None
    """JSON pointer to the record in a nested document."""

    def __str__(self) -> str:
        return self.file + (f":{self.line}" if self.line is not None else self.pointer or "")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What fills a placeholder where the two languages say it differently.

    >>> said = Phrase("19/2025 (dùng từ 1/7/2025)", "19/2025 (in use from 2025-07-01)")
    >>> Finding("H101", "mã {evidence}", "code {evidence}", parameters={"evidence": said}).message("en")
    'code 19/2025 (in use from 2025-07-01)'
    """

    vi: str
    en: str

    def text(self, lang: Lang) -> str:
        """Return it in one language."""
        return in_language(lang, vi=self.vi, en=self.en)


@dataclass(frozen=True, slots=True)
class Finding:
    """Phát hiện: one fault, with its place and how to fix it.

    Attributes:
        code: The rule's code, or pydantic's error type for a row that its model refuses.
        vi: Vietnamese sentence with placeholders.
        en: English sentence with the same placeholders.
        severity: Error or warning.
        table: The table of the row.
        record: Key of the row; parts of a key are joined by `#`.
        field: The column at fault; `…` replaces an unknown one that does not look like a field name, because it may
            be a person's name.
        place: Where the row was read.
        evidence: Keys of other rows that the fault is based on.
        parameters: Values for the placeholders, numbers as the row has them; never from a personal field or free text.
        row: The row as it was read, if it was not accepted into the tables. It is never shown.
        network: The network of the row.
        reason: Why its grade differs from the rule's.
        cure_vi: What to do, in Vietnamese, with placeholders too; of what a model refuses it follows from the code.
        cure_en: The same in English.
        row_number: The position of the row in its table, counted from 1; None: rows have no order there, as in DuckDB
            and Spark, or the record is new. Findings that differ in it alone are equal.
        root: The id of the record that owns the row, such as the report of an item.
        pointer: JSON pointer to the fault from that record on, such as `/items/0/topics/1`. A line of a flat file that
            `read` refuses has none: the record it belongs to, and its place there, are in other lines; it has `place`.

    >>> finding = Finding("T201", "mã {record}", "id {record}", table="terms", record="t1")
    >>> finding.message("vi")
    'mã t1'
    """

    code: str
    vi: str
    en: str
    severity: Severity = Severity.ERROR
    table: str | None = None
    record: str | None = None
    field: str | None = None
    place: Place | None = None
    evidence: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = dataclasses.field(default_factory=dict, hash=False)
    row: str | None = dataclasses.field(default=None, repr=False)
    network: str | None = None
    reason: str | None = None
    cure_vi: str | None = None
    cure_en: str | None = None
    row_number: int | None = dataclasses.field(default=None, compare=False)
    root: str | None = None
    pointer: str | None = None

    def __str__(self) -> str:
        """Return the Vietnamese sentence, with the place in front of it where the row was read from a file."""
        return self.message("vi") if self.place is None else f"{self.place}: {self.message('vi')}"

    def message(self, lang: Lang) -> str:
        """Return the message in one language.

        A row whose key is not an id, which may be anything, is shown by its number.
        """
        return self._fill(self.vi, self.en, lang)

    def cure(self, lang: Lang) -> str:
        """Return what to do, in one language; for a finding made by hand the part of its sentence after a semicolon.

        >>> refuse("missing", Place("reports.ndjson", 17)).cure("en")
        'fill it in'
        """
        if self.cure_vi is not None and self.cure_en is not None:
            return self._fill(self.cure_vi, self.cure_en, lang)
        if self.code in refusal_types():
            return refusal_parts(self.code, self.parameters, lang)[1]
        return self.message(lang).partition("; ")[2]

    def _fill(self, vi: str, en: str, lang: Lang) -> str:
        """Return the text of one language with its placeholders filled."""
        text = in_language(lang, vi=vi, en=en)
        table, field = self.name_place(lang)
        known = {
            "table": table,
            "record": self._row(lang),
            "field": field,
            "where": self._where(table, field, lang) if _WHERE in vi else None,
            **{name: _value_text(value, lang) for name, value in self.parameters.items()},
        }
        return fill_sentence(text, known)

    def _row(self, lang: Lang) -> str:
        if self.record is not None:
            return str(_value_text(self.parameters.get("record", self.record), lang))
        line = None if self.place is None else self.place.line
        number = self.row_number if line is None else line
        if number is None:
            return in_language(lang, vi="chưa rõ mã", en="of unknown id")
        return in_language(lang, vi=f"thứ {number}", en=f"no. {number}")

    def name_place(self, lang: Lang) -> tuple[str | None, str | None]:
        """Return what people call the table and the column."""
        from dlxh.register.labels import name_table
        from dlxh.register.places_in_words import name_place_in

        own = {name: each for name, each in self.parameters.items() if isinstance(each, Phrase)}
        table = None if self.table is None else name_table(self.table, lang)
        field = None if self.field is None else name_place_in(self.table, self.field, lang)
        return (
            own["table"].text(lang) if "table" in own else table,
            own["field"].text(lang) if "field" in own else field,
        )

    def _where(self, table: str | None, field: str | None, lang: Lang) -> str:
        """Return table, row and field, as they precede the sentence of what a model refuses."""
        known = self.record is not None or self.row_number is not None
        # only a place without dots is a column
        vi, en = ("", "") if "." in str(self.field) else ("cột ", "column ")
        named = (
            (table, f"bảng {table}", f"table {table}"),
            (known or None, f"dòng {self._row('vi')}", f"row {self._row('en')}"),
            (field, f"{vi}{field}", f"{en}{field}"),
        )
        parts = ", ".join(in_language(lang, vi=vi, en=en) for there, vi, en in named if there is not None)
        return f"{parts}: " if parts else ""

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as JSON can hold it, with message and cure in both languages and without the row."""
        parts = {
            "code": self.code,
            "severity": self.severity.value,
            "table": self.table,
            "record": self.record,
            "field": self.field,
            "place": None if self.place is None else str(self.place),
            "evidence": list(self.evidence),
            "row_number": self.row_number,
            "root": self.root,
            "pointer": self.pointer,
            "vi": self.message("vi"),
            "en": self.message("en"),
            "cure_vi": self.cure("vi"),
            "cure_en": self.cure("en"),
        }
        more = {"network": self.network, "reason": self.reason}
        return parts | {name: text for name, text in more.items() if text is not None}


def refuse(  # noqa: PLR0913 - the parts of a finding
    code: str,
    place: Place | None,
    *,
    row: str | None = None,
    table: str | None = None,
    record: str | None = None,
    field: str | None = None,
    parameters: Mapping[str, Any] | None = None,
    root: str | None = None,
    pointer: str | None = None,
) -> Finding:
    """Return the finding for something read that did not fit, in both languages and without what was refused.

    >>> refuse("file_missing", Place("reports.ndjson"), table="reports").message("en")
    'the package lists this file but does not contain it; add the file, or remove its entry from datapackage.json'
    """
    parts = {name: value for name, value in (parameters or {}).items() if name not in _QUOTING}
    vi, en = _sentences_of(code, parts)
    whole: dict[str, Any] = {"table": table, "record": record, "row": row, "root": root}
    return Finding(
        code, vi, en, severity_of(code), field=field, place=place, parameters=parts, pointer=pointer, **whole
    )


def _value_text(value: object, lang: Lang) -> object:
    """Return what fills a placeholder in a language."""
    if isinstance(value, Phrase | Count):
        return value.text(lang)
    if type(value) is date:
        return write_day(value, lang)
    return "—" if value is None else value


def _sentences_of(code: str, parameters: Mapping[str, Any]) -> tuple[str, str]:
    """Return the sentence in both languages, made once for rows that have one fault."""
    known = key_of_context(parameters)
    return _make_sentences(code, parameters) if known is None else _sentences_of_key(code, known)


@lru_cache(maxsize=MADE_ONCE)
def _sentences_of_key(code: str, known: ContextKey) -> tuple[str, str]:
    return _make_sentences(code, context_of_key(known))


def _make_sentences(code: str, parameters: Mapping[str, Any]) -> tuple[str, str]:
    return sentence_of(code, parameters, "vi"), sentence_of(code, parameters, "en")


def severity_of(code: str) -> Severity:
    """Return how grave it is that something did not fit: an error, but for a few faults of files, and fields set aside.

    >>> severity_of("enum").value, severity_of("file_edited").value
    ('error', 'warning')
    """
    return Severity.WARNING if code in SOURCE_WARNINGS.union(ROW_WARNINGS) else Severity.ERROR


def sentence_of(code: str, parameters: Mapping[str, Any], lang: Lang) -> str:
    """Return the sentence of what did not fit, with table, row and field in front unless it is a file that it speaks of.

    >>> sentence_of("missing", {}, "en")
    '{where}a required field is missing; fill it in'
    """
    text = refusal(code, parameters, lang).replace("{", "{{").replace("}", "}}")
    return text if code in SOURCE_FAULTS else _WHERE + text
