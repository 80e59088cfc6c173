"""Mã định danh: one annotated string per kind of record.

Ids are given by the embedding app, are stable, and are unique within a register: letters without marks, digits and
`. _ : / -`, at most 64 characters. The annotation gives the table in which the id is looked up, so that
references between tables are derived and never listed twice.
"""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import StringConstraints

ID_PATTERN = "^[A-Za-z0-9][A-Za-z0-9._:/-]*$"
LONGEST_ID = 64
_ID = StringConstraints(strict=True, min_length=1, max_length=LONGEST_ID, pattern=ID_PATTERN)


@dataclass(frozen=True, slots=True)
class Names:
    """Marks an id with the table of the record it refers to.

    >>> Names("reports").table
    'reports'
    """

    table: str


UnitId = Annotated[str, _ID, Names("units")]
NetworkId = Annotated[str, _ID, Names("networks")]
TermId = Annotated[str, _ID, Names("terms")]
CollaboratorId = Annotated[str, _ID, Names("collaborators")]
MembershipId = Annotated[str, _ID, Names("memberships")]
EngagementId = Annotated[str, _ID, Names("engagements")]
AbsenceId = Annotated[str, _ID, Names("absences")]
ReportId = Annotated[str, _ID, Names("reports")]
ItemId = Annotated[str, _ID, Names("items")]
CaseId = Annotated[str, _ID, Names("cases")]
MatterId = Annotated[str, _ID, Names("matters")]
ContentId = Annotated[str, _ID, Names("contents")]
ActivityId = Annotated[str, _ID, Names("activities")]
RegulationId = Annotated[str, _ID, Names("regulations")]
SchemeId = Annotated[str, _ID, Names("schemes")]
RegulationProvisionId = Annotated[str, _ID, Names("regulation_provisions")]
SchemeProvisionId = Annotated[str, _ID, Names("scheme_provisions")]
WorkEntryId = Annotated[str, _ID, Names("work_entries")]
OtherAllowanceId = Annotated[str, _ID, Names("other_allowances")]


def id_in(table: str) -> Any:  # noqa: ANN401 - an annotation
    """Return the type of an id that is looked up in a table.

    >>> id_in("units") == UnitId
    True
    """
    return Annotated[str, _ID, Names(table)]


PERSON_PATTERN = "^[A-Za-z][A-Za-z0-9._:/-]*$"
PersonId = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=LONGEST_ID, pattern=PERSON_PATTERN)
]
"""A random code that says that two records are of one person: it begins with a letter, so no identity number is one."""

LINE_ID_PATTERN = "^[A-Za-z0-9][A-Za-z0-9._:/~-]*$"
LONGEST_LINE_ID = 240
LineId = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=LONGEST_LINE_ID, pattern=LINE_ID_PATTERN),
    Names("allowance_lines"),
]
"""Three ids, a month and a number, joined by `~`, which no other id holds."""

CODE_PATTERN = "^[a-z][a-z0-9_]*$"
Code = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=64, pattern=CODE_PATTERN)]
"""A code whose list is not known here: ASCII, lower case, never translated."""
