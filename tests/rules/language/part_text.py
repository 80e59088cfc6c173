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


def part_text(part: Part) -> str:
    """Return a part as text."""
    population = "" if part.population is None else f"given {_node_text(part.population)}: "
    evidence = "" if part.evidence is None else f", evidence {_node_text(part.evidence)}"
    return f"{part.table}: {population}{_node_text(part.fault)}{evidence}"


def _node_text(node: Node) -> str:  # noqa: C901, PLR0911, PLR0912 - a case for each kind of node
    match node:
        case Subject():
            return "m"
        case Ref(row, column):
            return f"{_node_text(row)}.ref({column})"
        case Each(table, on, number):
            return f"{table}{number}[{', '.join(f'{name}={_node_text(value)}' for name, value in on)}]"
        case Previous(_, by, order, among):
            return f"before(by={_all(by)}, order={order}, among={'' if among is None else _node_text(among)})"
        case Col(Each(table, _, number), name):
            return f"{table}{number}.{name}"
        case Col(Previous(), name):
            return f"before.{name}"
        case Col(row, name):
            return f"{_node_text(row)}.{name}"
        case Lit(value):
            return repr(value)
        case AsOf():
            return "AS_OF"
        case Call(name, args):
            return f"{name}({_all(args)})"
        case In(arg, values):
            return f"in({_node_text(arg)}, {values})"
        case Match(arg, pattern):
            return f"match({_node_text(arg)}, {pattern})"
        case Replace(arg, pattern, instead):
            return f"replace({_node_text(arg)}, {pattern}, {instead!r})"
        case Map(arg, pairs, other):
            return f"map({_node_text(arg)}, {dict(pairs)}, {_node_text(other)})"
        case Case(branches, other):
            return f"when({', '.join(f'{_node_text(one)}: {_node_text(value)}' for one, value in branches)}, else {_node_text(other)})"
        case Exists(each, where):
            return f"exists({_node_text(each)} where {_all(where)})"
        case Total(name, each, where, of):
            return f"{name}({_node_text(each)} where {_all(where)} of {'' if of is None else _node_text(of)})"
        case EachOne(each, where, evidence):
            return f"each_one({_node_text(each)} where {_all(where)} evidence {_node_text(evidence)})"
        case _:
            return repr(node)


def _all(nodes: "tuple[Node, ...]") -> str:
    return ", ".join(map(_node_text, nodes))
