"""Draws the table of moves: `python docs/moves.py` rewrites the diagrams and the tables of the pages.

With `--check` it changes nothing and lists the files that are stale. Everything comes from `dlxh.data.moves()`: no status and no
move is written here.
"""

import re
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

from dlxh.data.case_moves import BEFORE, START, Move, MoveTable, moves
from dlxh.data.code_lists import code_list
from dlxh.words.bilingual import Lang, in_language

HERE = Path(__file__).resolve().parent
LANGUAGES: tuple[Lang, ...] = ("vi", "en")
BLOCK = re.compile(r"(?P<open><!-- moves -->\n).*?(?P<close><!-- moves: end -->)", re.DOTALL)

WIDE, NARROW = 2, 1
"""Columns of cards on a desk's screen, whose text is 688 px wide, and on a telephone's."""
WIDTH, GAP, LINE = 328, 16, 18
LONGEST = 44
BOX, TOP = 96, 34
ARROW = "#5b84b8"
STYLE = (
    f"text{{font:14px sans-serif;fill:#222}}.h{{font-weight:bold}}.m{{fill:#444}}.s{{font-size:12px;fill:#444}}"
    f"rect{{stroke:{ARROW}}}.b{{fill:#fff}}.e{{fill:#e4e4e4}}line{{stroke:{ARROW};stroke-width:1.5}}"
    "@media (prefers-color-scheme:dark){text{fill:#eee}.m,.s{fill:#ccc}.b{fill:#23262f}.e{fill:#3b3e47}}"
)
"""What lies on the ground of the page is seen on a light and on a dark one; text lies on boxes, and follows the page."""


def _kind(kind: str, lang: Lang) -> str:
    return code_list("case_event_kind").label(kind, lang)


def _status(key: str | None, lang: Lang) -> str:
    if key in {None, START}:
        return in_language(lang, vi="chưa bắt đầu", en="not begun")
    if key == BEFORE:
        return in_language(lang, vi="như trước", en="as before")
    return code_list("case_status").label(str(key), lang)


def _target(move: Move, lang: Lang) -> str:
    """Where a move leads, with the other status in brackets; a dash where the status stays."""
    to = "—" if move.to is None else _status(move.to, lang)
    if move.unless is None:
        return to
    return f"{to} ({_status(move.otherwise, lang) if move.otherwise else '—'})"


def _label(move: Move, lang: Lang) -> str:
    """A move and where it leads; only the latter where both are called alike, or where the line would be too long."""
    kind, target = _kind(move.kind, lang), _target(move, lang)
    whole = f"{kind} → {target}"
    return f"→ {target}" if kind == target or len(whole) > LONGEST else whole


def _text(x: float, y: float, text: str, kind: str = "") -> str:
    shown = f' class="{kind}"' if kind else ""
    return f'<text x="{x:g}" y="{y:g}"{shown}>{escape(text)}</text>'


def _way(table: MoveTable, lang: Lang, across: int) -> Iterator[str]:
    """The statuses that lead to each other in the order of the table, as boxes with arrows, at most `across` in a row."""
    keys = [START, *(status.key for status in table.statuses)]
    for number, (one, next_) in enumerate(zip(keys[1:], [*keys[2:], ""], strict=True)):
        row, column = divmod(number, across)
        x, y = GAP / 2 + column * (BOX + GAP), GAP + row * (TOP + GAP)
        yield f'<rect x="{x:g}" y="{y:g}" width="{BOX}" height="{TOP}" rx="4" class="b"/>'
        yield _text(x + 6, y + 21, _status(one, lang), "s")
        if not any(one in move.sources and move.to == next_ for move in table.moves):
            return
        yield f'<line x1="{x + BOX:g}" y1="{y + TOP / 2:g}" x2="{x + BOX + GAP:g}" y2="{y + TOP / 2:g}" marker-end="url(#a)"/>'


def svg(table: MoveTable, lang: Lang, columns: int = WIDE) -> str:
    """Return the diagram: the usual way on top, then a card for each status with what is allowed there."""
    across = columns * (WIDTH + GAP) // (BOX + GAP)
    parts = list(_way(table, lang, across))
    boxes = sum(part.startswith("<rect") for part in parts)
    y = GAP + -(-boxes // across) * (TOP + GAP)
    statuses = [(START, True), *((status.key, status.open) for status in table.statuses)]
    for first in range(0, len(statuses), columns):
        row = statuses[first : first + columns]
        height = LINE * (2 + max(len(table.next_moves(None if key == START else key)) for key, _ in row))
        for column, (key, is_open) in enumerate(row):
            x = GAP / 2 + column * (WIDTH + GAP)
            kind = "b" if is_open else "e"
            parts.append(f'<rect x="{x:g}" y="{y}" width="{WIDTH}" height="{height}" rx="6" class="{kind}"/>')
            parts.append(_text(x + 8, y + LINE + 3, _status(key, lang), "h"))
            for place, name in enumerate(table.next_moves(None if key == START else key), start=2):
                parts.append(_text(x + 8, y + LINE * place + 4, _label(table[name], lang), "m"))
        y += height + GAP
    width = columns * (WIDTH + GAP)
    title = in_language(lang, vi="Các bước của một vụ việc xác minh", en="The moves of a verification case")
    arrow = f'<defs><marker id="a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="{ARROW}"/></marker></defs>'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {y}" width="{width}" height="{y}" role="img">'
    return "\n".join(
        [head, f"<title>{title}</title>", f"<style>{STYLE}</style>", arrow, *parts, "</svg>", ""]
    )


def table_of(table: MoveTable, lang: Lang) -> str:
    """Return the table of moves as Markdown."""
    head = in_language(
        lang,
        vi="| bước | từ | đến (nếu còn dở) | ai giữ | cần | vai trò |",
        en="| move | from | to (if not all is done) | who holds it | needs | role |",
    )
    people = {
        "by": in_language(lang, vi="người làm", en="who acted"),
        "to": in_language(lang, vi="người nhận", en="who got it"),
        "nobody": in_language(lang, vi="không ai", en="nobody"),
    }
    rows = [head, "|---|---|---|---|---|---|"]
    for move in table.moves:
        cells = (
            f"`{move.kind}` {_kind(move.kind, lang)}",
            ", ".join(_status(key, lang) for key in move.sources),
            _target(move, lang),
            people.get(move.holder or "", "—"),
            ", ".join(f"`{name}`" for name in move.needs),
            code_list("actor_role").label(move.role, lang),
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def files(table: MoveTable) -> Iterator[tuple[Path, str]]:
    """Yield each file with what it should hold."""
    for lang in LANGUAGES:
        yield HERE / lang / "images" / "moves.svg", svg(table, lang)
        yield HERE / lang / "images" / "moves-narrow.svg", svg(table, lang, NARROW)
        page = HERE / lang / "reference" / "moves.md"
        text = page.read_text(encoding="utf-8")
        found = table_of(table, lang)
        yield page, BLOCK.sub(lambda block, found=found: f"{block['open']}\n{found}\n{block['close']}", text)  # type: ignore[misc]


def stale(table: MoveTable) -> list[Path]:
    """Return the files that do not hold what they should."""
    return [
        path for path, text in files(table) if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]


def main(*options: str) -> int:
    """Rewrite the files, or with `--check` name those that are stale."""
    table = moves()
    if "--check" in options:
        found = stale(table)
        for path in found:
            print(f"stale: {path.relative_to(HERE)}; run python docs/moves.py")  # noqa: T201 - it talks to a person
        return 1 if found else 0
    for path, text in files(table):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
