"""Danh mục quy tắc: the rules in force, in one visible tuple. Codes are never reused."""

from dataclasses import dataclass

from dlxh.register.finding import Severity
from dlxh.rules.across import duplicate_key, unknown_reference
from dlxh.rules.memberships import overlapping_memberships
from dlxh.rules.reports import period_ends_after_receipt, report_outside_membership
from dlxh.rules.rule import Rule
from dlxh.rules.units import district_after_abolition
from dlxh.words.bilingual import BilingualError, Lang, in_language

RULES: tuple[Rule, ...] = (
    unknown_reference,
    duplicate_key,
    district_after_abolition,
    overlapping_memberships,
    report_outside_membership,
    period_ends_after_receipt,
)


class RuleError(BilingualError, LookupError):
    """A code that no rule has.

    >>> try:
    ...     explain("T999")
    ... except RuleError as error:
    ...     print(error.en.split(";")[0])
    no rule has the code 'T999'
    """


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

    @property
    def why(self) -> str:
        """Why it matters."""
        return self.rule.why

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


def explain(code: str) -> Explanation:
    """Explain a rule by its code.

    Raises:
        RuleError: no rule has this code.

    >>> explain("T201").why.splitlines()[0]
    'One person with two seats on one day is counted and paid twice.'
    """
    for known in RULES:
        if known.code == code:
            return Explanation(known)
    codes = ", ".join(known.code for known in RULES)
    raise RuleError(
        vi=f"không có quy tắc {code!r}; các mã: {codes}", en=f"no rule has the code {code!r}; codes: {codes}"
    )
