"""Ten million reports from Parquet, each question in a process of its own: `python tests/bench/measures/memory.py`.

With a folder and a question it asks that one and prints seconds and the peak of memory; without, it makes the files first.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import polars as pl

ROOT = Path(__file__).resolve().parents[3]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from dlxh import Tables  # noqa: E402 - the path comes first
from dlxh.register.schema import schema  # noqa: E402
from tests.bench.measures.questions import AS_OF, ASKED, rows  # noqa: E402

OWN = {"reports", "items", "item_topics", "streams", "collaborators", "memberships"}
"""Tables whose ids differ from part to part; networks and units are the same in all."""
PART = 36_000
GIB = 1024**2
LIMIT = 4


def write(folder: Path, parts: int) -> None:
    """Write two million reports a number of times, each part under ids of its own."""
    for name, frame in rows(PART).items():
        home = folder / name
        home.mkdir()
        columns = schema()[name].columns
        named = [c.name for c in columns if name in OWN and (c.name == "id" or c.references in OWN)]
        for part in range(parts if name in OWN else 1):
            own = [pl.concat_str(pl.lit(f"{part}-"), pl.col(column)).alias(column) for column in named]
            frame.with_columns(own).write_parquet(home / f"{part}.parquet")


def asked(folder: Path, question: str, engine: str) -> None:
    """Ask one question of the files and print what it took."""
    files = {home.name: str(home / "*.parquet") for home in folder.iterdir()}
    if engine == "polars":
        tables = Tables({name: pl.scan_parquet(path) for name, path in files.items()}, as_of=AS_OF)
    else:
        config = {"memory_limit": "2500MB", "temp_directory": str(folder.parent / "spill")}
        connection = duckdb.connect(config=config)
        connection.execute("SET TimeZone = 'UTC'")
        tables = Tables({name: connection.read_parquet(path) for name, path in files.items()}, as_of=AS_OF)
    began = time.perf_counter()
    height = ASKED[question](tables).polars.height
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / GIB
    print(
        f"{question} {engine:7} {time.perf_counter() - began:7.1f} s {peak:5.2f} GiB {height:7,} groups",
        flush=True,
    )
    sys.exit(int(peak > LIMIT))


def main() -> int:
    """Make the files and ask each question on both engines."""
    if len(sys.argv) == 4:
        asked(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
    parts = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home, "tables")
        folder.mkdir()
        made = f"from pathlib import Path; from tests.bench.measures.memory import write; write(Path({str(folder)!r}), {parts})"
        subprocess.run([sys.executable, "-c", made], check=True, cwd=ROOT)
        print(f"{2 * parts} million reports", flush=True)
        return sum(
            subprocess.run([sys.executable, __file__, folder, question, engine], check=False).returncode
            for question in ASKED
            for engine in ("polars", "duckdb")
        )


if __name__ == "__main__":
    sys.exit(main())
