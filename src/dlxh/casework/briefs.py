"""Phiếu giao việc từ sổ: the brief of a case, with every trace of those who reported kept out."""

from collections.abc import Iterator

from dlxh.models.case_brief import Brief
from dlxh.register.columns import Column, Kind
from dlxh.register.register import Register
from dlxh.words.disclosure import Disclosure
from dlxh.words.given import need, need_text

IDS = (
    *("reports", "items", "collaborators", "memberships"),
    *("engagements", "absences", "work_entries", "other_allowances"),
)
"""The tables whose ids lead to somebody who reported."""


def brief(register: Register, case: str, agency: str) -> Brief:
    """Return the brief for a verifying agency, checked against the whole register.

    A text with the id of a report, an item, a collaborator or a membership, or with what a restricted or secret field
    holds, such as a collaborator's name, phone or e-mail or an own field, is refused, however it is written
    (`dlxh.words.traces`); so are ids of the case and its contents that hold one, and a text that appears to contain
    personal data.

    Args:
        register: The register that holds the case and those who reported.
        case: Id of the case.
        agency: Id of the agency.

    Raises:
        RegisterError: there is no such case.
        DisclosureError: something may not go out; the error does not repeat it.

    >>> from datetime import date
    >>> try:
    ...     brief(Register(as_of=date(2024, 7, 24)), "XM-1", "STNMT")
    ... except LookupError as error:
    ...     print(error.en)
    the register has no case with id 'XM-1'; check the id
    """
    need(Register, register=register)
    need_text(case=case)
    return register.case(case).brief_for(agency, keep_out=traces(register), within=register)


def traces(register: Register) -> Iterator[str]:
    """Yield every word that leads to somebody who reported: ids, and the texts of restricted and secret columns.

    Own fields are among them, their whole numbers too. A code of a list is not: it is an ordinary word.

    >>> from datetime import date
    >>> list(traces(Register(as_of=date(2024, 7, 24))))
    []
    """
    need(Register, register=register)
    for name in register.tables.names:
        table = register.tables.schema[name]
        kinds = {Kind.TEXT} if table.pack is None else {Kind.TEXT, Kind.INTEGER}  # our numbers are amounts
        columns = [column.name for column in table.columns if column.kind in kinds and _is_hidden(column)]
        columns += ["id"] if name in IDS else []
        if columns:
            frame = register.tables.polars(name)
            for column in columns:
                yield from map(str, frame[column].drop_nulls().unique(maintain_order=True))


def _is_hidden(column: Column) -> bool:
    return column.disclosure >= Disclosure.RESTRICTED and column.coding is None
