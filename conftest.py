"""Every fence of the README, the docs and the examples is a test: python runs, json and toml are parsed."""

import doctest
import gc
import json
import os
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import is_hypothesis_test, settings
from sybil import Document, Example, Region, Sybil
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown.lexers import RawFencedCodeBlockLexer

from tests.lengths import LONG, examples

ROOT = Path(__file__).resolve().parent
collect_ignore = ["tests/bench/peers/forms.py", "tests/bench/peers/run.py"]
"""What imports the peers, which have an environment of their own."""

# Two cores are shared with whatever else runs: an example that once takes long proves nothing. The gate tries the same
# examples each time, so that its answer depends on what was changed; `--long` draws others each time.
settings.register_profile("patient", deadline=None, max_examples=examples(100), derandomize=not LONG)
settings.load_profile("patient")

run_python = PythonEvaluator()


def run_prompts(example: Example) -> str:
    """Run a fence of `>>>` prompts as one test, in the namespace of its page."""
    test = doctest.DocTestParser().get_doctest(
        str(example.parsed), {}, Path(example.path).name, example.path, example.line
    )
    test.globs = example.namespace  # get_doctest copies; later fences of the page need these names
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    runner.run(test, clear_globs=False, out=said.append)
    return "".join(said)


def run_code(example: Example) -> str | None:
    """Run a python fence, whether it shows prompts or plain code."""
    if str(example.parsed).lstrip().startswith(">>>"):
        return run_prompts(example)
    run_python(example)
    return None


def parse_json(example: Example) -> None:
    """Refuse a json fence that is not JSON."""
    json.loads(example.parsed)


def parse_toml(example: Example) -> None:
    """Refuse a toml fence that is not TOML."""
    tomllib.loads(example.parsed)


EVALUATORS: dict[str, Callable[[Example], str | None]] = {
    "json": parse_json,
    "py": run_code,
    "pycon": run_code,
    "python": run_code,
    "toml": parse_toml,
}

# Sybil's own pattern wants the language alone on the line, and silently skips ```python title="x" and ```{.python}.
find_fences = RawFencedCodeBlockLexer(re.compile(r"[ \t]*\{?[ \t]*\.?(?P<language>[\w-]+)(?P<more>[^\n]*)\n"))
ON_SPARK = re.compile(r"[.]spark\b")
"""A fence that begins with {.python .spark} needs Java and Spark: it runs with the tests on Spark, and only there."""


def parse_fences(document: Document) -> Iterable[Region]:
    """Yield each fence of a language that can be run or parsed."""
    for region in find_fences(document):
        evaluator = EVALUATORS.get(region.lexemes["language"])
        if evaluator is not None:
            region.parsed = region.lexemes["source"]
            region.evaluator = evaluator
            yield region


PAGES = ("README.md", "docs/**/*.md", "examples/*/README.md")


def name_page(namespace: dict[str, object]) -> None:
    """Give a page a name as a module has one: classes without are taken for built-in ones."""
    namespace["__name__"] = "page"


pages = Sybil(
    parsers=[parse_fences],
    setup=name_page,
    patterns=["README.md", "docs/*.md", "docs/*/*.md", "docs/*/*/*.md", "examples/*/README.md"],
    path=str(ROOT),
)
pytest_collect_file = pages.pytest()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Examples name files from the repository's root, so run there; nothing of what is collected is garbage."""
    os.chdir(session.config.rootpath)
    # the process that hands out the tests collects none
    if hasattr(session.config, "workerinput") or not session.config.getoption("numprocesses", None):
        gc.disable()


LONGEST = (
    "tests/rules/",
    "tests/ledger/",
    "tests/fuzz/",
    "tests/casework/",
    "tests/payroll/",
    "tests/measures/",
    "tests/register/",
    "tests/testing/",
    "tests/project/",
    "tests/models/",
    "tests/bench/",
    "tests/examples/",
)
"""Where the slow tests are, the slowest first."""

UNTRACED_FILES = {
    "tests/casework": "briefs clocks_of_tables dated_moves moves rules",
    "tests/ledger": "ad_hoc_stages gathered_receipts ledger_table obligation_rows predecessors receipts rules_agree schedule units_owing units_properties",
    "tests/measures": "comparing kinds large measuring networks_published own_dimensions own_of_every_record result unit_dimensions units watch",
    "tests/measures/engine": "completeness conditions groups query",
    "tests/measures/families": "casework families reporting units_owing",
    "tests/measures/periods": "period_index_cut",
    "tests/measures/text": "result_table",
    "tests/models": "models privacy",
    "tests/payroll": "allowances causes changes edges limits lines paid pay_tables reports_owed",
    "tests/project": "docs fences files generated options refusals_of_methods source wording",
    "tests/register": "calendar_ends commit dirty_files exchange findings growth hostile inner_defaults own_losses own_of_contents packs prefix roundtrip",
    "tests/rules": "across catalogue checking choice constraints examples kept_keys no_values places",
    "tests/rules/engine": "answers forms",
    "tests/rules/families": "area_codes days days_of_use figures finer_codes memberships paper_numbers personal_data rates reports",
    "tests/testing": "province",
    "tests/testing/conformance": "leaks",
    "tests/words": "period_windows personal_data traces",
}
"""The files of UNTRACED by their folder, each without `test_` and `.py`."""

UNTRACED = (
    "tests/bench/",
    "tests/examples/",
    "tests/fuzz/",
    "tests/mutation/",
    "docs/",
    "examples/",
    "README.md",
    "tests/casework/test_guard.py::test_no_outgoing_text_holds_anybody_of_an_invented_province",
    "tests/project/test_pickling.py::test_all_in_memory_is_pickled",
    "tests/project/test_pickling.py::test_the_table_holds_all_that_the_door_has",
    "tests/verbs/test_context.py::test_one_ledger_is_drawn_for_pay_and_reports",
    *(f"{home}/test_{name}.py" for home, names in UNTRACED_FILES.items() for name in names.split()),
)
"""What reaches nothing that the other tests and the examples of docstrings leave out: measured, test by test, in a whole run.

In a file that is listed here a test marked `traced` reaches what the others do not.
"""

ON_DUCKDB = ("tests/rules/language/", "tests/measures/test_catalogue.py")
"""Where the gate asks DuckDB too what is written once for each engine: every line of the rules' language, all measures."""


@pytest.hookimpl(tryfirst=True)  # before the marks choose what runs
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the fences on Spark and what runs without the trace, and put that last, of the rest the slowest files first."""
    for item in items:
        example = getattr(item, "example", None)
        if isinstance(example, Example) and ON_SPARK.search(example.region.lexemes.get("more", "")):
            item.add_marker("spark")
        if _engine_of(item) == "duckdb_own" and not (item.nodeid.startswith(ON_DUCKDB) or _is_alone(item)):
            item.add_marker("duckdb")
        if _needs_no_trace(item):
            item.add_marker("no_cover")
    items.sort(key=_place)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:  # noqa: ANN401 - xdist's own
    """Hand out the files one by one, what is traced in a file apart from the rest: xdist would hand out both at once."""
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling  # noqa: PLC0415 - not everywhere is xdist installed

    class Runs(LoadFileScheduling):  # type: ignore[misc]  # xdist ships no types
        run_of: Mapping[str, str]

        def schedule(self) -> None:
            if self.collection is None:
                self.run_of = _run_of(next(iter(self.registered_collections.values())))
            super().schedule()

        def _split_scope(self, nodeid: str) -> str:
            return self.run_of[nodeid]

    return Runs(config, log)


def _run_of(nodeids: Iterable[str]) -> dict[str, str]:
    """Number the runs of tests of one file that follow each other.

    >>> _run_of(["a.py::one", "a.py::two", "b.py::one", "a.py::three"])
    {'a.py::one': '0 a.py', 'a.py::two': '0 a.py', 'b.py::one': '1 b.py', 'a.py::three': '2 a.py'}
    """
    runs = groupby(nodeids, key=lambda nodeid: nodeid.split("::", 1)[0])
    return {nodeid: f"{place} {file}" for place, (file, run) in enumerate(runs) for nodeid in run}


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what was collected: it stays until the end, and there is a lot of it."""
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_sessionfinish() -> None:
    """Hand back what was passed over, so that modules are taken apart as ever when the process ends."""
    gc.unfreeze()


def _place(item: pytest.Item) -> tuple[bool, int]:
    """Return when a test runs: a slow file that a worker gets last keeps the others waiting.

    What a test without the trace leaves in a cache, a traced one that came later would find there and not reach.
    """
    slow = next((place for place, path in enumerate(LONGEST) if item.nodeid.startswith(path)), len(LONGEST))
    return _is_untraced(item), slow


def _is_untraced(item: pytest.Item) -> bool:
    return item.get_closest_marker("no_cover") is not None


def _engine_of(item: pytest.Item) -> str:
    """Return the engine on which a test runs that is written once for each."""
    params = {} if (callspec := getattr(item, "callspec", None)) is None else callspec.params
    return next((str(value) for name, value in params.items() if name.startswith("on_engine")), "polars")


def _needs_no_trace(item: pytest.Item) -> bool:
    """Return whether a test runs without the trace of coverage, under which it takes 1.2 to 4 times as long.

    A property reaches a line by luck, and another engine runs the lines that Polars runs: each line has to be reached by
    an example on Polars besides. What `cover` marks is watched all the same, and what `traced` marks in a file of UNTRACED.
    """
    given = is_hypothesis_test(getattr(item, "obj", None))
    elsewhere = _engine_of(item) != "polars"
    listed = item.nodeid.startswith(UNTRACED) and item.get_closest_marker("traced") is None
    return (not _is_alone(item) and (given or elsewhere)) or listed


def _is_alone(item: pytest.Item) -> bool:
    """Return whether a test alone reaches some lines."""
    return item.get_closest_marker("cover") is not None
