"""Giá trị thường: plain values of Python that may be written in a rule, and their kinds."""

from datetime import UTC, date, datetime
from enum import Enum
from typing import Final

from dlxh.register.columns import Kind
from dlxh.rules.language.errors import LanguageError
from dlxh.rules.language.nodes import Plain
from dlxh.words.bilingual import quote

_BEYOND: Final = 2**63
_KINDS: Final = {"bool": Kind.BOOLEAN, "int": Kind.INTEGER, "str": Kind.TEXT, "date": Kind.DAY, "datetime": Kind.INSTANT}  # fmt: skip


def plain_of(given: object) -> Plain:
    """Return the plain value of what an author may write: for a member of a code list its code.

    Raises:
        LanguageError: it is not a value of a rule.
    """
    if isinstance(given, Enum):
        given = given.value
    if isinstance(given, datetime) and given.tzinfo is not None:
        return given.astimezone(UTC)
    if type(given) is int and not -_BEYOND <= given < _BEYOND:
        raise LanguageError(
            vi="số nguyên quá lớn: chỉ có 64 bit", en="the whole number does not fit into 64 bits"
        )
    if given is None or type(given) in {bool, int, str, date}:
        return given  # type: ignore[return-value] # of these types it is plain
    raise LanguageError(
        vi=f"{quote(given)} không phải giá trị của quy tắc: chữ, số nguyên, đúng sai, ngày, thời điểm có múi giờ",
        en=f"{quote(given)} is not a value that a rule can use: text, integer, boolean, day, instant with its time zone",
    )


def kind_of_plain(plain: Plain) -> Kind | None:
    """Return the kind of a plain value; None: of every kind, it is null."""
    return _KINDS.get(type(plain).__name__)
