"""From a page to the same page in the other language, and to its own language from the front door."""

import json
import re
import tomllib
from pathlib import Path

LANGUAGES = ("vi", "en")
SAID = Path(__file__).with_name("theme.toml")
NAMES = {"vi": "Tiếng Việt", "en": "English"}
LINK = re.compile(r"<(?P<tag>a|link)\b(?P<before>[^>]*?)\bhreflang=\"?(?P<language>\w+)\"?(?P<after>[^>]*)>")
HREF = re.compile(r"href=(\"[^\"]*\"|[^\s>]+)")
SCOPE = re.compile(r"(__md_scope=new URL\(\"[^\"]*)(\",location\))")
"""Where the theme's script begins: what a reader chose is kept for the pages below this address."""
REL = re.compile(r"rel=\"?alternate\"?(?=[\s>]|$)")


def link_languages(text: str, page: str) -> str:
    """Lead the links to another language to the same page there; the page's path is that below its language.

    >>> link_languages(
    ...     '<a href="../../en/index.html" hreflang="en" class="x">English</a>', "rules/terms.html"
    ... )
    '<a href="../../en/rules/terms.html" hreflang="en" class="x">English</a>'
    """
    up = "../" * (page.count("/") + 1)

    def lead(found: re.Match[str]) -> str:
        tag = HREF.sub(f'href="{up}{found["language"]}/{page}"', found[0])
        # the theme looks for a sitemap beside each page that is exactly `alternate`; a set of words may end in a blank
        return REL.sub('rel="alternate "', tag) if found["tag"] == "link" else tag

    return LINK.sub(lead, text)


def share_memory(text: str) -> str:
    """Keep what a reader chose, such as the dark palette, for both languages: for what lies above a site.

    >>> share_memory('<script>__md_scope=new URL("..",location),1</script>')
    '<script>__md_scope=new URL("../..",location),1</script>'
    >>> share_memory("<script>1</script>")
    Traceback (most recent call last):
    ValueError: the theme keeps what a reader chose elsewhere than in __md_scope
    """
    if not SCOPE.search(text):
        raise ValueError("the theme keeps what a reader chose elsewhere than in __md_scope")
    return SCOPE.sub(r"\1/..\2", text)


def translate(script: str) -> str:
    """Put the theme's English into Vietnamese in its script; refuse a script that says it otherwise.

    >>> translate("hello")
    Traceback (most recent call last):
    ValueError: the theme's search says other words than docs/site/theme.toml has: "Search is unavailable. Reload the page to try again."
    """
    for said, vi in tomllib.loads(SAID.read_text(encoding="utf-8")).items():
        if said not in script:
            raise ValueError(f"the theme's search says other words than docs/site/theme.toml has: {said}")
        script = script.replace(said, vi)
    return script


def front_door() -> str:
    """The page at the top: leads on to the first of the reader's languages that there is, and to Vietnamese without scripts."""
    links = "\n".join(
        f'<li><a href="{language}/index.html" hreflang="{language}" lang="{language}">{NAMES[language]}</a></li>'
        for language in LANGUAGES
    )
    return f"""<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:,">
<title>dlxh</title>
<script>
var known = {json.dumps(LANGUAGES)};
var wanted = navigator.languages.map(function (name) {{ return name.slice(0, 2); }});
location.replace((wanted.filter(function (name) {{ return known.includes(name); }})[0] || known[0]) + "/index.html");
</script>
<noscript><meta http-equiv="refresh" content="0; url=vi/index.html"></noscript>
<main>
<h1>dlxh</h1>
<ul>
{links}
</ul>
</main>
</html>
"""
