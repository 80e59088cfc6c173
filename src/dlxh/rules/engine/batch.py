"""Một lô phát hiện: the rows on which one rule or one constraint fell, as columns; sentences come late."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from dlxh.data.refusals import refusal
from dlxh.register.constraints.constraint import Constraint
from dlxh.register.finding import Finding, Phrase, Place, Severity
from dlxh.register.schema import SOURCE_ROW
from dlxh.rules.engine.fact_tables import phrase
from dlxh.rules.rule import Rule
from dlxh.words.ids import LINE_ID_PATTERN

if TYPE_CHECKING:
    import polars as pl

TEXTS: Final = ("table", "record", "field", "evidence", "network")
COLUMNS: Final = ("table", "record", "field", "evidence", SOURCE_ROW, "network")
KEY_PATTERN: Final = LINE_ID_PATTERN.replace("*$", "*(#[A-Za-z0-9._:/#-]*)?\\z")
"""An id, or the parts of a key joined by `#`: whatever else stands in a key may be a name, and is not told."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one rule or constraint found.

    Attributes:
        law: The rule, or the constraint of a model.
        rows: One row per finding: `record`, and where they differ from row to row `table`, `network`, `field`,
            `evidence`, `source_row` and what fills placeholders. As found: a key may be anything, and is shown by
            `frame` and `findings` only if it is one.
        severity: As graded for the network and the stage.
        reason: Why it is graded otherwise than the rule says.
    """

    law: Rule | Constraint
    rows: "pl.DataFrame" = field(repr=False)
    severity: Severity
    reason: str | None = None

    @property
    def code(self) -> str:
        """The rule's code, or pydantic's type of error."""
        return self.law.code

    @property
    def height(self) -> int:
        """How many findings."""
        return self.rows.height

    def with_rows(self, rows: "pl.DataFrame") -> "Batch":
        """Return the same law on other rows."""
        return replace(self, rows=rows)

    def frame(self) -> "pl.DataFrame":
        """Return the findings with all columns, in a fixed order."""
        import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

        fixed = {"table": self.law.table, "field": self.law.field}
        lacking = [
            pl.lit(fixed.get(name), pl.String).alias(name) for name in TEXTS if name not in self.rows.columns
        ]
        if SOURCE_ROW not in self.rows.columns:
            lacking.append(pl.lit(None, pl.Int64).alias(SOURCE_ROW))
        return self._shown().with_columns(lacking).select(COLUMNS)

    def _shown(self) -> "pl.DataFrame":
        return told(self.rows).sort([name for name in COLUMNS if name in self.rows.columns])

    def findings(self, places: Mapping[str, str]) -> Iterator[Finding]:
        """Yield one finding for each row."""
        vi, en = self._sentences()
        for row in self._shown().iter_rows(named=True):
            table, line = row.get("table", self.law.table), row.get(SOURCE_ROW)
            evidence = row.get("evidence")
            told = {name: value for name, value in row.items() if name not in COLUMNS}
            yield Finding(
                code=self.code,
                vi=vi,
                en=en,
                severity=self.severity,
                table=table,
                record=row["record"],
                field=row.get("field", self.law.field),
                place=Place(places[str(table)], line) if line is not None and table in places else None,
                evidence=() if evidence is None else (evidence,),
                parameters={
                    "evidence": self._named(evidence),
                    "network": row.get("network"),
                    **told,
                    **self._parameters(),
                },
                network=row.get("network"),
                reason=self.reason,
            )

    def _named(self, evidence: str | None) -> "str | Phrase | None":
        """Return how a sentence names the evidence: by its key, or a fact with what is said of its days."""
        facts = self.law.facts if isinstance(self.law, Rule) else None
        return evidence if facts is None or evidence is None else phrase(facts, evidence)

    def _parameters(self) -> Mapping[str, Any]:
        return self.law.parameters if isinstance(self.law, Constraint) else {}

    def _sentences(self) -> tuple[str, str]:
        if isinstance(self.law, Rule):
            return self.law.vi, self.law.en
        vi, en = (refusal(self.code, self.law.parameters, lang) for lang in ("vi", "en"))
        return _literal(vi), _literal(en)


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def told(rows: "pl.DataFrame") -> "pl.DataFrame":
    """Return the rows with nothing in their texts but ids and codes: a key that is none may be somebody's name.

    >>> import polars as pl
    >>> told(pl.DataFrame({"record": ["BC-1", "Nguyễn Thị Ví Dụ"]}))["record"].to_list()
    ['BC-1', None]
    """
    import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

    texts = [
        name for name, kind in rows.schema.items() if kind == pl.String and name not in {"table", "field"}
    ]
    return rows.with_columns(
        pl.when(pl.col(name).str.contains(KEY_PATTERN)).then(pl.col(name)) for name in texts
    )
