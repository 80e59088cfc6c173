"""The reference and its catalogues: each thing that a reader looks up has one place of its own."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import dlxh
from dlxh.data.code_lists import code_list_names
from dlxh.data.refusals import refusal_types
from dlxh.register.schema import schema
from dlxh.rules.catalogue import ALL_RULES
from docs.markdown import filterable, rows
from docs.public_names import members, public_names
from docs.stubs import room_name, rooms

DOCS = Path(__file__).resolve().parents[2] / "docs"
ANCHOR = re.compile(r"\{ ?#(?P<id>[\w.-]+) ?\}|^::: (?P<name>[\w.]+)$", re.MULTILINE)


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
