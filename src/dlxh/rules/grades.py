"""Chỉnh mức: what a network makes of a rule at one stage of its work, and why.

A rule says how grave its fault is. A network may see it otherwise: what is a warning while a report is drafted stops
the month from being closed, and a rule that does not fit a network is silenced. The reason goes with the result.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from dlxh.register.finding import Severity
from dlxh.rules.declaration import refuse_severity
from dlxh.rules.engine.batch import Batch
from dlxh.rules.language.errors import RuleError
from dlxh.words.given import need, need_text


@dataclass(frozen=True, slots=True)
class Grade:
    """Chỉnh mức: another severity for a rule's findings, or silence.

    Attributes:
        code: A rule's code, the letters of a family, or pydantic's type of error.
        severity: The severity of its findings; None: silenced, only counted.
        reason: Why; shown in the result.
        network: Only findings of this network; None: all networks.
        stage: Only at this stage of work, such as draft, submit or month_close; None: at all stages.

    Raises:
        RuleError: no reason is given, or the severity does not exist.

    >>> Grade("R101", Severity.ERROR, reason="kỳ chi trả", stage="month_close").severity.value
    'error'
    """

    code: str
    severity: Severity | None
    reason: str
    network: str | None = None
    stage: str | None = None

    def __post_init__(self) -> None:
        need_text(code=self.code, reason=self.reason)
        need((str, type(None)), network=self.network, stage=self.stage)
        if not self.reason.strip():
            raise RuleError(
                vi=f"chỉnh mức {self.code} cần lý do (reason=)",
                en=f"the grade of {self.code} needs its reason=",
            )
        if self.severity is not None:
            refuse_severity(self.code, self.severity)


def is_meant(code: str, named: str) -> bool:
    """Return whether a name means a code: the code itself, or the letters of its family.

    >>> is_meant("R101", "R"), is_meant("R101", "R1"), is_meant("missing", "missing")
    (True, False, True)
    """
    return named == code or (named.isupper() and named.isalpha() and code.rstrip("0123456789") == named)


def refuse_unknown(named: Iterable[str], known: Sequence[str], of_models: Collection[str]) -> None:
    """Raise RuleError for a name that means none of the codes of rules, and is not a code of the models."""
    for name in sorted(named):
        if name not in of_models and not any(is_meant(code, name) for code in known):
            listed = ", ".join(sorted(known))
            raise RuleError(
                vi=f"không có quy tắc {name!r}; các mã: {listed}", en=f"no rule {name!r}; codes: {listed}"
            )


def grade_batch(
    batch: Batch, grades: Sequence[Grade], stage: str | None
) -> Iterable[tuple[Batch, Grade | None]]:
    """Yield the findings in parts, each with the grade that decided: of several the last one given."""
    rest = batch.rows
    for grade in reversed(grades):
        if not is_meant(batch.code, grade.code) or grade.stage not in {None, stage}:
            continue
        part, rest = _split(rest, grade.network)
        if part.height:
            severity = batch.severity if grade.severity is None else grade.severity
            yield replace(batch, rows=part, severity=severity, reason=grade.reason), grade
    yield batch.with_rows(rest), None


def _split(rows: pl.DataFrame, network: str | None) -> tuple[pl.DataFrame, pl.DataFrame]:
    if network is None:
        return rows, rows.clear()
    own = pl.col("network").eq_missing(pl.lit(network))
    return rows.filter(own), rows.filter(~own)
