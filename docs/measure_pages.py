"""Trang chỉ tiêu: one page per family of measures, with an anchor per measure and an example that is run.

The example of each measure is run when the page is written, and again when the fences of the page are tested.
"""

from functools import cache
from typing import Any, Final

import dlxh
from dlxh import Measure, Register, Result, Tables, measure
from dlxh.measures.catalogue import FAMILIES, Family
from dlxh.measures.dimensions import dimensions_of
from dlxh.measures.text.explain import describe_measure
from dlxh.testing import province_tables
from dlxh.words import Lang, SimpleCalendar, in_language

LANGUAGES: Final[tuple[Lang, ...]] = ("vi", "en")
_COLLABORATORS: Final = 16
_YEARS: Final = 3
_START: Final = f"""```python
import dlxh
from dlxh.testing import province_tables

tables = province_tables(collaborators={_COLLABORATORS}, years={_YEARS})
calendar = dlxh.words.SimpleCalendar()
```"""


def page_name(family: Family) -> str:
    """Return the path of a family's page below its language.

    >>> page_name(FAMILIES[0])
    'measures/network.md'
    """
    return f"measures/{family.key}.md"


def anchor(each: Measure) -> str:
    """Return the id of a measure's place on its page.

    >>> anchor(FAMILIES[0].measures[3])
    'collaborators-at-start'
    """
    return each.code.replace("_", "-")


@cache
def _province() -> Tables:
    return province_tables(collaborators=_COLLABORATORS, years=_YEARS)


_PREFERRED: Final = (
    "kind",
    "channel",
    "scope",
    "stance",
    "role",
    "timeliness",
    "outcome",
    "topic_group",
    "level",
    "quarter",
)
"""What examples are broken down by, if the measure can be; the first that gives a few lines."""
_ELSEWHERE: Final = {
    "late": ("tuyen-quang", "owed_by", "2026"),
    "days_late_median": ("tuyen-quang", "quarter", "2026"),
    "doubtful_rate": ("gia-lai", "scope", "2024"),
    "streams_without_breadth": ("gia-lai", "kind", "2024"),
    "topics_unmapped": ("lam-van", "topic", "2026"),
}
"""What the invented province has none of: the example that has some, by what, and when."""
_WIDTH: Final = 114
"""Beyond this number of characters a call is broken, as the formatter does it."""
_LINES: Final = range(2, 9)


@cache
def _register(name: str) -> Register:
    return dlxh.read(dlxh.example(name)).register


@cache
def _asked(code: str) -> tuple[dict[str, Any], Result]:
    """Return what the example of a measure asks for, and the answer: by the first dimension that gives a few lines."""
    if code in _ELSEWHERE:
        name, by, period = _ELSEWHERE[code]
        elsewhere: dict[str, Any] = {"by": [by], "period": period}
        return elsewhere, measure(_register(name), code, **elsewhere)
    each = next(known for family in FAMILIES for known in family.measures if known.code == code)
    asked: dict[str, Any] = {} if each.rows.has_no_day else {"period": "2025", "calendar": SimpleCalendar()}
    needed = list(each.required_dimensions)
    known = (*dimensions_of(each), *(() if each.rows.has_no_day else ("quarter",)))
    for name in (name for name in _PREFERRED if name in known and name not in needed):
        found = measure(_province(), code, by=[*needed, name], **asked)
        if len(found.frame) in _LINES:
            return asked | {"by": [*needed, name]}, found
    if needed:
        asked |= {"by": needed}
    return asked, measure(_province(), code, **asked)


def example(code: str, lang: Lang) -> str:
    """Return the example of a measure as a fence: the question on an invented province, and the answer."""
    asked, answer = _asked(code)
    by = f", by={asked['by']!r}".replace("'", '"') if "by" in asked else ""
    period = f', period="{asked["period"]}"' if "period" in asked else ""
    period += ", calendar=calendar" if "calendar" in asked else ""
    subject = "register" if code in _ELSEWHERE else "tables"
    call = f'>>> found = dlxh.measure({subject}, "{code}"{by}{period})'
    if len(call) > _WIDTH:
        call = f'>>> found = dlxh.measure(\n...     {subject}, "{code}"{by}{period}\n... )'
    opened = (
        [f'>>> register = dlxh.read(dlxh.example("{_ELSEWHERE[code][0]}")).register']
        if code in _ELSEWHERE
        else []
    )
    lines = [
        *opened,
        call,
        f'>>> print(found.to_text("{lang}"))',
        answer.to_text(lang),
    ]
    return "\n".join(("```pycon", *lines, "```"))


def page(family: Family, lang: Lang) -> str:
    """Return the page of a family: what each measure counts, how it adds, what it leaves out, and an example."""
    title = in_language(lang, vi=f"Chỉ tiêu: {family.vi}", en=f"Measures: {family.en}")
    about = in_language(
        lang,
        vi="Trang này được sinh từ mã nguồn. Ví dụ đếm trên một tỉnh giả định, năm 2025; vài ví dụ đọc sổ khác. Tỉnh giả định không có "
        "vụ việc bị từ chối, tiền truy lĩnh hay lỗi dữ liệu, nên có ví dụ ra 0. Mọi chỉ tiêu có ngày còn chia được theo một loại kỳ.",
        en="This page is generated from the code. The examples count records of an invented province in 2025, unless they read another "
        "register. That province has no rejected cases, arrears or faults in its data, so some examples give 0. Every measure with a day "
        "can also be broken down by one kind of period.",
    )
    listed = " · ".join(f"[`{each.code}`](#{anchor(each)})" for each in family.measures)
    parts = [f"# {title} {{#measures-{family.key}}}", about, listed, _START]
    for each in family.measures:
        head = f"## {each.name(lang)} `{each.code}` {{#{anchor(each)}}}"
        parts += [head, describe_measure(each, lang), example(each.code, lang)]
    return "\n\n".join(parts) + "\n"


def pages() -> dict[str, str]:
    """Return every page by its path below docs/."""
    return {f"{lang}/{page_name(family)}": page(family, lang) for lang in LANGUAGES for family in FAMILIES}
