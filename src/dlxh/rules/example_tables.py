"""Bảng ví dụ: the examples of a rule, each with what the check says of it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from dlxh.rules.engine.examples import judge_example
from dlxh.rules.language.examples import Cells, Example
from dlxh.rules.language.nodes import Plain
from dlxh.rules.rule import Rule
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.days import write_day

_SHOWN: Final = 5
"""At most this number of each side is shown: those of a long list of codes differ in the code alone."""
_ROWS: Final = 3
_HEAD: Final = {"vi": ("dòng", "kết quả kiểm tra"), "en": ("rows", "what the check says")}


def example_table(rule: Rule, lang: Lang) -> str:
    """Return the right and the wrong examples of a rule as a Markdown table.

    >>> from dlxh.rules.catalogue import explain
    >>> print(example_table(explain("T203").rule, "en").splitlines()[-1])
    | `memberships`: `end = —` · `terms`: `end = 2026-06-29` | membership membership1 is still open although its term term1 has ended |
    """
    lines = [_HEAD[lang], ("---",) * 2, *_lines(rule, rule.right, lang), *_lines(rule, rule.wrong, lang)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _lines(rule: Rule, examples: Sequence[Example], lang: Lang) -> Iterator[tuple[str, str]]:
    for example in examples[:_SHOWN]:
        found = [finding.message(lang) for finding in judge_example(rule, example)]
        quiet = _silence(lang, judged=example.is_judged)
        yield " · ".join(_of_tables(example, lang)), found[0] if found else quiet
    if more := len(examples) - _SHOWN if len(examples) > _SHOWN else 0:
        yield in_language(lang, vi=f"và {more} ví dụ tương tự", en=f"and {more} more like these"), ""


def _silence(lang: Lang, *, judged: bool) -> str:
    if judged:
        return in_language(lang, vi="không có lỗi", en="nothing")
    return in_language(lang, vi="không xét dòng này", en="row not checked")


def _of_tables(example: Example, lang: Lang) -> Iterator[str]:
    for table, rows in example.rows.items():
        shown = [_cells(cells, lang) for cells in rows[:_ROWS]]
        if len(rows) > _ROWS:
            shown.append(
                in_language(lang, vi=f"và {len(rows) - _ROWS} dòng nữa", en=f"and {len(rows) - _ROWS} more")
            )
        none = in_language(lang, vi="không có dòng nào", en="no row")
        yield f"`{table}`: {' / '.join(shown) or none}"


def _cells(cells: Cells, lang: Lang) -> str:
    """Return the cells of a row that matter."""
    listed = ", ".join(f"`{name} = {_value(value, lang)}`" for name, value in cells.items())
    return listed or in_language(lang, vi="một dòng", en="a row")


def _value(value: Plain, lang: Lang) -> str:
    if value is None:
        return "—"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return write_day(value, lang)
    if isinstance(value, bool):
        return in_language(lang, vi="có" if value else "không", en="yes" if value else "no")
    return str(value).replace("|", "\\|")
