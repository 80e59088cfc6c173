"""The site's own search: with marks and without, by words that people type, with a server and from a folder."""

import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.served import SITE

QUERIES: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("queries.toml").read_text(encoding="utf-8")
)
SHARE, FIRST = 0.95, 3


def search(page: Page, typed: str) -> list[str]:
    """Type into the search of an open page, and return the addresses found, best first."""
    box, found = page.get_by_role("combobox"), page.get_by_role("option")
    if not box.is_visible():
        page.wait_for_load_state("networkidle")  # a page that has just come does not listen to keys yet
        page.keyboard.press("Control+k")
    box.fill("")
    expect(found).to_have_count(0)
    box.fill(typed)
    expect(found.first).to_be_visible()
    return [link.get_attribute("href") or "" for link in found.all()]


def test_the_right_page_is_among_the_first(page: Page, address: str) -> None:
    """Of 100 queries 95 have the page, or the heading, that answers them among the first three places."""
    far: dict[str, list[str]] = {}
    for language, queries in QUERIES.items():
        page.goto(f"{address}/{language}/index.html")
        for typed, right in queries.items():
            first = search(page, typed)[:FIRST]
            if not any(f"{href}#".startswith(f"{address}/{language}/{right}#") for href in first):
                far[typed] = first

    asked = sum(map(len, QUERIES.values()))
    assert len(far) <= asked * (1 - SHARE), far


def test_a_result_shows_its_own_words(page: Page, address: str) -> None:
    """What is found without marks is shown with them, and what was typed is marked in it."""
    page.goto(f"{address}/vi/index.html")
    search(page, "phu cap")
    shown = page.get_by_role("option").filter(has_text="Tháng này").first
    expect(shown).to_contain_text("phụ cấp")
    expect(shown.get_by_role("heading").locator("mark")).to_have_text(["phụ cấp"])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_search_works_from_a_folder(language: str, browser: Browser) -> None:
    """Opened without a server, a page finds the same; offices get the site as a folder."""
    page = browser.new_page()
    page.goto((SITE / language / "index.html").resolve().as_uri())
    found = search(page, "phu cap")
    assert found[0].startswith("file:")
    page.close()
