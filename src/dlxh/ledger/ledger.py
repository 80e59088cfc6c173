"""Sổ: the ledger of obligations, as a table to read, to join and to count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import narwhals as nw
import polars as pl

from dlxh.data.code_lists import code_list
from dlxh.ledger.ledger_table import ledger_table, may_have_come
from dlxh.ledger.status import PLACE
from dlxh.ledger.windows import Window
from dlxh.models.timeliness import Timeliness
from dlxh.register.coverage import as_partial, is_partial
from dlxh.register.engine import to_engine_of
from dlxh.register.kinds import OwnFrame
from dlxh.register.list_numbers import list_numbers
from dlxh.register.names import IdNames, names_of
from dlxh.register.table_error import TableError
from dlxh.register.tables import Tables
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.days import write_day
from dlxh.words.periods import Period
from dlxh.words.table import Grid
from dlxh.words.table_parts import SHOWN


@dataclass(frozen=True, eq=False, repr=False)
class Ledger:
    """Sổ nghĩa vụ báo cáo: one row per member or unit, provision and period, or several if several reports are due.

    Rules, measures and payroll join `rows`. Its columns are part of the public interface; all days are inclusive:

    - `network`, `collaborator`, `membership`, `term`, `org_unit` (the sending organisation), `owed_by` (member,
      unit): who has to report. If it is a unit, it is in `org_unit`, and the three before are empty.
    - `provision`, `report_kind`, `period_kind`, `period_start`, `period_end`, `due_on`: what, for when, by when. Days
      of grace are not included in `due_on`.
    - `ordinal`: which of several reports on the period, by receipt, from 1; always 1 if only one is due.
    - `report`, `received_day`: the report that came first and the day that counts, even if nothing was due.
    - `status`: on_time, late, missing, not_due_yet, excused, not_owed. A report in time is on time, even if its
      author was excused; a late report from an excused author counts as excused.
    - `days_late`, `working_days_late`: after `due_on`, only for late reports; the second is null without a calendar.
    - `reason`: why nothing was due, or `leave` if excused.
    - `continued_by`: the membership or unit that has to report instead, if the reason is `continued`; empty if there
      are several.

    Attributes:
        plan: The query for the ledger on the engine of the tables; `polars` and `rows` run it once and sort the rows of units.
        windows: The provisions and periods that it covers, with their due days; one for each report due.
        period: The days asked for.
        as_of: The as-of day for which it was built.
        kind: The kind of frame that the caller passed.
        naming: The tables with the names of the sending organisations; None: they are shown by id.
        partial: By table name, the networks with incomplete rows: there, a missing report may have come.

    >>> import dlxh
    >>> register = dlxh.read(dlxh.example("gia-lai")).register
    >>> rules = dlxh.ledger.read_regulation(dlxh.example("gia-lai") / "regulation.toml")
    >>> ledger = dlxh.obligations(register, Period.parse("2023-Q4"), regulation=rules)
    >>> ledger.counts()["missing"], ledger.windows[0].due_on
    (5, datetime.date(2024, 1, 10))
    """

    plan: nw.LazyFrame[Any]
    windows: tuple[Window, ...]
    period: Period
    as_of: date
    kind: str
    partial: Mapping[str, Iterable[str]]
    naming: Tables | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Return what is pickled: the ledger worked out.

        Raises:
            TableError: it is in DuckDB or Spark.
        """
        if not self.plan.implementation.is_polars():
            raise TableError.in_one_process(str(self.plan.implementation.value))
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        shown = {"names": self.names, "list_numbers": self.list_numbers}
        return fields | {"plan": self.polars, "naming": None} | shown

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self.__dict__.update(state, plan=nw.from_native(state["plan"].lazy()))

    def __eq__(self, other: object) -> bool:
        """Return whether both have the same question and the same rows, in whatever order."""
        if not isinstance(other, Ledger):
            return NotImplemented
        compared = ("windows", "period", "as_of", "partial")
        same = all(getattr(self, name) == getattr(other, name) for name in compared)
        return same and _sort(self.polars).equals(_sort(other.polars))

    __hash__ = None  # type: ignore[assignment] # compared by content, as frames are

    def __repr__(self) -> str:
        """Return the question as text, without working anything out."""
        return f"<Ledger of {self.period.code} as of {self.as_of}: {len(self.windows)} windows>"

    @property
    def reads(self) -> tuple[str, ...]:
        """The tables that determine who had to report and what came: memberships for members, units for units."""
        members = [window.is_of_members for window in self.windows]
        owing = (("memberships", any(members)), ("units", not all(members)))
        return (*(table for table, owe in owing if owe), "reports")

    @cached_property
    def polars(self) -> pl.DataFrame:
        """The ledger as a Polars frame, whatever the caller passed; members in no particular order, units always in the same, by unit and period."""
        found: pl.DataFrame = self.plan.collect("polars").to_native()
        if PLACE in found.columns:
            found = found.sort(PLACE).drop(PLACE)
        if not self.plan.implementation.is_polars():  # its connection may be closed before a table is wanted
            self.__dict__.update(names=self._name_units(found), list_numbers=self._number_units())
        return found

    @cached_property
    def names(self) -> IdNames:
        """Display names of the units that send people, or that have to report."""
        return self._name_units(self.polars)

    @cached_property
    def list_numbers(self) -> Mapping[str, int]:
        """The numbers of units in the official list, by which the table has its lines in order."""
        return self._number_units()

    def _number_units(self) -> Mapping[str, int]:
        return {} if self.naming is None else list_numbers(self.naming)

    def _name_units(self, rows: pl.DataFrame) -> IdNames:
        return {} if self.naming is None else names_of(self.naming, {"units": rows["org_unit"].unique()})

    @cached_property
    def rows(self) -> nw.LazyFrame[Any]:
        """The ledger as a lazy narwhals frame on the engine of the tables, computed once and kept in memory."""
        return to_engine_of(self.plan, self.polars)

    @property
    def frame(self) -> OwnFrame:
        """The ledger as a frame of the caller's own kind; on DuckDB and Spark, over data in memory."""
        if self.kind == "pandas":
            return self.polars.to_pandas()
        if self.kind == "pyarrow":
            return self.polars.to_arrow()
        return self.polars if self.kind == "polars" else self.rows.to_native()

    def counts(self) -> dict[str, int]:
        """Return the number of rows with each status, in the order of `Timeliness`."""
        found = dict(self.polars.group_by("status").len().iter_rows())
        return {status.value: found.get(status.value, 0) for status in Timeliness}

    def to_text(self, lang: Lang) -> str:
        """Return a summary for reading: each provision and period with its due day and the number of rows with each status."""
        labels = code_list("timeliness")
        key = ["provision", "period_start", "period_end", "due_on"]
        counted = self.polars.group_by(*key, "status").len()
        found: dict[tuple[Any, ...], dict[str, int]] = {}
        for *key_of_row, status, count in counted.iter_rows():
            found.setdefault(tuple(key_of_row), {})[status] = count
        lines = []
        firsts = (window for window in self.windows if window.ordinal == 1)
        for window in sorted(firsts, key=lambda each: (each.provision, each.period.end)):
            place = (window.provision, window.period.start, window.period.end, window.due_on)
            counts = ", ".join(
                f"{labels.label(status.value, lang)} {found[place][status.value]}"
                for status in Timeliness
                if status.value in found.get(place, {})
            )
            head = f"{window.provision}, {window.period.label(lang)}"
            due = in_language(lang, vi="hạn", en="due")
            lines.append(f"{head} ({due} {write_day(window.due_on, lang)}): {counts or '—'}")
        missing = self.polars.filter(status=Timeliness.MISSING.value)["network"].unique()
        if any(is_partial(as_partial(self.partial), ["reports"], network) for network in missing):
            name = labels.label(Timeliness.MISSING.value, lang)
            lines.append(f"{name}: {may_have_come(lang)}")
        compared = self.period.label(lang)
        none = in_language(
            lang,
            vi=f"không có kỳ báo cáo nào kết thúc trong thời gian đã hỏi ({compared})",
            en=f"no reporting period ends in the time asked for ({compared})",
        )
        return "\n".join(lines) or none

    def table(
        self, lang: Lang, *, status: str | Iterable[str] | None = None, limit: int | None = None
    ) -> Grid:
        """Return the ledger as a table for reading: who had to send what by when, and what came of it.

        Each provision and period heads a group, with its due day and the number of rows with each status; its lines
        are in the order of the official list of units if they have numbers in it, then by person. Units are shown by
        name and people by id. Report ids are left out, because not every reader may know whose report is whose. A
        note states where a report that seems missing may have come, because the table of reports is partial.

        Args:
            lang: The language of labels and days.
            status: Only rows with this status: one or several of `Timeliness`, such as `missing` for who has not
                reported; None: all.
            limit: Show at most this many lines, from 0 upwards, and count the others.

        Raises:
            UnknownCode: there is no such status.

        >>> import dlxh
        >>> register = dlxh.read(dlxh.example("gia-lai")).register
        >>> rules = dlxh.ledger.read_regulation(dlxh.example("gia-lai") / "regulation.toml")
        >>> ledger = dlxh.obligations(register, Period.parse("2023-Q4"), regulation=rules)
        >>> print(ledger.table("en", limit=2).to_text())
        Report obligations, quarter 4 of 2023, as of 2025-07-01
        ───────────────────────────────────────────────────────────────────────────────
                                                                  late by
                                                             ──────────────────
                      sending
        collaborator  organisation      status   received    days  working days  reason
        ───────────────────────────────────────────────────────────────────────────────
        GL-QC-2, quarter 4 of 2023, due 2024-01-10: on time 22, late 8, missing 5
          GL-CTV-01   Thành ủy Pleiku   on time  2024-01-06
          GL-CTV-02   Thị ủy An Khê     on time  2024-01-07
        ───────────────────────────────────────────────────────────────────────────────
        on time 22, late 8, missing 5
        33 more lines are not shown here
        """
        return ledger_table(self, lang, status, limit)

    def _repr_html_(self) -> str:
        """Show it in a notebook, in Vietnamese and not all of a long one; `table("en")` is the English one."""
        return self.table("vi", limit=SHOWN).to_html()


def _sort(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.sort(frame.columns)
