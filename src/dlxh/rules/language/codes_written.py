"""Mã ghi trong quy tắc: the codes that a rule compares columns with; one that a closed list does not hold is refused."""

from collections.abc import Iterable, Iterator
from typing import Final

from dlxh.register.columns import Column
from dlxh.rules.language.declared import find_table, own_columns_of
from dlxh.rules.language.errors import LanguageError
from dlxh.rules.language.nodes import Call, Col, In, Lit, Map, Node, Plain, walk
from dlxh.words.bilingual import Lang, in_language, quote
from dlxh.words.codes import CodeList
from dlxh.words.given import find_near

_COMPARED: Final = ("eq", "ne")
_NAMED: Final = 12


def codes_in(node: Node) -> Iterator[tuple[Col, Plain]]:
    """Yield what a node compares a column with, and not what lies deeper in it.

    >>> from dlxh.rules.language.rows import subject
    >>> [text for _, text in codes_in((subject("reports").channel == "written").node)]
    ['written']
    """
    match node:
        case Call(name, (Col() as column, Lit(text))) | Call(name, (Lit(text), Col() as column)):
            if name in _COMPARED:
                yield column, text
        case In(Col() as column, values):
            yield from ((column, text) for text in values)
        case Map(Col() as column, pairs):
            yield from ((column, text) for text, _ in pairs)
        case _:
            pass


def columns_compared(nodes: Iterable[Node]) -> frozenset[tuple[str, str, str]]:
    """Return the texts with which nodes compare columns: table, column, text.

    >>> from dlxh.rules.language.rows import subject
    >>> columns_compared([(subject("reports").channel == "written").node])
    frozenset({('reports', 'channel', 'written')})
    """
    pairs = (pair for node in nodes for each in walk(node) for pair in codes_in(each))
    return frozenset((column.row.table, column.name, text) for column, text in pairs if isinstance(text, str))  # type: ignore[attr-defined] # every row is of a table


def refuse_unknown_codes(node: Node) -> Node:
    """Return a node; refuse one that compares a column with a code that its list, a closed one, does not hold.

    An open list may hold codes of a province, and these are not known where a rule is written: its pack looks at them.

    Raises:
        LanguageError: no class declares the column with a list that holds it.
    """
    for column, text in codes_in(node):
        table = find_table(column.row.table)  # type: ignore[attr-defined] # every row is of a table
        ours = [each for each in table.columns if each.name == column.name]
        meant = ours or own_columns_of(table, column.name)
        if meant and not any(_may_hold(each, text) for each in meant):
            named = f"{table.name}.{column.name}"
            raise LanguageError(
                vi=f"{named} không có mã {quote(text)}; {_name_codes(meant[-1], str(text), 'vi')}",
                en=f"{named} has no code {quote(text)}; {_name_codes(meant[-1], str(text), 'en')}",
            )
    return node


def _may_hold(column: Column, text: Plain) -> bool:
    if column.coding is None or not column.closed:
        return True
    if isinstance(column.coding, CodeList):
        return text in column.coding
    return text in {member.value for member in column.coding}


def _name_codes(column: Column, text: str, lang: Lang) -> str:
    """Return which codes a column may hold that are near, or else the first ones."""
    codes, coding = column.codes, column.coding or ()
    keys = [str(member) for member in coding] if codes is None else [*codes.keys()]
    near = find_near(text, keys)
    shown = [key if codes is None else f"{codes.label(key, lang)} ({key})" for key in near or keys[:_NAMED]]
    listed = ", ".join((*shown, *(["…"] if not near and len(keys) > _NAMED else [])))
    named = (
        in_language(lang, vi="gần giống", en="near")
        if near
        else in_language(lang, vi="các mã", en="its codes")
    )
    return f"{named}: {listed}"
