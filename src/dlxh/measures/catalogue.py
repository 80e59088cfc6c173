"""Danh mục chỉ tiêu: the measures by family, in one visible tuple. Codes are never reused."""

from dataclasses import dataclass

from dlxh.measures.errors import MeasureError
from dlxh.measures.families import activity, casework, network, opinion, pay, quality, reporting
from dlxh.measures.measure import Measure


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


def find_measure(code: str) -> Measure:
    """Return a measure of the catalogue by its code; raises MeasureError, which lists all codes."""
    for measure in MEASURES:
        if measure.code == code:
            return measure
    codes = ", ".join(measure.code for measure in MEASURES)
    raise MeasureError(
        vi=f"không có chỉ tiêu {code!r}; có: {codes}",
        en=f"there is no measure {code!r}; choose from: {codes}",
    )
