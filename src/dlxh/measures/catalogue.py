"""Danh mục chỉ tiêu: the measures by family, in one visible tuple. Codes are never reused."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from dlxh.measures.errors import MeasureError
from dlxh.measures.families import activity, casework, network, opinion, pay, quality, reporting
from dlxh.measures.measure import Measure
from dlxh.words.bilingual import LANGS, quote, with_name


@dataclass(frozen=True, slots=True)
class Family:
    """Nhóm chỉ tiêu: measures of one field of work, on one page of the docs.

    >>> FAMILIES[0].key, FAMILIES[0].measures[0].code
    ('network', 'collaborators')
    """

    key: str
    vi: str
    en: str
    measures: tuple[Measure, ...]


FAMILIES: tuple[Family, ...] = (
    Family("network", "Mạng lưới", "Network", network.MEASURES),
    Family("reporting", "Báo cáo", "Reporting", reporting.MEASURES),
    Family("opinion", "Dư luận", "Opinion", opinion.MEASURES),
    Family("casework", "Xác minh", "Casework", casework.MEASURES),
    Family("activity", "Tập huấn, điều tra, khen thưởng", "Training, surveys, awards", activity.MEASURES),
    Family("pay", "Chi trả", "Pay", pay.MEASURES),
    Family("quality", "Chất lượng dữ liệu", "Data quality", quality.MEASURES),
)
"""All measures, family by family."""

MEASURES: tuple[Measure, ...] = tuple(each for family in FAMILIES for each in family.measures)
"""The measures of the catalogue, by code."""


def find_measure(code: str, own: Sequence[Measure] = ()) -> Measure:
    """Return a measure of the catalogue, or one of a pack, by its code; raises MeasureError, which names those near.

    >>> try:
    ...     find_measure("lượt báo cáo")
    ... except MeasureError as error:
    ...     print(error.en[:83])
    there is no measure 'lượt báo cáo'; similar: report submissions (report_times), rep
    """
    known = (*MEASURES, *own)
    if twice := {each.code for each in MEASURES} & {each.code for each in own}:
        raise MeasureError(
            vi=f"chỉ tiêu {min(twice)} của gói trùng mã của dlxh; đặt mã khác",
            en=f"the measure {min(twice)} of a pack has a code of dlxh; choose another",
        )
    for measure in known:
        if measure.code == code:
            return measure
    called = {text: each for each in known for text in (each.code, each.vi, each.en)}
    near = dict.fromkeys(
        called[text].code for text in get_close_matches(str(code).casefold()[:64], called, 3, 0.6)
    )
    alike = [each for each in known if each.code in near]
    near_vi, near_en = (", ".join(with_name(each.name(lang), each.code) for each in alike) for lang in LANGS)
    there_vi, there_en = (f"gần giống: {near_vi}; ", f"similar: {near_en}; ") if alike else ("", "")
    raise MeasureError(
        vi=f"không có chỉ tiêu {quote(code)}; {there_vi}xem đủ các mã ở dlxh.MEASURES",
        en=f"there is no measure {quote(code)}; {there_en}all are in dlxh.MEASURES",
    )
