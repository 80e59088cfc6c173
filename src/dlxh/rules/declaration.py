"""Khai quy tắc: the decorator that makes a rule of the function below it."""

import inspect
import re
from collections.abc import Callable, Sequence
from functools import partial
from string import Formatter
from typing import Any, Final

from dlxh.register.finding import Severity
from dlxh.rules.hidden_columns import refuse_hidden
from dlxh.rules.language.declared import column_of
from dlxh.rules.language.errors import RuleError
from dlxh.rules.language.examples import Example
from dlxh.rules.language.parts import find_needed, record
from dlxh.rules.rule import Rule
from dlxh.words.bilingual import quote
from dlxh.words.given import need_text, several

CODE: Final = re.compile(r"[A-Z]{1,8}[0-9]{2,4}\Z")


def rule(  # noqa: PLR0913 - a rule is its law: every part is named where it is written
    code: str,
    *,
    table: str | None,
    severity: Severity,
    vi: str,
    en: str,
    cure_vi: str,
    cure_en: str,
    source: str,
    needs: tuple[str, ...] | None = None,
    evidence: str | None = None,
    field: str | None = None,
    unless: tuple[str, ...] = (),
    why_vi: str = "",
    right: Sequence[Example] = (),
    wrong: Sequence[Example] = (),
    since: str | None = None,
) -> "Callable[[Callable[..., Any]], Rule]":
    """Declare the function below as a rule; its name states the fault, its docstring the reason.

    The function takes the row being checked and returns, in the rules' language, when it is at fault. A rule that the
    language cannot express is a function of tables: it lists the tables that it `needs`, and only checks many rows at
    once.

    Raises:
        RuleError: the code does not consist of capital letters and digits, a message would show a personal value or
            free text, or a placeholder is more than a name in braces.
        LanguageError: the function uses something that is not in the language, or its field or a placeholder is not a
            column.

    >>> from dlxh.register.finding import Severity
    >>> @rule(
    ...     "Z001",
    ...     table="terms",
    ...     severity=Severity.WARNING,
    ...     vi="{record}",
    ...     en="{record}",
    ...     cure_vi="sửa",
    ...     cure_en="mend",
    ...     source="dlxh",
    ... )
    ... def nameless_term(t):
    ...     '''A term without a name cannot be cited.'''
    ...     return t.label.is_null()
    >>> nameless_term.name, nameless_term.why
    ('nameless_term', 'A term without a name cannot be cited.')
    """
    _refuse_code(code)
    refuse_severity(code, severity)
    law = partial(
        Rule, code=code, table=table, severity=severity, vi=vi, en=en, cure_vi=cure_vi, cure_en=cure_en, source=source,
        field=field, unless=unless, why_vi=why_vi, right=several("right", right, Example), wrong=several("wrong", wrong, Example), since=since,
    )  # fmt: skip
    return lambda function: _impersonal(law(**_describe(function, table, evidence, needs)))


def _describe(
    function: Callable[..., Any], table: str | None, evidence: str | None, needs: tuple[str, ...] | None
) -> dict[str, Any]:
    """Return what the function gives: its name, its reason, its parts and what it needs."""
    fields = {"name": function.__name__, "home": function.__module__, "why": inspect.getdoc(function) or ""}
    if needs is not None:
        return fields | {"needs": needs, "judge": function}
    parts = record(function, table, evidence)
    return fields | {"needs": find_needed(parts, table), "parts": parts}


def _refuse_code(code: str) -> None:
    need_text(code=code)
    if not CODE.match(code):
        raise RuleError(
            vi=f"mã quy tắc {code!r} phải gồm 1 đến 8 chữ hoa và 2 đến 4 chữ số, như GL01",
            en=f"the code {code!r} must be 1 to 8 capital letters and 2 to 4 digits, such as GL01",
        )


def refuse_severity(code: str, given: object) -> None:
    """Raise RuleError for a severity that is none, such as its bare word."""
    if not isinstance(given, Severity):
        raise RuleError(
            vi=f"{code}: severity= là Severity.ERROR hoặc Severity.WARNING, không phải {given!r}",
            en=f"{code}: severity= is Severity.ERROR or Severity.WARNING, not {given!r}",
        )


def _refuse_formats(code: str, text: str) -> None:
    """Raise RuleError for `{amount:,}` and the like: numbers are texts by then, and each language writes them in its own way."""
    try:
        parts = [part for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:
        raise RuleError(
            vi=f"{code}: câu {quote(text)} có dấu ngoặc nhọn không khép; viết {{record}}, hoặc {{{{ và }}}} nếu muốn in ngoặc nhọn",
            en=f"{code}: the sentence {quote(text)} has a brace that is not closed; write {{record}}, or {{{{ and }}}} for braces themselves",
        ) from None
    if any(form or way or not str(name).isidentifier() for _, name, form, way in parts):
        raise RuleError(
            vi=f"{code}: trong ngoặc nhọn của câu {quote(text)} chỉ viết tên, như {{record}}, không thêm định dạng; "
            "số được ngăn hàng nghìn theo từng ngôn ngữ",
            en=f"{code}: write only a name in the braces of the sentence {quote(text)}, as in {{record}}, without a format; "
            "thousands are separated in each language's way",
        )


def _impersonal(written: Rule) -> Rule:
    """Refuse a sentence or evidence that shows what findings may not show, or has an unknown column; those of a frame are the rule's own."""
    for text in (written.vi, written.en, written.cure_vi, written.cure_en):
        _refuse_formats(written.code, text)
    if written.parts and written.table is not None:
        for name in filter(None, (*written.placeholders, written.field)):
            column_of(written.table, name)
    refuse_hidden(written)  # pyright: ignore[reportArgumentType] # a cached property is one
    if not str(written.home).startswith("dlxh."):  # ours, which are many, have none
        _ = written.own_kinds  # kept from now on
    return written
