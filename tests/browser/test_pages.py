"""Every page of both languages, at both widths."""

import pytest

from tests.browser.conftest import Window
from tests.browser.judge import judge
from tests.browser.served import WIDTHS, pages_of, weigh


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", pages_of())
def test_a_page_is_sound(path: str, width: int, windows: dict[int, Window], address: str) -> None:
    """A page loads without a complaint and fetches nothing from elsewhere, is light, fits its window, and axe finds nothing."""
    page, watch = windows[width]
    watch.take()
    page.goto(f"{address}/{path}")
    found = [*weigh(path), *judge(page, whole=width == WIDTHS[0]), *watch.take()]
    if found:
        pytest.fail("\n".join(found), pytrace=False)
