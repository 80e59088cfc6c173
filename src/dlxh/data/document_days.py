"""Hiệu lực của văn bản: on which days the documents are in force that records name as what something rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from dlxh.data.facts import read_facts
from dlxh.data.salary_steps import base_salaries


@dataclass(frozen=True, slots=True)
class DocumentDays:
    """One document with the days on which it is in force, both inclusive.

    >>> law = next(known for known in document_days() if known.document == "29/2018/QH14")
    >>> law.last_day.isoformat(), law.replaced_by
    ('2026-02-28', '117/2025/QH15')
    """

    document: str
    """Số, ký hiệu: number, year, kind and issuer as papers write them, without zeros in front and without blanks."""
    first_day: date | None
    """None: not known."""
    last_day: date | None
    """None: still in force on the day up to which the list is known."""
    replaced_by: str | None
    """The document that took its place."""
    base_salary: int | None
    """Of a decree on the base salary: the sum that it sets, in đồng a month."""
    confidence: Literal["A", "B", "C"]
    """A: the text was read; B: a page of the state that announces it; C: tables that agree."""
    source: str


@cache
def document_days() -> tuple[DocumentDays, ...]:
    """Return the documents whose days are known, decrees on the base salary last and oldest first.

    A decree on the base salary is in force for the months served from its first day on, also where it was signed later.

    >>> [known.document for known in document_days()][-2:]
    ['73/2024/NĐ-CP', '161/2026/NĐ-CP']
    """
    empty = dict.fromkeys(("first_day", "last_day", "replaced_by", "base_salary"))
    listed = read_facts("document_days.toml")["rows"]
    return (*(DocumentDays(**{**empty, **row}) for row in listed), *_of_base_salary())


def _of_base_salary() -> Iterator[DocumentDays]:
    steps = base_salaries()
    for step, later in zip(steps, (*steps[1:], None), strict=True):
        last = None if later is None else later.applies_from - timedelta(days=1)
        after = None if later is None else later.decree
        yield DocumentDays(
            step.decree, step.applies_from, last, after, step.amount, step.confidence, step.source
        )
