"""Giải thích: what the code of a finding means, why it matters, and what to do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self

from dlxh.data.refusals import refusal_parts
from dlxh.payroll import networks, schemes
from dlxh.register.fault_codes import SOURCE_FAULTS
from dlxh.register.finding import Severity, severity_of
from dlxh.rules.example_tables import example_table
from dlxh.rules.language.errors import RuleError
from dlxh.rules.rule import Rule
from dlxh.words.bilingual import OWN_CHOICE, Lang, in_language, name_source
from dlxh.words.given import need, need_text

"""The source of a rule that follows from no document: it is arithmetic, or how dlxh keeps records apart."""
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_OF_FILE: Final = (
    "Thứ không đọc được thì không vào sổ, và số liệu trên bảng đó không đủ.",
    "What cannot be read does not enter the register, and figures on its table are incomplete.",
)
_OF_MODEL: Final = (
    "Bản ghi có ô sai thì không mô hình nào nhận; số liệu, quy tắc đọc ô đó và khoản chi tính từ đó đều không tin được.",
    "No model accepts a record with a wrong cell; figures, rules that read the cell and payments based on it cannot be relied on.",
)


_PAY: Final = (
    "Khoản chi tính theo quy định chưa rõ thì có người được chi thừa, thiếu hoặc không được chi.",
    "Where it is not clear what is due, somebody is paid too much, too little, or not at all.",
)


def _of_pay() -> dict[str, tuple[str, str]]:
    """Return the sentences of what is found while pay is worked out, by code."""
    return {
        "overlapping_provisions": (schemes.OVERLAP_VI, schemes.OVERLAP_EN),
        "partial_ledger": (schemes.PARTIAL_VI, schemes.PARTIAL_EN),
        "member_without_engagement": (networks.NO_CONTRACT_VI, networks.NO_CONTRACT_EN),
        "no_scheme": (networks.NO_SCHEME_VI, networks.NO_SCHEME_EN),
        "no_provision_in_force": (networks.NO_PROVISION_VI, networks.NO_PROVISION_EN),
        "unknown_level": (networks.NO_LEVEL_VI, networks.NO_LEVEL_EN),
        "network_not_owing": (networks.NOT_OWED_VI, networks.NOT_OWED_EN),
        "reports_not_due": (networks.NOT_DUE_VI, networks.NOT_DUE_EN),
    }


class _Names(dict[str, str]):
    """Leaves placeholders as they are."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Giải thích: what the code of a finding means, why it matters, and what to do.

    Attributes:
        code: The code.
        severity: Error or warning.
        why: Why it matters, in English.
        why_vi: The same in Vietnamese; empty: only English is given.
        source: The document or decision that it rests on.

    >>> from dlxh import explain
    >>> explain("U101").cure("en")
    'set valid_to to 2025-06-30 at the latest and give its successors'
    """

    code: str
    severity: Severity
    why: str
    why_vi: str
    source: str
    _what: tuple[str, str]
    _cure: tuple[str, str]
    _rule: Rule | None = None

    @classmethod
    def of_rule(cls, rule: Rule) -> Self:
        """Explain a rule."""
        need(Rule, rule=rule)
        what, cure = (rule.vi, rule.en), (rule.cure_vi, rule.cure_en)
        return cls(rule.code, rule.severity, rule.why, rule.why_vi, rule.source, what, cure, rule)

    @classmethod
    def of_refusal(cls, code: str) -> Self:
        """Explain what a model refuses, or a fault of a file."""
        need_text(code=code)
        (what_vi, cure_vi), (what_en, cure_en) = (
            refusal_parts(code, _Names(), "vi"),
            refusal_parts(code, _Names(), "en"),
        )
        why_vi, why = _OF_FILE if code in SOURCE_FAULTS else _OF_MODEL
        return cls(code, severity_of(code), why, why_vi, OWN_CHOICE, (what_vi, what_en), (cure_vi, cure_en))

    @classmethod
    def of_pay(cls, code: str) -> Self | None:
        """Explain what is found while pay is worked out; None: it is not one of these codes."""
        need_text(code=code)
        texts = _of_pay().get(code)
        if texts is None:
            return None
        (what_vi, _, cure_vi), (what_en, _, cure_en) = (text.partition("; ") for text in texts)
        severity = Severity.ERROR if code == "overlapping_provisions" else Severity.WARNING
        return cls(code, severity, _PAY[1], _PAY[0], OWN_CHOICE, (what_vi, what_en), (cure_vi, cure_en))

    @property
    def rule(self) -> Rule:
        """The rule.

        Raises:
            RuleError: not a rule has this code, but a model or the reading of a file.
        """
        if self._rule is None:
            raise RuleError(
                vi=f"{self.code} không phải quy tắc mà là ràng buộc của mô hình hoặc lỗi của tệp",
                en=f"{self.code} is not a rule but a constraint of a model or a fault of a file",
            )
        return self._rule

    def gravity(self, lang: Lang) -> str:
        """Error or warning, in words."""
        return self.severity.label(lang)

    def reason(self, lang: Lang) -> str:
        """Why it matters, in one language."""
        return in_language(lang, vi=self.why_vi or self.why, en=self.why)

    def what(self, lang: Lang) -> str:
        """What it finds."""
        return in_language(lang, vi=self._what[0], en=self._what[1])

    def cure(self, lang: Lang) -> str:
        """What to do."""
        return in_language(lang, vi=self._cure[0], en=self._cure[1])

    def to_text(self, lang: Lang) -> str:
        r"""Return all of it for reading, in Markdown: the code, then what is said on a page.

        A rule has its name and its examples as well: the smallest rows on either side of each boundary, with the
        sentence as the check writes it. Of a rule of your own this is its page.

        >>> from dlxh import explain
        >>> print("\n".join(explain("U101").to_text("en").splitlines()[:3]))
        U101 district_after_abolition
        <BLANKLINE>
        District-level unit `record` is still valid after 2025-06-30.
        """
        page = self.for_page(lang)
        if self._rule is None:
            return f"{self.code}\n\n{page}"
        examples = example_table(self._rule, lang) if self._rule.right or self._rule.wrong else ""
        return f"{self.code} {self._rule.name}\n\n{page}\n\n{examples}".rstrip()

    def for_page(self, lang: Lang) -> str:
        """Return it for a place whose heading has the code already."""
        what, cure = (_PLACEHOLDER.sub(r"`\1`", text) for text in (self.what(lang), self.cure(lang)))
        source = name_source(self.source, lang)
        named = {
            "vi": (("Mức độ", self.gravity(lang)), ("Cách sửa", cure), ("Nguồn", source)),
            "en": (("Severity", self.gravity(lang)), ("Cure", cure), ("Source", source)),
        }
        listed = "\n".join(f"- {name}: {line}" for name, line in (*named[lang], *self._reads(lang)))
        return f"{what[0].upper()}{what[1:]}.\n\n{self.reason(lang)}\n\n{listed}"

    def _reads(self, lang: Lang) -> Iterator[tuple[str, str]]:
        """Yield which tables a rule reads, its own first."""
        if self._rule is not None:
            own = () if self._rule.table is None else (self._rule.table,)
            names = ", ".join(f"`{name}`" for name in dict.fromkeys((*own, *sorted(self._rule.reads))))
            every = in_language(lang, vi="mọi bảng", en="all tables")
            yield in_language(lang, vi="Đọc các bảng", en="Reads"), names if own else every
