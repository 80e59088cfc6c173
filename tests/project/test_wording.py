"""The words of readers: none that offices do not write, one word for one thing, and plain English."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from dlxh.measures.catalogue import MEASURES
from dlxh.rules.catalogue import ALL_RULES

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(
    r"<!-- measured -->.*?<!-- /measured -->|^[ \t]*(`{3,}).*?^[ \t]*\1[ \t]*$|`[^`\n]*`",
    re.MULTILINE | re.DOTALL,
)
MARKS = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]")

VIETNAMESE = {
    r"\bbịa\b": "giả định",
    r"đội hình": "đội ngũ",
    r"ngôn ngữ máy": "ngôn ngữ của hệ điều hành",
    r"cận dưới": "con số tối thiểu",
    r"\btỉ lệ": "tỷ lệ",
    r"chủ đề": "lĩnh vực",
    r"thái độ": "khuynh hướng",
    r"\bsố đo\b": "chỉ tiêu",
    r"bước đi": "bảng quy trình, bước",
    r"\bdấu (?:độ )?mật": "dấu chỉ độ mật",
    r"người gọi": "người lập trình",
    r"phép thử": "bộ kiểm thử",
    r"\bnợ báo cáo|\bquy chế đòi": "phải nộp; quy chế yêu cầu",
    r"\bbản đồ\b": "đơn vị hành chính",
    r"đứng hai lần|đứng cùng nhau|trỏ tới mã": "bị lặp, mâu thuẫn, ghi mã",
    r"\d %": "90,7%",
    r"own (?:choice|definition)": "dlxh tự quy định",
    r"(?<!\| )(?<![{#.])\bpack\b(?![=(}])": "gói",
    r"\bcủa ta\b": "của thư viện",
    r"(?:sẵn|nằm) trong gói\b|\bcài gói\b|\bgói (?:cài|phần mềm|wheel|Python)": "thư viện; gói là của tỉnh",
    r"[Đđ]ơn vị cử\b": "cơ quan cử",
}
ENGLISH = {
    r"(?<!\bthere )\b(?:is|are) no (?!longer\b|more\b|less\b|tighter\b)": "is not a",
    r"\bthere are: ": "choose from: ",
    r"\bstands? (?:twice|beside|below|above|on more)": "appears",
    r"\breckon": "calculate",
    r"\bso many\b": "at most",
    r"\bno fellow\b": "no counterpart",
    r"\b(?:clock|law) on top\b|\basks? the clock\b": "system clock, declaration",
    r"\d %": "90.7%",
}
INSIDE = r"(?:domain|design|faults|names|wording)\.md"
"""Notes that no reader of the library has."""


def prose_of(language: str) -> Iterator[tuple[str, str]]:
    """The lines of the pages of one language, without code, each with its page."""
    for path in sorted((ROOT / "docs" / language).rglob("*.md")):
        for line in FENCE.sub(" ", path.read_text(encoding="utf-8")).splitlines():
            yield path.relative_to(ROOT).as_posix(), line


def texts_of(path: Path) -> Iterator[str]:
    """The texts in a module that are neither docstrings nor code: sentences of errors, rules and measures."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value


@cache
def messages() -> tuple[tuple[str, str], ...]:
    """Every sentence that the library may say, with the place it comes from."""
    said = [
        (path.relative_to(ROOT).as_posix(), text)
        for path in sorted((ROOT / "src" / "dlxh").rglob("*.py"))
        for text in texts_of(path)
        if " " in text
    ]
    listed = tomllib.loads((ROOT / "src/dlxh/data/refusals.toml").read_text(encoding="utf-8"))
    entries = (*(each for each in listed.values() if isinstance(each, dict)), *listed["patterns"])
    return (*said, *(("refusals.toml", entry[lang]) for entry in entries for lang in ("vi", "en")))


def found(words: dict[str, str], lines: Iterable[tuple[str, str]]) -> list[str]:
    """Where a banned word is, with what to write instead."""
    any_of = re.compile("|".join(words), re.IGNORECASE)
    return [
        f"{place}: {line.strip()[:140]} → {instead}"
        for place, line in lines
        if any_of.search(line)
        for word, instead in words.items()
        if re.search(word, line, re.IGNORECASE)
    ]


def test_vietnamese_pages_and_messages_use_the_words_of_offices() -> None:
    """One word for one thing, that of the glossary; percentages without a blank; nothing left in English."""
    said = ((place, text) for place, text in messages() if MARKS.search(text.lower()))

    assert found(VIETNAMESE, prose_of("vi")) == []
    assert found(VIETNAMESE, said) == []


def test_english_pages_and_messages_are_plain() -> None:
    """No turns of phrase that only this project uses."""
    said = ((place, text) for place, text in messages() if not MARKS.search(text.lower()))

    assert found(ENGLISH, prose_of("en")) == []
    assert found(ENGLISH, said) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_page_names_notes_of_those_who_wrote_it(language: str) -> None:
    """Pages send readers to what they have."""
    assert found({INSIDE: "leave it out"}, prose_of(language)) == []


def test_rules_and_measures_write_days_as_offices_do() -> None:
    """22/11/2026 in Vietnamese, also in cures."""
    rules = (text for rule in ALL_RULES for text in (rule.vi, rule.cure_vi, rule.why_vi))
    measures = (each.definition("vi") for each in MEASURES)

    assert [text for text in (*rules, *measures) if re.search(r"\d{4}-\d{2}-\d{2}", text)] == []


def test_the_guards_see_what_they_forbid() -> None:
    """The patterns find what they are for, so that their silence means something."""
    told = [
        ("page", "Tỉnh bịa có 90,7 % và tỉ lệ"),
        ("page", "the date is no day"),
        ("page", "there is no day"),
    ]

    assert len(found(VIETNAMESE, told)) == 3
    assert len(found(ENGLISH, told)) == 2
