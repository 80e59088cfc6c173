"""Bộ kiểm thử cho pytest: a province's own register, pack and store are put through the tests of dlxh.

It is never loaded by itself. The `conftest.py` that has this line gets the tests:

    pytest_plugins = ["dlxh.testing.plugin"]

In it the province gives, each if it has it:

- `pytest_dlxh_pack()`, a hook that returns the pack. It is not a fixture: each rule of the pack becomes a test of its own, and
  pytest collects tests before there are fixtures. Fixtures may take the pack as `dlxh_pack`.
- `dlxh_register`, a fixture: the register.
- `dlxh_store`, a fixture: two functions, `write(register)` and `read()`, which returns the register.
- `dlxh_calendar`, a fixture: working days, where own rules or measures need them.

The tests appear under that `conftest.py`, and `pytest tests/conftest.py -k LV01` runs some of them. What is not given is
skipped with its reason, and a report at the end says what was tried, what fell, and what to do.
"""

from pathlib import Path
from types import ModuleType
from typing import Any, Final, NoReturn

import pytest

from dlxh.register.pack import Pack
from dlxh.register.register import Register
from dlxh.testing.conformance import hooks, suite
from dlxh.testing.conformance.round_trips import StoreFunctions
from dlxh.testing.conformance.summary import Outcome, summarize
from dlxh.words.bilingual import LANGS, Lang, in_language
from dlxh.words.work_calendars import WorkCalendar

NAME: Final = "dlxh.testing.plugin"
_PART: Final = "dlxh_part"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the language of the report be chosen."""
    text = "language of what the tests of dlxh say: vi or en"
    parser.getgroup("dlxh").addoption("--dlxh-lang", choices=LANGS, default=None, help=text)
    parser.addini("dlxh_lang", text, default="vi")


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Add the hook that gives the pack."""
    pluginmanager.add_hookspecs(hooks)


def pytest_configure(config: pytest.Config) -> None:
    """Refuse an unknown language, and let `testpaths` reach a conftest.py that is outside of them."""
    if _lang(config) not in LANGS:
        raise pytest.UsageError(f"dlxh_lang: vi, en; not {config.getini('dlxh_lang')!r}")
    if config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        folders = [Path(config.invocation_params.dir, each) for each in config.args]
        for file in _conftests(config):
            if not any(file.is_relative_to(folder) for folder in folders):
                config.args.append(str(file))


def pytest_report_header(config: pytest.Config) -> str:
    """Say where the tests come from."""
    files = ", ".join(str(file.relative_to(config.rootpath)) for file in _conftests(config))
    return in_language(
        _lang(config),
        vi=f"dlxh: bộ kiểm thử sổ, gói và kho lưu ({files})",
        en=f"dlxh: tests of register, pack and store ({files})",
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "Suite | None":
    """Collect the tests where the line is that asks for them."""
    return Suite.from_parent(parent, path=file_path) if file_path in _conftests(parent.config) else None


class Suite(pytest.Module):
    """The tests of dlxh, as if they were written in the conftest.py of the province."""

    def _getobj(self) -> ModuleType:
        return suite

    def collect(self) -> list[pytest.Item | pytest.Collector]:
        """Return the tests, each with what it is about, which its name begins with."""
        found: list[Any] = list(super().collect())
        for each in found:
            each.user_properties.append((_PART, each.name.split("_")[1]))
        return found


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:  # noqa: ANN401 - its type is private
    """Print the report."""
    outcomes = [
        found for reports in terminalreporter.stats.values() for each in reports if (found := _outcome(each))
    ]
    if outcomes:
        lang = _lang(config)
        terminalreporter.section(
            in_language(lang, vi="dlxh: kết quả kiểm thử", en="dlxh: what the tests say")
        )
        for line in summarize(outcomes, lang):
            terminalreporter.write_line(line)


def _outcome(report: object) -> Outcome | None:
    """Return how a test of ours ended; None: the report is about something else, or about a step that went well."""
    part = dict(getattr(report, "user_properties", ())).get(_PART)
    if not isinstance(report, pytest.TestReport) or part is None or (report.passed and report.when != "call"):
        return None
    name = report.nodeid.rpartition("::")[2]
    if report.passed:
        return Outcome(part, name, "passed")
    if report.skipped:
        return Outcome(part, name, "skipped", str(report.longrepr[2]).removeprefix("Skipped: "))  # type: ignore[index]
    crash = getattr(report.longrepr, "reprcrash", None)
    text = report.longreprtext if crash is None else crash.message
    return Outcome(part, name, "failed", text.removeprefix("Failed: "))


def _lang(config: pytest.Config) -> Lang:
    chosen: Lang = config.getoption("dlxh_lang") or config.getini("dlxh_lang")
    return chosen


def _conftests(config: pytest.Config) -> list[Path]:
    """Return the conftest.py files that ask for the tests."""
    found = []
    for plugin in config.pluginmanager.get_plugins():
        file = Path(getattr(plugin, "__file__", None) or "")
        wanted = getattr(plugin, "pytest_plugins", ())
        if file.name == "conftest.py" and NAME in ((wanted,) if isinstance(wanted, str) else wanted):
            found.append(file)
    return found


@pytest.fixture(scope="session")
def dlxh_lang(pytestconfig: pytest.Config) -> Lang:
    """The language of what the tests say."""
    return _lang(pytestconfig)


@pytest.fixture(scope="session")
def dlxh_pack(pytestconfig: pytest.Config) -> Pack | None:
    """The pack that `pytest_dlxh_pack` returns; None: there is none."""
    pack: Pack | None = pytestconfig.hook.pytest_dlxh_pack(config=pytestconfig)
    return pack


@pytest.fixture(scope="session")
def dlxh_register(dlxh_lang: Lang) -> Register:
    """The register; a province gives its own."""
    _lacking(dlxh_lang, "dlxh_register", "return dlxh.read(…, pack=dlxh_pack).register")


@pytest.fixture
def dlxh_store(dlxh_lang: Lang) -> StoreFunctions:
    """Two functions that write a register and read it back; a province gives its own."""
    _lacking(dlxh_lang, "dlxh_store", "return write, read")


@pytest.fixture(scope="session")
def dlxh_calendar() -> WorkCalendar | None:
    """The working days; a province gives its own where its rules or measures need them."""
    return None


def _lacking(lang: Lang, name: str, body: str) -> NoReturn:
    pytest.skip(
        in_language(
            lang,
            vi=f"conftest.py chưa có fixture {name}; hãy viết: @pytest.fixture def {name}(): {body}",
            en=f"conftest.py has no fixture {name}; write: @pytest.fixture def {name}(): {body}",
        )
    )
