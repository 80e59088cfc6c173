"""Bộ chỉ tiêu: the measures that a periodic return asks for, under one name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from dlxh.data.facts import read_facts
from dlxh.measures.catalogue import find_measure
from dlxh.measures.dimension_codes import codes_of
from dlxh.measures.errors import MeasureError
from dlxh.measures.measure import Measure
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.code_entries import CodeEntry
from dlxh.words.given import need, need_text, several


@dataclass(frozen=True, slots=True)
class MeasureSet:
    """Bộ chỉ tiêu: what a return asks for, in the order of its columns; `measure` takes it, or the key of one of ours, as a measure.

    Attributes:
        key: The name in questions.
        vi: Name.
        en: Name.
        measures: Codes of measures, or measures of your own.
        source: Where the form comes from.
        for_each: For a measure, by its code, the dimension for each of whose codes it has a column besides the whole: the
            codes of the pack, or else those of the list.

    Raises:
        ArgumentError: a part is of another kind.

    >>> from dlxh.measures.sets import MEASURE_SETS
    >>> [each.key for each in MEASURE_SETS]
    ['monthly_return', 'quarterly_return', 'yearly_return']
    """

    key: str
    vi: str
    en: str
    measures: tuple[str | Measure, ...]
    source: str
    for_each: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        need_text(key=self.key, vi=self.vi, en=self.en, source=self.source)
        several("measures", self.measures, (str, Measure))
        need(Mapping, for_each=self.for_each)

    def name(self, lang: Lang) -> str:
        """Return the name in one language."""
        return in_language(lang, vi=self.vi, en=self.en)

    def expand(
        self, own: Sequence[Measure] = (), codes: Mapping[str, Sequence[CodeEntry]] | None = None
    ) -> tuple[Measure, ...]:
        """Return the measures, each followed by those for single codes.

        Args:
            own: Measures of a pack, which are found by their codes as ours are.
            codes: For a dimension the codes of a pack.

        Raises:
            MeasureError: there is no measure of a code, or a dimension of `for_each` has no codes.

        >>> [each.code for each in MEASURE_SETS[0].expand()][-4:]
        ['trainees', 'trainees_opinion_work', 'trainees_digital_channel', 'trainees_other']
        """
        return tuple(self._columns(own, codes or {}))

    def _columns(self, own: Sequence[Measure], codes: Mapping[str, Sequence[CodeEntry]]) -> Iterator[Measure]:
        for each in self.measures:
            found = each if isinstance(each, Measure) else find_measure(each, own)
            yield found
            if (dimension := self.for_each.get(found.code)) is not None:
                for code in codes.get(dimension) or _codes_in_list(found, dimension):
                    yield narrow(found, dimension, code)


def _codes_in_list(each: Measure, dimension: str) -> Sequence[CodeEntry]:
    listed = codes_of(dimension)
    if listed is None:
        raise MeasureError(
            vi=f"{each.code}: chiều {dimension!r} không có danh mục mã nên không chia thành cột được",
            en=f"{each.code}: the dimension {dimension!r} has no list of codes to make columns of",
        )
    return tuple(listed)


def narrow(each: Measure, dimension: str, code: CodeEntry) -> Measure:
    """Return a measure of only the rows with one code of a dimension, called after both.

    >>> from dlxh.measures.catalogue import find_measure
    >>> kind = codes_of("training_kind")["opinion_work"]
    >>> narrow(find_measure("classes"), "training_kind", kind).vi
    'lớp tập huấn: nghiệp vụ công tác dư luận xã hội'
    """
    vi, en = f"{each.vi}: {code.vi}", f"{each.en}: {code.en}"
    return replace(
        each,
        code=f"{each.code}_{code.key}",
        vi=vi,
        en=en,
        definition_vi=f"{each.definition_vi} Chỉ tính: {code.vi}.",
        definition_en=f"{each.definition_en} Only: {code.en}.",
        where={**each.where, dimension: (code.key,)},
    )


MEASURE_SETS: Final[tuple[MeasureSet, ...]] = tuple(
    MeasureSet(**{**row, "measures": tuple(row["measures"])})
    for row in read_facts("measure_sets.toml")["sets"]
)
"""The sets that come with the library: presets of a monthly, a quarterly and a yearly return."""


def find_set(given: object) -> MeasureSet | None:
    """Return the set that is given, or named; None: it is none.

    >>> find_set("monthly_return").name("vi"), find_set("reports")
    ('Báo cáo tháng', None)
    """
    if isinstance(given, MeasureSet):
        return given
    return next((each for each in MEASURE_SETS if each.key == given), None)


def name_of_set(measures: Sequence[Measure], lang: Lang) -> str | None:
    """Return what a set of ours is called whose measures these are, with those for single codes or without; None: of none.

    >>> name_of_set(MEASURE_SETS[0].expand(), "en"), name_of_set(MEASURE_SETS[0].expand()[:2], "en")
    ('Monthly return', None)
    """
    codes = [each.code for each in measures]
    for each in MEASURE_SETS:
        heads = tuple(f"{code}_" for code in each.for_each)
        if list(each.measures) == [code for code in codes if not (heads and code.startswith(heads))]:
            return each.name(lang)
    return None
