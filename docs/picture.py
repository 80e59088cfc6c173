"""Draws what the file of 40 lines prints, for the README: made by `python -m docs.generate` from the real output.

A picture of text, so that it stays small and sharp. Each column has its own place, so that they hold in whatever font the
reader has; not a monospaced one, because many of those lack ễ, ố, ử.
"""

import io
import re
from contextlib import redirect_stdout
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Final

from dlxh.words import Lang

HERE = Path(__file__).resolve().parent
LANGUAGES: Final[tuple[Lang, ...]] = ("vi", "en")
FENCE: Final = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LETTER, LINE, EDGE = 7.2, 19, 16
STYLE: Final = (
    "text{font:13px 'Segoe UI',Helvetica,Arial,'DejaVu Sans',sans-serif;fill:#1f2328}.n{text-anchor:end}"
    "rect{fill:#fff;stroke:#d0d7de}path{stroke:#8c959f}"
)
NUMBER: Final = re.compile("[0-9.,]+")
RUN: Final = re.compile(r"\S+(?: \S+)*")
"""The text of one column: two blanks end it."""


def script(lang: Lang) -> str:
    """Return the file of 40 lines, as its page shows it, with texts in a language."""
    page = (HERE / lang / "forty-lines.md").read_text(encoding="utf-8")
    file, *_ = FENCE.findall(page)
    return str(file).replace('"vi"', f'"{lang}"')


@cache
def printed(lang: Lang) -> tuple[str, ...]:
    """Return the lines that it prints."""
    said = io.StringIO()
    names: dict[str, Any] = {}
    with redirect_stdout(said):
        exec(compile(script(lang), "son_la.py", "exec"), names)  # noqa: S102 - a page of ours
    return tuple(said.getvalue().splitlines())


def draw(lines: tuple[str, ...], command: str) -> str:
    """Return lines as an SVG picture, below the command that printed them.

    >>> draw(("một  & hai", "────"), "python a.py").count("<text")
    3
    """
    shown = (f"$ {command}", *lines)
    width = round(max(len(line) for line in shown) * LETTER) + 2 * EDGE
    height = len(shown) * LINE + 2 * EDGE
    runs = [(found, number) for number, line in enumerate(shown, 1) for found in RUN.finditer(line)]
    ends = {found.end() for found, _ in runs if NUMBER.fullmatch(found[0])}
    parts = [
        _part(found, EDGE + LINE * number - 5, of_numbers=found.start() > 0 and found.end() in ends)
        for found, number in runs
    ]
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
        f"<title>{escape(command)}</title><style>{STYLE}</style>",
        f'<rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="6"/>',
    )
    return "\n".join((*head, *parts, "</svg>\n"))


def _part(run: re.Match[str], y: int, *, of_numbers: bool) -> str:
    """Return the text of one column: a rule as a line, numbers and their head from the right, all else from the left."""
    left, right = (round(EDGE + place * LETTER) for place in run.span())
    if set(run[0]) == {"─"}:
        return f'<path d="M{left} {y - 4}H{right}"/>'
    place = f'x="{right}" class="n"' if of_numbers else f'x="{left}"'
    return f'<text {place} y="{y}">{escape(run[0])}</text>'


def pictures() -> dict[str, str]:
    """Return each picture by its path below `docs/`."""
    return {f"{lang}/images/forty-lines.svg": draw(printed(lang), "python son_la.py") for lang in LANGUAGES}
