"""Engines: an own rule or measure that another engine answers otherwise, or cannot answer, is reported in words."""

from collections.abc import Iterator

import pytest

from dlxh import Tables, check
from dlxh.testing.conformance import engines
from dlxh.testing.conformance.engines import compare_forms, compare_measures, compare_rules, open_duckdb
from tests import own
from tests.testing.conformance.province import MEASURES, PACK, on_polars_alone, register

REGISTER = register()


@pytest.fixture(scope="module", name="on_duckdb")
def fixture_on_duckdb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tables]:
    """The register on DuckDB."""
    with open_duckdb(REGISTER.tables, tmp_path_factory.mktemp("duckdb")) as tables:
        yield tables


def test_duckdb_holds_the_same(on_duckdb: Tables) -> None:
    """The tables that are compared are the same rows, with the pack."""
    assert (on_duckdb.engine, on_duckdb.pack) == ("duckdb", PACK)
    assert set(on_duckdb.names) == set(REGISTER.tables.names)
    assert on_duckdb.polars("reports").sort("id").equals(REGISTER.tables.polars("reports").sort("id"))


def test_good_ones_agree(on_duckdb: Tables) -> None:
    """Rules in the rules' language and measures in narwhals give one answer."""
    assert list(compare_rules(REGISTER.tables, on_duckdb, own.PACK.rules)) == []
    assert list(compare_measures(REGISTER.tables, on_duckdb, [MEASURES["good"]])) == []


def test_what_another_engine_cannot_do(on_duckdb: Tables) -> None:
    """A function that takes frames out of narwhals, and a rank that DuckDB has not, are reported with what it raised."""
    (rule,) = compare_rules(REGISTER.tables, on_duckdb, [on_polars_alone])
    (measure,) = compare_measures(REGISTER.tables, on_duckdb, [MEASURES["ranked"]])
    assert rule.en.startswith("GL15 cannot run on duckdb: ")
    assert measure.en.startswith("gl_ranked cannot run on duckdb: MeasureError: ")


def test_another_answer() -> None:
    """Where one more report has no hamlet the answer is another, and the number of rows is given."""
    heard = next(each for each in REGISTER.all(own.Report) if each.hamlet is not None)
    others = REGISTER.put(heard.replace(hamlet=None)).tables
    (rule,) = compare_rules(REGISTER.tables, others, [own.without_hamlet])
    assert rule.en == "GL01: on polars the answer differs from that on polars in 1 rows"


def test_forms_agree_with_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Single records find what the whole register finds; if they did not, it would be reported."""
    assert list(compare_forms(REGISTER, PACK.rules)) == []
    monkeypatch.setattr(
        engines, "check", lambda *given, **more: check(*given, **more) if "within" not in more else ()
    )
    (found,) = compare_forms(REGISTER, [own.without_hamlet])
    assert found.en.startswith("GL01: records judged as in a form give another answer")
