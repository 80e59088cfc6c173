"""Quy ước tính tỷ lệ: what becomes of the rows that have not come out either way."""

from dataclasses import dataclass
from enum import StrEnum

from dlxh.measures.errors import MeasureError
from dlxh.words.bilingual import Lang, check_option, in_language
from dlxh.words.given import need


class Standing(StrEnum):
    """Cách tính một dòng: how a row counts in a rate."""

    MET = "met"
    """In the numerator and in the denominator."""
    UNMET = "unmet"
    """In the denominator only."""
    LEFT_OUT = "left_out"
    """In neither, and listed by reason."""
    ABSENT = "absent"
    """No such rows occur."""


class WhyOpen(StrEnum):
    """Vì sao chưa có kết quả: why a row has not come out either way."""

    PENDING = "pending"
    """Still worked on, or not yet judged."""
    NOT_DUE = "not_due"
    """Its time is not up."""
    NO_REPLY = "no_reply"
    """Past its time, and nothing came."""
    WITHDRAWN = "withdrawn"
    """Withdrawn, or excused."""
    OUT_OF_SCOPE = "out_of_scope"
    """It was not required."""

    def label(self, lang: Lang) -> str:
        """Return it in words.

        >>> WhyOpen.NOT_DUE.label("vi")
        'chưa đến hạn'
        """
        vi, en = {
            WhyOpen.PENDING: ("chưa xong", "pending"),
            WhyOpen.NOT_DUE: ("chưa đến hạn", "not due"),
            WhyOpen.NO_REPLY: ("không trả lời", "no reply"),
            WhyOpen.WITHDRAWN: ("rút, miễn", "withdrawn, excused"),
            WhyOpen.OUT_OF_SCOPE: ("ngoài phạm vi", "out of scope"),
        }[self]
        return in_language(lang, vi=vi, en=en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Quy ước: how a rate treats each kind of row without an outcome; all five have to be stated.

    One hotline reported 419 of 419 satisfied: 100%. With 12 without a reply it is 97.2%, and with 11 still open as
    well 94.8%: the policy decides which of the three it is.

    >>> from dlxh.measures.policy import Standing
    >>> Policy(
    ...     pending="left_out", not_due="absent", no_reply="unmet", withdrawn="absent", out_of_scope="absent"
    ... ).standing(WhyOpen.NO_REPLY)
    <Standing.UNMET: 'unmet'>
    """

    pending: Standing
    not_due: Standing
    no_reply: Standing
    withdrawn: Standing
    out_of_scope: Standing

    def __post_init__(self) -> None:
        """Take texts for standings; raises MeasureError for other texts."""
        for kind in WhyOpen:
            given = getattr(self, kind.value)
            check_option(kind.value, given, tuple(Standing), MeasureError)
            object.__setattr__(self, kind.value, Standing(given))

    def standing(self, why_open: WhyOpen) -> Standing:
        """Return how rows of a kind count."""
        need(WhyOpen, why_open=why_open)
        return Standing(getattr(self, why_open.value))
