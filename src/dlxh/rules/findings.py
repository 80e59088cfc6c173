"""Các phát hiện: counts by code first, single findings on demand, messages rendered late."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dlxh.register.finding import Finding, Place, Severity
from dlxh.register.schema import SOURCE_ROW
from dlxh.rules.rule import Rule

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Findings:
    """What a check found.

    Attributes:
        frames: The violations of each rule as columns, by code.
        rules: The rules that judged, by code.
        skipped: Rules that could not judge, with the tables that they lacked.
        places: The file of each table, where the tables were read from files.

    >>> import dlxh
    >>> findings = dlxh.check(dlxh.read("examples/gia-lai").register)
    >>> findings.ok, findings.counts()
    (True, {})
    """

    frames: "Mapping[str, pl.DataFrame]"
    rules: Mapping[str, Rule]
    skipped: Mapping[str, tuple[str, ...]]
    places: Mapping[str, str]

    @property
    def ok(self) -> bool:
        """Whether there is no error; warnings do not count."""
        return not any(
            frame.height and self.rules[code].severity is Severity.ERROR
            for code, frame in self.frames.items()
        )

    def counts(self) -> dict[str, int]:
        """Return the number of findings by code, for the rules that found something."""
        return {code: frame.height for code, frame in self.frames.items() if frame.height}

    def __len__(self) -> int:
        return sum(frame.height for frame in self.frames.values())

    def __iter__(self) -> Iterator[Finding]:
        for code, frame in self.frames.items():
            for row in frame.iter_rows(named=True):
                yield self._finding(self.rules[code], row)

    def _finding(self, rule: Rule, row: Mapping[str, Any]) -> Finding:
        table = row["table"]
        line = row[SOURCE_ROW]
        place = Place(self.places[table], line) if line is not None and table in self.places else None
        evidence = row["evidence"]
        return Finding(
            code=rule.code,
            vi=rule.vi,
            en=rule.en,
            severity=rule.severity,
            table=table,
            record=row["record"],
            field=row["field"],
            place=place,
            evidence=() if evidence is None else (evidence,),
            parameters={"evidence": evidence},
        )

    @property
    def frame(self) -> "pl.DataFrame":
        """All findings as one frame: code, severity, table, record, field, evidence, source_row."""
        import polars as pl  # noqa: PLC0415 - importing the package loads no dataframe library

        parts = [
            frame.select(
                pl.lit(code).alias("code"),
                pl.lit(self.rules[code].severity.value).alias("severity"),
                pl.all(),
            )
            for code, frame in self.frames.items()
        ]
        names = ("code", "severity", "table", "record", "field", "evidence")
        none = pl.DataFrame(schema=dict.fromkeys(names, pl.String) | {SOURCE_ROW: pl.Int64})
        return pl.concat([none, *parts])
