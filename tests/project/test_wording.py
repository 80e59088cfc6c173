"""The words of readers: none that offices do not write, one word for one thing, and plain English."""

import ast
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dlxh.measures.catalogue import MEASURES
from dlxh.rules.catalogue import ALL_RULES

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^[ \t]*(`{3,}).*?^[ \t]*\1[ \t]*$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
MARKS = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]")

VIETNAMESE = {
    r"\bbịa\b": "giả định",
    r"đội hình": "đội ngũ",
    r"phân mức": "chỉnh mức",
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
    r"tháng phục vụ|nguồn thứ (?:cấp|hai)|xem đồng hồ|đồng hồ vụ việc": "tháng làm việc, nguồn dẫn lại, lấy ngày của máy, thời hạn",
    r"khung lười|quan hệ DuckDB": "LazyFrame, truy vấn DuckDB",
    r"ngã ngũ|vào ngày xem|ổ khóa|tẩy xóa|đúng hình|bách phân vị": "có kết quả, tính đến ngày, phân quyền, che, hợp lệ, phân vị",
    r"\bdòng hỏng\b|\bđo đếm\b|\bđo lại\b": "dòng không hợp lệ, đếm",
    r"\bhợp đồng đang chạy\b|\bđương nhiệm\b|\bmiễn oan\b": "đang có hiệu lực, đang tham gia, miễn không đúng",
}
SPELLING = {
    r"\b(?:kì|lí do|quí|kĩ năng)\b|\b(?:xử|quản|pháp) lí\b": "kỳ, tỷ lệ, lý do, quý, kỹ năng, xử lý",
    r"o[àáảãạèéẻẽẹ]\b|(?<!q)u[ýỳỷỹỵ]\b": "hòa, ủy: dấu ở chữ đầu của vần",
}
"""Of texts that are written here; what a docstring quotes may be spelled as people type."""
ENGLISH = {
    r"(?<!\bthere )\b(?:is|are) no (?!longer\b|more\b|less\b|tighter\b)": "is not a",
    r"\bthere are: ": "choose from: ",
    r"\bstands? (?:twice|beside|below|above|on more)": "appears",
    r"\breckon": "calculate",
    r"\bso many\b": "at most",
    r"\bno fellow\b": "no counterpart",
    r"\b(?:clock|law) on top\b|\basks? the clock\b": "system clock, declaration",
    r"\d %": "90.7%",
    r"\bof ours\b|\bby our own\b": "of dlxh",
    r"\bunlike length|\bbroken month|\bline of difference": "differ in length, incomplete month, difference line",
    r"\bnobody owed\b|\bgoes? by the name\b": "no report was owed",
    r"\b(?:both|either|chosen|known) maps?\b|\bmap of units\b": "system of units, directory",
    r"\bno list holds\b|\b(?:that|which) is none\b": "that is on no list",
    r"\b(?:nothing|nobody|none) need\b|\bsince January\b|\bwith holes\b": "does not have to, year to date, with gaps",
    r"\b(?:is|are) untried\b|\bfrom strangers\b|\bout of the house\b": "has not been tried, untrusted, leaves the office",
    r"\b(?:read|draw|make|made|worked out) anew\b|\bpass(?:es)? null by\b": "again, ignores null",
}
CHANCE = {"báo cáo thẳng", "đóng không nhận", "mà quy tắc", "nhiêu ý kiến", "số liệu dựa vào", "thấy báo cáo"}
"""What is spelled like a term but for its marks, and is not a misspelling of it."""
MIXED = re.compile(
    rf"^(?!(?:A|An|The|Return|No)\b)[^\s:]*(?: [^\s:]*)?{MARKS.pattern}[^.:;(]*\b(?:of|the|by|that|for|and|in|which|with)\b"
)
"""A docstring that begins in Vietnamese and goes on in English without a colon."""
ASKED = re.compile(r"""(?<=[(, =])"(vi|en)"(?=[,)\]])|(?<=[\w)\]])\.(vi|en)\b(?=[.\])])""")
"""Where a call asks for a language."""
INSIDE = r"(?<![\w-])(?:domain|design|faults|names|wording)\.md"
"""Notes that no reader of the library has."""


def prose_of(language: str) -> Iterator[tuple[str, str]]:
    """The lines of the pages of one language, without code, each with its page."""
    for path in sorted((ROOT / "docs" / language).rglob("*.md")):
        for line in FENCE.sub(" ", path.read_text(encoding="utf-8")).splitlines():
            yield path.relative_to(ROOT).as_posix(), line


def output_of(language: str) -> Iterator[tuple[str, str]]:
    """The lines of all fences of one language, each with its page."""
    for path in sorted((ROOT / "docs" / language).rglob("*.md")):
        for fence in re.finditer(
            r"^[ \t]*(`{3,})(.*?)^[ \t]*\1[ \t]*$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        ):
            for line in fence[2].splitlines():
                yield path.relative_to(ROOT).as_posix(), line


def readme() -> Iterator[tuple[str, str]]:
    """The lines of the README, which is in both languages, without code."""
    for line in FENCE.sub(" ", (ROOT / "README.md").read_text(encoding="utf-8")).splitlines():
        yield "README.md", line


def strings_of(held: Any, key: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - of any TOML
    """The texts of a TOML file, each with the key under which it is."""
    if isinstance(held, str):
        yield key, held
    for name, each in (
        held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    ):
        yield from strings_of(each, name if isinstance(name, str) else key)


@cache
def labels() -> tuple[tuple[str, str, str], ...]:
    """The texts that people read of the files under data/, such as labels of codes, tables and fields: file, key, text."""
    return tuple(
        (path.relative_to(ROOT).as_posix(), key, text)
        for path in (*sorted((ROOT / "src/dlxh/data").rglob("*.toml")), ROOT / "docs/terms.toml")
        for key, text in strings_of(tomllib.loads(path.read_text(encoding="utf-8")))
        if not key.startswith("written")
    )


def declared(tree: ast.Module | ast.ClassDef) -> Iterator[ast.Module | ast.ClassDef | ast.FunctionDef]:
    """A module or class, and what is declared in it, outside of functions."""
    yield tree
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from declared(node)
        elif isinstance(node, ast.FunctionDef):
            yield node


@cache
def docstrings() -> tuple[tuple[str, str], ...]:
    """The docstrings of the library, each with its place."""
    return tuple(
        (f"{path}:{getattr(node, 'lineno', 1)}", text)
        for path, tree in modules()
        for node in declared(tree)
        if (text := ast.get_docstring(node, clean=False))
    )


@cache
def modules() -> tuple[tuple[str, ast.Module], ...]:
    """The modules of the library, by their paths."""
    return tuple(
        (path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted((ROOT / "src" / "dlxh").rglob("*.py"))
    )


def texts_of(tree: ast.Module) -> Iterator[str]:
    """The texts in a module that are neither docstrings nor code: sentences of errors, rules and measures."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value


@cache
def messages() -> tuple[tuple[str, str], ...]:
    """Every sentence that the library may say, with the place it comes from."""
    said = [(path, text) for path, tree in modules() for text in texts_of(tree) if " " in text]
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
    marked = {word: instead for word, instead in VIETNAMESE.items() if MARKS.search(word)}
    told = (*messages(), *readme(), *((place, text) for place, _, text in labels()))

    assert found(VIETNAMESE | SPELLING, prose_of("vi")) == []
    assert found(VIETNAMESE, (each for each in told if MARKS.search(each[1].lower()))) == []
    assert (
        found(marked, (each for each in (*docstrings(), *output_of("vi")) if MARKS.search(each[1].lower())))
        == []
    )
    assert found(SPELLING, ((place, text) for place, key, text in labels() if key != "name")) == []


def test_english_pages_and_messages_are_plain() -> None:
    """No turns of phrase that only this project uses."""
    said = (*messages(), *readme(), *((place, text) for place, _, text in labels()))

    assert found(ENGLISH, prose_of("en")) == []
    assert found(ENGLISH, ((place, text) for place, text in said if not MARKS.search(text.lower()))) == []


@cache
def bare(word: str) -> str:
    """A word without its marks."""
    parts = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(each for each in parts if not unicodedata.combining(each))


@cache
def terms() -> dict[str, str]:
    """The terms of the glossary and the names of tables, fields and codes, by their letters without marks."""
    named = (text for _, key, text in labels() if key in {"vi", "one_vi"})
    listed = {part.strip().lower() for text in named for part in re.split("[,(;:]", text)}
    return {" ".join(map(bare, term.split())): term for term in listed if 3 <= len(term.split()) <= 6}


def misspelled(lines: Iterable[tuple[str, str]]) -> list[str]:
    """Where a term of at least three words has other marks than in the glossary."""
    known, wrong = terms(), []
    for place, line in lines:
        for run in re.findall(r"[^\W\d_]+(?: [^\W\d_]+){2,}", line.lower()):
            words = run.split(" ")
            letters = [bare(word) for word in words]
            for size in range(3, 7):
                for first in range(len(words) - size + 1):
                    term = known.get(" ".join(letters[first : first + size]))
                    written = " ".join(words[first : first + size])
                    if term and written not in {term, *CHANCE} and MARKS.search(written):
                        wrong.append(f"{place}: {written} → {term}")
    return wrong


def test_terms_are_spelled_as_in_the_glossary() -> None:
    """Pages, messages and labels write the terms of the glossary, of tables, fields and codes with the same marks."""
    said = (*prose_of("vi"), *readme(), *messages(), *((place, text) for place, _, text in labels()))

    assert misspelled((place, text) for place, text in said if MARKS.search(text.lower())) == []


def test_a_docstring_that_begins_in_vietnamese_names_the_term_and_goes_on_after_a_colon() -> None:
    """One language in a sentence: `Kênh: the channel …`, not `Kênh by which …`."""
    assert [f"{place}: {text[:80]}" for place, text in docstrings() if MIXED.match(text)] == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_page_names_notes_of_those_who_wrote_it(language: str) -> None:
    """Pages send readers to what they have."""
    assert found({INSIDE: "leave it out"}, prose_of(language)) == []


def test_vietnamese_pages_show_vietnamese_answers() -> None:
    """What a fence asks at its prompts it asks in Vietnamese, or it shows both languages."""
    fences = [
        (path.name, fence)
        for path in sorted((ROOT / "docs" / "vi").rglob("*.md"))
        for fence in re.findall(
            r"^```(?:python|pycon|py)\n(>>> .*?)^```$",
            path.read_text(encoding="utf-8"),
            re.MULTILINE | re.DOTALL,
        )
    ]
    asked = [(name, {one or other for one, other in ASKED.findall(fence)}, fence) for name, fence in fences]

    assert [
        f"{name}: {fence[:120]}"
        for name, languages, fence in asked
        if languages == {"en"} and not MARKS.search(fence)
    ] == []


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

    assert len(misspelled([("page", "Cộng tác viên của mạng lưới, cọng tác viên")])) == 1
    assert MIXED.match("Kênh by which a report came in.")
    assert not MIXED.match("Kênh: the channel by which a report came in.")
    assert len(found(VIETNAMESE, told)) == 3
    assert len(found(ENGLISH, told)) == 2
