"""Codes and documents have days: whoever refers to one is judged by the day on which it is used."""

from datetime import date
from typing import Any

import pytest

import dlxh
from dlxh import Collaborator, OrgUnit, Register, Term
from dlxh.data.area_codes import area_codes
from dlxh.data.code_lists import code_list
from dlxh.data.commune_lineage import lineage_from
from dlxh.data.document_days import document_days
from dlxh.data.province_facts import MERGED, all_provinces, provinces
from dlxh.models import SecrecyMark
from dlxh.register.finding import Severity
from dlxh.register.schema import schema
from dlxh.rules.declaration import rule
from dlxh.rules.engine.fact_tables import FACTS, phrase
from dlxh.rules.families.code_days import code_of_other_days
from dlxh.rules.families.units import LAST_DISTRICT_DAY
from dlxh.rules.language.rows import Row
from dlxh.rules.language.values import Value
from dlxh.rules.shapes.days_of_use import documents, names_document_of_state
from dlxh.words import Document
from dlxh.words.record import Record
from tests.engines import Engine
from tests.sample import membership, report

AS_OF = date(2026, 6, 30)


def _unit(code: str, scheme: str, **more: Any) -> OrgUnit:  # noqa: ANN401 - fields of a unit
    area = {"code": code, "scheme": scheme}
    return OrgUnit.model_validate(
        {"id": "u", "name": "Sở Ví Dụ", "kind": "department", "level": "province", "area": area, **more}
    )


def _marked(decided: str, basis: str, **more: str) -> Record:
    mark = {
        "level": "confidential",
        "decided_by": "Trưởng ban",
        "legal_basis": basis,
        "expires": "2034-01-01",
    }
    return report("bc", secrecy=SecrecyMark.model_validate({**mark, "decided_on": decided, **more}))


COMMUNES = sorted(area_codes()[1].communes)
BOARD = Collaborator(id="CTV-1", network="gl", composition="district_propaganda_board")
FOUND = [
    ((BOARD, membership("m1", "2021-01-01", "2025-06-30")), ""),
    ((BOARD, membership("m1", "2025-08-01")), "composition"),
    ((BOARD, membership("m1", "2021-01-01")), "composition"),
    ((_unit("64", "124/2004"),), "area_scheme"),
    ((_unit("64", "124/2004", valid_to="2025-06-30"),), ""),
    ((_unit("52", "19/2025", valid_from="2024-01-01"),), "area_scheme"),
    ((_unit("20", "19/2025", valid_from="2024-01-01"),), ""),
    ((_unit("52", "19/2025"),), ""),
    ((_marked("2026-05-01", "29/2018/QH14"),), "secrecy_legal_basis"),
    ((_marked("2026-02-28", "29/2018/QH14"),), ""),
    ((_marked("2025-07-29", "1630/QĐ-TTg", listed_in="party_2025"),), "secrecy_listed_in"),
    ((_marked("2025-07-30", "1630/QĐ-TTg", listed_in="party_2025"),), ""),
    ((_marked("2026-02-28", "khoản 2 Điều 7 Luật 117/2025/QH15"),), "secrecy_legal_basis"),
]


@pytest.mark.parametrize(("records", "field"), FOUND)
def test_what_retired_is_found(on_engine: Engine, records: tuple[Record, ...], field: str) -> None:
    """A code or document is reported, once and as a warning, where a row uses it outside its days; in bulk and as a new record."""
    register = Register(records, as_of=AS_OF)
    others = Register(records[1:], as_of=AS_OF, empty=register.tables.names)

    in_bulk = dlxh.check(on_engine(register), only=["H", "U"])
    as_new = dlxh.check(records[0], within=others, only=["H", "U"])
    for found in (in_bulk, as_new):
        assert [(each.field, each.severity.value) for each in found] == (
            [(field, "warning")] if field else []
        )


def test_what_no_merger_touched_is_one_unit() -> None:
    """Recorded as one unit since before 2025-07-01 under the newer decision, a province or commune is reported unless nothing of it changed."""
    untouched = {
        link.old for code in COMMUNES for link in lineage_from(code) if link.change.value == "unchanged"
    }
    untouched |= {row.code for row in all_provinces() if row.predecessors == (row.code,)}
    since_ever = {"valid_from": "2020-01-01", "kind": "place"}
    units = [
        *(_unit(code, "19/2025", id=code, level="commune", **since_ever) for code in COMMUNES),
        *(_unit(row.code, "19/2025", id=row.code, **since_ever) for row in provinces(on=MERGED)),
    ]
    found = dlxh.check(Register(units, as_of=AS_OF), only=["H101"])

    assert len(untouched) == 11 + 127
    assert {each.record for each in found} == {unit.id for unit in units} - untouched


def test_what_is_still_to_come_is_no_news() -> None:
    """What is recorded as of a day on which a code was in use needs no last day, and may have one that was planned."""
    held = membership("m1", "2021-01-01", "2026-06-30")
    records = [_unit("64", "124/2004"), BOARD, held]

    assert dlxh.check(Register(records, as_of=date(2025, 6, 30)), only=["H"]).counts() == {}
    assert dlxh.check(Register(records, as_of=date(2025, 7, 1)), only=["H"]).counts() == {"H101": 2}


def test_a_membership_left_open_is_told_once() -> None:
    """Whose term ended in time served no longer than that; it is T203 that reports the membership."""
    for last, found in (("2025-06-30", {"T203": 1}), ("2025-07-01", {"T203": 1, "H101": 1})):
        term = Term.model_validate({"id": "t1", "network": "gl", "label": "2020-2025", "end": last})
        register = Register([BOARD, term, membership("m1", "2021-01-01")], as_of=AS_OF)
        assert dlxh.check(register, only=["H", "T203"]).counts() == found


TEXTS = [
    "29/2018/QH14",
    "Luật 29/2018/QH14",
    "Luật số 029 / 2018 / QH14, ngày 15/11/2018",
    "khoản 2 Điều 7 Luật Bảo vệ bí mật nhà nước số 29/2018/QH14 (thời hạn)",
    "ngày 15/11/2018, Luật 29/2018/QH14",
    "Luật 29/2018/QH14 - Luật Bảo vệ bí mật nhà nước",
    "Luật 29/2018/QH14; từ 1/3/2026 Luật 117/2025/QH15",
    "Nghị định 73/2024/NĐ - CP của Chính phủ",
    "QĐ 124/2004/QĐ-TTg.",
    "129/2018/QH14",
    "29/2018/QH15",
    "29/2018/QH14-A",
    "1/29/2018/QH14",
    "12-KH/TU thực hiện Luật 29/2018/QH14",
    "187-QĐ/BTGTW",
    "Luật Bảo vệ bí mật nhà nước năm 2018",
    "05-BC/BTGTU",
]


def _read(text: str) -> str | None:
    """Return the known document that a text names, as it is parsed."""
    paper = Document(text)
    mark = "-".join(each for each in (paper.type, paper.issuer) if each)
    read = f"{(paper.number or '').lstrip('0')}/{paper.year}/{mark}"
    return read if read in {known.document for known in document_days()} else None


@rule(
    "Z901",
    table="terms",
    severity=Severity.WARNING,
    vi="{record}: {evidence}",
    en="{record} {evidence}",
    cure_vi="sửa",
    cure_en="mend",
    source="dlxh",
)
def names_known_document(t: Row) -> Value:
    """A term whose decision is a document whose days are known."""
    papers = documents(t.decision)
    return papers.where(t.id == t.id).each_one(evidence=papers.id)


def test_documents_are_compared_by_what_they_parse_to(on_engine: Engine) -> None:
    """A rule finds in a text the document that `Document` reads there, whatever is around its number."""
    terms = [Term(id=f"t{n}", network="gl", label="2021", decision=text) for n, text in enumerate(TEXTS)]
    parsed = {(term.id, read) for term in terms if (read := _read(str(term.decision))) is not None}
    assert len(parsed) == 9

    in_bulk = dlxh.check(on_engine(Register(terms, as_of=AS_OF)), rules=[names_known_document])
    as_new = dlxh.check(terms, within=Register([], as_of=AS_OF), rules=[names_known_document])
    for found in (in_bulk, as_new):
        named = {(each.record, *each.evidence) for each in found}
        assert named == {(key, read.replace("Đ", "D")) for key, read in parsed}


@rule(
    "Z902",
    table="terms",
    severity=Severity.WARNING,
    vi="{record}:",
    en="{record}",
    cure_vi="sửa",
    cure_en="mend",
    source="dlxh",
)
def has_year(t: Row) -> Value:
    """A term whose decision has a year in its number."""
    return names_document_of_state(t.decision)


def test_papers_that_may_be_known_have_a_year(on_engine: Engine) -> None:
    """Most papers behind the steps of a case are passed by at once; none of those whose days are known is."""
    texts = [known.document for known in document_days()]
    terms = [Term(id=f"t{n}", network="gl", label="2021", decision=text) for n, text in enumerate(texts)]
    found = dlxh.check(on_engine(Register(terms, as_of=AS_OF)), rules=[has_year])

    assert found.counts() == {"Z902": len(texts)}


def test_every_field_whose_codes_have_days_is_judged() -> None:
    """A code that retires is looked for in every field that may hold it; of an open list a pack may have codes with days."""
    dated = {row["list"] for row in FACTS["code_days"]().rows(named=True)}
    fields = {
        (table.name, column.name)
        for table in schema().values()
        for column in table.columns
        if column.codes is not None and (column.codes.open or column.codes.name in dated)
    }

    judged = {(part.table, part.field) for part in code_of_other_days.parts}
    assert judged | {("units", "level")} == fields  # U101 judges the level of a unit
    assert dated == {
        "level",
        "area_scheme",
        "composition_groups",
        "place_kind",
        "secrecy_lists",
        "unit_kind",
    }


def test_facts_agree() -> None:
    """The days are written once: rules that mention one have that of the list; ids are ASCII, documents parse to themselves."""
    assert code_list("level")["district"].valid_to == LAST_DISTRICT_DAY
    known = {each.document for each in document_days()}
    assert [_read(each.document) for each in document_days()] == [each.document for each in document_days()]
    assert {each.replaced_by for each in document_days()} - {None} <= known
    ids = FACTS["document_days"]()["id"]
    assert ids.is_unique().all()
    assert all(each.isascii() for each in ids)


def test_a_fact_is_named_with_its_days() -> None:
    """A sentence says the code or document, its days, and what took its place; a key that is not a fact is left as it is."""
    assert phrase("document_days", "73/2024/ND-CP").vi == (
        "73/2024/NĐ-CP (có hiệu lực từ 1/7/2024 đến hết 30/6/2026; thay bằng 161/2026/NĐ-CP)"
    )
    assert phrase("code_days", "level#district").en == "district (in use until 2025-06-30)"
    assert phrase("code_days", "level#other") == phrase("document_days", "level#other")
