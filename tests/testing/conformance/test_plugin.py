"""The plugin: a conftest.py with one line gets the tests, and a report that a person reads."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "vi" / "testing.md").read_text("utf-8")
GOOD = PAGE.partition('title="conftest.py"\n')[2].partition("```")[0]
"""The conftest.py that the page writes: Lam Vân, with its store in SQLite."""
BROKEN = """
import pytest
from tests.testing.conformance import province

pytest_plugins = "dlxh.testing.plugin"


def pytest_dlxh_pack():
    return province.PACK


@pytest.fixture(scope="session")
def dlxh_register(dlxh_pack):
    return province.register()


@pytest.fixture
def dlxh_store(dlxh_register):
    return (lambda register: None), (lambda: dlxh_register)
"""

PLAIN = """
import pytest
from dlxh import Register
from tests import own, sample

pytest_plugins = ["dlxh.testing.plugin"]


def pytest_dlxh_pack():
    return own.PACK


@pytest.fixture(scope="session")
def dlxh_register():
    return Register([sample.unit()], as_of=sample.AS_OF)


@pytest.fixture
def dlxh_store(dlxh_register):
    return (lambda register: None), (lambda: dlxh_register)
"""


def run(folder: Path, *more: str) -> int:
    """Run pytest in this process on a folder of its own, where none of our own settings apply."""
    given = [
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:randomly",
        "-c",
        str(folder / "pytest.toml"),
        "--rootdir",
        str(folder),
    ]
    return int(pytest.main([*given, f"--confcutdir={folder}", "--import-mode=importlib", *more]))


@pytest.fixture(name="folder")
def fixture_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with tests of its own."""
    (tmp_path / "pytest.toml").write_text('[pytest]\ntestpaths = ["kiemthu"]\n', "utf-8")
    (tmp_path / "kiemthu").mkdir()
    (tmp_path / "kiemthu" / "test_own.py").write_text("def test_own():\n    pass\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.no_cover
def test_a_good_province_passes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Lam Vân passes the tests of its rules, measures, files and store."""
    (folder / "conftest.py").write_text(GOOD, "utf-8")

    assert run(folder, "-k", "rule or measure or roundtrip or store or texts or errors") == 0
    shown = capsys.readouterr().out
    assert "✓ kho lưu của tỉnh: 2 trên 2" in shown
    assert "✗" not in shown
    assert "–" not in shown


@pytest.mark.long
def test_a_good_province_passes_everything(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Lam Vân passes every test; the report has a line for each kind of test."""
    (folder / "conftest.py").write_text(GOOD, "utf-8")

    assert run(folder) == 0
    shown = capsys.readouterr().out
    assert re.findall(r"^([✓✗–]) ([^:]+): (.+)$", shown, re.MULTILINE) == [
        ("✓", "sổ mang theo gói", "1 trên 1"),
        ("✓", "quy tắc riêng", "6 trên 6"),
        ("✓", "chỉ tiêu riêng", "1 trên 1"),
        ("✓", "ghi rồi đọc lại", "3 trên 3"),
        ("✓", "kho lưu của tỉnh", "2 trên 2"),
        ("✓", "giá trị hạn chế không lộ ra", "6 trên 6"),
        ("✓", "mọi máy xử lý cùng kết quả", "3 trên 3"),
    ]


def test_a_broken_province_falls(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What does not hold is reported with its test, a sentence and a cure, in the language of the run; so is what was not tried."""
    (folder / "conftest.py").write_text(BROKEN, "utf-8")

    assert (
        run(folder, "--dlxh-lang", "en", "conftest.py", "-k", "not findings and not answers and not errors")
        == 1
    )
    shown = capsys.readouterr().out
    report = shown[shown.index("dlxh: what the tests say") :]
    assert "✗ own rules: " in report
    assert (
        "    test_rule_finds_only_its_wrong_examples[GL11]\n      GL11 reports its right example right[0]\n        → "
        in report
    )
    assert "test_rule_is_alone[GL13]" in report
    assert "test_rule_shows_its_boundary[GL12]" in report
    assert "    – not tried: GL14 is a function of tables, in which nothing can be changed" in report
    assert "✗ the province's store: 1 of 2\n    test_store_takes_a_change\n" in report
    assert "test_leak_of_restricted_values[figures]" in report
    assert "GL15 cannot run on duckdb" in report
    assert "Traceback" not in shown


def test_an_empty_province_is_told_what_it_may_give(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a pack and without fixtures nothing falls; each part says why it was not tried and what to write."""
    (folder / "conftest.py").write_text('pytest_plugins = ["dlxh.testing.plugin"]\n', "utf-8")

    assert run(folder) == 0
    shown = capsys.readouterr().out
    assert "– quy tắc riêng: không thử: gói không có quy tắc riêng" in shown
    assert "@pytest.fixture def dlxh_register(): return dlxh.read(…, pack=dlxh_pack).register" in shown


def test_a_register_without_the_pack(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A register that was read without the pack falls, and what is not in it is not tried; so where a folder of tests has the line."""
    (folder / "kiemthu" / "conftest.py").write_text(PLAIN, "utf-8")

    assert run(folder, "-v", "-k", "register or measure or store") == 1
    shown = capsys.readouterr().out
    assert "dlxh: bộ kiểm thử sổ, gói và kho lưu (kiemthu/conftest.py)" in shown
    assert "✗ sổ mang theo gói: 0 trên 1" in shown
    assert "đọc sổ với gói ấy: dlxh.read(…, pack=dlxh_pack).register" in shown
    assert "– chỉ tiêu riêng: không thử: gói không có chỉ tiêu riêng" in shown
    assert "    – không thử: sổ không có báo cáo nào để sửa" in shown


def test_a_province_without_a_store(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where there is a register and no store the report says what to write."""
    (folder / "conftest.py").write_text(PLAIN[: PLAIN.rindex("@pytest.fixture")], "utf-8")

    assert run(folder, "-k", "store") == 0
    assert "không thử: conftest.py chưa có fixture dlxh_store; hãy viết" in capsys.readouterr().out


def test_a_register_that_cannot_be_made(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An error in a fixture is in the report too, by its own sentence."""
    text = """
import dlxh
import pytest

pytest_plugins = ["dlxh.testing.plugin"]


@pytest.fixture(scope="session")
def dlxh_register():
    return dlxh.read("no-such-folder").register
"""
    (folder / "conftest.py").write_text(text, "utf-8")

    assert run(folder, "--dlxh-lang=en", "-k", "zip") == 1
    assert (
        "no-such-folder does not exist; check the path" in capsys.readouterr().out.partition("dlxh: what")[2]
    )


def test_only_what_is_asked_for_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who runs a file of their own runs that file: the tests of dlxh belong to the conftest.py that asks for them."""
    (folder / "conftest.py").write_text('pytest_plugins = ["dlxh.testing.plugin"]\n', "utf-8")

    assert run(folder, "kiemthu/test_own.py") == 0
    shown = capsys.readouterr().out
    assert "1 passed" in shown
    assert "kết quả kiểm thử" not in shown


def test_a_language_that_there_is_not(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A slip in the settings is refused with what is allowed."""
    (folder / "pytest.toml").write_text('[pytest]\ntestpaths = ["kiemthu"]\ndlxh_lang = "fr"\n', "utf-8")
    (folder / "conftest.py").write_text('pytest_plugins = ["dlxh.testing.plugin"]\n', "utf-8")

    assert run(folder) == pytest.ExitCode.USAGE_ERROR
    assert "dlxh_lang: vi, en; not 'fr'" in capsys.readouterr().err


@pytest.mark.parametrize("module", ["dlxh", "dlxh.testing"])
def test_pytest_is_only_for_the_plugin(module: str) -> None:
    """Nobody needs pytest but those who load the plugin."""
    code = f"import {module}, sys; {module}.__all__; sys.exit('pytest' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
