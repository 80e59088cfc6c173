#!/usr/bin/env python3
"""One command for everything a contributor does: `python3 dev.py test` (on Windows `py dev.py test`).

It needs only Python: it makes `.venv` with the versions of requirements-dev.txt and runs itself there.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - says so in words, before the newer syntax below it can fail
    sys.exit(f"dlxh needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try python3.11 dev.py ...")

import argparse
import hashlib
import importlib.util
import io
import os
import re
import shutil
import subprocess
import tempfile
import time
import tomllib
import venv
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BARE_VENV = ROOT / ".venv-bare"
"""The package and what it needs, and nothing of the workshop: for the demo, and for pages that promise to run so."""
WHEEL_VENV = ROOT / ".venv-wheel"
POSTGRES_VENV = ROOT / ".venv-postgres"
PEERS_VENV = ROOT / ".venv-peers"
APPS_VENV = ROOT / ".venv-apps"
BROWSER_VENV = ROOT / ".venv-browser"
APPS = ROOT / "examples" / "apps"
"""One folder for each application; those that hold a pytest.toml are tested by `dev.py test --apps`."""
PEERS = ("dataframely==3.1.2", "msgspec", "pandera[polars]==0.35.0", "pointblank==1.1.1")
EARLIER = ROOT / ".earlier"
CACHE = ROOT / ".cache"
LOCK = ROOT / "requirements-dev.txt"
SITE = ROOT / "site"
SITE_SOURCES = ("docs", "src", "examples", "mkdocs.*.yml", "*.md", "dev.py", "requirements-dev.txt")
LANGUAGES = ("vi", "en")

# What runs against the built wheel: the values, the packaged data, the door and the README.
WHEEL_TESTS = ("tests/words", "tests/data", "tests/project/test_door.py", "README.md")
WHEEL_TOOLS = (
    "duckdb",
    "holidays",
    "hypothesis",
    "pandas",
    "pyarrow",
    "pytest",
    "pytest-xdist",
    "sqlalchemy",
    "sybil",
)  # what the tests themselves import
BARE_PAGES = (
    "README.md",
    *(
        f"docs/{lang}/{page}.md"
        for lang in LANGUAGES
        for page in ("index", "install", "forty-lines", "tutorial", "tutorial-case", "tutorial-own")
    ),
)
# DuckDB's extension for PostgreSQL comes as a package for releases of its 1.x only.
POSTGRES_TOOLS = (
    "alembic",
    "duckdb==1.5.5",
    "duckdb-extension-postgres-scanner==1.5.5",
    "fastapi",
    "httpx2",
    "psycopg[binary]==3.3.6",
    *(t for t in WHEEL_TOOLS if t != "duckdb"),
)
BROWSER = ("axe-playwright-python==0.1.8", "playwright==1.65.2")
BROWSER_TOOLS = (*BROWSER, "pytest", "pytest-xdist")
# What the applications of examples/apps and their tests import; a name alone is the version of the lock.
APPS_TOOLS = (
    *BROWSER,
    "django",
    "django-ninja==1.7.1",
    "djangorestframework==3.18.3",
    "duckdb",
    "fastapi",
    "httpx2",
    "hypothesis",
    "pyarrow",
    "pytest",
    "schemathesis==4.32.5",
    "sqlalchemy",
    "uvicorn==0.54.0",
)
# On another Python: all but what reads the sources, which a wheel does not have.
OTHER_PYTHON_TESTS = ("tests", "docs", "examples", "README.md")
# Others import what that environment lacks.
POSTGRES_TESTS = ("tests/store", "tests/measures/test_postgres.py", "tests/apps")
# One process for each core; conftest.py knows which files take long, and which of their tests go together.
SHARED = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")
SMOKE = """
import pathlib, sys, zoneinfo
import dlxh
zoneinfo.reset_tzpath(to=[])  # as on Windows: what dlxh requires has to bring the zones that Polars asks for
assert dlxh.read(dlxh.example("gia-lai")).register.reports[0].received_at.tzinfo
home = pathlib.Path(dlxh.__file__).resolve()
assert home.is_relative_to(pathlib.Path(sys.prefix).resolve()), f"tested {home}, not the wheel"
for name in ("py.typed", "__init__.pyi", "models/__init__.pyi"):
    assert (home.parent / name).is_file(), f"the wheel lost {name}: users would lose all types"
rooms = [dlxh, *(getattr(dlxh, name) for name in set(dir(dlxh)) - set(dlxh.__all__))]
for room in rooms:
    for name in room.__all__:
        getattr(room, name)
print(f"the wheel holds {len(dlxh.__all__)} public names and {len(rooms) - 1} rooms")
"""

CHECKS = {
    "ruff": ("ruff", "check"),
    "ruff format": ("ruff", "format", "--check"),
    "mypy": ("mypy",),
    "pyright": ("pyright", "--pythonpath", sys.executable),
    "mypy of pages": ("python", "-m", "docs.snippets"),
    "import-linter": ("lint-imports",),
    "deptry": ("deptry", "src"),
    "codespell": (
        "codespell",
        "src",
        "tests",
        "docs/en",
        "dev.py",
        "conftest.py",
        "README.md",
        "CONTRIBUTING.md",
    ),
}


def main() -> int:
    """Run the command here when this is the project's environment, otherwise there."""
    parser = command_line()
    options = parser.parse_args()
    os.chdir(ROOT)
    os.environ["PYTHONUTF8"] = "1"  # Vietnamese must print on a Windows console too
    # The tests start Python a hundred times: without bytecode each start would compile the package anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    act: Callable[[argparse.Namespace], int] = options.act
    if act is demo:
        return act(options)
    make_environment(VENV, ("-r", LOCK), editable=True)
    if Path(sys.prefix).resolve() != VENV.resolve():
        return run(python_of(VENV), ROOT / "dev.py", *sys.argv[1:])
    return act(options)


def command_line() -> argparse.ArgumentParser:
    """The commands, each with the function that does it."""
    parser = argparse.ArgumentParser(prog="dev.py", description="Develop dlxh.")
    commands = parser.add_subparsers(required=True, metavar="command")

    def add(name: str, act: object, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(act=act)
        return command

    demo_ = add("demo", demo, "read the example networks and print their figures")
    demo_.add_argument("--lang", choices=LANGUAGES, default="vi", help="language of the text (default: vi)")
    test_ = add("test", test, "run all tests and examples with coverage, then some against the built wheel")
    test_.add_argument("--fast", action="store_true", help="no coverage and no wheel")
    test_.add_argument(
        "--long", action="store_true", help="properties try all their examples, and what takes long runs"
    )
    test_.add_argument("--duckdb", action="store_true", help="only the examples on DuckDB, one by one")
    test_.add_argument("--spark", action="store_true", help="only the tests on Spark (needs Java)")
    test_.add_argument(
        "--postgres",
        action="store_true",
        help="only the tests on PostgreSQL, whose server it starts and stops",
    )
    test_.add_argument(
        "--apps", action="store_true", help="only the applications of examples/apps, or those that are named"
    )
    test_.add_argument(
        "--browser",
        action="store_true",
        help="only the site in Chromium: all of it, or the pages that are named",
    )
    test_.add_argument(
        "--first", action="store_true", help="only how long it takes from pip install to the first figures"
    )
    test_.add_argument(
        "--python", metavar="VERSION", help="on another Python, such as 3.13: the wheel, without coverage"
    )
    test_.add_argument("only", nargs="*", help="files or folders to test, without coverage and wheel")
    add("check", check, "lint, formatting, types, layers, dependencies, spelling")
    add("fix", fix, "format, and repair what lint can repair by itself")
    add("docs", docs, "build the Vietnamese and the English site, strictly and offline, into site/")
    bench_ = add("bench", bench, "measure against hand-written baselines")
    bench_.add_argument("--quick", action="store_true", help="small sizes: whether it runs, not how fast")
    bench_.add_argument("--write", action="store_true", help="put the table into docs/*/performance.md")
    bench_.add_argument(
        "--against", metavar="COMMIT", help="run this and an earlier commit in turn, in five pairs"
    )
    bench_.add_argument(
        "--size", choices=("quick", "middle", "full"), default="middle", help="with --against"
    )
    bench_.add_argument("--pairs", type=int, default=5, help="with --against (default: 5)")
    bench_.add_argument(
        "--peers",
        action="store_true",
        help="measure other libraries at the same work, in an environment of its own",
    )
    fuzz_ = add(
        "fuzz", fuzz, "try mutated inputs: a reading, a documented error or a finding must come of each"
    )
    fuzz_.add_argument("--seed", type=int, default=7, help="the same seed gives the same inputs (default: 7)")
    fuzz_.add_argument("--minutes", type=float, help="stop after so long (default: 1)")
    fuzz_.add_argument("--inputs", type=int, help="stop after so many")
    mutate_ = add("mutate", mutate, "break lines of a room and run the tests that reach them")
    mutate_.add_argument("room", help="a folder or a module of src/dlxh: casework, models/case_fold")
    mutate_.add_argument("--sample", type=int, help="how many lines (default: all)")
    mutate_.add_argument(
        "--seed", type=int, default=7, help="the same seed breaks the same lines (default: 7)"
    )
    mutate_.add_argument("--only", help="only lines whose name holds this text")
    mutate_.add_argument(
        "--seconds", type=float, help="how long the tests of one line may go on (default: 10)"
    )
    mutate_.add_argument("--all", action="store_true", help="print the killed ones too")
    mutate_.add_argument("--again", action="store_true", help="try what was killed before too")
    wheelhouse_ = add(
        "wheelhouse",
        wheelhouse,
        "collect the wheel and all it needs for machines without a network, and try it",
    )
    wheelhouse_.add_argument("--platforms", nargs="+", choices=("linux", "windows"), help="default: both")
    wheelhouse_.add_argument("--pythons", nargs="+", metavar="VERSION", help="default: 3.11 3.12 3.13")
    wheelhouse_.add_argument("--extras", nargs="+", metavar="NAME", help="such as sql (default: none)")
    add("lock", lock, "renew requirements-dev.txt after a change of dependencies in pyproject.toml")
    return parser


# --- commands -----------------------------------------------------------------------------------------------


def demo(options: argparse.Namespace) -> int:
    """Print the figures of the example networks, in an environment that holds only what that takes."""
    make_environment(BARE_VENV, ("-c", constraints(), ROOT))
    os.environ["PYTHONPATH"] = str(ROOT / "src")  # the sources as they are now
    return run(python_of(BARE_VENV), ROOT / "examples" / "demo.py", "--lang", options.lang)


def test(options: argparse.Namespace) -> int:
    """Run the tests; without options also the coverage gate and the wheel."""
    pytest: tuple[str, ...] = (sys.executable, "-m", "pytest", "-q")
    if options.long:
        os.environ["DLXH_LONG"] = "1"
        pytest = (*pytest, "-m", "not duckdb and not spark and not postgres")
    if options.python:
        return test_python(options.python, *(options.only or OTHER_PYTHON_TESTS))
    if options.spark:
        pip("install", "-q", "-c", constraints(), "-e", ".[spark]")
        return run(*pytest, "-m", "spark", *options.only)
    if options.duckdb:
        return run(*pytest, *SHARED, "-m", "duckdb", *options.only)
    elsewhere = {
        "postgres": test_postgres,
        "apps": test_apps,
        "browser": test_browser,
        "first": test_first,
    }
    for name, act in elsewhere.items():
        if getattr(options, name):
            return act(*options.only)
    if options.only:
        return run(*pytest, *options.only)
    os.environ.setdefault("POLARS_MAX_THREADS", "1")  # there is a process for each core already
    watched = () if options.fast else ("--cov", "--durations=15")
    return run(*pytest, *SHARED, *watched) or (0 if options.fast else test_wheel())


def test_first(*_: str) -> int:
    """Measure what a newcomer waits for, from a new environment to the first figures of one's own province."""
    return run(sys.executable, "-m", "tests.project.first_figure", build_wheel(), constraints())


def test_postgres(*only: str) -> int:
    """Run the tests on PostgreSQL, with a server that they start, in an environment with its driver and DuckDB's extension."""
    install_postgres()
    pins = constraints().read_text(encoding="utf-8").splitlines()
    other = CACHE / "constraints-postgres.txt"
    other.write_text(
        "\n".join(pin for pin in pins if not pin.startswith("duckdb==")) + "\n", encoding="utf-8"
    )
    make_environment(POSTGRES_VENV, ("-c", other, *POSTGRES_TOOLS, ROOT))
    python = python_of(POSTGRES_VENV)
    pip("install", "-q", "--no-deps", "--force-reinstall", ROOT, python=python)  # the sources as they are now
    return run(python, "-m", "pytest", "-q", "-m", "postgres", *(only or POSTGRES_TESTS))


def install_postgres() -> None:
    """Install Debian's server; the tests start it in a folder of theirs, with no cluster of the system's own."""
    there = shutil.which("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    install_debian("postgresql", there=bool(there))


def install_debian(package: str, *, there: bool) -> None:
    """Install a package of Debian where it is not there and this may be done; elsewhere say what is missing."""
    apt = shutil.which("apt-get")
    if there:
        return
    if apt is None or os.geteuid() != 0:
        print(
            f"{package} is not there: what needs it is skipped or says so; on Debian: sudo apt-get install {package}"
        )
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (("update", "-q"), ("install", "-q", "-y", "--no-install-recommends", package)):
        subprocess.run([apt, *arguments], check=False, env=quiet)


def test_apps(*only: str) -> int:
    """Run the tests of applications, each in its own folder as in a province, in an environment that holds what they need."""
    homes = [APPS / Path(name).name for name in only] or find_apps()
    if unknown := [home.name for home in homes if home not in find_apps()]:
        known = ", ".join(home.name for home in find_apps())
        sys.exit(f"There is no application {', '.join(unknown)}; choose from: {known}")
    make_environment(APPS_VENV, ("-c", constraints(), *APPS_TOOLS, ROOT))
    install_browser()
    python = python_of(APPS_VENV)
    pip("install", "-q", "--no-deps", "--force-reinstall", ROOT, python=python)  # the sources as they are now
    failed = []
    for home in homes:
        print(f"== {home.relative_to(ROOT)}", flush=True)
        failed += [home.name] if run(python, "-m", "pytest", "-q", folder=home) else []
    print("all applications pass" if not failed else f"failed: {', '.join(failed)}")
    return len(failed)


def install_browser() -> None:
    """Install Debian's browser: that which Playwright would fetch comes from no package registry."""
    install_debian("chromium", there=shutil.which("chromium") is not None)


def test_browser(*only: str) -> int:
    """Open the pages of the site in Chromium, all of them or those that are named, after building it where it is stale."""
    mark = made_site()
    stamp = SITE / ".made-from"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != mark:
        if docs(argparse.Namespace()):
            return 1
        stamp.write_text(mark, encoding="utf-8")
    make_environment(BROWSER_VENV, ("-c", constraints(), *BROWSER_TOOLS))
    install_browser()
    chosen = ("-k", " or ".join(only)) if only else ()
    tests = ROOT / "tests" / "browser"
    return run(python_of(BROWSER_VENV), "-m", "pytest", "-q", "-n", "auto", *chosen, folder=tests)


def made_site(tree: Path = ROOT) -> str:
    """A digest of all that the site is made from."""
    digest = hashlib.sha256()
    named = [found for source in SITE_SOURCES for found in tree.glob(source)]
    files = {path for found in named for path in (found.rglob("*") if found.is_dir() else [found])}
    for path in sorted(files):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path.relative_to(tree).as_posix()}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def find_apps() -> list[Path]:
    """The folders of the applications that have tests."""
    return sorted(path.parent for path in APPS.glob("*/pytest.toml"))


def test_python(version: str, *only: str) -> int:
    """Install the wheel and the locked tools for another Python, and run the tests there."""
    interpreter = find_interpreter(version)
    home = ROOT / f".venv-{version}"
    make_environment(home, ("-r", LOCK), interpreter=interpreter)
    python = python_of(home)
    pip("install", "-q", "--no-deps", "--force-reinstall", build_wheel(), python=python)
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    # -P: without it the working directory would be searched before the installed wheel
    return run(python, "-P", "-c", SMOKE) or run(python, "-P", "-m", "pytest", "-q", *SHARED, *only)


def find_interpreter(version: str) -> str:
    """Return the command that starts a Python of this version; stop in words where there is none."""
    tries = [f"python{version}"] if os.name != "nt" else ["py", f"-{version}"]
    found = shutil.which(tries[0])
    asked = [found or "", *tries[1:], "-c", "import sys; print(sys.executable)"]
    done = subprocess.run(asked, check=False, capture_output=True, encoding="utf-8") if found else None
    if done is None or done.returncode:
        sys.exit(f"There is no Python {version} here: install it, so that {' '.join(tries)} starts it.")
    return done.stdout.strip()


def build_wheel() -> Path:
    """Build the wheel into dist/ and return where it lies."""
    dist = ROOT / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    if run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", dist):
        sys.exit("the wheel could not be built; the reason is above")
    (wheel,) = dist.glob("*.whl")
    return wheel


def test_wheel() -> int:
    """Build the wheel, install it away from the source tree, with the tools of its tests and without, and test it there."""
    wheel = build_wheel()
    pins = ("-c", constraints())
    wanted = {WHEEL_VENV: (*pins, *WHEEL_TOOLS, wheel), BARE_VENV: (*pins, wheel)}
    with ThreadPoolExecutor() as pool:  # pip keeps one core busy
        python, bare = pool.map(partial(install_wheel, wheel), wanted, wanted.values())
    # -P: without it the working directory would be searched before the installed wheel
    found = [path for path in WHEEL_TESTS if (ROOT / path).exists()]
    return (
        run(python, "-m", "pip", "check")
        or run(python, "-P", "-c", SMOKE)
        or run(python, "-P", "-m", "pytest", "-q", "-p", "no:cacheprovider", *SHARED, *found)
        or test_surface(python)
        or test_bare(bare)
    )


def install_wheel(wheel: Path, home: Path, wanted: tuple[object, ...]) -> Path:
    """Make an environment with the wheel as it is now, and return its interpreter."""
    make_environment(home, wanted)
    python = python_of(home)
    pip("install", "-q", "--no-deps", "--force-reinstall", wheel, python=python)
    return python


def test_surface(python: Path) -> int:
    """Run the file of the public surface as whoever gets it does, away from the source tree."""
    with tempfile.TemporaryDirectory() as elsewhere:
        shown = Path(elsewhere) / "dlxh-surface.txt"
        doctest = (
            python,
            "-I",
            "-X",
            "utf8",
            "-m",
            "doctest",
            "-o",
            "ELLIPSIS",
            "-o",
            "NORMALIZE_WHITESPACE",
        )
        return run(sys.executable, "-m", "docs.surface", shown) or run(*doctest, shown, folder=shown.parent)


def test_bare(python: Path) -> int:
    """Run the first pages where the wheel and what it needs are all that there is, away from the source tree."""
    with tempfile.TemporaryDirectory() as elsewhere:
        command = (
            python,
            "-I",
            ROOT / "tests" / "project" / "run_pages.py",
            *(ROOT / page for page in BARE_PAGES),
        )
        return subprocess.run([str(part) for part in command], check=False, cwd=elsewhere).returncode


def check(_: argparse.Namespace) -> int:
    """Run every static check and report all of them, not only the first that fails."""
    failed = []
    for name, (code, said, seconds) in side_by_side(CHECKS):
        print(said, f"{name}: {'failed' if code else 'ok'} in {seconds:.1f} s", sep="", flush=True)
        failed += [name] if code else []
    print("all checks pass" if not failed else f"failed: {', '.join(failed)}")
    return len(failed)


def fix(_: argparse.Namespace) -> int:
    """Let ruff repair and format."""
    return run(tool_of("ruff"), "check", "--fix", "-q") or run(tool_of("ruff"), "format")


def docs(_: argparse.Namespace) -> int:
    """Build both sites, finish them, then look for anything that their pages would fetch from elsewhere."""
    shutil.rmtree(SITE, ignore_errors=True)
    # one after the other: both keep their cache in one place, which `--clean` empties
    for language in LANGUAGES:
        if run(tool_of("zensical"), "build", "--strict", "--clean", "-f", f"mkdocs.{language}.yml"):
            return 1
    finished = run(sys.executable, "-m", "docs.assistants", SITE) or run(
        sys.executable, "-m", "docs.site", SITE
    )
    fetched = re.compile(
        r"<(?:link|script|img|iframe|source)\b[^>]*\b(?:href|src)=[\"']?(?:https?:)?//[^>]*>"
    )
    outside = [
        f"{page.relative_to(ROOT)}: {tag}"
        for page in SITE.rglob("*.html")
        for tag in fetched.findall(page.read_text(encoding="utf-8"))
    ]
    print(*outside, f"{len(outside)} things are fetched from elsewhere; the sites lie in {SITE}", sep="\n")
    return finished or len(outside)


def bench(options: argparse.Namespace) -> int:
    """Measure, medians and ratios in one run."""
    if options.peers:
        make_environment(PEERS_VENV, ("-c", constraints(), *WHEEL_TOOLS, *PEERS, ROOT))
        python = python_of(PEERS_VENV)
        pip(
            "install", "-q", "--no-deps", "--force-reinstall", ROOT, python=python
        )  # the sources as they are now
        return run(python, ROOT / "tests" / "bench" / "peers" / "run.py")
    if options.against:
        return bench_against(options.against, options.size, options.pairs)
    wanted = [f"--{name}" for name in ("quick", "write") if getattr(options, name)]
    return run(sys.executable, ROOT / "tests" / "bench" / "run.py", *wanted)


def bench_against(commit: str, size: str, pairs: int) -> int:
    """Install an earlier commit in an environment of its own, and run its bench and ours in turn."""
    found = subprocess.run(
        ["git", "rev-parse", "--verify", f"{commit}^{{commit}}"],
        check=False,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    if found.returncode:
        return found.returncode
    tree = EARLIER / found.stdout.strip()[:12]
    if not tree.exists():
        packed = subprocess.run(
            ["git", "archive", "--format=zip", commit], check=True, stdout=subprocess.PIPE
        )
        with zipfile.ZipFile(io.BytesIO(packed.stdout)) as archive:
            archive.extractall(tree)
    make_environment(tree / ".venv", ("-r", tree / LOCK.name), editable=True, tree=tree)
    sides = (f"{python_of(home / '.venv')}={home}" for home in (ROOT, tree))
    return run(sys.executable, ROOT / "tests" / "bench" / "against.py", size, pairs, *sides)


def fuzz(options: argparse.Namespace) -> int:
    """Try mutated inputs, one process for each core."""
    names = ("seed", "minutes", "inputs")
    given = [(f"--{name}", getattr(options, name)) for name in names if getattr(options, name) is not None]
    return run(sys.executable, ROOT / "tests" / "fuzz" / "run.py", *(part for pair in given for part in pair))


def mutate(options: argparse.Namespace) -> int:
    """Break lines of a room: tests that see none of it hold nothing."""
    names, flags = ("sample", "seed", "only", "seconds"), ("all", "again")
    given = [(f"--{name}", getattr(options, name)) for name in names if getattr(options, name) is not None]
    said = [f"--{name}" for name in flags if getattr(options, name)]
    wanted = (options.room, *(part for pair in given for part in pair), *said)
    return run(sys.executable, ROOT / "tests" / "mutation" / "run.py", *wanted)


def wheelhouse(options: argparse.Namespace) -> int:
    """Collect what is installed where there is no network into dist/wheelhouse/, with hashes, and install it once."""
    names = ("platforms", "pythons", "extras")
    given = [part for name in names if (said := getattr(options, name)) for part in (f"--{name}", *said)]
    return run(sys.executable, ROOT / "tests" / "release" / "wheelhouse.py", build_wheel(), *given)


def lock(_: argparse.Namespace) -> int:
    """Resolve the dev group for every platform; the file holds hashes and no address."""
    return run(
        *(tool_of("uv"), "pip", "compile", "pyproject.toml", "--group", "dev", "--universal", "--upgrade"),
        *("--python-version", "3.11", "--generate-hashes", "--no-header", "-q", "-o", LOCK),
        "--no-strip-extras",  # older pips take the newest release for a name[extra] that has no line of its own
    )


# --- environments -------------------------------------------------------------------------------------------


def make_environment(
    home: Path,
    requirements: tuple[object, ...],
    *,
    editable: bool = False,
    tree: Path = ROOT,
    interpreter: str | None = None,
) -> None:
    """Make or renew a virtual environment when what it was made from, in a tree, has changed."""
    stamp = home / "made-from"
    mark = made_from(tree, requirements)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == mark:
        return
    print(f"preparing {home.name} (once per change of the dependencies)", flush=True)
    if interpreter is not None:
        if run(interpreter, "-m", "venv", "--clear", home):
            sys.exit(f"{interpreter} could not make an environment; its reason is above.")
    elif Path(sys.prefix).resolve() != home.resolve():  # an activated environment cannot clear itself
        if importlib.util.find_spec("ensurepip") is None:
            sys.exit(
                "This Python cannot make environments. On Debian and Ubuntu: sudo apt install python3-venv"
            )
        venv.create(home, clear=True, with_pip=True, symlinks=os.name != "nt")
    python = python_of(home)
    if LOCK in requirements:
        # an older pip reads for each package all that are there; where there is no newer one, it takes longer
        run(python, "-m", "pip", "--disable-pip-version-check", "install", "-q", "--upgrade", "pip")
    # what is imported is compiled then: most of what the tools bring never is
    pip("install", "-q", "--no-compile", *requirements, python=python)
    if editable:
        pip("install", "-q", "--no-deps", "--no-build-isolation", "-e", tree, python=python)
    stamp.write_text(mark, encoding="utf-8")


def made_from(tree: Path = ROOT, requirements: tuple[object, ...] = ()) -> str:
    """A digest of all that an environment depends on; the settings of the tools are not among it."""
    project = tomllib.loads((tree / "pyproject.toml").read_text(encoding="utf-8"))
    locked = (tree / LOCK.name).read_text(encoding="utf-8")
    parts = [sys.version, locked, project["project"], project["build-system"], *map(str, requirements)]
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def constraints() -> Path:
    """The locked versions without their hashes: pip refuses a local wheel next to hashes."""
    CACHE.mkdir(exist_ok=True)
    target = CACHE / "constraints.txt"
    pin = re.compile(
        r"^([\w.-]+)(?:\[[\w,-]*\])?(==[^\s;]+(?: ;[^\\\n]*)?)", re.MULTILINE
    )  # pip refuses extras here
    pins = ["".join(found) for found in pin.findall(LOCK.read_text(encoding="utf-8"))]
    target.write_text("\n".join(pins) + "\n", encoding="utf-8")
    return target


def python_of(home: Path) -> Path:
    """The interpreter of a virtual environment, on Windows too."""
    return home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def tool_of(name: str) -> Path:
    """A tool that is installed next to the running interpreter."""
    return Path(sys.executable).parent / (f"{name}.exe" if os.name == "nt" else name)


def pip(*arguments: object, python: Path | str = sys.executable) -> None:
    """Run pip, and stop in words when it fails."""
    if run(python, "-m", "pip", "--disable-pip-version-check", *arguments):
        sys.exit("pip failed; its reason is above. With no network nothing can be installed.")


def run(*command: object, folder: Path | None = None) -> int:
    """Run a command in this terminal, perhaps in another folder, and return its exit code."""
    return subprocess.run([str(part) for part in command], check=False, cwd=folder).returncode


def side_by_side(commands: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, tuple[int, str, float]]]:
    """Run tools, one for each core at a time, and yield the exit code, words and seconds of each, in their order."""

    def told(command: Sequence[str]) -> tuple[int, str, float]:
        began = time.perf_counter()
        done = subprocess.run(
            [str(tool_of(command[0])), *command[1:]],
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        return done.returncode, done.stdout, time.perf_counter() - began

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from zip(commands, pool.map(told, commands.values()), strict=True)


if __name__ == "__main__":
    sys.exit(main())
