"""One browser for each process, one window for each width; what pages do is watched in all of them.

`address` is where the site is served; `page` is a new window of a desk (`@pytest.mark.parametrize("width", [390])`: of a telephone);
`windows` are kept from test to test, for what opens every page.
"""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.served import WIDTHS, serve
from tests.browser.watch import Watch

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE = 60_000
"""Milliseconds: two cores may have other work besides."""
expect.set_options(timeout=PATIENCE)

IDLE = """window.Worker = class extends EventTarget {
  constructor(address) { super(); fetch(address, { method: 'HEAD' }); }
  postMessage() {}
  terminate() {}
}"""
"""A worker that is where it should be, and says nothing: test_search.py has the real one."""

Window = tuple[Page, Watch]


@pytest.fixture(scope="session", name="address")
def fixture_address() -> Iterator[str]:
    """Where the built site is served, such as `http://127.0.0.1:41687`: pages are `{address}/vi/index.html`."""
    with serve() as address:
        yield address


@pytest.fixture(scope="session", name="browser")
def fixture_browser() -> Iterator[Browser]:
    """Debian's Chromium: that which Playwright would fetch comes from no package registry."""
    if CHROMIUM is None:
        pytest.fail(
            "there is no Chromium: apt-get install chromium, or give its path in CHROMIUM", pytrace=False
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--lang=vi"])
        yield browser
        browser.close()


@pytest.fixture(scope="session", name="windows")
def fixture_windows(browser: Browser, address: str) -> dict[int, Window]:
    """A window for each width, kept open; pages do not read the index of the search there, which takes most of their time."""
    windows = {width: open_window(browser, address, width) for width in WIDTHS}
    for page, _ in windows.values():
        page.add_init_script(IDLE)
    return windows


@pytest.fixture(name="width")
def fixture_width() -> int:
    """Of a desk, where a test does not say otherwise."""
    return WIDTHS[0]


@pytest.fixture(name="watch")
def fixture_watch(address: str) -> Watch:
    """What is heard of the window of this test; a test may allow an address to fail."""
    return Watch(address)


@pytest.fixture(name="page")
def fixture_page(browser: Browser, address: str, width: int, watch: Watch) -> Iterator[Page]:
    """A new window, without a memory; after the test nothing may have been complained about."""
    page, _ = open_window(browser, address, width, watch)
    yield page
    page.context.close()
    assert watch.take() == []


def open_window(browser: Browser, address: str, width: int, watch: Watch | None = None) -> Window:
    """Open a window that is listened to."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="vi-VN")
    context.set_default_timeout(PATIENCE)
    page, watch = context.new_page(), watch or Watch(address)
    watch.listen(page)
    return page, watch
