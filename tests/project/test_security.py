"""What SECURITY.md says of the library itself, held against its sources."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src" / "dlxh").rglob("*.py"))
APART = {
    "asyncio",
    "ctypes",
    "ftplib",
    "http.client",
    "http.server",
    "logging",
    "marshal",
    "multiprocessing",
    "pickle",
}
APART |= {"shelve", "smtplib", "socket", "ssl", "subprocess", "urllib.request", "webbrowser", "xmlrpc"}
"""Modules of Python that open connections, start processes, keep logs, or run what they read."""
ENVIRONMENT = {"environ", "environb", "getenv", "putenv", "popen", "system"}
EVALUATING = {"__import__", "compile", "eval", "exec"}


def faults_of(source: str) -> Iterator[str]:
    """Yield what a module takes up that the library does without."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name in APART)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            home, names = node.module or "", {each.name for each in node.names}
            yield from {home, *(f"{home}.{name}" for name in names)} & APART
            yield from names & ENVIRONMENT if home == "os" else ()
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
            yield from {node.attr} & ENVIRONMENT
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield from {node.func.id} & EVALUATING


def test_the_library_opens_no_connection_starts_no_process_and_evaluates_nothing() -> None:
    """No module of it takes up what would: connections, processes, logs, the environment, text as code."""
    found = {
        path.relative_to(ROOT).as_posix(): faults
        for path in SOURCES
        if (faults := list(faults_of(path.read_text(encoding="utf-8"))))
    }

    assert len(SOURCES) > 100
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "import urllib.request",
        "from urllib import request",
        "from os import environ",
        "import os\nos.getenv('TZ')",
        "eval('1')",
    ],
)
def test_the_guard_sees_what_it_forbids(source: str) -> None:
    """The search finds each kind, so that its silence means something."""
    assert list(faults_of(source))


def test_both_halves_of_the_security_page_say_the_same() -> None:
    """As many headings and points in Vietnamese as in English, and no address that nobody reads."""
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    english, vietnamese = text.split("\n# ")

    for mark in ("\n## ", "\n- "):
        assert english.count(mark) == vietnamese.count(mark) > 0
    assert "@" not in text
