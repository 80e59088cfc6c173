"""The page that a server shows where there is none: it lies at no depth that is known, so its script finds where the sites begin."""

import html
from collections.abc import Mapping

Groups = Mapping[str, str]
"""The groups of a navigation, each with the first of its pages."""

SAID = {
    "vi": (
        "Không có trang này",
        "Có thể trang đã đổi tên, hoặc địa chỉ gõ thiếu. Hãy vào một trong các phần sau, rồi dùng ô tìm kiếm ở đầu trang.",
    ),
    "en": (
        "There is no such page",
        "It may have been renamed, or the address may be incomplete. Open one of these parts, and search from there.",
    ),
}
STYLE = """
:root { color-scheme: light dark; }
body { font: 1.1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 0 auto; padding: 2rem 1rem; }
li { margin: 0.3rem 0; }
"""
SCRIPT = """
(async () => {
  const at = location.pathname;
  const lead = (top) => document.querySelectorAll("a").forEach((link) => {
    link.setAttribute("href", top + link.getAttribute("href").slice(1));
  });
  const cut = Math.max(at.lastIndexOf("/vi/"), at.lastIndexOf("/en/"));
  if (cut >= 0) return lead(at.slice(0, cut + 1));
  if (location.protocol === "file:") return lead(at.slice(0, at.lastIndexOf("/") + 1));
  // beside both languages nothing in the address says where they are: the nearest folder that has them
  for (let end = at.length; (end = at.lastIndexOf("/", end - 1)) >= 0; ) {
    const top = at.slice(0, end + 1);
    const there = await fetch(top + "vi/objects.inv", { method: "HEAD" }).catch(() => null);
    if (there && there.ok) return lead(top);
  }
})();
"""


def lost_page(parts: Mapping[str, Groups]) -> str:
    """The page in each of these languages; without scripts its links are those of sites at the top of a server.

    >>> page = lost_page({"vi": {"Đơn vị": "units.html"}})
    >>> '<a href="/vi/units.html">Đơn vị</a>' in page
    True
    """
    first, *_ = parts
    return f"""<!doctype html>
<html lang="{first}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>404 - dlxh</title>
<style>{STYLE}</style>
</head>
<body>
<main>
{"".join(_part(language, groups) for language, groups in parts.items())}</main>
<script>{SCRIPT}</script>
</body>
</html>
"""


def _part(language: str, groups: Groups) -> str:
    title, about = SAID[language]
    links = "".join(
        f'<li><a href="/{language}/{page}">{html.escape(name)}</a></li>\n' for name, page in groups.items()
    )
    other, named = ("en", "English") if language == "vi" else ("vi", "Tiếng Việt")
    return (
        f'<section lang="{language}">\n<h1>{title}</h1>\n<p>{about}</p>\n<ul>\n{links}</ul>\n'
        f'<p><a href="/{other}/index.html" lang="{other}" hreflang="{other}">{named}</a></p>\n</section>\n'
    )
