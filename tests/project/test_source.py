"""The source: sizes, names, and what it may never read."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "src" / "dlxh").rglob("*.py"))

IMPLICIT = re.compile(
    r"\b(?:date|datetime|Timestamp)\.(?:today|now|utcnow)\b|\btime\.(?:time|localtime)\b|\bsetlocale\b|\bgetlocale\b"
)


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function without its docstring: an example in it must not cost code."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


DOOR = ROOT / "src" / "dlxh" / "__init__.py"


def test_there_is_source_to_judge() -> None:
    """The guards of this file look at modules that exist."""
    assert len(MODULES) > 10


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
class TestEveryModule:
    """What holds for each module of the package."""

    def test_is_short(self, path: Path) -> None:
        """A module stops at 300 lines; the door is a list of names, one per line for the reader and for type checkers."""
        if path == DOOR:
            return
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300

    def test_has_short_functions(self, path: Path) -> None:
        """A function stops at 40 lines."""
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert {found.name: length(found) for found in functions(tree) if length(found) > 40} == {}

    def test_says_what_it_is_for(self, path: Path) -> None:
        """A module's name is a plain noun, and its first line says what it is for."""
        assert path.stem not in {"utils", "util", "helpers", "core", "common", "base", "misc"}
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))

    def test_reads_no_clock_and_no_locale(self, path: Path) -> None:
        """Nothing implicit: no today, no locale, no time zone, no global switch."""
        assert IMPLICIT.findall(path.read_text(encoding="utf-8")) == []


def test_every_folder_with_modules_is_a_package() -> None:
    """Each folder of modules has an `__init__.py`, without which some tools do not see it."""
    folders = {path.parent for path in MODULES}
    assert sorted(str(folder) for folder in folders if not (folder / "__init__.py").is_file()) == []


@pytest.mark.parametrize("text", ["date.today()", "datetime.now(UTC)", "time.time()", "locale.setlocale(0)"])
def test_the_clock_guard_sees_what_it_forbids(text: str) -> None:
    """The pattern for clock and locale finds them, so its silence means something."""
    assert IMPLICIT.search(text)
