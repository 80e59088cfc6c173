"""The built site, served from its folder on this machine: what its pages are, and what they weigh."""

import functools
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SITE = Path(os.environ.get("DLXH_SITE") or ROOT / "site")
LANGUAGES = ("vi", "en")
WIDTHS = (1280, 390)
"""Of a desk and of a telephone."""

HEAVIEST = 300_000
"""Bytes of a page's HTML, uncompressed: what a telephone on a commune's network has to fetch and read first."""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing; what is not there is answered with the 404 page of its language, as hosts of sites do."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing: a page that is not there fails its test."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page where it has one."""
        language = self.path.strip("/").partition("/")[0]
        page = Path(self.directory) / language / "404.html"
        if code != 404 or language not in LANGUAGES or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def serve(site: Path = SITE) -> Iterator[str]:
    """Serve a folder on a free port of this machine, and yield its address without a slash at the end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def pages_of(site: Path = SITE) -> list[str]:
    """Return every page of both languages as a path below the site, such as `vi/index.html`."""
    pages = [
        path.relative_to(site).as_posix() for lang in LANGUAGES for path in (site / lang).rglob("*.html")
    ]
    return sorted(pages)


def other_language(page: str) -> str:
    """Return the same page in the other language."""
    language, _, rest = page.partition("/")
    return f"{'en' if language == 'vi' else 'vi'}/{rest}"


def weigh(page: str, site: Path = SITE) -> list[str]:
    """Say what a page weighs where that is too much."""
    size = (site / page).stat().st_size
    return [f"weighs {size / 1000:.0f} kB, more than {HEAVIEST / 1000:.0f}"] if size > HEAVIEST else []
