"""The figures: what is timed against what, and which ratio is to be reached."""

import gc
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache, partial
from pathlib import Path

import msgspec
import polars as pl

import dlxh
from dlxh.models.report import Report
from dlxh.register.nest import collector_paused
from dlxh.register.schema import schema
from tests.bench import getters, plain_enums, plain_literals, queries, structs
from tests.bench.lines import OURS, Line, Sizes, line
from tests.bench.measures import by_hand, questions
from tests.bench.province import Province, province
from tests.bench.reports import Row, invented, texts
from tests.bench.rules.one_record import joining
from tests.bench.rules.row_rules import row_rules
from tests.bench.rules.scale import scaling
from tests.bench.rules.to_findings import finding
from tests.bench.stopwatch import Forms, fresh_medians, medians
from tests.bench.store.sqlite import reading_stored
from tests.bench.units.owing import owing

AS_OF = date(2025, 12, 31)


def figures(sizes: Sizes) -> Iterator[Line]:
    """Measure everything, one figure after the other."""
    slow = max(3, sizes.rounds // 5)
    yield from starting(sizes.rounds)
    yield from validating(sizes)
    yield flattening(sizes, slow)
    yield reading_nested(sizes, slow)
    yield reading_flat(sizes, slow)
    yield reading_stored(sizes.within, slow)
    yield from asking(sizes, slow)
    yield from measuring(sizes, slow)
    yield from row_rules(sizes.rowwise, slow)
    yield from finding(sizes.judged, slow)
    yield from joining(sizes.within, sizes.calls, slow)
    yield from owing(sizes.map_of, slow)
    yield from scaling(sizes.scale)


# --- forms: each gives the same answer as ours, which tests/bench/test_answers.py holds ------------------------


def starting_codes() -> dict[str, str]:
    """Programs of a fresh process."""
    text = texts(invented(1))[0]
    return {
        "import dlxh": "import dlxh",
        OURS: f"from dlxh import Report\nReport.model_validate_json({text!r})",
        "pydantic, enums": f"from tests.bench.plain_enums import Report\nReport.model_validate_json({text!r})",
        "pydantic, literals": f"from tests.bench.plain_literals import Report\nReport.model_validate_json({text!r})",
    }


PARSERS: dict[str, Callable[[bytes], object]] = {
    OURS: Report.model_validate_json,
    "pydantic, enums": plain_enums.Report.model_validate_json,
    "pydantic, literals": plain_literals.Report.model_validate_json,
    "msgspec": msgspec.json.Decoder(structs.Report).decode,
}


def flatteners(reports: list[Report]) -> Forms:
    """Reports into columns; the hand-written forms, too, with and without the collector paused."""

    def paused() -> getters.Frames:
        with collector_paused():
            return getters.getters(reports)

    return {
        OURS: lambda: frames_of(dlxh.Register(reports, as_of=AS_OF).tables),
        "comprehensions": lambda: getters.comprehensions(reports),
        "getters, collector paused": paused,
    }


def frames_of(tables: dlxh.Tables) -> getters.Frames:
    """Return the tables as Polars frames."""
    return {name: tables.polars(name) for name in tables}


@contextmanager
def nested_file(rows: list[Row]) -> Iterator[Path]:
    """Write the reports as one nested document, and take it away afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.json"
        with path.open("wb") as file:
            file.write(f'{{"as_of":"{AS_OF}","reports":['.encode())
            for place, row in enumerate(rows):
                file.write((b"," if place else b"") + texts([row])[0])
            file.write(b"]}")
        yield path


def nested_readers(path: Path) -> Forms:
    """A nested document into objects: as it is, and without any collection at all."""

    def read() -> tuple[Report, ...]:
        return dlxh.read(path).register.reports

    def disabled() -> tuple[Report, ...]:
        gc.disable()
        try:
            return read()
        finally:
            gc.enable()

    def frozen() -> tuple[Report, ...]:
        gc.freeze()
        try:
            return disabled()
        finally:
            gc.unfreeze()

    return {OURS: read, "the same with gc.disable()": disabled, "with gc.freeze() and gc.disable()": frozen}


@contextmanager
def flat_folder(reports: list[Report]) -> Iterator[Path]:
    """Write the reports as flat files, and take them away afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        yield dlxh.Register(reports, as_of=AS_OF).write(Path(folder) / "flat", classified=True)


def flat_readers(folder: Path) -> Forms:
    """Flat files into columns: ours judges every row, the baselines only parse."""
    package = json.loads((folder / "datapackage.json").read_bytes())
    files = {resource["name"]: folder / resource["path"] for resource in package["resources"]}
    types = {
        name: {
            column.name: pl.Int64 if column.kind == "integer" else pl.String
            for column in schema()[name].columns
            if column.local_day_of is None
        }
        for name in files
    }
    return {
        OURS: lambda: frames_of(dlxh.read(folder).register.tables),
        "polars.read_ndjson": lambda: {n: pl.read_ndjson(f, schema=types[n]) for n, f in files.items()},
        "polars.scan_ndjson": lambda: {
            n: pl.scan_ndjson(f, schema=types[n]).collect() for n, f in files.items()
        },
    }


def checkers(given: Province) -> Forms:
    """Four rules over the columns."""
    return {
        OURS: lambda: dlxh.check(given.tables, only=queries.RULES).polars,
        "Polars": lambda: queries.check_polars(given.frames),
        "DuckDB": lambda: queries.check_duckdb(given.duck),
    }


def measurers(given: Province) -> Forms:
    """One measure by month and unit."""
    return {
        OURS: lambda: dlxh.measure(given.tables, ["reports"], by=["month", "unit"]).frame,
        "Polars": lambda: queries.measure_polars(given.frames),
        "DuckDB": lambda: queries.measure_duckdb(given.duck),
    }


# --- figures --------------------------------------------------------------------------------------------------


def starting(rounds: int) -> Iterator[Line]:
    """From a fresh process."""
    seconds = fresh_medians(starting_codes(), rounds)
    door = seconds.pop("import dlxh")
    names = ("`import dlxh`, tiến trình mới", "`import dlxh`, fresh process")
    yield line(*names, {**seconds, OURS: door}, bar=0.5)
    names = (
        "`from dlxh import Report` và kiểm tra một báo cáo, tiến trình mới",
        "`from dlxh import Report` and one report validated, fresh process",
    )
    yield line(*names, seconds, bar=2.0)


def validating(sizes: Sizes) -> Iterator[Line]:
    """One report after the other from JSON text: many short turns, because a busy machine slows down in bursts."""
    given = texts(invented(sizes.single))

    def all_with(parse: Callable[[bytes], object]) -> Callable[[], None]:
        def form() -> None:
            for text in given:
                parse(text)

        return form

    seconds = medians({name: all_with(parse) for name, parse in PARSERS.items()}, 5 * sizes.rounds)
    fastest = seconds.pop("msgspec")
    count = sizes.single
    yield line("`Report.model_validate_json`", "`Report.model_validate_json`", seconds, bar=1.6, each=count)
    names = ("`Report.model_validate_json` so với msgspec", "`Report.model_validate_json` against msgspec")
    yield line(*names, {OURS: seconds[OURS], "msgspec": fastest}, each=count)


@cache
def objects(count: int) -> list[Report]:
    """Return a number of reports as objects."""
    with collector_paused():
        return [Report.model_validate_json(text) for text in texts(invented(count))]


def flattening(sizes: Sizes, rounds: int) -> Line:
    """Objects into columns."""
    seconds = medians(flatteners(objects(sizes.columns)), 2 * rounds)
    objects.cache_clear()
    count = f"{sizes.columns:,}"
    return line(
        f"`Register` thành `Tables`, {count} báo cáo",
        f"`Register` to `Tables`, {count} reports",
        seconds,
        bar=1.1,
    )


def reading_nested(sizes: Sizes, rounds: int) -> Line:
    """A nested document into objects."""
    with nested_file(invented(sizes.nested)) as path:
        seconds = medians(nested_readers(path), rounds)
    count = f"{sizes.nested:,}"
    return line(f"đọc {count} báo cáo lồng nhau", f"reading {count} nested reports", seconds, bar=1.3)


def reading_flat(sizes: Sizes, rounds: int) -> Line:
    """Flat files into columns."""
    reports = objects(sizes.flat)
    rows = sum(frame.height for frame in getters.getters(reports).values())
    with flat_folder(reports) as folder:
        seconds = medians(flat_readers(folder), rounds)
    objects.cache_clear()
    names = (
        f"đọc và kiểm tra {rows:,} dòng NDJSON phẳng",
        f"reading and judging {rows:,} rows of flat NDJSON",
    )
    return line(*names, seconds, each=rows)


def asking(sizes: Sizes, rounds: int) -> Iterator[Line]:
    """Rules and a measure over columns."""
    given = province(invented(sizes.queried))
    count, rules = f"{sizes.queried:,}", ", ".join(queries.RULES)
    names = (f"`dlxh.check` ({rules}), {count} báo cáo", f"`dlxh.check` ({rules}), {count} reports")
    yield line(*names, medians(checkers(given), 2 * rounds))
    names = (
        f"`dlxh.measure` theo tháng và đơn vị, {count} báo cáo",
        f"`dlxh.measure` by month and unit, {count} reports",
    )
    yield line(*names, medians(measurers(given), 2 * rounds))


def measuring(sizes: Sizes, rounds: int) -> Iterator[Line]:
    """Six questions on two engines, and twenty measures at once."""
    frames = questions.rows(sizes.country)
    connection = by_hand.loaded(frames)
    lazy = {name: frame.lazy() for name, frame in frames.items()}
    held = {
        "Polars": dlxh.Tables(frames, as_of=questions.AS_OF),
        "DuckDB": dlxh.Tables({name: connection.table(name) for name in frames}, as_of=questions.AS_OF),
    }
    count = f"{frames['reports'].height:,}"
    for question, (vi, en) in questions.TITLES.items():
        written: Forms = {
            "Polars": partial(by_hand.POLARS[question], lazy),
            "DuckDB": partial(by_hand.sql, connection, question),
        }
        for engine, tables in held.items():
            seconds = medians({OURS: partial(_answer, question, tables), engine: written[engine]}, rounds)
            names = (f"{vi}, {count} báo cáo, {engine}", f"{en}, {count} reports, {engine}")
            yield line(*names, seconds, bar=1.25)
    yield _twenty(held["Polars"], rounds)
    connection.close()


def _answer(question: str, tables: dlxh.Tables) -> pl.DataFrame:
    return questions.ASKED[question](tables).polars


def _twenty(tables: dlxh.Tables, rounds: int) -> Line:
    def one_by_one() -> None:
        for code in questions.HALF_YEAR:
            questions.half_year(tables, (code,))

    seconds = medians(
        {OURS: lambda: questions.half_year(tables, questions.HALF_YEAR), "one by one": one_by_one}, rounds
    )
    names = ("20 chỉ tiêu của nửa năm trong một lần hỏi", "20 measures of a half-year in one call")
    return line(*names, seconds, bar=0.6)
