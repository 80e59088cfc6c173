"""What rules, measures, ledger, casework and pay ask of a code is in its list as a trait: they list no codes."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import dlxh
from dlxh.data.code_lists import code_list, code_list_names
from tests.models.every_model import ENUMS

HOME = Path(dlxh.__file__).parent
ROOMS = ("rules", "measures", "ledger", "casework", "payroll")
WITH_TRAITS = {name: set(code_list(name).keys()) for name in code_list_names() if code_list(name).traits}
NAMES = {enum.__name__: {member.name: member.value for member in enum} for enum in ENUMS}
OTHERS: dict[str, set[tuple[str, ...]]] = {
    # ways in which a case leaves work, which are phases
    "measures/sources/cases.py": {("rejected", "transferred", "merged", "routed_out")},
    # columns that are called after what they count
    "payroll/conditions.py": {("late", "missing")},
    # parts of moves, each of which keeps V102 by itself
    "casework/case_tables.py": {("replied", "concluded")},
}
"""Tuples of texts that are not a choice of codes."""


def _code(node: ast.expr) -> str | None:
    """Return the code that an expression is: a text, a member of an enumeration, or its value."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Attribute) and node.attr == "value":
        return _code(node.value)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return NAMES.get(node.value.id, {}).get(node.attr)
    return None


def listed(text: str) -> Iterator[tuple[str, ...]]:
    """Yield each collection of a module that holds several codes of one list with traits, and nothing else."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            codes = [_code(each) for each in node.elts]
            if len(codes) > 1 and any(set(codes) <= keys for keys in WITH_TRAITS.values()):
                yield tuple(map(str, codes))


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_lists_codes(room: str) -> None:
    """A new code of a list is one entry with its traits: nothing else has to learn of it."""
    found = {
        path.relative_to(HOME).as_posix(): {*listed(path.read_text(encoding="utf-8"))}
        for path in sorted((HOME / room).rglob("*.py"))
    }

    assert {name: met for name, met in found.items() if met} == {
        name: met for name, met in OTHERS.items() if name.startswith(f"{room}/")
    }


@pytest.mark.parametrize(
    "text",
    [
        "x.is_in((ReportKind.PERIODIC, ReportKind.YEARLY))",
        "KINDS = [ReportKind.PERIODIC.value, ReportKind.YEARLY.value]",
        'KINDS = {"periodic", "yearly"}',
    ],
)
def test_the_scan_sees_what_it_forbids(text: str) -> None:
    """Its silence means something."""
    assert [*listed(text)] in ([("periodic", "yearly")], [("yearly", "periodic")])
    assert [*listed('("periodic", "quarterly")')] == []
