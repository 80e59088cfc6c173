"""Một lô phát hiện: the rows on which one rule or one constraint fell, as columns; sentences come late."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

import polars as pl

from dlxh.register.code_names import name_code
from dlxh.register.constraints.constraint import Constraint
from dlxh.register.finding import Finding, Phrase, Place, Severity, sentence_of
from dlxh.register.findings import COLUMNS, ROW_NUMBER
from dlxh.register.labels import name_own
from dlxh.register.names import IdNames, show_with_id, table_named_in
from dlxh.register.pointers import pointer_of
from dlxh.register.schema import SOURCE_ROW
from dlxh.register.tables import Tables
from dlxh.rules.engine.cells_in_words import find_cells, find_column, show_cells
from dlxh.rules.engine.fact_tables import phrase
from dlxh.rules.rule import Rule
from dlxh.words.codes import CodeList
from dlxh.words.ids import LINE_ID_PATTERN

TEXTS: Final = ("table", "record", "field", "evidence", "network")
PLACED: Final = (ROW_NUMBER, "root", "pointer")
"""The places of rows, worked out when findings are shown."""
_GIVEN: Final = "given"
KEY_PATTERN: Final = LINE_ID_PATTERN.replace("*$", "*(#[A-Za-z0-9._:/#-]*)?\\z")
"""An id, or the parts of a key joined by `#`: anything else in a key may be a name, and is not shown."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one rule or constraint found.

    Attributes:
        law: The rule, or the constraint of a model.
        rows: One row per finding: `record`, and where they differ from row to row `table`, `network`, `field`,
            `evidence`, `source_row`, `row_number`, `root`, `pointer` and what fills placeholders. As found: a key may be
            anything, and is shown by `frame` and `findings` only if it is one.
        severity: As graded for the network and the stage.
        reason: Why its grade differs from the rule's.
        file: The file whose lines it is about, where they are not rows.
        names: What people call the units, terms and networks that its sentences speak of.
    """

    law: Rule | Constraint
    rows: pl.DataFrame = field(repr=False)
    severity: Severity
    reason: str | None = None
    file: str | None = None
    names: IdNames = field(default_factory=dict, repr=False)

    @property
    def code(self) -> str:
        """The rule's code, or pydantic's type of error."""
        return self.law.code

    @property
    def height(self) -> int:
        """How many findings."""
        return self.rows.height

    @property
    def tables(self) -> list[str]:
        """The tables of its rows; none where it is about a file that is of none."""
        named = self.rows["table"].unique().to_list() if "table" in self.rows.columns else [self.law.table]
        return [name for name in named if name is not None]

    def ids(self) -> Iterator[tuple[str, set[str]]]:
        """Yield the ids of units, terms and networks that its sentences speak of, by table."""
        shown = hide_names(self.rows)
        by_row = "table" in shown.columns
        for table in self.tables:
            if (named := table_named_in(table)) is not None:
                rows = shown.filter(pl.col("table") == table) if by_row else shown
                keys = rows["record"].drop_nulls().unique()
                yield named, {key.partition("#")[0] for key in keys}
        if self._evidence_table is not None and "evidence" in shown.columns:
            yield self._evidence_table, {*shown["evidence"].drop_nulls().unique()}

    @property
    def _evidence_table(self) -> str | None:
        """The table with names whose ids its evidence is."""
        found = {part.evidence_table for part in self.law.parts} if isinstance(self.law, Rule) else set()
        table = found.pop() if len(found) == 1 else None
        return table if table_named_in(table) == table else None

    def counts(self, by: str) -> Iterator[tuple[str, int]]:
        """Yield how many findings there are by code, severity, table, field or network; what is none of them is empty."""
        fixed = {
            "code": self.code,
            "severity": self.severity.value,
            "table": self.law.table,
            "field": self.law.field,
        }
        if by not in self.rows.columns:
            yield fixed.get(by) or "", self.height
            return
        for key, number in hide_names(self.rows.select(by))[by].value_counts(sort=True).sort(by).iter_rows():
            yield key or "", number

    def about(self, keys: pl.DataFrame) -> "Batch":
        """Return what was found on some rows, given by table and record, or with one of them as evidence.

        Where their network is given too, what a rule of the language found on a row of that id in another is not about them.
        """
        rows = self.rows
        by_network = isinstance(self.law, Rule) and not self.law.is_function and "network" in rows.columns
        on = ["table", "record", *(["network"] if by_network and "network" in keys.columns else [])]
        if "table" not in rows.columns:
            rows = rows.with_columns(pl.lit(self.law.table, pl.String).alias("table"))
        given = keys.select(*on, pl.lit(value=True).alias(_GIVEN)).unique()
        rows = rows.join(given, on=on, how="left", nulls_equal=True, maintain_order="left")
        own = pl.col(_GIVEN).is_not_null()
        if "evidence" in rows.columns:
            own |= pl.col("evidence").is_in(keys["record"].implode())
        found = rows.filter(own).drop(_GIVEN)
        # If a new record has the id of another, the new one is reported, which is in no row.
        if SOURCE_ROW in found.columns:
            found = found.sort(SOURCE_ROW, nulls_last=False, maintain_order=True)
        same = [name for name in found.columns if name not in {SOURCE_ROW, ROW_NUMBER}]
        return self.with_rows(found.unique(same, keep="first", maintain_order=True))

    def with_rows(self, rows: pl.DataFrame) -> "Batch":
        """Return the same law on other rows."""
        return replace(self, rows=rows)

    def frame(self, *more: str) -> pl.DataFrame:
        """Return the findings with all columns, in a fixed order, and with some of what else is known of their places."""
        fixed = {"table": self.law.table, "field": self.law.field}
        lacking = [
            pl.lit(fixed.get(name), pl.String).alias(name) for name in TEXTS if name not in self.rows.columns
        ]
        numbers = [name for name in (SOURCE_ROW, ROW_NUMBER) if name not in self.rows.columns]
        lacking += [pl.lit(None, pl.Int64).alias(name) for name in numbers]
        return self.shown.with_columns(lacking).select(*COLUMNS, ROW_NUMBER, *more)

    @property
    def shown(self) -> pl.DataFrame:
        """The rows in the order in which they are shown, without what may be somebody's name."""
        return hide_names(self.rows).sort(
            [name for name in COLUMNS if name in self.rows.columns], maintain_order=True
        )

    def findings(self, tables: Tables) -> Iterator[Finding]:
        """Yield one finding for each row."""
        vi, en = self._sentences()
        cure_vi, cure_en = (
            (self.law.cure_vi, self.law.cure_en) if isinstance(self.law, Rule) else (None, None)
        )
        more = [name for name in self.rows.columns if name not in {*COLUMNS, *PLACED}]
        own = _lists_of(tables)
        cells = find_cells(tables.schema, self.law.table, more)
        for row in self.shown.iter_rows(named=True):
            table, field = row.get("table", self.law.table), row.get("field", self.law.field)
            evidence, pointer = row.get("evidence"), row.get("pointer")
            yield Finding(
                code=self.code,
                vi=vi,
                en=en,
                severity=self.severity,
                table=table,
                record=row["record"],
                field=field,
                place=self._place(row.get(SOURCE_ROW), tables.places.get(str(table))),
                evidence=() if evidence is None else (evidence,),
                parameters={
                    **self._name_record(table, row["record"]),
                    "evidence": self._name_evidence(evidence, tables, table, field),
                    "network": row.get("network"),
                    **name_own(tables.schema, table, field),
                    **show_cells(cells, own, row),
                    **(self.law.parameters if isinstance(self.law, Constraint) else {}),
                },
                network=row.get("network"),
                reason=self.reason,
                cure_vi=cure_vi,
                cure_en=cure_en,
                row_number=row.get(ROW_NUMBER),
                root=row.get("root"),
                pointer=None if pointer is None else pointer + pointer_of(str(table), field, tables.schema),
            )

    def _place(self, line: int | None, file: str | None) -> Place | None:
        """Return the line of the table's file, or what the batch speaks of in its own: a line or all of it."""
        if self.file is not None:
            return Place(self.file, line)
        return None if file is None or line is None else Place(file, line)

    def _name_evidence(
        self, evidence: str | None, tables: Tables, table: str | None, field: str | None
    ) -> "str | Phrase | None":
        """Return the evidence as a sentence shows it: by its key, with its name if it has one, or a fact with its days."""
        if evidence is None:
            return None
        show = self.law.show_evidence if isinstance(self.law, Rule) else None
        if show is not None:
            return show(evidence, tables, str(table), str(field))
        facts = self.law.facts if isinstance(self.law, Rule) else None
        if facts is not None:
            return phrase(facts, evidence, _lists_of(tables))
        cells = {part.evidence_cell for part in self.law.parts} if isinstance(self.law, Rule) else set()
        place = cells.pop() if len(cells) == 1 else None
        column = None if place is None else find_column(tables.schema, *place)
        if column is not None and column.codes is not None:
            return name_code(column.codes, _lists_of(tables), evidence)
        return show_with_id(self.names, self._evidence_table, evidence)

    def _name_record(self, table: str | None, record: str | None) -> dict[str, Phrase]:
        """Return the key of a row as a sentence shows it where it has a name."""
        shown = None if record is None else show_with_id(self.names, table_named_in(table), record)
        return {"record": shown} if isinstance(shown, Phrase) else {}

    def _sentences(self) -> tuple[str, str]:
        if isinstance(self.law, Rule):
            return self.law.vi, self.law.en
        parameters = self.law.parameters
        return sentence_of(self.code, parameters, "vi"), sentence_of(self.code, parameters, "en")


def _lists_of(tables: Tables) -> tuple[CodeList, ...]:
    return () if tables.pack is None else tables.pack.code_lists


def hide_names(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with nothing in their texts but ids and codes: a key that is none may be somebody's name.

    >>> import polars as pl
    >>> hide_names(pl.DataFrame({"record": ["BC-1", "Nguyễn Thị Ví Dụ"]}))["record"].to_list()
    ['BC-1', None]
    """
    ours = {"table", "field", "pointer"}
    texts = [name for name, kind in rows.schema.items() if kind == pl.String and name not in ours]
    return rows.with_columns(
        pl.when(pl.col(name).str.contains(KEY_PATTERN)).then(pl.col(name)) for name in texts
    )
