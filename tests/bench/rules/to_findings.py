"""From files to findings: reports with their items and streams, as flat NDJSON and as Parquet.

Ours twice: with the rules that the baselines have, on the six tables that they read, which is the like of them; and
with all rules on all tables.
"""

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

import dlxh
from dlxh.register.schema import SOURCE_ROW
from dlxh.rules.catalogue import RULES
from dlxh.rules.rule import Rule
from dlxh.testing import province_tables
from tests.bench.lines import OURS, Line, line
from tests.bench.rules import in_python
from tests.bench.rules.faults import faulty_tables
from tests.bench.stopwatch import Forms, fresh, medians

EVERY = 100
"""One row in this number is at fault."""
UNASKED = ("allowance_lines", "allowance_steps")
"""Tables that reports have nothing to do with, and that would be half of all rows."""


@dataclass(frozen=True)
class Files:
    """A province in files, in both forms, and how many rows belong to reports."""

    ndjson: Path
    parquet: Path
    as_of: date
    names: tuple[str, ...]
    reports: int
    rows: int

    def asked(self, rules: Sequence[Rule]) -> tuple[str, ...]:
        """Return the tables that are taken: with all rules all, otherwise those that the baselines read."""
        return self.names if rules is RULES else in_python.TABLES


@contextmanager
def files(collaborators: int, every: int = EVERY) -> Iterator[Files]:
    """Write a province in both forms, and take it away afterwards."""
    whole = province_tables(collaborators=collaborators, years=5, without=UNASKED)
    frames = faulty_tables(whole, every)
    tables = dlxh.Tables(frames, as_of=whole.as_of)
    with TemporaryDirectory() as home:
        flat, columns = Path(home, "flat"), Path(home, "columns")
        dlxh.Register.from_tables(tables).write(flat, personal=True, classified=True)
        columns.mkdir()
        for name, frame in frames.items():
            frame.drop(SOURCE_ROW, strict=False).write_parquet(columns / f"{name}.parquet")
        rows = sum(frames[name].height for name in in_python.TABLES)
        yield Files(flat, columns, whole.as_of, tuple(frames), frames["reports"].height, rows)


# --- ours -----------------------------------------------------------------------------------------------------


SAME = tuple(rule for rule in RULES if rule.code in in_python.RULES)
"""The rules that the baselines have."""


def read_and_check(given: Files, rules: Sequence[Rule] = RULES) -> tuple[dlxh.Findings, dlxh.Findings]:
    """Read flat files row by row with the models, then check: what a row lacks is reported by the reading."""
    reading = dlxh.read(given.ndjson)
    return reading.findings, dlxh.check(reading.register, rules=rules)


def lines_and_check(given: Files, rules: Sequence[Rule] = RULES) -> dlxh.Findings:
    """Take flat files as columns, without a model, and check: the constraints are judged with the rules."""
    return dlxh.check(dlxh.read_tables(given.ndjson, only=given.asked(rules)), rules=rules)


def columns_and_check(given: Files, rules: Sequence[Rule] = RULES) -> dlxh.Findings:
    """Take Parquet files as tables and check."""
    frames = {name: pl.scan_parquet(given.parquet / f"{name}.parquet") for name in given.asked(rules)}
    return dlxh.check(dlxh.Tables(frames, as_of=given.as_of), rules=rules)


FIRST = """
from datetime import date
from pathlib import Path
import polars as pl
import dlxh
frames = {{path.stem: pl.scan_parquet(path) for path in Path({folder!r}).glob("*.parquet")}}
dlxh.check(dlxh.Tables(frames, as_of=date.fromisoformat({as_of!r})))
"""
"""The same in a process of its own, which has to compile the constraints and to see which columns each rule reads."""


# --- what each says -------------------------------------------------------------------------------------------


def told_by_findings(*found: dlxh.Findings) -> Counter[str]:
    """Count findings of what the baselines judge too, by table and field or code."""
    told: Counter[str] = Counter()
    for each in (finding for part in found for finding in part):
        is_rule = each.code[0].isupper()
        if each.table in in_python.TABLES and (
            each.code in in_python.RULES if is_rule else each.field != "topics"
        ):
            told[f"{each.table} {each.code if is_rule or each.field is None else each.field}"] += 1
    return told


def told_by_hand(found: list[in_python.Told]) -> Counter[str]:
    """Count the same of a baseline."""
    return Counter(f"{table} {code}" for table, _, code in found)


# --- figures --------------------------------------------------------------------------------------------------


def uncollected(form: Callable[[], object]) -> Callable[[], object]:
    """Return a form that runs with the garbage collector off."""

    def run() -> object:
        gc.disable()
        try:
            return form()
        finally:
            gc.enable()

    return run


def forms(given: Files) -> dict[str, Forms]:
    """Return the forms by what is read: ours, and the same record rules in Python."""
    flat, columns = given.ndjson, given.parquet
    return {
        "ours": {
            f"{way}, {which}": partial(form, given, rules)
            for way, form in OURS_BY_WAY.items()
            for which, rules in (("same", SAME), ("all", RULES))
        },
        "msgspec": {"msgspec": uncollected(partial(in_python.by_msgspec, flat, given.as_of))},
        "pydantic": {
            "pydantic, NDJSON": uncollected(partial(in_python.by_pydantic, flat, given.as_of)),
            "pydantic, Parquet": uncollected(
                partial(in_python.by_pydantic_from_parquet, columns, given.as_of)
            ),
        },
    }


OURS_BY_WAY: dict[str, Callable[[Files, Sequence[Rule]], object]] = {
    "read": read_and_check,
    "lines": lines_and_check,
    "parquet": columns_and_check,
}
WAYS = {
    "read": ("`dlxh.read` + `dlxh.check`, NDJSON", "`dlxh.read` + `dlxh.check`, NDJSON"),
    "lines": ("`dlxh.read_tables` + `dlxh.check`, NDJSON", "`dlxh.read_tables` + `dlxh.check`, NDJSON"),
    "parquet": ("`Tables` từ Parquet + `dlxh.check`", "`Tables` of Parquet + `dlxh.check`"),
}
WHICH = {"same": ("cùng quy tắc", "the same rules"), "all": ("mọi quy tắc của dlxh", "all rules of dlxh")}
BARS = {("lines", "msgspec"): 0.5, ("lines", "pydantic"): 0.25, ("parquet", "pydantic"): 0.1}
"""For the same rules; `dlxh.read` keeps what each bad line says, row by row, and is shown next to them."""


def finding(collaborators: int, rounds: int) -> Iterator[Line]:
    """From files to findings, against decoding row by row and judging each."""
    with files(collaborators) as given:
        sides = forms(given)
        seconds = medians({name: form for side in sides.values() for name, form in side.items()}, rounds)
        first = fresh(FIRST.format(folder=str(given.parquet), as_of=given.as_of.isoformat()))
    for (way, (vi, en)), (which, (vi_rules, en_rules)), other in product(
        WAYS.items(), WHICH.items(), ("msgspec", "pydantic")
    ):
        against = {name: seconds[name] for name in sides[other]}
        if way != "parquet":
            against.pop("pydantic, Parquet", None)
        names = (
            f"{vi}, {vi_rules}, {given.reports:,} báo cáo, {given.rows:,} dòng, so với {other}",
            f"{en}, {en_rules}, {given.reports:,} reports, {given.rows:,} rows, against {other}",
        )
        bar = BARS.get((way, other)) if which == "same" else None
        yield line(*names, {OURS: seconds[f"{way}, {which}"], **against}, bar=bar, each=given.rows)
    vi, en = WAYS["parquet"]
    names = (f"{vi}, lần đầu của một tiến trình", f"{en}, first check of a process")
    yield line(*names, {OURS: first} | {name: seconds[name] for name in sides["pydantic"]}, each=given.rows)
