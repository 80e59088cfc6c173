"""Record rules on rows of reports, items and streams in plain Python, over structs and models alike.

Only what a row says by itself: no reference, no duplicate. Texts without a digit, an at sign or a slash cannot hold
what the rules on personal data look for, and are not searched.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import polars as pl
from pydantic import ValidationError

from dlxh.rules.families.items import COMPLAINT
from dlxh.rules.families.secrecy import NEW_LAW_FROM, YEARS
from dlxh.words.days import FIRST_INSTANT, LAST_INSTANT, VIETNAM
from dlxh.words.period_windows import ALWAYS_CALENDAR, CALENDAR, PeriodKind, cut_of, place_between
from dlxh.words.personal_data import PATTERNS
from tests.bench.rules import flat_models, flat_structs

Told = tuple[str, str, str]
"""Table, key of the row, and field or code."""
Baseline = Callable[[Path, date], list[Told]]
TABLES = tuple(flat_structs.ROWS)
RULES = frozenset(
    {"R102", "R103", "R104", "R301", "R302", "R304", "I103", "K101", "K102", "K103"}
    | {f"D10{number}" for number in range(1, 8)}
)
"""The rules written here; those on marks and on personal data only for reports, items and streams."""
FREE = frozenset({"term", "custom"})
_DIGIT = re.compile("[0-9]")
_PERSONAL = {
    f"D10{place}": tuple(re.compile(each.replace("\\z", "\\Z")) for each in patterns)
    for place, patterns in enumerate(PATTERNS.values(), start=1)
}
_NUMBERS = {code: patterns for code, patterns in _PERSONAL.items() if code not in {"D102", "D104"}}
_COMPLAINT = re.compile(COMPLAINT)
_FIELD = re.compile(r"at `\$\.(\w+)`|field `(\w+)`")


def personal(text: str) -> Iterator[str]:
    """Yield the codes of the kinds of personal data that a text seems to hold."""
    if _DIGIT.search(text):
        for code, patterns in _NUMBERS.items():
            if any(each.search(text) for each in patterns):
                yield code
    for sign, code in (("@", "D102"), ("/", "D104")):
        if sign in text and _PERSONAL[code][0].search(text):
            yield code


@lru_cache(maxsize=4096)
def misfit(kind: str | None, start: date | None, end: date | None, convention: str | None) -> str | None:
    """Return the field or code of what is wrong with a period; a file has the same few again and again."""
    if kind is None or start is None or end is None:
        given = {"period_kind": kind, "period_start": start, "period_end": end}
        return next(name for name, value in given.items() if value is None)
    cut = convention or CALENDAR
    named = PeriodKind(kind)
    if (cut != CALENDAR and named in ALWAYS_CALENDAR) or end < start:
        return "period_kind"
    fits = kind in FREE or (start == end if kind == "day" else place_between(named, start, end, cut_of(cut)))
    return None if fits else "period_kind"


def _mark_fault(row: Any) -> str | None:  # noqa: ANN401 - a struct or a model
    given = (row.secrecy_decided_by, row.secrecy_decided_on, row.secrecy_legal_basis)
    others = (row.secrecy_listed_in, row.secrecy_item, row.secrecy_expires)
    if row.secrecy_level is None:
        return "secrecy_level" if (*given, *others) != (None,) * 6 else None
    names = ("secrecy_decided_by", "secrecy_decided_on", "secrecy_legal_basis")
    for name, value in zip(names, given, strict=True):
        if value is None:
            return name
    expires = row.secrecy_expires
    return "secrecy_level" if expires is not None and expires < row.secrecy_decided_on else None


def _report_fault(row: Any) -> str | None:  # noqa: ANN401 - a struct or a model
    """Return the first fault of a report that its types did not refuse."""
    period = (row.period_kind, row.period_start, row.period_end, row.period_convention)
    if period != (None, None, None, None) and (fault := misfit(*period)):
        return fault
    if not FIRST_INSTANT <= row.received_at <= LAST_INSTANT:
        return "received_at"
    if row.event_at is not None and not FIRST_INSTANT <= row.event_at <= LAST_INSTANT:
        return "event_at"
    if fault := _mark_fault(row):
        return fault
    if (row.author is None) == (row.author_unit is None):
        return "author_one"
    staged = row.stage is not None or row.previous_stage is not None or row.event_at is not None
    return "stage_kind" if staged and row.kind != "ad_hoc" else None


def _mark_codes(row: Any, as_of: date) -> Iterator[str]:  # noqa: ANN401 - a struct or a model
    decided, expires = row.secrecy_decided_on, row.secrecy_expires
    if expires is None:
        yield "K102"
        return
    if expires < as_of:
        yield "K101"
    last = decided.year + YEARS[row.secrecy_level], decided.month, decided.day
    if decided < NEW_LAW_FROM and (expires.year, expires.month, expires.day) > last:
        yield "K103"


def _stage_codes(row: Any) -> Iterator[str]:  # noqa: ANN401 - a struct or a model
    stage = row.stage or 1
    if stage > 1 and row.previous_stage is None:
        yield "R301"
    if stage == 1 and row.previous_stage is not None:
        yield "R302"
    if row.event_at is not None and row.event_at > row.received_at:
        yield "R304"


def report(row: Any, as_of: date) -> Iterator[str]:  # noqa: ANN401 - a struct or a model
    """Yield what is wrong with a report."""
    if fault := _report_fault(row):
        yield fault
        return
    received: datetime = row.received_at
    day = received.astimezone(VIETNAM).date()
    if row.period_start is not None and row.period_start > day:
        yield "R102"
    if day > as_of:
        yield "R103"
    if row.erase_after is not None and row.erase_after < as_of:
        yield "R104"
    if row.kind == "ad_hoc":
        yield from _stage_codes(row)
    if row.secrecy_level is not None:
        yield from _mark_codes(row, as_of)
        yield from personal(row.secrecy_decided_by)
        if row.secrecy_item is not None:
            yield from personal(row.secrecy_item)
    if row.circulation is not None:
        yield from personal(row.circulation)


def item(row: Any, _: date) -> Iterator[str]:  # noqa: ANN401 - a struct or a model
    """Yield what is wrong with an item."""
    if _COMPLAINT.search(row.summary):
        yield "I103"
    for text in (row.local_topic, row.summary, row.basis, row.cause, row.forecast, row.proposal):
        if text is not None:
            yield from personal(text)


def stream(row: Any, _: date) -> Iterator[str]:  # noqa: ANN401 - a struct or a model
    """Yield what is wrong with a stream."""
    if row.basis is not None:
        yield from personal(row.basis)


JUDGES: dict[str, Callable[[Any, date], Iterator[str]]] = {
    "reports": report,
    "items": item,
    "streams": stream,
}


def _told(table: str, row: Any, as_of: date) -> list[Told]:  # noqa: ANN401 - a struct or a model
    codes = list(JUDGES[table](row, as_of))
    key = f"{row.item}#{row.position}" if codes and table == "streams" else getattr(row, "id", "")
    return [(table, key, code) for code in codes]


def by_msgspec(folder: Path, as_of: date) -> list[Told]:
    """Read flat NDJSON line by line into constrained structs, and judge each; what is decoded is dropped at once."""
    found: list[Told] = []
    for table, shape in flat_structs.ROWS.items():
        decode, judged = msgspec.json.Decoder(shape).decode, table in JUDGES
        with (folder / f"{table}.ndjson").open("rb") as lines:
            for line in lines:
                try:
                    row = decode(line)
                except msgspec.ValidationError as error:
                    field = _FIELD.search(str(error))
                    found.append((table, "", (field[1] or field[2]) if field else str(error)))
                    continue
                if judged:
                    found += _told(table, row, as_of)
    return found


def by_pydantic(folder: Path, as_of: date) -> list[Told]:
    """Read flat NDJSON line by line into models, and judge each."""
    found: list[Told] = []
    for table, shape in flat_models.ROWS.items():
        with (folder / f"{table}.ndjson").open("rb") as lines:
            found += _validated(table, shape.model_validate_json, lines, as_of)
    return found


def by_pydantic_from_parquet(folder: Path, as_of: date) -> list[Told]:
    """Read Parquet files, hand row after row to models, and judge each."""
    found: list[Told] = []
    for table, shape in flat_models.ROWS.items():
        frame = pl.read_parquet(folder / f"{table}.parquet", columns=list(shape.model_fields))
        for part in frame.iter_slices(50_000):
            found += _validated(table, shape.model_validate, part.iter_rows(named=True), as_of)
    return found


def _validated(
    table: str,
    validate: Callable[[Any], flat_models.Row],
    rows: Iterable[object],
    as_of: date,
) -> list[Told]:
    found: list[Told] = []
    judged = table in JUDGES
    for given in rows:
        try:
            row = validate(given)
        except ValidationError as error:
            faults = error.errors(include_url=False, include_context=False, include_input=False)
            found += [(table, "", str(fault["loc"][0])) for fault in faults]
            continue
        if judged:
            found += _told(table, row, as_of)
    return found
