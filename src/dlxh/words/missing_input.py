"""Điều còn thiếu: what a caller may still give: an argument, or a table of records."""

from typing import Self

from dlxh.words.bilingual import Error


class MissingInputError(Error):
    """Something cannot be worked out until the caller passes one more thing; the text states which.

    Every verb except `check` raises it; `check` skips the rules that depend on it and reports that once.

    Attributes:
        names: What is missing: arguments such as `calendar=`, or tables such as `reports`.

    >>> MissingInputError("thiếu lịch; truyền calendar=", "no calendar; pass calendar=", "calendar=").names
    ('calendar=',)
    """

    names: tuple[str, ...]

    def __init__(self, vi: str, en: str, *names: str) -> None:
        super().__init__(vi, en)
        self.names = names

    @classmethod
    def calendar(cls, vi: str, en: str) -> Self:
        """Nobody said on which days is worked.

        Args:
            vi: What depends on it.
            en: The same in English.

        >>> MissingInputError.calendar("điều khoản 1", "provision 1").en
        'provision 1 needs a calendar of working days; pass calendar=, such as dlxh.data.vietnam_calendar(2024, 2026)'
        """
        given = "dlxh.data.vietnam_calendar(2024, 2026)"
        return cls(
            f"{vi} cần lịch làm việc; truyền calendar=, như {given}",
            f"{en} needs a calendar of working days; pass calendar=, such as {given}",
            "calendar=",
        )

    @classmethod
    def hours(cls) -> Self:
        """The calendar does not say from when to when is worked.

        >>> MissingInputError.hours().en
        'the calendar does not state its working hours; make it with hours=, such as ((time(7, 30), time(11, 30)),)'
        """
        given = "hours=, {} ((time(7, 30), time(11, 30)),)"
        return cls(
            f"lịch không ghi giờ làm việc; lập lịch với {given.format('như')}",
            f"the calendar does not state its working hours; make it with {given.format('such as')}",
            "calendar=",
        )
