"""A built page: what it links to, what can be linked to in it, and how heavy it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

VERBATIM = re.compile(
    r"<(pre|script|style|textarea)\b.*?</\1>|<!--.*?-->", re.DOTALL
)  # none of these holds another of its kind
BLANK = re.compile(r"\s+")
PLAIN = re.compile(r"<span class=\"[nw]\">([^<]*)</span>")
"""A name or a blank in code: the theme shows it in the colour that code has anyway; half the elements of a page are such."""
CONTENTS = '<nav class="md-nav md-nav--secondary"'
NAV = re.compile(r"<nav\b|</nav>")
MOST_BYTES, MOST_NODES = 300_000, 3_000


@dataclass
class Page(HTMLParser):
    """What one page has, read by the standard library's parser."""

    text: str
    links: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    nodes: int = 0

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the links, ids and names of an element, and count it."""
        self.nodes += 1
        for name, value in attrs:
            if name in {"href", "src"} and value is not None:
                self.links.append(value)
            if value is not None and (name == "id" or (name == "name" and tag == "a")):
                self.ids.add(value)


def read_pages(site: Path) -> dict[str, Page]:
    """Every page of the sites, by its path below their folder."""
    return {
        path.relative_to(site).as_posix(): Page(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def dead_links(pages: dict[str, Page], files: set[str]) -> Iterator[str]:
    """Yield each link of a page to a file or a place that is not there; a folder is none, for there may be no server."""
    for name, page in pages.items():
        for link in dict.fromkeys(page.links):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = find(name, unquote(parts.path))
            if target not in files:
                yield f"{name}: {link} leads to no file"
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
                yield f"{name}: {link} leads to no place in that page"


def find(page: str, path: str) -> str:
    """Where a link of a page leads, as a path below the folder of the sites.

    >>> (
    ...     find("vi/rules/terms.html", "../index.html"),
    ...     find("vi/index.html", "/en/index.html"),
    ...     find("vi/a.html", ""),
    ... )
    ('vi/index.html', 'en/index.html', 'vi/a.html')
    """
    if not path:
        return page
    steps: list[str] = [] if path.startswith("/") else page.split("/")[:-1]
    for step in path.split("/"):
        if step == ".." and steps:
            steps.pop()
        elif step not in {"", "."}:
            steps.append(step)
    return "/".join(steps)


def heavy(pages: dict[str, Page]) -> Iterator[str]:
    """Yield each page that a phone opens slowly."""
    for name, page in pages.items():
        size = len(page.text.encode())
        if size > MOST_BYTES or page.nodes > MOST_NODES:
            yield f"{name}: {size:,} bytes, {page.nodes:,} nodes; at most {MOST_BYTES:,} and {MOST_NODES:,}"


def lighten(text: str) -> str:
    r"""Leave out the blanks by which templates are laid out, and elements that change nothing; what is shown stays.

    >>> lighten("<ul>\n    <li>a  b</li>\n</ul>\n<pre>  x\n  y</pre>")
    '<ul> <li>a b</li> </ul> <pre>  x\n  y</pre>'
    """
    kept, end = [], 0
    for found in VERBATIM.finditer(text):
        kept += [BLANK.sub(" ", text[end : found.start()]), PLAIN.sub(r"\1", found[0])]
        end = found.end()
    return "".join([*kept, BLANK.sub(" ", text[end:]).rstrip()])


def one_contents(text: str) -> str:
    """Leave out the first of two tables of contents: the theme has one in the navigation too, which it never shows.

    >>> both = '<nav class="a"><nav class="md-nav md-nav--secondary"><nav>1</nav></nav></nav><nav class="md-nav md-nav--secondary">1</nav>'
    >>> one_contents(both)
    '<nav class="a"></nav><nav class="md-nav md-nav--secondary">1</nav>'
    """
    start, depth = text.find(CONTENTS), 0
    if start == text.rfind(CONTENTS):
        return text
    for tag in NAV.finditer(text, start):
        depth += 1 if tag[0] == "<nav" else -1
        if not depth:
            return text[:start] + text[tag.end() :]
    return text
