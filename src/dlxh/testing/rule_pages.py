"""Trang quy tắc: one page per family of rules, with an anchor per rule, in the words of `dlxh.explain`.

The example of each rule is run when the page is written, and again when the fences of the page are tested.
"""

from functools import cache
from typing import Final

from dlxh.register.tables import Tables
from dlxh.rules.catalogue import EXPORT_RULES, FAMILIES, Family, explain
from dlxh.rules.check import check
from dlxh.rules.rule import Rule
from dlxh.testing.derived import derived_of
from dlxh.testing.example_tables import example_table
from dlxh.testing.invented import province_tables
from dlxh.testing.mutators import broken
from dlxh.words.bilingual import Lang, in_language

LANGUAGES: Final[tuple[Lang, ...]] = ("vi", "en")
_COLLABORATORS: Final = 16
_YEARS: Final = 3
_START: Final = f"""```python
import dlxh
from dlxh.testing import broken, {{}}province_tables

clean = province_tables(collaborators={_COLLABORATORS}, years={_YEARS})
```"""
_WITH: Final = ", derived=derived_of({})"
_HANDED_OUT: Final = """```python
from dlxh.rules.catalogue import EXPORT_RULES

open_set = clean
for name in ("reports", "cases"):
    marked = clean.polars(name).drop_nulls("secrecy_level")["id"]
    open_set = open_set.without(name, marked)
```"""


def page_name(family: Family) -> str:
    """Return the path of a family's page below its language.

    >>> page_name(FAMILIES[0])
    'rules/across.md'
    """
    return f"rules/{family.key.replace('_', '-')}.md"


@cache
def _clean() -> Tables:
    return province_tables(collaborators=_COLLABORATORS, years=_YEARS)


@cache
def _open_set() -> Tables:
    kept = _clean()
    for name in ("reports", "cases"):
        kept = kept.without(name, _clean().polars(name).drop_nulls("secrecy_level")["id"])
    return kept


@cache
def example(rule: Rule) -> str:
    """Return the example of a rule as a fence: a clean province, one row changed, and what the check says."""
    handed_out = rule in EXPORT_RULES
    base, more = ("open_set", ", rules=EXPORT_RULES") if handed_out else ("clean", "")
    result = broken(_open_set() if handed_out else _clean(), rule.code)
    beside = derived_of(result.tables) if rule.on_derived else ()
    counts = check(result.tables, only=[rule.code], rules=[rule], derived=beside).counts()
    mended, faulty = (_WITH.format(name) if rule.on_derived else "" for name in (base, "example.tables"))
    lines = [
        f'>>> dlxh.check({base}, only=["{rule.code}"]{more}{mended}).counts()',
        "{}",
        f'>>> example = broken({base}, "{rule.code}")',
        ">>> print(example)",
        str(result),
        f'>>> dlxh.check(example.tables, only=["{rule.code}"]{more}{faulty}).counts()',
        f"{counts}",
    ]
    return "\n".join(("```python", *lines, "```"))


def page(family: Family, lang: Lang) -> str:
    """Return the page of a family: what, why, a right and a wrong row, cure and source of each rule."""
    title = in_language(lang, vi=f"Quy tắc: {family.vi}", en=f"Rules: {family.en}")
    about = in_language(
        lang,
        vi="Trang này được sinh từ mã nguồn. Mỗi ví dụ lấy một tỉnh bịa không có lỗi nào, sửa, thêm hoặc bỏ một dòng rồi kiểm "
        "tra lại: trước mũi tên là dòng đúng, sau mũi tên là dòng sai. Bảng sau mỗi ví dụ cho những dòng nhỏ nhất ở hai phía của "
        "ranh giới, tính đến ngày 30/6/2026; ô không nêu là ô thường, dấu — là ô trống.",
        en="This page is generated from the code. Each example takes an invented province without any fault, changes, adds or "
        "takes out one row and checks again: before the arrow is what was right, after it what is wrong. The table below it has the "
        "smallest rows on either side of the boundary, as of 2026-06-30; cells that are not named are plain, and — is an empty one.",
    )
    listed = " · ".join(f"[{rule.code}](#{rule.code.lower()})" for rule in family.rules)
    start = _START.format("derived_of, " if any(rule.on_derived for rule in family.rules) else "")
    parts = [f"# {title} {{#rules-{family.key.replace('_', '-')}}}", about, listed, start]
    for rule in family.rules:
        head = f"## {rule.code} `{rule.name}` {{#{rule.code.lower()}}}"
        open_set = [_HANDED_OUT] if rule in EXPORT_RULES else []
        parts += [head, explain(rule.code).to_text(lang), *open_set, example(rule), example_table(rule, lang)]
    return "\n\n".join(parts) + "\n"


def pages() -> dict[str, str]:
    """Return every page by its path below docs/."""
    return {f"{lang}/{page_name(family)}": page(family, lang) for lang in LANGUAGES for family in FAMILIES}
