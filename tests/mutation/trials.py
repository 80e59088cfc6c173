"""Each mutant in a process of its own: forked where everything is imported and collected, and no query has run yet.

Polars hangs in a fork once its threads have worked, so the process that forks runs no test itself. A changed function gets
its new code in place. What changes when a module is imported (a default, a declaration) is tried in a second process that
has imported everything but the library.
"""

import gc
import importlib.util
import os
import signal
import sys
import time
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.machinery import ModuleSpec, SourceFileLoader
from itertools import accumulate
from multiprocessing.connection import Connection
from pathlib import Path
from types import CodeType, FunctionType
from typing import Final

import pytest

from tests.mutation.mutants import PACKAGE, Mutant, whole_code
from tests.mutation.reach import is_on_polars

PATIENCE: Final = 5.0
"""Seconds of work that a test may take in any case, and `TIMES` as long as it took before."""
TIMES: Final = 10.0
WAITING: Final = 12.0
"""How many times as long by the clock: others may use the machine, but what waits for ever must end."""
EXAMPLES: Final = 10
"""How many examples a property tries on a mutant."""
SURVIVED, KILLED, AT_IMPORT = 0, 1, 2


@dataclass(frozen=True)
class Trial:
    """A mutant, and the tests that are to kill it.

    Attributes:
        tests: Each test that reaches it, with the seconds that it took before anything was broken.
        users: The same for its module, where it changes what is run at import.
        most: After this number of seconds of tests that pass, it survives.
    """

    mutant: Mutant
    tests: tuple[tuple[str, float], ...]
    users: tuple[tuple[str, float], ...]
    most: float


@dataclass(frozen=True)
class Outcome:
    """What came of a trial.

    Attributes:
        state: `SURVIVED`, `KILLED`, or `AT_IMPORT`: it has to be tried where nothing is imported yet.
        by: The test that failed, or how the process ended; of a survivor how many tests were run.
        seconds: How much work it took.
    """

    state: int
    by: str
    seconds: float


class Forks:
    """Runs, instead of all tests, each trial in a fork."""

    def __init__(self, trials: Sequence[Trial], wire: Connection) -> None:
        self.trials, self.wire = trials, wire

    def pytest_collection(self) -> None:
        """A property that fails need not look for its smallest example, and always tries the same few ones."""
        from hypothesis import Phase, settings  # pytest wants to import it first

        from tests import lengths

        lengths.SHARE, lengths.FEWEST = 1000, EXAMPLES
        phases = (Phase.explicit, Phase.generate)
        settings.register_profile(
            "mutation",
            settings.default,
            phases=phases,
            max_examples=EXAMPLES,
            derandomize=True,
            database=None,
        )
        settings.load_profile("mutation")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Refuse a file of tests that runs a query when it is imported: in a fork of this process Polars would hang."""
        if has_queried():
            raise pytest.UsageError(f"{report.nodeid} runs a query when it is imported; let its tests do so")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try each mutant; `True` keeps pytest from running the tests itself."""
        gc.unfreeze()  # conftest.py froze them, and functions are looked for among what is collected
        items = {item.nodeid: item for item in session.items if is_on_polars(item)}
        swaps = Swaps({trial.mutant.path for trial in self.trials})
        gc.collect()
        gc.freeze()  # what a fork collects, it copies
        for place, trial in enumerate(self.trials):
            pairs = swaps.pairs(trial.mutant)
            outcome = Outcome(AT_IMPORT, "", 0.0)
            if pairs is not None:
                chosen = [(items[test], took) for test, took in trial.tests if test in items]
                work = partial(_run, pairs=pairs, chosen=chosen, most=trial.most)
                outcome = _in_fork(work)
            self.wire.send((place, outcome))
        return True


def has_queried() -> bool:
    """Return whether threads of Polars have begun to work in this process; False where that cannot be seen."""
    tasks = Path("/proc/self/task")
    names = (
        {(task / "comm").read_text(encoding="utf-8").strip() for task in tasks.iterdir()}
        if tasks.is_dir()
        else set()
    )
    return "polars-0" in names


class Swaps:
    """Finds the functions whose code a mutant changes."""

    def __init__(self, paths: set[str]) -> None:
        self.whole = {path: whole_code(PACKAGE / path) for path in paths}
        names = {str(PACKAGE / path) for path in paths}
        self.functions: dict[CodeType, list[FunctionType]] = defaultdict(list)
        for each in gc.get_objects():
            if isinstance(each, FunctionType) and each.__code__.co_filename in names:
                self.functions[each.__code__].append(each)

    def pairs(self, mutant: Mutant) -> list[tuple[FunctionType, CodeType]] | None:
        """Return each function with its broken code; None: something changes that was run at import."""
        changed = list(_changed(self.whole[mutant.path], mutant.code()))
        found = [(self.functions.get(old), old, new) for old, new in changed]
        if any(functions is None or old.co_freevars != new.co_freevars for functions, old, new in found):
            return None
        return [(function, new) for functions, _, new in found for function in functions or ()]


def _changed(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """Yield the outermost functions in which two versions of a module differ; where they differ outside of all, both."""
    within = [[each for each in code.co_consts if isinstance(each, CodeType)] for code in (old, new)]
    names = [[each.co_qualname for each in codes] for codes in within]
    if names[0] != names[1] or _outside(old) != _outside(new):
        yield old, new
        return
    for before, after in zip(*within, strict=True):
        if before != after:
            is_body = not before.co_flags & 0x02  # a class, whose body has run
            yield from _changed(before, after) if is_body else [(before, after)]


def _outside(code: CodeType) -> tuple[object, ...]:
    plain = tuple((type(each), each) for each in code.co_consts if not isinstance(each, CodeType))
    return code.co_code, code.co_names, repr(plain), code.co_varnames, code.co_freevars


def _in_fork(work: Callable[[int], int]) -> Outcome:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = KILLED
        try:
            code = work(writing)
        except BaseException as error:  # noqa: BLE001 - whatever a broken line raises
            os.write(writing, type(error).__name__.encode())
        finally:
            os._exit(code)
    os.close(writing)
    _, status, used = os.wait4(child, 0)
    with os.fdopen(reading, "rb") as wire:
        os.set_blocking(wire.fileno(), False)  # what a test started may still hold the other end
        by = (wire.read() or b"").decode(errors="replace")
    code = os.waitstatus_to_exitcode(status)
    state = code if code in {SURVIVED, AT_IMPORT} else KILLED
    return Outcome(state, signal.Signals(-code).name if code < 0 else by, used.ru_utime + used.ru_stime)


def _run(
    wire: int,
    pairs: list[tuple[FunctionType, CodeType]],
    chosen: list[tuple[pytest.Item, float]],
    most: float,
) -> int:
    """Break the functions and run tests until one fails; a test that takes too long ends the process."""
    for function, code in pairs:
        function.__code__ = code
    items = [item for item, _ in chosen]
    began, done = time.process_time(), 0
    for (item, took), following in zip(chosen, [*items[1:], None], strict=True):
        _bound(PATIENCE + TIMES * took)
        failed = Failed()
        item.config.pluginmanager.register(failed)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        item.config.pluginmanager.unregister(failed)
        if failed.any:
            os.write(wire, item.nodeid.encode())
            return KILLED
        done += 1
        if time.process_time() - began > most:
            break
    os.write(wire, f"{done} of {len(chosen)} tests".encode())
    return SURVIVED


def _bound(seconds: float) -> None:
    """End this process after so much more work, or where it waits for ever."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, WAITING * seconds)


class Failed:
    """Notes whether a test failed."""

    def __init__(self) -> None:
        self.any = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note it."""
        self.any = self.any or report.failed


def try_collected(files: Sequence[str], trials: Sequence[Trial], wire: Connection) -> None:
    """Collect the tests of files once, and try mutants of functions in forks."""
    code = pytest.main(["-q", "-p", "no:cacheprovider", *files], plugins=[Forks(trials, wire)])
    if code != pytest.ExitCode.OK:
        raise SystemExit(f"pytest ended with {code!r}")


def try_at_import(trials: Sequence[Trial], wire: Connection) -> None:
    """Try mutants of what runs at import: the library is imported in the fork."""
    if held := sorted(name for name in sys.modules if name.startswith("tests.") and _is_held(name)):
        raise SystemExit(f"imported before the library is broken, so they would hold the whole one: {held}")
    loaded = [name for name in sys.modules if name.partition(".")[0] == "dlxh"]
    for name in loaded:  # the check of its place imported only the door
        del sys.modules[name]
    for name in ("duckdb", "narwhals", "pandas", "polars", "pyarrow", "pydantic", "sybil"):
        importlib.import_module(name)
    for place, trial in enumerate(trials):
        wire.send((place, _in_fork(partial(_run_fresh, trial=trial))))


def _is_held(name: str) -> bool:
    """Return whether a module of the tests holds something of the library."""
    return any(
        str(getattr(each, "__module__", "") or getattr(each, "__name__", "")).partition(".")[0] == "dlxh"
        for each in vars(sys.modules[name]).values()
    )


def _run_fresh(wire: int, trial: Trial) -> int:
    sys.meta_path.insert(0, Broken(trial.mutant))
    known = trial.tests or trial.users
    spent = list(accumulate(took for _, took in known))
    number = max(bisect_right(spent, trial.most), 1)
    _bound(4 * PATIENCE + TIMES * sum(spent[:number][-1:]))
    first = First(wire)
    tests = [test for test, _ in known[:number]]
    if pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests], plugins=[first]) != pytest.ExitCode.OK:
        return KILLED
    os.write(wire, f"{number} of {len(spent)} tests".encode())
    return SURVIVED


class First:
    """Hands on the name of the first test that fails."""

    def __init__(self, wire: int) -> None:
        self.wire = wire

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Hand it on."""
        if report.failed:
            os.write(self.wire, report.nodeid.encode())


class Broken:
    """Finds one module of the library, and loads its broken code."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        parts = ("dlxh", *mutant.path.removesuffix(".py").split("/"))
        self.name = ".".join(parts).removesuffix(".__init__")

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Find it."""
        del path, target
        if name != self.name:
            return None
        loader = _BrokenLoader(name, str(self.mutant.file))
        loader.code = self.mutant.code()
        return importlib.util.spec_from_file_location(name, self.mutant.file, loader=loader)


class _BrokenLoader(SourceFileLoader):
    code: CodeType

    def get_code(self, fullname: str) -> CodeType:
        del fullname
        return self.code
