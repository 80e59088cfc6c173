"""Trang quy tắc: one page per family of rules, with an anchor per rule, in the words of `dlxh.explain`.

The example of each rule is run when the page is written, and again when the fences of the page are tested.
"""

from functools import cache
from typing import Final

from dlxh import Rule, Severity, Tables, check
from dlxh.rules.catalogue import ALL_RULES, EXPORT_RULES, FAMILIES, Family, explain
from dlxh.rules.example_tables import example_table
from dlxh.rules.language.declared import CLOCKS
from dlxh.testing import Broken, broken, province_tables
from dlxh.words import Lang, SimpleCalendar, in_language

LANGUAGES: Final[tuple[Lang, ...]] = ("vi", "en")
FIRST_VERSION: Final = "2026.11.0"
_COLLABORATORS: Final = 16
_YEARS: Final = 3
_START: Final = f"""```python
import dlxh
from dlxh.testing import broken, province_tables
{{}}
clean = province_tables(collaborators={_COLLABORATORS}, years={_YEARS})
```"""
_WITH: Final = ", calendar=SimpleCalendar()"
_CALENDAR: Final = "from dlxh.words.work_calendars import SimpleCalendar\n"
_HANDED_OUT: Final = """```python
from dlxh.rules import EXPORT_RULES

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
def _broken(rule: Rule) -> Broken:
    return broken(_open_set() if rule in EXPORT_RULES else _clean(), rule.code)


@cache
def _number(rule: Rule) -> int:
    """Return how many findings a rule has in its example."""
    tables = _broken(rule).tables
    calendar = SimpleCalendar() if CLOCKS in rule.reads else None
    return len(check(tables, only=[rule.code], rules=[rule], calendar=calendar))


@cache
def example(rule: Rule) -> str:
    """Return the example of a rule as a fence: one row of a clean province changed, and what the check says."""
    is_export = rule in EXPORT_RULES
    base, more = ("open_set", ", rules=EXPORT_RULES") if is_export else ("clean", "")
    result = _broken(rule)
    more += _WITH if CLOCKS in rule.reads else ""
    lines = [
        *([f'>>> dlxh.check({base}, only=["{rule.code}"]{more}).counts()', "{}"] if is_export else []),
        f'>>> example = broken({base}, "{rule.code}")',
        ">>> print(example)",
        str(result),
        f'>>> dlxh.check(example.tables, only=["{rule.code}"]{more}).counts()',
        f"{{'{rule.code}': {_number(rule)}}}",
    ]
    return "\n".join(("```pycon", *lines, "```"))


def page(family: Family, lang: Lang) -> str:
    """Return the page of a family: what, why, a right and a wrong row, cure and source of each rule."""
    title = in_language(lang, vi=f"Quy tắc: {family.vi}", en=f"Rules: {family.en}")
    about = in_language(
        lang,
        vi="Trang này được sinh từ mã nguồn. Mỗi ví dụ lấy một tỉnh giả định không có lỗi nào, sửa, thêm hoặc bỏ một dòng rồi "
        "kiểm tra lại: trước mũi tên là dòng đúng, sau mũi tên là dòng sai. Bảng sau mỗi ví dụ cho những dòng ít ô nhất ở hai phía "
        "của ranh giới, tính đến ngày 30/6/2026; ô không nêu mang giá trị thông thường, dấu — là ô trống.",
        en="This page is generated from the code. Each example takes an invented province without any fault, changes, adds or "
        "removes one row and checks again: the right value is before the arrow, the wrong one after it. The table below shows the "
        "smallest rows on either side of the boundary, as of 2026-06-30; cells not shown hold ordinary values, and — is an empty one.",
    )
    listed = " · ".join(f"[{rule.code}](#{rule.code.lower()})" for rule in family.rules)
    start = _START.format(_CALENDAR if any(CLOCKS in rule.reads for rule in family.rules) else "")
    parts = [
        f"# {title} {{#rules-{family.key.replace('_', '-')}}}",
        about,
        listed,
        start,
        *_clean_check(family),
    ]
    for rule in family.rules:
        head = f"## {rule.code} `{rule.name}` {{#{rule.code.lower()}}}"
        open_set = [_HANDED_OUT] if rule in EXPORT_RULES else []
        about_rule = f"{explain(rule.code).for_page(lang)}\n{_context(rule, lang)}"
        parts += [head, about_rule, *open_set, example(rule), example_table(rule, lang)]
    return "\n\n".join([*parts, *_regrading(family.rules[-1], lang)]) + "\n"


def _clean_check(family: Family) -> list[str]:
    """Return the fence that shows once that the invented province has no fault."""
    letters = sorted({rule.code[0] for rule in family.rules if rule not in EXPORT_RULES})
    if not letters:
        return []
    given = _WITH if any(CLOCKS in rule.reads for rule in family.rules) else ""
    only = ", ".join(f'"{letter}"' for letter in letters)
    return [f"```pycon\n>>> dlxh.check(clean, only=[{only}]{given}).counts()\n{{}}\n```"]


def related(rule: Rule) -> tuple[Rule, ...]:
    """Return the rules to read with one: mending its field may make them speak, or what makes them speak may be its fault.

    They are those on the same table that read its field, or whose field it reads, and those where one is reported
    instead of the other.

    >>> [other.code for other in related(next(rule for rule in ALL_RULES if rule.code == "T206"))]
    ['T203', 'T207']
    """

    def is_near(other: Rule) -> bool:
        return (
            other.code in rule.unless
            or rule.code in other.unless
            or (other.table == rule.table and (_reads(other, rule.field) or _reads(rule, other.field)))
        )

    return tuple(other for other in ALL_RULES if other is not rule and is_near(other))


def _reads(rule: Rule, field: str | None) -> bool:
    return field is not None and field in {rule.field, *rule.columns.get(rule.table or "", ())}


@cache
def _home_of() -> dict[str, Family]:
    return {rule.code: family for family in FAMILIES for rule in family.rules}


def _context(rule: Rule, lang: Lang) -> str:
    """Return the lines of a list on what is around a rule: others to read with it, and since when it is there."""
    links = (f"[{other.code}]({_link(other, rule)})" for other in related(rule))
    near, since = (
        in_language(lang, vi="Xem thêm", en="See also"),
        in_language(lang, vi="Có từ bản", en="Since"),
    )
    lines = [f"{near}: {', '.join(links)}"] if related(rule) else []
    return "\n".join(f"- {line}" for line in (*lines, f"{since}: {rule.since or FIRST_VERSION}"))


def _link(other: Rule, seen_from: Rule) -> str:
    """Return the address of a rule as it is written on the page of another."""
    home = _home_of()[other.code]
    page_of = "" if home is _home_of()[seen_from.code] else page_name(home).removeprefix("rules/")
    return f"{page_of}#{other.code.lower()}"


def _regrading(rule: Rule, lang: Lang) -> tuple[str, str, str]:
    """Return the section that says how a network regrades or silences a rule, shown on the last example of the page."""
    head = in_language(lang, vi="Đổi mức hoặc tắt một quy tắc", en="Regrade or silence a rule")
    about = in_language(
        lang,
        vi="Mạng lưới nào đánh giá mức độ khác thì khai một `Grade` kèm lý do, cho mọi mạng lưới hoặc một mạng lưới, ở mọi khâu "
        "hoặc một khâu (`stage=`); `None` là tắt. Phát hiện bị tắt vẫn được đếm, lý do được ghi trong kết quả. "
        "[Cách viết đầy đủ](../how-to-own-rule.md#grades).",
        en="A network that rates a fault differently states a `Grade` with its reason, for all networks or one, at all stages of "
        "the work or one (`stage=`); `None` silences. Silenced findings are still counted, and the reason is kept in the result. "
        "[More on grades](../how-to-own-rule.md#grades).",
    )
    given = ", rules=EXPORT_RULES" if rule in EXPORT_RULES else ""
    given += _WITH if CLOCKS in rule.reads else ""
    other = Severity.WARNING if rule.severity is Severity.ERROR else Severity.ERROR
    return (
        f"## {head} {{#regrade}}",
        about,
        f"""```pycon
>>> from dlxh import Grade, Severity
>>> other = Grade("{rule.code}", Severity.{other.name}, reason="quy chế của mạng lưới")
>>> dlxh.check(example.tables, only=["{rule.code}"], grades=[other]{given}).counts(by="severity")
{{'{other.value}': {_number(rule)}}}
>>> silent = Grade("{rule.code}", None, reason="quy chế của mạng lưới")
>>> found = dlxh.check(example.tables, only=["{rule.code}"], grades=[silent]{given})
>>> found.counts(), [number for _, number in found.silenced]
({{}}, [{_number(rule)}])
```""",
    )


def pages() -> dict[str, str]:
    """Return every page by its path below docs/."""
    return {f"{lang}/{page_name(family)}": page(family, lang) for lang in LANGUAGES for family in FAMILIES}
