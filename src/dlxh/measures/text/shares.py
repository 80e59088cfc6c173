"""Tỷ trọng: the part that each key has of a sum, so that the parts shown sum to exactly 100%."""

from collections.abc import Mapping, Sequence
from typing import Any

from dlxh.measures.errors import MeasureError
from dlxh.measures.key_names import KeyNames
from dlxh.measures.labels import PERIODS
from dlxh.measures.measure import Additivity, Measure
from dlxh.measures.rate import share_out
from dlxh.measures.text.answer import Answer
from dlxh.measures.values import NOT_APPLICABLE
from dlxh.words.figures import Qualifier

Key = tuple[Any, ...]
Shares = Mapping[Key, int | None]


def adds_up(each: Measure, by: Sequence[str], names: KeyNames) -> bool:
    """Return whether the figures of all keys add up to that of the whole; what counts under several keys does not."""
    dimensions = [*map(names.dimension, by)]
    if not each.rows.counted_twice.isdisjoint(dimensions):
        return False
    return all(
        (each.over_time if name in PERIODS else each.over_units) is Additivity.SUM for name in dimensions
    )


def shares_of(result: Answer, each: Measure, within: Sequence[str]) -> Shares:
    """Return for each key of an answer its share of the sum of those with the same keys of `within`, in ten-thousandths.

    None where any figure of them is not exact, where they sum to nothing, and of what does not apply.

    Raises:
        MeasureError: the figures do not add up over the other dimensions.
    """
    by = list(result.by)
    over = [name for name in by if name not in within]
    if not over:
        raise MeasureError(
            vi="kết quả không chia theo chiều nào ngoài within, nên không có tỷ trọng; hãy đếm lại với by=",
            en="the answer is broken down by nothing but within, so there are no shares; measure again with by=",
        )
    if not adds_up(each, over, result.names):
        raise MeasureError(
            vi=f"{each.code} không cộng được qua các dòng theo {', '.join(over)}, nên không có tỷ trọng",
            en=f"the figures of {each.code} do not add up over {', '.join(over)}, so there are no shares of them",
        )
    groups: dict[Key, dict[Key, int | None]] = {}
    found: dict[Key, int | None] = {}
    for row in result.polars.iter_rows(named=True):
        if row["measure"] == each.code:
            key = tuple(row[name] for name in by)
            found[key] = None
            if row["qualifier"] != NOT_APPLICABLE:
                exact = row["qualifier"] == Qualifier.EXACT.value
                group = groups.setdefault(tuple(row[name] for name in within), {})
                group[key] = row["value"] if exact else None
    for group in groups.values():
        values = [value for value in group.values() if value is not None and value >= 0]
        if len(values) == len(group):
            found |= dict(zip(group, share_out(values), strict=False))
    return found
