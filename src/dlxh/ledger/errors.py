"""Lỗi của người gọi: what keeps a ledger from being drawn up."""

from collections.abc import Iterable

from dlxh.words.bilingual import BilingualError


class ObligationError(BilingualError):
    """The ledger cannot be drawn up from what was given; the caller's mistake.

    >>> ObligationError.no_calendar("GL-QC-2").en
    'provision GL-QC-2 depends on working days; pass calendar='
    """

    @classmethod
    def no_calendar(cls, provision: str) -> "ObligationError":
        """A due day depends on working days, and no calendar was given."""
        return cls(
            vi=f"điều khoản {provision} cần lịch làm việc; truyền calendar=",
            en=f"provision {provision} depends on working days; pass calendar=",
        )

    @classmethod
    def absent(cls, table: str, why_vi: str, why_en: str) -> "ObligationError":
        """A table that the ledger rests on was not given."""
        return cls(
            vi=f"chưa có bảng {table!r} ({why_vi}); nạp bảng đó, hoặc khai empty=[{table!r}] nếu thật sự không có gì",
            en=f"table {table!r} is absent ({why_en}); give it, or say empty=[{table!r}] if there was nothing",
        )

    @classmethod
    def no_duty(cls, networks: Iterable[str]) -> "ObligationError":
        """No regulation says that anything is owed."""
        found = ", ".join(sorted(networks)) or "—"
        return cls(
            vi=f"không quy chế nào quy định nghĩa vụ báo cáo (mạng lưới có quy chế: {found}); truyền regulation=",
            en=f"no regulation says that a report is owed (networks with a regulation: {found}); pass regulation=",
        )
