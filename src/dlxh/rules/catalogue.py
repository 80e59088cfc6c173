"""Danh mục quy tắc: the rules in force, in one visible tuple. Codes are never reused."""

from collections.abc import Sequence
from dataclasses import dataclass

from dlxh.data.refusals import refusal_types
from dlxh.register.pack import Pack
from dlxh.rules.explanation import Explanation
from dlxh.rules.families import (
    across,
    activities,
    allowance_sums,
    allowances,
    case_clocks,
    cases,
    code_days,
    document_days,
    engagements,
    finer_codes,
    items,
    memberships,
    move_tables,
    open_lists,
    paper_numbers,
    pay_reconciliation,
    personal_data,
    place_codes,
    provisions,
    rates,
    report_obligations,
    report_periods,
    reports,
    secrecy,
    secrecy_lists,
    stages,
    streams,
    synthesis,
    terms,
    unit_codes,
    unit_cycles,
    unit_identifiers,
    unit_places,
    units,
)
from dlxh.rules.language.errors import RuleError
from dlxh.rules.rule import Rule
from dlxh.words.bilingual import quote
from dlxh.words.given import find_near, need, need_text, several


@dataclass(frozen=True, slots=True)
class Family:
    """Nhóm quy tắc: rules about one kind of record, on one page of the docs.

    >>> FAMILIES[0].key, [known.code for known in FAMILIES[0].rules]
    ('across', ['X101', 'X102', 'X103', 'X104'])
    """

    key: str
    vi: str
    en: str
    rules: tuple[Rule, ...]


FAMILIES: tuple[Family, ...] = (
    Family("across", "Mọi bảng", "All tables", across.RULES),
    Family(
        "units",
        "Đơn vị",
        "Units",
        (
            *units.RULES,
            *unit_codes.RULES,
            *place_codes.RULES,
            *unit_cycles.RULES,
            *unit_places.RULES,
            *unit_identifiers.RULES,
        ),
    ),
    Family("terms", "Nhiệm kỳ", "Terms", terms.RULES),
    Family("memberships", "Tư cách cộng tác viên", "Memberships", memberships.RULES),
    Family("engagements", "Hợp đồng, vắng mặt, danh sách", "Engagements, absences, lists", engagements.RULES),
    Family(
        "provisions",
        "Quy chế và mức chi",
        "Regulations and rates",
        (*provisions.RULES, *move_tables.RULES, *rates.RULES),
    ),
    Family("reports", "Báo cáo", "Reports", (*report_periods.RULES, *reports.RULES, *paper_numbers.RULES)),
    Family("stages", "Báo cáo đột xuất", "Ad hoc reports", stages.RULES),
    Family("synthesis", "Báo cáo tổng hợp", "Syntheses", synthesis.RULES),
    Family("items", "Nội dung và vấn đề", "Items and matters", items.RULES),
    Family("streams", "Luồng ý kiến", "Opinion streams", streams.RULES),
    Family("owing", "Nghĩa vụ báo cáo", "Reports owed", report_obligations.RULES),
    Family("cases", "Vụ việc xác minh", "Verification cases", (*cases.RULES, *case_clocks.RULES)),
    Family(
        "allowances",
        "Dòng chi",
        "Allowance lines",
        (*allowances.RULES, *allowance_sums.RULES, *pay_reconciliation.RULES),
    ),
    Family("activities", "Hoạt động", "Activities", activities.RULES),
    Family("secrecy", "Độ mật", "Secrecy", (*secrecy.RULES, *secrecy_lists.RULES, *secrecy.EXPORT_RULES)),
    Family(
        "validity",
        "Hiệu lực của mã và văn bản",
        "Days of codes and documents",
        (*code_days.RULES, *open_lists.RULES, *finer_codes.RULES, *document_days.RULES),
    ),
    Family("personal_data", "Dữ liệu cá nhân", "Personal data", personal_data.RULES),
)
"""All rules, family by family."""


class _Rules(tuple[Rule, ...]):
    """Rules that show as their name: as the default of `check` they would fill a screen with every law."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{len(self)} rules>"


EXPORT_RULES: tuple[Rule, ...] = secrecy.EXPORT_RULES
"""Rules for a set that is about to be handed out; in a register they would speak of every marked paper."""
ALL_RULES: tuple[Rule, ...] = _Rules(known for family in FAMILIES for known in family.rules)
"""Every rule that `explain` knows."""
RULES: tuple[Rule, ...] = _Rules(known for known in ALL_RULES if known not in EXPORT_RULES)
"""The rules that `check` runs."""


def explain(code: str, rules: Sequence[Rule] = ALL_RULES, *, pack: Pack | None = None) -> Explanation:
    """Explain a finding by its code: a rule, a refusal by a model, a fault in a file or in pay.

    To explain your own rules too, pass them along with the library's, or pass the pack.

    Raises:
        RuleError: no finding has this code.

    >>> explain("T201").why.splitlines()[0]
    'A person with two memberships on one day is counted and paid twice.'
    >>> explain("enum").what("en"), explain("file_missing").gravity("vi")
    ('the value is not in the list', 'lỗi')
    """
    need_text(code=code)
    need((Pack, type(None)), pack=pack)
    rules = (*several("rules", rules, Rule), *(() if pack is None else pack.rules))
    for known in rules:
        if known.code == code:
            return Explanation.of_rule(known)
    if code in refusal_types():
        return Explanation.of_refusal(code)
    if (of_pay := Explanation.of_pay(code)) is not None:
        return of_pay
    codes = [known.code for known in rules]
    near = find_near(code, [*codes, *refusal_types()])
    listed = ", ".join(near or codes)
    raise RuleError(
        vi=f"không có mã {quote(code)}; {'gần giống' if near else 'các mã'}: {listed}",
        en=f"no finding has the code {quote(code)}; {'near' if near else 'codes'}: {listed}",
    )
