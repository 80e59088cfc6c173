"""Sổ đang dùng: the register of the service, in memory for checking and in a database for keeping."""

from collections.abc import Callable
from datetime import date, datetime
from threading import Lock
from typing import Final
from zoneinfo import ZoneInfo

import sqlalchemy as sa

import dlxh
from fastapi_intake.month import Month, read_month

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
FULL: Final = dlxh.Error(
    vi="cơ sở dữ liệu đã có dữ liệu nên không ghi gì; hãy nêu cơ sở dữ liệu khác, như --database sqlite:///son-la.db",
    en="the database has rows already, so nothing was written; name another, such as --database sqlite:///son-la.db",
)
EMPTY: Final = dlxh.Error(
    vi="cơ sở dữ liệu đã có bảng của dlxh nhưng chưa có dòng nào; hãy nạp sổ của tỉnh: python -m fastapi_intake load so-cua-tinh",
    en="the database has tables of dlxh but no rows yet; load your register: python -m fastapi_intake load so-cua-tinh",
)


def today_in_vietnam() -> date:
    """Return the day it is; the library itself never asks a clock."""
    return datetime.now(VIETNAM).date()  # noqa: TID251 - a service lives today


def invent() -> dlxh.Register:
    """Return the register of a province that does not exist."""
    return dlxh.testing.province(collaborators=12, years=2)


def connect(url: str) -> sa.Engine:
    """Return the engine of a database; what is written shows in no log and no error."""
    return sa.create_engine(url, hide_parameters=True)


def read_register(engine: sa.Engine) -> dlxh.Register:
    """Read the register that a database holds; how many of its rows do not fit is printed."""
    with engine.connect().execution_options(isolation_level="SERIALIZABLE") as connection:
        reading = dlxh.store.read(connection)
    if not reading.ok:
        print(f"đọc sổ / reading: {reading.findings.counts()}")
    return reading.register


def find_tables(engine: sa.Engine) -> list[sa.Table]:
    """Return the tables of `dlxh.store` that a database has; other applications may have theirs in it."""
    there = set(sa.inspect(engine).get_table_names())
    return [table for name, table in dlxh.store.metadata().tables.items() if name in there]


def holds_rows(engine: sa.Engine) -> bool:
    """Return whether a database has rows in any table of `dlxh.store`."""
    with engine.connect() as connection:
        return any(connection.execute(sa.select(table).limit(1)).first() for table in find_tables(engine))


def fill(engine: sa.Engine, register: dlxh.Register) -> int:
    """Write a first register into a database, make its tables if it has none, and return the number of rows.

    Raises:
        dlxh.Error: there are rows already; nothing is written.
    """
    if holds_rows(engine):
        raise FULL
    with engine.begin() as connection:
        dlxh.store.metadata().create_all(connection)
        dlxh.store.write(connection, register)
    tables = register.tables
    return sum(tables.polars(name).height for name in tables.names)


def prepare(engine: sa.Engine, first: Callable[[], dlxh.Register]) -> int:
    """Fill a new database with a first register; return the number of rows written, 0 if it has rows already.

    Raises:
        dlxh.Error: there are tables without rows: somebody made them for a register of her own.
    """
    if holds_rows(engine):
        return 0
    if find_tables(engine):
        raise EMPTY
    return fill(engine, first())


class Book:
    """The current register. Any thread may read it; only one at a time changes it.

    Args:
        engine: The database that keeps it.
        today: The day on which the records are true.
    """

    def __init__(self, engine: sa.Engine, today: Callable[[], date] = today_in_vietnam) -> None:
        self.engine, self.today, self.lock = engine, today, Lock()
        self.months: dict[str, Month] = {}
        self.register = read_register(engine)
        self.move_to_today()
        for report in self.register.reports[:1]:
            self.check(report, replacing=True)  # the first check of a process prepares the rules

    def check(self, report: dlxh.Report, *, replacing: bool) -> dlxh.Findings:
        """Judge a report within the register."""
        return dlxh.check(report, within=self.register, replacing=replacing)

    def save(self, report: dlxh.Report, *, replacing: bool = False) -> dlxh.Findings:
        """Check a report, and keep it if nothing found is an error; what was found is returned.

        The lock holds check, database and register together: of two reports with one id the second sees the first.

        Raises:
            RegisterError: the id is there already.
            StoreError: another process has written it.
        """
        with self.lock:
            self.move_to_today()
            changed = self.register.put(report) if replacing else self.register.add(report)
            findings = self.check(report, replacing=replacing)
            if findings.ok:
                new = dlxh.Register([report], as_of=self.register.as_of)
                with self.engine.begin() as connection:
                    dlxh.store.write(connection, new, on_conflict="update" if replacing else "raise")
                self.register, self.months = changed, {}
        return findings

    def move_to_today(self) -> None:
        """Let the records be true today: a report cannot be received after the day of its register (rule R103)."""
        today, tables = self.today(), self.register.tables
        if tables.as_of != today:
            moved = tables.with_metadata(as_of=today, partial=tables.partial)
            self.register, self.months = dlxh.Register.from_tables(moved), {}

    def month(self, month: str) -> Month:
        """Return the figures of a month, worked out once for each state of the register."""
        with self.lock:
            self.move_to_today()
            register, months = self.register, self.months
        if month not in months:
            months[month] = read_month(register, month)
        return months[month]
