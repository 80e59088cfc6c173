"""Mức công khai: who may see a field.

Every field of every model says it, by wrapping its type: `name: Restricted[Line]`.
A field without this mark fails the tests.
"""

from enum import StrEnum
from typing import Annotated, TypeAlias, TypeVar

from dlxh.words.bilingual import WordError, check_option

T = TypeVar("T")


class Disclosure(StrEnum):
    """Mức công khai: who may see a value.

    >>> Disclosure.PUBLIC < Disclosure.RESTRICTED
    True
    """

    PUBLIC = "public"
    """May be published."""
    INTERNAL = "internal"
    """For those who do the work in the network."""
    RESTRICTED = "restricted"
    """A collaborator's name and contact, and the link from a report to its author."""
    SECRET = "secret"
    """Under the law on state secrets; leaves no system by default."""

    @property
    def rank(self) -> int:
        """0 for public up to 3 for secret."""
        return tuple(Disclosure).index(self)

    def __lt__(self, other: str) -> bool:
        return self.rank < _rank_of(other)

    def __le__(self, other: str) -> bool:
        return self.rank <= _rank_of(other)

    def __gt__(self, other: str) -> bool:
        return self.rank > _rank_of(other)

    def __ge__(self, other: str) -> bool:
        return self.rank >= _rank_of(other)


def _rank_of(other: str) -> int:
    check_option("disclosure", other, tuple(Disclosure), WordError)
    return Disclosure(other).rank


Public: TypeAlias = Annotated[T, Disclosure.PUBLIC]
"""A type whose values may be published."""
Internal: TypeAlias = Annotated[T, Disclosure.INTERNAL]
"""A type whose values are for those who do the work in the network."""
Restricted: TypeAlias = Annotated[T, Disclosure.RESTRICTED]
"""A type whose values are about a collaborator, or say who sent which report."""
Secret: TypeAlias = Annotated[T, Disclosure.SECRET]
"""A type whose values are under the law on state secrets."""
