"""Measures what a newcomer waits for: `python -m tests.project.first_figure dist/dlxh.whl constraints.txt`.

A new environment, `pip install` of the wheel, then the file of 40 lines in a folder of its own: from nothing to the first figures
of one's own province.
"""

import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from pathlib import Path

from dev import python_of
from docs.picture import printed, script

BAR = 120.0
"""Seconds from the first command to the last figure."""


def steps(wheel: Path, pins: Path, elsewhere: Path) -> Iterator[tuple[str, float, str]]:
    """Yield what was done, how many seconds it took and what it printed."""
    home, file = elsewhere / "venv", elsewhere / "son_la.py"
    began = time.perf_counter()
    venv.create(home, with_pip=True)
    yield "an environment", time.perf_counter() - began, ""
    install = ("-m", "pip", "--disable-pip-version-check", "install", "-q", "-c", pins, wheel)
    file.write_text(script("vi"), encoding="utf-8")
    for name, command in (("pip install", install), ("the file of 40 lines", (file,)), ("again", (file,))):
        began = time.perf_counter()
        done = subprocess.run(
            [str(part) for part in (python_of(home), "-X", "utf8", *command)],
            check=True,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            cwd=elsewhere,
        )
        yield name, time.perf_counter() - began, done.stdout


def main(wheel: str, pins: str) -> int:
    """Print the seconds of each step; fail above the bar, or where the file prints something else than the page shows."""
    total = 0.0
    said = ""
    with tempfile.TemporaryDirectory() as elsewhere:
        for name, seconds, text in steps(Path(wheel).resolve(), Path(pins).resolve(), Path(elsewhere)):
            total += seconds if name != "again" else 0
            said = text
            print(f"{name}: {seconds:.1f} s", flush=True)
    same = tuple(said.splitlines()) == printed("vi")
    print(f"from nothing to the first figures: {total:.1f} s (at most {BAR:.0f})")
    return int(total > BAR or not same)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
