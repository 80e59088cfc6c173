"""Chiều: what a measure can be broken down by."""

from collections.abc import Mapping, Sequence

from dlxh.measures.dimension_codes import base_dimensions
from dlxh.measures.errors import MeasureError
from dlxh.measures.measure import Measure
from dlxh.measures.unit_dimensions import unit_dimensions
from dlxh.register.levels import LEVELS
from dlxh.words.bilingual import quote
from dlxh.words.given import need, several


def dimensions_of(each: Measure) -> tuple[str, ...]:
    """Return what a measure can be broken down by; where it has units, their levels too; of open lists base codes too."""
    own = each.dimensions
    found = (*own, *base_dimensions(own), *(LEVELS if "org_unit" in own else ()), *unit_dimensions(own))
    return tuple(dict.fromkeys(found))


def check_names(names: Mapping[str, str], by: Sequence[str], columns: Sequence[str]) -> None:
    """Refuse names for dimensions that are not there, or that other columns have."""
    need(Mapping, names=names)
    new = several("names", names.values(), str)
    if unknown := [name for name in names if name not in by]:
        raise MeasureError(
            vi=f"names: không phân theo {quote(unknown[0])}; các khóa: {', '.join(by) or '—'}",
            en=f"names: the result is not broken down by {quote(unknown[0])}; the keys are: {', '.join(by) or '—'}",
        )
    if len({names.get(name, name) for name in columns}) < len(columns):
        raise MeasureError(
            vi=f"names: tên mới trùng với một cột đã có ({', '.join(map(quote, new))})",
            en=f"names: a new name is already that of another column ({', '.join(map(quote, new))})",
        )
