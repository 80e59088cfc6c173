"""Phát hiện: one fault in the data, with its place and its reasons. A fault never raises."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from dlxh.data.refusals import refusal
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.days import write_day

SOURCE_FAULTS = (
    "unknown_table",
    "table_twice",
    "path_outside",
    "file_missing",
    "file_unreadable",
    "wrong_encoding",
    "key_twice",
    "member_twice",
    "file_twice",
    "packing_unknown",
    "format_unknown",
    "data_inline",
    "lines_too_many",
    "partial_unclear",
    "file_short",
    "file_cut",
    "file_edited",
    "hash_missing",
    "faults_unlisted",
    "rows_unlisted",
)
"""Codes of faults that lie in the files and not in a field; every other code of a reading is pydantic's or a model's."""

_QUOTING = frozenset({"tag", "error"})


class Severity(StrEnum):
    """Mức độ: an error makes figures or payments wrong; a warning asks to look.

    >>> Severity("warning") is Severity.WARNING
    True
    """

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row was read.

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


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault.

    Attributes:
        code: The rule's code, or pydantic's type for a row that no model can hold.
        vi: Vietnamese sentence with placeholders.
        en: English sentence with the same placeholders.
        severity: Error or warning.
        table: The table of the row.
        record: Key of the row; parts of a key are joined by `#`.
        field: The column at fault.
        place: Where the row was read.
        evidence: Keys of other rows that the fault rests on.
        parameters: What fills the placeholders; never a value of a personal field or of free text.
        row: The row as it was read, when it did not become part of the tables. It is not shown.
        network: The network of the row.
        reason: Why it is graded otherwise than the rule says.

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

    def message(self, lang: Lang) -> str:
        """Return the sentence of one language."""
        parameters = {name: _said(value, lang) for name, value in self.parameters.items()}
        told = {"table": self.table, "record": self.record, "field": self.field, **parameters}
        return in_language(lang, vi=self.vi, en=self.en).format_map(_Told(told))

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as JSON can hold it, with both messages and without the row."""
        told = {
            "code": self.code,
            "severity": self.severity.value,
            "table": self.table,
            "record": self.record,
            "field": self.field,
            "place": None if self.place is None else str(self.place),
            "evidence": list(self.evidence),
            "vi": self.message("vi"),
            "en": self.message("en"),
        }
        more = {"network": self.network, "reason": self.reason}
        return told | {name: text for name, text in more.items() if text is not None}


def refused(  # noqa: PLR0913 - what a finding says
    code: str,
    place: Place,
    *,
    row: str | None = None,
    table: str | None = None,
    record: str | None = None,
    field: str | None = None,
    parameters: Mapping[str, Any] | None = None,
    severity: Severity = Severity.ERROR,
) -> Finding:
    """Return the finding for something read that did not fit, in both languages and without what was refused.

    >>> refused("file_missing", Place("reports.ndjson"), table="reports").message("en")
    'the package names this file and does not hold it; add the file, or take its entry out of datapackage.json'
    """
    told = {name: value for name, value in (parameters or {}).items() if name not in _QUOTING}
    vi, en = (refusal(code, told, lang).replace("{", "{{").replace("}", "}}") for lang in ("vi", "en"))
    return Finding(
        code, vi, en, severity, table=table, record=record, field=field, place=place, parameters=told, row=row
    )


def _said(value: object, lang: Lang) -> object:
    """Return what fills a placeholder in a language."""
    if isinstance(value, Phrase):
        return in_language(lang, vi=value.vi, en=value.en)
    return write_day(value, lang) if type(value) is date else value


class _Told(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
