"""Parts of rules as short text, so that a test that fails says which part it was."""

from dlxh.rules.language.nodes import (
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
    Subject,
    Total,
)
from dlxh.rules.language.parts import Part


def told(part: Part) -> str:
    """Return a part as text."""
    population = "" if part.population is None else f"given {_told(part.population)}: "
    evidence = "" if part.evidence is None else f", evidence {_told(part.evidence)}"
    return f"{part.table}: {population}{_told(part.fault)}{evidence}"


def _told(node: Node) -> str:  # noqa: C901, PLR0911, PLR0912 - a case for each kind of node
    match node:
        case Subject():
            return "m"
        case Ref(row, column):
            return f"{_told(row)}.ref({column})"
        case Each(table, on, number):
            return f"{table}{number}[{', '.join(f'{name}={_told(value)}' for name, value in on)}]"
        case Previous(_, by, order, among):
            return f"before(by={_all(by)}, order={order}, among={'' if among is None else _told(among)})"
        case Col(Each(table, _, number), name):
            return f"{table}{number}.{name}"
        case Col(Previous(), name):
            return f"before.{name}"
        case Col(row, name):
            return f"{_told(row)}.{name}"
        case Lit(value):
            return repr(value)
        case AsOf():
            return "AS_OF"
        case Call(name, args):
            return f"{name}({_all(args)})"
        case In(arg, values):
            return f"in({_told(arg)}, {values})"
        case Match(arg, pattern):
            return f"match({_told(arg)}, {pattern})"
        case Replace(arg, pattern, instead):
            return f"replace({_told(arg)}, {pattern}, {instead!r})"
        case Map(arg, pairs, other):
            return f"map({_told(arg)}, {dict(pairs)}, {_told(other)})"
        case Case(branches, other):
            return f"when({', '.join(f'{_told(one)}: {_told(value)}' for one, value in branches)}, else {_told(other)})"
        case Exists(each, where):
            return f"exists({_told(each)} where {_all(where)})"
        case Total(name, each, where, of):
            return f"{name}({_told(each)} where {_all(where)} of {'' if of is None else _told(of)})"
        case EachOne(each, where, evidence):
            return f"each_one({_told(each)} where {_all(where)} evidence {_told(evidence)})"
        case _:
            return repr(node)


def _all(nodes: "tuple[Node, ...]") -> str:
    return ", ".join(map(_told, nodes))
