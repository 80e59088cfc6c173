"""What a page in a window is judged by: axe, the number of its nodes, its width, the words of its tables.

axe compares the colours of every element with all that lies under it, and a page has thousands; those that are drawn alike
are few. So colours are looked at in up to three elements of each kind, with the rest of the page put aside, and the other
rules once: they read what is the same in light and dark.
"""

from collections.abc import Iterable
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

SCHEMES = {"light": "default", "dark": "slate"}
"""The theme's names of its palettes."""

CHOOSE = "name => document.body.setAttribute('data-md-color-scheme', name)"
"""What the theme's own button does, without the memory of it that would reach the next page."""

STILL = "*, *::before, *::after { transition: none !important; animation: none !important }"
"""Colours that are on their way from one palette to the other are those of neither."""

MOST_NODES = 3000
COLOURS = {"color-contrast": "[data-kind]", "link-in-text-block": "a[href][data-kind]"}
"""The rules that look at colours, and the elements that are left to them."""

LAYOUT = ("target-size", "scrollable-region-focusable")
"""The rules that measure."""

EMPTY = """() => {
  const article = document.querySelector('article');
  if (article) article.replaceChildren(...article.querySelectorAll('h1, #__skip'));
}"""
"""Leaves of an article its title, and the place to which the first link of the page leads."""

MARK = """() => {
  const kinds = new Map();
  const walk = (root, around, text) => {
    for (const one of root.children) {
      const style = getComputedStyle(one);
      if (style.display === 'none') continue;
      const ground = style.backgroundImage === 'none' && style.backgroundColor === 'rgba(0, 0, 0, 0)' && style.opacity === '1';
      const below = ground ? around : [around, style.backgroundImage, style.backgroundColor, style.opacity].join();
      const words = [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data.trim()).join('');
      if ((words.length > 1 || one.matches('input, select, textarea')) && one.checkVisibility({visibilityProperty: true, opacityProperty: true})) {
        const link = one.matches('a[href]') ? [text, style.textDecorationLine, style.borderBottom] : '';
        const kind = [below, style.color, style.fontSize, style.fontWeight, style.textShadow, link].join('|');
        kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
      }
      walk(one, below, style.color);
      if (one.shadowRoot) walk(one.shadowRoot, below, style.color);
    }
  };
  walk(document, '', '');
  for (const alike of kinds.values())
    for (const one of [alike[0], alike[alike.length >> 1], alike.at(-1)]) one.dataset.kind = '';
}"""
"""Marks the first, a middle and the last element of each kind: text of one colour and size on the same grounds, and links in such text."""

PUT_ASIDE = """() => {
  const needed = ':has([data-kind]), [data-kind], :has(> a[data-kind]) > *, input, style';
  for (const one of document.querySelectorAll(`:is(article, nav) :not(${needed})`)) {
    one.replaceChildren();
    one.style.setProperty('display', 'none', 'important');
  }
}"""
"""Leaves what is marked, what it lies in, and the text around links; what is put aside keeps its place among its siblings."""

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
    """Return what is wrong with an open page, line by line; without `whole`, of an article what its width changes.

    Its colours and its names are the same at every width: where it sticks out, and what is too small or out of reach, is not.
    """
    page.add_style_tag(content=STILL)
    nodes = page.evaluate("document.getElementsByTagName('*').length")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    words, ids = page.evaluate(BROKEN), page.evaluate(TWICE)
    found = [f"has {nodes} nodes, more than {MOST_NODES}"] if nodes > MOST_NODES else []
    found += [f"is {wide} px wider than its window"] if wide > 0 else []
    found += [f"breaks words in a first column: {', '.join(words)}"] if words else []
    found += [f"has the same id twice: {', '.join(ids)}"] if ids else []
    page.evaluate(AXE_SCRIPT)
    rules = [{"id": name, "selector": of} for name, of in COLOURS.items()]
    page.evaluate("rules => axe.configure({ rules })", rules)
    if not whole:
        found += run_axe(page, only(LAYOUT))
        page.evaluate(EMPTY)
    found += run_axe(page, {"rules": {name: {"enabled": False} for name in COLOURS}})
    for palette in SCHEMES.values():
        page.evaluate(CHOOSE, palette)
        page.evaluate(MARK)
    page.evaluate(PUT_ASIDE)
    for scheme, palette in SCHEMES.items():
        page.evaluate(CHOOSE, palette)
        found += [f"{scheme}: {line}" for line in run_axe(page, only(COLOURS))]
    return found


def only(rules: Iterable[str]) -> dict[str, Any]:
    """What axe is given so that it looks at some rules and no others."""
    return {"runOnly": {"type": "rule", "values": list(rules)}}


def run_axe(page: Page, options: dict[str, Any]) -> list[str]:
    """Return each rule that an element breaks, with up to three of the elements."""
    run = "async (options) => (await axe.run(options)).violations"
    violations = page.evaluate(run, {"resultTypes": ["violations"], **options})
    return [
        f"axe {found['id']} ({len(found['nodes'])}): {' | '.join(describe(node) for node in found['nodes'][:3])}"
        for found in violations
    ]


def describe(node: dict[str, Any]) -> str:
    """Say which element it is, and why it breaks the rule."""
    why = node["failureSummary"].splitlines()
    return f"{' '.join(map(str, node['target']))} {' '.join(line.strip() for line in why[1:2])}"
