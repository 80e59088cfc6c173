"""What opens the site in a browser, as far as it goes without one: what is served, what is heard, what is weighed."""

from pathlib import Path
from types import SimpleNamespace
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

import dev
from tests.browser import served
from tests.browser.watch import Watch

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(name="site")
def fixture_site(tmp_path: Path) -> Path:
    """A site of three pages, two of them in English."""
    for page in ("vi/index.html", "en/index.html", "en/reference/door.html"):
        (tmp_path / page).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / page).write_text(page, encoding="utf-8")
    return tmp_path


def answer(address: str) -> tuple[int, str]:
    """Return the status and the text of an address of ours."""
    try:
        with urlopen(address, timeout=9) as found:  # noqa: S310 - our own address
            return found.status, found.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_every_page_of_both_languages_is_opened(site: Path) -> None:
    """Pages are found in folders too, in both languages, and each knows itself in the other."""
    (site / "vi" / "search.json").write_text("{}", encoding="utf-8")
    assert served.pages_of(site) == ["en/index.html", "en/reference/door.html", "vi/index.html"]
    assert served.other_language("en/reference/door.html") == "vi/reference/door.html"
    assert served.other_language("vi/index.html") == "en/index.html"


def test_a_heavy_page_is_named(site: Path) -> None:
    """A page may weigh 300 kB and no byte more."""
    heavy = site / "vi" / "index.html"
    heavy.write_bytes(b" " * 300_000)
    assert served.weigh("vi/index.html", site) == []
    heavy.write_bytes(b" " * 300_001)
    assert served.weigh("vi/index.html", site) == ["weighs 300 kB, more than 300"]


def test_what_is_not_there_is_answered_by_the_page_of_its_language(site: Path) -> None:
    """A host answers a dead address with 404 and the language's own page, where there is one."""
    (site / "vi" / "404.html").write_text("không có", encoding="utf-8")
    with served.serve(site) as address:
        assert answer(f"{address}/en/reference/door.html") == (200, "en/reference/door.html")
        assert answer(f"{address}/vi/reference/gone.html") == (404, "không có")
        status, text = answer(f"{address}/en/gone.html")
    assert (status, "không có" in text) == (404, False)


def test_a_page_that_complains_or_fetches_from_elsewhere_is_heard() -> None:
    """Messages of fault, addresses elsewhere, and answers of fault are lines; what is local, well or allowed is not."""
    watch = Watch("http://127.0.0.1:8000")
    for kind in ("log", "warning", "error"):
        watch.hear(SimpleNamespace(type=kind, text="?", location={"url": "u"}))
    for url in ("http://127.0.0.1:8000/vi/", "data:x", "http://127.0.0.1:80001/", "https://fonts.example/a"):
        watch.request(SimpleNamespace(url=url))
    for status in (200, 304, 404):
        watch.respond(SimpleNamespace(url="u", status=status))
    for reason in ("net::ERR_ABORTED", "net::ERR_FAILED"):
        watch.fail(SimpleNamespace(url="u", failure=reason))
    assert watch.take() == [
        "console warning: ?",
        "console error: ?",
        "fetched from elsewhere: http://127.0.0.1:80001/",
        "fetched from elsewhere: https://fonts.example/a",
        "answered 404: u",
        "request failed (net::ERR_FAILED): u",
    ]
    watch.allowed.add("u")
    watch.respond(SimpleNamespace(url="u", status=404))
    assert watch.take() == []


def test_the_gate_opens_no_browser() -> None:
    """Pytest of the root leaves the folder out: its tests have an environment of their own, where they need none of ours."""
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (left_out,) = [line for line in settings.splitlines() if line.startswith("norecursedirs")]
    assert '"tests/browser"' in left_out
    assert dev.command_line().parse_args(["test", "--browser", "vi/index"]).browser


def test_the_site_is_built_anew_when_a_source_changes(tmp_path: Path) -> None:
    """A changed, a renamed and a new source and another tool each make the site stale; what Python keeps of them does not."""
    page = tmp_path / "docs" / "vi" / "index.md"
    page.parent.mkdir(parents=True)
    marks = [dev.made_site(tmp_path)]
    page.write_text("# một\n", encoding="utf-8")
    marks.append(dev.made_site(tmp_path))
    page.write_text("# hai\n", encoding="utf-8")
    marks.append(dev.made_site(tmp_path))
    page = page.rename(page.with_name("roles.md"))
    marks.append(dev.made_site(tmp_path))
    (tmp_path / "requirements-dev.txt").write_text("zensical==0.0.1\n", encoding="utf-8")
    marks.append(dev.made_site(tmp_path))
    assert len(set(marks)) == 5
    page.with_suffix(".pyc").write_bytes(b"")
    assert dev.made_site(tmp_path) == marks[-1]
