"""Puts what assistants and reviewers read into the built site: llms.txt, the text of every page, and the public surface.

`python -m docs.assistants site`. The form is that of the convention of llms.txt: a title, a summary, lists of links with
what is at each. There is one at the root, and one for each language.
"""

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import yaml

import dlxh
from dlxh.words.bilingual import Lang, in_language
from docs.surface import surface

ROOT: Final = Path(__file__).resolve().parents[1]
LANGUAGES: Final[tuple[Lang, ...]] = ("vi", "en")
SURFACE: Final = "dlxh-surface.txt"
TITLE: Final = re.compile(r"^# (.*?)(?: \{#[\w-]+\})?$", re.MULTILINE)
MARKUP: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)|\*\*|<[^>]+>")
NO_PROSE: Final = ("#", "|", "```", ">>>", "<!--", ":::", "!!!", "- ", "<")


def main(site: Path) -> None:
    """Write into the site that has been built."""
    for lang in LANGUAGES:
        for page in pages_of(lang):
            target = site / lang / page
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / "docs" / lang / page, target)
        (site / lang / "llms.txt").write_text(listing(lang, ""), encoding="utf-8", newline="\n")
    (site / "llms.txt").write_text(front(), encoding="utf-8", newline="\n")
    (site / SURFACE).write_text(surface(), encoding="utf-8", newline="\n")


def front() -> str:
    """Return what is at the root: both languages, and what is read first of each.

    >>> front().splitlines()[0]
    '# dlxh'
    """
    links = f"""## Files

- [{SURFACE}]({SURFACE}): every public name with signature, first sentence and example; all examples run
- [vi/llms.txt](vi/llms.txt): tất cả các trang, tiếng Việt
- [en/llms.txt](en/llms.txt): all pages, English
"""
    return f"{_head('en')}\n{links}\n{_groups('en', 'en/')}"


def listing(lang: Lang, up: str) -> str:
    """Return the pages of a language by the groups of its navigation."""
    said = in_language(
        lang,
        vi="mọi tên công khai, kèm cách gọi và ví dụ (tiếng Anh); ví dụ nào cũng được chạy",
        en="every public name with signature, first sentence and example; all examples run",
    )
    title = in_language(lang, vi="Tên công khai", en="Public names")
    return f"{_head(lang)}\n## {title}\n\n- [{SURFACE}](../{SURFACE}): {said}\n\n{_groups(lang, up)}"


def _head(lang: Lang) -> str:
    about = in_language(
        lang,
        vi="Thư viện Python cho mạng lưới cộng tác viên dư luận xã hội: quản lý trong bộ nhớ, kiểm tra, tổng hợp số liệu và tính chi trả. Không có cơ sở dữ liệu, máy chủ hay giao diện; không ghi ai đã nêu ý kiến.",
        en="A Python library for Vietnamese networks of public-opinion collaborators (dư luận xã hội): it holds, checks and counts their reports, cases and pay in memory. No database, no server, no user interface; it never records who voiced an opinion.",
    )
    rest = in_language(
        lang,
        vi="Các trang dưới đây là văn bản Markdown; trang web cùng tên, đuôi .html. Mọi đoạn `python` và `pycon` trong các trang đều được chạy khi kiểm thử.",
        en="The pages below are Markdown; the web page has the same name and ends in .html. Every `python` and `pycon` fence on them is run by the tests.",
    )
    return f"# dlxh\n\n> {about}\n\n{rest} dlxh {dlxh.__version__}.\n"


def _groups(lang: Lang, up: str) -> str:
    parts = []
    for group, pages in groups(lang):
        lines = [_link(lang, page, up) for page in pages]
        parts.append(f"## {group}\n\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def _link(lang: Lang, page: str, up: str) -> str:
    text = (ROOT / "docs" / lang / page).read_text(encoding="utf-8")
    title = TITLE.findall(text)[0]
    about = first_sentence(text)
    return f"- [{title}]({up}{page})" + (f": {about}" if about else "")


def first_sentence(text: str) -> str:
    r"""Return the first sentence of a page that is prose, without its links; a page may have none.

    >>> first_sentence("# T {#t}\n\n```python\nx\n```\n\nRead [this](a.md) first. Then that.")
    'Read this first.'
    """
    bare = re.sub(r"^[ \t]*(`{3,}).*?^[ \t]*\1[ \t]*$", "", text, flags=re.MULTILINE | re.DOTALL)
    lines = (line.strip() for line in bare.splitlines())
    prose = next((line for line in lines if line and not line.startswith(NO_PROSE)), "")
    plain = MARKUP.sub(lambda found: found[1] or "", prose)
    return re.split(r"(?<=[.?])\s", plain, maxsplit=1)[0].rstrip(":")


def groups(lang: Lang) -> Iterator[tuple[str, list[str]]]:
    """Yield the groups of the navigation with their pages."""
    config = yaml.safe_load((ROOT / f"mkdocs.{lang}.yml").read_text(encoding="utf-8"))
    for group in config["nav"]:
        yield from group.items()


def pages_of(lang: Lang) -> list[str]:
    """Return all pages of a language, in the order of its navigation."""
    return [page for _, pages in groups(lang) for page in pages]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
