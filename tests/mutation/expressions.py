"""Changes of one expression: what may take the place of a comparison, a value, a call or a choice."""

import ast
from collections.abc import Iterator
from typing import Final

_COMPARE: Final[dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_COMPUTE: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_SYMMETRIC: Final = frozenset(
    {
        "agg",
        "cast",
        "filter",
        "group_by",
        "isinstance",
        "issubclass",
        "max",
        "max_horizontal",
        "min",
        "min_horizontal",
        "select",
        "with_columns",
    }
)
"""Calls whose first two arguments are not swapped: nothing but the order of columns would change, or it raises at once."""


def inside(node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Yield the changes of an expression and of what is in it."""
    if isinstance(node, ast.JoinedStr):
        return
    yield from _here(node)
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "ctx"} or _is_cast_to(node, name):
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, ast.keyword) and each.arg in {"strict", "vi", "en"}:
                continue  # zip's guard, and wording
            if isinstance(each, ast.AST):
                yield from inside(each)


def _is_cast_to(node: ast.AST, name: str) -> bool:
    if name != "args" or not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return False
    return node.func.id in {"cast", "isinstance", "issubclass", "TypeVar"}


def _here(node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    for new in (*_operators(node), *_values(node)):
        yield node, new


def _operators(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may take the place of something computed or compared."""
    if isinstance(node, ast.Compare):
        yield from _compared(node)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        for left in _without_one(node.values):
            yield left[0] if len(left) == 1 else ast.BoolOp(node.op, left)
    elif isinstance(node, ast.UnaryOp) and not isinstance(node.op, ast.UAdd):
        yield node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in _COMPUTE and not _is_text(node):
        yield ast.BinOp(node.left, _COMPUTE[type(node.op)](), node.right)


def _values(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may take the place of a value, a call or a choice."""
    if isinstance(node, ast.Constant):
        yield from map(ast.Constant, _constants(node.value))
    elif isinstance(node, ast.Call):
        yield from _swapped(node)
    elif isinstance(node, ast.IfExp):
        yield ast.IfExp(node.test, node.orelse, node.body)
    elif isinstance(node, ast.comprehension):
        for left in _without_one(node.ifs):
            yield ast.comprehension(node.target, node.iter, left, node.is_async)


def _without_one(values: list[ast.expr]) -> Iterator[list[ast.expr]]:
    for place in range(len(values)):
        yield [*values[:place], *values[place + 1 :]]


def _compared(node: ast.Compare) -> Iterator[ast.expr]:
    for place, old in enumerate(node.ops):
        for new in _COMPARE[type(old)]:
            yield ast.Compare(node.left, [*node.ops[:place], new(), *node.ops[place + 1 :]], node.comparators)
    for place, value in enumerate((node.left, *node.comparators)):
        if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
            sides = [node.left, *node.comparators]
            sides[place] = ast.Constant(value.value + "_")
            yield ast.Compare(sides[0], node.ops, sides[1:])


def _constants(value: object) -> Iterator[bool | int]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
        if value > 0:
            yield value - 1


def _swapped(node: ast.Call) -> Iterator[ast.expr]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if len(node.args) < 2 or name in _SYMMETRIC or any(isinstance(a, ast.Starred) for a in node.args[:2]):
        return
    first, second, *rest = node.args
    if all(isinstance(each, ast.Constant) for each in (first, second)):
        return  # names of columns in an order that only the reader sees
    if ast.dump(first) != ast.dump(second):
        yield ast.Call(node.func, [second, first, *rest], node.keywords)


def _is_text(node: ast.BinOp) -> bool:
    return any(
        isinstance(each, ast.JoinedStr) or (isinstance(each, ast.Constant) and isinstance(each.value, str))
        for each in (node.left, node.right)
    )
