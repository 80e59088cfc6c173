"""Đối tượng: what every verb takes first, a register or its tables."""

from typing import TypeAlias

from dlxh.register.register import Register
from dlxh.register.tables import Tables
from dlxh.words.bilingual import ArgumentError

Subject: TypeAlias = Register | Tables


def tables_of(subject: Subject, name: str = "subject") -> Tables:
    """Return the tables of a register, or tables as they are.

    Args:
        subject: What was given.
        name: The name of the argument.

    Raises:
        ArgumentError: it is neither.

    >>> from datetime import date
    >>> tables_of(Register(as_of=date(2024, 7, 1))).names
    ()
    """
    if isinstance(subject, Register):
        return subject.tables
    if isinstance(subject, Tables):
        return subject
    given = type(subject).__name__
    raise ArgumentError(
        vi=f"{name}: cần Register hoặc Tables, không nhận {given}; với kết quả đọc thì đưa reading.register",
        en=f"{name}: takes a Register or Tables, not {given}; for a reading pass reading.register",
    )
