"""Bảng chi: lines added up per person, unit, payer or month. Signatures are the app's."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from dlxh.payroll.errors import PayrollError
from dlxh.payroll.lines import Lines
from dlxh.payroll.pay_tables import sheet_table
from dlxh.register.finding import Finding
from dlxh.register.kinds import Maker, OwnFrame
from dlxh.register.list_numbers import number_in_list
from dlxh.register.names import IdNames
from dlxh.words.bilingual import Lang
from dlxh.words.given import need, several
from dlxh.words.money import MAX_DONG
from dlxh.words.spelt_amounts import amount_words
from dlxh.words.table import Grid
from dlxh.words.table_parts import SHOWN

PLACES = ("network", "payer", "org_unit", "scheme", "provision", "collaborator", "month", "year")
"""What a sheet can be drawn up by."""
UNITS = ("payer", "org_unit")
"""Of these, units."""


@dataclass(frozen=True)
class Sheet:
    """Bảng chi: lines added up by person, unit, payer or month.

    Attributes:
        polars: One row per group: the keys, `people`, `lines`, `due` (sums to pay), `offset` (sums to recover, not
            positive) and `amount`, their sum, in whole đồng.
        by: The keys.
        as_kind: Makes a frame of the kind that the caller passed.
        names: Display names of the units and networks among the keys, which are ids.
        in_doubt: How many of the lines a missing report reduced where not every report is known: it may have come.
        warnings: What is amiss with the pay of a whole network, as `Lines.findings` has it; the notes of the table carry it.
    """

    polars: pl.DataFrame
    by: tuple[str, ...]
    as_kind: Maker
    names: IdNames = field(default_factory=dict, repr=False)
    in_doubt: int = 0
    warnings: tuple[Finding, ...] = field(default=(), repr=False)

    @property
    def frame(self) -> OwnFrame:
        """The sheet as a frame of the caller's own kind."""
        return self.as_kind(self.polars)

    @property
    def total(self) -> int:
        """Sum of the sheet in whole đồng: that of the lines."""
        return int(self.polars["amount"].cast(pl.Int128).sum())

    def in_words(self) -> str:
        """Return the total in Vietnamese words, as printed below a sheet.

        Where sums are to be recovered, what to pay and what to recover are apart: to sign for their difference
        would be to sign for less than is paid out.
        """
        offset = int(self.polars["offset"].cast(pl.Int128).sum())
        if offset == 0:
            return amount_words(self.total)
        return f"phải chi {amount_words(self.total - offset)}; phải thu hồi {amount_words(-offset)}"

    def to_text(self, lang: Lang) -> str:
        """Return the sheet for reading: one line per row, and the total (in Vietnamese, also in words)."""
        return self.table(lang).to_text()

    def table(self, lang: Lang, *, limit: int | None = None) -> Grid:
        """Return the sheet as a table for reading: keys, people and lines, sums in đồng, and the total.

        Units and networks are named, people are shown by their ids. They are not added up: a person may be in several rows.

        Args:
            lang: The language of heads and numbers.
            limit: The number of rows shown, from 0 upwards; the others are counted, and the total is that of all.
        """
        return sheet_table(self, lang, limit)

    def _repr_html_(self) -> str:
        """Show it in a notebook, in Vietnamese and not all of a long one; `table("en")` is the English one."""
        return self.table("vi", limit=SHOWN).to_html()


def sheet(lines: Lines, by: Iterable[str] = ("org_unit", "collaborator")) -> Sheet:
    """Return the lines added up; everybody with a line has a row, even for 0.

    Units are in the order of the official list where they have numbers in it, then by their ids.

    Args:
        lines: What is due.
        by: Keys among network, payer, org_unit, scheme, provision, collaborator, month and year; the year's summary of
            each payer is `by=["payer", "year"]`.

    Raises:
        PayrollError: a key that lines do not have, or a sum above `MAX_DONG`.

    >>> from datetime import date
    >>> import dlxh
    >>> scheme = dlxh.payroll.read_scheme(dlxh.example("bac-lieu") / "scheme.toml")
    >>> spell = dlxh.Membership(
    ...     id="m", network="BL-ML", term="t", collaborator="c", start="2018-03-01", paid=True
    ... )
    >>> signed = dlxh.Engagement(
    ...     id="e", network="BL-ML", membership="m", start="2024-01-01", end="2025-12-31"
    ... )
    >>> register = dlxh.Register([scheme, spell, signed], as_of=date(2024, 7, 31))
    >>> sheet(dlxh.allowances(register, dlxh.Period.parse("2024-07"))).in_words()
    'bảy trăm lẻ hai nghìn đồng'
    """
    need(Lines, lines=lines)
    keys = several("by", by, str)
    if unknown := [name for name in keys if name not in PLACES]:
        raise PayrollError.by(unknown, PLACES)
    amount = pl.col("amount").cast(pl.Int128)
    rows = lines.polars.with_columns(pl.col("month").dt.year().cast(pl.Int64).alias("year"))
    sums = [
        pl.col("collaborator").n_unique().cast(pl.Int64).alias("people"),
        pl.len().cast(pl.Int64).alias("lines"),
        amount.clip(lower_bound=0).sum().alias("due"),
        amount.clip(upper_bound=0).sum().alias("offset"),
        amount.sum().alias("total"),
    ]
    found = rows.group_by(keys).agg(sums) if keys else rows.select(sums)
    order = [by_list for key in keys for by_list in _in_order(key, lines.list_numbers)]
    found = found.sort(order, nulls_last=True) if keys else found
    money = pl.col("due", "offset", "total")
    if found.filter(pl.any_horizontal((money > MAX_DONG) | (money < -MAX_DONG))).height:
        raise PayrollError.sheet_too_large()
    whole = found.with_columns(money.cast(pl.Int64))
    rows = whole.rename({"total": "amount"})
    return Sheet(rows, keys, lines.as_kind, lines.names, len(lines.in_doubt), lines.warnings)


def _in_order(key: str, numbers: Mapping[str, int]) -> Iterator[pl.Expr]:
    """Yield by what rows are put in order under a key: units by their numbers in the list first."""
    if key in UNITS and numbers:
        yield number_in_list(key, numbers)
    yield pl.col(key)
