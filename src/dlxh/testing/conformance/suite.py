"""Các bài kiểm thử: what pytest runs for a province; the plugin collects them where the province has its fixtures."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, NoReturn

import pytest

from dlxh.measures.measure import Measure
from dlxh.register.pack import Pack
from dlxh.register.register import Register
from dlxh.rules.rule import Rule
from dlxh.testing.conformance.canaries import Canaries, set_canaries
from dlxh.testing.conformance.engines import compare_forms, compare_measures, compare_rules, open_duckdb
from dlxh.testing.conformance.failure import Failure, list_failures
from dlxh.testing.conformance.leaks import WAYS, find_leaks
from dlxh.testing.conformance.own_measures import find_miscounts
from dlxh.testing.conformance.own_rules import find_doubles, find_misfires, find_unnoticed
from dlxh.testing.conformance.round_trips import FORMS, StoreFunctions, find_differences, find_losses
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.work_calendars import WorkCalendar

NONE: Final = "none"
"""The id of a test without a case: it is skipped and says why."""
NO_PACK: Final = Failure(
    vi="sổ của dlxh_register không mang gói mà pytest_dlxh_pack trả về",
    en="the register of dlxh_register does not have the pack that pytest_dlxh_pack returns",
    cure_vi="đọc sổ với gói ấy: dlxh.read(…, pack=dlxh_pack).register",
    cure_en="read the register with that pack: dlxh.read(…, pack=dlxh_pack).register",
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make a test of each own rule, each own measure, each form, each way out."""
    pack: Pack | None = metafunc.config.hook.pytest_dlxh_pack(config=metafunc.config)
    cases: dict[str, Iterable[Any]] = {
        "own_rule": () if pack is None else pack.rules,
        "own_measure": () if pack is None else pack.measures,
        "form": FORMS,
        "way": WAYS,
    }
    for name in set(cases).intersection(metafunc.fixturenames):
        found = list(cases[name])
        ids = [str(getattr(each, "code", each)) for each in found]
        metafunc.parametrize(name, found or [None], ids=ids or [NONE])


class Judge:
    """Lets a test fail or be skipped in the language of the run."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang

    def expect_none(self, failures: Iterable[Failure]) -> None:
        """Fail where there is a failure, with the sentence of each."""
        if found := list(failures):
            pytest.fail(list_failures(found, self.lang), pytrace=False)

    def skip(self, vi: str, en: str) -> NoReturn:
        """Skip the test and say why."""
        pytest.skip(in_language(self.lang, vi=vi, en=en))


@pytest.fixture
def dlxh_judge(dlxh_lang: Lang) -> Judge:
    """What a test fails by."""
    return Judge(dlxh_lang)


@pytest.fixture
def dlxh_rule(own_rule: Rule | None, dlxh_judge: Judge) -> Rule:
    """One of the pack's own rules."""
    if own_rule is None:
        dlxh_judge.skip("gói không có quy tắc riêng", "the pack has no rules of its own")
    return own_rule


@pytest.fixture
def dlxh_measure(own_measure: Measure | None, dlxh_judge: Judge) -> Measure:
    """One of the pack's own measures."""
    if own_measure is None:
        dlxh_judge.skip("gói không có chỉ tiêu riêng", "the pack has no measures of its own")
    return own_measure


@pytest.fixture(scope="session")
def dlxh_canaries(dlxh_register: Register) -> Canaries:
    """The register with a canary in each restricted field."""
    return set_canaries(dlxh_register.tables)


def test_register_has_the_pack(dlxh_register: Register, dlxh_pack: Pack | None, dlxh_judge: Judge) -> None:
    """The register was read with the pack whose rules and measures are tested."""
    if dlxh_register.pack is not dlxh_pack:
        dlxh_judge.expect_none([NO_PACK])


def test_rule_finds_only_its_wrong_examples(dlxh_rule: Rule, dlxh_judge: Judge) -> None:
    """The rule reports each of its wrong examples and none of its right ones, and its message has no gap."""
    dlxh_judge.expect_none(find_misfires(dlxh_rule))


def test_rule_is_alone(dlxh_rule: Rule, dlxh_pack: Pack, dlxh_judge: Judge) -> None:
    """No other rule of the pack reports the same field of the same row."""
    dlxh_judge.expect_none(find_doubles(dlxh_rule, dlxh_pack.rules))


def test_rule_shows_its_boundary(dlxh_rule: Rule, dlxh_judge: Judge) -> None:
    """An example notices each comparison turned, each condition dropped, each day moved."""
    if dlxh_rule.is_function:
        dlxh_judge.skip(
            f"{dlxh_rule.code} là hàm trên bảng, không sửa từng chỗ được",
            f"{dlxh_rule.code} is a function of tables, in which nothing can be changed",
        )
    dlxh_judge.expect_none(find_unnoticed(dlxh_rule))


def test_measure_counts_what_it_declares(
    dlxh_measure: Measure, dlxh_register: Register, dlxh_calendar: WorkCalendar | None, dlxh_judge: Judge
) -> None:
    """The measure has the rows that it declares, counts them right, adds up, and reads what it says."""
    dlxh_judge.expect_none(find_miscounts(dlxh_register.tables, dlxh_measure, dlxh_calendar))


def test_roundtrip_loses_nothing(
    form: str, dlxh_register: Register, tmp_path: Path, dlxh_judge: Judge
) -> None:
    """What is written in a form is what is read from it."""
    dlxh_judge.expect_none(find_losses(dlxh_register, form, tmp_path))


def test_store_gives_back_what_it_took(
    dlxh_register: Register, dlxh_store: StoreFunctions, dlxh_judge: Judge
) -> None:
    """What the province's own store is given is what it gives back."""
    write, read = dlxh_store
    write(dlxh_register)
    dlxh_judge.expect_none(find_differences(dlxh_register, read(), "store"))


def test_store_takes_a_change(dlxh_register: Register, dlxh_store: StoreFunctions, dlxh_judge: Judge) -> None:
    """A record that is written again takes the place of what was there, with all that belonged to it."""
    write, read = dlxh_store
    write(dlxh_register)
    if not dlxh_register.reports:
        dlxh_judge.skip("sổ không có báo cáo nào để sửa", "the register has no report to change")
    report = max(dlxh_register.reports, key=lambda each: len(each.items))
    changed = dlxh_register.put(report.replace(items=report.items[:-1]))
    write(changed)
    dlxh_judge.expect_none(find_differences(changed, read(), "store, second time"))


def test_leak_of_restricted_values(
    way: str, dlxh_canaries: Canaries, dlxh_calendar: WorkCalendar | None, tmp_path: Path, dlxh_judge: Judge
) -> None:
    """No value of a restricted field shows in what leaves the library this way."""
    dlxh_judge.expect_none(find_leaks(dlxh_canaries, way, tmp_path, dlxh_calendar))


def test_engine_duckdb_finds_the_same(
    dlxh_register: Register,
    dlxh_pack: Pack | None,
    dlxh_calendar: WorkCalendar | None,
    tmp_path: Path,
    dlxh_judge: Judge,
) -> None:
    """Own rules find on DuckDB what they find on Polars."""
    pytest.importorskip("duckdb")
    tables, rules = dlxh_register.tables, () if dlxh_pack is None else dlxh_pack.rules
    with open_duckdb(tables, tmp_path) as others:
        dlxh_judge.expect_none(compare_rules(tables, others, rules, dlxh_calendar))


def test_engine_duckdb_counts_the_same(
    dlxh_register: Register,
    dlxh_pack: Pack | None,
    dlxh_calendar: WorkCalendar | None,
    tmp_path: Path,
    dlxh_judge: Judge,
) -> None:
    """Own measures count on DuckDB what they count on Polars."""
    pytest.importorskip("duckdb")
    tables, measures = dlxh_register.tables, () if dlxh_pack is None else dlxh_pack.measures
    with open_duckdb(tables, tmp_path) as others:
        dlxh_judge.expect_none(compare_measures(tables, others, measures, dlxh_calendar))


def test_engine_of_forms_finds_the_same(
    dlxh_register: Register, dlxh_pack: Pack | None, dlxh_judge: Judge
) -> None:
    """Own rules find in records judged within the register what they find in the whole of it."""
    dlxh_judge.expect_none(compare_forms(dlxh_register, () if dlxh_pack is None else dlxh_pack.rules))
