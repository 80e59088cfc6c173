"""Câu hỏi: the query of a caller, checked before anything is counted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from dlxh.measures.catalogue import MEASURES, find_measure
from dlxh.measures.dimension_codes import CODED, codes_of
from dlxh.measures.dimensions import dimensions_of
from dlxh.measures.errors import MeasureError
from dlxh.measures.key_names import KeyNames
from dlxh.measures.labels import ALIASES, given_name, list_dimensions, name_codes
from dlxh.measures.measure import Distinct, Measure, Stock
from dlxh.measures.own_dimensions import add_own_dimensions
from dlxh.measures.pairs import Pair
from dlxh.measures.periods.period_index import TILING
from dlxh.measures.row_source import OwnDimension
from dlxh.measures.sets import MeasureSet, find_set
from dlxh.measures.unit_dimensions import add_unit_dimensions
from dlxh.register.finding import Phrase
from dlxh.register.pack import Pack
from dlxh.register.pack_measures import why_no_dimension
from dlxh.register.units_over_time import LEVELS, Units, check_map
from dlxh.words.arguments import PeriodLike, period_of
from dlxh.words.code_entries import CodeEntry
from dlxh.words.codes import CodeList
from dlxh.words.given import need, several
from dlxh.words.period_windows import CALENDAR, cut_of
from dlxh.words.periods import Period, PeriodKind

_SHOWN = 3  # as many measures are named in an error
Where: TypeAlias = Mapping[str, str | Iterable[str]]
MeasuresLike: TypeAlias = "str | Measure | MeasureSet | Iterable[str | Measure | MeasureSet]"
"""Codes of measures and keys of sets, or the things themselves."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question: measures, dimensions, period.

    Attributes:
        measures: The measures.
        by: All dimensions in the order of the answer's columns.
        kind: The kind of period among them.
        period: Only rows of these days count.
        convention: How months are cut.
        where: Only rows with one of these values count.
        units: The map on which units are counted.
        own: For dimensions the codes of a pack, which count as those of the base of their list.
        names: The dimensions as they were named, and as the answer names them.
    """

    measures: tuple[Measure, ...]
    by: tuple[str, ...]
    kind: PeriodKind | None
    period: Period | None
    convention: str
    where: Mapping[str, tuple[str, ...]]
    units: Units = "as_was"
    names: tuple[str, ...] = ()
    own: Mapping[str, tuple[CodeEntry, ...]] = field(default_factory=dict)

    @property
    def renamed(self) -> dict[str, str]:
        """For dimensions under another name than the rows have, the name that was given."""
        return {own: name for own, name in zip(self.by, self.names, strict=False) if own != name}

    @property
    def keys(self) -> tuple[str, ...]:
        """The dimensions that are not a period."""
        return tuple(name for name in self.by if name != self.kind)

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels that units are rolled up to."""
        return tuple(name for name in dict.fromkeys((*self.by, *self.where)) if name in LEVELS)

    def maps_units(self, measures: Iterable[Measure]) -> bool:
        """Whether units have to be found on a map to count some measures."""
        by_units = (
            "org_unit" in self.by or "org_unit" in self.where or any(counts_units(each) for each in measures)
        )
        return bool(self.levels) or (by_units and self.units != "as_was")

    def codes(self, name: str) -> CodeList | None:
        """The list of the codes of a dimension; None: they are not codes."""
        own = self.own_dimensions.get(name)
        return codes_of(name) if own is None else own.codes

    @property
    def own_dimensions(self) -> dict[str, OwnDimension]:
        """The dimensions that are own fields of a pack."""
        return {name: own for each in self.simple for name, own in each.rows.own.items()}

    @property
    def own_names(self) -> KeyNames:
        """What people call the own fields among the dimensions, and own codes among their keys."""
        codes = {name: name_codes(own, codes_of(name) or ()) for name, own in self.own.items()}
        fields = self.own_dimensions
        codes |= {name: name_codes(own.codes) for name, own in fields.items() if own.codes is not None}
        return KeyNames(keys=codes, headings={name: own.label for name, own in fields.items()})

    @property
    def simple(self) -> tuple[Measure, ...]:
        """The measures that are counted, those behind pairs too, each once."""
        return unique_measures(part for each in self.measures for part in parts_of(each))


def unique_measures(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """Return measures without repetition, in order; raises MeasureError where two have one code."""
    found: dict[str, Measure] = {}
    for each in measures:
        if found.setdefault(each.code, each) != each:
            raise MeasureError(
                vi=f"hai chỉ tiêu cùng mã {each.code!r}; hãy đặt mã riêng cho chỉ tiêu của mình",
                en=f"two measures have the code {each.code!r}; give your own a code of its own",
            )
    return tuple(found.values())


def counts_units(each: Measure) -> bool:
    """Whether a measure counts different units, which are not the same on every map."""
    return isinstance(each, Distinct | Stock) and each.of == "org_unit"


def parts_of(measure: Measure) -> Iterator[Measure]:
    """Yield a measure, or the two behind a pair, and so on down."""
    if isinstance(measure, Pair):
        yield from parts_of(measure.above)
        yield from parts_of(measure.below)
    else:
        yield measure


def parse_query(  # noqa: PLR0913, PLR0917 - the parts of a question in the order of `measure`
    measures: MeasuresLike,
    by: str | Iterable[str],
    period: PeriodLike | None,
    convention: str | None,
    where: Where,
    units: Units = "as_was",
    pack: Pack | None = None,
) -> Query:
    """Return the question; raises MeasureError or PeriodError, which list what is allowed."""
    own = _own_codes(pack)
    chosen = _find_measures(measures, () if pack is None else pack.measures, own)
    given = (by,) if isinstance(by, str) else several("by", by, str, or_one=True)
    names = tuple(ALIASES.get(name, name) for name in given)
    need(Mapping, where=where)
    convention = _resolve_convention(period, convention)
    days = None if period is None else period_of(period, convention=convention)
    kinds = [PeriodKind(name) for name in names if name in set(TILING)]
    values = {ALIASES.get(name, name): _condition_values(name, value) for name, value in where.items()}
    if len(kinds) > 1 or len(set(names)) < len(names) or len(values) < len(where):
        raise MeasureError(
            vi="mỗi chiều chỉ nêu một lần, và chỉ chia theo một loại kỳ",
            en="name each dimension once, and only one kind of period",
        )
    chosen = tuple(add_unit_dimensions(each, {*names, *values}) for each in chosen)
    if pack is not None:
        chosen = tuple(add_own_dimensions(each, {*names, *values}, pack.schema) for each in chosen)
        fields = {
            given_name(name): name for each in chosen for part in parts_of(each) for name in part.rows.own
        }
        names = tuple(fields.get(name, name) for name in names)
        values = {fields.get(name, name): value for name, value in values.items()}
    kind = kinds[0] if kinds else None
    query = Query(chosen, names, kind, days, convention, values, check_map(units), given, own)
    for each in chosen:
        _check_dimensions(each, query, pack)
    return query


def _find_measures(
    given: MeasuresLike, own: Sequence[Measure], codes: Mapping[str, Sequence[CodeEntry]]
) -> tuple[Measure, ...]:
    """Return the measures that are meant, each once; raises MeasureError for a code of none."""
    one_or_more = (given,) if isinstance(given, str | Measure | MeasureSet) else given
    named = several("measures", one_or_more, (str, Measure, MeasureSet), or_one=True)
    return unique_measures(found for each in named for found in _measures_of(each, own, codes))


def _measures_of(
    given: str | Measure | MeasureSet, own: Sequence[Measure], codes: Mapping[str, Sequence[CodeEntry]]
) -> tuple[Measure, ...]:
    """Return those of a set, or the one measure."""
    if (found := find_set(given)) is not None:
        return found.expand(own, codes)
    return (given if isinstance(given, Measure) else find_measure(str(given), own),)


def _own_codes(pack: Pack | None) -> dict[str, tuple[CodeEntry, ...]]:
    """Return the codes of a pack by the dimensions of open lists to which they add."""
    found: dict[str, tuple[CodeEntry, ...]] = {}
    for each in () if pack is None else pack.code_lists:
        for name in CODED:
            if each.base is not None and each.base.open and codes_of(name) == each.base:
                found[name] = (*found.get(name, ()), *each)
    return found


def _resolve_convention(period: PeriodLike | None, convention: str | None) -> str:
    """Return how months are cut: as said, else as the period was; raises MeasureError where the two contradict."""
    own = period.convention if isinstance(period, Period) else CALENDAR
    cut_of(own if convention is None else convention)
    if isinstance(period, Period) and convention is not None and own not in {convention, CALENDAR}:
        own_vi = period.label("vi")
        raise MeasureError(
            vi=f"{own_vi} chia theo {own}, mà convention={convention!r}; bỏ convention= hoặc nêu kỳ theo {convention}",
            en=f"{period} is cut by {own}, and convention={convention!r}; leave out convention= or give a period of {convention}",
        )
    return own if convention is None else convention


def _condition_values(name: str, given: object) -> tuple[str, ...]:
    """Return the values of a condition; raises MeasureError where there are none, or one is not text."""
    values = (given,) if isinstance(given, str) or not isinstance(given, Iterable) else tuple(given)
    found = tuple(value for value in values if isinstance(value, str))
    if not values or len(found) < len(values):
        wrong = next((value for value in values if not isinstance(value, str)), ())
        raise MeasureError(
            vi=f"where: {name} cần một hay nhiều giá trị bằng chữ, như {name}='1' hoặc ['1', '2']; không phải {wrong!r}",
            en=f"where: {name} takes one text or several, such as '1' or ['1', '2'], not {wrong!r}",
        )
    return found


def _no_dimension(each: Measure, name: str, query: Query, pack: Pack | None) -> MeasureError:
    """Return the error for a dimension that a measure does not have; it lists those that it has, own fields among them."""
    reason = None
    if pack is not None:
        reason = why_no_dimension(given_name(name), each.rows, pack.schema)
        every = {column.name for table in pack.schema.values() for column in table.own}
        each = add_own_dimensions(each, every, pack.schema)
    names, own = (*TILING, *dimensions_of(each)), replace(query, measures=(each,)).own_names
    reason = reason or _measures_by(name)
    vi, en = ("", "") if reason is None else (f": {reason.vi}", f": {reason.en}")
    return MeasureError(
        vi=f"{each.code} không chia theo {given_name(name)!r}{vi}; có thể theo: {list_dimensions(names, own, 'vi')}",
        en=f"{each.code} has no dimension {given_name(name)!r}{en}; choose from: {list_dimensions(names, own, 'en')}",
    )


def _measures_by(name: str) -> Phrase | None:
    """Return which measures have a dimension of ours; None: none of them."""
    codes = [each.code for each in MEASURES if name in dimensions_of(each)]
    listed = ", ".join(codes[:_SHOWN]) + (", …" if len(codes) > _SHOWN else "")
    vi, en = f"đó là chiều của các dòng khác, như ở {listed}", f"it is one of other rows, as in {listed}"
    return Phrase(vi, en) if codes else None


def _check_dimensions(each: Measure, query: Query, pack: Pack | None) -> None:
    allowed = dimensions_of(each)
    for name in (*query.keys, *query.where):
        if name not in allowed:
            raise _no_dimension(each, name, query, pack)
    for name in each.rows.counted_twice - frozenset(query.by):
        if len(query.where.get(name, ())) > 1:
            raise MeasureError(
                vi=f"{each.code}: một dòng có thể có nhiều {given_name(name)!r}; where= chỉ nhận một giá trị, hoặc nêu cả trong by=",
                en=f"{each.code}: a row may have several {given_name(name)!r}; where= takes one value of it, or it stands in by= as well",
            )
    if lacking := [
        given_name(name) for name in each.required_dimensions if name not in {*query.by, *query.where}
    ]:
        raise MeasureError(
            vi=f"{each.code} chỉ có nghĩa theo {lacking[0]!r}; hãy nêu trong by= hoặc where=",
            en=f"{each.code} only makes sense by {lacking[0]!r}; give it in by= or where=",
        )
    for part in parts_of(each):
        if isinstance(part, Stock) and part.opening and query.period is None:
            raise MeasureError(
                vi=f"{part.code} đếm vào đầu kỳ; hãy nêu period=",
                en=f"{part.code} is counted at the start of a period; give period=",
            )
        if isinstance(part, Stock) and query.kind is not None and query.period is None:
            raise MeasureError(
                vi=f"{part.code} đếm vào ngày cuối kỳ; hãy nêu period= khi chia theo {query.kind}",
                en=f"{part.code} is counted on the last day of a period; give period= when broken down by {query.kind}",
            )
        if part.rows.has_no_day and (query.kind is not None or query.period is not None):
            raise MeasureError(
                vi=f"{part.code} đếm vào ngày của sổ, không theo kỳ; hãy hỏi riêng, không nêu period= và loại kỳ",
                en=f"{part.code} is counted as of the day of the register; ask for it without period= and kinds of period",
            )
