"""Xét: rules and constraints over tables, and what they found as columns."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import narwhals as nw
import polars as pl

from dlxh.register.constraints.constraint import Constraint
from dlxh.register.constraints.missing_children import childless
from dlxh.register.finding import Severity
from dlxh.register.findings import ROW_NUMBER
from dlxh.register.schema import SOURCE_ROW, schema
from dlxh.register.tables import Tables
from dlxh.rules.engine.account import Asks, TablesAccount, every_part
from dlxh.rules.engine.batch import Batch
from dlxh.rules.engine.derived_tables import Derived, attach_derived
from dlxh.rules.engine.refused_lines import batches_of_lines
from dlxh.rules.engine.row_pass import RowPass, RowQuestion
from dlxh.rules.engine.wide_tables import widen_with_known
from dlxh.rules.findings import CheckFindings
from dlxh.rules.hidden_columns import without_hidden
from dlxh.rules.language.collect import in_parts
from dlxh.rules.language.declared import GIVEN
from dlxh.rules.language.errors import RuleError
from dlxh.rules.language.on_columns import violations
from dlxh.rules.language.own_fields import own_of_part, plans_on_own
from dlxh.rules.language.own_lists import partial_lists
from dlxh.rules.language.references import sound_places
from dlxh.rules.rule import Rule
from dlxh.words.missing_input import MissingInputError

Passes: TypeAlias = dict[tuple[str, bool], RowPass]
"""The passes by table, and whether they see own columns: ours are judged without a join."""
_FROM_FRAMES = ("table", "record", "network", "field", "evidence", SOURCE_ROW)


def run_rules(  # noqa: PLR0913 - what is run, on what, and what is seen of it
    tables: Tables,
    rules: Sequence[Rule],
    constraints: "Mapping[str, Sequence[Constraint]]",
    *,
    takes: Callable[[Constraint], bool] = bool,
    asks: Asks = every_part,
    derived: Derived | None = None,
) -> CheckFindings:
    """Return what the rules and constraints find in the tables.

    Rules on what is worked out from the records run last: it is held in memory, and would come on top of what others need.

    Args:
        tables: What is judged.
        rules: The rules to run.
        constraints: The constraints to run, by table.
        takes: Which constraints come back; all are judged, so that rules are skipped where they fell.
        asks: Which parts of the rules are run.
        derived: What works out the tables that rules read besides the records; None: the tables hold what there is.
    """
    own_columns: dict[str, frozenset[str]] = {}
    lacks: dict[str, MissingInputError] = {}
    passes = {(name, False): RowPass(tables, name, each) for name, each in constraints.items() if each}
    skipped: dict[str, tuple[str, ...]] = {}
    frames: list[tuple[Rule, pl.DataFrame]] = []
    whole = wide = tables
    for whole, lacking, group in _in_groups(tables, rules, derived):
        own_columns |= {rule.code: _own_columns(rule, whole) for rule in group}
        wide = widen_with_known(whole, frozenset[str]().union(*own_columns.values()))
        for rule in group:
            if missing := rule.missing(whole):
                skipped[rule.code], lack = why_skipped(missing, lacking, whole)
                lacks |= {} if lack is None else {rule.code: lack}
                continue
            seen = wide if own_columns[rule.code] else whole
            questions, found = _of_function(rule, seen) if rule.is_function else _of_parts(rule, seen, asks)
            _put(questions, passes, whole, wide)
            frames += [(rule, frame) for frame in found]
    _run(passes)
    batches, passed_over = _batches(passes, frames)
    for law, frame in childless(tables, constraints, takes):
        batches.append(Batch(law, in_parts(frame), Severity.ERROR))
    ordered = in_order([*batches_of_lines(tables), *batches], rules, takes)
    skipped = {rule.code: skipped[rule.code] for rule in rules if rule.code in skipped}
    applied = [rule for rule in rules if rule.code not in skipped]
    account = TablesAccount(wide, [*passes.values()], applied, asks, takes)
    return CheckFindings(
        whole, ordered, {rule.code: rule for rule in rules}, skipped, passed_over, account, lacking=lacks
    )


def _own_columns(rule: Rule, tables: Tables) -> frozenset[str]:
    """Return the columns of own fields that a rule reads in tables, as `table.column`."""
    more = plans_on_own(rule.on_own, tables)
    lists = (f"{own.parent}.{own.field}" for name, own in partial_lists(tables).items() if name in rule.reads)
    read = (own_of_part(part) | {f"{part.table}.{part.field}"} for part, _ in more)
    return rule.own_columns.union(lists, *read)


def _reads_own(question: RowQuestion, table: str) -> bool:
    """Return whether a question to the rows of a table is on own columns: of a rule on cells, also where its cell is one."""
    ours = ((part.table, part.field) for part in question.rule.parts)
    is_own = question.cell is not None and (table, question.cell) not in ours
    return is_own or bool(question.rule.own_columns)


def _put(questions: Iterable[tuple[str, RowQuestion]], passes: Passes, whole: Tables, wide: Tables) -> None:
    """Add questions to the passes over their tables; one that reads own columns has a pass that is wide."""
    for table, question in questions:
        is_wide = _reads_own(question, table)
        tables = wide if is_wide else whole
        found = passes.setdefault((table, is_wide), RowPass(tables, table))
        found.tables = tables  # those of a later group have more columns
        found.questions.append(question)


def _run(passes: Passes) -> None:
    """Run the passes, first those with constraints: wide ones have none, and take from them which rows are wrong."""
    judges = [judge for judge in passes.values() if judge.constraints]
    for (name, is_wide), each in passes.items():
        if is_wide:
            each.judges = [judge for judge in judges if judge.table_judged == name]
        each.run()


def _in_groups(
    tables: Tables, rules: Sequence[Rule], derived: Derived | None
) -> Iterator[tuple[Tables, dict[str, MissingInputError], list[Rule]]]:
    """Yield rules with the tables that they read, and what could not be worked out of them."""
    if derived is None:
        yield tables, {}, list(rules)
        return
    for on_derived in (False, True):
        group = [rule for rule in rules if rule.on_derived is on_derived]
        tables, lacking = attach_derived(tables, derived, group)
        yield tables, lacking, group


def why_skipped(
    missing: Sequence[str], lacking: Mapping[str, MissingInputError], there: Container[str]
) -> tuple[tuple[str, ...], MissingInputError | None]:
    """Return the tables and arguments that a rule lacks, and of what could not be worked out what is missing for it.

    A table that is there is at fault, and no absent one: what is the matter with it is said.

    >>> why_skipped(("reports", "ledger"), {}, ()), why_skipped(("ledger",), {}, ())
    ((('reports',), None), (('ledger',), None))
    """
    if records := tuple(name for name in missing if name not in GIVEN):
        return records, None
    lack = next((lacking[name] for name in missing if name in lacking), None)
    if lack is None:
        return tuple(missing), None
    is_absent = all(name in schema() and name not in there for name in lack.names)
    return lack.names, None if is_absent else lack


def _of_parts(
    rule: Rule, tables: Tables, asks: Asks
) -> tuple[list[tuple[str, RowQuestion]], list[pl.DataFrame]]:
    """Return the conditions of a rule's parts on single rows, by table, and what they find across rows."""
    parts = [(part, plan) for part, plan in rule.parts_on(tables) if asks(rule, part)]
    questions = [
        (part.table, RowQuestion.of_part(rule, part, tables.as_of)) for part, _ in parts if part.is_on_rows
    ]
    across = [(part, plan) for part, plan in parts if not part.is_on_rows]
    sound = sound_places([plan for _, plan in across], tables)
    placed = rule.table is None
    evidence = () if placed else rule.placeholders
    frames = [
        violations(plan, tables, field=part.field or rule.field, evidence=evidence, with_places=placed)
        for place, (part, plan) in enumerate(across)
        if place not in sound
    ]
    return questions, frames


def _of_function(rule: Rule, tables: Tables) -> tuple[list[tuple[str, RowQuestion]], list[pl.DataFrame]]:
    """Return the condition of a function of tables on single rows of its table, or what it finds."""
    found = rule.judge(without_hidden(tables))  # type: ignore[misc] # it is one
    if isinstance(found, nw.Expr):
        return [(str(rule.table), RowQuestion(rule, found))], []
    frames = found if isinstance(found, Sequence) else [found]
    if not all(isinstance(frame, nw.LazyFrame) for frame in frames):
        raise RuleError(
            vi=f"{rule.code} phải trả về biểu thức hoặc LazyFrame của narwhals, hay danh sách LazyFrame",
            en=f"{rule.code} has to return a narwhals expression or LazyFrame, or a list of LazyFrames",
        )
    return [], [in_parts(frame) for frame in frames]


def _batches_of(passes: Passes) -> tuple[list[Batch], dict[str, int]]:
    """Return what the passes found, and on how many rows each rule was skipped in them."""
    found: list[Batch] = []
    passed_over: dict[str, int] = {}
    for (_, is_wide), each in passes.items():
        for batch, skipped in each.batches():
            rows = batch.rows
            if is_wide and isinstance(batch.law, Rule):  # other passes have its constraints
                rows = _without_wrong(batch.law, rows, passes)
            found.append(batch.with_rows(rows))
            if without := skipped + (batch.height - rows.height if batch.law.table is None else 0):
                passed_over[batch.code] = passed_over.get(batch.code, 0) + without
        passed_over |= each.count_skipped()
    return found, passed_over


def _batches(
    passes: Passes, frames: Sequence[tuple[Rule, pl.DataFrame]]
) -> tuple[list[Batch], dict[str, int]]:
    """Return what was found, and on how many rows each rule was skipped because a field that it reads is at fault."""
    found, passed_over = _batches_of(passes)
    dropped: dict[str, list[pl.DataFrame]] = {}
    for rule, frame in frames:
        if frame.is_empty():
            continue
        names = [name for name in _FROM_FRAMES if name != "table" or rule.table is None]
        named = frame.select(name for name in (*names, *rule.placeholders) if name in frame.columns)
        # A row that meets a repeated id is at fault once; X102 reports the id.
        once = named if rule.table is None and not rule.is_function else named.unique(maintain_order=True)
        kept = _without_wrong(rule, once, passes)
        if once.height > kept.height:
            on = ["record"] if rule.table is not None else ["table", "record", "field"]
            left_out = once.join(kept, on=on, how="anti", nulls_equal=True)
            dropped.setdefault(rule.code, []).append(left_out.select(*on, pl.col(f"^{SOURCE_ROW}$")))
        found.append(Batch(rule, kept, rule.severity))
    # For a rule on one table that also judges single rows, all rows with a wrong cell were counted there.
    return found, passed_over | {
        code: pl.concat(frames, how="diagonal").unique().height
        for code, frames in dropped.items()
        if code not in passed_over
    }


def _without_wrong(rule: Rule, frame: pl.DataFrame, passes: Passes) -> pl.DataFrame:
    """Leave out findings on rows where a field that the rule reads is at fault itself, in our table or in that of own fields."""
    judges = [(judge.table_judged, judge) for judge in passes.values() if judge.has_faults]
    if rule.table is not None:
        for judge in (judge for name, judge in judges if name == rule.table):
            frame = frame.join(judge.records_wrong_in(rule.read_in(rule.table)), on="record", how="anti")
        return frame
    for name, judge in judges:
        for field in frame.filter(table=name)["field"].drop_nulls().unique():
            wrong = judge.records_wrong_in([field]).with_columns(
                pl.lit(name).alias("table"), pl.lit(field).alias("field")
            )
            frame = frame.join(wrong, on=["table", "record", "field"], how="anti")
    return frame


def in_order(
    batches: Iterable[Batch], rules: Sequence[Rule], takes: Callable[[Constraint], bool]
) -> list[Batch]:
    """Return constraints first, then rules in their order, without what another rule reports on the same row."""
    found = list(batches)
    own = [batch for batch in found if isinstance(batch.law, Constraint) and takes(batch.law)]
    by_code: dict[str, Batch] = {}
    for batch in found:
        if isinstance(batch.law, Rule):
            by_code[batch.code] = _together(by_code.get(batch.code), batch)
    unless_of_rules = [_unless(by_code[rule.code], by_code) for rule in rules if rule.code in by_code]
    return [batch for batch in (*own, *unless_of_rules) if batch.height]


def _together(first: Batch | None, second: Batch) -> Batch:
    """Return as one what a rule found in several places: cells, or frames."""
    if first is None or not second.height:
        return second if first is None else first
    if not first.height:
        return second
    rows = pl.concat([first.rows, second.rows], how="diagonal")
    if second.law.table is None:  # every part of it has its own table or field
        return second.with_rows(rows)
    same = [name for name in rows.columns if name != ROW_NUMBER]
    return second.with_rows(rows.unique(same, keep="first", maintain_order=True))


def _unless(batch: Batch, by_code: Mapping[str, Batch]) -> Batch:
    rows = batch.rows
    for code in batch.law.unless if isinstance(batch.law, Rule) else ():
        if code in by_code and by_code[code].law.table == batch.law.table:
            rows = rows.join(by_code[code].rows.select("record").unique(), on="record", how="anti")
    return batch.with_rows(rows)
