"""Chế độ chi trong sổ: the provisions of the tables, with what is wrong with them.

Provisions are few, so they are read as records; a faulty one becomes findings and pays nobody.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import ValidationError

from dlxh.models.allowance import AllowanceScheme
from dlxh.models.code_fields import name_allowed
from dlxh.payroll.entitlements import overlaps
from dlxh.register.finding import Finding, Place, Severity, refuse
from dlxh.register.nest import fields_of
from dlxh.register.schema import ROOTS
from dlxh.register.tables import Tables
from dlxh.words.record import Record

R = TypeVar("R", bound=Record)

PARTIAL_VI = "sổ nghĩa vụ dựa trên bảng chưa đủ ({evidence}): báo cáo coi là thiếu có thể đã nộp; bổ sung bảng rồi tính lại"
PARTIAL_EN = "the ledger is based on tables that lack rows ({evidence}): a report counted as missing may have come; complete them and calculate again"
OVERLAP_VI = (
    "mức chi {record} chồng với {evidence}: cùng khoản chi hoặc cùng loại, cùng đối tượng, cùng thời gian; kết thúc mức cũ trước "
    "khi mức mới có hiệu lực, ghi rõ đối tượng, hoặc ghi hai khoản chi (entitlement) khác nhau"
)
OVERLAP_EN = (
    "provision {record} overlaps {evidence}: same entitlement or kind, same people, same days; end the old one before the new one "
    "begins, say for whom each is, or give them two codes of entitlement"
)


def read_records(tables: Tables, name: str, model: type[R]) -> tuple[tuple[R, ...], tuple[Finding, ...]]:
    """Return the records of a small table, and findings for what no model can hold."""
    records: list[R] = []
    findings: list[Finding] = []
    place = place_of(tables, name)
    for fields in fields_of(tables, name):
        record, faults = tolerant(model, fields, place)
        findings += faults
        if record is not None:
            records.append(record)
    return tuple(records), tuple(findings)


def place_of(tables: Tables, name: str) -> Place | None:
    """Return the file that a table was read from; None: it was read from none."""
    file = tables.places.get(name)
    return None if file is None else Place(file)


def tolerant(model: type[R], fields: dict[str, Any], place: Place | None) -> tuple[R | None, list[Finding]]:
    """Return the record without the provisions that do not fit, and a finding for each reason.

    >>> from dlxh.register.finding import Place
    >>> fields = {"id": "pc", "network": "bl", "name": "Phụ cấp", "provisions": [{"id": "p1"}]}
    >>> scheme, findings = tolerant(AllowanceScheme, fields, Place("scheme.toml"))
    >>> scheme.provisions, findings[0].record, findings[0].field, findings[0].code
    ((), 'p1', 'document', 'missing')
    """
    try:
        return model.model_validate(fields), []
    except ValidationError as error:
        lines = error.errors(include_url=False, include_input=False)
    table = next(name for name, kind in ROOTS.items() if kind is model)
    findings, bad = [], set[int]()
    parts = fields.get("provisions", ())
    for line in lines:
        where, record = list(line["loc"]), fields.get("id")
        inner = len(where) > 1 and where[0] == "provisions" and isinstance(where[1], int)
        if inner:
            bad.add(int(where[1]))
            part = parts[int(where[1])]
            record = part.get("id") if isinstance(part, dict) else None
            where = where[2:]
        named = str(where[0]) if where else None
        code, context = line["type"], name_allowed(line.get("ctx", {}), model, line["loc"])
        key = record if isinstance(record, str) else None
        inside = f"{table[:-1]}_provisions" if inner else table
        findings.append(refuse(code, place, table=inside, record=key, field=named, parameters=context))
        if not inner:
            return None, findings
    kept = tuple(part for number, part in enumerate(parts) if number not in bad)
    return model.model_validate({**fields, "provisions": kept}), findings


def overlap_findings(schemes: tuple[AllowanceScheme, ...], place: Place | None) -> tuple[Finding, ...]:
    """Return a finding for each pair of provisions that overlap."""
    return tuple(
        Finding(
            "overlapping_provisions",
            OVERLAP_VI,
            OVERLAP_EN,
            table="scheme_provisions",
            record=other.id,
            field="valid_from",
            place=place,
            evidence=(one.id,),
            parameters={"evidence": one.id},
        )
        for one, other in overlaps(schemes)
    )


def partial_findings(tables: Iterable[str]) -> tuple[Finding, ...]:
    """Return a warning where a report that is taken as missing may have come."""
    named = ", ".join(sorted(tables))
    if not named:
        return ()
    warning = Finding(
        "partial_ledger",
        PARTIAL_VI,
        PARTIAL_EN,
        severity=Severity.WARNING,
        table="reports",
        parameters={"evidence": named},
    )
    return (warning,)
