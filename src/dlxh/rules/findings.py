"""Phát hiện của kiểm tra: counts by code first, single findings on demand, messages rendered late; and what was judged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from types import NoneType
from typing import Any, Final

import polars as pl

from dlxh.register.finding import Finding
from dlxh.register.findings import By, Findings
from dlxh.register.known_tables import Schema
from dlxh.register.names import names_of
from dlxh.register.subject import Subject, tables_of
from dlxh.register.tables import Tables
from dlxh.rules.engine.account import Account, KeptAccount
from dlxh.rules.engine.batch import Batch, hide_names
from dlxh.rules.engine.networks import with_network
from dlxh.rules.engine.quarantine import ValidRows, errors_about_rows, keep, quarantine
from dlxh.rules.first_findings import first_findings
from dlxh.rules.grades import Grade, grade_batch
from dlxh.rules.open_questions import name_open, name_partial
from dlxh.rules.rule import Rule
from dlxh.words.bilingual import Lang
from dlxh.words.given import need, several
from dlxh.words.missing_input import MissingInputError

_PICKLED: Final = ("rules", "skipped", "skipped_rows", "silenced")


class CheckFindings(Findings):
    """Kết quả kiểm tra: what a check found, and what it covered.

    Four things are kept apart: what is at fault (`counts`); what is undecided because an input is missing
    (`unknown`); what was skipped because a table is absent or a field is itself at fault (`skipped`, `skipped_rows`);
    and the rest, which is in order: `rows_judged` is the number of rows a rule was applied to. Findings that a
    network has silenced are counted in `silenced`.

    Attributes:
        rules: The rules that ran, by code.
        skipped: Rules that could not run, with what they lacked: tables that are absent or at fault, or arguments
            such as `calendar=`.
        skipped_rows: For each rule, on how many rows of its own table it was skipped because a field that it reads is
            itself at fault: for a rule on single rows, all such rows; for one across rows, those that it would have
            reported.
        silenced: The grades that silenced findings, with the number each silenced.
        lacking: Why the ledger, the clocks or the lines due of skipped rules could not be worked out, in words.

    >>> import dlxh
    >>> findings = dlxh.check(dlxh.read(dlxh.example("gia-lai")).register)
    >>> findings.ok, findings.counts()
    (True, {})
    """

    TITLE = "Kết quả kiểm tra", "Result of the check"

    def __init__(  # noqa: PLR0913, PLR0917 - built by check, never by hand
        self,
        tables: Tables,
        batches: Sequence[Batch],
        rules: Mapping[str, Rule],
        skipped: Mapping[str, tuple[str, ...]],
        skipped_rows: Mapping[str, int],
        account: Account,
        silenced: Sequence[tuple[Grade, int]] = (),
        lacking: Mapping[str, MissingInputError] | None = None,
    ) -> None:
        super().__init__(as_of=tables.as_of, as_kind=tables.as_kind)
        self._tables = tables
        self._batches = tuple(batches)
        self._account = account
        self.rules = rules
        self.skipped = skipped
        self.skipped_rows = skipped_rows
        self.silenced = tuple(silenced)
        self.lacking = dict(lacking or {})

    def _with(self, batches: Sequence[Batch], silenced: Sequence[tuple[Grade, int]] = ()) -> "CheckFindings":
        rest = (self.rules, self.skipped, self.skipped_rows, self._account, (*self.silenced, *silenced))
        return CheckFindings(self._tables, batches, *rest, lacking=self.lacking)

    def look_up_names(self) -> "CheckFindings":
        """Return the same findings, with the names of units, terms and networks in their messages looked up now, since a connection may be closed later."""
        ids: dict[str, set[str]] = {}
        for batch in self._batches:
            for table, keys in batch.ids():
                ids.setdefault(table, set()).update(keys)
        names = names_of(self._tables, ids)
        return self._with([replace(batch, names=names) for batch in self._batches]) if names else self

    def __getstate__(self) -> dict[str, Any]:
        """Return what is pickled: what was found and what is open, without the records and without keys that may be names."""
        kept = {name: getattr(self, name) for name in (*_PICKLED, "lacking", "as_of", "as_kind")}
        tables = self._tables
        nothing = Tables({}, as_of=tables.as_of, places=tables.places, pack=tables.pack)
        shown = tuple(batch.with_rows(hide_names(batch.rows)) for batch in self._placed)
        account = KeptAccount(self.unknown, self.rows_judged)
        return kept | {"_batches": shown, "_account": account, "_tables": nothing}

    def __eq__(self, other: object) -> bool:
        """Return whether both found the same, by the same rules, and left the same open."""
        if not isinstance(other, CheckFindings):
            return NotImplemented
        same = all(getattr(self, each) == getattr(other, each) for each in (*_PICKLED, "unknown"))
        return same and list(self) == list(other)

    __hash__ = None  # compared by content, as lists are

    @property
    def schema(self) -> Schema:
        """The tables that there may be."""
        return self._tables.schema

    @property
    def batches(self) -> tuple[Batch, ...]:
        """What was found, one batch for each rule or constraint."""
        return self._batches

    @cached_property
    def unknown(self) -> dict[str, int]:  # pyright: ignore[reportIncompatibleMethodOverride] # counted once
        """For each rule on single rows, how many rows lack an input; counted when first needed.

        Rows on which the rule is skipped are not included. Rules across rows, with `those`, `ref` or `previous`, are
        not counted: they join whatever rows there are.
        """
        found = self._account.unknown()
        return {code: found[code] for code in self.rules if found.get(code)}

    @cached_property
    def rows_judged(self) -> dict[str, int]:  # pyright: ignore[reportIncompatibleMethodOverride] # counted once
        """How many rows each constraint, and each rule that was not skipped, was applied to; counted when first needed.

        Constraints are listed by their code and apply to tables whose rows no model has checked. With 0 there was
        nothing to check, so the absence of findings means nothing. Rows counted in `unknown` and `skipped_rows` are
        included.
        """
        return self._account.rows_judged()

    def _counts(self, by: By) -> Iterator[tuple[str, int]]:
        for batch in self._located if by == "network" else self._batches:
            yield from batch.counts(by)

    def __len__(self) -> int:
        return sum(batch.height for batch in self._batches)

    def __iter__(self) -> Iterator[Finding]:
        for batch in self._placed:
            yield from batch.findings(self._tables)

    @cached_property
    def _located(self) -> tuple[Batch, ...]:
        return tuple(with_network(batch, self._tables) for batch in self._batches)

    @cached_property
    def _numbered(self) -> tuple[Batch, ...]:
        return tuple(self._account.add_numbers(batch) for batch in self._located)

    @cached_property
    def _placed(self) -> tuple[Batch, ...]:
        return tuple(self._account.add_places(batch) for batch in self._numbered)

    @property
    def polars(self) -> pl.DataFrame:
        """All findings as a Polars frame, whatever the caller passed; its columns are those of `frame`."""
        parts = [
            batch.frame().select(
                pl.lit(batch.code).alias("code"),
                pl.lit(batch.severity.value).alias("severity"),
                pl.all(),
                pl.lit(batch.reason, pl.String).alias("reason"),
            )
            for batch in self._numbered
        ]
        return pl.concat([Findings().polars, *parts])

    def _first(self, limit: int | None = None) -> list[Finding]:
        return first_findings(self._placed, self._tables, limit)

    def name_open(self, lang: Lang) -> Iterator[str]:
        """Yield what was not checked, why, and what to pass, and what may be found because rows are missing, in one language."""
        yield from name_open(self, lang)
        yield from name_partial(self, self._tables.partial, lang)

    def regrade(self, grades: Sequence[Grade], stage: str | None) -> "CheckFindings":
        """Return the same findings as a network sees them at a stage of its work."""
        grades = several("grades", grades, Grade)
        need((str, NoneType), stage=stage)
        if not grades:
            return self
        batches: list[Batch] = []
        silenced: dict[Grade, int] = {}
        by_network = any(grade.network is not None for grade in grades)
        for batch in self._located if by_network else self._batches:
            for part, grade in grade_batch(batch, grades, stage):
                if grade is not None and grade.severity is None:
                    silenced[grade] = silenced.get(grade, 0) + part.height
                elif part.height:
                    batches.append(part)
        return self._with(batches, list(silenced.items()))

    def about(self, keys: pl.DataFrame) -> "CheckFindings":
        """Return the findings on some rows, given by table and record, or with one of these rows as evidence."""
        return self._with([part for batch in self._batches if (part := batch.about(keys)).height])

    def valid(self, subject: Subject, *, closed: bool = False) -> ValidRows:
        """Return the rows that have no error themselves.

        Args:
            subject: The register or the tables that were judged.
            closed: Also drop rows that refer to a dropped row, repeatedly until none is left.

        Raises:
            RuleError: the findings were pickled, without the keys needed to find the rows.
        """
        return keep(tables_of(subject), self._errors(), closed=closed)

    def quarantine(self, subject: Subject, *, personal: bool = False) -> dict[str, pl.DataFrame]:
        """Return the rows that have an error themselves, by table, with their codes and fields in `reasons`; raises like `valid`.

        Args:
            subject: The register or the tables that were judged.
            personal: Whether to include restricted columns, for people who may correct them.
        """
        return quarantine(tables_of(subject), self._errors(), personal=personal)

    def _errors(self) -> list[Batch]:
        return errors_about_rows(self._batches, were_pickled=isinstance(self._account, KeptAccount))
