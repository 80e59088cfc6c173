"""The reference and its catalogues: each thing that a reader looks up has one place of its own."""

import inspect
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import dlxh
from dlxh.data.code_lists import code_list_names
from dlxh.data.refusals import refusal_types
from dlxh.register.schema import schema
from dlxh.rules.catalogue import ALL_RULES
from docs import reference_texts
from docs.markdown import filterable, rows
from docs.public_names import members, public_names
from docs.stubs import room_name, rooms

DOCS = Path(__file__).resolve().parents[2] / "docs"
ANCHOR = re.compile(
    r"\{ ?#(?P<id>[\w.-]+) ?\}|^::: (?P<name>[\w.]+)\n    options: (?!.*show_root_heading: false)",
    re.MULTILINE,
)
"""A heading's id, or a name that is shown with its heading."""
ENGLISH = re.compile(r'<details lang="en" markdown="1">.*?</details>', re.DOTALL)
FENCED = re.compile(r"^[ \t]*(`{3,}).*?^[ \t]*\1[ \t]*$", re.MULTILINE | re.DOTALL)
CODE = re.compile(
    r"^::: [^\\n]*|^ +options: [^\\n]*|^```.*?^```|`[^`\n]*`|\]\([^)]*\)|<[^>]*>", re.MULTILINE | re.DOTALL
)
WORDS = re.compile(
    r"\b(?:the|of|is|are|that|which|with|and|for|from|it|its|as|has|no|not|by|or|in|an|what|where|raises|return|returns)\b",
    re.IGNORECASE,
)
"""Words that English sentences are made of and Vietnamese ones are not, as they are written here."""


@cache
def anchors(language: str) -> Counter[str]:
    """The anchors of the pages of a language, with how often each is there."""
    texts = (page.read_text(encoding="utf-8") for page in (DOCS / language).rglob("*.md"))
    return Counter(found["id"] or found["name"] for text in texts for found in ANCHOR.finditer(text))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_public_name_has_one_place(language: str) -> None:
    """Wherever a name is imported from, the reference has an anchor of that name, once."""
    paths = [f"{room_name(module)}.{name}" for module, shown, _ in rooms() for name in shown]

    assert len(paths) > len(public_names())
    assert [path for path in paths if anchors(language)[path] != 1] == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_table_column_code_list_rule_measure_and_error_code_has_a_place(language: str) -> None:
    """What a finding, a figure or a file names is found by an anchor of its own."""
    places = [
        *(f"table-{table.replace('_', '-')}" for table in schema()),
        *(f"{table.name}.{column.name}" for table in schema().values() for column in table.columns),
        *(f"list-{name.replace('_', '-')}" for name in code_list_names()),
        *(rule.code.lower() for rule in ALL_RULES),
        *(each.code.replace("_", "-") for each in dlxh.MEASURES),
        *(f"error.{kind}" for kind in refusal_types()),
    ]
    missing = [place for place in places if anchors(language)[place] == 0]

    assert missing == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_first_page_of_the_reference_lists_every_room(language: str) -> None:
    """Whoever looks for what is not in `dlxh` itself finds each submodule there, with what it is for."""
    page = (DOCS / language / "reference" / "door.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([\w.]+)` \| \S", page, re.MULTILINE)

    assert sorted(listed) == sorted(name for module, _, _ in rooms() if (name := room_name(module)) != "dlxh")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_looked_up_in_one_table_can_be_filtered(language: str) -> None:
    """The catalogues of rules, measures, names, lists, tables and error codes are each in a frame that can be filtered."""
    for page in (
        "reference/rules",
        "reference/measures",
        "reference/public-names",
        "code-lists",
        "dictionary",
        "error-codes",
    ):
        text = (DOCS / language / f"{page}.md").read_text(encoding="utf-8")
        assert '<div class="filterable" markdown="1">\n\n| ' in text, page


@pytest.mark.parametrize("language", ["vi", "en"])
def test_names_that_a_sentence_mentions_exist(language: str) -> None:
    """`dlxh.models.Channel.APP` in the text of a page, outside of its code, is there to be imported."""
    mentioned = {
        (page.name, name)
        for page in (DOCS / language).rglob("*.md")
        for name in re.findall(r"`dlxh\.([\w.]+)", FENCED.sub("", page.read_text(encoding="utf-8")))
    }

    assert len(mentioned) > 100
    assert [(page, name) for page, name in sorted(mentioned) if not _is_there(name)] == []


def _is_there(path: str) -> bool:
    thing: Any = dlxh
    for name in path.split("."):
        fields = getattr(thing, "model_fields", None) or getattr(thing, "__dataclass_fields__", {})
        if not hasattr(thing, name):
            return name in fields
        thing = getattr(thing, name)
    return True


def test_a_frame_holds_one_table_and_nothing_else() -> None:
    """The script of the site puts its box in front of the one table of a frame."""
    framed = filterable(rows(("a",), [("1",)]))

    assert framed.splitlines() == [
        '<div class="filterable" markdown="1">',
        "",
        "| a |",
        "|---|",
        "| 1 |",
        "",
        "</div>",
    ]


def test_methods_of_a_public_class_are_explained_with_it_alone() -> None:
    """A record shows what is its own; what every record can do is with `Record`, and how errors are made is with none."""
    assert list(members(dlxh.Report)) == []
    assert "stored" in set(members(dlxh.words.Record))
    assert list(members(dlxh.errors.TableError)) == []


def written() -> dict[str, dict[str, Any]]:
    """What the file of Vietnamese texts holds by public name."""
    return {
        name: held for name, held in reference_texts.texts().items() if name not in reference_texts.SHARED
    }


def test_every_public_name_and_every_method_has_its_vietnamese_text() -> None:
    """What a name gives, its arguments and its errors are all there; a text that is missing is a KeyError."""
    for public in public_names():
        texts = reference_texts.about(public)
        if inspect.isclass(public.thing):
            texts += [
                line for name in members(public.thing) for line in reference_texts.about_member(public, name)
            ]

        assert all(text.strip() for text in texts), public.path


def test_no_vietnamese_text_is_of_what_is_gone_or_is_written_twice() -> None:
    """Names, arguments, errors and methods exist; what the data dictionary says of a record is not said again."""
    listed = {public.path: public for public in public_names()}
    assert set(written()) <= set(listed)
    for path, own in written().items():
        public = listed[path]
        assert ("text" in own) == (reference_texts.table_of(public) is None), path
        assert set(own) <= {"text", *reference_texts.SHARED}, path
        hold_only_what_is(own, public.thing, path)
        of_class = set(members(public.thing)) if inspect.isclass(public.thing) else set()
        assert set(own.get("members", {})) <= of_class, path
        for name, text in own.get("members", {}).items():
            if isinstance(text, dict):
                hold_only_what_is(text, inspect.getattr_static(public.thing, name), f"{path}.{name}")


def hold_only_what_is(own: dict[str, Any], thing: Any, path: str) -> None:  # noqa: ANN401 - a class, a function or a value
    """An argument that is explained is one, and so is an error."""
    function = thing.__func__ if isinstance(thing, classmethod | staticmethod) else thing
    is_called = inspect.isclass(function) or inspect.isroutine(function)
    taken = set(inspect.signature(function).parameters) if is_called else set()
    explained = reference_texts.documented(thing)
    assert set(own.get("arguments", {})) <= taken | set(explained.get("Attributes", ())), path
    assert set(own.get("raises", {})) <= set(explained.get("Raises", ())), path


def test_each_shared_vietnamese_text_is_used() -> None:
    """An argument, error or method that one text explains for all is on a page."""
    pages = "\n".join(page.read_text(encoding="utf-8") for page in (DOCS / "vi" / "reference").glob("*.md"))
    listed = reference_texts.texts()
    lines = [
        *(f"\n- `{name}`: {text}\n" for name, text in listed["arguments"].items()),
        *(f": {text}\n" for text in listed["raises"].values()),
        *(f"\n{text}\n" for text in listed["members"].values()),
    ]
    assert [line for line in lines if line not in pages] == []


def test_vietnamese_pages_of_the_reference_have_no_english_outside_its_frames() -> None:
    """A docstring is shown in an element that says that it is English; all else of the page is Vietnamese."""
    for page in sorted((DOCS / "vi" / "reference").glob("*.md")):
        text = page.read_text(encoding="utf-8")
        outside = ENGLISH.sub("", text)
        shown = re.findall(r"^::: ([\w.]+)\n    options: (.*)", outside, re.MULTILINE)
        assert [name for name, options in shown if "without_docstring: true" not in options] == [], page.name
        assert "show_root_heading: false" not in outside, page.name
        lines = CODE.sub(" ", outside).splitlines()
        assert [line for line in lines if len(WORDS.findall(line)) > 1] == [], page.name


def test_a_docstring_that_adds_nothing_is_not_shown_on_a_vietnamese_page() -> None:
    """Examples and details are shown; one sentence, or the lists that the page has in Vietnamese, are not."""
    assert reference_texts.has_more(dlxh.read)
    assert reference_texts.has_more(dlxh.Period.parse)
    assert not reference_texts.has_more(dlxh.words.LangError)
    assert not reference_texts.has_more(dlxh.models.CaseState)
    assert not reference_texts.has_more(dlxh.RULES)
