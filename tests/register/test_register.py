"""A register is records together: looked up by id, added to, and joined, never changed."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import BaseModel

from dlxh.models.collaborator import Collaborator
from dlxh.models.network import Network, Term
from dlxh.models.report import Channel, Report, ReportKind
from dlxh.models.unit import Level, OrgUnit, UnitKind
from dlxh.register.reading import read
from dlxh.register.register import Register
from dlxh.register.schema import ROOTS
from dlxh.register.tables import Tables
from dlxh.register.views import RegisterError
from dlxh.testing.strategies import registers
from dlxh.words.bilingual import ArgumentError
from dlxh.words.days import VIETNAM
from dlxh.words.figures import Qualifier
from tests.lengths import examples
from tests.own import Report as Own
from tests.register.generated import GENERATED

DAY = date(2024, 7, 24)
UNIT = OrgUnit(id="sl", name="Thành ủy Sơn La", kind=UnitKind.PARTY_COMMITTEE, level=Level.DISTRICT)
NETWORK = Network(id="sl-ctv", name="CTV DLXH thành phố Sơn La", owner="sl", level=Level.DISTRICT)
TERM = Term(id="t1", network="sl-ctv", label="giai đoạn 2021-2025")
PERSON = Collaborator(id="CTV-1", network="sl-ctv", name="Nguyễn Thị Ví Dụ")
REPORT = Report(
    id="b1",
    network="sl-ctv",
    author="CTV-1",
    kind=ReportKind.PERIODIC,
    channel=Channel.WRITTEN,
    received_at=datetime(2024, 7, 24, 8, tzinfo=VIETNAM),
)
RECORDS = (UNIT, NETWORK, TERM, PERSON, REPORT)


def lazily(*records: OrgUnit | Network | Term | Collaborator | Report) -> Register:
    """Return a register that has columns and no objects yet."""
    return Register.from_tables(Register(records, as_of=DAY).tables)


MAKERS = [lambda *records: Register(records, as_of=DAY), lazily]


@pytest.mark.parametrize("make", MAKERS, ids=["objects", "columns"])
class TestLookUp:
    """Look-ups by id, for registers of objects and of columns."""

    def test_by_id(self, make: Callable[..., Register]) -> None:
        """Each kind of record is found by its id."""
        register = make(*RECORDS)

        assert (register.unit("sl"), register.network("sl-ctv"), register.term("t1")) == (UNIT, NETWORK, TERM)
        assert (register.collaborator("CTV-1"), register.report("b1")) == (PERSON, REPORT)
        assert register.get(Report, "b1") == REPORT

    def test_unknown(self, make: Callable[..., Register]) -> None:
        """An id that is not there is the caller's mistake: the error has the kind and the id, in both languages."""
        with pytest.raises(RegisterError, match="the register has no case with id 'XM-1'") as caught:
            make(*RECORDS).case("XM-1")
        assert "không có vụ việc mã 'XM-1'" in caught.value.vi
        assert isinstance(caught.value, LookupError)

    def test_all(self, make: Callable[..., Register]) -> None:
        """Records of one kind come in their order, and of a kind that is not there none."""
        register = make(UNIT, UNIT.replace(id="sl2"))

        assert [unit.id for unit in register.units] == ["sl", "sl2"]
        assert register.reports == ()
        assert len(register) == 2

    def test_by_kind(self, make: Callable[..., Register]) -> None:
        """Each table of records has a property of its own name."""
        register = make(*RECORDS)

        for name, model in ROOTS.items():
            assert getattr(register, name) == register.all(model)

    def test_add(self, make: Callable[..., Register]) -> None:
        """`register.add(record)` gives a new register; the old one stays."""
        register = make(UNIT, NETWORK)

        more = register.add(TERM, PERSON).add(REPORT)

        assert len(register) == 2
        assert more == make(*RECORDS)
        assert more.report("b1") == REPORT
        assert more.tables.polars("reports").height == 1

    def test_add_known(self, make: Callable[..., Register]) -> None:
        """An id that is there already is refused."""
        with pytest.raises(RegisterError, match="already has unit 'sl'; give it another id"):
            make(UNIT).add(UNIT.replace(name="Sơn La"))

    def test_plus(self, make: Callable[..., Register]) -> None:
        """`register + other` holds the records of both, also of kinds that only one has; equal ones count once."""
        first, second = make(UNIT, NETWORK, PERSON), make(UNIT, TERM, REPORT)

        both = first + second

        assert sorted(both.tables.names) == sorted(make(*RECORDS).tables.names)
        assert both == make(*RECORDS)
        assert (len(first), len(second)) == (3, 3)

    def test_plus_contradiction(self, make: Callable[..., Register]) -> None:
        """Records of one id that say different things are not joined, and all of them are named."""
        with pytest.raises(
            RegisterError,
            match=r"bản ghi cùng mã mà khác nội dung: đơn vị 'sl', mạng lưới '.* and different content: unit 'sl', network '",
        ):
            make(UNIT, NETWORK) + make(UNIT.replace(name="Sơn La"), NETWORK.replace(name="Mạng lưới khác"))

    def test_equality(self, make: Callable[..., Register]) -> None:
        """Registers are compared by day and content, and so have no hash."""
        assert make(UNIT) == make(UNIT)
        assert make(UNIT) != make(UNIT, TERM)
        assert make(UNIT) != Register([UNIT], as_of=date(2024, 7, 25))
        assert make(UNIT) != "sl"
        with pytest.raises(TypeError):
            hash(make(UNIT))


def test_columns_kept() -> None:
    """`register.add(record)` does not rebuild the columns: they are those of a new register all the same."""
    register = Register([UNIT, NETWORK, REPORT], as_of=DAY)
    before = register.tables["units"]

    more = register.add(TERM, REPORT.replace(id="b2"))

    assert more._tables is not None
    assert more._tables["units"] is before
    again = Register([UNIT, NETWORK, TERM, REPORT, REPORT.replace(id="b2")], as_of=DAY).tables
    for name in again:
        assert more.tables.polars(name).equals(again.polars(name)), name


def test_no_record() -> None:
    """Only records with a table of their own belong into a register or into tables."""

    class Note(BaseModel):
        text: str

    with pytest.raises(RegisterError, match="Note is not a record with a table of its own"):
        Register([Note(text="x")], as_of=DAY)  # type: ignore[list-item] # what is tested
    with pytest.raises(ValueError, match="Note is not a record with a table of its own"):
        Tables.of([Note(text="x")], as_of=DAY)  # type: ignore[list-item] # what is tested


def test_missing_is_not_zero() -> None:
    """A kind that is not there is unknown, one that is empty is zero, and a partial one a lower bound."""
    tables = Register([UNIT, TERM], as_of=DAY, empty=["reports"], partial=["terms"]).tables

    assert tables.qualifier("units", "reports") is Qualifier.EXACT
    assert tables.qualifier("units", "terms") is Qualifier.AT_LEAST
    assert tables.qualifier("terms", "cases") is Qualifier.UNKNOWN
    assert tables.polars("reports").is_empty()
    assert "items" in tables


@pytest.mark.parametrize("day", ["2024-07-24", datetime(2024, 7, 24, tzinfo=VIETNAM), None])
def test_the_day_is_a_date(day: Any) -> None:  # noqa: ANN401 - what is tested
    """Neither a text nor an instant says on which day records are true."""
    told = "for an instant use" if isinstance(day, datetime) else r"as_of= takes a day \(datetime.date\), not"
    for make in (
        Register,
        lambda as_of: Tables({}, as_of=as_of),
        lambda as_of: Register.from_frames({}, as_of=as_of),
    ):
        with pytest.raises(ArgumentError, match=told):
            make(as_of=day)
    if day is not None:  # None: what is read has to say it
        with pytest.raises(ArgumentError, match=told):
            read("examples/gia-lai", as_of=day)


def test_many_unlike_records_are_counted() -> None:
    """Of very many records of one id and other content the first are named."""
    units = [UNIT.replace(id=f"u{number}") for number in range(25)]
    others = [unit.replace(name="Khác") for unit in units]
    with pytest.raises(RegisterError, match=r"have 25 records .* unit 'u19', …"):
        Register(units, as_of=DAY) + Register(others, as_of=DAY)


def test_later_day() -> None:
    """Two registers together are as of the later day."""
    assert (Register(as_of=DAY) + Register(as_of=date(2025, 1, 1))).as_of == date(2025, 1, 1)


@pytest.mark.parametrize("built", [False, True])
def test_another_day(tmp_path: Path, built: bool) -> None:  # noqa: FBT001 - a case of the test
    """The day of a register is moved and nothing else: what is whole stays whole, what is partial stays partial."""
    day, made = date(2025, 1, 1), Register([UNIT], as_of=DAY, empty=["reports"], partial=["units"])
    if built:
        made = read(made.write(tmp_path / "so")).register
        assert made.units
    moved = made.replace(as_of=day)
    assert (moved.as_of, moved.tables.as_of, made.as_of, made.tables.as_of) == (day, day, DAY, DAY)
    assert moved.units == made.units
    assert moved.tables.partial == made.tables.partial == moved.partial == {"units": frozenset({"*"})}
    assert moved.replace(as_of=DAY) == made
    assert "reports" in moved.tables
    assert moved.add(NETWORK).networks == (NETWORK,)
    assert not made.networks
    with pytest.raises(ArgumentError):
        made.replace(as_of=datetime(2025, 1, 1, tzinfo=VIETNAM))


@settings(GENERATED, max_examples=examples(12))
@given(registers(max_records=1))
def test_plus_itself(register: Register) -> None:
    """A register plus itself, or plus its columns, is the same register."""
    assert register + register == register
    assert register + Register.from_tables(register.tables) == register
    assert Register.from_tables(register.tables) + register == register


@pytest.mark.parametrize("built", [False, True])
def test_plus_nothing_to_record(built: bool) -> None:  # noqa: FBT001 - a case of the test
    """What one register knows to be zero stays zero in the sum, whether the columns were there or not."""
    first, second = Register([UNIT, NETWORK], as_of=DAY), Register(as_of=DAY, empty=["reports"])
    if built:
        assert first.tables.names

    assert (first + second).tables.names == (second + first).tables.names
    assert "reports" in (first + second).tables


def test_one_id_twice_in_one_call() -> None:
    """Two records of one id that are added together are refused like one that is there already."""
    with pytest.raises(RegisterError, match="already has term 't1'"):
        Register(as_of=DAY).add(TERM, TERM.replace(label="nhiệm kỳ 2025-2030"))


@pytest.mark.parametrize("model", ["reports", None, BaseModel])
def test_a_kind_that_has_no_table_is_refused(model: Any) -> None:  # noqa: ANN401 - what is tested
    """Records are asked for by their class; what has no table of its own is refused, and so is an id that is not a text."""
    register = Register(RECORDS, as_of=DAY)
    with pytest.raises(ArgumentError, match=r"model= takes a kind of record .*; choose from: OrgUnit"):
        register.all(model)
    with pytest.raises(ArgumentError, match="model= takes a kind of record"):
        register.get(model, "b1")
    with pytest.raises(ArgumentError, match="key= takes text, not list"):
        register.report([])  # type: ignore[arg-type]


def test_a_class_of_ones_own_needs_its_pack() -> None:
    """The class of a pack is asked for where the register has the pack; without it what to do is said."""
    with pytest.raises(
        ArgumentError, match=r"model= is tests.own.Report, .*; read it with pack=, or take Report of"
    ):
        Register(as_of=DAY).all(Own)
