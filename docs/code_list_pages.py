"""Trang danh mục mã: the code lists, a few pages of them, and one table of all that can be filtered."""

from functools import cache
from typing import Final

import dlxh
from dlxh.data.code_lists import code_list_names
from dlxh.words.bilingual import Lang, in_language
from dlxh.words.codes import CodeList
from docs.markdown import anchor, code, filterable, rows, slug
from docs.public_names import public_names

PAGES: Final = {
    "codes/reports": ("Danh mục mã: báo cáo và dư luận", "Code lists: reports and opinion"),
    "codes/cases": ("Danh mục mã: vụ việc xác minh", "Code lists: verification cases"),
    "codes/pay": ("Danh mục mã: quy chế và chi trả", "Code lists: regulation and pay"),
    "codes/people": ("Danh mục mã: đơn vị, con người, hoạt động", "Code lists: units, people, activities"),
    "codes/values": ("Danh mục mã: kỳ, số liệu, văn bản", "Code lists: periods, figures, documents"),
}
_LISTS: Final = {
    "codes/reports": "breadth channel expression information_grade intensity population_groups report_kind scope "
    "stance timeliness topic_groups topics urgency",
    "codes/cases": "actor_role assignment_task case_event_kind case_outcome case_phase case_status clock_start "
    "content_finding deadline_unit move_part move_table_name route",
    "codes/pay": "day_off_shift due_kind duty_kind mid_month_change not_owed_reason obligor_kind owed_by_kind pay_basis "
    "pay_change pay_event pay_outcome pay_whose proration_method rate_kind receipt_rule rounding trace_rule "
    "undeclared_report work_kind",
    "codes/people": "absence_effect absence_reasons activity_kind award_kind combined_role composition_groups end_reason "
    "identifier_schemes level meeting_names membership_role network_form performance_rating succession_kind term_kind "
    "training_kinds unit_kind",
    "codes/values": "area_scheme commune_change commune_share disclosure document_urgency figure_unit period_convention "
    "period_kind place_kind province_kind qualifier secrecy_level secrecy_lists",
}

_MANY: Final = 6
"""A table of as many codes is filtered."""


@cache
def page_of(name: str) -> str:
    """Return the page of a code list, below the folder of its language.

    Raises:
        KeyError: no page has the list.

    >>> page_of("report_kind")
    'codes/reports'
    """
    return {each: page for page, names in _LISTS.items() for each in names.split()}[name]


def list_link(name: str, lang: Lang, above: str = "../") -> str:
    """Return a link to a code list from a page in a folder below that of the language.

    >>> list_link("channel", "en")
    '[channel](../codes/reports.md#list-channel)'
    """
    listed = dlxh.data.code_list(name)
    label = in_language(lang, vi=listed.vi, en=listed.en)
    return f"[{label[0].lower()}{label[1:]}]({above}{page_of(name)}.md#list-{name.replace('_', '-')})"


def overview(lang: Lang) -> str:
    """Return one table of all code lists, with a link to each."""
    heads = {"vi": ("danh mục", "tên", "số mã", "tính chất"), "en": ("list", "name", "codes", "kind")}
    body = []
    for name in code_list_names():
        listed = dlxh.data.code_list(name)
        link = list_link(name, lang, above="")
        body.append((link, code(name), str(len(listed.keys())), _kind(listed, lang)))
    return filterable(rows(heads[lang], body))


def _kind(listed: CodeList, lang: Lang) -> str:
    if listed.open:
        return in_language(lang, vi="mở: mạng lưới có thể thêm mã", en="open: a network may add codes")
    return in_language(lang, vi="đóng", en="closed")


@cache
def _places() -> dict[str, str]:
    """Return the place of each public enumeration by the name of its code list."""
    return {_snake(each.name): each.path for each in public_names()}


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def _section(name: str, lang: Lang) -> str:
    """Return one list: what it is for, its codes with both labels, and what its traits mean."""
    head = {
        "vi": ("mã", "tiếng Việt", "English", "ý nghĩa", "tính chất"),
        "en": ("code", "tiếng Việt", "English", "meaning", "traits"),
    }[lang]
    listed = dlxh.data.code_list(name)
    place = _places().get(name)
    about = [code(name), *([f"[{code(place)}][{place}]"] if place else []), _kind(listed, lang)]
    body = [
        (
            f"{code(each.key)}{anchor(slug(f'code-{name}-{each.key}'))}",
            each.vi,
            each.en,
            each.meaning(lang) or "",
            ", ".join(map(code, each.traits)),
        )
        for each in listed
    ]
    kept = [place for place in range(len(head)) if any(cells[place] for cells in body)]
    shown = rows([head[place] for place in kept], ([cells[place] for place in kept] for cells in body))
    if len(body) >= _MANY:
        shown = filterable(shown)
    source = in_language(lang, vi="Nguồn", en="Source") + f": {listed.source}"
    meanings = "".join(f"- {code(trait.key)}: {trait.label(lang)}.\n" for trait in listed.traits)
    title = in_language(lang, vi=listed.vi, en=listed.en)
    return f"## {title} {anchor('list', name)}\n\n{' · '.join(about)}. {source}.\n\n{shown}" + (
        f"\n{meanings}" if meanings else ""
    )


def pages() -> dict[str, str]:
    """Return every page by its path below docs/."""
    return {f"{lang}/{name}.md": page(name, lang) for lang in ("vi", "en") for name in PAGES}


def page(name: str, lang: Lang) -> str:
    """Return a page of code lists."""
    vi, en = PAGES[name]
    about = in_language(
        lang,
        vi="Trang này được sinh từ mã nguồn. Mọi danh mục: [bảng chung](../code-lists.md). Thêm mã của địa phương: "
        "[Thêm mã riêng của tỉnh](../how-to-codes.md).",
        en="This page is generated from the code. All lists: [one table](../code-lists.md). Adding codes of a locality: "
        "[Add codes of your own](../how-to-codes.md).",
    )
    listed = sorted(_LISTS[name].split())
    head = f"# {in_language(lang, vi=vi, en=en)} {anchor('codes', name.rpartition('/')[2])}"
    return "\n".join([head, "", about, "", *(_section(each, lang) for each in listed)])
