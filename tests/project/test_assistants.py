"""llms.txt and the file of the public surface: every page and every public name is in them, and what they show is run."""

import doctest
import inspect
import re
from importlib import import_module

import pytest

from dlxh.words.bilingual import Lang
from docs.assistants import LANGUAGES, ROOT, front, groups, listing, pages_of
from docs.public_names import members, public_names
from docs.stubs import room_name, rooms
from docs.surface import entry, example, imports, surface

LINK = re.compile(r"^- \[([^\]]+)\]\(([^)]+)\)(?:: (.+))?$", re.MULTILINE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_llms_txt_lists_every_page_of_its_language_once(lang: Lang) -> None:
    """A title, a summary, the groups of the navigation, and each page with what it is about."""
    text = listing(lang, "")
    linked = [place for _, place, _ in LINK.findall(text)]

    assert text.startswith("# dlxh\n\n> ")
    assert linked == ["../dlxh-surface.txt", *pages_of(lang)]
    assert [title for title, place, _ in LINK.findall(text) if "{#" in title or not title] == []
    assert re.findall(r"^## (.*)$", text, re.MULTILINE)[1:] == [group for group, _ in groups(lang)]
    assert all((ROOT / "docs" / lang / page).is_file() for page in pages_of(lang))


def test_the_root_leads_to_both_languages() -> None:
    """Whoever starts at the root finds the surface, both lists, and the English pages."""
    linked = [place for _, place, _ in LINK.findall(front())]

    assert linked[:3] == ["dlxh-surface.txt", "vi/llms.txt", "en/llms.txt"]
    assert linked[3:] == [f"en/{page}" for page in pages_of("en")]


def test_the_surface_has_every_public_name_once() -> None:
    """Each name of the door and of the rooms has one entry, under the first room that shows it."""
    named = re.findall(r"^### `([\w.]+)", surface(), re.MULTILINE)
    homes = {f"{home}.{name}" for _, shown, _ in rooms() for name, home in shown.items()}

    assert len(named) == len(set(named)) == len(homes)
    assert {name.rpartition(".")[2] for name in named} == {name.rpartition(".")[2] for name in homes}
    assert re.findall(r"^## (.*)$", surface(), re.MULTILINE) == [
        room_name(module) for module, _, _ in rooms()
    ]


def test_an_entry_names_every_member() -> None:
    """Each method and property of a public class is in its entry, also what a class that is not public gives it."""
    entries = re.split(r"^### `", surface(), flags=re.MULTILINE)[1:]
    named = {
        re.split(r"[(`]", text)[0].rpartition(".")[2]: re.findall(r"^- `\.(\w+)", text, re.MULTILINE)
        for text in entries
    }
    shown = {each.name: list(members(each.thing)) for each in public_names() if inspect.isclass(each.thing)}

    assert {"forget", "about", "get", "reports"} <= {*named["Register"]}
    assert {name: named[name] for name in shown} == shown


def test_an_entry_holds_what_the_docstring_holds() -> None:
    """Signature, first sentence, and the example as it is in the docstring, with what it imports."""
    home = import_module("dlxh.register.limits")
    text = entry("dlxh.register", "Limits", home)

    assert text.startswith("### `dlxh.register.Limits(unpacked=")
    assert "\nGiới hạn đọc: limits on what is read;" in text
    assert (
        "    >>> from dlxh.register import Limits\n    >>> Limits(lines=50_000).file_findings\n    10000\n"
        in text
    )


def test_an_example_runs_by_itself() -> None:
    """What an entry shows needs nothing but what it imports; a wrong answer is found."""
    home = import_module("dlxh.register.limits")
    shown = "\n".join(example(home.Limits, home))

    for text, failed in ((shown, 0), (shown.replace("10000", "10001"), 1)):
        found = doctest.DocTestParser().get_doctest(text, {}, "entry", None, 0)
        assert doctest.DocTestRunner(verbose=False).run(found, out=lambda _: None).failed == failed


def test_names_that_an_example_makes_are_not_imported() -> None:
    """Parameters, assignments, functions and imports of the example are its own."""
    home = import_module("dlxh.words.periods")

    assert imports("def f(Period):\n    return Period\nf(1)", home) == []
    assert imports("from x import Period\nPeriod", home) == []
