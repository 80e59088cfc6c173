"""Danh sách phát hiện: the findings of one file up to a bound; what is beyond it is counted, and so is not lost."""

from collections.abc import Iterator, Sequence
from typing import Any

from dlxh.register.finding import Finding, Place, refuse
from dlxh.register.limits import Limits


class FindingList:
    """The findings of one file.

    A row is listed with its first faults and the number of the others, or only counted when the list is full.

    >>> listed = FindingList("reports.ndjson", Limits(file_findings=1))
    >>> for line in (1, 2, 3):
    ...     listed.add_row([refuse("json_invalid", Place("reports.ndjson", line))])
    >>> [finding.code for finding in listed], list(listed)[1].parameters["count"]
    (['json_invalid', 'rows_unlisted'], 2)
    """

    def __init__(self, file: str, limits: Limits, table: str | None = None) -> None:
        self._place = Place(file)
        self._table = table
        self._limits = limits
        self._findings: list[Finding] = []
        self._unlisted = 0

    @property
    def room(self) -> int:
        """How many faults of the next row are listed; 0: the row is only counted."""
        return 0 if len(self._findings) >= self._limits.file_findings else self._limits.row_findings

    def add(self, finding: Finding) -> None:
        """Add a finding about the file itself; there are few, and they are always listed."""
        self._findings.append(finding)

    def count_row(self) -> None:
        """Count a row that does not fit and for whose findings there is no room."""
        self._unlisted += 1

    def add_row(self, findings: Sequence[Finding], beyond: int = 0) -> None:
        """Add the first findings of one row that does not fit, and how many faults it has beyond."""
        if not self.room:
            self.count_row()
            return
        self._findings.extend(findings)
        if beyond:
            first, parameters = findings[0], {"count": beyond, "limit": self._limits.row_findings}
            row: dict[str, Any] = {"row": first.row, "table": first.table, "record": first.record}
            self._findings.append(
                refuse("faults_unlisted", first.place or self._place, parameters=parameters, **row)
            )

    def __iter__(self) -> Iterator[Finding]:
        yield from self._findings
        if self._unlisted:
            parameters = {"count": self._unlisted, "limit": self._limits.file_findings}
            yield refuse("rows_unlisted", self._place, table=self._table, parameters=parameters)
