"""Ngày dùng: from when to when a row uses a code, or rests on a document, and whether these are days on which it may."""

from datetime import date
from typing import Final, TypeAlias

from dlxh.rules.language import AS_OF, Row, Value, coalesce, min_horizontal, those
from dlxh.rules.language.declared import CODE_DAYS, DOCUMENT_DAYS
from dlxh.rules.language.examples import DAY, ONE, Cells
from dlxh.rules.language.rows import Rows
from dlxh.rules.shapes.report_duties import span_of

Spans: TypeAlias = tuple[tuple[date, date | None], ...]
"""First and last days; None: a row goes on."""
_PLAIN: Final = (
    ("[ \u00a0]*/[ \u00a0]*", "/"),
    ("[ \u00a0]*[–—‑-][ \u00a0]*", "-"),
    ("[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}", " "),
    ("^(?:[^0-9/]|[0-9]+[^0-9/])+", ""),
    ("^0+", ""),
    ("-[A-ZĐ]?[a-zà-ỹ]{2,}[^\n]*", ""),
    ("[^0-9A-Za-zÀ-ỹ/-][^\n]*", ""),
)
"""Blanks and dashes, days, all before the first number with a slash, zeros in front, a title behind a dash, all behind."""
_OF_STATE: Final = "/[ \u00a0]*(?:19|20)[0-9][0-9][ \u00a0]*/"

FIRST, LAST = DAY - 9 * ONE, DAY - 3 * ONE
"""In examples the days of a code or document."""
INSIDE: Final[Spans] = ((FIRST, LAST), (FIRST + ONE, LAST - ONE))
"""In examples days of a row that are among them."""
BEYOND: Final[Spans] = ((FIRST - ONE, LAST), (FIRST, LAST + ONE), (FIRST, None))
"""In examples days of a row that are not."""


def spans(cells: Cells, *days: tuple[date | None, date | None]) -> list[Cells]:
    """Return rows of examples that are valid on some days."""
    return [{**cells, "valid_from": first, "valid_to": last} for first, last in days]


def known_code(listed: str) -> list[Cells]:
    """Return a code with its days, in examples; another list has it for other days, and the list has another code."""
    known = {"id": f"{listed}#old", "list": listed, "code": "old", "first_day": FIRST, "last_day": LAST}
    never = {"first_day": DAY + ONE, "last_day": None}
    return [known, {**known, "list": "other", **never}, {**known, "code": "other", **never}]


def last_day(end: Value) -> Value:
    """Return the last day of a span, as far as it is over: one that goes on has lasted until the day of the records."""
    return min_horizontal(end, AS_OF)


def days_in_force(provision: Row) -> tuple[Value, Value]:
    """Return the first day on which a provision of a regulation binds, and the last one as far as that is over."""
    first, end = span_of(provision)
    return first, last_day(end)


def days_served(memberships: Rows, *, terms: bool) -> tuple[Value, Value]:
    """Return the first and the last day of all memberships in a set; null where there is none.

    Where there are terms, a membership that nobody closed ends with its own, as T203 reports.
    """
    end = coalesce(memberships.end, memberships.ref("term").end) if terms else memberships.end
    return memberships.min(memberships.start), memberships.max(last_day(end))


def dated_codes(listed: str, code: Value) -> Rows:
    """Return what is known of the days of a code of a list: nothing of one that may always be used."""
    return those(CODE_DAYS, list=listed, code=code)


def documents(text: Value) -> Rows:
    """Return what is known of the days of the document that a text cites, whichever words surround its number.

    `Luật 29/2018/QH14, ngày 15/11/2018` and `29/2018/QH14` are one: compared is what `Document` reads of a paper of the
    State, its number, year, kind and issuer.
    """
    for pattern, instead in _PLAIN:
        text = text.str.replace_all(pattern, instead)
    return those(DOCUMENT_DAYS, document=text)


def names_document_of_state(text: Value) -> Value:
    """Return whether a text may cite a document whose days are known: one with a year in its number."""
    return text.str.contains(_OF_STATE)


def outside(fact: Row, first: Value, last: Value) -> Value:
    """Return whether a span goes beyond the days of a code or document on either side."""
    return (first < fact.first_day) | (last > fact.last_day)


def one_of(facts: Rows, *faults: Value) -> Value:
    """Return each fact for which all of some faults are true, as evidence."""
    return facts.where(*faults).each_one(evidence=facts.id)
