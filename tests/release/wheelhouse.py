"""Collects the wheel and all that it needs into one folder, for machines without a network: `python3 dev.py wheelhouse`.

The folder serves Linux and Windows and each Python that is asked for. Its `requirements.txt` holds the hash of every file.
What was collected is tried: for each platform pip finds all that it needs in the folder and nowhere else, and where that
is this machine, it is installed into a fresh environment and used.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from platform import machine

from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = Path(__file__).resolve().parents[2]
INTO = ROOT / "dist" / "wheelhouse"
LOCK = ROOT / "requirements-dev.txt"
REQUIREMENTS = "requirements.txt"
PYTHONS = ("3.11", "3.12", "3.13")
GLIBC = (28, 27, 26, 24, 17, 12, 5)
"""Wheels for Linux are made for a version of its C library (2.28 and so on) and run on every later one."""
PLATFORMS = {
    "linux": ("x86_64-manylinux_2_28", tuple(f"manylinux_2_{minor}_x86_64" for minor in GLIBC)),
    "windows": ("x86_64-pc-windows-msvc", ("win_amd64",)),
}
"""By name: what uv calls the platform, and what wheels call it, newest first."""
OFFLINE = {**os.environ, "PIP_CONFIG_FILE": os.devnull}
"""With `--isolated`: no setting of this machine sends pip anywhere else."""
FIRST_FIGURE = """
import dlxh
register = dlxh.read(dlxh.example("gia-lai")).register
assert register.reports[0].received_at.tzinfo
assert dlxh.measure(register, ["report_times"]).figure("report_times").value == 386
print(f"dlxh {dlxh.__version__} reads, checks and counts: {dlxh.check(register).counts() or 'no finding'}")
"""
READ_ME = """dlxh {version}: CPython {pythons}; {platforms}

Install without a network (Windows: py -m pip ...):

    python3 -m pip install --no-index --find-links . --require-hashes -r requirements.txt

Cài không cần mạng: chạy lệnh trên trong thư mục này (Windows: py -m pip ...). Tệp nào sai mã băm thì pip không cài.
"""


@dataclass(frozen=True, slots=True)
class Target:
    """A platform and a version of Python that a machine may have."""

    platform: str
    python: str

    def interpreter(self) -> str | None:
        """Return the command that starts this Python here; None: this machine has none, or is of another platform."""
        system = "windows" if os.name == "nt" else sys.platform
        if self.platform != system or machine() not in {"x86_64", "AMD64"}:
            return None
        if self.python == f"{sys.version_info[0]}.{sys.version_info[1]}":
            return sys.executable
        found = shutil.which(f"python{self.python}")
        starts = found and not subprocess.run([found, "-c", ""], check=False, capture_output=True).returncode
        return found if starts else None

    def options(self) -> Iterator[str]:
        """Yield the options with which pip looks for it instead of for the Python that runs."""
        yield from ("--only-binary=:all:", "--implementation=cp", f"--python-version={self.python}")
        yield from (f"--platform={tag}" for tag in PLATFORMS[self.platform][1])


def main() -> int:
    """Collect, write the hashes, try."""
    parser = argparse.ArgumentParser(prog="dev.py wheelhouse")
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--platforms", nargs="+", choices=tuple(PLATFORMS), default=list(PLATFORMS))
    parser.add_argument("--pythons", nargs="+", default=list(PYTHONS))
    parser.add_argument("--extras", nargs="*", default=[])
    options = parser.parse_args()
    targets = [Target(platform, python) for platform in options.platforms for python in options.pythons]
    shutil.rmtree(INTO, ignore_errors=True)
    INTO.mkdir(parents=True)
    shutil.copy(options.wheel, INTO)
    for target in targets:
        collect(target, options.extras, INTO)
    write_down(targets, INTO)
    for target in targets:
        find_all(target, INTO)
    for target in targets:
        if python := target.interpreter():
            install_and_count(python, INTO)
        else:
            print(f"{target.platform} {target.python}: found complete, not installed")
    files = list(INTO.glob("*.whl"))
    size = sum(file.stat().st_size for file in files)
    print(f"{len(files)} wheels, {size / 1e6:.0f} MB, for {len(targets)} targets in {INTO.relative_to(ROOT)}")
    return 0


def collect(target: Target, extras: Iterable[str], home: Path) -> None:
    """Fetch the locked wheels that a target needs; pip compares each with the hash of the lock."""
    with tempfile.TemporaryDirectory() as between:
        wanted = Path(between) / REQUIREMENTS
        chosen = (*(f"--extra={extra}" for extra in extras), f"--python-version={target.python}")
        asked = (f"--python-platform={PLATFORMS[target.platform][0]}", "--constraints", LOCK)
        uv = (Path(sys.executable).parent / "uv", "pip", "compile", ROOT / "pyproject.toml")
        run(*uv, *chosen, *asked, "--generate-hashes", "--no-header", "--no-annotate", "-q", "-o", wanted)
        run(
            *pip("download"),
            "-q",
            "--no-deps",
            "--require-hashes",
            "-r",
            wanted,
            "-d",
            home,
            *target.options(),
        )


def write_down(targets: Sequence[Target], home: Path) -> None:
    """Write the names, versions and hashes of all that is in the folder, and how it is installed."""
    (home / REQUIREMENTS).write_text(hashes_of(home), encoding="utf-8", newline="\n")
    version = next(parse_wheel_filename(file.name)[1] for file in home.glob("dlxh-*.whl"))
    pythons, platforms = ({each.python: 0 for each in targets}, {each.platform: 0 for each in targets})
    said = READ_ME.format(version=version, pythons=", ".join(pythons), platforms=", ".join(platforms))
    (home / "README.txt").write_text(said, encoding="utf-8", newline="\n")


def hashes_of(home: Path) -> str:
    """Return a requirement for each name in a folder of wheels, with the hashes of its files.

    Raises:
        ValueError: two versions of one name; pip could take either.
    """
    found: dict[str, tuple[str, list[str]]] = {}
    for file in sorted(home.glob("*.whl")):
        name, version, _, _ = parse_wheel_filename(file.name)
        stated, hashes = found.setdefault(canonicalize_name(name), (str(version), []))
        if stated != str(version):
            raise ValueError(f"{name} is there as {stated} and as {version}")
        hashes.append(hashlib.sha256(file.read_bytes()).hexdigest())
    lines = (
        " \\\n".join([f"{name}=={version}", *(f"    --hash=sha256:{each}" for each in sorted(hashes))])
        for name, (version, hashes) in sorted(found.items())
    )
    return "\n".join(lines) + "\n"


def find_all(target: Target, home: Path) -> None:
    """Stop unless pip finds all that a target needs in a folder, with fitting hashes; nothing is installed."""
    with tempfile.TemporaryDirectory() as nowhere:
        run(*offline(home), "--dry-run", "--ignore-installed", "-q", "--target", nowhere, *target.options())


def install_and_count(interpreter: str, home: Path) -> None:
    """Install into a fresh environment without a network, and read an example where no zones are but those installed."""
    with tempfile.TemporaryDirectory() as place:
        began = time.perf_counter()
        run(interpreter, "-m", "venv", place)
        python = Path(place) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        run(*offline(home, python), "-q")
        run(python, "-m", "pip", "check", "-q")
        run(python, "-I", "-W", "error", "-c", "import dlxh")
        run(python, "-P", "-c", FIRST_FIGURE, folder=place, more={"PYTHONTZPATH": ""})
        print(f"{interpreter}: from the folder to the first figure in {time.perf_counter() - began:.0f} s")


def offline(home: Path, python: Path | str = sys.executable) -> tuple[object, ...]:
    """Return the command that installs from a folder alone."""
    given = ("--no-index", "--find-links", home, "--require-hashes", "-r", home / REQUIREMENTS)
    return (*pip("install", python), *given)


def pip(command: str, python: Path | str = sys.executable) -> tuple[object, ...]:
    """Return the beginning of a command of pip; an installation ignores the settings of this machine."""
    apart = ("--isolated",) if command == "install" else ()
    return (python, "-m", "pip", command, "--disable-pip-version-check", *apart)


def run(*command: object, folder: Path | str = ROOT, more: dict[str, str] | None = None) -> None:
    """Run a command, and stop when it fails."""
    is_offline = "--no-index" in command
    given = {**(OFFLINE if is_offline else os.environ), **(more or {})}
    if subprocess.run([str(part) for part in command], check=False, cwd=folder, env=given).returncode:
        sys.exit("the wheelhouse is not complete; the reason is above")


if __name__ == "__main__":
    sys.exit(main())
