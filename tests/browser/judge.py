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
OPTIONS = {"resultTypes": ["violations"]}
COLOURS = {**OPTIONS, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The rules that look at colours: the others read what is the same in light and dark."""


def judge(page: Page) -> list[str]:
    """Return what is wrong with an open page, line by line."""
    page.add_style_tag(content=STILL)
    nodes = page.evaluate("document.getElementsByTagName('*').length")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found = [f"has {nodes} nodes, more than {MOST_NODES}"] if nodes > MOST_NODES else []
    found += [f"is {wide} px wider than its window"] if wide > 0 else []
    for scheme, palette in SCHEMES.items():
        page.evaluate(CHOOSE, palette)
        found += [f"{scheme}: {line}" for line in run_axe(page, OPTIONS if scheme == "light" else COLOURS)]
    return found


def run_axe(page: Page, options: dict[str, Any] = OPTIONS) -> list[str]:
    """Return each rule that an element breaks, with up to three of the elements."""
    violations = Axe().run(page, options=options).response["violations"]
    return [
        f"axe {found['id']} ({len(found['nodes'])}): {' | '.join(describe(node) for node in found['nodes'][:3])}"
        for found in violations
    ]


def describe(node: dict[str, Any]) -> str:
    """Say which element it is, and why it breaks the rule."""
    why = node["failureSummary"].splitlines()
    return f"{' '.join(map(str, node['target']))} {' '.join(line.strip() for line in why[1:2])}"
