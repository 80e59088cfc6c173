"""Broken lines of a room, and whether its tests see them: `python3 dev.py mutate ROOM --sample 150 --seed 7`.

A room is a folder or a module of `src/dlxh` (`casework`, `models/case_fold`). The same seed breaks the same lines.
A survivor calls for a test that states what was not held, or for less code; one that no test can see has a reason in
`reasons.toml`, and is counted apart.

Why a tool of our own: mutmut 3.8 breaks only functions, and none with a decorator (no property), so declared measures and
defaults stay whole; it takes no sample by seed and keeps no reasons; and it forks where the tests have run, where Polars
hangs (7 of 19 mutants of the fold; not with its fork server). cosmic-ray 8.7 writes each mutant into the source tree and
starts one test command anew for it.
"""

import argparse
import os
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.mutation.answers import Answers  # noqa: E402 - the path comes first
from tests.mutation.mutants import Mutant, mutants_of, sample, whole_code  # noqa: E402
from tests.mutation.quiet import results_of  # noqa: E402
from tests.mutation.reach import Reach, reach_of, sources, test_files  # noqa: E402
from tests.mutation.trials import AT_IMPORT, KILLED, Outcome, Trial, try_at_import, try_collected  # noqa: E402

REASONS: Final = Path(__file__).with_name("reasons.toml")
LEAST: Final = 0.9
"""Which share of a sample has to be killed."""
SECONDS: Final = 10.0
"""After this number of seconds of tests that pass, measured as work, a mutant counts as a survivor."""


@dataclass
class Tally:
    """What came of the mutants of a room."""

    room: str
    killed: list[Mutant] = field(default_factory=list)
    explained: list[Mutant] = field(default_factory=list)
    survived: list[Mutant] = field(default_factory=list)

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.killed) + len(self.explained) + len(self.survived)

    def __str__(self) -> str:
        share = len(self.killed) / max(self.number, 1)
        return (
            f"{self.room}: {self.number} mutants, {len(self.killed)} killed ({share:.1%}), "
            f"{len(self.explained)} explained, {len(self.survived)} survived"
        )


def mutate(  # noqa: PLR0913 - the last three are for tests and for haste
    room: str,
    chosen: Iterable[Mutant],
    show: Callable[[Mutant, str], None],
    *,
    reach: Reach | None = None,
    most: float = SECONDS,
    answers: Answers | None = None,
) -> Tally:
    """Break lines of a room, run the tests that reach them, and return what came of it.

    Args:
        room: A folder or module below `src/dlxh`.
        chosen: The mutants to try.
        show: Called with each mutant as it was tried, and what came of it.
        reach: What the tests reach; None: they are run once to find out.
        most: How many seconds of tests are tried on one mutant.
        answers: What was killed before, and takes what is killed now.
    """
    if not hasattr(os, "fork"):
        raise SystemExit("each mutant runs in a fork, which this system does not have: use Linux or macOS")
    reasons = _reasons(room)
    tally = Tally(room)
    tried: list[Mutant] = []
    for mutant in chosen:
        if mutant.key in reasons:
            tally.explained.append(mutant)
        elif answers and (by := answers.killed_by(mutant)):
            tally.killed.append(mutant)
            show(mutant, f"killed before by {by}")
        else:
            tried.append(mutant)
    reach = reach or reach_of(room)
    trials = [_trial(mutant, reach, most) for mutant in tried]
    for trial, outcome in _outcomes(trials, test_files(room)):
        killed = outcome.state == KILLED
        (tally.killed if killed else tally.survived).append(trial.mutant)
        show(trial.mutant, f"{'killed by' if killed else 'survived'} {outcome.by} ({outcome.seconds:.1f} s)")
        if killed and answers:
            answers.keep(trial.mutant, outcome.by)
    return tally


def _trial(mutant: Mutant, reach: Reach, most: float) -> Trial:
    tests, users = (
        tuple((test, reach.seconds[test]) for test in each)
        for each in (reach.tests(mutant), reach.users(mutant))
    )
    return Trial(mutant, tests, users, most)


def choose(room: str, number: int | None, seed: int, only: str = "") -> Iterator[Mutant]:
    """Yield a number of mutants of a room that compile to something else and whose name holds a text."""
    files = sources(room)
    if not files:
        raise SystemExit(f"src/dlxh has no room {room!r}")
    whole = {file: whole_code(file) for file in files}
    left = sys.maxsize if number is None else number
    for mutant in sample((each for file in files for each in mutants_of(file)), None, seed):
        if left and mutant.code() != whole[mutant.file]:
            left -= 1
            if only in mutant.key:
                yield mutant


def _outcomes(trials: Sequence[Trial], files: Sequence[str]) -> Iterator[tuple[Trial, Outcome]]:
    """Yield what came of each trial: first those in functions, then those that take a fresh import."""
    later = []
    for place, outcome in results_of(try_collected, files, trials) if trials else ():
        if outcome.state == AT_IMPORT:
            later.append(trials[place])
        else:
            yield trials[place], outcome
    for place, outcome in results_of(try_at_import, later) if later else ():
        yield later[place], outcome


def _reasons(room: str) -> dict[str, str]:
    """Return why mutants of a room may survive; one that no longer exists has to go."""
    kept = tomllib.loads(REASONS.read_text(encoding="utf-8"))
    there = {mutant.key for file in sources(room) for mutant in mutants_of(file)}
    found = {each["mutant"]: each["reason"] for each in kept.get("survivor", ())}
    paths = {mutant.partition(" ")[0] for mutant in there}
    gone = [key for key in found if key.partition(" ")[0] in paths and key not in there]
    if gone:
        raise SystemExit("no such mutants any more, take their reasons out:\n" + "\n".join(gone))
    return found


def main() -> int:
    """Break lines of a room and print what came of it."""
    parser = argparse.ArgumentParser(description="Break lines of a room and run the tests that reach them.")
    parser.add_argument("room", help="a folder or module of src/dlxh: casework, models/case_fold")
    parser.add_argument("--sample", type=int, help="how many lines (default: all)")
    parser.add_argument(
        "--seed", type=int, default=7, help="the same seed breaks the same lines (default: 7)"
    )
    parser.add_argument("--only", default="", help="only mutants whose name holds this text")
    parser.add_argument(
        "--seconds",
        type=float,
        default=SECONDS,
        help=f"seconds of tests that one mutant survives (default: {SECONDS:g})",
    )
    parser.add_argument("--all", action="store_true", help="print the killed ones too, with what killed each")
    parser.add_argument("--again", action="store_true", help="try what was killed before too")
    options = parser.parse_args()

    def show(mutant: Mutant, outcome: str) -> None:
        if options.all or outcome.startswith("survived"):
            print(f"{outcome}: line {mutant.line} of {mutant.key}", flush=True)

    chosen = choose(options.room, options.sample, options.seed, options.only)
    answers = None if options.again else Answers(options.room)
    tally = mutate(options.room, chosen, show, most=options.seconds, answers=answers)
    print(tally)
    return int(len(tally.killed) < LEAST * tally.number)


if __name__ == "__main__":
    sys.exit(main())
