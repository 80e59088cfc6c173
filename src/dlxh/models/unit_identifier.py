"""Mã định danh của đơn vị: under which schemes a body is known to other systems, and on which days."""

from typing import Annotated, ClassVar, Final

from pydantic import Field, StringConstraints

from dlxh.data.code_lists import code_list
from dlxh.words.code_marks import In
from dlxh.words.days import Day
from dlxh.words.disclosure import Public
from dlxh.words.record import Value

IDENTIFIER_PATTERN: Final = "^[0-9A-Za-z][0-9A-Za-z._/-]*$"
LONGEST_IDENTIFIER: Final = 64
Identifier = Annotated[
    str, StringConstraints(strict=True, max_length=LONGEST_IDENTIFIER, pattern=IDENTIFIER_PATTERN)
]


class UnitIdentifier(Value):
    """Mã định danh: one identifier of a body, with its scheme.

    >>> UnitIdentifier(scheme="electronic_identifier", value="H49.12").value
    'H49.12'
    """

    ordered: ClassVar[tuple[tuple[str, str], ...]] = (("valid_from", "valid_to"),)

    scheme: Public[Annotated[str, In(code_list("identifier_schemes"))]] = Field(
        description="A code such as electronic_identifier or tax_code; packs may add some."
    )
    value: Public[Identifier] = Field(description="As issued, without blanks; text, never a number.")
    valid_from: Public[Day | None] = Field(
        default=None, description="First day, inclusive; empty: since the unit exists."
    )
    valid_to: Public[Day | None] = Field(
        default=None, description="Last day, inclusive; empty: as long as the unit exists."
    )
