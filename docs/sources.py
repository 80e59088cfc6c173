"""What the rules, the measures and the data of the library give as their sources, and where each is given."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from dlxh.measures.catalogue import FAMILIES as MEASURE_FAMILIES
from dlxh.rules.catalogue import FAMILIES as RULE_FAMILIES
from dlxh.words.bilingual import Lang
from docs import measure_pages
from docs.code_list_pages import page_of
from docs.rule_pages import page_name

HERE: Final = Path(__file__).resolve().parent
DATA: Final = HERE.parent / "src" / "dlxh" / "data"
FACTS: Final = {
    "areas": ("danh mục xã", "directory of communes"),
    "base_salary": ("mức lương cơ sở", "base salary"),
    "days_off": ("ngày nghỉ", "days off"),
    "deadline_presets": ("thời hạn có sẵn", "preset deadlines"),
    "document_days": ("hiệu lực của văn bản", "days of documents"),
    "measure_sets": ("bộ chỉ tiêu", "sets of measures"),
    "provinces": ("danh mục tỉnh", "directory of provinces"),
}
"""The files of data other than lists of codes, as readers call them."""


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """A place where a source is given: what readers call it in both languages, and its place on the site."""

    kind: str
    vi: str
    en: str
    link: str

    def shown(self, lang: Lang, up: str = "") -> str:
        """Return it as a link, or as text where it has no place of its own.

        >>> Use("rule", "K101", "K101", "rules/secrecy.md#k101").shown("vi")
        '[K101](rules/secrecy.md#k101)'
        """
        name = self.vi if lang == "vi" else self.en
        return f"[{name}]({up}{self.link})" if self.link else name


@cache
def sources() -> dict[str, tuple[Use, ...]]:
    """Return every source with its uses, in the order of the catalogues.

    >>> [use.vi for use in sources()["Luật 29/2018/QH14 (thời hạn bảo vệ bí mật nhà nước)"]]
    ['K103']
    """
    found: dict[str, dict[Use, None]] = {}  # a dict keeps the order, and each use once
    for source, use in (*_of_rules(), *_of_measures(), *_of_data()):
        found.setdefault(source, {})[use] = None
    return {source: tuple(uses) for source, uses in found.items()}


def _of_rules() -> Iterator[tuple[str, Use]]:
    for family in RULE_FAMILIES:
        for rule in family.rules:
            link = f"{page_name(family)}#{rule.code.lower()}"
            yield str(rule.source), Use("rule", rule.code, rule.code, link)


def _of_measures() -> Iterator[tuple[str, Use]]:
    for family in MEASURE_FAMILIES:
        for each in family.measures:
            link = f"{measure_pages.page_name(family)}#{measure_pages.anchor(each)}"
            yield str(each.source), Use("measure", each.name("vi"), each.name("en"), link)


def _of_data() -> Iterator[tuple[str, Use]]:
    for path in sorted(DATA.rglob("*.toml")):
        if path.stem not in FACTS and path.parent == DATA:
            continue  # words for readers and forms, which rest on no paper
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        stated = _use_of(path, content)
        yield from ((source, stated) for source in _stated(content))


def _use_of(path: Path, content: dict[str, object]) -> Use:
    """Return what a file of data is called."""
    if path.parent.name == "codes":
        link = f"{page_of(path.stem)}.md#list-{path.stem.replace('_', '-')}"
        return Use("list", str(content["vi"]).lower(), str(content["en"]).lower(), link)
    if path.parent.name == "move_tables":
        return Use("fact", "bảng quy trình", "table of moves", "how-to-routes.md")
    vi, en = FACTS[path.stem]
    return Use("fact", vi, en, f"facts.md#{path.stem.replace('_', '-')}")


def _stated(content: object) -> Iterator[str]:
    """Yield the sources that a file states, wherever in it they are.

    >>> sorted(
    ...     _stated(
    ...         {"source": "a", "rows": [{"source": "b"}], "sources": {"units": "c"}, "schemes": {"x": "d"}}
    ...     )
    ... )
    ['a', 'b', 'c', 'd']
    """
    if isinstance(content, dict):
        for key, value in content.items():
            if key == "source" and isinstance(value, str):
                yield value
            elif key in {"sources", "schemes"} and isinstance(value, dict):
                yield from value.values()
            else:
                yield from _stated(value)
    elif isinstance(content, list):
        for value in content:
            yield from _stated(value)
