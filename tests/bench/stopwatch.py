"""How time is taken: the forms in turn (A B A B ...), and the median of each."""

import gc
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
Forms = Mapping[str, Callable[[], object]]

CHILD = """
from time import perf_counter
began = perf_counter()
{code}
print(perf_counter() - began)
"""


def medians(forms: Forms, rounds: int) -> dict[str, float]:
    """Return the seconds of each form; what it returns is freed after the clock was read."""
    taken: dict[str, list[float]] = {name: [] for name in forms}
    for _ in range(rounds):
        for name, form in forms.items():
            gc.collect()
            began = perf_counter()
            result = form()
            taken[name].append(perf_counter() - began)
            del result
    return {name: median(times) for name, times in taken.items()}


def fresh_medians(codes: Mapping[str, str], rounds: int) -> dict[str, float]:
    """Return the seconds of each program in a fresh process, without the start of the interpreter."""
    taken: dict[str, list[float]] = {name: [] for name in codes}
    for turn in range(rounds + 1):
        for name, code in codes.items():
            seconds = fresh(code)
            if turn:  # the first turn compiles the modules and warms the file cache
                taken[name].append(seconds)
    return {name: median(times) for name, times in taken.items()}


def fresh(code: str) -> float:
    """Run a program in a process of its own and return the seconds that it took."""
    program = CHILD.format(code=code)
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT, text=True)
    return float(done.stdout.splitlines()[-1])
