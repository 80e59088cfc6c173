"""Lỗi của người lập trình: what keeps pay from being computed."""

from collections.abc import Iterable
from datetime import date

from dlxh.words.bilingual import Error, Lang, in_language
from dlxh.words.days import write_day
from dlxh.words.missing_input import MissingInputError
from dlxh.words.money import MAX_DONG
from dlxh.words.numbers import format_int
from dlxh.words.periods import Period


class PayrollError(Error):
    """Pay cannot be computed from what was passed; the caller's mistake.

    >>> PayrollError.ledger_columns(["status"]).en
    'the ledger lacks the columns status; pass the result of dlxh.obligations(...)'
    """

    @classmethod
    def months(cls, period: Period) -> "PayrollError":
        """The period is not made of whole calendar months."""
        return cls(
            vi=f"phụ cấp tính theo tháng dương lịch, mà kỳ {_span(period, 'vi')} không gồm trọn các tháng; "
            "dùng kỳ như Period.parse('2024-07')",
            en=f"pay is by calendar month, and {_span(period, 'en')} is not made of whole months; "
            "use a period such as Period.parse('2024-07')",
        )

    @classmethod
    def ledger_columns(cls, missing: Iterable[str]) -> "PayrollError":
        """The frame given as ledger is none."""
        named = ", ".join(missing)
        return cls(
            vi=f"sổ nghĩa vụ thiếu cột {named}; truyền kết quả của dlxh.obligations(...)",
            en=f"the ledger lacks the columns {named}; pass the result of dlxh.obligations(...)",
        )

    @staticmethod
    def short_ledger(period: Period) -> MissingInputError:
        """The ledger does not cover all months, and who is not in it would seem to owe nothing."""
        return MissingInputError(
            f"sổ nghĩa vụ chỉ có {_span(period, 'vi')}, không đủ các tháng tính chi; truyền ledger= lập cho cả kỳ",
            f"the ledger covers {_span(period, 'en')} and not all months of pay; pass a ledger= of all of them",
            "ledger=",
        )

    @staticmethod
    def no_calendar(provisions: Iterable[str]) -> MissingInputError:
        """A month is prorated by working days, and no calendar was given."""
        named = ", ".join(sorted(set(provisions)))
        return MissingInputError.calendar(f"mức chi theo {named}", f"pay under {named}")

    @staticmethod
    def no_schemes() -> MissingInputError:
        """Nothing says what anybody is paid."""
        return MissingInputError(
            "chưa có bảng chế độ chi (schemes); nạp bảng đó, hoặc truyền schemes=",
            "table schemes is absent (what is paid); give it, or pass schemes=",
            "schemes=",
        )

    @classmethod
    def no_proration(cls, provision: str) -> "PayrollError":
        """It is not stated how an incomplete month is paid."""
        return cls(
            vi=f"mức chi {provision} và quy chế đều không nói cách chi tháng làm không trọn; ghi proration",
            en=f"neither provision {provision} nor the regulation says how an incomplete month is paid; state proration",
        )

    @classmethod
    def mid_month_change(cls, pairs: Iterable[tuple[str, str, date]]) -> "PayrollError":
        """Two provisions would pay one person in one month, and it is not stated how they pay together."""
        months: dict[tuple[str, str], date] = {}
        for one, other, month in pairs:
            months.setdefault((one, other), month)
        months_vi = "; ".join(
            f"{one} và {other} (tháng {m.month}/{m.year})" for (one, other), m in months.items()
        )
        months_en = "; ".join(f"{one} and {other} ({m:%Y-%m})" for (one, other), m in months.items())
        return cls(
            vi=f"hai mức chi cùng tính cho một người trong một tháng mà chế độ không nói chi thế nào: {months_vi}; nếu mức này "
            "thay mức kia thì ghi cùng một mã entitlement cho cả hai và ghi mid_month_change của chế độ (first_day, last_day "
            "hoặc by_days); nếu chi song song thì ghi hai mã entitlement khác nhau",
            en=f"two provisions pay one person in one month, and the scheme does not say how: {months_en}; if one takes the "
            "other's place, give both the same code of entitlement and state mid_month_change of the scheme (first_day, "
            "last_day or by_days); if they run side by side, give them two codes",
        )

    @classmethod
    def other_network(cls, schemes: Iterable[tuple[str, str]], known: Iterable[str]) -> "PayrollError":
        """A scheme was given for a network that the register does not know."""
        named_vi = ", ".join(f"{scheme} (mạng lưới {network})" for scheme, network in schemes)
        named_en = ", ".join(f"{scheme} (network {network})" for scheme, network in schemes)
        there = ", ".join(sorted(known))
        return cls(
            vi=f"chế độ {named_vi} là của mạng lưới không có trong sổ; sổ có {there}; sửa network của chế độ, hoặc truyền sổ của "
            "mạng lưới đó",
            en=f"the register does not know the network of the scheme {named_en}; it knows {there}; correct the scheme's "
            "network, or pass the register of that network",
        )

    @classmethod
    def too_large(cls, provisions: Iterable[str]) -> "PayrollError":
        """A sum that no amount can hold."""
        named = ", ".join(sorted(set(provisions)))
        return cls(
            vi=f"số tiền theo {named} vượt {format_int(MAX_DONG, 'vi')} đồng; kiểm tra lại mức chi và khối lượng",
            en=f"a sum under {named} is above {format_int(MAX_DONG, 'en')} đồng; check rate and quantity",
        )

    @classmethod
    def sheet_too_large(cls) -> "PayrollError":
        """A sum of a sheet that no amount can hold."""
        return cls(
            vi=f"một tổng của bảng vượt {format_int(MAX_DONG, 'vi')} đồng; kiểm tra lại các dòng, hoặc chia bảng nhỏ hơn",
            en=f"a sum of the sheet is above {format_int(MAX_DONG, 'en')} đồng; check the lines, or draw up a smaller sheet",
        )

    @classmethod
    def by(cls, names: Iterable[str], allowed: Iterable[str]) -> "PayrollError":
        """A sheet by something that lines do not have."""
        return cls(
            vi=f"bảng không chia được theo {', '.join(names)}; dùng {', '.join(allowed)}",
            en=f"a sheet cannot be drawn up by {', '.join(names)}; use {', '.join(allowed)}",
        )


def _span(period: Period, lang: Lang) -> str:
    first, last = write_day(period.start, lang), write_day(period.end, lang)
    return in_language(lang, vi=f"từ {first} đến {last}", en=f"{first} to {last}")
