"""Chiến lược sinh dữ liệu: hypothesis strategies for every record and value of dlxh.

They are derived from the annotations of the models, so that a new model needs no strategy of its own; only values
whose fields depend on each other are built here by hand. hypothesis is not needed to use dlxh: install `dlxh[testing]`
(or hypothesis itself) to import this module.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import count
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from dlxh.models.case_event import CaseEvent
from dlxh.models.collaborator import Contact
from dlxh.models.report import STAGED, Report
from dlxh.register.register import Register
from dlxh.register.schema import ROOTS
from dlxh.words.days import VIETNAM
from dlxh.words.documents import Document
from dlxh.words.figures import Figure, FigureUnit, Qualifier
from dlxh.words.ids import Code
from dlxh.words.money import MAX_DONG, from_ten_thousandths
from dlxh.words.period_shape import PeriodShape
from dlxh.words.period_windows import CONVENTIONS
from dlxh.words.periods import Period, PeriodKind
from dlxh.words.record import Record, Value
from dlxh.words.text import LINE_PATTERN, PROSE_PATTERN

try:
    from hypothesis import reject
    from hypothesis import strategies as st
except ImportError as error:
    raise ImportError(
        "dlxh.testing.strategies cần hypothesis: pip install 'dlxh[testing]' / "
        "dlxh.testing.strategies needs hypothesis: pip install 'dlxh[testing]'"
    ) from error

V = TypeVar("V", bound=Value)
Fields = dict[str, Any]

FIRST_DAY: Final = date(1900, 1, 3)
LAST_DAY: Final = date(2200, 12, 29)
"""Days so far inside the years of instants that no offset leads out of them."""
_SHOWS: Final = re.compile(PROSE_PATTERN)
_LONGEST = 100  # of texts that only a pattern describes
_SOME = 3  # enough to show order; long tuples only make examples slow
_NAMES = (
    "Đền bù chậm",
    "Ủy ban nhân dân",
    "Thuỷ lợi",
    "Hoà Bình",
    "Ðắk Lắk",
    "nước sạch ở phường Ỷ La",
    "người dân 👪 hỏi",
)


def days() -> st.SearchStrategy[date]:
    """Return days from 1900 to 2200, many of them around 1/7/2025.

    >>> days()
    one_of(dates(...), dates(...))
    """
    turn = st.dates(date(2025, 6, 20), date(2025, 7, 10))
    return st.one_of(turn, st.dates(FIRST_DAY, LAST_DAY))


def instants() -> st.SearchStrategy[datetime]:
    """Return moments with an offset; some fall on the next day in Viet Nam."""
    offsets = st.one_of(
        st.just(VIETNAM),
        st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
    )
    late = st.dates(FIRST_DAY, LAST_DAY).map(lambda day: datetime(day.year, day.month, day.day, 23, 30))  # noqa: DTZ001 - the offset follows
    plain = st.datetimes(datetime(1900, 1, 3), datetime(2200, 12, 29))  # noqa: DTZ001 - the offset follows
    return st.builds(lambda moment, offset: moment.replace(tzinfo=offset), st.one_of(late, plain), offsets)


def lines(max_length: int = 40) -> st.SearchStrategy[str]:
    """Return one-line texts up to a number of code points: Vietnamese, composed or not, and any other letters."""
    shown = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])
    return _texts(shown, max_length).filter(_shows)


def proses(max_length: int = 80) -> st.SearchStrategy[str]:
    """Return texts that may have line breaks and control characters."""
    return _texts(st.characters(exclude_categories=["Cs"]), max_length).filter(_shows)


def _texts(letters: st.SearchStrategy[str], max_length: int) -> st.SearchStrategy[str]:
    forms = st.sampled_from(("NFC", "NFD"))
    vietnamese = st.builds(unicodedata.normalize, forms, st.sampled_from(_NAMES))
    return st.one_of(vietnamese, st.text(letters, min_size=1, max_size=max_length))


def _shows(text: str) -> bool:
    return _SHOWS.search(text) is not None


def documents() -> st.SearchStrategy[Document]:
    """Return documents in both styles, and texts without one."""
    number = st.integers(1, 9999)
    party = st.builds("{}-QĐ/{}".format, number, st.sampled_from(("TU", "BTGTU", "TW")))
    state = st.builds("{}/{}/QĐ-UBND".format, number, st.integers(1990, 2030))
    return st.one_of(party, state, proses().filter(lambda text: bool(text.strip()))).map(Document)


def coefficients() -> st.SearchStrategy[Decimal]:
    """Return coefficients from 0 to 9999.9999 in their shortest form."""
    return st.integers(0, 99_999_999).map(from_ten_thousandths)


def figures() -> st.SearchStrategy[Figure]:
    """Return figures of every unit and qualifier; only đồng are negative, and no count is below 0."""
    known = st.sampled_from([qualifier for qualifier in Qualifier if qualifier is not Qualifier.UNKNOWN])
    units = [unit for unit in FigureUnit if unit is not FigureUnit.DONG]
    return st.one_of(
        st.builds(Figure, st.integers(1, MAX_DONG), st.sampled_from(units), known),
        st.builds(Figure, st.integers(-MAX_DONG, MAX_DONG), st.just("dong"), known),
        st.sampled_from([Figure(0, units[0]), *map(Figure.unknown, FigureUnit)]),
    )


def periods() -> st.SearchStrategy[Period]:
    """Return periods of every kind, under every convention."""
    free = st.lists(days(), min_size=2, max_size=2).map(sorted)
    spans = st.builds(lambda make, pair: make(*pair), st.sampled_from((Period.term, Period.custom)), free)
    # Some years inside, so that the period of a convention cannot begin before the first or end after the last.
    inside = st.dates(date(1901, 1, 1), date(2199, 12, 31))
    cut = st.sampled_from(CONVENTIONS)
    tiling = [kind for kind in PeriodKind if kind.months or kind in {PeriodKind.DAY, PeriodKind.WEEK}]
    tiles = st.builds(
        Period.of, st.sampled_from([k for k in tiling if k is not PeriodKind.NINE_MONTHS]), inside, cut
    )
    year = st.integers(1901, 2199)
    some = st.builds(Period.first_months, year, st.integers(2, 11), convention=cut)
    return st.one_of(
        tiles, spans, some, st.builds(Period.two_months, year, st.integers(1, 12), convention=cut)
    )


_BY_HAND: Mapping[type, Callable[[], st.SearchStrategy[Any]]] = {
    date: days,
    datetime: instants,
    Decimal: coefficients,
    Document: documents,
    Figure: figures,
    Period: periods,
    PeriodShape: lambda: periods().map(lambda period: PeriodShape(**dict(period))),
    bool: st.booleans,
}
_BY_PATTERN: Mapping[str, Callable[[], st.SearchStrategy[str]]] = {LINE_PATTERN: lines, PROSE_PATTERN: proses}


def records(model: type[V]) -> st.SearchStrategy[V]:
    """Return records or values of one model, valid and of every shape that it allows.

    >>> from dlxh.models.unit import OrgUnit
    >>> isinstance(records(OrgUnit), st.SearchStrategy)
    True
    """
    return _BY_HAND[model]() if model in _BY_HAND else _records(model)


@st.composite
def _records(draw: st.DrawFn, model: type[V]) -> V:
    fields = {name: draw(strategy) for name, strategy in _fields_of(model).items()}  # pyright: ignore[reportArgumentType] # a class is hashable
    for first, last in model.ordered:
        if None not in {fields[first], fields[last]}:
            fields[first], fields[last] = sorted((fields[first], fields[last]))
    _REPAIRS.get(model, _nothing)(fields)
    try:
        return model.model_validate(fields)
    except ValidationError:  # an embedder's own model, with conditions that no annotation shows
        reject()


@cache
def _fields_of(model: type[Value]) -> dict[str, st.SearchStrategy[Any]]:
    """Return the strategy of each field; built once, since hypothesis takes long to look through a new one."""
    return {name: _of(info.annotation, tuple(info.metadata)) for name, info in model.model_fields.items()}


def _nothing(fields: Fields) -> None:
    """Leave the fields as they are."""


def _report(fields: Fields) -> None:
    if fields["author"] is not None or fields["author_unit"] is None:
        fields["author"] = fields["author"] or "CTV-1"
        fields["author_unit"] = None
    if fields["kind"] not in STAGED:
        fields["stage"] = fields["previous_stage"] = fields["event_at"] = None


def _contact(fields: Fields) -> None:
    if fields["email"] is None:
        fields["phone"] = fields["phone"] or "0903 000 000"


def _event(fields: Fields) -> None:
    if fields["allowed"] is not None:
        fields["allowed"] = fields["allowed"].replace(extensions=())


_REPAIRS: Mapping[type[Value], Callable[[Fields], None]] = {
    CaseEvent: _event,
    Contact: _contact,
    Report: _report,
}


def _of(annotation: Any, marks: tuple[Any, ...]) -> st.SearchStrategy[Any]:  # noqa: ANN401 - any annotation of a field
    origin, arms = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _of(arms[0], (*marks, *arms[1:]))
    if origin in {Union, UnionType}:
        return st.one_of([_of(arm, marks) for arm in arms])
    if origin is tuple:
        return st.lists(
            _of(arms[0], ()), min_size=max(_limits(marks, "min_length"), default=0), max_size=_SOME
        ).map(tuple)
    if origin is Literal:
        return st.sampled_from(arms)
    return _leaf(annotation, marks)


def _leaf(kind: Any, marks: tuple[Any, ...]) -> st.SearchStrategy[Any]:  # noqa: ANN401 - any leaf type
    if kind is NoneType:
        return st.none()
    if kind in _BY_HAND:
        return _BY_HAND[kind]()
    if kind is int:
        least = [*_limits(marks, "ge"), *(bound + 1 for bound in _limits(marks, "gt"))]
        most = [*_limits(marks, "le"), *(bound - 1 for bound in _limits(marks, "lt"))]
        return st.integers(max(least, default=None), min(most, default=None))
    if kind is str:
        return _text(marks)
    if issubclass(kind, Enum):
        return st.sampled_from(kind)
    return records(kind)


def _text(marks: tuple[Any, ...]) -> st.SearchStrategy[str]:
    for codes in _limits(marks, "codes"):
        return _of(Code, ()) if codes.open else st.sampled_from(codes.keys())
    pattern, *_ = _limits(marks, "pattern")
    if pattern in _BY_PATTERN:
        return _BY_PATTERN[pattern]()
    longest = min(_limits(marks, "max_length"), default=_LONGEST)
    written = st.from_regex(pattern, fullmatch=True, alphabet=st.characters(exclude_categories=["Cs"]))
    return written.filter(lambda text: len(text) <= longest)


def _limits(marks: tuple[Any, ...], name: str) -> list[Any]:
    """Return every value that the marks set for one constraint, such as `ge`."""
    plain = [part for mark in marks for part in (mark.metadata if isinstance(mark, FieldInfo) else (mark,))]
    return [found for mark in plain if (found := getattr(mark, name, None)) is not None]


@st.composite
def registers(draw: st.DrawFn, *, max_records: int = 2) -> Register:
    """Return registers with records of any kinds, whose ids are unique; references may lead nowhere.

    Args:
        draw: given by hypothesis.
        max_records: the most records of one kind.
    """
    numbers = count(1)
    found: list[Record] = []
    for model in ROOTS.values():
        drawn = draw(st.lists(records(model), max_size=max_records))
        found.extend(model.model_validate(_number_ids(record, numbers)) for record in drawn)
    empty = draw(st.sets(st.sampled_from(sorted(ROOTS))))
    kinds = {type(record) for record in found}
    there = sorted(name for name, model in ROOTS.items() if name in empty or model in kinds)
    partial = draw(st.sets(st.sampled_from(there))) if there else ()
    return Register(found, as_of=draw(days()), empty=empty, partial=partial)


def _number_ids(value: Any, numbers: "count[int]") -> Any:  # noqa: ANN401 - a record or any part of one
    """Return the fields of a record, with a number behind every id that it gives."""
    if isinstance(value, tuple):
        return tuple(_number_ids(part, numbers) for part in value)
    if not isinstance(value, Value) or type(value) in _BY_HAND:
        return value
    fields = {name: _number_ids(getattr(value, name), numbers) for name in type(value).model_fields}
    if "id" in fields:
        fields["id"] = f"{fields['id'][:50]}.{next(numbers)}"
    return fields
