"""Makes the page of laws and documents: what each is, what is known of it, and where the library rests on it."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from babel.dates import format_date

from dlxh.data.document_days import document_days
from dlxh.words.bilingual import Lang, in_language
from docs.markdown import filterable
from docs.sources import Use, sources

LISTED: Final = Path(__file__).resolve().parent / "documents.toml"
NUMBER: Final = re.compile(r"(?<![\d/])\d+(?:/\d{4})?[-/][A-ZĐ][\w/Đ-]*\w")
SITE: Final = re.compile(r"^(?P<site>[\w.-]+[.](?:vn|com))(?P<path>/[^\s;,]*)?")
HEADS: Final = {
    "vi": ("văn bản", "ngày", "về việc", "mức", "nơi đọc", "đường dẫn", "thư viện dùng ở"),
    "en": ("document", "day", "about", "mark", "read at", "address", "used by the library in"),
}
OWN: Final = re.compile(r"^(?:dlxh|pydantic)|dlxh[.]data")
"""A source that is not a paper: our own choice, the codes of a library, or a table of ours whose rows give theirs."""
KINDS: Final = {
    "rule": ("quy tắc", "rules"),
    "measure": ("chỉ tiêu", "measures"),
    "list": ("danh mục", "code lists"),
    "fact": ("dữ liệu", "facts"),
}
EN: Final = {
    "nguồn dẫn lại, không ghi trang nào": "second-hand, by a page that was not noted",
    "nhiều nguồn dẫn lại, không ghi trang nào": "several second-hand sources that were not noted",
    "văn bản luật": "the text of the law",
    "văn bản luật, Điều 112": "the text of the law, Article 112",
    "một kho mã công khai không ghi tên, đọc một phần": "a public repository that was not noted, read in part",
    "công văn và danh mục của Cục Thống kê": "the letter and the register of the statistics office",
    "dẫn trong Nghị định 161/2026/NĐ-CP": "quoted in decree 161/2026/NĐ-CP",
}
"""What is said of a place of reading in words, in English."""


@cache
def groups() -> tuple[dict[str, Any], ...]:
    """Return the groups of documents as they are listed."""
    return tuple(tomllib.loads(LISTED.read_text(encoding="utf-8"))["groups"])


def names_of(document: dict[str, Any]) -> tuple[str, ...]:
    """Return how sources write a document.

    >>> names_of({"number": "", "also": ["Bộ luật Lao động 2019"]})
    ('Bộ luật Lao động 2019',)
    """
    return tuple(name for name in (document["number"], *document.get("also", ())) if name)


def is_in(name: str, source: str) -> bool:
    """Return whether a source gives a document; the number of another that ends like it does not count.

    >>> is_in("19/QĐ-TTg", "Quyết định 19/QĐ-TTg, 1/2026"), is_in("19/QĐ-TTg", "Quyết định 119/QĐ-TTg")
    (True, False)
    """
    return re.search(rf"(?<![\d/]){re.escape(name)}(?![\w/])", source) is not None


def uses_of(document: dict[str, Any]) -> tuple[Use, ...]:
    """Return where the library rests on a document."""
    given = (
        uses for source, uses in sources().items() if any(is_in(name, source) for name in names_of(document))
    )
    return tuple(dict.fromkeys(use for uses in given for use in uses))


def documents(lang: Lang) -> str:
    """Return the documents by group, each with where it is used."""
    parts = []
    for group in groups():
        body = [_row(each, lang) for each in group["documents"]]
        parts.append(
            f"### {group[lang]} {{#documents-{group['key']}}}\n\n{filterable(_table(HEADS[lang], body))}"
        )
    return "\n".join(parts)


def other_sources(lang: Lang) -> str:
    """Return the sources other than documents: what networks and newspapers published, and what is our own choice."""
    head = {"vi": ("nguồn", "thư viện dùng ở"), "en": ("source", "used by the library in")}[lang]
    body = [
        (source, _places(uses, lang))
        for source, uses in sorted(sources().items())
        if not OWN.search(source) and not any(_given(source))
    ]
    own = Counter(use.kind for source, uses in sources().items() if source.startswith("dlxh") for use in uses)
    said = in_language(
        lang,
        vi=f"Không có nguồn ngoài, do dlxh tự quy định: {own['rule']} quy tắc, {own['measure']} chỉ tiêu; mỗi quy tắc, chỉ tiêu ấy ghi rõ như vậy ở mục Nguồn.",
        en=f"Without an outside source, by decision of dlxh: {own['rule']} rules and {own['measure']} measures; each says so under Source.",
    )
    return f"{_table(head, body)}\n{said}\n"


def _given(source: str) -> Iterator[str]:
    """Yield the documents that a source gives, as it writes them."""
    listed = (each for group in groups() for each in group["documents"])
    yield from (name for each in listed for name in names_of(each) if is_in(name, source))


def unlisted() -> list[str]:
    """Return the numbers of documents that some source gives and the list lacks.

    >>> unlisted()
    []
    """
    listed = [name for group in groups() for each in group["documents"] for name in names_of(each)]
    given = {number for source in sources() for number in NUMBER.findall(source)}
    return sorted(number for number in given if not any(is_in(number, name) for name in listed))


def _row(document: dict[str, Any], lang: Lang) -> tuple[str, ...]:
    number = document["number"] or "–"
    about = document[lang] + _days(document["number"], lang)
    if page := document.get("page"):
        about += f" ([{in_language(lang, vi='xem', en='see')}]({page}))"
    return (
        number.replace(" đến ", in_language(lang, vi=" đến ", en=" to ")),
        day_of(document["day"], lang),
        about,
        document["mark"],
        _place_of(document["at"], lang),
        _links(document, lang),
        _places(uses_of(document), lang) or "–",
    )


def _days(number: str, lang: Lang) -> str:
    """Return until when a document was in force, and what took its place."""
    known = next((each for each in document_days() if each.document == number), None)
    if known is None or known.last_day is None:
        return ""
    day = day_of(known.last_day.isoformat(), lang)
    return in_language(
        lang,
        vi=f"; hết hiệu lực sau {day}, thay bằng {known.replaced_by}",
        en=f"; in force until {day}, replaced by {known.replaced_by}",
    )


def day_of(text: str, lang: Lang) -> str:
    """Return a day, month or year as readers write it; what is not known stays open.

    >>> day_of("2026-05-15", "vi"), day_of("2026-05-15", "en"), day_of("2026-01", "vi"), day_of("", "en")
    ('15/5/2026', '15 May 2026', '1/2026', '–')
    """
    parts = [int(part) for part in text.split("-") if part]
    if lang == "vi" or len(parts) < 2:  # noqa: PLR2004 - a year alone is written alike
        return "/".join(str(part) for part in reversed(parts)) or "–"
    month = format_date(date(parts[0], parts[1], 1), "MMMM", locale="en")
    return " ".join(str(part) for part in (*reversed(parts[2:]), month, parts[0]))


def _place_of(at: str, lang: Lang) -> str:
    """Return where a document was read, each site as a link.

    >>> _place_of("dangcongsan.vn 475345; nld.com.vn, 4/1/2026", "vi")
    '[dangcongsan.vn](https://dangcongsan.vn) 475345; [nld.com.vn](https://nld.com.vn), 4/1/2026'
    """
    if lang == "en":
        at = EN.get(at, at)
    return "; ".join(SITE.sub(_site, place) for place in at.split("; ")) or "–"


def _site(found: re.Match[str]) -> str:
    name = found[0] if found["site"] == "github.com" else found["site"]
    return f"[{name}](https://{found[0]})"


def _links(document: dict[str, Any], lang: Lang) -> str:
    """Return the addresses of a document by their sites, or that none is known."""
    given = [f"[{urlsplit(link).netloc.removeprefix('www.')}]({link})" for link in document.get("links", ())]
    return ", ".join(given) or in_language(lang, vi="chưa có đường dẫn", en="no address known")


def _places(uses: Iterable[Use], lang: Lang) -> str:
    by_kind: dict[str, list[str]] = {}
    for use in uses:
        by_kind.setdefault(use.kind, []).append(use.shown(lang))
    return "; ".join(
        f"{in_language(lang, vi=vi, en=en)} {', '.join(by_kind[kind])}"
        for kind, (vi, en) in KINDS.items()
        if kind in by_kind
    )


def _table(head: Iterable[str], body: Iterable[Iterable[str]]) -> str:
    lines = [tuple(head), *(tuple(cells) for cells in body)]
    written = ["| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |" for cells in lines]
    return "\n".join([written[0], "|" + "---|" * len(lines[0]), *written[1:]]) + "\n"
