"""What a page in a window is judged by: axe, the number of its nodes, its width, its skip link."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCHEMES = {"light": "default", "dark": "slate"}
"""The theme's names of its palettes."""

CHOOSE = "name => document.body.setAttribute('data-md-color-scheme', name)"
"""What the theme's own button does, without the memory of it that would reach the next page."""

STILL = "*, *::before, *::after { transition: none !important; animation: none !important }"
"""Colours that are on their way from one palette to the other are those of neither."""

MOST_NODES = 3000
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that look at colours take nearly all the time. The others read what is the same in light and dark."""

AROUND = {"exclude": [["article"]]}

BROKEN = """() => [...document.querySelectorAll('.md-typeset table:not([class]) :is(td, th):first-child')].flatMap((cell) => {
  const found = [];
  const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    for (const word of node.data.matchAll(/[\\p{L}\\p{N}_]+/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) found.push(word[0]);
    }
  }
  return found;
})"""
"""Words in first columns of tables that go on in the next line."""

TWICE = """() => {
  const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
  return [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))];
}"""
"""Ids that more than one element has."""


def judge(page: Page, *, whole: bool = True) -> list[str]:
    """Return what is wrong with an open page, line by line; without `whole`, colours are looked at around the article only.

    The colours of an article are the same at every width.
    """
    page.add_style_tag(content=STILL)
    nodes = page.evaluate("document.getElementsByTagName('*').length")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    words, ids = page.evaluate(BROKEN), page.evaluate(TWICE)
    found = [f"has {nodes} nodes, more than {MOST_NODES}"] if nodes > MOST_NODES else []
    found += [f"is {wide} px wider than its window"] if wide > 0 else []
    found += [f"breaks words in a first column: {', '.join(words)}"] if words else []
    found += [f"has the same id twice: {', '.join(ids)}"] if ids else []
    found += run_axe(page, {"rules": {name: {"enabled": False} for name in COLOURS}})
    for scheme, palette in SCHEMES.items():
        page.evaluate(CHOOSE, palette)
        only = {"runOnly": {"type": "rule", "values": list(COLOURS)}}
        found += [f"{scheme}: {line}" for line in run_axe(page, only, {} if whole else AROUND)]
    return found


def run_axe(page: Page, options: dict[str, Any], context: dict[str, Any] | None = None) -> list[str]:
    """Return each rule that an element breaks, with up to three of the elements."""
    options = {"resultTypes": ["violations"], **options}
    violations = Axe().run(page, context=context or None, options=options).response["violations"]
    return [
        f"axe {found['id']} ({len(found['nodes'])}): {' | '.join(describe(node) for node in found['nodes'][:3])}"
        for found in violations
    ]


def describe(node: dict[str, Any]) -> str:
    """Say which element it is, and why it breaks the rule."""
    why = node["failureSummary"].splitlines()
    return f"{' '.join(map(str, node['target']))} {' '.join(line.strip() for line in why[1:2])}"
