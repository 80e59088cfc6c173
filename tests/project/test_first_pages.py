"""What a newcomer meets first: the file of 40 lines, the README, its picture, and that they run where only dlxh is installed."""

import ast
import io
import re
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest

import dev
import dlxh
from docs import picture
from tests.project import run_pages

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCES = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_file_fits_on_a_page() -> None:
    """Your province in 40 lines: at most 40, each of at most 100 characters."""
    lines = picture.script("vi").splitlines()
    assert 30 < len(lines) <= 40
    assert [line for line in lines if len(line) > 100] == []


def test_the_file_uses_what_everybody_may_use() -> None:
    """It imports dlxh and the standard library only, and every name that it takes from dlxh is public."""
    nodes = list(ast.walk(ast.parse(picture.script("vi"))))
    imported = {
        name.name for node in nodes if isinstance(node, ast.Import | ast.ImportFrom) for name in node.names
    }
    assert "dlxh" in imported
    assert not any(isinstance(node, ast.ImportFrom) for node in nodes)
    assert imported - {"dlxh"} <= sys.stdlib_module_names
    used = {
        tuple(path.split(".")[1:]) for path in map(ast.unparse, nodes) if re.fullmatch(r"dlxh(\.\w+)+", path)
    }
    assert ("register", "place_units") in used
    for name, *rest in used:
        assert name in dir(dlxh)
        home = getattr(dlxh, name)
        assert not rest or rest[0] in getattr(home, "__all__", dir(home))


def test_the_readme_says_the_same_twice() -> None:
    """Both halves have the same headings, the same code but for the language, and as many links to the same places."""
    _, vi, en = re.split(r"^## .*$", README, flags=re.MULTILINE)
    assert len(re.findall(r"^### ", vi, re.MULTILINE)) == len(re.findall(r"^### ", en, re.MULTILINE)) > 3
    code_vi, code_en = (dict(FENCES.findall(half))["python"] for half in (vi, en))
    assert code_vi.replace('"vi"', '"en"') == code_en
    links_vi, links_en = (re.findall(r"\]\(([^)]+)\)", half) for half in (vi, en))
    assert [link.replace("docs/vi/", "docs/en/") for link in links_vi] == links_en


@pytest.mark.parametrize("half", [1, 2])
def test_the_readme_prints_what_it_shows(half: int) -> None:
    """Ten lines, and below them what they print."""
    code, shown = (
        text for kind, text in FENCES.findall(README.split("\n## ")[half]) if kind in {"python", "text"}
    )
    said = io.StringIO()
    with redirect_stdout(said):
        exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - a page of ours
    assert said.getvalue() == shown
    assert len(code.splitlines()) == 10


def test_every_link_of_the_readme_leads_somewhere() -> None:
    """Each file that the README refers to is there."""
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert len(links) > 10
    assert [link for link in links if not (ROOT / link).is_file()] == []


def test_the_picture_has_all_that_was_printed() -> None:
    """No word of the output is lost between the columns, and numbers are at the right of their column."""
    lines = ("cộng tác viên  dòng", "─────────────────", "CTV-1             1")
    drawn = picture.draw(lines, "python a.py")
    assert re.findall(r">([^<]+)</text>", drawn) == ["$ python a.py", "cộng tác viên", "dòng", "CTV-1", "1"]
    assert re.findall(r'x="(\d+)" class="n"', drawn) == ["153", "153"]
    assert drawn.count("<path") == 1


def test_first_pages_run_where_only_dlxh_is(tmp_path: Path) -> None:
    """The pages to start with are among those that the built wheel is tried on, in both languages; a wrong answer is counted."""
    started = {"index", "install", "forty-lines", "tutorial", "tutorial-case", "tutorial-own"}
    assert {f"docs/{lang}/{page}.md" for lang in ("vi", "en") for page in started} < set(dev.BARE_PAGES)
    page = tmp_path / "page.md"
    page.write_text("```python\nday = 7\n```\n\n```pycon\n>>> day\n8\n```\n", encoding="utf-8")
    with redirect_stdout(io.StringIO()):
        assert run_pages.run_page(page) == 1


def test_the_wait_of_a_newcomer_is_measured_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """`dev.py test --first` builds the wheel and measures, and runs no other test."""
    ran: list[tuple[object, ...]] = []
    monkeypatch.setattr(dev, "build_wheel", lambda: Path("dlxh.whl"))

    def take(*command: object) -> int:
        ran.append(command)
        return 0

    monkeypatch.setattr(dev, "run", take)
    assert dev.test(dev.command_line().parse_args(["test", "--first"])) == 0
    ((_, _, module, wheel, _),) = ran
    assert (module, wheel) == ("tests.project.first_figure", Path("dlxh.whl"))
    assert (ROOT / f"{str(module).replace('.', '/')}.py").is_file()
