"""Lỗi của người lập trình: what keeps a ledger from being drawn up."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from dlxh.register.labels import call_table
from dlxh.register.schema import schema
from dlxh.words.bilingual import LANGS, Error, Lang, in_language
from dlxh.words.days import OPEN_END, write_day
from dlxh.words.missing_input import MissingInputError
from dlxh.words.periods import Period

_SHOWN: Final = 10
"""At most this many networks are listed in an error."""


class ObligationError(Error):
    """The ledger cannot be built from what was passed; the caller's mistake.

    >>> ObligationError.no_network(["other"], ["gl"]).en.split("; ")[0]
    'the records do not know the network other of the regulation (there: gl)'
    """

    @staticmethod
    def no_calendar(provision: str) -> MissingInputError:
        """A due day depends on working days, and no calendar was given."""
        return MissingInputError.calendar(f"điều khoản {provision}", f"provision {provision}")

    @staticmethod
    def absent(table: str, why_vi: str, why_en: str) -> MissingInputError:
        """A table that the ledger rests on was not given."""
        vi, en = (call_table(schema()[table], lang) for lang in LANGS)
        return MissingInputError(
            f"chưa có bảng {vi} ({why_vi}); nạp bảng đó; nếu thật sự không có gì: empty=[{table!r}] ở Register hoặc Tables.of, khung không có dòng ở Tables",
            f"table {en} is absent ({why_en}); give it; if there was nothing: empty=[{table!r}] in Register or Tables.of, a frame without rows in Tables",
            table,
        )

    @staticmethod
    def no_duty(networks: Iterable[str]) -> MissingInputError:
        """No regulation says that anything is owed."""
        found = ", ".join(sorted(networks)) or "—"
        return MissingInputError(
            f"không quy chế nào quy định nghĩa vụ báo cáo (mạng lưới có quy chế: {found}); truyền regulation=",
            f"no regulation says that a report is owed (networks with a regulation: {found}); pass regulation=",
            "regulation=",
        )

    @classmethod
    def no_units(cls, provisions: Iterable[str]) -> "ObligationError":
        """No unit in the records is one of those by which a report is owed."""
        named = ", ".join(sorted(provisions))
        return cls(
            vi=f"không đơn vị nào trong dữ liệu phải nộp theo điều khoản {named}; hãy sửa owed_by (level, unit_kind, below), units của điều khoản, hoặc bổ sung bảng đơn vị",
            en=f"no unit in the records owes a report under provision {named}; correct owed_by (level, unit_kind, below) or the units of the provision, or complete the table of units",
        )

    @classmethod
    def of_another_day(cls, drawn: date, wanted: date) -> "ObligationError":
        """The ledger says what was known on another day than the records do."""
        return cls(
            vi=f"sổ nghĩa vụ tính đến {write_day(drawn, 'vi')}, dữ liệu đến {write_day(wanted, 'vi')}; hãy lập lại sổ",
            en=f"the ledger is as of {drawn}, the records as of {wanted}; draw the ledger up again",
        )

    @classmethod
    def of_other_rules(cls) -> "ObligationError":
        """A ledger and a regulation, by which it was not drawn up."""
        return cls(
            vi="đã có ledger= thì không dùng regulation=; hãy lập sổ theo quy chế đó: dlxh.obligations(..., regulation=...)",
            en="ledger= and regulation= do not go together; draw the ledger up by it: dlxh.obligations(..., regulation=...)",
        )

    @staticmethod
    def of_other_days(drawn: Period, wanted: Period) -> MissingInputError:
        """The ledger does not cover all days of the question."""
        return MissingInputError(
            f"sổ nghĩa vụ chỉ gồm {drawn.label('vi')}; truyền ledger= lập cho {wanted.label('vi')}",
            f"the ledger holds {drawn} only; pass a ledger= of {wanted}",
            "ledger=",
        )

    @classmethod
    def at_fault(cls) -> "ObligationError":
        """A regulation of the records is invalid: it has what a regulation cannot contain."""
        return cls(
            vi="quy chế trong dữ liệu có lỗi; dlxh.check(..., only=['regulations']) nêu từng lỗi",
            en="a regulation of the records is at fault; dlxh.check(..., only=['regulations']) says where",
        )

    @classmethod
    def no_network(cls, strange: Iterable[str], there: Iterable[str]) -> "ObligationError":
        """The regulation binds a network that the records do not know."""
        missing, known = _name_all(strange), _name_all(there)
        return cls(
            vi=f"dữ liệu không có mạng lưới {missing} của quy chế (có: {known}); truyền quy chế của mạng lưới có trong dữ liệu",
            en=f"the records do not know the network {missing} of the regulation (there: {known}); pass one of a network that is there",
        )

    @classmethod
    def not_in_force(cls, period: Period, spans: Iterable[tuple[date, date]]) -> "ObligationError":
        """No provision on such reports is in force on any of these days."""
        days = sorted(spans)
        return cls(
            vi=f"không điều khoản nào về báo cáo có hiệu lực trong thời gian đã hỏi ({period.label('vi')}); {_in_force(days, 'vi')}",
            en=f"no provision on such reports is in force in the time asked for ({period.label('en')}); {_in_force(days, 'en')}",
        )


def _name_all(several: Iterable[str]) -> str:
    return _shorten(sorted(several))


def _shorten(several: list[str]) -> str:
    return ", ".join([*several[:_SHOWN], *(["…"] if len(several) > _SHOWN else [])])


def _list_spans(spans: list[tuple[date, date]], lang: Lang) -> str:
    spelt = [
        (write_day(first, lang), "…" if last == OPEN_END else write_day(last, lang)) for first, last in spans
    ]
    return _shorten(list(dict.fromkeys(f"{first} – {last}" for first, last in spelt))) or "—"


def _in_force(spans: list[tuple[date, date]], lang: Lang) -> str:
    days = _list_spans(spans, lang)
    return in_language(
        lang,
        vi=f"các điều khoản có hiệu lực: {days}; hỏi về những ngày khác, hoặc truyền quy chế của thời gian đó",
        en=f"the provisions are in force: {days}; ask for other days, or pass the regulation of that time",
    )
