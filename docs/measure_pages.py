"""Trang chỉ tiêu: one page per family of measures, with an anchor per measure and an example that is run.

The example of each measure is run when the page is written, and again when the fences of the page are tested.
"""

from functools import cache
from typing import Any, Final

from dlxh import Measure, Result, Tables, measure
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
_WIDTH: Final = 114
"""Beyond this number of characters a call is broken, as the formatter does it."""
_LINES: Final = range(2, 9)


@cache
def _asked(code: str) -> tuple[dict[str, Any], Result]:
    """Return what the example of a measure asks for, and the answer: by the first dimension that gives a few lines."""
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
    period = ', period="2025", calendar=calendar' if "period" in asked else ""
    call = f'>>> found = dlxh.measure(tables, "{code}"{by}{period})'
    if len(call) > _WIDTH:
        call = f'>>> found = dlxh.measure(\n...     tables, "{code}"{by}{period}\n... )'
    lines = [
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
        vi="Trang này được sinh từ mã nguồn. Mỗi ví dụ đếm trên một tỉnh giả định, năm 2025. Mọi chỉ tiêu có ngày còn chia được "
        "theo một loại kỳ.",
        en="This page is generated from the code. Each example counts records of an invented province in 2025. Every measure with a "
        "day can also be broken down by one kind of period.",
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
