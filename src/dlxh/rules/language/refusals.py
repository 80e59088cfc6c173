"""Từ chối: parts of rules that no executor could answer, or that two would answer differently, refused where they are written."""

from collections.abc import Iterable, Sequence

from dlxh.rules.language.errors import LanguageError
from dlxh.rules.language.nodes import SETS, EachOne, Node, Previous, Subject, walk
from dlxh.rules.language.scope import nodes_of_set, root, rows_read


def refuse_part(table: str, fault: Node, others: Sequence[Node], *, has_evidence: bool) -> None:
    """Refuse a part that cannot be answered.

    Args:
        table: The table whose rows are judged.
        fault: When a row is at fault.
        others: What else the part holds.
        has_evidence: Whether it has evidence besides its condition.

    Raises:
        LanguageError: it reads nothing of any row; looks for pairs besides other conditions, or for several rows before; judges
            rows of another table; or reads rows of a set outside it, or of two sets that are one.
    """
    if not (rows_read(fault) or isinstance(fault, SETS)):
        raise LanguageError(
            vi="điều kiện phải hỏi ít nhất một cột của một dòng",
            en="a condition must use at least one column of a row",
        )
    nodes = [each for part in (fault, *others) for each in walk(part)]
    _refuse_pairs(fault, nodes, has_evidence=has_evidence)
    _refuse_subjects(table, nodes)
    _refuse_several_previous(nodes)
    _refuse_scopes((fault, *others), nodes)


def _refuse_pairs(fault: Node, nodes: Iterable[Node], *, has_evidence: bool) -> None:
    lists = [node for node in nodes if isinstance(node, EachOne)]
    if lists and (has_evidence or lists != [fault]):
        raise LanguageError(
            vi="each_one là cả điều kiện, và tự nêu evidence",
            en="each_one is the whole condition, and gives its evidence itself",
        )


def _refuse_subjects(table: str, nodes: Iterable[Node]) -> None:
    foreign = next((row for row in nodes if isinstance(row, Subject) and row.table != table), None)
    if foreign is not None:
        raise LanguageError(
            vi=f"phần này xét dòng của {table}, không phải của {foreign.table}",
            en=f"this part judges rows of {table}, not of {foreign.table}",
        )


def _refuse_several_previous(nodes: Sequence[Node]) -> None:
    previous_rows = {node for node in nodes if isinstance(node, Previous)}
    if len(previous_rows) > 1 or (previous_rows and any(isinstance(node, EachOne) for node in nodes)):
        raise LanguageError(vi="một quy tắc chỉ hỏi một dòng trước", en="a rule asks for one row before")


def _refuse_scopes(roots: Iterable[Node], nodes: Iterable[Node]) -> None:
    """Refuse what reads a row of a set where there is none, and a set inside itself: which of the two rows is meant?"""
    outside = any(not isinstance(root(row), Subject | Previous) for node in roots for row in rows_read(node))
    sets = [node for node in nodes if isinstance(node, SETS)]
    inside = any(
        isinstance(inner, SETS) and inner.each == node.each
        for node in sets
        for inner_set in nodes_of_set(node)
        for inner in walk(inner_set)
    )
    if outside or inside:
        raise LanguageError(
            vi="dòng của một tập chỉ đọc được trong where và trong điều hỏi về tập đó; tập trong tập thì viết those(...) khác",
            en="a row of a set is read in its where and in what is asked of it; for a set inside a set write another those(...)",
        )
