"""The hostile files that were kept: each is read, refused or found, within known work and memory."""

import zipfile
from pathlib import Path

import pytest

from dlxh import check, read
from dlxh.errors import ReadError
from dlxh.ledger import RegulationError, read_regulation
from dlxh.payroll import SchemeError, read_scheme
from dlxh.register import Limits
from dlxh.register.reading import Reading
from tests.register.test_limits import peak, work

HOSTILE = Path(__file__).with_name("hostile")
MIB = 2**20
CASES = [
    ("bomb-100MB-blank-lines.zip", 20_000, 250 * MIB, ["lines_too_many"]),
    ("cycle-of-parents.json", 2_000, MIB, []),
    ("formula-in-file-name.zip", 5_000, MIB, []),
    ("half-a-file-taken-for-whole", 100_000, 2 * MIB, []),
    ("nested-4000-unknown-keys.json", 400_000, 10 * MIB, ["extra_forbidden", "faults_unlisted", "missing"]),
    ("one-line-16000-unknown-keys", 60_000, 10 * MIB, ["extra_forbidden", "faults_unlisted"]),
    ("one-report-2000-wrong-items.json", 1_200_000, 12 * MIB, ["enum", "faults_unlisted"]),
    ("partial-half-a-character", 5_000, MIB, ["partial_unclear"]),
    ("resource-name-is-a-list", 5_000, MIB, ["unknown_table"]),
    ("two-members-one-name.zip", 5_000, MIB, ["member_twice"]),
]


def test_every_file_is_tried() -> None:
    """No file lies there without an outcome of its own below."""
    others = {
        "bigint.toml",
        "deep.toml",
        "bomb-1-million-empty-objects.zip",
        "lying-size-bzip2-600MB.zip",
    }
    assert {path.name for path in HOSTILE.iterdir()} == {name for name, *_ in CASES} | others


@pytest.mark.no_cover
@pytest.mark.parametrize(("name", "lines", "size", "codes"), CASES)
def test_a_file_is_read_within_bounds(name: str, lines: int, size: int, codes: list[str]) -> None:
    """What does not fit is found, at no more work and memory than about twice what it takes today."""
    found: list[Reading] = []
    assert work(lambda: found.append(read(HOSTILE / name))) < lines
    assert sorted({finding.code for finding in found[0].findings}) == codes
    assert peak(lambda: read(HOSTILE / name)) < size


@pytest.mark.long  # twenty thousand: test_limits.py
def test_a_million_rows_without_a_field() -> None:
    """Three kilobytes that unpack to a million rows: as many are listed as are allowed, the others are counted."""
    path = HOSTILE / "bomb-1-million-empty-objects.zip"
    (member,) = (each for each in zipfile.ZipFile(path).infolist() if each.filename != "datapackage.json")

    found = read(path, limits=Limits(file_findings=100)).findings
    assert len(found) == 101
    rows = member.file_size // len("{}\n")
    assert len({finding.place for finding in found[:-1]}) + found[-1].parameters["count"] == rows


@pytest.mark.no_cover
def test_an_archive_that_lies_about_its_size() -> None:
    """Six hundred megabytes behind ten declared bytes are never unpacked."""

    def refuse() -> None:
        with pytest.raises(ReadError, match="ZIP"):
            read(HOSTILE / "lying-size-bzip2-600MB.zip")

    assert work(refuse) < 5_000
    assert peak(refuse) < MIB


@pytest.mark.parametrize("name", ["bigint.toml", "deep.toml"])
def test_a_regulation_that_no_parser_can_take(name: str) -> None:
    """A number of five thousand digits, or lists ten thousand deep, are refused in our words, and short ones."""
    with pytest.raises(RegulationError) as regulation:
        read_regulation(HOSTILE / name)
    with pytest.raises(SchemeError) as scheme:
        read_scheme(HOSTILE / name)
    assert all(len(str(refused.value)) < 2_000 for refused in (regulation, scheme))


def test_parents_in_a_circle_are_found() -> None:
    """Units that are each other's parent are read whole, and each is found."""
    register = read(HOSTILE / "cycle-of-parents.json").register
    assert {finding.record for finding in check(register, only=["U109"])} == {"u0", "u1"}


def test_a_half_file_without_a_count_is_named_when_asked() -> None:
    """A package that states no counts cannot show that a file was cut; whoever verifies learns that nothing was stated."""
    path = HOSTILE / "half-a-file-taken-for-whole"
    assert len(read(path).register.absences) == 512
    assert [finding.code for finding in read(path, verify=True).findings] == ["hash_missing"]


@pytest.mark.parametrize(
    "name", ["formula-in-file-name.zip", "partial-half-a-character", "resource-name-is-a-list"]
)
def test_what_was_read_can_be_written_and_read_again(name: str, tmp_path: Path) -> None:
    """Whatever was strange about a package, the rows that were read come back from what we write."""
    given = read(HOSTILE / name).register
    assert given.units
    assert read(given.write(tmp_path / "so")).register.units == given.units
