"""Which tests reach a line, and how long each takes: every test of a room is run once, and the answer is kept.

Tests on other engines run the same lines as those on Polars, and are left out.
"""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

import pytest
from coverage import Coverage

from tests.mutation.mutants import PACKAGE, ROOT, Mutant
from tests.mutation.quiet import results_of

KEPT: Final = ROOT / ".mutation"
"""Where it is kept: a file for each room and file of tests, named after what both hold."""
EXAMPLES: Final = 3
"""How many examples a property tries while it is watched."""
OTHERS: Final = frozenset({"duckdb", "duckdb_own", "pandas", "pyarrow", "spark"})
"""Engines and frames whose tests run the lines that those on Polars run, at several times their time."""
TESTED: Final = {
    "casework": ("tests/casework", "tests/measures/families/test_casework.py"),
    "ledger": ("tests/ledger", "tests/measures/families/test_reporting.py"),
}
"""Where a room is tested, if not in the folder or the file of its name."""
WITH: Final = {"models/case_fold": "casework"}
"""What is tested with another room: both are watched at once."""


@dataclass(frozen=True)
class Reach:
    """What is known about the tests of a room.

    Attributes:
        seconds: How long each test takes, in the order in which they ran.
        lines: For each file below the package and each of its lines the tests that reach it.
    """

    seconds: dict[str, float]
    lines: dict[str, dict[int, list[str]]]

    def tests(self, mutant: Mutant) -> list[str]:
        """Return the tests that reach a mutant, the fastest first; of one function with many cases some come later."""
        of_file = self.lines.get(mutant.path, {})
        return self._ordered(
            test for line in range(mutant.line, mutant.last + 1) for test in of_file.get(line, ())
        )

    def users(self, mutant: Mutant) -> list[str]:
        """Return the tests that reach the module of a mutant: those of what is run when it is imported."""
        of_file = self.lines.get(mutant.path, {})
        return self._ordered(test for tests in of_file.values() for test in tests) or list(self.seconds)

    def _ordered(self, tests: Iterable[str]) -> list[str]:
        before: Counter[str] = Counter()
        places = {}
        for test in sorted(set(tests), key=lambda each: (self.seconds[each], each)):
            before[test.partition("[")[0]] += 1
            places[test] = self.seconds[test] * before[test.partition("[")[0]]
        return sorted(places, key=places.__getitem__)


def sources(room: str) -> list[Path]:
    """Return the modules of a room, which is a folder or a module below the package."""
    alone = PACKAGE / f"{room}.py"
    return [alone] if alone.is_file() else sorted((PACKAGE / room).glob("**/*.py"))


def watched(room: str) -> list[Path]:
    """Return the modules that the tests of a room are to reach: its own, and what is tested with it."""
    others = [other for other, home in WITH.items() if home == room]
    return [file for each in (room, *others) for file in sources(each)]


def test_files(room: str) -> list[str]:
    """Return the files that hold the tests of a room, and its modules for the examples in their docstrings."""
    room = WITH.get(room, room)
    home, _, module = room.rpartition("/")
    alone, whole = f"tests/{home}/test_{module}.py", f"tests/{room.partition('/')[0]}"
    places = [ROOT / place for place in TESTED.get(room, (alone if (ROOT / alone).is_file() else whole,))]
    tests = [
        each
        for place in places
        for each in ([place] if place.is_file() else sorted(place.rglob("test_*.py")))
    ]
    examples = [file for file in watched(room) if ">>> " in file.read_text(encoding="utf-8")]
    return [file.relative_to(ROOT).as_posix() for file in (*tests, *examples)]


def reach_of(room: str) -> Reach:
    """Return what the tests of a room reach; only files that have changed since are run."""
    room = WITH.get(room, room)
    kept = {file: _kept_in(room, file) for file in test_files(room)}
    missing = [file for file, place in kept.items() if not place.is_file()]
    if missing:
        for found in results_of(record, room, missing):
            _keep(kept[found["file"]], found)
    seconds: dict[str, float] = {}
    lines: dict[str, dict[int, list[str]]] = {}
    for place in kept.values():
        found = json.loads(place.read_text(encoding="utf-8"))
        seconds |= found["seconds"]
        for test in found["failed"]:
            print(f"left out, for it fails as it is: {test}", flush=True)
        for path, of_file in found["lines"].items():
            for line, tests in of_file.items():
                lines.setdefault(path, {}).setdefault(int(line), []).extend(tests)
    return Reach(seconds, lines)


def _kept_in(room: str, file: str) -> Path:
    beside = [each for each in (ROOT / file).parent.glob("*.py") if not each.name.startswith("test_")]
    whole = hashlib.sha256()
    for each in (ROOT / file, *sorted(beside), *watched(room)):
        whole.update(each.read_bytes())
    return KEPT / room.replace("/", "-") / f"{file.replace('/', '.')}-{whole.hexdigest()[:16]}.json"


class Recorder:
    """Watches the modules of a room while each test runs."""

    def __init__(self, room: str) -> None:
        self.coverage = Coverage(
            data_file=None, config_file=False, include=[str(file) for file in watched(room)]
        )
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what fails although nothing is broken."""
        if report.failed:
            self.failed.add(report.nodeid)

    def pytest_collection(self) -> None:
        """A property reaches with a few examples what it reaches with many, or hardly ever."""
        from hypothesis import settings  # pytest wants to import it first

        from tests import lengths

        lengths.SHARE, lengths.FEWEST = 1000, EXAMPLES
        settings.register_profile(
            "reach", settings.default, max_examples=EXAMPLES, derandomize=True, database=None
        )
        settings.load_profile("reach")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out other engines, and what says of everything at once what other tests say of each."""
        items[:] = [item for item in items if is_on_polars(item) and not is_at_large(item)]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self) -> Iterator[None]:
        """Begin to watch when all is imported."""
        self.coverage.start()
        try:
            return (yield)
        finally:
            self.coverage.stop()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Name what is reached after the test that runs."""
        self.coverage.switch_context(item.nodeid)
        began = time.process_time()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = round(time.process_time() - began, 3)

    def lines(self) -> dict[str, dict[int, list[str]]]:
        """Return for each module and line the tests that reach it."""
        data = self.coverage.get_data()
        return {
            Path(file).relative_to(PACKAGE).as_posix(): {
                line: [test for test in tests if test]
                for line, tests in data.contexts_by_lineno(file).items()
            }
            for file in data.measured_files()
        }


def record(room: str, files: list[str], wire: Connection) -> None:
    """Run the tests of files and send what those of each reach; one that fails as it is shows nothing, and is named."""
    recorder = Recorder(room)
    code = pytest.main(["-q", "-p", "no:cacheprovider", *files], plugins=[recorder])
    if code not in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED}:
        raise SystemExit(f"the tests do not run before anything is broken: {code!r}")
    lines = recorder.lines()
    for file in files:
        own = {test: took for test, took in recorder.seconds.items() if test.split("::")[0] == file}
        seconds = {test: took for test, took in own.items() if test not in recorder.failed}
        of_file = {
            path: {line: [test for test in tests if test in seconds] for line, tests in each.items()}
            for path, each in lines.items()
        }
        failed = sorted(own.keys() - seconds)
        wire.send({"file": file, "failed": failed, "seconds": seconds, "lines": of_file})


def _keep(place: Path, found: dict[str, object]) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    for older in place.parent.glob(f"{place.stem.rpartition('-')[0]}-*.json"):
        older.unlink()
    place.write_text(json.dumps(found), encoding="utf-8")


def is_on_polars(item: pytest.Item) -> bool:
    """Return whether a test runs on Polars, or on no engine at all."""
    callspec: Any = getattr(item, "callspec", None)
    given: dict[str, object] = {} if callspec is None else callspec.params
    return not OTHERS.intersection(value for value in given.values() if isinstance(value, str))


def is_at_large(item: pytest.Item) -> bool:
    """Return whether a test or its module is marked `no_cover`: the gate does not count the lines that it reaches either."""
    own = getattr(getattr(item, "obj", None), "pytestmark", ())
    above = item.parent is not None and item.parent.get_closest_marker("no_cover") is not None
    return above or any(mark.name == "no_cover" for mark in own)
