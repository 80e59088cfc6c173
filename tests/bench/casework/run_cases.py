"""How long many cases and one move take: `python tests/bench/casework/run_cases.py [events]`; figures are medians.

Wall time says what a user waits; processor time of the process is what a busy machine does not change.
"""

import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from dlxh import CaseContent, VerificationCase  # noqa: E402 - the path comes first
from dlxh.casework import case_states  # noqa: E402 - the path comes first
from dlxh.casework.acts import move  # noqa: E402
from dlxh.words.days import VIETNAM  # noqa: E402
from tests.bench.casework.by_hand import states  # noqa: E402
from tests.bench.casework.invented_cases import NOW, invented  # noqa: E402
from tests.casework.test_clocks_of_tables import CALENDAR  # noqa: E402
from tests.engines import engine  # noqa: E402

COLUMNS = ["case", "status", "holder", "open_clocks", "overdue", "paused_micros", "paused_days"]
ROUNDS = 3


def timed(forms: dict[str, Callable[[], object]]) -> dict[str, tuple[float, float]]:
    """Return wall and processor seconds of each form, the forms in turn."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in forms}
    for _ in range(ROUNDS):
        for name, form in forms.items():
            wall, processor = perf_counter(), process_time()
            form()
            taken[name].append((perf_counter() - wall, process_time() - processor))
    return {name: (median(w for w, _ in times), median(p for _, p in times)) for name, times in taken.items()}


def one_move() -> float:
    """Return the median seconds of one move on a case of ten events."""
    content = CaseContent(id="a.1", text="Nội dung.")
    case = VerificationCase(id="a", network="lc", title="Vụ việc", contents=(content,))
    start = datetime(2024, 7, 1, 8, tzinfo=VIETNAM)
    case = move(move(case, "drafted", at=start, by="BTG"), "submitted", at=start, by="BTG", to="TT")
    case = move(case, "directed", at=start, by="TT", to="UB")
    for number in range(7):
        case = move(case, "assigned", at=start + timedelta(hours=number), by="UB", to=f"S{number}")
    taken = []
    for _ in range(300):
        began = perf_counter()
        move(case, "accepted", at=start + timedelta(days=1), by="S1")
        taken.append(perf_counter() - began)
    return median(taken)


def main(events: int = 1_000_000) -> None:
    """Print the figures."""
    tables = invented(events)
    carried = {name: engine(name)(tables) for name in ("polars", "duckdb_own")}
    expected = states(tables, NOW, CALENDAR).select(COLUMNS)
    forms: dict[str, Callable[[], object]] = {"by hand, Polars": lambda: states(tables, NOW, CALENDAR)}
    for name, there in carried.items():
        found = case_states(there, now=NOW, calendar=CALENDAR)
        assert found.polars.frame.select(COLUMNS).equals(expected)
        forms[f"dlxh, {name}"] = lambda there=there: case_states(there, now=NOW, calendar=CALENDAR).frame  # type: ignore[misc]
    taken = timed(forms)
    base = taken["by hand, Polars"]
    for name, (wall, processor) in taken.items():
        ratio = f"{wall / base[0]:.2f} x wall, {processor / base[1]:.2f} x processor"
        print(f"{events:,} events, {name}: {wall:.2f} s wall, {processor:.2f} s processor ({ratio})")
    print(f"one move: {one_move() * 1000:.3f} ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
