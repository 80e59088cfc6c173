"""Đúng hạn: measures on the ledger of obligations, as counts and as rates that say what they leave out."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from dlxh.ledger.errors import ObligationError
from dlxh.ledger.ledger import Ledger
from dlxh.ledger.owing import calls_for_reports, obligations
from dlxh.measures.asking import MeasureError, Question
from dlxh.measures.timing import place
from dlxh.models.regulation import Regulation
from dlxh.models.timeliness import Timeliness
from dlxh.register.nest import records_of
from dlxh.register.tables import Tables
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.periods import Period

WHOLE: Final = 10_000
"""A share is kept in ten-thousandths, as coefficients are."""
OUTCOME: Final = "outcome"


@dataclass(frozen=True, slots=True)
class Rate:
    """Tỷ lệ: a numerator, its denominator, and what was left out of both, by reason.

    >>> rate = Rate(101, 144, {"excused": 3})
    >>> rate.share, rate.text("vi")
    (7014, '101 trên 144 (70,1 %)')
    """

    numerator: int | None
    """None: not known."""
    denominator: int | None
    left_out: Mapping[str, int]
    """Rows that are neither, by status, or by reason where nothing was owed."""

    @property
    def share(self) -> int | None:
        """The share in ten-thousandths, half up; None where it is not known or nothing was owed."""
        if self.numerator is None or not self.denominator:
            return None
        return (2 * WHOLE * self.numerator + self.denominator) // (2 * self.denominator)

    def text(self, lang: Lang) -> str:
        """Return the rate for reading; raises LangError."""
        if self.numerator is None:
            return in_language(lang, vi="chưa rõ", en="unknown")
        if self.share is None:
            return in_language(lang, vi="không có gì phải nộp", en="nothing was owed")
        tenths = (self.share + 5) // 10
        percent = in_language(lang, vi=f"{tenths // 10},{tenths % 10} %", en=f"{tenths // 10}.{tenths % 10}%")
        between = in_language(lang, vi="trên", en="of")
        return f"{self.numerator} {between} {self.denominator} ({percent})"


def ledger_for(tables: Tables, question: Question, given: Ledger | None) -> Ledger | None:
    """Return the ledger to count: the one that was given, or the one that the regulations in the tables call for.

    None: no table says what was owed, or what came; then the figures are unknown.

    Raises:
        MeasureError: the ledger does not hold all days asked for, or its due days need a calendar.
    """
    if given is not None:
        if question.period is not None and not _holds(given.period, question.period):
            raise MeasureError(
                vi=f"sổ nghĩa vụ chỉ gồm {given.period}; hãy lập lại cho {question.period}",
                en=f"the ledger holds {given.period} only; draw it up for {question.period}",
            )
        return given
    needed = ("regulations", "regulation_provisions", "memberships", "reports")
    if any(name not in tables for name in needed):
        return None
    regulations: Any = records_of(tables, "regulations")
    if not calls_for_reports(regulations):
        return None
    period = question.period or _life(regulations, tables)
    try:
        return obligations(tables, period, regulation=regulations)
    except ObligationError as error:
        raise MeasureError(
            vi=f"{error.vi}; rồi truyền ledger=dlxh.obligations(...)",
            en=f"{error.en}; then pass ledger=dlxh.obligations(...)",
        ) from error


def _life(regulations: list[Regulation], tables: Tables) -> Period:
    first = min((regulation.valid_from for regulation in regulations), default=tables.as_of)
    return Period.custom(min(first, tables.as_of), tables.as_of)


def _holds(outer: Period, inner: Period) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def outcomes(ledger: Ledger, question: Question, period_column: str) -> list[dict[str, Any]]:
    """Return for each key how many rows came out how: by status, and by reason where nothing was owed."""
    import narwhals as nw  # noqa: PLC0415 - importing the package loads no dataframe library

    frame = ledger.rows.with_columns(nw.col("period_end").alias("day"))
    if question.where:
        frame = frame.filter(*(nw.col(name) == value for name, value in question.where.items()))
    if question.period is not None:
        frame = frame.filter(nw.col("day") >= question.period.start, nw.col("day") <= question.period.end)
    groups = [*question.keys]
    if question.kind is not None:
        frame = frame.with_columns(place(question.kind, question.convention).alias(period_column))
        groups.append(period_column)
    unbound = nw.col("status") == Timeliness.NOT_OWED.value
    outcome = nw.when(unbound).then(nw.col("reason")).otherwise(nw.col("status")).alias(OUTCOME)
    counted = frame.with_columns(outcome).group_by(*groups, OUTCOME).agg(nw.len().alias("n"))
    return list(counted.collect("polars").iter_rows(named=True))


def tallied(rows: list[tuple[tuple[Any, ...], str, int]]) -> dict[tuple[Any, ...], dict[str, int]]:
    """Return the outcomes of each key.

    >>> tallied([(("a",), "late", 2), (("a",), "left", 1)])
    {('a',): {'late': 2, 'left': 1}}
    """
    found: dict[tuple[Any, ...], dict[str, int]] = defaultdict(dict)
    for key, outcome, count in rows:
        found[key][outcome] = found[key].get(outcome, 0) + count
    return dict(found)
