"""A PostgreSQL server of the tests' own, in a temporary folder and reached by its socket only."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

USER = "dlxh"


def program(name: str) -> str | None:
    """Return a program of the server, also where it is not on the path."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return shutil.which(name) or next((str(home / name) for home in homes if (home / name).exists()), None)


@contextmanager
def server() -> Iterator[str]:
    """Start a server and stop it; yields the folder of its socket. It will not run as root.

    Raises:
        FileNotFoundError: there is no PostgreSQL on this machine.
    """
    programs = {name: program(name) for name in ("initdb", "pg_ctl")}
    if None in programs.values():
        raise FileNotFoundError("no PostgreSQL server on this machine: install its package (initdb, pg_ctl)")
    # mkdtemp's folder is for its owner only; the server runs as another user where the tests run as root
    with TemporaryDirectory() as folder:
        other: dict[str, Any] = {"user": "nobody"} if os.geteuid() == 0 else {}
        if other:
            shutil.chown(folder, "nobody")
        home = f"{folder}/data"

        def run(*arguments: str) -> None:
            subprocess.run(arguments, check=True, capture_output=True, cwd=folder, **other)

        control = (str(programs["pg_ctl"]), "-D", home, "-w")
        run(str(programs["initdb"]), "-D", home, "-U", USER, "-A", "trust", "-E", "UTF8", "-N")
        run(
            *control, "-o", f"-k {folder} -c listen_addresses='' -c fsync=off", "-l", f"{folder}/log", "start"
        )
        try:
            yield folder
        finally:
            run(*control, "-m", "immediate", "stop")
