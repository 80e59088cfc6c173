"""Names: functions begin with a verb or name what they return, and words that once had five meanings are gone."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "dlxh"

BANNED = frozenset(("deed", "deeds", "reckon", "reckoned", "reckoning", "reckons", "seat", "seated", "seats"))
"""Words that are used nowhere: not in names, not in comments, not in docstrings."""

BANNED_IN_NAMES = BANNED | {"asked", "beside", "claimed", "laid", "said", "sought", "told"}
"""Words that names may not use: they hide who does what to which."""

DIALECT = {
    r"(?-i:[Ss]tands?|[Ss]too[d]|standing)": "is, appears",
    r"tells?|told|telling": "return, report, show, distinguish",
    r"beside": "next to, with, besides",
    r"so many": "at most, this many",
    r"(?<!one )(?<!none )(?<!each )(?<!all )(?<!some )of which": "whose, that",
    r"(?<!there )(?:is|are|was|were) no(?! longer| more| less)": "is not a",
    r"laid|sought": "added, looked for",
    r"asked (?:of|about)|asks (?:of|nothing)": "judges, evaluated on, reads",
    r"names (?:an?|the|its|one|none|nothing|what|which|two|both|rows?)": "refers to, has",
    r"claims? no more|nobody says|otherwise than|no fellows?": "states, it is not stated, differs from, counterpart",
}
"""Turns of phrase that only this project used, with what plain English says; code in comments and docstrings is left alone."""
PHRASE = re.compile(rf"\b(?:{'|'.join(DIALECT)})\b", re.IGNORECASE)
CODE = re.compile(r"^[ \t]*(?:>>>|\.\.\. ).*$|`[^`\n]*`", re.MULTILINE)

IRREGULAR = frozenset(
    (
        "begun", "borne", "bound", "built", "chosen", "drawn", "found", "given", "gone", "held", "kept", "known",
        "laid", "left", "lost", "made", "meant", "met", "owed", "paid", "said", "seen", "sent", "shown", "sought",
        "taken", "told", "worn", "written",
    )
)  # fmt: skip
PARTICIPLE = re.compile(r"(?!need|seed|feed|speed|proceed|exceed|embed)[a-z]{2,}ed")
AFTER = frozenset(
    ("apart", "as", "at", "by", "from", "in", "of", "on", "once", "to", "twice", "under", "up", "with")
)
"""Words after a participle that make no name of it: `named_in`, `worked_by`."""

CONDITIONS = ("rules/families/",)
"""Rules are named after what is wrong: `paid_twice`."""

PUBLIC = frozenset(("given", "known_at", "known_on", "merged_with", "stored"))
"""What reads as a sentence where it is called: `case.known_at(noon)`, `given(which, wrong)`."""


def participle(word: str) -> bool:
    """Whether a word is the past participle of a verb."""
    return word in IRREGULAR or PARTICIPLE.fullmatch(word) is not None


def bare(name: str) -> bool:
    """Whether a name is a participle alone, or with a preposition: it says neither what is done nor what is returned."""
    first, *rest = name.strip("_").split("_")
    return participle(first) and all(word in AFTER for word in rest)


def text_of(path: Path) -> str:
    """What a module of the package holds."""
    return path.read_text(encoding="utf-8")


def functions(tree: ast.Module) -> Iterator[str]:
    """The names of the functions and methods of a module; a property is an adjective or a noun."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            decorators = " ".join(ast.unparse(each) for each in node.decorator_list)
            if "property" not in decorators:
                yield node.name


def words(text: str, banned: frozenset[str], banned_in_names: frozenset[str]) -> Iterator[tuple[int, str]]:
    """The banned words of a module by line: in names, in comments, and in docstrings; there turns of phrase too."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.NAME:
            found, wrong = token.string.strip("_").lower().split("_"), banned_in_names
        elif token.type == tokenize.COMMENT or (
            token.type == tokenize.STRING and token.string.startswith('"""')
        ):
            found, wrong = re.findall(r"[a-z]+", token.string.lower()), banned
            prose = CODE.sub(" ", token.string)
            for match in PHRASE.finditer(prose):
                yield token.start[0] + prose.count("\n", 0, match.start()), match.group()
        else:
            continue
        yield from ((token.start[0], word) for word in found if word in wrong)


MODULES = sorted(SOURCE.rglob("*.py"))
OTHERS = sorted([*(ROOT / "tests").rglob("*.py"), *(ROOT / "docs").glob("*.py"), *ROOT.glob("*.py")])
"""Tests and tools: their names may be shorter, their comments and docstrings are plain English as well."""


def test_no_word_has_five_meanings() -> None:
    """Names, comments and docstrings are free of the words that were each used for several things."""
    found = [
        (path.relative_to(SOURCE).as_posix(), line, word)
        for path in MODULES
        for line, word in words(text_of(path), BANNED, BANNED_IN_NAMES)
    ]
    assert found == []


def test_tests_and_tools_are_in_plain_english() -> None:
    """Their names, comments and docstrings are free of them too."""
    found = [
        (path.relative_to(ROOT).as_posix(), line, word)
        for path in OTHERS
        for line, word in words(text_of(path), BANNED, BANNED)
    ]
    assert found == []


def test_no_function_is_a_bare_participle() -> None:
    """A function begins with a verb, or is named after what it returns."""
    found = [
        (module, name)
        for path in MODULES
        if not (module := path.relative_to(SOURCE).as_posix()).startswith(CONDITIONS)
        for name in functions(ast.parse(text_of(path)))
        if bare(name) and name not in PUBLIC
    ]
    assert found == []


@pytest.mark.parametrize("name", ["told", "_joined", "named_in", "laid_beside_of", "worked_by"])
def test_the_guard_sees_participles(name: str) -> None:
    """The rule catches what it is for, and what only looks like it is let through."""
    assert bare(name) is ("beside" not in name)
    assert not any(map(bare, ("read", "known_day", "need", "add_sorted", "reused_codes")))


def test_the_guard_sees_words() -> None:
    """A banned word is found in names, comments and docstrings, and in no other text."""
    text = '"""Two seats."""\nrows_told = "told" # a seat\nx = "seat" # told\n'
    assert list(words(text, BANNED, BANNED_IN_NAMES)) == [(1, "seats"), (2, "told"), (2, "seat"), (3, "told")]


def test_the_guard_sees_turns_of_phrase() -> None:
    """Each is found in its line, and what is code or plain English is let through."""
    text = '"""A row of which the key stands alone.\n\n    >>> tell("beside")\n    There is no `told`, one of which.\n    It is no row.\n    """\n'
    assert list(words(text, BANNED, BANNED_IN_NAMES)) == [(1, "of which"), (1, "stands"), (5, "is no")]
