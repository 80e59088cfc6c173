"""Answers, patterns and columns read: what the engine evaluates on rows, and how answers come back."""

from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlxh import Severity, Tables, rule
from dlxh.register.constraints.compiled import constraints_of
from dlxh.register.flatten import empty_frame
from dlxh.register.schema import schema
from dlxh.rules.engine.answers import any_of, ask, count_rows, seek_answers, seek_rows
from dlxh.rules.language.rows import Row
from dlxh.rules.language.values import Value
from dlxh.words.patterns import PatternError, portable
from tests.lengths import examples

TEXTS = {"vi": "{record}", "en": "{record} .", "cure_vi": "sửa", "cure_en": "mend", "source": "own"}


@pytest.mark.parametrize("on_duckdb", [False, True], ids=["polars", "duckdb"])
@settings(max_examples=examples(8))
@given(
    rows=st.lists(
        st.lists(st.sampled_from([True, False, None]), min_size=9, max_size=9), min_size=1, max_size=6
    )
)
def test_rows_are_sought_and_answer(on_duckdb: bool, rows: list[list[bool | None]]) -> None:  # noqa: FBT001 - a parameter
    """The rows where something holds come back with what was wanted; null counts as false, and is counted apart."""
    frame = empty_frame(schema()["networks"]).drop("level").head(0)
    ids = pl.DataFrame({"id": [f"n{number}" for number in range(len(rows))]})
    frame = pl.concat([frame, ids], how="diagonal").with_columns(
        pl.Series(f"q{place}", [row[place] for row in rows], dtype=pl.Boolean) for place in range(9)
    )
    lazy = nw.from_native(duckdb.from_arrow(frame.to_arrow()) if on_duckdb else frame.lazy())
    asked = [nw.col(f"q{place}") for place in range(9)]
    found = ask(seek_rows(lazy, asked), schema()["networks"], dict(enumerate(asked)))
    answers = found.collect("polars").to_native()
    kept = {f"n{number}": row for number, row in enumerate(rows) if any(row)}

    assert set(answers["id"]) == set(kept)
    for place in (0, 1, 8):
        assert set(answers.filter(any_of({place}))["id"]) == {key for key, row in kept.items() if row[place]}
    both = answers.filter(any_of({0, 8}))["id"]
    assert set(both) == {key for key, row in kept.items() if row[0] or row[8]}
    assert answers.filter(any_of(())).is_empty()
    sought = seek_answers(lazy, asked, "id").collect("polars").to_native()
    assert sought.sort("id").rows() == [(key, *row) for key, row in kept.items()]
    assert count_rows(lazy, {"a": asked[0].is_null(), "b": asked[1].is_null()}) == {
        name: sum(row[place] is None for row in rows) for place, name in enumerate("ab")
    }


def test_constraints_share_what_they_are_sought_by() -> None:
    """What is evaluated on many columns alike is one question: handing each over to the engine took half of a check."""
    found = [constraints_of(schema()[name]) for name in schema()]
    questions = sum(len({id(law.prefilter) for law in each}) for each in found)

    assert questions < sum(map(len, found)) / 3
    shared = {
        law.field: law.prefilter for law in constraints_of(schema()["memberships"]) if law.code == "missing"
    }
    assert shared["start"] is shared["collaborator"]


@pytest.mark.parametrize(
    "pattern",
    [
        r"\d",
        r"\w+",
        r"[\s]",
        r"\bx",
        r"\p{L}",
        "(?i)x",
        "(?=x)",
        "x.y",
        "a^b",
        "(?:a^|b)",
        "a$b",
        "[[:alpha:]]",
        "[a&&b]",
        "[a--b]",
        r"\u00e0",
        "(",
        r"x\Z",
    ],
)
def test_what_engines_read_differently_is_refused(pattern: str) -> None:
    """A pattern outside the portable subset is refused when it is written, and the error has the pattern."""
    with pytest.raises(PatternError) as refused:
        portable(pattern)

    assert "means different things" in refused.value.en
    assert "mỗi máy xử lý" in refused.value.vi


@pytest.mark.parametrize(
    ("pattern", "taken"),
    [
        ("^[0-9]+$", r"^[0-9]+\z"),
        (r"^a\$", r"^a\$"),
        (r"^a\\$", r"^a\\\z"),
        ("(?:a|b)[.^$]", "(?:a|b)[.^$]"),
        (r"[^\x00-\x1f]", r"[^\x00-\x1f]"),
        ("[a-zà-ỹ]{1,3}", "[a-zà-ỹ]{1,3}"),
        (r"a\.b", r"a\.b"),
        (r"(?:^|[^0-9])0(?:[^0-9]|\z)", r"(?:^|[^0-9])0(?:[^0-9]|\z)"),
    ],
)
def test_the_last_dollar_lets_no_line_break_follow(pattern: str, taken: str) -> None:
    """The last `$` becomes the very end of the text; an escaped one and one in a class stay as they are."""
    assert portable(pattern) == taken


def test_key_placeholders_and_field_have_to_be_right() -> None:
    """What a rule reads is in its text; its key, what its sentence names and its field always count; a function may read anything."""

    @rule(
        "Z001",
        table="memberships",
        severity=Severity.ERROR,
        field="end_reason",
        **{**TEXTS, "vi": "{record} {start}", "en": "{record} {start}"},
    )  # type: ignore[arg-type]
    def in_the_language(m: Row) -> Value:
        """It reads the end."""
        return m.end.is_null()

    @rule("Z002", table="memberships", needs=(), severity=Severity.ERROR, field="role", **TEXTS)  # type: ignore[arg-type]
    def by_frame(tables: Tables) -> nw.LazyFrame[Any]:
        """It reads the term, and does not say so."""
        return tables["memberships"].filter(nw.col("term") == "t").select(nw.col("id").alias("record"))

    assert in_the_language.read_in("memberships") == {"id", "start", "end", "end_reason"}
    assert by_frame.read_in("memberships") == set(schema()["memberships"].names)
