"""Đối số của các động từ: what does not fit is refused before anything is worked out."""

from collections.abc import Sequence
from datetime import date

from dlxh.ledger.errors import ObligationError
from dlxh.ledger.ledger import Ledger
from dlxh.models.regulation import Regulation
from dlxh.words.bilingual import ArgumentError


def refuse_ledger(ledger: object, as_of: date, regulations: Sequence[Regulation]) -> None:
    """Refuse what is not a ledger, one as of another day, or one given with a regulation that it was not drawn up by.

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
