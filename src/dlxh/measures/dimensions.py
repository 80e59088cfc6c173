"""Chiều: what a measure can be broken down by."""

from dlxh.measures.measure import Measure
from dlxh.register.levels import LEVELS


def dimensions_of(each: Measure) -> tuple[str, ...]:
    """Return what a measure can be broken down by; where it has units, their levels too."""
    own = each.dimensions
    return (*own, *LEVELS) if "org_unit" in own else own
