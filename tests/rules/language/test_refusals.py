"""What the rules' language refuses, when a rule is written and not when it is asked."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from dlxh.register.schema import schema
from dlxh.rules.language.declared import derived_tables, find_table
from dlxh.rules.language.errors import LanguageError
from dlxh.rules.language.functions import any_horizontal, coalesce, concat_str, min_horizontal, when
from dlxh.rules.language.parts import given, part, record
from dlxh.rules.language.rows import Row, Rows, subject, those
from dlxh.rules.language.values import Value
from dlxh.words.bilingual import ArgumentError
from dlxh.words.patterns import PatternError

M = subject("memberships")
R = subject("reports")
S = subject("report_sources")
OPEN = M.end.is_null()
TWICE = those("memberships", collaborator=M.collaborator)


def others() -> Rows:
    """Return the memberships of the same person, a set of its own each time."""
    return those("memberships", collaborator=M.collaborator)


def before() -> Row:
    """Return the membership before."""
    return M.previous(by=(M.collaborator,), order=("start", "id"))


NAMES: dict[str, tuple[Callable[[], Any], str]] = {
    "no such column": (lambda: M.ended, "memberships has no column 'ended'; near: end"),
    "no such column by name": (lambda: M["starts"], "near: start"),
    "no such table": (lambda: subject("membership"), "there is no table 'membership'; near: memberships"),
    "no such table of a set": (lambda: those("term", id=M.term), "near: terms"),
    "no such column of a set": (lambda: those("terms", ids=M.term), "terms has no column 'ids'; near: id"),
    "no such column in an order": (lambda: M.previous(by=(M.term,), order=("begin", "id")), "has no column 'begin'"),
    "a reference that is none": (lambda: M.ref("decision"), "memberships.decision does not refer to a row"),
    "no such reference": (lambda: M.ref("terms"), "near: term"),
    "a method of narwhals that is not here": (lambda: M.start.cast("text"), "a value has no 'cast'"),
    "a method of text": (lambda: M.rank.str.to_lowercase, "it has: contains len_chars replace_all"),
    "a method of days": (lambda: M.start.dt.hour, "it has: year month day ordinal_day weekday month_number day_number"),
}  # fmt: skip
KINDS: dict[str, tuple[Callable[[], Any], str]] = {
    "a day with a text": (lambda: M.start < M.rank, "< does not take day, text"),
    "a day written as text": (lambda: M.start > "2026-01-01", "a day is written date(2026, 1, 1), not as text"),
    "a day with an instant": (lambda: R.received_at > R.received_day, "> does not take instant, day"),
    "a text with a number": (lambda: M.rank == 1, "== does not take text, integer"),
    "a number with a truth": (lambda: R.stage == True, "== does not take integer, boolean"),  # noqa: E712 - what is refused
    "truths in order": (lambda: M.paid < M.single_line, "< does not take boolean"),
    "a text reckoned": (lambda: M.rank + 1, "+ does not take text, integer"),
    "days reckoned": (lambda: M.end - M.start, "- does not take day, day"),
    "a day that is no condition": (lambda: OPEN & M.start, "& does not take boolean, day"),
    "no text": (lambda: M.start.str.len_chars, "str does not take day"),
    "no day": (lambda: R.received_at.dt.year, "dt does not take instant"),
    "a list of another kind": (lambda: M.rank.is_in([1, 2]), "is_in does not take text, integer, integer"),
    "a list of two kinds": (lambda: M.rank.is_in(["a", 2]), "is_in does not take"),
    "a table of another kind": (lambda: M.rank.replace_strict({1: 2}), "replace_strict does not take"),
    "a table into instants": (lambda: M.rank.replace_strict({"a": datetime.fromisoformat("2026-01-01T00:00Z")}), "instant"),
    "branches of two kinds": (lambda: when(OPEN).then(1).otherwise("a"), "when does not take integer, text"),
    "a set keyed by another kind": (lambda: those("terms", start=M.rank), "== does not take day, text"),
    "a sum of days": (lambda: others().sum(M.start), "+ does not take day"),
    "the least truth": (lambda: others().min(M.paid), "min_horizontal does not take boolean"),
    "a truth as text": (lambda: concat_str(M.rank, M.paid), "concat_str does not take text, boolean"),
    "evidence that engines write differently": (lambda: part(R, R.stage.is_null(), evidence=R.received_at), "evidence does not take instant"),
}  # fmt: skip
VALUES: dict[str, tuple[Callable[[], Any], str]] = {
    "and": (lambda: OPEN and M.paid, "write & | ~ for and, or, not"),  # type: ignore[redundant-expr] # what is refused
    "or": (lambda: OPEN or M.paid, "write & | ~ for and, or, not"),  # type: ignore[redundant-expr] # what is refused
    "not": (lambda: not OPEN, "write & | ~ for and, or, not"),
    "if": (lambda: 1 if OPEN else 2, "write & | ~ for and, or, not"),  # type: ignore[redundant-expr] # what is refused
    "a chain of comparisons": (lambda: M.start < M.end < M.start, "write & | ~ for and, or, not"),
    "in": (lambda: M.rank in ["a", "b"], "write & | ~ for and, or, not"),
    "the truth of a row": (lambda: not others(), "a row is not a Python boolean"),
    "equals null": (lambda: M.end == None, "to ask whether a cell is empty, use is_null()"),  # noqa: E711 - what is refused
    "differs from null": (lambda: M.end != None, "to ask whether a cell is empty, use is_null()"),  # noqa: E711 - what is refused
    "fills with null": (lambda: M.end.fill_null(None), "needs values, none of them null"),
    "a key that is null": (lambda: those("terms", label=None), "needs values, none of them null"),
    "of nothing": (coalesce, "coalesce needs values"),
    "any of nothing": (any_horizontal, "any_horizontal needs values"),
    "least of nothing": (min_horizontal, "min_horizontal needs values"),
    "a fraction": (lambda: R.stage > 1.5, "is not a value that a rule can use"),  # type: ignore[operator] # what is refused
    "a list as a value": (lambda: R.stage == [1], "is not a value that a rule can use"),
    "an instant without its zone": (lambda: R.received_at > datetime(2026, 1, 1), "instant with its time zone"),  # noqa: DTZ001 - what is refused
    "a row as a value": (lambda: R.stage == R, "is not a value that a rule can use"),
    "a number beyond 64 bits": (lambda: R.stage > 2**63, "does not fit into 64 bits"),
    "is_in nothing": (lambda: M.rank.is_in([]), "is_in needs a list of at least one value"),
    "is_in null": (lambda: M.rank.is_in(["a", None]), "none of them null"),
    "is_in a text": (lambda: M.rank.is_in("abc"), "values= takes a list, not str"),
    "an empty table": (lambda: M.rank.replace_strict({}), "replace_strict needs at least one pair"),
    "a table with null": (lambda: M.rank.replace_strict({"a": None}), "nothing in it null"),
    "a divisor of a column": (lambda: R.stage // R.stage, "a divisor is an integer above zero"),  # type: ignore[operator] # what is refused
    "a divisor of zero": (lambda: R.stage % 0, "a divisor is an integer above zero"),
    "a divisor below zero": (lambda: R.stage // -2, "a divisor is an integer above zero"),
    "a divisor that is a truth": (lambda: R.stage // True, "a divisor is an integer above zero"),
    "a division with a rest": (lambda: R.stage / 2, "// divides and rounds down"),
    "put a group instead": (lambda: M.rank.str.replace_all("a", "$1"), "a replacement without $ or \\"),
    "replace the empty text": (lambda: M.rank.str.replace_all("a*", "b"), "a pattern that does not match the empty text"),
}  # fmt: skip
PARTS: dict[str, tuple[Callable[[], Any], str]] = {
    "no column": (lambda: part(M, coalesce(True)), "must use at least one column of a row"),
    "a plain truth": (lambda: part(M, True), "a condition asks something of a row"),
    "no condition": (lambda: part(M, M.start), "a condition asks something of a row"),
    "always null": (lambda: part(M, when(OPEN).then(None)), "a condition asks something of a row"),
    "a population that is none": (lambda: given(M.start, OPEN), "a condition asks something of a row"),
    "where of a day": (lambda: others().where(M.start), "a condition asks something of a row"),
    "when of a plain truth": (lambda: when(True), "a condition asks something of a row"),
    "rows compared": (lambda: part(M, others() == M), "a condition asks something of a row"),
    "every row beside every row": (lambda: those("terms"), "needs at least one column that equals a value"),
    "pairs beside a condition": (lambda: part(M, OPEN & others().each_one(evidence=M.id)), "each_one is the whole condition"),
    "no pairs": (lambda: part(M, ~others().each_one(evidence=M.id)), "each_one is the whole condition"),
    "pairs as a population": (lambda: part(M, given(others().each_one(evidence=M.id), OPEN)), "each_one is the whole condition"),
    "pairs with another evidence": (lambda: part(M, others().each_one(evidence=M.id), evidence=M.term), "each_one is the whole condition"),
    "the row of another table": (lambda: part(M, R.author.is_null()), "this part judges rows of memberships, not of reports"),
    "evidence of another table": (lambda: part(M, OPEN, evidence=R.id), "this part judges rows of memberships, not of reports"),
    "a row that it leads to": (lambda: part(M.ref("term"), OPEN), "a part judges a row of subject"),
    "a row of a set outside it": (lambda: part(M, others().start < M.start), "a row of a set is read in its where"),
    "evidence of a set": (lambda: part(M, OPEN, evidence=others().id), "a row of a set is read in its where"),
    "a set inside itself": (lambda: part(M, TWICE.where(TWICE.exists()).exists()), "for a set inside a set write another"),
    "several rows before": (
        lambda: part(M, before().id.is_null() & M.previous(by=(M.term,), order=("id",)).id.is_null()),
        "a rule asks for one row before",
    ),
    "pairs and a row before": (
        lambda: part(M, given(before().id.is_null(), others().each_one(evidence=M.id))),
        "a rule asks for one row before",
    ),
    "what Python answers itself": (lambda: record(lambda m: m.end is None, "terms"), "is is_null(), not `is None`"),
    "something that is no part": (lambda: record(lambda _: "fault", "terms"), "a rule returns a condition"),
    "parts of something else": (lambda: record(lambda: [OPEN], None), "a rule returns a condition"),
}  # fmt: skip
BEFORE: dict[str, tuple[Callable[[], Any], str]] = {
    "without its key": (lambda: M.previous(by=(M.term,), order=("start",)), "by with order must contain its key: id"),
    "half of a key": (lambda: S.previous(by=(S.source,), order=("report",)), "must contain its key: report, position"),
    "no order": (lambda: M.previous(by=(M.id,), order=()), "by with order must contain its key"),
    "of another row": (lambda: M.ref("term").previous(by=(M.term,), order=("id",)), "is asked of the row being judged"),
    "of a row of a set": (lambda: others().previous(by=(M.term,), order=("id",)), "is asked of the row being judged"),
    "the greatest text": (lambda: M.previous(by=(M.term,), order=("id",), greatest=M.id), "is a day or a number of a row"),
    "the greatest of a set": (
        lambda: M.previous(by=(M.term,), order=("id",), greatest=others().count()),
        "is a day or a number of a row",
    ),
    "the greatest of another row": (
        lambda: M.previous(by=(M.term,), order=("id",), greatest=M.ref("term").start),
        "by, among and greatest of previous read only",
    ),
    "by nothing": (lambda: M.previous(by=(), order=("id",)), "by has at least one column of it"),
    "by a plain value": (lambda: M.previous(by=("a",), order=("id",)), "by has at least one column of it"),
    "by another row": (lambda: M.previous(by=(M.term, M.ref("term").label), order=("id",)), "read only the row that is judged"),
    "among by another row": (
        lambda: M.previous(by=(M.term,), order=("id",), among=M.ref("term").label.is_null()),
        "read only the row that is judged",
    ),
    "among of no condition": (lambda: M.previous(by=(M.term,), order=("id",), among=M.start), "a condition asks something"),
    "further": (lambda: before().ref("term"), "the row before leads to no other row"),
}  # fmt: skip
REFUSED = {
    f"{name}: {what}": case
    for name, cases in {
        "names": NAMES,
        "kinds": KINDS,
        "values": VALUES,
        "parts": PARTS,
        "before": BEFORE,
    }.items()
    for what, case in cases.items()
}


@pytest.mark.parametrize(("written", "said"), REFUSED.values(), ids=REFUSED)
def test_refused_where_it_is_written(written: Callable[[], Any], said: str) -> None:
    """The error says in both languages what is wrong, and mostly what to write."""
    with pytest.raises((LanguageError, ArgumentError)) as error:
        written()
    assert said in error.value.en
    assert error.value.vi.strip()
    assert error.value.vi != error.value.en


@pytest.mark.parametrize(
    "pattern", ["[0-9]+ \\w", "a.b", "(?i)a", "a$b", "\\bthôn", "[[:alpha:]]", "(", "(?=a)a"]
)
def test_patterns_that_engines_read_differently(pattern: str) -> None:
    """They are refused in both places where a pattern may be."""
    for written in (M.rank.str.contains, lambda text: M.rank.str.replace_all(text, "")):
        with pytest.raises(PatternError) as error:
            written(pattern)
        assert error.value.vi != error.value.en


def test_no_column_is_called_like_a_method_of_rows() -> None:
    """A column is an attribute of its row, and a method would hide it."""
    methods = {name for kind in (Row, Rows) for name in dir(kind) if not name.startswith("__")}
    columns = {name for table in {**schema(), **derived_tables()} for name in find_table(table).names}
    assert methods & columns == set()


def test_a_value_is_no_key() -> None:
    """`==` makes a value, so that a set or a dict of values would say nonsense."""
    with pytest.raises(TypeError):
        hash(OPEN)
    assert isinstance(M.paid == OPEN, Value)


def test_days_are_counted_by_their_numbers() -> None:
    """Who adds or subtracts days is shown how: by their numbers."""
    m = subject("memberships")
    with pytest.raises(LanguageError, match=r"a\.dt\.day_number\(\) - b\.dt\.day_number\(\)"):
        _ = m.end - m.start
