"""Today's dlxh against an earlier commit's: `python3 dev.py bench --against COMMIT`.

Both run in turn, each in an environment of its own and with its own bench, so that a machine whose speed drifts slows both.
A line is worse where the median of its ratios says so by more than a tenth and by more than they differ among themselves.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeAlias

SCRIPT = Path(__file__).with_name("seconds.py")
SLACK = 0.1
"""How much more a line may take before it counts as worse."""
Run: TypeAlias = Mapping[str, tuple[float, str]]
"""What each line of one run took, and its unit."""
HEAD = ("work", "now", "before", "× before", "of the pairs", "")


@dataclass(frozen=True)
class Pairs:
    """What a line took now and before, pair by pair; seconds, or GiB."""

    name: str
    unit: str
    now: tuple[float, ...]
    before: tuple[float, ...]

    @property
    def ratios(self) -> list[float]:
        """Now for one of before, the smallest first."""
        return sorted(now / before for now, before in zip(self.now, self.before, strict=True))

    @property
    def is_worse(self) -> bool:
        """Whether it takes more than before, by more than a tenth and more than the pairs differ.

        >>> (
        ...     Pairs("one", "s", (1.3, 1.3), (1.0, 1.0)).is_worse,
        ...     Pairs("one", "s", (1.3, 1.0), (1.0, 1.1)).is_worse,
        ... )
        (True, False)
        """
        more = median(self.ratios) - 1
        return more > SLACK and more > self.ratios[-1] - self.ratios[0]

    @property
    def row(self) -> tuple[str, ...]:
        """The cells of a table."""
        values = (f"{median(side):.4g} {self.unit}" for side in (self.now, self.before))
        least, *_, most = self.ratios * 2 if len(self.ratios) == 1 else self.ratios
        worse = "worse" if self.is_worse else ""
        return (self.name, *values, f"{median(self.ratios):.2f}", f"{least:.2f} to {most:.2f}", worse)


def in_pairs(now: Sequence[Run], before: Sequence[Run]) -> list[Pairs]:
    """Return the lines that all runs have, in today's order; lines are the same whatever numbers their names have."""
    shared = [name for name in now[0] if all(name in run for run in (*now, *before))]
    return [
        Pairs(
            name, now[0][name][1], tuple(run[name][0] for run in now), tuple(run[name][0] for run in before)
        )
        for name in shared
    ]


def run_bench(python: str, tree: str, size: str) -> Run:
    """Run the bench of a tree and return what each line took, and its unit."""
    done = subprocess.run(
        [python, str(SCRIPT), tree, size], check=True, cwd=tree, stdout=subprocess.PIPE, text=True
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    names = _names(line["name"] for line in lines)
    return {name: (line["value"], line["unit"]) for name, line in zip(names, lines, strict=True)}


def _names(given: Iterable[str]) -> Iterator[str]:
    """Yield the names of lines without their numbers, which an invented province may change; what then appears twice is numbered.

    >>> list(_names(["1,441 reports", "2,784 reports"]))
    ['N reports', 'N reports, again']
    """
    taken: set[str] = set()
    for name in given:
        plain = re.sub(r"[0-9][0-9,]*", "N", name)
        while plain in taken:
            plain += ", again"
        taken.add(plain)
        yield plain


def main() -> int:
    """Measure the pairs and print the table; return how many lines are worse."""
    size, pairs, *sides = sys.argv[1:]
    ours, theirs = (tuple(side.split("=", 1)) for side in sides)
    now: list[Run] = []
    before: list[Run] = []
    for number in range(int(pairs)):
        order = [(ours, now), (theirs, before)]
        for (python, tree), runs in order if number % 2 else reversed(order):
            runs.append(run_bench(python, tree, size))
        print(f"pair {number + 1} of {pairs}", flush=True)
    found = in_pairs(now, before)
    rows = [HEAD, ("---",) * len(HEAD), *(line.row for line in found)]
    print(*(f"| {' | '.join(row)} |" for row in rows), sep="\n")
    worse = sum(line.is_worse for line in found)
    print(
        f"{worse} of {len(found)} lines are worse than before by more than a tenth and more than they differ"
    )
    return min(worse, 1)


if __name__ == "__main__":
    sys.exit(main())
