"""From a page to the same place in the other language, to a page that is not there, and in by the front door."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.watch import Watch


def switch(page: Page, language: str) -> None:
    """Choose a language in the header."""
    # by keyboard: a mouse that waits for the menu to unfold may scroll the page meanwhile
    page.locator(".md-select button").focus()
    page.locator(f".md-select a[hreflang={language}]").press("Enter")
    page.wait_for_url(f"**/{language}/**")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_language_changes_and_the_place_stays(page: Page, address: str) -> None:
    """The link leads to the heading that is being read, scrolled to or named in the address, and back."""
    page.goto(f"{address}/vi/on-time.html")
    page.locator("#matching").evaluate("heading => heading.scrollIntoView({ behavior: 'instant' })")
    switch(page, "en")
    assert page.url == f"{address}/en/on-time.html#matching"
    switch(page, "vi")
    assert page.url == f"{address}/vi/on-time.html#matching"
    page.goto(f"{address}/vi/rules/units.html")
    switch(page, "en")
    assert page.url == f"{address}/en/rules/units.html"


def test_the_language_changes_without_scripts(browser: Browser, address: str) -> None:
    """The link itself is that of the same page."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/en/rules/units.html")
    switch(page, "vi")
    assert page.url == f"{address}/vi/rules/units.html"
    page.context.close()


@pytest.mark.parametrize("missing", ["vi/none.html", "en/rules/none.html", "vi/a/b/c/none.html"])
def test_a_page_that_is_not_there_leads_on(missing: str, page: Page, watch: Watch, address: str) -> None:
    """At any depth the page in its place is in the right language, and each of its links opens a page."""
    watch.allowed.add(f"{address}/{missing}")
    page.goto(f"{address}/{missing}")
    assert page.locator("section").get_attribute("lang") == missing[:2]
    links = [link.evaluate("link => link.href") for link in page.locator("a").all()]
    assert len(links) > 10
    assert [link for link in links if page.request.get(link).status != 200] == []


@pytest.mark.parametrize(("locale", "language"), [("vi-VN", "vi"), ("en-US", "en"), ("fr-FR", "vi")])
def test_the_front_door_opens_in_the_language_of_the_reader(
    locale: str, language: str, browser: Browser, address: str
) -> None:
    """The first of the reader's languages that there is, else Vietnamese."""
    page = browser.new_context(locale=locale).new_page()
    page.goto(f"{address}/index.html")
    page.wait_for_url(f"{address}/{language}/index.html")
    page.context.close()
