"""By keyboard alone: the way to the content, to the menu, to a page by search; and what has the focus is seen."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.served import LANGUAGES, WIDTHS

FOCUSED = """() => {
  const one = document.activeElement;
  const looks = (element) => {
    const style = getComputedStyle(element);
    return [style.outlineStyle, style.outlineColor, style.boxShadow, style.backgroundColor, style.color, style.opacity].join(' ');
  };
  // a button of the palette is the label of a hidden box
  const parts = [one, ...one.querySelectorAll('*'), ...(one.labels ?? []), one.nextElementSibling].filter(Boolean);
  const boxes = parts.map((part) => part.getBoundingClientRect());
  const shown = one.checkVisibility({visibilityProperty: true}) && boxes.some((box) => box.width > 0 && box.right > 0 && box.left < innerWidth);
  const focused = parts.map(looks).join();
  one.blur();
  const seen = parts.map(looks).join() !== focused;
  one.focus({focusVisible: true, preventScroll: true});
  const place = [...document.querySelectorAll('*')].indexOf(one);
  return {name: one.outerHTML.slice(0, 120), place, body: one === document.body, seen, shown};
}"""
"""What has the focus, whether it is there to be seen, and whether it looks otherwise without the focus."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_first_key_leads_past_the_menu(page: Page, address: str, language: str) -> None:
    """The first Tab shows a link to the content, and Enter follows it: the next Tab is in the article."""
    page.goto(f"{address}/{language}/index.html")
    page.keyboard.press("Tab")
    link = page.locator(".md-skip")
    expect(link).to_be_focused()
    expect(link).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["vi/performance.html", "en/index.html"])
def test_whatever_has_the_focus_is_seen(page: Page, address: str, path: str) -> None:
    """Sixty Tabs through a page with code and tables lead to many things, each there to be seen and looking focused."""
    page.goto(f"{address}/{path}")
    page.add_style_tag(content="* { transition: none !important }")
    unseen, places = [], set()
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found["body"]:  # the end of the page: the next key is the browser's own
            continue
        places.add(found["place"])
        if not (found["seen"] and found["shown"]):
            unseen.append(found)
    assert unseen == []
    assert len(places) > 10


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [390])
def test_the_menu_of_a_phone_opens_by_keyboard(page: Page, address: str, language: str) -> None:
    """Tab reaches the button of the menu; Enter opens it on the page's own entry; Escape shuts it and leads back."""
    page.goto(f"{address}/{language}/index.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    button = page.locator(".md-header button[for=__drawer]")
    expect(button).to_be_focused()
    for key in ("Enter", "Space"):
        page.keyboard.press(key)
        expect(page.locator(".md-sidebar--primary a.md-nav__link--active")).to_be_focused()
        expect(button).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Escape")
        expect(button).to_be_focused()
        expect(page.locator(".md-sidebar--primary")).to_be_hidden()


@pytest.mark.parametrize(
    ("language", "name", "found"), [("vi", "Tìm kiếm", "kết quả"), ("en", "Search", "result")]
)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_is_found_by_keyboard(page: Page, address: str, language: str, name: str, found: str) -> None:
    """The search opens by keys, speaks the page's language, is left by Escape, and Enter opens what it found."""
    page.goto(f"{address}/{language}/index.html")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name=name, exact=True)
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.type("DuckDB")
    expect(page.get_by_role("status").filter(has_text=found)).to_be_visible()
    expect(page.get_by_role("option", selected=True)).to_contain_text("DuckDB")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/index.html" not in url)
