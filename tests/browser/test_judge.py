"""The judge of pages sees what is wrong: of a sound page with one thing spoilt it says which."""

import pytest
from playwright.sync_api import Page

from tests.browser.judge import judge

FAINT = "one => one.style.setProperty('color', '#999', 'important')"
SPOILT = {
    "a heading among many": ("article h2 >> nth=3", FAINT, "color-contrast"),
    "a name in code": ("article pre span.nb >> nth=-1", FAINT, "color-contrast"),
    "an entry of the menu": ("nav.md-nav--primary .md-nav__item a:visible >> nth=4", FAINT, "color-contrast"),
    "in the dark only": (
        "article p >> nth=5",
        "one => one.insertAdjacentHTML('afterend', '<style>[data-md-color-scheme=slate] article p:nth-of-type(6) { color: #555 }</style>')",
        "dark: axe color-contrast",
    ),
    "a link like the text around it": (
        "article p a >> nth=1",
        "one => { one.style.all = 'unset'; one.style.color = '#335' }",
        "light: axe link-in-text-block",
    ),
    "a picture without words": (
        "article",
        "one => one.insertAdjacentHTML('beforeend', '<img src=\"data:,\">')",
        "image-alt",
    ),
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_what_is_spoilt_is_found(page: Page, address: str, spoilt: str) -> None:
    """One element of the page is enough."""
    where, spoil, found = SPOILT[spoilt]
    page.goto(f"{address}/en/tutorial.html")
    page.locator(where).evaluate(spoil)
    said = judge(page)
    assert any(found in line for line in said), said
