"""Dòng chi: columns first; a line object and its trace are built when needed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, overload

import narwhals as nw
import polars as pl

from dlxh.models.allowance import AllowanceProvision, AllowanceScheme
from dlxh.models.allowance_line import AllowanceLine, PayOutcome, TraceStep
from dlxh.payroll.causes import LINE, Cause, by_line, in_doubt
from dlxh.payroll.networks import no_contract
from dlxh.payroll.pay_tables import lines_table
from dlxh.payroll.service_days import Frame
from dlxh.payroll.trace_steps import Part, steps_of
from dlxh.register.finding import Finding
from dlxh.register.findings import Findings
from dlxh.register.kinds import Maker, OwnFrame
from dlxh.register.names import IdNames
from dlxh.register.nest import nest_row
from dlxh.register.schema import schema
from dlxh.register.tables import Tables
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.given import PlaceError, need
from dlxh.words.table import Grid
from dlxh.words.table_parts import SHOWN


@dataclass(frozen=True, slots=True)
class PayLine:
    """Dòng chi: one line, with what it was computed from.

    Attributes:
        row: The line's row of `Lines.frame`.
        provision: The provision; None where none applies, or it is no longer in the register.
        scheme: Its scheme.
        parts: Where provisions take turns inside the month: each of them, in order of its days.
        cause: The condition that reduced it, and what happened.
    """

    row: Mapping[str, Any]
    provision: AllowanceProvision | None
    scheme: AllowanceScheme | None
    parts: tuple[Part, ...] = ()
    cause: Cause | None = None

    @property
    def id(self) -> str:
        """Network, collaborator, month, provision and sequence, joined by `~`."""
        return str(self.row["id"])

    @property
    def collaborator(self) -> str:
        """Who is paid."""
        return str(self.row["collaborator"])

    @property
    def month(self) -> date:
        """First day of the month served."""
        found: date = self.row["month"]
        return found

    @property
    def amount(self) -> int:
        """Whole đồng; negative: to be recovered."""
        return int(self.row["amount"])

    @property
    def outcome(self) -> PayOutcome:
        """The result of the provision, or why it is zero."""
        return PayOutcome(self.row["outcome"])

    @property
    def steps(self) -> tuple[TraceStep, ...]:
        """How the amount was calculated, in order."""
        return steps_of(self.row, self.provision, self.parts, self.cause)

    def trace(self, lang: Lang) -> str:
        """Return the steps for reading, numbered, one a line."""
        texts = [in_language(lang, vi=step.vi, en=step.en) for step in self.steps]
        return "\n".join(f"{number}. {text}" for number, text in enumerate(texts, start=1))

    def record(self) -> AllowanceLine:
        """Return the line as the record that a register keeps, with its trace."""
        fields = nest_row(schema()["allowance_lines"].columns, self.row)
        return AllowanceLine.model_validate({**fields, "steps": self.steps})


class Lines:
    """Dòng chi: what is due, one line per person, month and provision.

    The total is always the sum of the lines.

    >>> import dlxh
    >>> from datetime import date
    >>> scheme = dlxh.payroll.read_scheme(dlxh.example("bac-lieu") / "scheme.toml")
    >>> spell = dlxh.Membership(
    ...     id="m1", network="BL-ML", term="t1", collaborator="CTV-1", start="2018-03-01", paid=True
    ... )
    >>> contract = dlxh.Engagement(
    ...     id="e1", network="BL-ML", membership="m1", start="2018-03-01", end="2020-02-29"
    ... )
    >>> register = dlxh.Register([scheme, spell, contract], as_of=date(2018, 12, 31))
    >>> lines = dlxh.allowances(register, dlxh.Period.parse("2018-07"))
    >>> print(lines[0].trace("vi"))
    1. Mức lương cơ sở tháng 7/2018: 1.390.000 đồng (72/2018/NĐ-CP)
    2. không nêu điều, khoản, 78/QĐ-BTGTU: hệ số 0,3 × 1.390.000 = 417.000 đồng
    3. Được chi cho tháng: 417.000 đồng (làm tròn đến đồng, nửa đồng làm tròn lên)
    """

    _FACTORS: ClassVar[tuple[str, ...]] = (
        *("coefficient", "base_salary", "base_decree", "base_assumed", "rate", "counted"),
        *("quantity", "half_days", "days", "of_days", "share"),
    )
    DERIVED: ClassVar[tuple[str, ...]] = (
        *("network", "collaborator", "month", "org_unit", "scheme"),
        *("payer", "provision", "amount", "outcome", *_FACTORS),
    )
    COLUMNS: ClassVar[tuple[str, ...]] = (
        *("id", "network", "org_unit", "collaborator", "month", "scheme", "payer", "provision", "sequence"),
        *("amount", "due", "outcome", "change", *_FACTORS),
    )

    def __init__(  # noqa: PLR0913 - what lines rest on has this many parts
        self,
        rows: Frame,
        *,
        parts: Frame,
        causes: pl.DataFrame,
        as_kind: Maker,
        as_of: date,
        schemes: tuple[AllowanceScheme, ...],
        findings: tuple[Finding, ...],
        names: IdNames,
        list_numbers: Mapping[str, int],
    ) -> None:
        """Take the lines in order of network, collaborator, month and provision, and give them their ids.

        Args:
            rows: The lines.
            parts: What lines with a change inside the month were put together from.
            causes: The conditions that reduced lines or parts of them, as `dlxh.payroll.causes` finds them.
            as_kind: Makes a frame of the kind that the caller passed.
            as_of: The as-of day of the register.
            schemes: The schemes.
            findings: What was found on the way.
            names: What people call the units and networks of the lines.
            list_numbers: The numbers of units in the official list, by which sheets are in order.
        """
        sequence = nw.col("sequence").cast(nw.String())
        month = nw.col("month").cast(nw.String()).str.slice(0, 7)
        key = nw.concat_str(["network", "collaborator", month, "line_of", sequence], separator="~")
        named = rows.with_columns(key.alias("id")).select(*self.COLUMNS)
        self.polars: pl.DataFrame = named.to_native()
        self._changes: pl.DataFrame = parts.to_native()
        self._found_causes = causes
        self.as_kind = as_kind
        self.as_of = as_of
        self.schemes = schemes
        self._findings = findings
        self.names = names
        self.list_numbers = list_numbers

    @property
    def frame(self) -> OwnFrame:
        """The lines as a frame of the caller's own kind."""
        return self.as_kind(self.polars)

    @property
    def tables(self) -> Tables:
        """The lines as the table `allowance_lines` of a register, without traces."""
        known = [column for column in self.polars.columns if column in schema()["allowance_lines"].names]
        return Tables({"allowance_lines": self.polars.select(known)}, as_of=self.as_of)

    @property
    def total(self) -> int:
        """Sum of the amounts in whole đồng; differences to be recovered count as negative."""
        return int(self.polars["amount"].cast(pl.Int128).sum())

    @cached_property
    def _provisions(self) -> dict[str, tuple[AllowanceScheme, AllowanceProvision]]:
        return {
            provision.id: (scheme, provision) for scheme in self.schemes for provision in scheme.provisions
        }

    @property
    def findings(self) -> Findings:
        """Faults that kept somebody from being paid: in provisions, and members without any contract."""
        lacking = self.polars.filter(self.polars["outcome"] == PayOutcome.NO_ENGAGEMENT.value)
        people = lacking.select("network", "collaborator").unique().sort("network", "collaborator")
        found = (*self._findings, *(no_contract(str(row[1])) for row in people.iter_rows()))
        return Findings(found, as_of=self.as_of, as_kind=self.as_kind)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Those of the findings that concern the pay of a whole network; the notes of tables and sheets carry them."""
        return tuple(finding for finding in self._findings if finding.table == "networks")

    def __eq__(self, other: object) -> bool:
        """Return whether both hold the same lines in the same order, by the same schemes, and found the same."""
        if not isinstance(other, Lines):
            return NotImplemented
        stated = ("as_of", "schemes", "findings")
        return all(getattr(self, name) == getattr(other, name) for name in stated) and self.polars.equals(
            other.polars
        )

    __hash__ = None  # type: ignore[assignment] # compared by content, as frames are

    def __len__(self) -> int:
        return int(self.polars.height)

    @overload
    def __getitem__(self, place: int) -> PayLine: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[PayLine, ...]: ...

    def __getitem__(self, place: int | slice) -> PayLine | tuple[PayLine, ...]:
        """Return a line by its place, or those of a slice; raises PlaceError where there is none."""
        if isinstance(place, slice):
            return tuple(self[each] for each in range(len(self))[place])
        need(int, place=place)
        if not -len(self) <= place < len(self):
            raise PlaceError.none_at(place, len(self))
        return self._line(self.polars.row(place, named=True))

    def __iter__(self) -> Iterator[PayLine]:
        return (self._line(row) for row in self.polars.iter_rows(named=True))

    def _line(self, row: Mapping[str, Any]) -> PayLine:
        scheme, provision = self._provisions.get(str(row["provision"]), (None, None))
        own = row["outcome"] != PayOutcome.NO_LONGER_DUE.value
        parts, cause = (
            (self._parts.get(_of_line(row), ()), self._causes.get(_of_line(row))) if own else ((), None)
        )
        return PayLine(row, provision, scheme, parts, cause)

    @cached_property
    def _causes(self) -> dict[tuple[Any, ...], Cause]:
        return dict(by_line(self._found_causes))

    @cached_property
    def in_doubt(self) -> frozenset[str]:
        """Ids of lines that a missing report reduced where not every report is known: it may have come.

        `findings` has the code `partial_ledger` there; complete the reports and calculate again before paying.
        """
        together = ([_of_line(part.row) for part in parts] for parts in self._parts.values())
        doubtful = in_doubt(self._causes, together)
        rows = self.polars.select("id", *LINE).iter_rows(named=True) if doubtful else ()
        return frozenset(str(row["id"]) for row in rows if _of_line(row) in doubtful)

    @cached_property
    def _parts(self) -> dict[tuple[Any, ...], tuple[Part, ...]]:
        """What the lines with a change inside the month were put together from, by each of its provisions."""
        claims: dict[int, list[Part]] = {}
        for row in self._changes.iter_rows(named=True):
            part = Part(row, self._provisions[row["provision"]][1], self._causes.get(_of_line(row)))
            claims.setdefault(row["claim"], []).append(part)
        return {_of_line(part.row): tuple(parts) for parts in claims.values() for part in parts}

    def records(self) -> tuple[AllowanceLine, ...]:
        """Return all lines as records with their traces, for a register to keep: `register.add(*lines.records())`."""
        return tuple(line.record() for line in self)

    def table(self, lang: Lang, *, limit: int | None = None) -> Grid:
        """Return the lines as a table for reading: person, month, provision, what it came to, and the total in đồng.

        People are shown by their ids. Notes explain sums to be recovered and an assumed base salary; `trace` says how each sum
        came about.

        Args:
            lang: The language of labels and numbers.
            limit: Show at most this many lines, from 0 upwards, and count the others; the total is that of all.
        """
        return lines_table(self, lang, limit)

    def _repr_html_(self) -> str:
        """Show it in a notebook, in Vietnamese and not all of a long one; `table("en")` is the English one."""
        return self.table("vi", limit=SHOWN).to_html()

    def __repr__(self) -> str:
        return f"<Lines: {len(self)}, {self.total} đồng>"


def _of_line(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in LINE)
