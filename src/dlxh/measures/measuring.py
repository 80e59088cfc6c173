"""Đếm: one measure over the tables, by any of its dimensions, on any engine."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

from dlxh.ledger.ledger import Ledger
from dlxh.measures.asking import Question, asked, check_values
from dlxh.measures.ledger import OUTCOME, Rate, ledger_for, outcomes, tallied
from dlxh.measures.measure import Adds, Measure
from dlxh.measures.result import Figures, Result
from dlxh.measures.timing import period_at, place
from dlxh.register.register import Register
from dlxh.register.tables import Tables
from dlxh.words.figures import Figure, Qualifier
from dlxh.words.periods import Period, PeriodKind

if TYPE_CHECKING:
    import narwhals as nw

Key = tuple[Any, ...]
PERIOD = "period_place"


def measure(  # noqa: PLR0913 - a question has this many parts, and all but the first two are named
    subject: Register | Tables,
    measures: str | Measure | Iterable[str | Measure],
    *,
    by: str | Iterable[str] = (),
    period: Period | str | None = None,
    convention: str = "calendar",
    where: Mapping[str, str] | None = None,
    ledger: Ledger | None = None,
) -> Result:
    """Count a register or tables.

    Args:
        subject: What is counted.
        measures: Codes of `dlxh.measures.catalogue.MEASURES`, or measures of your own.
        by: Dimensions: one kind of period (day, week, month, two_months, quarter, half_year, year) and others that the
            measures have, such as network, unit (its column is `org_unit`), topic, channel.
        period: Only what falls into these days counts, first and last included.
        convention: How months are cut when broken down by period: `calendar`, or `15_to_14` and the like.
        where: Only rows with these values count, such as `{"network": "gl"}`.
        ledger: For measures on obligations: what `dlxh.obligations` gave; None: that of the regulations in the
            register, which can be drawn up without it as long as no due day depends on working days.

    Returns:
        A result; periods without rows stay in it as zero. Where a table is absent the figure is unknown, where it is
        partial a lower bound, and in a period that begins after the day of the register unknown again: missing is
        not zero. Rows without a day stand under no period (None), unless `period` asks for some days only.

    Raises:
        MeasureError: an unknown measure or dimension.
        PeriodError: an unknown convention.

    >>> from datetime import date
    >>> from dlxh.register.register import Register
    >>> measure(Register(as_of=date(2022, 7, 4)), ["reports"]).figure("reports").text("vi")
    'chưa rõ số báo cáo'
    """
    tables = subject.tables if isinstance(subject, Register) else subject
    question = asked(measures, by, period, convention, where or {})
    check_values(question, tables)
    book = ledger
    if any(each.statuses for each in question.measures):
        book = ledger_for(tables, question, ledger)
    rows = [
        row
        for each in question.measures
        for row in (
            _on_ledger(each, tables, question, book) if each.statuses else _count(each, tables, question)
        )
    ]
    return Result(tuple(rows), question.by, question.measures, tables.as_kind)


def _count(each: Measure, tables: Tables, question: Question) -> Iterator[Figures]:
    qualifier = tables.qualifier(*each.reads)
    if qualifier is Qualifier.UNKNOWN:
        found: dict[Key, list[tuple[Figure, int]]] = {}
    elif each.adds is Adds.STOCK:
        found = _stock(each, tables, question)
    else:
        found = _flow(each, tables, question)
    for key in _keys(_with_silent_networks(found, tables, question), question):
        told = dict(zip(question.by, key, strict=True))
        known = qualifier
        if not _has_begun(told, question, tables.as_of):
            known = Qualifier.UNKNOWN
        elif qualifier is not Qualifier.UNKNOWN:
            network = told.get("network", question.where.get("network"))
            known = tables.qualifier(*each.reads, network=network)
        yield _figures(each, told, found.get(key, []), known)


def _on_ledger(each: Measure, tables: Tables, question: Question, ledger: Ledger | None) -> Iterator[Figures]:
    counted = [] if ledger is None else outcomes(ledger, question, PERIOD)
    tally = tallied([(_key(row, question), row[OUTCOME], int(row["n"])) for row in counted])
    as_of = tables.as_of if ledger is None else ledger.as_of
    found = {key: [(Figure(0, each.unit), 0)] for key in tally}
    for key in _keys(_with_silent_networks(found, tables, question), question):
        told = dict(zip(question.by, key, strict=True))
        network = told.get("network", question.where.get("network"))
        known = Qualifier.UNKNOWN if ledger is None else tables.qualifier(*each.reads, network=network)
        if not _has_begun(told, question, as_of) or (known is Qualifier.AT_LEAST and not each.grows):
            known = Qualifier.UNKNOWN
        outcome = tally.get(key, {})
        count = sum(outcome.get(status.value, 0) for status in each.statuses)
        part = [] if known is Qualifier.UNKNOWN else [(Figure(count, each.unit), count)]
        row = _figures(each, told, part, known)
        yield row if not each.among else _with_rate(each, row, outcome, known)


def _with_rate(each: Measure, row: Figures, outcome: Mapping[str, int], known: Qualifier) -> Figures:
    among = {status.value for status in each.among}
    left_out = {name: count for name, count in sorted(outcome.items()) if name not in among}
    whole = sum(count for name, count in outcome.items() if name in among)
    exact = known is Qualifier.EXACT
    rate = Rate(row.figure.value if exact else None, whole if exact else None, left_out)
    return replace(row, rate=rate, left_out=sum(left_out.values()))


def _has_begun(keys: Mapping[str, Any], question: Question, as_of: date) -> bool:
    """Tell whether the register can know of a period: of days after its own it says nothing, not even zero."""
    days = [] if question.period is None else [question.period.start]
    code = None if question.kind is None else keys[question.kind]
    if code is not None:
        days.append(Period.parse(code, convention=question.convention).start)
    return not days or max(days) <= as_of


def _figures(
    each: Measure, keys: Mapping[str, Any], parts: list[tuple[Figure, int]], qualifier: Qualifier
) -> Figures:
    zero = Figure(0, each.unit)
    if qualifier is not Qualifier.EXACT:  # what was not collected may be more, never less
        zero = Figure.unknown(each.unit)
    figure = Figure.sum([zero, *(part for part, _ in parts)], unit=each.unit)
    left_out = sum(count for part, count in parts if part.value is None)
    return Figures(keys, each.code, figure, left_out)


def _with_silent_networks(
    found: dict[Key, list[tuple[Figure, int]]], tables: Tables, question: Question
) -> dict[Key, list[tuple[Figure, int]]]:
    """A network without rows stays in an answer by network: as zero, or as unknown."""
    if question.keys != ("network",) or "networks" not in tables:
        return found
    ids = [row["id"] for row in tables["networks"].select("id").collect("polars").iter_rows(named=True)]
    place_of = question.by.index("network")
    chosen = question.where.get("network")
    silent = set(ids) - {key[place_of] for key in found}
    silent &= silent if chosen is None else {chosen}
    return found | {tuple(key if name == "network" else None for name in question.by): [] for key in silent}


def _keys(found: Mapping[Key, list[tuple[Figure, int]]], question: Question) -> list[Key]:
    """Return all keys of the answer: those that were found, and the periods between them."""
    if question.kind is None:
        return sorted(found, key=_order) or [(None,) * len(question.by)]
    place_of_kind = question.by.index(question.kind)
    others = sorted({(*key[:place_of_kind], *key[place_of_kind + 1 :]) for key in found}, key=_order)
    periods = [period.code for period in _periods(question.kind, found, place_of_kind, question)]
    others = others or [(None,) * len(question.keys)]
    tiled = [(*rest[:place_of_kind], code, *rest[place_of_kind:]) for rest, code in product(others, periods)]
    undated = [
        key for key, parts in found.items() if key[place_of_kind] is None and parts
    ]  # no day is known: no period, and not nothing
    return tiled + sorted(undated, key=_order)


def _periods(
    kind: PeriodKind, found: Mapping[Key, object], place_of_kind: int, question: Question
) -> list[Period]:
    if question.period is not None:
        return list(Period.tile(kind, question.period.start, question.period.end, question.convention))
    codes = {key[place_of_kind] for key in found if key[place_of_kind] is not None}
    met = [Period.parse(code, convention=question.convention) for code in codes]
    if not met:
        return []
    return list(Period.tile(kind, min(p.start for p in met), max(p.end for p in met), question.convention))


def _order(key: Key) -> tuple[tuple[bool, str], ...]:
    return tuple((part is None, str(part)) for part in key)


def _flow(each: Measure, tables: Tables, question: Question) -> dict[Key, list[tuple[Figure, int]]]:
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    frame = _chosen(each.rows(tables), question)
    if question.period is not None:
        frame = frame.filter(nw.col("day") >= question.period.start, nw.col("day") <= question.period.end)
    groups = [*question.keys]
    if question.kind is not None:
        frame = frame.with_columns(place(question.kind, question.convention).alias(PERIOD))
        groups.append(PERIOD)
    amount, states = nw.lit(1).alias("amount"), nw.lit(Qualifier.EXACT.value).alias("state")
    if each.value is not None:
        in_unit = nw.col(f"{each.value}_unit") == each.unit.value
        amount = nw.col(f"{each.value}_value").alias("amount")
        states = nw.when(in_unit).then(nw.col(f"{each.value}_qualifier")).alias("state")
    narrow = frame.with_columns(amount, states).select(*groups, "amount", "state")
    summed = narrow.group_by(*groups, "state").agg(nw.col("amount").sum(), nw.len().alias("n"))
    found: dict[Key, list[tuple[Figure, int]]] = defaultdict(list)
    for row in summed.collect("polars").iter_rows(named=True):
        found[_key(row, question)].append((_figure(each, row["amount"], row["state"]), int(row["n"])))
    return found


def _figure(each: Measure, amount: Any, state: str | None) -> Figure:  # noqa: ANN401 - engines sum to several types
    if state is None or state == Qualifier.UNKNOWN:
        return Figure.unknown(each.unit)
    return Figure(int(amount), each.unit, state)


def _key(row: Mapping[str, Any], question: Question) -> Key:
    key: list[Any] = []
    for name in question.by:
        if question.kind is None or name != question.kind:
            key.append(row[name])
            continue
        value = row[PERIOD]
        key.append(None if value is None else period_at(question.kind, value, question.convention).code)
    return tuple(key)


def _chosen(frame: "nw.LazyFrame[Any]", question: Question) -> "nw.LazyFrame[Any]":
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    return (
        frame.filter(*(nw.col(name) == value for name, value in question.where.items()))
        if question.where
        else frame
    )


def _stock(each: Measure, tables: Tables, question: Question) -> dict[Key, list[tuple[Figure, int]]]:
    found: dict[Key, list[tuple[Figure, int]]] = {}
    bare = replace(question, by=question.keys, kind=None)
    for code, day in _days(tables, question):
        for row in _held(each, tables, bare, day):
            key = list(_key(row, bare))
            if question.kind is not None:
                key.insert(question.by.index(question.kind), code)
            found[tuple(key)] = [(Figure(int(row["n"]), each.unit), int(row["n"]))]
    return found


def _days(tables: Tables, question: Question) -> Iterator[tuple[str | None, date]]:
    """Yield each period that has begun with its last day, or the day of the register where that comes first."""
    if question.period is None:
        yield None, tables.as_of
        return
    tiles = [question.period]
    if question.kind is not None:
        tiles = list(
            Period.tile(question.kind, question.period.start, question.period.end, question.convention)
        )
    for tile in tiles:
        if max(tile.start, question.period.start) <= tables.as_of:
            yield tile.code, min(tile.end, question.period.end, tables.as_of)


def _held(each: Measure, tables: Tables, question: Question, day: date) -> list[dict[str, Any]]:
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    held = _chosen(each.rows(tables), question).filter(nw.col("start") <= day, nw.col("last") >= day)
    people = held.select(*question.keys, "collaborator").unique()
    if not question.keys:
        return [{"n": people.collect("polars").shape[0]}]
    counted = people.group_by(*question.keys).agg(nw.len().alias("n"))
    return list(counted.collect("polars").iter_rows(named=True))
