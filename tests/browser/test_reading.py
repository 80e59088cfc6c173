"""What a reader does with a page besides reading it: takes code away, prefers the dark, prints, opens it from a folder."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import open_window
from tests.browser.served import LANGUAGES, SITE

GAPS = """blocks => blocks.map((block) => {
  const text = document.createRange();
  text.selectNodeContents(block.querySelector('code'));
  return text.getBoundingClientRect().top - block.querySelector('.md-code__button').getBoundingClientRect().bottom;
})"""
"""How far below its button the text of each block of code begins."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_copied_code_runs(page: Page, address: str, language: str) -> None:
    """The button of a block of code copies what runs: no prompt and no answer, for each block of a page."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/{language}/tutorial.html")
    copied = []
    for button in page.locator(".highlight .md-code__button").all():
        button.click()
        copied.append(page.evaluate("navigator.clipboard.readText()"))
    shown = page.locator(".highlight code").all_inner_texts()
    assert sum(text.count(">>> ") for text in shown) > 10
    assert len(copied) == len(shown)
    for code in copied:
        compile(code, "copied", "exec")
        assert ">>>" not in code


def test_a_reader_of_dark_pages_gets_them(page: Page, address: str) -> None:
    """A page takes the colours of the reader's system, follows their change, and then what the reader chose."""
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}/vi/index.html")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(color_scheme="light")
    page.goto(f"{address}/vi/tutorial.html")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    for scheme in ("default", "slate"):  # the button leads from the system's colours to light, then to dark
        page.locator("[data-md-component=palette] label:visible").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    for path in (
        "vi/index.html",
        "en/index.html",
        "en/rules/units.html",
    ):  # what was chosen holds in both languages
        page.goto(f"{address}/{path}")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


@pytest.mark.parametrize("width", [390])
@pytest.mark.parametrize("path", ["vi/tutorial.html", "en/how-to-sql.html"])
def test_a_button_hides_no_code(page: Page, address: str, path: str) -> None:
    """On a telephone the first line of each block of code lies below the button that copies it."""
    page.goto(f"{address}/{path}")
    expect(page.locator(".highlight .md-code__button").first).to_be_visible()
    gaps = page.locator(".highlight:has(.md-code__button)").evaluate_all(GAPS)
    assert len(gaps) > 3
    assert min(gaps) >= 0


def test_a_printed_page_is_the_article(page: Page, address: str) -> None:
    """On paper there is no menu and no button, and no line of code is cut off."""
    page.goto(f"{address}/vi/tutorial.html")
    gone = (".md-header", ".md-sidebar--primary", ".md-sidebar--secondary", ".md-footer", ".md-code__nav")
    for part in gone:
        expect(page.locator(part)).not_to_have_count(0)
    page.emulate_media(media="print")
    for part in gone:
        assert [each for each in page.locator(part).all() if each.is_visible()] == [], part
    cut = "[...document.querySelectorAll('pre > code')].filter(code => code.scrollWidth > code.clientWidth + 1).length"
    assert page.evaluate(cut) == 0


@pytest.mark.parametrize("width", [720])
@pytest.mark.parametrize(
    "path", ["vi/glossary.html", "en/reference/reports.html", "vi/dictionary/reports.html"]
)
def test_a_printed_table_is_whole(page: Page, address: str, path: str) -> None:
    """On a sheet of A4 tables have all their columns, and each name in them is in one line."""
    page.goto(f"{address}/{path}")
    page.emulate_media(media="print")
    wide = "tables => tables.filter((table) => table.getBoundingClientRect().right > innerWidth).length"
    assert page.locator("article table").evaluate_all(wide) == 0
    broken = "names => names.filter((name) => !/\\s/.test(name.textContent) && name.getClientRects().length > 1).length"
    assert page.locator("article td:first-child code").evaluate_all(broken) == 0


@pytest.mark.parametrize("width", [1280, 961, 721, 390])
def test_a_drawing_is_as_large_as_it_is_drawn(page: Page, address: str, width: int) -> None:
    """In columns of any width the diagram is the one that fits there: its letters stay as large as they are drawn."""
    page.goto(f"{address}/vi/reference/moves.html")
    shown = page.locator("picture img").evaluate("image => image.clientWidth / image.naturalWidth")
    assert shown > 0.95, width


@pytest.mark.parametrize("path", ["vi/index.html", "en/reference/measures.html"])
def test_a_page_opens_from_a_folder(browser: Browser, path: str) -> None:
    """Without a server a page loads as well: nothing is missing and nothing is complained about."""
    page, watch = open_window(browser, f"file://{SITE.as_posix()}", 1280)
    page.goto(f"file://{SITE.as_posix()}/{path}")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".md-header")).to_have_css("position", "sticky")
    page.context.close()
    assert watch.take() == []
