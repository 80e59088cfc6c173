"""Danh mục quy tắc: the rules in force, in one visible tuple. Codes are never reused."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dlxh.register.finding import Severity
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
    items,
    memberships,
    move_tables,
    paper_numbers,
    pay_reconciliation,
    personal_data,
    provisions,
    rates,
    report_obligations,
    report_periods,
    reports,
    secrecy,
    stages,
    streams,
    synthesis,
    terms,
    unit_codes,
    unit_cycles,
    units,
)
from dlxh.rules.rule import Rule, RuleError
from dlxh.words.bilingual import Lang, in_language

OWN_CHOICE = "dlxh: own choice"
OWN_CHOICE_VI = "dlxh: tự quy định"
"""The source of a rule that follows from no document: it is arithmetic, or how dlxh keeps records apart."""
_GRAVITY = {Severity.ERROR: ("lỗi", "error"), Severity.WARNING: ("cảnh báo", "warning")}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Family:
    """Nhóm quy tắc: rules about one kind of record, on one page of the docs.

    >>> FAMILIES[0].key, [known.code for known in FAMILIES[0].rules]
    ('across', ['X101', 'X102', 'X103'])
    """

    key: str
    vi: str
    en: str
    rules: tuple[Rule, ...]


FAMILIES: tuple[Family, ...] = (
    Family("across", "Mọi bảng", "All tables", across.RULES),
    Family("units", "Đơn vị", "Units", (*units.RULES, *unit_codes.RULES, *unit_cycles.RULES)),
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
    Family("secrecy", "Độ mật", "Secrecy", (*secrecy.RULES, *secrecy.EXPORT_RULES)),
    Family(
        "validity",
        "Hiệu lực của mã và văn bản",
        "Days of codes and documents",
        (*code_days.RULES, *document_days.RULES),
    ),
    Family("personal_data", "Dữ liệu cá nhân", "Personal data", personal_data.RULES),
)
"""All rules, family by family."""

EXPORT_RULES: tuple[Rule, ...] = secrecy.EXPORT_RULES
"""Rules for a set that is about to be handed out; in a register they would speak of every marked paper."""
ALL_RULES: tuple[Rule, ...] = tuple(known for family in FAMILIES for known in family.rules)
"""Every rule that `explain` knows."""
RULES: tuple[Rule, ...] = tuple(known for known in ALL_RULES if known not in EXPORT_RULES)
"""The rules that `check` runs."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a rule says, why, and what to do.

    >>> explain("U101").cure("en")
    'set valid_to to 2025-06-30 at the latest and name its successors'
    """

    rule: Rule

    @property
    def code(self) -> str:
        """The rule's code."""
        return self.rule.code

    @property
    def severity(self) -> Severity:
        """Error or warning."""
        return self.rule.severity

    def gravity(self, lang: Lang) -> str:
        """Error or warning, in words."""
        vi, en = _GRAVITY[self.severity]
        return in_language(lang, vi=vi, en=en)

    @property
    def why(self) -> str:
        """Why it matters, in English."""
        return self.rule.why

    def reason(self, lang: Lang) -> str:
        """Why it matters, in one language."""
        return in_language(lang, vi=self.rule.why_vi or self.rule.why, en=self.rule.why)

    @property
    def source(self) -> str:
        """The document or decision that the rule rests on."""
        return self.rule.source

    def what(self, lang: Lang) -> str:
        """What it finds."""
        return in_language(lang, vi=self.rule.vi, en=self.rule.en)

    def cure(self, lang: Lang) -> str:
        """What to do."""
        return in_language(lang, vi=self.rule.cure_vi, en=self.rule.cure_en)

    def to_text(self, lang: Lang) -> str:
        """Return all of it for reading, as it stands on the page of the rule's family.

        >>> print(explain("U101").to_text("en").splitlines()[0])
        The district-level unit `record` is valid after 2025-06-30.
        """
        what = _PLACEHOLDER.sub(r"`\1`", self.what(lang))
        source = self.source if lang == "en" else self.source.replace(OWN_CHOICE, OWN_CHOICE_VI)
        named = {
            "vi": (("Mức độ", self.gravity(lang)), ("Cách sửa", self.cure(lang)), ("Nguồn", source)),
            "en": (("Severity", self.gravity(lang)), ("Cure", self.cure(lang)), ("Source", source)),
        }
        listed = "\n".join(f"- {name}: {said}" for name, said in named[lang])
        return f"{what[0].upper()}{what[1:]}.\n\n{self.reason(lang)}\n\n{listed}"


def explain(code: str, rules: Sequence[Rule] = ALL_RULES) -> Explanation:
    """Explain a rule by its code; give your own rules beside ours to have them explained too.

    Raises:
        RuleError: no rule has this code.

    >>> explain("T201").why.splitlines()[0]
    'One person with two seats on one day is counted and paid twice.'
    """
    for known in rules:
        if known.code == code:
            return Explanation(known)
    codes = ", ".join(known.code for known in rules)
    raise RuleError(
        vi=f"không có quy tắc {code!r}; các mã: {codes}", en=f"no rule has the code {code!r}; codes: {codes}"
    )
