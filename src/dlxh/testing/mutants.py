"""Đột biến của quy tắc: a rule with one thing changed, to see whether its examples notice."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any, Final

from dlxh.rules.language.nodes import (
    ROWS,
    AsOf,
    Call,
    Case,
    Col,
    Each,
    EachOne,
    Exists,
    In,
    Lit,
    Map,
    Match,
    Node,
    Previous,
    Ref,
    Replace,
    Total,
    rebuilt,
    walk,
)
from dlxh.rules.language.parts import Part

_OTHER: Final = {
    "lt": "le", "le": "lt", "gt": "ge", "ge": "gt", "eq": "ne", "ne": "eq", "and": "or", "or": "and",
    "add": "sub", "sub": "add", "mul": "add", "min_horizontal": "max_horizontal", "max_horizontal": "min_horizontal",
    "any_horizontal": "all_horizontal", "all_horizontal": "any_horizontal",
}  # fmt: skip
_ONE_SIDED: Final = ("lt", "le", "gt", "ge", "sub")
_OF_SEVERAL: Final = (
    "and",
    "or",
    "coalesce",
    "any_horizontal",
    "all_horizontal",
    "min_horizontal",
    "max_horizontal",
)
_COMPUTED: Final = (
    "coalesce",
    "concat_str",
    "min_horizontal",
    "max_horizontal",
    "add",
    "sub",
    "mul",
    "floordiv",
    "mod",
)
_LAST_YEAR: Final = 9000
"""Days beyond are not days of the law: they mean what goes on."""
_ONE: Final = timedelta(days=1)


def mutants(part: Part) -> Iterator[tuple[str, Part]]:
    """Yield what is changed and the part with that change, each change by itself.

    >>> from dlxh.rules.language.parts import part
    >>> from dlxh.rules.language.rows import subject
    >>> m = subject("terms")
    >>> [text for text, _ in mutants(part(m, m.end < m.start))]
    ['end lt start: le', 'end lt start: sides changed']
    """
    part = replace(part, prefilter=None)  # what makes it quicker would hide changes
    if part.population is not None:
        yield "population dropped", replace(part, population=None)
        yield "fault dropped", replace(part, fault=part.population)
    for text, other in _inside(part.population):
        yield text, replace(part, population=other)
    for text, other in _inside(part.fault):
        yield text, replace(part, fault=other)
    things = {thing: None for node in part.nodes for thing in walk(node) if _is_one_thing(thing)}
    for thing in things:
        for text, other in _other_rows(thing) if isinstance(thing, ROWS) else _variants(thing):
            yield text, _with(part, thing, other)


def _with(part: Part, thing: Node, other: Node) -> Part:
    def change(node: Node) -> Node:
        return other if node == thing else node

    population, evidence = (
        None if node is None else rebuilt(node, change) for node in (part.population, part.evidence)
    )
    return replace(part, population=population, fault=rebuilt(part.fault, change), evidence=evidence)


def _other_rows(row: Node) -> Iterator[tuple[str, Node]]:
    """Yield other rows that could be meant: by fewer values, in another order, among others."""
    spoken = say(row)[:-1]
    if isinstance(row, Each):
        for place, (name, value) in enumerate(row.on):
            before, behind = row.on[:place], row.on[place + 1 :]
            if before or behind:
                yield f"{spoken}: whatever its {name}", replace(row, on=(*before, *behind))
            for text, other in _variants(value):
                yield f"{spoken}: {text}", replace(row, on=(*before, (name, other), *behind))
    elif isinstance(row, Previous):
        yield from _other_previous(row, spoken)


def _other_previous(row: Previous, spoken: str) -> Iterator[tuple[str, Node]]:
    for place, value in enumerate(row.by):
        if len(row.by) > 1:
            yield (
                f"{spoken}: whatever its {say(value)}",
                replace(row, by=(*row.by[:place], *row.by[place + 1 :])),
            )
    if len(row.order) > 1:
        yield f"{spoken}: in another order", replace(row, order=row.order[::-1])
    if row.greatest is not None:
        yield f"{spoken}: the last one", replace(row, greatest=None)
    if row.among is not None:
        yield f"{spoken}: among all", replace(row, among=None)
        for text, other in _variants(row.among):
            yield f"{spoken}: {text}", replace(row, among=other)


def _variants(node: Node) -> Iterator[tuple[str, Any]]:
    """Yield a node with one change in it or in what it is made of."""
    yield from _changes(node)
    for field in fields(node):
        value = getattr(node, field.name)
        for text, other in _inside(value):
            yield text, replace(node, **{field.name: other})


def _is_one_thing(value: object) -> bool:
    """Return whether something is written once, under a name, where it is in several places, and is not a condition."""
    is_computed = isinstance(value, Call) and value.name in _COMPUTED
    return is_computed or isinstance(value, (*ROWS, Exists, Total, Case))


def _inside(value: object) -> Iterator[tuple[str, Any]]:
    if _is_one_thing(value):
        return  # it has one meaning everywhere, and is changed in all places at once
    if isinstance(value, Node):
        yield from _variants(value)
    elif isinstance(value, tuple):
        for place, each in enumerate(value):
            for text, other in _inside(each):
                yield text, (*value[:place], other, *value[place + 1 :])


def _changes(node: Node) -> Iterator[tuple[str, Node]]:  # noqa: C901 - a case for each kind of node
    spoken = say(node)
    match node:
        case Call():
            yield from _of_call(node, spoken)
        case Lit(value=date() as day) if day.year < _LAST_YEAR and type(day) is date:
            yield f"{day}: a day later", Lit.of(day + _ONE)
            yield f"{day}: a day earlier", Lit.of(day - _ONE)
        case Lit(value=int() as number) if type(number) is int:
            yield f"{number}: one more", Lit.of(number + 1)
        case In(_, values) if len(values) > 1:
            for value in values:
                yield (
                    f"{spoken}: without {value}",
                    replace(node, values=tuple(v for v in values if v != value)),
                )
        case Map(_, pairs):
            for place, (old, new) in enumerate(pairs):
                if type(new) is int:
                    more = (*pairs[:place], (old, new + 1), *pairs[place + 1 :])
                    yield f"{spoken}: {old} one more", replace(node, pairs=more)
        case Case(branches, _):
            for place in range(len(branches)):
                left = (*branches[:place], *branches[place + 1 :])
                yield (
                    f"{spoken}: without branch {place + 1}",
                    replace(node, branches=left) if left else node.other,
                )
        case Exists() | Total() | EachOne():
            yield from _of_set(node, spoken)
        case _:
            pass


def _of_call(node: Call, spoken: str) -> Iterator[tuple[str, Node]]:
    name, args = node.name, node.args
    if name in _OTHER and len(args) > 1:
        yield f"{spoken}: {_OTHER[name]}", replace(node, name=_OTHER[name])
    if name in _ONE_SIDED:
        yield f"{spoken}: sides changed", replace(node, args=args[::-1])
    if name in _OF_SEVERAL and len(args) > 1:
        for place in range(len(args)):
            left = (*args[:place], *args[place + 1 :])
            yield (
                f"{spoken}: without part {place + 1}",
                replace(node, args=left) if len(left) > 1 else next(iter(left)),
            )
    if name == "not":
        yield f"{spoken}: not dropped", next(iter(args))
    if name == "is_null":
        yield f"{spoken}: turned", Call("not", (node,))
    if name == "coalesce" and len(args) > 1:
        yield f"{spoken}: sides changed", replace(node, args=args[::-1])


def _of_set(node: Exists | Total | EachOne, spoken: str) -> Iterator[tuple[str, Node]]:
    if isinstance(node, Exists):
        yield f"{spoken}: turned", Call("not", (node,))
    if isinstance(node, Total) and node.name in {"min", "max"}:
        yield f"{spoken}: {'max' if node.name == 'min' else 'min'}", replace(node, name="max" if node.name == "min" else "min")  # fmt: skip
    for place in range(len(node.where)):
        yield f"{spoken}: without condition {place + 1}", replace(node, where=(*node.where[:place], *node.where[place + 1 :]))  # fmt: skip


def say(node: Node) -> str:  # noqa: C901, PLR0911 - a case for each kind of node
    """Return a node in few words.

    >>> from dlxh.rules.language.rows import subject
    >>> say((subject("memberships").ref("term").end.is_null()).node)
    'is_null(term.end)'
    """
    match node:
        case Col(row, name):
            return f"{say(row)}{name}"
        case Ref(row, column, _):
            return f"{say(row)}{column}."
        case Each(table, _, _):
            return f"{table}."
        case Previous():
            return "previous."
        case Lit(value):
            return "null" if value is None else str(value)
        case AsOf():
            return "as_of"
        case Call(name, args) if len(args) == 2 and name in _OTHER:  # noqa: PLR2004 - two sides
            return f"{say(args[0])} {name} {say(args[1])}"
        case Call(name, args):
            return f"{name}({', '.join(map(say, args))})"
        case In(arg) | Match(arg) | Replace(arg) | Map(arg):
            return f"{type(node).__name__.lower()}({say(arg)})"
        case Exists(each) | EachOne(each) | Total(_, each):
            return f"{type(node).__name__.lower()}({say(each)[:-1]})"
        case _:
            return ""
