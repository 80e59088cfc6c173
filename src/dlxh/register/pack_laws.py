"""Quy tắc của gói: which columns a finding may not show, and how a pack finds them in its rules."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, Protocol

from dlxh.register.code_names import lists_for
from dlxh.register.columns import Column, Kind
from dlxh.register.known_tables import Schema
from dlxh.register.own_tables import parse_own
from dlxh.register.pack_error import PackError
from dlxh.words.bilingual import quote
from dlxh.words.codes import CodeList
from dlxh.words.disclosure import Disclosure
from dlxh.words.given import find_near

OURS: Final = re.compile(r"[A-Z][0-9]{3}\Z")
"""Codes of rules of ours, also of those to come."""


class Law(Protocol):
    """A rule, as far as a pack looks at one."""

    @property
    def code(self) -> str:
        """Its code."""
        ...

    @property
    def table(self) -> str | None:
        """The table whose rows it judges."""
        ...

    @property
    def parts(self) -> tuple[Any, ...]:
        """Its conditions; empty of a function of tables."""
        ...

    @property
    def right(self) -> tuple[Any, ...]:
        """Examples without a finding."""
        ...

    @property
    def wrong(self) -> tuple[Any, ...]:
        """Examples with one."""
        ...

    @property
    def reads(self) -> frozenset[str]:
        """The tables that it reads besides its own."""
        ...

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The columns in its sentences."""
        ...

    @property
    def own_kinds(self) -> Mapping[str, tuple[Kind, str | None]]:
        """The columns of own fields that it reads, as `table.column`, with the kind and the table of ids that it takes them for."""
        ...

    @property
    def codes_compared(self) -> frozenset[tuple[str, str, str]]:
        """The texts with which it compares columns: table, column, text."""
        ...

    @property
    def evidence_columns(self) -> frozenset[tuple[str, str]]:
        """The columns in its evidence, each with its table."""
        ...


def is_silent(column: Column) -> bool:
    """Return whether no sentence may show a column: it is personal, or free text."""
    is_text = column.kind is Kind.TEXT and column.references is None and not column.closed
    return is_text or column.disclosure >= Disclosure.RESTRICTED


def is_no_evidence(column: Column, *, own: bool) -> bool:
    """Return whether a column may not be evidence: it is personal and names no row, or what somebody wrote.

    Evidence is shown wherever it looks like a key, and so does a telephone number.

    Args:
        column: The column.
        own: Whether it is one of a pack; what it names is then personal too, and any text is free.

    >>> from dlxh.register.schema import schema
    >>> reports = schema()["reports"]
    >>> [is_no_evidence(reports.column("author"), own=own) for own in (False, True)]
    [False, True]
    """
    if column.disclosure >= Disclosure.RESTRICTED:
        return own or column.references is None
    is_written = is_silent(column) and column.coding is None and not column.document
    return is_written and (own or column.composed)


def tables_shown(law: Law, known: Iterable[str]) -> tuple[str, ...]:
    """Return the tables whose columns fill the sentences of a rule: all, where it is on none of them or is a function."""
    return (law.table,) if law.table is not None and law.parts else (*known, *filter(None, [law.table]))


def find_hidden(law: Law, known: Schema) -> Column | None:
    """Return a column that a rule would show and that no finding may show; None: there is none."""
    named = ((table, name) for table in tables_shown(law, known) for name in law.placeholders)
    shown = _columns(named, known)
    evidence = _columns(sorted(law.evidence_columns), known)
    hidden = [column for _, column in shown if is_silent(column)]
    hidden += [column for own, column in evidence if is_no_evidence(column, own=own)]
    return next(iter(hidden), None)


def _columns(named: Iterable[tuple[str, str]], known: Schema) -> list[tuple[bool, Column]]:
    """Return columns by their tables and names, each with whether it is an own one; others are passed by."""
    wide = {table: {each.name: each for each in known.wide(table).columns} for table in known}
    there = ((table, name) for table, name in named if name in wide.get(table, ()))
    return [
        (known[table].pack is not None or name not in known[table].names, wide[table][name])
        for table, name in there
    ]


def refuse_unlisted(law: Law, known: Schema, own: Iterable[CodeList]) -> None:
    """Refuse a rule that compares a column with a code that neither its list nor one of the pack holds; raises PackError.

    Where a rule is written nothing is known of the codes that a province adds to an open list; its pack knows them all.
    """
    lists = tuple(own)
    for table, name, text in sorted(law.codes_compared):
        columns = known.wide(table).columns if table in known else ()
        codes = next((each.codes for each in columns if each.name == name), None)
        holding = () if codes is None else lists_for(codes, lists)
        if codes is not None and not any(text in each for each in holding):
            near = ", ".join(find_near(text, (entry.key for each in holding for entry in each)))
            vi, en = (f"gần giống: {near}; ", f"near: {near}; ") if near else ("", "")
            raise PackError(
                vi=f"quy tắc {law.code}: {table}.{name} so với mã {quote(text)}, không có trong danh mục {codes.name} hay danh mục của gói; {vi}mã riêng thì khai ở codes=",
                en=f"the rule {law.code}: {table}.{name} is compared with {quote(text)}, which neither the list {codes.name} nor the pack holds; {en}a code of your own is declared in codes=",
            )


def refuse_law(law: Law, known: Schema) -> None:
    """Refuse a rule that a pack may not have; raises PackError."""
    if OURS.match(law.code):
        raise PackError(
            vi=f"quy tắc {law.code}: một chữ và ba chữ số là mã của dlxh; dùng chữ đầu riêng, như GL01",
            en=f"the rule {law.code}: one letter with three digits is a code of dlxh; use letters of your own, such as GL01",
        )
    if not (law.right and law.wrong):
        raise PackError(
            vi=f"quy tắc {law.code} của gói cần ví dụ đúng và sai: right=[…], wrong=[…]",
            en=f"the rule {law.code} of a pack needs examples: right=[…], wrong=[…]",
        )
    if (hidden := find_hidden(law, known)) is not None:
        raise PackError(
            vi=f"{law.code}: câu thông báo và evidence không được nêu {hidden.name}: giá trị riêng tư hoặc chữ tự do",
            en=f"{law.code}: a message or its evidence may not contain {hidden.name}, a personal value or free text",
        )
    _refuse_reads(law, known)
    for named, (kind, references) in sorted(law.own_kinds.items()):
        table, _, name = named.partition(".")
        column = next((each for each in known.wide(table).columns if each.name == name), None)
        if column is None:
            raise PackError(
                vi=f"quy tắc {law.code} đọc {named}, mà không lớp nào trong models= có trường này",
                en=f"the rule {law.code} reads {named}, and no class in models= has such a field",
            )
        if (column.kind, column.references) != (kind, references):
            raise PackError(
                vi=f"quy tắc {law.code} đọc {named} theo kiểu của một lớp khác ({kind.value}); viết quy tắc ngay sau lớp có trường này",
                en=f"the rule {law.code} reads {named} as another class has it ({kind.value}); write it right after the class with this field",
            )


def _refuse_reads(law: Law, known: Schema) -> None:
    """Refuse a rule that reads several values which the pack does not have, or may not give to a function of tables."""
    for name in sorted(law.reads):
        if name not in known and parse_own(name) is not None:
            raise PackError(
                vi=f"quy tắc {law.code} đọc {name}, mà không lớp nào trong models= có trường nhiều giá trị này",
                en=f"the rule {law.code} reads {name}, and no class in models= has this field with several values",
            )
    if (withheld := find_withheld(law, known)) is not None:
        raise PackError(**say_withheld(law, withheld))


def find_withheld(law: Law, known: Schema) -> str | None:
    """Return a table of own fields that a rule wants and no function of tables gets: all of it is restricted; None: there is none."""
    for name in sorted(law.reads) if not law.parts else ():
        own = known[name].own if name in known and known[name].pack is not None else ()
        if own and all(column.disclosure >= Disclosure.RESTRICTED for column in own):
            return name
    return None


def say_withheld(law: Law, name: str) -> dict[str, str]:
    """Return the sentences that say so."""
    return {
        "vi": f"quy tắc {law.code}: hàm trên bảng không nhận được trường hạn chế trong {name}; hãy viết bằng those(…)",
        "en": f"the rule {law.code}: a function of tables gets no restricted field, as in {name}; write it with those(…)",
    }
