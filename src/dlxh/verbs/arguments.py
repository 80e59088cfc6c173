"""Đối số của các động từ: what does not fit is refused before anything is worked out."""

from collections.abc import Sequence
from datetime import date

from dlxh.ledger.errors import ObligationError
from dlxh.ledger.ledger import Ledger
from dlxh.models.regulation import Regulation
from dlxh.words.bilingual import ArgumentError, quote


def refuse_other(name: str, given: object, *members: str) -> None:
    """Raise ArgumentError for something that is not what an argument takes.

    Args:
        name: The name of the argument.
        given: What was given; None fits.
        members: What such a thing has: anything that has them will do.

    >>> try:
    ...     refuse_other("calendar", 2024, "is_working_day")
    ... except ArgumentError as error:
    ...     print(error.en)
    calendar= does not take (int): it has no is_working_day
    """
    if given is None:
        return
    for member in members:
        if isinstance(given, type) or not hasattr(given, member):
            raise ArgumentError(
                vi=f"{name}= không nhận {quote(given)}: không có {member}",
                en=f"{name}= does not take {quote(given)}: it has no {member}",
            )


def refuse_no_calendar(given: object) -> None:
    """Raise ArgumentError for a `calendar=` that lacks a member of a calendar; without hours it has them empty.

    >>> from dlxh.words.work_calendars import SimpleCalendar
    >>> refuse_no_calendar(SimpleCalendar())
    """
    refuse_other("calendar", given, "is_working_day", "hours")


def refuse_ledger(ledger: object, as_of: date, regulations: Sequence[Regulation]) -> None:
    """Refuse what is no ledger, one as of another day, or one beside a regulation, by which it was not drawn up.

    Raises:
        ObligationError: the ledger does not go with the others.
        ArgumentError: it is none.
    """
    if not isinstance(ledger, Ledger):
        raise ArgumentError(
            vi=f"ledger= cần sổ do dlxh.obligations lập, không nhận {type(ledger).__name__}",
            en=f"ledger= takes what dlxh.obligations gave, not {type(ledger).__name__}",
        )
    if ledger.as_of != as_of:
        raise ObligationError.of_another_day(ledger.as_of, as_of)
    if regulations:
        raise ObligationError.of_other_rules()
