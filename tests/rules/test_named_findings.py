"""Findings call units, terms and networks by name, with the id by which they are found; nobody else is named."""

import pickle
from datetime import date

import duckdb
import polars as pl

import dlxh
from dlxh.rules.catalogue import ALL_RULES
from tests.engines import Engine
from tests.sample import membership, unit

AS_OF = date(2025, 7, 31)
MERGED = {"successor": "b", "kind": "merge", "on": "2025-07-01"}
RECORDS = (
    unit("a", name="Huyện <A>", successors=[MERGED], parent="gone"),
    unit("b", name="Tỉnh B", level="province", valid_from="2026-01-01"),
    dlxh.Term(id="t1", network="gl", label="nhiệm kỳ 2020-2025", start="2020-01-01", end="2025-06-30"),
    membership("m1", "2021-05-01", "2025-07-31", end_reason="term_end"),
    dlxh.Collaborator(id="CTV-1", network="gl", organisation="a", name="Không Được Thấy"),
)
ONLY = ["U101", "U107", "T202", "X101"]


def messages(findings: dlxh.Findings) -> dict[str, str]:
    """The Vietnamese sentence of each code."""
    return {each.code: each.message("vi") for each in findings}


def test_sentences_name_what_they_speak_of(on_engine: Engine) -> None:
    """The row at fault, the row that its key begins with, and the row that the fault rests on have their names."""
    found = dlxh.check(on_engine(dlxh.Register(RECORDS, as_of=AS_OF)), only=ONLY)
    assert messages(found) == {
        "U101": "đơn vị cấp Huyện <A> [a] còn hiệu lực sau ngày 30/6/2025",
        "U107": "đơn vị kế thừa Tỉnh B [b] chưa có, hoặc đã kết thúc hoạt động, vào ngày kế thừa (Huyện <A> [a#1])",
        "T202": "tư cách m1 có ngày nằm ngoài nhiệm kỳ 2020-2025 [t1]",
        "X101": messages(found)["X101"],
    }
    assert "Huyện <A> [a]" in messages(found)["X101"]
    assert next(each for each in found if each.code == "U107").evidence == ("b",)
    assert {*found.polars["record"]} <= {"a", "a#1", "m1"}
    assert "Huyện &lt;A&gt; [a]" in found.table("vi").to_html()
    assert "Thấy" not in found.to_text("vi") + found.to_json()


def test_names_go_along(on_engine: Engine) -> None:
    """A pickled check, and one that was narrowed, has its names; records are judged with those of the register."""
    register = dlxh.Register(RECORDS, as_of=AS_OF)
    found = dlxh.check(on_engine(register), only=ONLY)
    assert messages(pickle.loads(pickle.dumps(found))) == messages(found)  # noqa: S301 - our own
    narrowed = found.about(pl.DataFrame({"table": ["units"], "record": ["a"]}))
    assert messages(narrowed)["U101"] == messages(found)["U101"]
    new = dlxh.check(RECORDS[0], within=register, replacing=True, only=["U101"])  # type: ignore[call-overload]
    assert messages(new) == {"U101": messages(found)["U101"]}


def test_a_model_that_refuses_a_row_is_named_too() -> None:
    """Of what a model refuses in tables, the sentence begins with the name; names outlive the connection."""
    frame = pl.DataFrame({"id": ["u"], "name": ["Xã U"], "kind": ["place"], "level": ["nowhere"]})
    with duckdb.connect() as connection:
        relation = connection.from_arrow(frame.to_arrow())
        found = dlxh.check(dlxh.Tables({"units": relation}, as_of=AS_OF), only=["enum"])
    (finding,) = found
    assert "Xã U [u]" in finding.message("vi")


def test_evidence_is_of_one_table() -> None:
    """What a rule shows as evidence is looked up where its ids are, and nowhere else."""
    known = {rule.code: {part.evidence_table for part in rule.parts} for rule in ALL_RULES}
    assert known["T202"] == known["T101"] == {"terms"}
    assert known["U107"] == known["I101"] == {"units"}
    assert (known["T201"], known["T204"]) == ({"memberships"}, {None})
