"""Lỗi của người gọi: what keeps pay from being reckoned."""

from collections.abc import Iterable

from dlxh.words.bilingual import BilingualError
from dlxh.words.periods import Period


class PayrollError(BilingualError):
    """Pay cannot be reckoned from what was given; the caller's mistake.

    >>> PayrollError.no_ledger(["p1"]).en
    'pay under p1 depends on which reports were owed; pass ledger=dlxh.obligations(...)'
    """

    @classmethod
    def months(cls, period: Period) -> "PayrollError":
        """The period is not made of whole calendar months."""
        return cls(
            vi=f"phụ cấp tính theo tháng dương lịch; kỳ {period.code} ({period.start} đến {period.end}) không gồm trọn các tháng; "
            "dùng kỳ như Period.parse('2024-07')",
            en=f"pay is by calendar month; {period.code} ({period.start} to {period.end}) is not made of whole months; "
            "use a period such as Period.parse('2024-07')",
        )

    @classmethod
    def no_ledger(cls, provisions: Iterable[str]) -> "PayrollError":
        """A condition looks at reports, and no ledger was given."""
        named = ", ".join(sorted(set(provisions)))
        return cls(
            vi=f"mức chi theo {named} phụ thuộc báo cáo phải nộp; truyền ledger=dlxh.obligations(...)",
            en=f"pay under {named} depends on which reports were owed; pass ledger=dlxh.obligations(...)",
        )

    @classmethod
    def ledger_columns(cls, missing: Iterable[str]) -> "PayrollError":
        """The frame given as ledger is none."""
        named = ", ".join(missing)
        return cls(
            vi=f"sổ nghĩa vụ thiếu cột {named}; truyền kết quả của dlxh.obligations(...)",
            en=f"the ledger lacks the columns {named}; pass the result of dlxh.obligations(...)",
        )

    @classmethod
    def short_ledger(cls, period: Period) -> "PayrollError":
        """The ledger does not cover all months, and who is not in it would seem to owe nothing."""
        return cls(
            vi=f"sổ nghĩa vụ chỉ có từ {period.start} đến {period.end}, không đủ các tháng tính chi; lập sổ cho cả kỳ",
            en=f"the ledger covers {period.start} to {period.end} and not all months of pay; draw it up for all of them",
        )

    @classmethod
    def no_calendar(cls, provisions: Iterable[str]) -> "PayrollError":
        """A month is prorated by working days, and no calendar was given."""
        named = ", ".join(sorted(set(provisions)))
        return cls(
            vi=f"mức chi theo {named} tính theo ngày làm việc; truyền calendar=SimpleCalendar(...)",
            en=f"pay under {named} is prorated by working days; pass calendar=SimpleCalendar(...)",
        )

    @classmethod
    def no_proration(cls, provision: str) -> "PayrollError":
        """Nobody says how a broken month is paid."""
        return cls(
            vi=f"mức chi {provision} và quy chế đều không nói cách chi tháng làm không trọn; ghi proration",
            en=f"neither provision {provision} nor the regulation says how a broken month is paid; state proration",
        )

    @classmethod
    def by(cls, names: Iterable[str], allowed: Iterable[str]) -> "PayrollError":
        """A sheet by something that lines do not have."""
        return cls(
            vi=f"bảng không chia được theo {', '.join(names)}; dùng {', '.join(allowed)}",
            en=f"a sheet cannot be drawn up by {', '.join(names)}; use {', '.join(allowed)}",
        )
