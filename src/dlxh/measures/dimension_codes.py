"""Chiều có mã: from which columns the codes of a dimension come, and so which code list they are taken from."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from dlxh.models.case_kinds import CaseStatus
from dlxh.models.code_fields import list_of_coding
from dlxh.models.timeliness import ObligorKind
from dlxh.register.schema import schema
from dlxh.words.codes import CodeList

CODED: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "topic": (("item_topics", "topic"),),
    **{name: (("reports", name),) for name in ("channel", "kind")},
    **{name: (("items", name),) for name in ("scope", "urgency", "grade")},
    **{name: (("streams", name),) for name in ("group", "stance", "breadth", "intensity")},
    "route": (("cases", "route"),),
    "training_kind": (("activities", "detail_training_kind"),),
    **{name: (("contents", name),) for name in ("finding", "outcome")},
    **{name: (("memberships", name),) for name in ("role", "end_reason")},
    "composition": (("collaborators", "composition"), ("regulation_provisions", "duty_group")),
    "pay_outcome": (("allowance_lines", "outcome"),),
    "pay_change": (("allowance_lines", "change"),),
    "level": (("units", "level"),),
    "place_kind": (("units", "place_kind"),),
    "unit_kind": (("units", "kind"),),
    "network_level": (("networks", "level"),),
    "report_kind": (("regulation_provisions", "duty_report"),),
}
"""The columns that hold the codes of a dimension."""


BASE: Final = "base_"
"""Begins the name of a dimension whose keys are base codes: `base_topic` counts a topic of one's own as one of ours."""
OWN: Final = "dlxh_own_"
"""Begins the name of an own field by which rows are counted: no other column, of whatever rows, is called so."""
COUNTED: Final = "dlxh_counted_"
"""Begins the name of an own field that a measure itself counts, or has as a condition."""


@cache
def base_dimensions(dimensions: tuple[str, ...]) -> tuple[str, ...]:
    """Return the dimensions by base codes that some dimensions allow: one for each of an open list.

    >>> base_dimensions(("network", "channel", "topic"))
    ('base_topic',)
    """
    lists = ((name, codes_of(name)) for name in dimensions)
    return tuple(BASE + name for name, codes in lists if codes is not None and codes.open)


@cache
def codes_of(dimension: str) -> CodeList | None:
    """Return the list from which the keys of a dimension are taken; None: they are not codes.

    >>> codes_of("topic").name, codes_of("quarter")
    ('topics', None)
    """
    dimension = dimension.removeprefix(BASE)
    if dimension == "status":  # worked out from the events of cases, so no column of a record holds it
        return list_of_coding(CaseStatus)
    if dimension == "owed_by":  # of the ledger
        return list_of_coding(ObligorKind)
    for table, column in CODED.get(dimension, ()):
        return schema()[table].column(column).codes
    return None
