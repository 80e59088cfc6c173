"""Một câu trả lời: whether own rules and measures give on DuckDB, and on one record of a form, what they give on Polars."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from dlxh.measures.measure import Measure
from dlxh.register.register import Register
from dlxh.register.schema import SOURCE_ROW
from dlxh.register.tables import Tables
from dlxh.rules.findings import CheckFindings
from dlxh.rules.rule import Rule
from dlxh.testing.conformance.failure import Failure
from dlxh.testing.conformance.own_measures import ask
from dlxh.verbs.check import check
from dlxh.words.work_calendars import WorkCalendar

_RECORDS: Final = 200
"""At most as many records of a kind are judged as in a form."""


@contextmanager
def open_duckdb(tables: Tables, folder: Path) -> Iterator[Tables]:
    """Open the same tables on DuckDB, which has to be installed, by way of Parquet files in a folder."""
    connection = import_module("duckdb").connect()  # an engine that dlxh does not need
    relations: dict[str, Any] = {}
    for name in tables.names:
        stored = [each.name for each in tables.schema[name].columns if each.local_day_of is None]
        file = folder / f"{name}.parquet"
        tables.polars(name).select(*stored, SOURCE_ROW).write_parquet(file)
        relations[name] = connection.read_parquet(str(file))
    kept: dict[str, Any] = {
        name: getattr(tables, name) for name in ("as_of", "partial", "places", "pack", "enforced")
    }
    try:
        yield Tables(relations, **kept)
    finally:
        connection.close()


def compare_rules(
    tables: Tables, others: Tables, rules: Sequence[Rule], calendar: WorkCalendar | None = None
) -> Iterator[Failure]:
    """Yield the rules that find something else on another engine, or cannot run there.

    >>> import dlxh
    >>> tables = dlxh.read(dlxh.example("gia-lai")).register.tables
    >>> list(compare_rules(tables, tables, dlxh.RULES[:2]))
    []
    """

    def find(where: Tables, rule: Rule) -> frozenset[tuple[Any, ...]]:
        return _places(check(where, rules=[rule], calendar=calendar))

    for rule in rules:
        yield from _compare(rule.code, find, tables, others, rule)


def compare_measures(
    tables: Tables, others: Tables, measures: Sequence[Measure], calendar: WorkCalendar | None = None
) -> Iterator[Failure]:
    """Yield the measures that count something else on another engine, or cannot be counted there.

    >>> import dlxh
    >>> tables = dlxh.read(dlxh.example("gia-lai")).register.tables
    >>> list(compare_measures(tables, tables, dlxh.MEASURES[:2]))
    []
    """

    def count(where: Tables, measure: Measure) -> frozenset[tuple[Any, ...]]:
        broken_down = (ask(where, measure, by, calendar).polars for by in ((), measure.dimensions[:1]))
        return frozenset((place, *row) for place, frame in enumerate(broken_down) for row in frame.rows())

    for measure in measures:
        yield from _compare(measure.code, count, tables, others, measure)


def _compare(
    code: str, answer: Callable[[Tables, Any], frozenset[Any]], tables: Tables, others: Tables, of: object
) -> Iterator[Failure]:
    expected = answer(tables, of)
    try:
        found = answer(others, of)
    except Exception as error:  # noqa: BLE001 - whatever an own function raises there is what has to be reported
        yield _cannot(code, others.engine, error)
        return
    if found != expected:
        number = len(found ^ expected)
        yield Failure(
            vi=f"{code}: trên {others.engine} kết quả khác trên {tables.engine} ở {number} dòng",
            en=f"{code}: on {others.engine} the answer differs from that on {tables.engine} in {number} rows",
            cure_vi="trong hàm của mình chỉ dùng những phép tính mà trang Máy xử lý (engines) nêu, không lấy dữ liệu ra giữa chừng",
            cure_en="use in your function only what the page on engines lists, and collect nothing on the way",
        )


def _cannot(code: str, engine: str, error: Exception) -> Failure:
    reason = f"{type(error).__name__}: {str(error).partition(chr(10))[0][:200]}"
    return Failure(
        vi=f"{code} không chạy được trên {engine}: {reason}",
        en=f"{code} cannot run on {engine}: {reason}",
        cure_vi="viết quy tắc bằng ngôn ngữ của quy tắc; hàm trên bảng thì chỉ dùng narwhals, không dùng riêng Polars",
        cure_en="write the rule in the rules' language; in a function of tables use narwhals, nothing of Polars alone",
    )


def compare_forms(register: Register, rules: Sequence[Rule]) -> Iterator[Failure]:
    """Yield the rules that find something else in records judged within the register, as a form does, than in the whole.

    >>> import dlxh
    >>> list(compare_forms(dlxh.read(dlxh.example("gia-lai")).register, dlxh.RULES[:2]))
    []
    """
    for rule in (each for each in rules if each.table is not None and not each.is_function):
        root = _root_of(register.tables, str(rule.table))
        records = register.all(register.schema.roots[root])[:_RECORDS]
        ids = {each.id for each in records}  # type: ignore[attr-defined] # every record of a table has one
        whole = {(each.record, each.field) for each in check(register, rules=[rule]) if each.root in ids}
        form = {
            (each.record, each.field)
            for each in check(records, within=register, replacing=True, rules=[rule])
            if each.root in ids
        }
        if form != whole:
            number = len(form ^ whole)
            yield Failure(
                vi=f"{rule.code}: xét từng bản ghi như ở biểu mẫu thì khác xét cả sổ, ở {number} dòng",
                en=f"{rule.code}: records judged as in a form give another answer than the whole register, in {number} rows",
                cure_vi="báo lỗi này cho dlxh kèm quy tắc: quy tắc viết bằng ngôn ngữ của quy tắc phải cho một câu trả lời",
                cure_en="report it to dlxh with the rule: a rule in the rules' language has one answer",
            )


def _root_of(tables: Tables, name: str) -> str:
    above = tables.schema[name].parent
    return name if above is None else _root_of(tables, above)


def _places(findings: CheckFindings) -> frozenset[tuple[Any, ...]]:
    return frozenset(findings.polars.select("table", "record", "field", "evidence", "network").rows())
