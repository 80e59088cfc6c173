"""Nhãn của các chiều: what the keys of an answer are called in each language."""

from dlxh.data.code_lists import code_list
from dlxh.words.bilingual import Lang
from dlxh.words.periods import Period

ALIASES = {"unit": "org_unit"}
"""A dimension asked for as `unit` is the organisation; the answer's column `unit` is the unit of the figure."""

LISTS = {
    "topic": "topics",
    "channel": "channel",
    "kind": "report_kind",
    "scope": "scope",
    "urgency": "urgency",
    "grade": "information_grade",
    "group": "population_groups",
    "stance": "stance",
    "breadth": "breadth",
    "intensity": "intensity",
    "route": "route",
    "finding": "content_finding",
    "outcome": "case_outcome",
    "role": "membership_role",
}
"""The code list of each dimension whose keys are codes."""


def said(dimension: str, key: str | None, lang: Lang) -> str:
    """Return a key for reading: a code by its label, a period by its name, an id and an unknown code as they are.

    >>> said("channel", "in_person", "vi"), said("quarter", "2024-Q3", "vi"), said("topic", None, "vi")
    ('trực tiếp', 'quý III/2024', '—')
    """
    if key is None:
        return "—"
    if dimension in LISTS:
        codes = code_list(LISTS[dimension])
        return codes.label(key, lang) if key in codes else key
    return Period.parse(key).label(lang) if dimension in PERIODS else key


PERIODS = frozenset({"day", "week", "month", "two_months", "quarter", "half_year", "year"})
