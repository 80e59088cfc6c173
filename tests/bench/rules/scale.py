"""All rules from Parquet, from a hundred thousand to five million reports, each size in a process of its own.

`python tests/bench/rules/scale.py [collaborators ...]`; 18 send a thousand reports. With `write` or `check` and a folder
before them it does one step, which is how it calls itself.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

ROOT = Path(__file__).resolve().parents[3]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import dlxh  # noqa: E402 - the path comes first
from dlxh.register.schema import SOURCE_ROW  # noqa: E402
from dlxh.testing import province_tables  # noqa: E402
from tests.bench.lines import Line  # noqa: E402

UNASKED = ("allowance_lines", "allowance_steps")
AS_OF = date(2026, 6, 30)
GIB = 2**30
LIMIT = 4 * GIB
STOP = 14 * GIB
"""Where a check is stopped, so that the machine stays alive; it has failed long before."""
SLACK = 1.2
"""How much more than in proportion a step may take: rates on a machine that others use differ by that much."""


@dataclass(frozen=True)
class Step:
    """One size: reports, seconds and peak bytes; `whole` is false where it was stopped."""

    reports: int
    seconds: float
    peak: int
    whole: bool = True


def peak() -> int:
    """Return the most memory that this process held; a parent's own is not counted, as `ru_maxrss` does."""
    try:
        return _held("self", "VmHWM")
    except OSError:  # no Linux
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _held(process: int | str, what: str) -> int:
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{what}:")), 0)


def write(folder: Path, collaborators: int) -> None:
    """Write a province as Parquet, one file per table."""
    tables = province_tables(collaborators=collaborators, years=5, without=UNASKED)
    for name in tables:
        tables.polars(name).drop(SOURCE_ROW, strict=False).write_parquet(folder / f"{name}.parquet")


def check(folder: Path) -> dict[str, float]:
    """Run all rules over the files of a folder and say what it took."""
    files = {path.stem: path for path in folder.glob("*.parquet")}
    reports = pl.scan_parquet(files["reports"]).select(pl.len()).collect().item()
    began = time.perf_counter()
    tables = dlxh.Tables({name: pl.scan_parquet(path) for name, path in files.items()}, as_of=AS_OF)
    found = len(dlxh.check(tables))
    return {"reports": reports, "seconds": time.perf_counter() - began, "peak": peak(), "found": found}


def step(collaborators: int) -> Step:
    """Write one size and check it, each in a process of its own."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, __file__]
        subprocess.run([*command, "write", folder, str(collaborators)], check=True, cwd=ROOT)
        reports = pl.scan_parquet(Path(folder, "reports.parquet")).select(pl.len()).collect().item()
        return watched([*command, "check", folder], reports)


def watched(command: list[str], reports: int, stop: int = STOP) -> Step:
    """Run a check, and stop it where it takes the memory of the whole machine."""
    began, most = time.perf_counter(), 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as process:
        while process.poll() is None and most < stop:
            time.sleep(0.2)
            try:
                most = max(most, _held(process.pid, "VmRSS"))
            except OSError:  # it has just ended, or this is not Linux
                continue
        if process.poll() is None:
            process.kill()
            return Step(reports, time.perf_counter() - began, most, whole=False)
        told, _ = process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    found = json.loads(told)
    if found["found"]:
        message = f"{found['found']} findings in a clean province"
        raise AssertionError(message)
    return Step(found["reports"], found["seconds"], int(found["peak"]))


def lines_of(steps: list[Step]) -> Iterator[Line]:
    """Yield for each step its memory against the limit, and its time against that of the step before in proportion."""
    before: Step | None = None
    for each in steps:
        count = f"{each.reports:,}"
        vi, en = ("", "") if each.whole else ("; dừng giữa chừng", "; stopped on the way")
        names = (
            f"mọi quy tắc, {count} báo cáo từ Parquet: bộ nhớ{vi}",
            f"all rules, {count} reports from Parquet: memory{en}",
        )
        yield Line(*names, each.peak / GIB, "limit", LIMIT / GIB, 1.0, unit="GiB")
        if before is None:
            names = (f"mọi quy tắc, {count} báo cáo từ Parquet", f"all rules, {count} reports from Parquet")
            yield Line(*names, each.seconds, "itself", each.seconds)
        else:
            linear = before.seconds * each.reports / before.reports
            names = (
                f"mọi quy tắc, {count} báo cáo từ Parquet: thời gian{vi}",
                f"all rules, {count} reports from Parquet: time{en}",
            )
            bar = SLACK if each.whole else None  # it would have taken longer, nobody knows how long
            yield Line(*names, each.seconds, f"{before.reports:,} in proportion", linear, bar)
        if each.whole:
            before = each


def scaling(sizes: tuple[int, ...]) -> Iterator[Line]:
    """Yield the lines of all sizes."""
    yield from lines_of([step(size) for size in sizes])


def main() -> None:
    """Do one step, or all of them."""
    match sys.argv[1:]:
        case ["write", folder, collaborators]:
            write(Path(folder), int(collaborators))
        case ["check", folder]:
            print(json.dumps(check(Path(folder))))
        case sizes:
            for size in sizes or ("1800", "9000", "18000", "36000", "90000"):
                print(step(int(size)), flush=True)


if __name__ == "__main__":
    main()
