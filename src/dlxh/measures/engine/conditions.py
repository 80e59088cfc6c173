"""Điều kiện: whether the values that a question names in `where` can be met; one that nothing knows would count as zero."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

import narwhals as nw

from dlxh.measures.context import Context
from dlxh.measures.dimension_codes import BASE, CODED
from dlxh.measures.engine.query import Query
from dlxh.measures.errors import ENGINES, MeasureError
from dlxh.measures.labels import given_name, list_keys
from dlxh.measures.measure import Measure
from dlxh.register.finding import Severity
from dlxh.register.schema import schema
from dlxh.register.tables import Tables
from dlxh.register.units_over_time import LEVELS, UNDIVIDED
from dlxh.words.bilingual import LANGS
from dlxh.words.figures import Qualifier

IDS: Final[Mapping[str, tuple[str, ...]]] = {
    "network": ("networks",),
    "term": ("terms",),
    "provision": ("regulation_provisions", "scheme_provisions"),
    **dict.fromkeys(("org_unit", "payer"), ("units",)),
}
"""The tables of each dimension whose keys are ids."""
FIXED: Final[Mapping[str, tuple[str, ...]]] = {
    "stage": ("1", "2", "3"),
    "severity": tuple(Severity),
    "table": tuple(schema()),
}
"""Dimensions of few values that no code list has."""
SHOWN: Final = 20
"""At most this many values are listed in an error."""


def check_conditions(context: Context, query: Query) -> None:
    """Refuse a value in `where` that nothing knows: counted, it would give a zero that nobody meant.

    Known are the values of a code list or a table of ids, and those that any given table refers to. Where the rows that are
    counted are known in part, or not at all, a value may be among those that are missing, and its figure is unknown.

    Raises:
        MeasureError: a value that nothing knows, or that no row of a measure can have; or a measure itself counts only a
            code that its closed list does not have; or units are to be found on a
            map, and there is no table of units; or the engine does not count.
    """
    tables = context.tables
    if tables.engine not in ENGINES:
        raise MeasureError.engine(tables.engine)
    if query.maps_units(query.simple) and "units" not in tables:
        raise MeasureError(
            vi="chia theo cấp hoặc theo đơn vị hành chính của một ngày thì cần bảng đơn vị (units); hãy nạp bảng đó, hoặc chia theo 'unit'",
            en="levels and units as of a day need the table units; give that table, or break down by 'unit'",
        )
    for each in query.simple:
        _check_own_condition(each, context, query)
    for name, values in query.where.items():
        _check_possible(name, values, query)
        listed = _listed_values(name, context, query)
        odd = [value for value in values if value not in listed]
        if odd and not _is_closed(name, query):
            odd = _not_named(name, odd, context, query)
            has_all_ids = name in IDS and tables.qualifier(*IDS[name]) is Qualifier.EXACT
            if not has_all_ids:
                odd = [value for value in odd if _would_be_exact(name, value, context, query)]
        if odd:
            raise _unknown(name, odd[0], listed, context, query)


def _check_own_condition(each: Measure, context: Context, query: Query) -> None:
    """Refuse a measure whose own condition is on a code that a closed list does not have, such as a label."""
    for name, values in each.where.items():
        codes = query.codes(name)
        if codes is None or codes.open:
            continue
        listed = _listed_values(name, context, query)
        if odd := [value for value in values if value not in listed]:
            raise _unknown(name, odd[0], listed, context, query)


def _check_possible(name: str, values: Sequence[str], query: Query) -> None:
    """Refuse a value that no row of a measure can have, such as items that were raised by syntheses."""
    for each in query.simple:
        possible = each.possible_values.get(name, values)
        wrong = next((value for value in values if value not in possible), None)
        if wrong is not None:
            raise MeasureError(
                vi=f"where: {each.code} không tính {given_name(name)} {wrong!r}; chỉ có: {list_keys(name, possible, query.own_names, 'vi')}",
                en=f"where: {each.code} does not count {given_name(name)} {wrong!r}; it counts only: {list_keys(name, possible, query.own_names, 'en')}",
            )


def _is_closed(name: str, query: Query) -> bool:
    """Whether nothing can have a value besides those that are listed."""
    if (codes := query.codes(name)) is not None:
        return not codes.open
    return name in LEVELS or (name == "org_unit" and query.units != "as_was")


def _listed_values(name: str, context: Context, query: Query) -> Sequence[str]:
    """Return the values of a dimension that a code list, a table of ids or the rules that judged hold.

    Units are those of the chosen map, and `undivided` on a map on which a split may divide; of a level what
    units roll up to.
    """
    if (codes := query.codes(name)) is not None:
        return (*codes.keys(), *(code.key for code in query.own.get(name, ())))
    mapped = query.units != "as_was"
    if name in LEVELS or (mapped and name == "org_unit"):
        held = context.on_map(query.units, query.levels).rows[name]
        return sorted({*held.drop_nulls(), *([UNDIVIDED] if mapped else [])})
    if name == "code" and any(each.rows.name == "findings" for each in query.simple):
        return [code for code in context.findings.rules if code not in context.findings.skipped]
    ids = {value for table in IDS.get(name, ()) for value in _values(context.tables, table, "id")}
    return FIXED[name] if name in FIXED else sorted(ids)


def _values(tables: Tables, table: str, column: str) -> list[str]:
    return _distinct(tables[table], column) if table in tables else []


def _distinct(frame: nw.LazyFrame[Any], column: str) -> list[str]:
    found = frame.select(column).unique().collect("polars")[column].to_list()
    return sorted(str(value) for value in found if value is not None)


def _not_named(name: str, values: Sequence[str], context: Context, query: Query) -> list[str]:
    """Return those of some values that no table has, on whatever day."""
    finer = [code.key for code in query.own.get(name.removeprefix(BASE), ()) if name.startswith(BASE)]
    if own := [value for value in values if value in finer]:
        return own  # a code that counts as another is not a base code
    left = list(values)
    for frame, column in _holding(name, context, query):
        met = _distinct(frame.filter(nw.col(column).cast(nw.String()).is_in(left)), column)
        left = [value for value in left if value not in met]
        if not left:
            break
    return left


def _holding(name: str, context: Context, query: Query) -> Iterator[tuple[nw.LazyFrame[Any], str]]:
    """Yield the frames with a dimension's values, and the column: tables first, then the rows counted."""
    tables, name = context.tables, name.removeprefix(BASE)
    places = [
        *CODED.get(name, ()),
        *(
            (table.name, column.name)
            for table in schema().values()
            for column in table.columns
            if column.references in IDS.get(name, ())
        ),
    ]
    yield from ((tables[table], column) for table, column in places if table in tables)
    for each in query.simple:
        rows = _rows_of(each, name, context)
        if rows is not None:
            yield rows, name


def _rows_of(each: Measure, name: str, context: Context) -> nw.LazyFrame[Any] | None:
    """Return the rows that a measure counts; None: nobody knows them."""
    there = all(table in context.tables for table in each.rows.reads_in(context))
    return each.rows.frame(context, frozenset({name})) if there else None


def _would_be_exact(name: str, value: str, context: Context, query: Query) -> bool:
    """Whether a measure would give an exact figure of a value that nothing knows."""
    tables = context.tables
    networks = (value,) if name == "network" else query.where.get("network", (None,))
    for each in query.simple:
        settled = each.rows.assignment_table.get(name)
        own = each.rows.own.get(name)
        by = (name, *(own.keys if own is not None else ()))
        more = [*map(each.rows.dimension_tables_in(context).get, by), settled if settled in tables else None]
        needed = [*each.rows.reads_in(context), *(table for table in more if table is not None)]
        listing = {tables.qualifier(*needed, network=network) for network in networks}
        if listing == {Qualifier.EXACT} and _rows_of(each, name, context) is not None:
            return True
    return False


def _unknown(name: str, value: str, listed: Sequence[str], context: Context, query: Query) -> MeasureError:
    """Return the hint on a value that nothing knows: similar values, and some of those that exist."""
    if name == "code" and value in context.findings.skipped:
        lacking = ", ".join(context.findings.skipped[value])
        return MeasureError(
            vi=f"where: chưa kiểm tra được quy tắc {value}; hãy đưa vào: {lacking}",
            en=f"where: the rule {value} could not be judged; pass: {lacking}",
        )
    allowed = dict.fromkeys(listed)
    if not _is_closed(name, query):
        for frame, column in _holding(name, context, query):
            allowed |= dict.fromkeys(_distinct(frame, column))
    alike = {key.casefold(): key for key in allowed}
    near = [alike[key] for key in get_close_matches(value.casefold(), alike, n=3)]
    first, more = [*allowed][:SHOWN], ", …" if len(allowed) > SHOWN else ""
    vi, en = (list_keys(name, first, query.own_names, lang) or "—" for lang in LANGS)
    near_vi, near_en = (list_keys(name, near, query.own_names, lang) for lang in LANGS)
    there_vi, there_en = (f"gần giống: {near_vi}; ", f"similar: {near_en}; ") if near else ("", "")
    return MeasureError(
        vi=f"where: không có {given_name(name)} {value!r}; {there_vi}có: {vi}{more}",
        en=f"where: there is no {given_name(name)} {value!r}; {there_en}choose from: {en}{more}",
    )
