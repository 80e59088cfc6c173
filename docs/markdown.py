"""Cách viết trang: tables, code and heading ids, as every generated page writes them."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
"""What a message leaves open for a row."""


def rows(head: Iterable[str], body: Iterable[Iterable[str]]) -> str:
    r"""Return a Markdown table.

    >>> rows(("a", "b"), [("1", "2|3")])
    '| a | b |\n|---|---|\n| 1 | 2\\|3 |\n'
    """
    lines = [tuple(head), *(tuple(cells) for cells in body)]
    written = ["| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |" for cells in lines]
    return "\n".join([written[0], "|" + "---|" * len(lines[0]), *written[1:]]) + "\n"


def filterable(table: str) -> str:
    r"""Return a table in a frame that tells the site's script to offer a box that filters its rows.

    >>> filterable("| a |\n|---|\n").splitlines()[0]
    '<div class="filterable" markdown="1">'
    """
    return f'<div class="filterable" markdown="1">\n\n{table}\n</div>\n'


def code(name: str) -> str:
    """Return a name as code; an empty cell stays empty."""
    return f"`{name}`" if name else ""


def anchor(*parts: str) -> str:
    """Return a heading id: ASCII, the same in both languages.

    >>> anchor("table", "report_sources")
    '{#table-report-sources}'
    """
    return "{#" + "-".join(parts).replace("_", "-").lower() + "}"


def slug(text: str) -> str:
    """Return a text as an id: small letters without marks, digits and hyphens.

    >>> slug("document_days-63/2026/NĐ-CP")
    'document-days-63-2026-nd-cp'
    """
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f]", "", plain)).strip("-")
