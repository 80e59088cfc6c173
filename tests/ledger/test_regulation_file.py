"""Regulations from TOML files that a lawyer can read."""

from pathlib import Path

import pytest

from dlxh.errors import ArgumentError
from dlxh.ledger import RegulationError, read_regulation
from dlxh.register import Step, upgrade_steps

ROOT = Path(__file__).resolve().parents[2]
NETWORKS = sorted((ROOT / "examples").glob("*/regulation.toml"))
SECOND_HAND = "tuyen-quang"
"""Nothing of its regulation was published."""

GOOD = """
id = "qc"
network = "gl"
name = "Quy chế"
valid_from = 2021-05-04

[[provisions]]
id = "d1"
document = "78/QĐ-BTGTU"
article = "Điều 5 khoản 1"
text = "Báo cáo tháng nộp trước ngày 20."
published = false
valid_from = 2021-05-04

[provisions.duty]
kind = "report"
report = "periodic"
period_kind = "month"
convention = "calendar"
on_day_off = "next_working_day"
grace_days = 0
undeclared = "period_of_receipt"
least_days_served = 15

[provisions.duty.owed_by]
kind = "members"
single_line = false
needs_engagement = false
ends_with_unit = true

[provisions.duty.due]
kind = "day_of_month"
day = 20
months_after = 0
"""


def written(folder: Path, text: str) -> Path:
    """Return a file with this text."""
    path = folder / "regulation.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_regulation_is_read(tmp_path: Path) -> None:
    """Each provision cites its document and article and says from when to when."""
    (provision,) = read_regulation(written(tmp_path, GOOD)).provisions

    assert (str(provision.document), provision.article, provision.valid_to) == (
        "78/QĐ-BTGTU",
        "Điều 5 khoản 1",
        None,
    )
    assert provision.duty is not None
    assert provision.duty.kind == "report"


FIRST = GOOD.replace(
    """
[provisions.duty.owed_by]
kind = "members"
single_line = false
needs_engagement = false
ends_with_unit = true
""",
    """single_line_owes = false
needs_engagement = false
ends_with_unit = true
""",
)
"""The same as dlxh 2026.11.0 read it."""


def test_a_regulation_of_the_first_version(tmp_path: Path) -> None:
    """A file of an earlier version is read where it or the caller says so; where nobody does the error says what to give."""
    now = read_regulation(written(tmp_path, GOOD))
    assert read_regulation(written(tmp_path, "schema_version = 2" + GOOD), version=1) == now
    assert read_regulation(written(tmp_path, "schema_version = 1" + FIRST)) == now
    old = written(tmp_path, FIRST)
    assert read_regulation(old, version=1) == now
    with pytest.raises(RegulationError, match=r"give version=1, or write schema_version = 1") as refused:
        read_regulation(old)
    assert "duty.owed_by" in refused.value.vi
    assert {finding.code for finding in refused.value.findings} == {"missing", "extra_forbidden"}
    with pytest.raises(ArgumentError):
        read_regulation(old, version=0)


@pytest.mark.parametrize("head", ["provisions = 5", "provisions = [5, {duty = 7}]"])
def test_what_is_of_no_version(tmp_path: Path, head: str) -> None:
    """What is a regulation in no version is a fault like any other."""
    with pytest.raises(RegulationError) as refused:
        read_regulation(written(tmp_path, head + GOOD.partition("[[")[0]))
    assert "version=1" not in str(refused.value)
    assert refused.value.findings


def test_what_the_first_version_did_not_have_is_no_sign_of_it(tmp_path: Path) -> None:
    """A file of today that lacks a field is refused for that field; one with an old field needs version 1, whatever else it lacks."""
    less = GOOD.replace('owed_by]\nkind = "members"', "owed_by]")
    with pytest.raises(RegulationError) as refused:
        read_regulation(written(tmp_path, less))
    assert "version=1" not in str(refused.value)
    old = written(tmp_path, FIRST.replace('network = "gl"\n', ""))
    with pytest.raises(RegulationError, match=r"give version=1, or write schema_version = 1"):
        read_regulation(old)
    with pytest.raises(RegulationError) as refused:
        read_regulation(old, version=1)
    assert [(each.code, each.field) for each in refused.value.findings] == [("missing", "network")]


@pytest.mark.parametrize("stated", ["'một'", "'1'", "true", "0", "1.0"])
def test_a_version_that_is_none(tmp_path: Path, stated: str) -> None:
    """A version that is none is named as such; the one that the caller gives counts in its place."""
    path = written(tmp_path, f"schema_version = {stated}{FIRST}")
    with pytest.raises(RegulationError, match=r"states an invalid version.*give version=") as refused:
        read_regulation(path)
    assert "đưa version=" in refused.value.vi
    assert "delete" not in refused.value.en
    (fault,) = refused.value.findings
    assert (str(fault.place), fault.field) == ("regulation.toml/schema_version", "schema_version")
    assert read_regulation(path, version=1) == read_regulation(written(tmp_path, GOOD))


def test_a_later_version_is_not_read(tmp_path: Path) -> None:
    """What a later dlxh wrote may hold what this one does not know, whoever says so."""
    path = written(tmp_path, "schema_version = 9" + GOOD)
    for given in (None, 1):
        with pytest.raises(RegulationError, match=r"written in version 9 .*upgrade dlxh") as refused:
            read_regulation(path, version=given)
        assert [each.code for each in refused.value.findings] == ["stored_by_newer"]
    with pytest.raises(RegulationError, match="written in version 9"):
        read_regulation(written(tmp_path, GOOD), version=9)


def test_an_upgrade_that_would_be_a_guess(tmp_path: Path) -> None:
    """Where an old field contradicts the one that took its place neither wins; where they agree the file is read."""
    both = "schema_version = 1" + GOOD.replace("grace_days", "single_line_owes = true\ngrace_days")
    with pytest.raises(RegulationError, match=r"duty\.single_line_owes contradicts") as refused:
        read_regulation(written(tmp_path, both))
    assert [(each.code, each.field) for each in refused.value.findings] == [
        ("ambiguous_upgrade", "duty.single_line_owes")
    ]
    agreed = written(tmp_path, both.replace("owes = true", "owes = false"))
    assert read_regulation(agreed) == read_regulation(written(tmp_path, GOOD))


def test_an_upgrade_that_would_be_a_loss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value that has no place in this version does not go without a word."""
    steps = (*upgrade_steps(), Step(2, "regulation_provisions", drop=("colour",)))
    monkeypatch.setattr("dlxh.register.upgrades.upgrade_steps", lambda: steps)
    path = written(tmp_path, "schema_version = 1" + GOOD.replace('id = "d1"', 'id = "d1"\ncolour = "red"'))
    with pytest.raises(RegulationError, match=r"regulation\.toml/provisions/0/colour: .*no place") as refused:
        read_regulation(path)
    assert [each.code for each in refused.value.findings] == ["value_dropped"]


@pytest.mark.parametrize("path", NETWORKS, ids=lambda path: path.parent.name)
def test_each_network_has_a_regulation(path: Path) -> None:
    """The regulations of the example networks are read; something in each was published, but for one, and something assumed."""
    provisions = read_regulation(path).provisions

    known = {False} if path.parent.name == SECOND_HAND else {True, False}
    assert {provision.published for provision in provisions} == known
    assert not any(provision.published for provision in provisions if provision.duty is not None)


def test_there_are_six() -> None:
    """All six example networks have one."""
    assert len(NETWORKS) == 6


FAULTS = [
    ("day = 20", "day = 32", "provisions/0/duty/due/day", "duty.due.day"),
    ("grace_days = 0\n", "", "provisions/0/duty/grace_days", "duty.grace_days"),
    ('kind = "day_of_month"', 'kind = "someday"', "provisions/0/duty/due", "duty.due"),
    (
        'report = "periodic"',
        'report = "usual"',
        "provisions/0/duty/report",
        "duty.report",
    ),  # a field named as its arm
    (
        "single_line = false",
        'single_line = "no"',
        "provisions/0/duty/owed_by/single_line",
        "duty.owed_by.single_line",
    ),
    ('article = "Điều 5 khoản 1"', 'artikel = "5"', "provisions/0/article", "article"),
]


@pytest.mark.parametrize(("old", "new", "pointer", "field"), FAULTS)
def test_a_fault_is_told_with_its_place(old: str, new: str, pointer: str, field: str, tmp_path: Path) -> None:
    """An error names file, provision and field in both languages, and what is allowed."""
    with pytest.raises(RegulationError) as caught:
        read_regulation(written(tmp_path, GOOD.replace(old, new)))
    fault = caught.value.findings[0]

    assert (str(fault.place), fault.record, fault.field) == (f"regulation.toml/{pointer}", "d1", field)
    assert (fault.root, fault.pointer) == ("qc", f"/{pointer}")
    assert "điều khoản d1" in caught.value.vi
    assert "provision d1" in caught.value.en


def test_an_id_that_is_no_text_names_no_record(tmp_path: Path) -> None:
    """A number for an id is a fault, and what else is wrong is of no record that it could name."""
    with pytest.raises(RegulationError) as caught:
        read_regulation(written(tmp_path, GOOD.replace('id = "qc"', "id = 5")))

    assert [(fault.field, fault.root) for fault in caught.value.findings] == [("id", None)]


def test_a_provision_without_an_id_is_named_by_its_place(tmp_path: Path) -> None:
    """A provision whose id is missing is reported by its place, counted from 1; a fault above the provisions has none."""
    with pytest.raises(RegulationError) as caught:
        read_regulation(written(tmp_path, GOOD.replace('id = "d1"\n', "").replace('network = "gl"\n', "")))

    assert [(fault.record, fault.field) for fault in caught.value.findings] == [
        (None, "network"),
        ("#1", "id"),
    ]


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (b"id = x\n", "is not valid UTF-8 TOML .*line 1"),
        (b'name = "\xc4"', "is not valid UTF-8 TOML .UTF-8."),
        (None, "does not exist"),
    ],
)
def test_a_file_that_is_no_regulation(data: bytes | None, match: str, tmp_path: Path) -> None:
    """A file that is not there, is not TOML, or is in another encoding is refused with a clear error."""
    path = tmp_path / "regulation.toml"
    if data is not None:
        path.write_bytes(data)

    with pytest.raises(RegulationError, match=match):
        read_regulation(path)
