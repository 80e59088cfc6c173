"""Rewrites what pages say that code already knows: terms, codes, tables, rules, measures.

`python -m docs.generate` fills the blocks between `<!-- generated: name -->` and `<!-- generated: end -->`;
with `--check` it changes nothing and lists the pages that are stale.
"""

import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import dlxh
from dlxh.data.code_lists import code_list_names
from dlxh.measures.catalogue import FAMILIES as MEASURE_FAMILIES
from dlxh.register.columns import Column
from dlxh.register.exchange import describe_table
from dlxh.register.labels import label_of
from dlxh.register.schema import Table, schema
from dlxh.rules.catalogue import FAMILIES
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.table_parts import capitalize
from docs import measure_pages
from docs.changelog_page import changes
from docs.documents_page import documents, other_sources
from docs.picture import pictures
from docs.rule_pages import page_name, pages
from docs.semantics_page import semantics
from docs.stubs import room_name, rooms, stubs

HERE = Path(__file__).resolve().parent
LANGUAGES: tuple[Lang, ...] = ("vi", "en")
BLOCK = re.compile(
    r"(?P<open><!-- generated: (?P<name>[a-z-]+) -->\n).*?(?P<close><!-- generated: end -->)", re.DOTALL
)
SNAKE = re.compile(r"(?<!^)(?=[A-Z])")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
KINDS_VI = {
    "text": "chữ",
    "integer": "số nguyên",
    "boolean": "đúng/sai",
    "day": "ngày",
    "instant": "thời điểm",
}


def rows(head: Iterable[str], body: Iterable[Iterable[str]]) -> str:
    r"""Return a Markdown table.

    >>> rows(("a", "b"), [("1", "2|3")])
    '| a | b |\n|---|---|\n| 1 | 2\\|3 |\n'
    """
    lines = [tuple(head), *(tuple(cells) for cells in body)]
    written = ["| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |" for cells in lines]
    return "\n".join([written[0], "|" + "---|" * len(lines[0]), *written[1:]]) + "\n"


def code(name: str) -> str:
    """Return a name as code; an empty cell stays empty."""
    return f"`{name}`" if name else ""


def anchor(*parts: str) -> str:
    """Return a heading id: ASCII, the same in both languages.

    >>> anchor("table", "report_sources")
    '{#table-report-sources}'
    """
    return "{#" + "-".join(parts).replace("_", "-").lower() + "}"


@cache
def enumerations() -> dict[str, str]:
    """Return the dotted path of each public enumeration by the name of its code list."""
    found: dict[str, str] = {}
    for package in ("words", "data", "models", "register"):
        home = import_module(f"dlxh.{package}")
        for module in walk_packages(home.__path__, f"{home.__name__}."):
            for name, value in vars(import_module(module.name)).items():
                if isinstance(value, type) and issubclass(value, StrEnum) and value.__module__ == module.name:
                    found[SNAKE.sub("_", name).lower()] = f"{module.name}.{name}"
    return found


def terms(lang: Lang) -> str:
    """Return the list of terms, section by section."""
    listed = tomllib.loads((HERE / "terms.toml").read_text(encoding="utf-8"))["sections"]
    other: Lang = "en" if lang == "vi" else "vi"
    head = {
        "vi": ("tiếng Việt", "tiếng Anh", "trong mã", "ghi chú"),
        "en": ("English", "Vietnamese", "in code", "note"),
    }
    parts = []
    for section in listed:
        body = [
            (term[lang], term[other], code(term["name"]), term[f"note_{lang}"]) for term in section["terms"]
        ]
        parts.append(f"### {section[lang]} {anchor(section['id'])}\n\n{rows(head[lang], body)}")
    return "\n".join(parts)


def codes(lang: Lang) -> str:
    """Return all code lists with both labels of each code."""
    head = {
        "vi": ("mã", "tiếng Việt", "English", "ý nghĩa", "tính chất"),
        "en": ("code", "tiếng Việt", "English", "meaning", "traits"),
    }[lang]
    parts = []
    for name in code_list_names():
        listed = dlxh.data.code_list(name)
        title = in_language(lang, vi=listed.vi, en=listed.en)
        place = enumerations().get(name)
        kind = (
            in_language(lang, vi="mở: mạng lưới có thể thêm mã", en="open: a network may add codes")
            if listed.open
            else in_language(lang, vi="đóng", en="closed")
        )
        about = [code(name), *([code(place)] if place else []), kind]
        traits = {trait.key: trait.label(lang) for trait in listed.traits}
        body = [
            (code(each.key), each.vi, each.en, each.meaning(lang) or "", ", ".join(map(code, each.traits)))
            for each in listed
        ]
        kept = [place for place in range(len(head)) if any(cells[place] for cells in body)]
        shown = rows([head[place] for place in kept], ([cells[place] for place in kept] for cells in body))
        source = in_language(lang, vi="Nguồn", en="Source") + f": {listed.source}"
        meanings = "".join(f"- {code(key)}: {text}.\n" for key, text in traits.items())
        parts.append(
            f"### {title} {anchor('list', name)}\n\n{' · '.join(about)}. {source}.\n\n{shown}"
            + (f"\n{meanings}" if traits else "")
        )
    return "\n".join(parts)


def tables(lang: Lang) -> str:
    """Return the columns of every table, each with its label and its meaning."""
    heads = {
        "vi": ("cột", "tên gọi", "ý nghĩa", "kiểu", "bắt buộc", "ai được xem", "ghi mã của bảng"),
        "en": ("column", "label", "meaning", "type", "required", "who may see it", "refers to table"),
    }
    parts = []
    for table in schema().values():
        key = ", ".join(map(code, table.key))
        model = (
            code(table.model.__name__) if table.model else in_language(lang, vi="một giá trị", en="one value")
        )
        about = in_language(lang, vi=f"Một dòng: {model}. Khóa: {key}.", en=f"One row: {model}. Key: {key}.")
        label = label_of(table.name)
        title = f"### {capitalize(label.text(lang))}: {code(table.name)} {anchor('table', table.name)}"
        fields = describe_table(table, within=schema(), partial={})["schema"]["fields"]
        needed = {field["name"]: field["constraints"]["required"] for field in fields}
        body = [_column(column, table, lang, needed.get(column.name, False)) for column in table.columns]
        parts.append(f"{title}\n\n{label.meaning(lang)} {about}\n\n{rows(heads[lang], body)}")
    return "\n".join(parts)


def _column(column: Column, table: Table, lang: Lang, needed: bool) -> tuple[str, ...]:  # noqa: FBT001 - a cell
    label = label_of(table.name, column.name)
    return (
        code(column.name),
        label.text(lang),
        label.meaning(lang),
        KINDS_VI[column.kind] if lang == "vi" else column.kind,
        in_language(lang, vi="có", en="yes") if needed else "",
        dlxh.data.label(column.disclosure, lang),
        code(column.references or ""),
    )


def rules(lang: Lang) -> str:
    """Return the rules in force, each with a link to its place on the page of its family."""
    heads = {"vi": ("mã", "mức độ", "phát hiện gì"), "en": ("code", "severity", "what it finds")}
    parts = []
    for family in FAMILIES:
        title = in_language(lang, vi=family.vi, en=family.en)
        body = [
            (
                f"[{rule.code}](../{page_name(family)}#{rule.code.lower()})",
                dlxh.explain(rule.code).gravity(lang),
                PLACEHOLDER.sub(r"`\1`", dlxh.explain(rule.code).what(lang)),
            )
            for rule in family.rules
        ]
        parts.append(f"### {title} {anchor('family', family.key)}\n\n{rows(heads[lang], body)}")
    return "\n".join(parts)


def measures(lang: Lang) -> str:
    """Return the measures by family, each with a link to its place on the page of its family."""
    heads = {
        "vi": ("mã", "tên", "đơn vị tính", "theo thời gian", "theo đơn vị"),
        "en": ("code", "name", "unit", "over time", "over units"),
    }
    parts = []
    for family in MEASURE_FAMILIES:
        title = in_language(lang, vi=family.vi, en=family.en)
        body = [
            (
                f"[`{each.code}`](../{measure_pages.page_name(family)}#{measure_pages.anchor(each)})",
                each.name(lang),
                dlxh.data.label(each.unit, lang),
                *(ADDS[lang][way.value] for way in (each.over_time, each.over_units)),
            )
            for each in family.measures
        ]
        parts.append(f"### {title} {anchor('measures', family.key)}\n\n{rows(heads[lang], body)}")
    return "\n".join(parts)


ADDS = {
    "vi": {"sum": "cộng", "last": "lấy cuối kỳ", "never": "đếm lại"},
    "en": {"sum": "sum", "last": "last", "never": "count anew"},
}


BESIDE = {
    "words": ("ids", "period_shape"),
    "measures": ("context", "periods.prior_periods"),
}
"""Modules whose names no room shows, and that readers need all the same."""


def reference(package: str, _: Lang) -> str:
    """Return the modules of a package whose docstrings are the reference: those whose names rooms show, and a few.

    >>> reference("data", "en").splitlines()[0]
    '::: dlxh.data.calendars'
    """
    homes = {home for _, shown, _ in rooms() for home in shown.values()}
    beside = {f"dlxh.{package}.{name}" for name in BESIDE.get(package, ())}
    found = sorted(beside | {home for home in homes if home.startswith(f"dlxh.{package}.")})
    return "\n\n".join(f"::: {name}" for name in found) + "\n"


def doors(_: Lang) -> str:
    """Return the names of the door and of each room, in a table.

    >>> "| `dlxh.payroll` |" in doors("vi")
    True
    """
    listed = [(code(room_name(module)), ", ".join(map(code, sorted(shown)))) for module, shown, _ in rooms()]
    return rows(("", ""), listed)


PACKAGES = (
    "words",
    "data",
    "models",
    "register",
    "ledger",
    "casework",
    "payroll",
    "rules",
    "measures",
    "verbs",
    "store",
    "web",
)
BLOCKS: dict[str, Callable[[Lang], str]] = {
    "changelog": changes,
    "codes": codes,
    "documents": documents,
    "doors": doors,
    "measures": measures,
    "other-sources": other_sources,
    "rules": rules,
    "semantics": semantics,
    "tables": tables,
    "terms": terms,
    **{f"reference-{package}": partial(reference, package) for package in PACKAGES},
}


def filled(text: str, lang: Lang) -> str:
    r"""Return a page with its blocks as the code has them now.

    Raises:
        KeyError: a block of a name that is not in `BLOCKS`.

    >>> filled("a<!-- generated: measures -->\nOUTDATED\n<!-- generated: end -->b", "en").count("OUTDATED")
    0
    """
    return BLOCK.sub(lambda found: f"{found['open']}\n{BLOCKS[found['name']](lang)}\n{found['close']}", text)


def stale() -> Iterator[tuple[Path, str]]:
    """Yield each page that differs from what the code says, with what it should be.

    Stubs of the rooms, pages of rules and of measures, and pictures are made whole.
    """
    made = [
        (HERE / name, fresh) for name, fresh in {**pages(), **measure_pages.pages(), **pictures()}.items()
    ]
    for page, fresh in (*stubs(), *made):
        if not page.exists() or page.read_text(encoding="utf-8") != fresh:
            yield page, fresh
    for lang in LANGUAGES:
        for page in sorted((HERE / lang).rglob("*.md")):
            text = page.read_text(encoding="utf-8")
            if (fresh := filled(text, lang)) != text:
                yield page, fresh


def main() -> None:
    """Rewrite stale pages, or with `--check` name them and fail."""
    found = list(stale())
    if "--check" in sys.argv[1:]:
        names = ", ".join(page.relative_to(HERE.parent).as_posix() for page, _ in found)
        sys.exit(f"stale: {names}; run python -m docs.generate" if found else 0)
    for page, fresh in found:
        page.parent.mkdir(exist_ok=True)
        page.write_text(fresh, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
