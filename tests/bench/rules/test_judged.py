"""The benchmarks of rules compare like with like: files to findings, and the lines of the scale and of new records."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

import dlxh
from dlxh.rules.catalogue import RULES
from tests.bench.rules import by_hand, in_python, one_record, row_rules, scale, to_findings
from tests.bench.rules.to_findings import told_by_findings, told_by_hand

BY_HAND = (in_python.by_msgspec, in_python.by_pydantic, in_python.by_pydantic_from_parquet)


@pytest.fixture(name="given", scope="module")
def fixture_given() -> Iterator[to_findings.Files]:
    """A small province where every twentieth row of reports, items and streams is at fault."""
    with to_findings.files(30, every=20) as given:
        yield given


@pytest.fixture(name="answer", scope="module")
def fixture_answer(given: to_findings.Files) -> dlxh.Findings:
    """What all rules find in the columns."""
    return to_findings.columns_and_check(given)


def test_each_fault_is_found_and_all_rules_run(given: to_findings.Files, answer: dlxh.Findings) -> None:
    """Every rule that is written by hand fires, besides forty fields at fault; only rules on what is derived are skipped."""
    told = told_by_findings(answer)
    codes = {name.split()[1] for name in told}
    assert codes >= in_python.RULES
    assert len([name for name in told if name.split()[1] not in in_python.RULES]) >= 30
    needs_more = {rule.code for rule in RULES if set(rule.needs) - set(given.asked(RULES))}
    assert set(answer.skipped) <= needs_more | {
        rule.code for rule in RULES if rule.table == "allowance_lines"
    }


def test_columns_and_models_find_the_same(given: to_findings.Files, answer: dlxh.Findings) -> None:
    """Read row by row, as columns of flat files and of Parquet, with all rules or a few the same rows are at fault."""
    told = told_by_findings(answer)
    assert told_by_findings(to_findings.lines_and_check(given)) == told
    assert told_by_findings(to_findings.lines_and_check(given, to_findings.SAME)) == told
    assert told_by_findings(to_findings.columns_and_check(given, to_findings.SAME)) == told
    assert told_by_findings(*to_findings.read_and_check(given)) == told


@pytest.mark.parametrize("baseline", BY_HAND, ids=lambda form: form.__name__)
def test_baselines_find_the_same(
    given: to_findings.Files, answer: dlxh.Findings, baseline: in_python.Baseline
) -> None:
    """Structs and models with the same rules in Python count the same faults, and name the same rows for each rule."""
    folder = given.parquet if baseline is in_python.by_pydantic_from_parquet else given.ndjson
    found = baseline(folder, given.as_of)
    assert told_by_hand(found) == told_by_findings(answer)
    named = Counter(told for told in found if told[2] in in_python.RULES)
    ours = Counter(
        (str(each.table), str(each.record), each.code) for each in answer if each.code in in_python.RULES
    )
    assert named == ours


def test_rules_on_rows_by_hand_find_the_same() -> None:
    """Ours and four forms by hand count the same failing rows by field or code, a hundred or more of them."""
    with row_rules.held(40) as given:
        told = row_rules.told(row_rules.ours(given.frames))
        assert sum(told.values()) > 100
        assert row_rules.told(row_rules.ours(given.relations)) == told
        for by_frames in (by_hand.polars_by_filter, by_hand.polars_by_flags):
            assert row_rules.said(by_frames(dict(given.frames), row_rules.AS_OF)) == told
        for by_relations in (by_hand.sql_by_union, by_hand.sql_by_mask):
            assert row_rules.said(by_relations(dict(given.relations), row_rules.AS_OF)) == told


def test_periods_are_judged_as_the_model_does() -> None:
    """The cached check of a period says of each kind what the model says: whole windows fit, others do not."""
    first = date(2024, 1, 1)
    for kind, last in (("month", 31), ("quarter", 91), ("year", 366), ("week", 7), ("day", 1), ("custom", 9)):
        end = first + timedelta(days=last - 1)
        assert in_python.misfit(kind, first, end, None) is None
        dlxh.Period(kind=kind, start=first, end=end)
        if kind != "custom":
            assert in_python.misfit(kind, first, end + timedelta(days=1), None) == "period_kind"


def test_new_reports_fit() -> None:
    """The new reports are at fault in nothing, by themselves and together, so that time is spent on judging alone."""
    within = one_record.register(8)
    reports = one_record.new_reports(within, 12)
    assert len({report.id for report in reports}) == 12
    assert not len(dlxh.check(reports, within=within))
    assert not len(dlxh.check(reports[0], within=within))


def test_lines_of_new_records_say_their_bars() -> None:
    """The median is held to 2.5 ms, the slowest hundredth to three times that of the median, a hundred at once to a hundred times one."""
    found = list(one_record.joining(8, 3, 1))
    assert [line.bar for line in found] == [1.0, 3.0, 1.0]
    assert found[0].best == 0.0025


@pytest.mark.long
def test_a_step_of_the_scale_is_a_process() -> None:
    """A step writes, checks and counts a clean province, and says how much memory its own process took."""
    found = scale.step(4)
    assert found.whole
    assert found.reports > 100
    assert 2**26 < found.peak < 2**32


def test_a_check_that_takes_too_much_is_stopped() -> None:
    """What would take the memory of the whole machine is stopped, and the line says so and fails."""
    hungry = [sys.executable, "-c", "import time; held = bytearray(50_000_000); time.sleep(60)"]
    stopped = scale.watched(hungry, 10, stop=2**20)
    assert not stopped.whole
    ended, later = scale.Step(5, 1.0, 2**30), scale.Step(10, 3.0, 2**30)
    lines = list(scale.lines_of([ended, scale.Step(9, 0.1, 5 * scale.LIMIT, whole=False), later]))
    memory, seconds = lines[2:4]
    assert (memory.reached, seconds.reached) == (False, None)
    assert "stopped" in memory.en
    assert "stopped" in seconds.en
    assert lines[5].best == 2.0  # in proportion to the step that ended


def test_a_check_that_fails_is_no_figure() -> None:
    """A process that ends in an error, or a finding in a clean province, stops the benchmark."""
    with pytest.raises(subprocess.CalledProcessError):
        scale.watched([sys.executable, "-c", "raise SystemExit(3)"], 1)
    with pytest.raises(AssertionError, match="2 findings"):
        scale.watched([sys.executable, "-c", "print('{\"found\": 2}')"], 1)


def test_time_is_held_to_proportion() -> None:
    """Each step is held to the one before in proportion to its reports, and each to four GiB."""
    first, second = scale.Step(100, 1.0, 2**30), scale.Step(200, 3.0, 2**30)
    memory, alone, more, later = scale.lines_of([first, second])
    assert (memory.ratio, memory.reached, more.ratio) == (0.25, True, 0.25)
    assert alone.bar is None
    assert (later.best, later.ratio, later.reached) == (2.0, 1.5, False)


def test_peak_is_of_this_process() -> None:
    """The peak is at least what the process holds now, and less than the machine has."""
    assert scale.peak() > 2**26
    assert Path(scale.__file__).name == "scale.py"
