"""The docs: two languages that say the same, and fences that are all run."""

import re
from collections import Counter
from doctest import DocTestParser
from inspect import signature
from pathlib import Path

import pytest
import yaml

import conftest
import dlxh

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"

# Run, parsed, or for reading only. A fence of any other kind, or of none, is refused.
# What a page shows of an application in `python3` is a stretch of its files: tests/apps/test_code_on_pages.py.
READ = {"text", "console", "bash", "powershell", "mermaid", "sql", "yaml", "python3", "html"}
FENCE = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(`{3,}|~{3,})[ \t]*\{?[ \t]*\.?([\w-]*)", re.MULTILINE
)
HEADING = re.compile(r"^#{1,6} .*$", re.MULTILINE)
HEADING_ID = re.compile(r"\{ *#([a-z0-9-]+) *\}\s*$")


def pages_of(language: str) -> dict[str, str]:
    """The pages of one language: path below its folder, text."""
    home = DOCS / language
    return {
        path.relative_to(home).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(home.rglob("*.md"))
    }


def fences_of(text: str) -> list[tuple[str, str]]:
    """The fences of a page: language and code."""
    found = re.findall(
        r"^([ \t]*)(`{3,})[ \t]*\{?[ \t]*\.?([\w-]+)[^\n]*\n(.*?)^\1\2[ \t]*$", text, re.MULTILINE | re.DOTALL
    )
    return [(language, code) for _, _, language, code in found]


def headings_of(text: str) -> list[str]:
    """The heading lines of a page, without what looks like one inside a fence."""
    return HEADING.findall(
        re.sub(r"^([ \t]*)(`{3,}).*?^\1\2[ \t]*$", "", text, flags=re.MULTILINE | re.DOTALL)
    )


def read_pages() -> list[Path]:
    """All pages whose fences are tests."""
    return sorted(path for pattern in conftest.PAGES for path in ROOT.glob(pattern))


VI, EN = pages_of("vi"), pages_of("en")
BOTH = sorted(VI.keys() & EN.keys())


def test_both_languages_have_the_same_pages() -> None:
    """docs/vi and docs/en hold the same files, at least one."""
    assert VI
    assert sorted(VI) == sorted(EN)


def groups_of(language: str) -> dict[str, list[str]]:
    """The navigation of one language: group, its pages."""
    config = yaml.safe_load((ROOT / f"mkdocs.{language}.yml").read_text(encoding="utf-8"))
    return {name: pages for group in config["nav"] for name, pages in group.items()}


MOST_ENTRIES = 14
"""About a dozen: a longer group is read by nobody."""


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_navigation_lists_every_page(language: str) -> None:
    """Each page is in the navigation of its language once, by its file alone: its first heading is its one name."""
    listed = [page for pages in groups_of(language).values() for page in pages]
    assert sorted(listed) == sorted(pages_of(language))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_groups_of_the_navigation_are_short(language: str) -> None:
    """A group has at most about a dozen pages, and is there for its pages."""
    counts = {name: len(pages) for name, pages in groups_of(language).items()}
    assert {name: count for name, count in counts.items() if not 0 < count <= MOST_ENTRIES} == {}


def test_both_languages_have_the_same_groups() -> None:
    """Both languages have the same groups in one order, with the same pages in one order."""
    assert list(groups_of("vi").values()) == list(groups_of("en").values())


@pytest.mark.parametrize("pages", [VI, EN], ids=["vi", "en"])
def test_no_two_pages_have_one_title(pages: dict[str, str]) -> None:
    """A page opens with its title, the only heading of the first level, and no other page has it."""
    titles = {
        page: [line for line in headings_of(text) if line.startswith("# ")] for page, text in pages.items()
    }
    assert {page: found for page, found in titles.items() if len(found) != 1} == {}
    counted = Counter(HEADING_ID.sub("", found[0]).strip() for found in titles.values())
    assert [title for title, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("page", BOTH)
def test_headings_have_the_same_ids(page: str) -> None:
    """Every heading has an explicit ASCII id, the same in both languages, in the same order."""
    vi, en = (
        [HEADING_ID.findall(line) or line for line in headings_of(text)] for text in (VI[page], EN[page])
    )
    assert [line for line in vi + en if isinstance(line, str)] == []
    assert vi == en


ASKED = re.compile(r"""(?<=[(, =])"(?:vi|en)"(?=[,)\]])|(?<=[\w)\]])\.(?:vi|en)\b""")
"""Where a call asks for a language: `to_text("vi")`, `error.en`."""


def in_any_language(code: str) -> str:
    """A fence without what may differ between the languages: the language that is asked for, and what that prints."""
    if not code.lstrip().startswith(">>> "):
        return code
    shown = [(each.source, each.want) for each in DocTestParser().get_examples(code)]
    said = [(ASKED.sub("LANG", source), "" if ASKED.search(source) else want) for source, want in shown]
    return "".join(source + want for source, want in said)


@pytest.mark.parametrize("page", BOTH)
def test_code_is_the_same(page: str) -> None:
    """Both languages show the same code; fences of plain text may be translated, and calls may ask for the page's language."""
    vi, en = (
        [(kind, in_any_language(code)) for kind, code in fences_of(text) if kind != "text"]
        for text in (VI[page], EN[page])
    )
    assert vi == en


def test_only_the_language_that_is_asked_for_may_differ() -> None:
    """Another call, or another answer of a call that asks for no language, is other code."""
    said = in_any_language('>>> print(found.text("vi"))\nba\n>>> len(found)\n3\n')

    assert in_any_language('>>> print(found.text("en"))\nthree\n>>> len(found)\n3\n') == said
    assert in_any_language('>>> print(found.text("vi"))\nba\n>>> len(found)\n4\n') != said
    assert in_any_language('>>> print(found.name("vi"))\nba\n>>> len(found)\n3\n') != said


@pytest.mark.parametrize("path", read_pages(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_fence_is_run_or_meant_for_reading(path: Path) -> None:
    """No fence is skipped in silence: an independent count agrees with what the test runner collects."""
    text = path.read_text(encoding="utf-8")
    opening = [language for _, language in FENCE.findall(text)][::2]
    assert set(opening) <= READ | conftest.EVALUATORS.keys(), "name the fence's language; use text for output"
    expected = sum(language in conftest.EVALUATORS for language in opening)
    assert len(list(conftest.pages.parse(path).examples())) == expected


@pytest.mark.parametrize("pages", [VI, EN], ids=["vi", "en"])
def test_the_table_of_arguments_has_all_of_them(pages: dict[str, str]) -> None:
    """The page of the main functions says of each argument which of them take it, as their signatures do."""
    table = re.findall(r"^\| (.*) \|$", pages["reference/verbs.md"], re.MULTILINE)
    (_, *verbs, _), *rows = (re.sub("`", "", row).split(" | ") for row in table)
    listed = {verb: [row[0] for row in rows if row[place] != "–"] for place, verb in enumerate(verbs, 1)}
    taken = {verb: list(signature(getattr(dlxh, verb)).parameters) for verb in verbs}
    assert {verb: sorted(names) for verb, names in listed.items()} == {
        verb: sorted(names) for verb, names in taken.items()
    }


SIZE = re.compile(r",? [0-9][0-9.,]* (?:reports|rows|báo cáo|dòng)(?: from Parquet| từ Parquet)?")


@pytest.mark.parametrize("pages", [VI, EN], ids=["vi", "en"])
def test_the_page_names_every_figure_that_misses_its_bar(pages: dict[str, str]) -> None:
    """What the table of the benchmarks calls not reached is explained below it, by its name without the size."""
    table, _, below = pages["performance.md"].partition("<!-- /measured -->")
    rows = [line.split(" | ") for line in table.splitlines()]
    missed = [SIZE.sub("", row[0].removeprefix("| ")) for row in rows if row[-1] in {"no |", "không |"}]
    prose = " ".join(below[below.index("{#not-reached}") :].split())

    assert len(rows) > len(missed)
    assert [name for name in missed if name not in prose] == []
