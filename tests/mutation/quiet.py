"""A process of its own for pytest: fresh, with one thread of Polars, and nothing printed unless it fails."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]


def results_of(work: Callable[..., None], *given: object) -> Iterator[Any]:
    """Do something in a fresh process and yield what it sends; its last argument is the wire.

    Raises:
        SystemExit: It failed; the message is the end of what it printed.
    """
    here, there = Pipe(duplex=False)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        process = get_context("spawn").Process(target=_work, args=(log, work, (*given, there)))
        process.start()
        there.close()
        try:
            while True:
                yield here.recv()
        except EOFError:
            process.join()
        finally:
            process.kill()
        if process.exitcode:
            raise SystemExit(log.read_text(encoding="utf-8", errors="replace")[-4000:])


def _work(log: Path, work: Callable[..., None], given: tuple[object, ...]) -> None:
    handle = os.open(log, os.O_WRONLY | os.O_CREAT)
    for stream in (1, 2):
        os.dup2(handle, stream)
    os.environ["POLARS_MAX_THREADS"] = "1"
    os.chdir(ROOT)
    import dlxh

    if not Path(str(dlxh.__file__)).is_relative_to(ROOT / "src"):  # a wheel may lie in an environment below
        sys.exit(f"this would test {dlxh.__file__}, not the sources of {ROOT}")
    work(*given)
    wire = given[-1]
    assert isinstance(wire, Connection)
    wire.close()
