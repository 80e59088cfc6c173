"""Mutated inputs, one after the other: `python3 dev.py fuzz --seed N --minutes M`, or `--inputs N`.

The same seed gives the same inputs on every machine. An input that failed is made as small as can be, printed, and kept
with the tests, which try it from then on.
"""

import argparse
import os
import re
import signal
import sys
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from random import Random
from types import FrameType

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.fuzz.inputs import Input  # noqa: E402 - the path comes first
from tests.fuzz.mutations import mutate  # noqa: E402
from tests.fuzz.readers import read_input  # noqa: E402
from tests.fuzz.shrinking import smallest  # noqa: E402

SECONDS = 5.0
"""How long one input may take."""
GIB = 1.0
"""How much memory a process that reads them one after the other may take."""


class TooSlowError(Exception):
    """An input that took longer than it may."""


@dataclass(frozen=True)
class Trial:
    """What came of one input.

    Attributes:
        outcome: In a word.
        seconds: How long it took.
        fault: What went wrong, and where in the library; None: nothing did.
        trace: How it came about.
    """

    outcome: str
    seconds: float
    fault: str | None = None
    trace: str = ""


@dataclass
class Tally:
    """What came of many inputs."""

    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, Input, Trial]] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    gib: float = 0.0

    def note(self, name: str, given: Input) -> None:
        """Try an input and note what came of it."""
        trial = try_input(given)
        if trial.fault is not None:
            self.failures.append((name, given, trial))
        self.outcomes[f"{given.kind}: {trial.outcome}"] += 1
        self.slowest = max(self.slowest, (trial.seconds, f"{name} ({given.kind})"))
        self.gib = peak_memory()

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.outcomes + other.outcomes,
            self.failures + other.failures,
            max(self.slowest, other.slowest),
            max(self.gib, other.gib),
        )


def input_of(seed: int, number: int) -> Input:
    """Return one input of a seed."""
    return mutate(Random(f"{seed}-{number}"))


def try_input(given: Input) -> Trial:
    """Read an input, and return what came of it."""
    began = time.process_time()
    try:
        with _bounded_time(SECONDS):
            outcome = read_input(given)
    except BaseException as error:  # a panic of Polars is not an Exception
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        ours = [f for f in traceback.extract_tb(error.__traceback__) if "src" in Path(f.filename).parts]
        place = f"in {ours[-1].name}" if ours else re.sub("[0-9]+", "…", str(error))[:80]
        fault = f"{type(error).__name__} {place}"
        trace = "".join(traceback.format_exception(error)[-6:])
        return Trial("UNEXPECTED", time.process_time() - began, fault, trace)
    return Trial(outcome, time.process_time() - began)


def try_share(seed: int, first: int, step: int, inputs: int, until: float) -> Tally:
    """Try every so-manieth input, up to a number of inputs or a time."""
    warnings.simplefilter("error")
    tally = Tally()
    for number in range(first, inputs, step):
        if time.monotonic() > until:
            break
        tally.note(f"{seed}-{number}", input_of(seed, number))
    return tally


def peak_memory() -> float:
    """Return the most memory that this process has held, in GiB; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0.0
    import resource

    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (2**30 if sys.platform == "darwin" else 2**20)


@contextmanager
def _bounded_time(seconds: float) -> Iterator[None]:
    """Raise where something takes longer of the processor; on Windows nothing can interrupt it."""

    def stop(_: int, __: FrameType | None) -> None:
        raise TooSlowError(f"more than {seconds} s")

    if sys.platform == "win32":
        yield
        return
    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def report(tally: Tally) -> int:
    """Print the outcomes, and each failure with its smallest input; return how many things are wrong."""
    for word, count in sorted(tally.outcomes.items()):
        print(f"{count:>8,}  {word}")
    faults: set[str | None] = set()
    for name, given, trial in tally.failures:
        if trial.fault in faults:
            continue
        faults.add(trial.fault)
        small = smallest(given, lambda other, fault=trial.fault: try_input(other).fault == fault)  # type: ignore[misc]
        place = small.keep().relative_to(ROOT)
        print(f"\n{trial.fault}\n{name}:{trial.trace}\nthe smallest input, kept in {place}:\n{small}")
    seconds, slowest = tally.slowest
    print(f"\n{tally.outcomes.total():,} inputs, {len(tally.failures)} unexpected ({len(faults)} kinds)")
    print(f"slowest {seconds:.2f} s: {slowest}; peak {tally.gib:.2f} GiB")
    return len(tally.failures) + (tally.gib > GIB)


def main() -> int:
    """Try inputs, one process for each core."""
    parser = argparse.ArgumentParser(description="Try mutated inputs.")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--minutes", type=float, help="stop after so long (default: 1, or when --inputs are tried)"
    )
    parser.add_argument("--inputs", type=int, help="stop after so many")
    options = parser.parse_args()
    minutes = options.minutes or (1 if options.inputs is None else 24 * 60)
    inputs, cores = options.inputs or sys.maxsize, os.cpu_count() or 1
    until = time.monotonic() + 60 * minutes
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        shares = [pool.submit(try_share, options.seed, core, cores, inputs, until) for core in range(cores)]
        tally = sum((share.result() for share in shares), Tally())
    return min(report(tally), 1)


if __name__ == "__main__":
    sys.exit(main())
