"""What lies in memory goes to another process and comes back the same, before and after it was used."""

import multiprocessing
import pickle
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from pydantic import BaseModel

import dlxh
from dlxh import Period, Register, Severity, Tables
from dlxh.casework.clock_of_case import case_clocks
from dlxh.casework.states import CaseStates
from dlxh.register.table_error import TableError
from dlxh.register.views import RegisterError
from dlxh.rules.catalogue import RULES, explain
from dlxh.rules.declaration import rule
from dlxh.rules.grades import Grade
from dlxh.rules.language.errors import RuleError
from dlxh.testing import province_tables
from dlxh.words import SimpleCalendar
from dlxh.words.bilingual import Error
from dlxh.words.days import VIETNAM
from tests.engines import engine
from tests.lengths import LONG
from tests.own import PACK
from tests.sample import AS_OF, register, report, unit

CALENDAR = SimpleCalendar()

PROTOCOLS = range(2, pickle.HIGHEST_PROTOCOL + 1) if LONG else (2, pickle.HIGHEST_PROTOCOL)
NOW = datetime(2024, 12, 31, 17, tzinfo=VIETNAM)
QUARTER = Period.parse("2023-Q4")


@rule(
    "Z001",
    table="reports",
    severity=Severity.WARNING,
    vi="{record}",
    en="{record}",
    cure_vi="sửa",
    cure_en="mend",
    source="own",
)
def by_app(r):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201 - a row of the language
    """We count what came by app apart."""
    return r.channel == "app"


@rule(
    "Z002",
    table="reports",
    needs=(),
    severity=Severity.WARNING,
    vi="{record}",
    en="{record}",
    cure_vi="sửa",
    cure_en="mend",
    source="own",
)
def by_phone(tables: Tables) -> nw.Expr:  # noqa: ARG001 - judged from the row alone
    """We count what came by phone apart."""
    return nw.col("channel") == "phone"


@cache
def _province() -> Tables:
    return province_tables(collaborators=4, years=2)


@cache
def _ledger() -> dlxh.Ledger:
    return dlxh.obligations(_province(), "2025")


def _states() -> CaseStates:
    now = datetime.fromisoformat("2026-07-01T00:00+07:00")
    return dlxh.casework.case_states(_province(), now=now, calendar=SimpleCalendar())


def _lines(month: str = "2018-07") -> dlxh.Lines:
    membership = dlxh.Membership(
        id="m1", network="BL-ML", term="t1", collaborator="CTV-1", start="2018-03-01", paid=True
    )
    contract = dlxh.Engagement(
        id="e1", network="BL-ML", membership="m1", start="2018-03-01", end="2020-02-29"
    )
    scheme = dlxh.payroll.read_scheme("examples/bac-lieu/scheme.toml")
    paid = Register([scheme, membership, contract], as_of=date(2018, 12, 31))
    return dlxh.allowances(paid, Period.parse(month))


def _faulty() -> Register:
    return register().add(unit("x3", parent="nowhere"), report("bc9", author="CTV-9", channel="app"))


def _grown() -> Register:
    grown = Register.from_tables(register().tables)
    for number in range(8):
        grown = grown.add(report(f"g{number}")).put(report("g0", channel="app"))
    return grown


def _cells() -> Tables:
    cells = pl.DataFrame({"id": ["a", "a"], "name": ["", "b"], "kind": ["place"] * 2, "level": ["x"] * 2})
    return Tables({"units": cells}, as_of=AS_OF, places={"units": "units.csv"})


MADE: dict[str, Callable[[], Any]] = {
    "register of objects": register,
    "register of columns": lambda: Register.from_tables(register().tables),
    "register with faults": _faulty,
    "register that grew": _grown,
    "register that was read": lambda: dlxh.read("examples/tp-son-la").register,
    "register of two": lambda: register() + Register([unit("x9")], as_of=AS_OF, partial=["units"]),
    "reading": lambda: dlxh.read("examples/tp-son-la"),
    "tables": lambda: register().tables,
    "tables of cells": _cells,
    "tables that grew": lambda: _grown().tables,
    "tables of pandas": lambda: engine("pandas")(register()),
    "tables of pyarrow": lambda: engine("pyarrow")(register()),
    "tables and a ledger": lambda: _province().with_derived({"ledger": _ledger().rows}),
    "tables of files": lambda: dlxh.read_tables("examples/tp-son-la"),
    "findings": lambda: dlxh.check(_faulty()),
    "findings of cells": lambda: dlxh.check(_cells()),
    "findings of own rules": lambda: dlxh.check(_faulty(), rules=[*RULES, by_app, by_phone]),
    "findings of one record": lambda: dlxh.check(report("bc9", author="CTV-9"), within=register()),
    "findings as graded": lambda: dlxh.check(
        _faulty(), grades=[Grade("X101", severity=None, reason="đang sửa")]
    ),
    "finding": lambda: next(iter(dlxh.check(_faulty()))),
    "place": lambda: dlxh.register.Place("reports.ndjson", 17),
    "rule": lambda: explain("R101").rule,
    "own rule": lambda: by_app,
    "explanation": lambda: explain("T201"),
    "grade": lambda: Grade("X101", severity=Severity.WARNING, reason="đang sửa"),
    "result": lambda: dlxh.measure(_province(), ["reports", "topics_mapped_rate"], by=["year", "network"]),
    "result of DuckDB": lambda: dlxh.measure(engine("duckdb")(register()), ["reports"]),
    "comparison": lambda: dlxh.compare(_province(), ["reports"], period="2024", against="last_year"),
    "ledger": _ledger,
    "case states": _states,
    "lines": lambda: _lines("2018-07"),
    "line": lambda: _lines()[0],
    "clocks": lambda: [case_clocks(each, now=NOW, calendar=CALENDAR) for each in register().cases],
    "period": lambda: QUARTER,
    "document": lambda: dlxh.words.Document("165-BC/BTGTU"),
    "faults": lambda: dlxh.web.faults(dlxh.check(report("bc9", author="CTV-9"), within=register()), "vi"),
    "rate": lambda: dlxh.measures.Rate(9174, 9245, {"unknown": 3}),
    "limits": lambda: dlxh.register.Limits(lines=9),
    "measures": lambda: dlxh.MEASURES,
    "pack": lambda: PACK,
    "moves": lambda: dlxh.casework.moves("hotline_1022"),
    "calendar": lambda: dlxh.data.vietnam_calendar(2024, 2025),
    "plain calendar": dlxh.words.SimpleCalendar,
    "code list": lambda: dlxh.data.code_list("topics"),
    "mark of a code list": lambda: dlxh.words.In(dlxh.data.code_list("topics")),
    "salary table": dlxh.payroll.salary_table,
    "term": lambda: dlxh.words.TermLabel.parse("nhiệm kỳ 2015 - 2020"),
    "provinces": lambda: list(dlxh.data.provinces(on=date(2025, 7, 1))),
    "base salary": lambda: dlxh.data.base_salary(date(2024, 7, 1)),
    "records": lambda: [record for name in register().tables for record in getattr(register(), name, ())],
}
"""How each thing that a caller may hold is made."""


def _use(thing: Any) -> None:  # noqa: ANN401 - any of them
    """Ask a thing for all that it works out and keeps."""
    for name in () if isinstance(thing, BaseModel) else dir(type(thing)):
        known = getattr(type(thing), name)
        if isinstance(known, property) or type(known).__name__ == "cached_property":
            getattr(thing, name)
    if isinstance(thing, Register):
        assert thing.tables.names
        dlxh.check(report("new"), within=thing)
        dlxh.check(thing)
        thing.get(type(thing.units[0]), thing.units[0].id)
    elif isinstance(thing, Tables):
        dlxh.check(thing)
        thing.append(thing)
    elif isinstance(thing, dlxh.Findings):
        list(thing)
        thing.to_json()


@pytest.mark.parametrize(
    "used",
    [False, pytest.param(True, marks=[pytest.mark.no_cover, pytest.mark.long])],
    ids=["fresh", "used"],
)
@pytest.mark.parametrize("name", MADE)
def test_all_in_memory_is_pickled(name: str, used: bool) -> None:  # noqa: FBT001 - a case of the test
    """With every protocol it comes back equal, and is as useful as it was."""
    thing = MADE[name]()
    if used:
        _use(thing)
    again = thing
    for protocol in PROTOCOLS:
        again = pickle.loads(pickle.dumps(thing, protocol))  # noqa: S301 - our own
        assert again == thing
        assert type(again) is type(thing)
        if protocol == PROTOCOLS[-1]:
            _use(again)
            assert again == thing


def _twice(thing: Any) -> Any:  # noqa: ANN401 - any of them
    """Use a thing in another process, and give it back."""
    _use(thing)
    return thing


@pytest.mark.no_cover
def test_a_spawned_process_takes_and_gives_all() -> None:
    """A process that shares nothing takes each thing, uses it and gives it back."""
    names = [name for name in MADE if name != "own rule"]
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        given = [MADE[name]() for name in names]
        for name, thing, back in zip(names, given, pool.map(_twice, given), strict=True):
            assert back == thing, name


def test_the_table_holds_all_that_the_door_has() -> None:
    """Every class at the door is pickled above: no new one is forgotten."""
    pickled = {type(each) for make in MADE.values() for each in _flat(make())}
    for name in dlxh.__all__:
        kind = getattr(dlxh, name)
        if isinstance(kind, type) and not issubclass(kind, Enum | BaseModel | Exception):
            assert any(issubclass(each, kind) for each in pickled), name


def _flat(thing: Any) -> list[Any]:  # noqa: ANN401 - any of them
    return list(thing) if isinstance(thing, list | tuple) else [thing]


def _all_errors(kind: type[Error]) -> list[type[Error]]:
    return [kind, *(each for below in kind.__subclasses__() for each in _all_errors(below))]


def test_every_refusal_is_pickled() -> None:
    """What a worker raises reaches who waits for it, in both languages."""
    for kind in _all_errors(Error):
        error = kind(vi="sai", en="wrong")
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
        assert (type(again), again.vi, again.en, str(again)) == (kind, error.vi, error.en, str(error))
        assert vars(again) == vars(error)
    with pytest.raises(RegisterError) as refused:
        register().report("none")
    assert pickle.loads(pickle.dumps(refused.value)).vi == refused.value.vi  # noqa: S301 - our own


@pytest.mark.parametrize("name", ["duckdb", pytest.param("spark", marks=pytest.mark.spark)])
def test_what_lies_on_another_engine_is_collected_first(name: str) -> None:
    """A relation belongs to its connection: it says in both languages what to do, and then it is pickled."""
    tables = engine(name)(_province())
    period = Period.parse("2024-Q4")
    things = [
        tables,
        Register.from_tables(tables),
        dlxh.obligations(tables, period),
        dlxh.casework.case_states(tables, now=NOW, calendar=CALENDAR),
    ]
    for thing in things:
        with pytest.raises(TableError, match=r"collect them first: tables\.collect\(\)") as refused:
            pickle.dumps(thing)
        assert "hãy lấy dữ liệu về bộ nhớ trước: tables.collect()" in refused.value.vi
    collected = tables.collect()
    assert collected.collect() is collected
    assert pickle.loads(pickle.dumps(collected)) == tables  # noqa: S301 - our own


def test_findings_leave_the_records_behind() -> None:
    """Findings that are cached or sent hold ids and no name: the records that were judged stay where they are."""
    told = pickle.dumps(dlxh.check(_faulty()))

    assert b"Nguy" not in told
    assert len(told) < 50_000


def test_a_scan_of_files_goes_as_its_plan(tmp_path: Path) -> None:
    """A table in Parquet is not read to be pickled: how it is read goes, and the rows are those of the file."""
    register().tables.polars("reports").write_parquet(tmp_path / "reports.parquet")
    tables = Tables({"reports": pl.scan_parquet(tmp_path / "reports.parquet")}, as_of=AS_OF)
    again = pickle.loads(pickle.dumps(tables))  # noqa: S301 - our own

    assert again == tables
    assert again.layers[0].rows is None
    assert tables.collect() == tables


def test_a_rule_inside_a_function_stays_there() -> None:
    """A rule is pickled by its place, as a function is; where it has none it says what to do."""

    @rule(
        "Z003",
        table="reports",
        severity=Severity.WARNING,
        vi="{record}",
        en="{record}",
        cure_vi="sửa",
        cure_en="mend",
        source="own",
    )
    def hidden(r):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 - a row of the language
        """It cannot be found again."""
        return r.channel == "app"

    with pytest.raises(RuleError, match="rule Z003 is not on the top level of a module") as refused:
        pickle.dumps(hidden)
    assert "hãy viết nó ở đó" in refused.value.vi
    assert pickle.loads(pickle.dumps(by_app)) is by_app  # noqa: S301 - our own


def test_what_is_not_alike_is_not_equal() -> None:
    """Equality is by content: other rows, another day, other figures."""
    tables = register().tables
    result = dlxh.measure(register(), ["reports"])
    lines, ledger = _lines(), _ledger()
    unlike: dict[str, tuple[object, list[object]]] = {
        "tables": (tables, [_faulty().tables, tables.select(["units"]), _cells(), "x"]),
        "findings": (
            dlxh.check(register()),
            [dlxh.check(_faulty()), dlxh.check(register(), only=["T201"]), 1],
        ),
        "result": (
            result,
            [dlxh.measure(_faulty(), ["reports"]), dlxh.measure(register(), ["syntheses"]), None],
        ),
        "ledger": (ledger, [dlxh.obligations(_province(), Period.parse("2024-Q4")), "x"]),
        "lines": (lines, [_lines("2018-08"), "x"]),
    }
    for one, others in unlike.values():
        for other in others:
            assert one != other
        with pytest.raises(TypeError, match="unhashable"):
            hash(one)
