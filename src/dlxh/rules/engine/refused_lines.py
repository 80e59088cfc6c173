"""Dòng không nhận: what was refused when files were read as columns, as findings among the others."""

import narwhals as nw
import polars as pl

from dlxh.register.constraints.constraint import Constraint
from dlxh.register.finding import Finding
from dlxh.register.schema import SOURCE_ROW
from dlxh.register.tables import Tables
from dlxh.rules.engine.batch import Batch


def batches_of_lines(tables: Tables) -> list[Batch]:
    """Return a batch for each fault of lines of a file that are not rows of a table, in the order of the files.

    >>> from datetime import date
    >>> batches_of_lines(Tables({}, as_of=date(2024, 7, 24)))
    []
    """
    groups: dict[tuple[str | None, ...], list[Finding]] = {}
    for finding in tables.refused:
        file = None if finding.place is None else finding.place.file
        parameters = repr(sorted(finding.parameters.items()))
        kind = (file, finding.table, finding.field, finding.code, finding.severity, parameters)
        groups.setdefault(kind, []).append(finding)
    return [_batch(file, group) for (file, *_), group in groups.items()]


def _batch(file: str | None, found: list[Finding]) -> Batch:
    one = found[0]
    law = Constraint(
        one.table,
        one.field,
        one.code,
        one.parameters,
        frozenset(),
        nw.lit(value=False),
        kept_out=True,
    )
    rows = pl.DataFrame(
        {
            "record": [each.record for each in found],
            "network": None,
            SOURCE_ROW: [None if each.place is None else each.place.line for each in found],
        },
        schema={"record": pl.String, "network": pl.String, SOURCE_ROW: pl.Int64},
    )
    return Batch(law, rows, one.severity, file=file)
