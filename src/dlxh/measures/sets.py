"""Bộ chỉ tiêu: the measures that a periodic return asks for, under one name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from dlxh.data.facts import read_facts
from dlxh.measures.catalogue import find_measure
from dlxh.measures.dimension_codes import codes_of
from dlxh.measures.errors import MeasureError
from dlxh.measures.measure import Measure
from dlxh.measures.pairs import Pair, Trend
from dlxh.measures.unit_dimensions import add_unit_dimensions, unit_dimensions
from dlxh.words.bilingual import ArgumentError, Lang, in_language, quote
from dlxh.words.code_entries import CodeEntry
from dlxh.words.given import need, need_text, several


@dataclass(frozen=True, slots=True)
class MeasureSet:
    """Bộ chỉ tiêu: what a return asks for, in the order of its columns; `measure` takes it, or the key of one of dlxh, as a measure.

    Attributes:
        key: The name in questions.
        vi: Name.
        en: Name.
        measures: Codes of measures, or measures of your own; at least one.
        source: Where the form comes from.
        for_each: For a measure, by its code, the dimension for each of whose codes it has a column besides the whole: the
            codes of the pack, or else those of the list, without those that it cannot count. A copy, which nobody changes.

    Raises:
        ArgumentError: a part is of another kind, the key is empty, there is no measure, or `for_each` holds a code that is
            not among them.

    >>> [each.key for each in MeasureSet.list_presets()]
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
        object.__setattr__(self, "measures", several("measures", self.measures, (str, Measure)))
        need(Mapping, for_each=self.for_each)
        for code, dimension in self.for_each.items():
            need_text(for_each=code)
            need_text(for_each=dimension)
        _refuse_empty(self)
        _refuse_stray(self)
        object.__setattr__(self, "for_each", MappingProxyType(dict(self.for_each)))

    def __hash__(self) -> int:
        """Return the hash of its key: a measure of one's own may hold what has none."""
        return hash(self.key)

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how it is made anew: a view of a mapping is not copied to another process."""
        parts = (self.key, self.vi, self.en, self.measures, self.source, dict(self.for_each))
        return (MeasureSet, parts)

    @staticmethod
    def list_presets() -> tuple["MeasureSet", ...]:
        """Return the sets that come with the library: presets of a monthly, a quarterly and a yearly return."""
        return MEASURE_SETS

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
            ArgumentError: `own` or `codes` is of another kind.
            MeasureError: there is no measure of a code, or a dimension of `for_each` has no codes or is none of the measure's.

        >>> [each.code for each in MEASURE_SETS[0].expand()][-4:]
        ['trainees', 'trainees_opinion_work', 'trainees_digital_channel', 'trainees_other']
        """
        if codes is not None:
            need(Mapping, codes=codes)
        return tuple(self._columns(several("own", own, Measure), codes or {}))

    def _columns(self, own: Sequence[Measure], codes: Mapping[str, Sequence[CodeEntry]]) -> Iterator[Measure]:
        for each in self.measures:
            found = each if isinstance(each, Measure) else find_measure(each, own)
            yield found
            if (dimension := self.for_each.get(found.code)) is not None:
                _refuse_other_dimension(found, dimension)
                for code in codes.get(dimension) or codes_of(dimension) or ():
                    if _can_count(found, dimension, code.key):
                        yield narrow(found, dimension, code)


def _refuse_empty(given: MeasureSet) -> None:
    if not given.key.strip():
        raise ArgumentError(
            vi="key= không được để trống: bộ chỉ tiêu được gọi bằng khóa này, như 'monthly_return'",
            en="key= must not be empty: it is the name by which the set is called, such as 'monthly_return'",
        )
    if not given.measures:
        raise ArgumentError(
            vi=f"measures= của bộ chỉ tiêu {quote(given.key)} trống; hãy nêu ít nhất một chỉ tiêu",
            en=f"measures= of the set {quote(given.key)} is empty; give at least one measure",
        )


def _refuse_stray(given: MeasureSet) -> None:
    codes = [each if isinstance(each, str) else each.code for each in given.measures]
    if stray := [code for code in given.for_each if code not in codes]:
        known = ", ".join(codes)
        raise ArgumentError(
            vi=f"for_each= của bộ chỉ tiêu {quote(given.key)} nêu {quote(stray[0])}, không có trong measures=; chọn trong: {known}",
            en=f"for_each= of the set {quote(given.key)} names {quote(stray[0])}, which is not among measures=; choose from: {known}",
        )


def _refuse_other_dimension(each: Measure, dimension: str) -> None:
    """Refuse a dimension that a measure does not have, as a condition on it is refused, or that has no list of codes."""
    own = (*each.dimensions, *unit_dimensions(each.dimensions))
    allowed = [name for name in own if codes_of(name) is not None]
    if dimension not in allowed:
        listed = ", ".join(allowed) or "—"
        raise MeasureError(
            vi=f"for_each: {each.code} không chia thành cột theo {dimension!r} được; có thể theo: {listed}",
            en=f"for_each: {each.code} has no columns by {dimension!r}; choose from: {listed}",
        )


def _can_count(each: Measure, dimension: str, key: str) -> bool:
    """Whether the rows of a measure, or of all that it is made of, can have a code."""
    if each.inner:
        return all(_can_count(part, dimension, key) for part in each.inner)
    return key in each.possible_values.get(dimension, (key,))


def narrow(each: Measure, dimension: str, code: CodeEntry) -> Measure:
    """Return a measure of only the rows with one code of a dimension, called after both; of a pair both parts are narrowed.

    Raises:
        MeasureError: the measure has no such dimension, or it has no list of codes.

    >>> from dlxh.measures.catalogue import find_measure
    >>> kind = codes_of("training_kind")["opinion_work"]
    >>> narrow(find_measure("classes"), "training_kind", kind).vi
    'lớp tập huấn: nghiệp vụ công tác dư luận xã hội'
    """
    _refuse_other_dimension(each, dimension)
    return _narrow(add_unit_dimensions(each, (dimension,)), dimension, code)


def _narrow(each: Measure, dimension: str, code: CodeEntry) -> Measure:
    fields: dict[str, Any] = {
        "code": f"{each.code}_{code.key}",
        "vi": f"{each.vi}: {code.vi}",
        "en": f"{each.en}: {code.en}",
        "definition_vi": f"{each.definition_vi} Chỉ tính: {code.vi}.",
        "definition_en": f"{each.definition_en} Only: {code.en}.",
    }
    if isinstance(each, Pair):
        above, below = (_narrow(part, dimension, code) for part in each.inner)
        return replace(each, **fields, above=above, below=below)
    if isinstance(each, Trend):
        return replace(each, **fields, of=_narrow(each.of, dimension, code))
    return replace(each, **fields, where={**each.where, dimension: (code.key,)})


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
