"""Broken lines: each small change of the source that should make a test fail.

What is wording is left alone (docstrings, annotations, what an error says, texts with blanks), and so is what runs
for type checkers or people who debug.
"""

import ast
import copy
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import CodeType
from typing import Final

from tests.mutation.expressions import inside

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGE: Final = ROOT / "src" / "dlxh"
AROUND: Final = 30
"""How many letters of a statement are shown on either side of what was changed in it."""

_SILENT: Final = frozenset({"__repr__", "__rich_repr__", "_repr_html_"})
_PLAIN: Final = ast.Name | ast.Attribute | ast.Call | ast.NamedExpr
"""Conditions that hold no comparison to flip: they are turned round."""


@dataclass(frozen=True)
class Mutant:
    """A module with one broken line.

    Attributes:
        path: The file, below the package.
        scope: The function or class, with dots; empty: the module itself.
        line: First line of what was changed, and `last` its last.
        change: The statement before and after, cut to what differs.
        number: Which of several changes that read the same.
        place: Which of all changes of the module.
    """

    path: str
    scope: str
    line: int
    last: int
    change: str
    number: int
    place: int

    @property
    def key(self) -> str:
        """What names it even after lines were added above."""
        again = f" ({self.number + 1})" if self.number else ""
        return f"{self.path} {self.scope or 'module'}: {self.change}{again}"

    @property
    def file(self) -> Path:
        """Where its module lies."""
        return PACKAGE / self.path

    def code(self) -> CodeType:
        """Return the module with the broken line, compiled."""
        tree = _parsed(self.file)
        edit = next(islice(_edits(tree), self.place, None))
        broken = _with(tree, edit.node, edit.new)
        return compile(broken, str(self.file), "exec", dont_inherit=True)


@dataclass(frozen=True)
class _Edit:
    """A change of one node: what takes its place, and the statement and scope around it."""

    node: ast.AST
    new: ast.AST
    statement: ast.stmt
    scope: str


def whole_code(file: Path) -> CodeType:
    """Return a module as it is, compiled in the way of its mutants."""
    return compile(_parsed(file), str(file), "exec", dont_inherit=True)


def mutants_of(file: Path) -> list[Mutant]:
    """Return the mutants of a module, in the order of its lines."""
    path = file.relative_to(PACKAGE).as_posix()
    seen: dict[tuple[str, str], int] = {}
    found = []
    for place, edit in enumerate(_edits(_parsed(file))):
        change = _change(edit)
        number = seen[edit.scope, change] = seen.get((edit.scope, change), -1) + 1
        found.append(Mutant(path, edit.scope, *_lines(edit), change, number, place))
    return found


def sample(mutants: Iterable[Mutant], number: int | None, seed: int) -> list[Mutant]:
    """Return a number of mutants; a line that is added elsewhere changes little of the choice."""

    def place(mutant: Mutant) -> str:
        return hashlib.sha256(f"{seed} {mutant.key}".encode()).hexdigest()

    return sorted(mutants, key=place)[:number]


def _parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _edits(tree: ast.Module) -> Iterator[_Edit]:
    yield from _of_body(tree.body, "")


def _of_body(body: list[ast.stmt], scope: str) -> Iterator[_Edit]:
    for statement in body:
        yield from _of_statement(statement, scope)


def _of_statement(statement: ast.stmt, scope: str) -> Iterator[_Edit]:
    if _is_wording(statement):
        return
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        inner = f"{scope}.{statement.name}".lstrip(".")
        if statement.name not in _SILENT:
            yield from _of_defaults(statement, scope)
            yield from _of_body(statement.body, inner)
        return
    yield from (_Edit(statement, new, statement, scope) for new in _whole(statement))
    if isinstance(statement, ast.Raise):
        return
    if isinstance(statement, ast.If | ast.While) and isinstance(statement.test, _PLAIN):
        yield _Edit(statement.test, ast.UnaryOp(ast.Not(), statement.test), statement, scope)
    for each in _expressions(statement):
        for old, new in inside(each):
            yield _Edit(old, new, statement, scope)
    for inner_body in _bodies(statement):
        yield from _of_body(inner_body, scope)


def _is_wording(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return True
    if isinstance(statement, ast.Import | ast.ImportFrom | ast.Pass | ast.Global | ast.Nonlocal):
        return True
    if isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.unparse(statement.test):
        return True
    made = getattr(statement, "value", None)
    of_type = isinstance(made, ast.Subscript) or (
        isinstance(made, ast.Call) and ast.unparse(made.func) in {"TypeVar", "NewType", "ParamSpec"}
    )
    return isinstance(statement, ast.Assign | ast.AnnAssign) and of_type and _is_type(made)


def _is_type(made: ast.AST | None) -> bool:
    return made is not None and ast.unparse(made).startswith(
        ("Literal[", "Callable[", "TypeVar", "NewType", "ParamSpec")
    )


def _of_defaults(statement: ast.stmt, scope: str) -> Iterator[_Edit]:
    if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        return
    given = statement.args
    for default in (*given.defaults, *given.kw_defaults):
        if default is not None:
            for old, new in inside(default):
                yield _Edit(old, new, statement, scope)


def _bodies(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        yield getattr(statement, name, [])
    for name in ("handlers", "cases"):
        yield from (each.body for each in getattr(statement, name, ()))


def _whole(statement: ast.stmt) -> Iterator[ast.stmt]:
    """Yield what may take the place of a whole statement."""
    if isinstance(statement, ast.Return) and not _is_none(statement.value):
        yield ast.Return(ast.Constant(None))
    deleted = isinstance(statement, ast.Raise | ast.Continue | ast.Break | ast.AugAssign) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
    )
    if isinstance(statement, ast.Assign):
        deleted = all(isinstance(target, ast.Attribute | ast.Subscript) for target in statement.targets)
    if deleted:
        yield ast.Pass()


def _is_none(value: ast.expr | None) -> bool:
    return value is None or (isinstance(value, ast.Constant) and value.value is None)


def _expressions(statement: ast.stmt) -> Iterator[ast.expr]:
    """Yield what a statement computes itself, not what is in its blocks, its annotation or its targets."""
    for name, value in ast.iter_fields(statement):
        if name in {"annotation", "target", "targets"}:
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, ast.expr):
                yield each
            elif isinstance(each, ast.withitem):
                yield each.context_expr
            elif isinstance(each, ast.match_case) and each.guard is not None:
                yield each.guard


class _Swap(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else self.generic_visit(node)


def _with(tree: ast.Module, old: ast.AST, new: ast.AST) -> ast.Module:
    """Put one node of a module into the place of another; the tree is no longer what it was."""
    if isinstance(old, ast.expr | ast.stmt):
        ast.copy_location(new, old)
    broken = _Swap(old, new).visit(tree)
    assert isinstance(broken, ast.Module)
    return ast.fix_missing_locations(broken)


def _lines(edit: _Edit) -> tuple[int, int]:
    """Return the first and the last line of what is changed."""
    node = edit.node.iter if isinstance(edit.node, ast.comprehension) else edit.node
    assert isinstance(node, ast.expr | ast.stmt)
    last = node.end_lineno or node.lineno
    return node.lineno, node.lineno if getattr(node, "body", None) and node is edit.statement else last


def _change(edit: _Edit) -> str:
    """Return a statement before and after, cut to what differs and a little on either side."""
    old, new = _written(edit, None), _written(edit, edit.new)
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    first = max(start - AROUND, 0)
    cut = (text[first : len(text) - max(end - AROUND, 0)] for text in (old, new))
    return " -> ".join("`" + " ".join(text.split()) + "`" for text in cut)


def _written(edit: _Edit, new: ast.AST | None) -> str:
    """Return a statement without its blocks, before or after the change."""
    head = copy.copy(edit.statement)
    for name in ("body", "orelse", "finalbody", "handlers", "decorator_list"):
        if isinstance(getattr(head, name, None), list):
            setattr(head, name, [ast.Pass()] if name == "body" else [])
    memo: dict[int, object] = {} if new is None else {id(edit.node): copy.deepcopy(new)}
    if new is not None and edit.node is edit.statement:
        return ast.unparse(new)
    text = ast.unparse(ast.fix_missing_locations(copy.deepcopy(head, memo)))
    return text.removesuffix("\n    pass")
