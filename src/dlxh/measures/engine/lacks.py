"""Điều còn thiếu của chỉ tiêu: what nobody gave, without which a measure is not counted."""

from collections.abc import Iterable, Iterator

from dlxh.ledger.obligation_rows import calls_for_reports, tables_owing
from dlxh.measures.context import Context
from dlxh.measures.measure import Measure
from dlxh.measures.pairs import Pair, Trend

REGULATION = "regulation="
"""Where no regulation calls for a report, nobody knows who owes one."""


def lacks_of(context: Context, measures: Iterable[Measure]) -> dict[str, tuple[str, ...]]:
    """Return by the codes of measures the tables that are absent, or the regulation; nothing of those that can be counted."""
    found = {each.code: tuple(dict.fromkeys(_lacks(context, each))) for each in measures}
    return {code: names for code, names in found.items() if names}


def _lacks(context: Context, each: Measure) -> Iterator[str]:
    if isinstance(each, Pair | Trend):
        for part in each.inner:
            yield from _lacks(context, part)
        return
    reads = each.rows.reads_in(context)
    if each.rows.is_of_ledger and context.ledger is None:
        if not calls_for_reports(context.regulations):
            yield REGULATION
            return
        reads = (*tables_owing(context.regulations), *reads)
    yield from (name for name in reads if name not in context.tables)
