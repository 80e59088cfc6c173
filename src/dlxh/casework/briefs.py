"""Phiếu giao việc từ sổ: the brief of a case, with every trace of those who reported kept out."""

from collections.abc import Iterator

from dlxh.models.case_brief import Brief
from dlxh.register.register import Register


def brief(register: Register, case: str, agency: str) -> Brief:
    """Return what goes to a verifying agency, judged against the whole register.

    A text in which the id of a report, an item, a collaborator or a membership stands, or a collaborator's name, phone or
    e-mail, is refused; so is a text that seems to hold personal data.

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
    the register holds no VerificationCase with id 'XM-1'; check the id
    """
    return register.case(case).brief_for(agency, keep_out=tuple(traces(register)))


def traces(register: Register) -> Iterator[str]:
    """Yield every word that leads to somebody who reported.

    >>> from datetime import date
    >>> list(traces(Register(as_of=date(2024, 7, 24))))
    []
    """
    for report in register.reports:
        yield report.id
        yield from (item.id for item in report.items)
    for membership in register.memberships:
        yield membership.id
    for person in register.collaborators:
        yield person.id
        if person.name is not None:
            yield person.name
        if person.contact is not None:
            yield from filter(None, (person.contact.phone, person.contact.email))
