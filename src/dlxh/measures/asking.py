"""Câu hỏi: what a caller asks of the measures, checked before anything is counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dlxh.data.code_lists import code_list
from dlxh.measures.catalogue import MEASURES
from dlxh.measures.labels import ALIASES, LISTS
from dlxh.measures.measure import Adds, Measure
from dlxh.measures.timing import TILING
from dlxh.register.tables import Tables
from dlxh.words.bilingual import BilingualError
from dlxh.words.period_windows import cut_of
from dlxh.words.periods import Period, PeriodKind

TABLES = {"network": "networks", "org_unit": "units", "term": "terms"}
"""The table of each dimension whose keys are ids."""
SHOWN = 20
"""At most so many allowed values are named in an error."""


class MeasureError(BilingualError, LookupError):
    """A measure or dimension that is not there; the caller's mistake.

    >>> try:
    ...     asked(["reports"], ["topic"], None, "calendar", {})
    ... except MeasureError as error:
    ...     print(error.en.split(";")[0])
    reports has no dimension 'topic'
    """


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: measures, by what, for which period.

    Attributes:
        measures: The measures.
        by: All dimensions in the order of the answer's columns.
        kind: The kind of period among them.
        period: Only rows of these days count.
        convention: How months are cut.
        where: Only rows with these values count.
    """

    measures: tuple[Measure, ...]
    by: tuple[str, ...]
    kind: PeriodKind | None
    period: Period | None
    convention: str
    where: Mapping[str, str]

    @property
    def keys(self) -> tuple[str, ...]:
        """The dimensions that are no period."""
        return tuple(name for name in self.by if name != self.kind)


def asked(
    measures: str | Measure | Iterable[str | Measure],
    by: str | Iterable[str],
    period: Period | str | None,
    convention: str,
    where: Mapping[str, str],
) -> Question:
    """Return the question; raises MeasureError or PeriodError, which name what is allowed."""
    several = (measures,) if isinstance(measures, str | Measure) else measures
    chosen = tuple(each if isinstance(each, Measure) else _known(each) for each in several)
    names = tuple(ALIASES.get(name, name) for name in ((by,) if isinstance(by, str) else by))
    period = Period.parse(period, convention=convention) if isinstance(period, str) else period
    where = {ALIASES.get(name, name): value for name, value in where.items()}
    kinds = [PeriodKind(name) for name in names if name in set(TILING)]
    if len(kinds) > 1 or len(set(names)) < len(names):
        raise MeasureError(
            vi="mỗi chiều chỉ nêu một lần, và chỉ chia theo một loại kỳ",
            en="each dimension is named once, and there is one kind of period at a time",
        )
    cut_of(convention)
    question = Question(chosen, names, kinds[0] if kinds else None, period, convention, where)
    for each in chosen:
        for name in (*question.keys, *where):
            if name not in each.dimensions:
                allowed = ", ".join((*TILING, *each.dimensions))
                raise MeasureError(
                    vi=f"{each.code} không chia theo {name!r}; có thể theo: {allowed}",
                    en=f"{each.code} has no dimension {name!r}; there are: {allowed}",
                )
        if each.adds is Adds.STOCK and question.kind is not None and period is None:
            raise MeasureError(
                vi=f"{each.code} đếm vào ngày cuối kỳ; hãy nêu period= khi chia theo {question.kind}",
                en=f"{each.code} is counted on the last day of a period; give period= when broken down by {question.kind}",
            )
    return question


def check_values(question: Question, tables: Tables) -> None:
    """Refuse a value in `where` that nothing can have: counted, it would give a zero that nobody meant.

    Raises:
        MeasureError: a code that its closed list does not hold, or an id that its table does not hold.
    """
    for name, value in question.where.items():
        allowed: Sequence[str] | None = None
        if name in LISTS and not code_list(LISTS[name]).open:
            allowed = code_list(LISTS[name]).keys()
        if name in TABLES and TABLES[name] in tables:
            held = tables[TABLES[name]].select("id").collect("polars")
            allowed = sorted(row["id"] for row in held.iter_rows(named=True))
        if allowed is not None and value not in allowed:
            near = ", ".join(allowed[:SHOWN]) + (", …" if len(allowed) > SHOWN else "")
            raise MeasureError(
                vi=f"where: không có {name} {value!r}; có: {near}",
                en=f"where: there is no {name} {value!r}; there are: {near}",
            )


def _known(code: str) -> Measure:
    for measure in MEASURES:
        if measure.code == code:
            return measure
    codes = ", ".join(measure.code for measure in MEASURES)
    raise MeasureError(
        vi=f"không có chỉ tiêu {code!r}; có: {codes}", en=f"no measure {code!r}; there are: {codes}"
    )
