"""Mức chi: provisions of pay that contradict each other, or leave open how a month is paid; and work that nobody may be paid for."""

from typing import Any, Final

import narwhals as nw

from dlxh.register.finding import Severity
from dlxh.register.tables import Tables
from dlxh.rules.rule import rule
from dlxh.rules.shapes.faulty import beside, faulty
from dlxh.rules.shapes.spans import uncovered
from dlxh.words.days import OPEN_END

_FOR_WHOM: Final = ("role", "level", "rank", "draws_other")
_MONTHLY: Final = ("coefficient_monthly", "fixed_monthly")


def _month(day: nw.Expr) -> nw.Expr:
    """Return the number of the month of a day, counted from year 0."""
    return day.dt.year().cast(nw.Int64()) * 12 + day.dt.month().cast(nw.Int64())


def _two_rates(tables: Tables) -> "nw.LazyFrame[Any]":
    """Return each provision of pay with each other one of its network, whose columns are `other_<column>`."""
    names = ("one_coefficient", "mid_month_change")
    rates = beside(tables["scheme_provisions"], tables, "schemes", on="scheme", names=names)
    rates = rates.rename({f"other_{name}": name for name in names})
    rates = rates.with_columns(nw.col("valid_to").fill_null(OPEN_END).alias("last"))
    own = (
        "id",
        "scheme",
        "entitlement",
        "valid_from",
        "last",
        "rate_kind",
        "rate_report_kind",
        "mid_month_change",
    )
    others = rates.select("network", *(nw.col(name).alias(f"other_{name}") for name in (*own, *_FOR_WHOM)))
    return rates.join(others, on="network", how="inner").filter(nw.col("id") != nw.col("other_id"))


def _alike(*names: str) -> list[nw.Expr]:
    """Return whether values are the same, or one of the two is left open."""
    return [(nw.col(name) == nw.col(f"other_{name}")).fill_null(value=True) for name in names]


def _both_coded() -> nw.Expr:
    return ~nw.col("entitlement").is_null() & ~nw.col("other_entitlement").is_null()


def _one_code() -> nw.Expr:
    return (nw.col("entitlement") == nw.col("other_entitlement")).fill_null(value=False)


def _same_kind() -> nw.Expr:
    return (nw.col("rate_kind") == nw.col("other_rate_kind")) & _alike("rate_report_kind")[0]


def _unsaid() -> nw.Expr:
    """Return whether nobody says how a month is paid in which the two take turns."""
    way = nw.col("mid_month_change")
    told = (way == nw.col("other_mid_month_change")).fill_null(value=False)
    both_monthly = nw.col("rate_kind").is_in(_MONTHLY) & nw.col("other_rate_kind").is_in(_MONTHLY)
    return (_one_code() & ~told) | (~_both_coded() & (both_monthly | _same_kind()))


@rule(
    "P201",
    table="scheme_provisions",
    needs=("schemes",),
    severity=Severity.ERROR,
    vi="mức chi {record} chồng với {evidence}: cùng khoản chi hoặc cùng loại, cùng đối tượng, cùng thời gian",
    en="provision {record} overlaps {evidence}: same entitlement or kind, same people, same days",
    cure_vi="kết thúc mức cũ trước khi mức mới có hiệu lực, ghi rõ đối tượng, hoặc ghi hai khoản chi (entitlement) khác nhau",
    cure_en="end the old one before the new one begins, say for whom each is, or give them two codes of entitlement",
    source="dlxh: own choice",
    why_vi="Một người được trả hai lần cho cùng một việc.",
)
def rates_overlap(tables: Tables) -> "nw.LazyFrame[Any]":
    """One person is paid twice for the same."""
    competing = (nw.col("rate_kind") == "coefficient_monthly") & nw.col("one_coefficient")
    uncoded = ~_both_coded() & (nw.col("scheme") == nw.col("other_scheme")) & _same_kind() & ~competing
    pairs = _two_rates(tables).filter(
        nw.col("other_id") < nw.col("id"),
        nw.col("valid_from") <= nw.col("other_last"),
        nw.col("other_valid_from") <= nw.col("last"),
        _one_code() | uncoded,
        *_alike(*_FOR_WHOM),
    )
    return faulty(pairs, "scheme_provisions", field="valid_from", evidence="other_id")


@rule(
    "P203",
    table="scheme_provisions",
    needs=("schemes",),
    severity=Severity.WARNING,
    vi="mức chi {record} thay {evidence} giữa tháng mà chế độ không nói tháng đó chi thế nào",
    en="provision {record} takes the place of {evidence} inside a month, and the scheme does not say how that month is paid",
    cure_vi="ghi khoản chi (entitlement) của cả hai mức, và cách chi tháng có thay đổi (mid_month_change) của chế độ",
    cure_en="state the entitlement of both, and mid_month_change of the scheme",
    source="dlxh: own choice",
    why_vi="Không nói thì tháng đó có thể chi hai lần hoặc không chi; dlxh.allowances không tính tháng đó.",
)
def rate_replaced_mid_month(tables: Tables) -> "nw.LazyFrame[Any]":
    """Unsaid, the month may be paid twice or not at all; dlxh.allowances does not reckon it."""
    pairs = _two_rates(tables).filter(
        nw.col("other_last") < nw.col("valid_from"),
        _month(nw.col("other_last")) == _month(nw.col("valid_from")),
        _unsaid(),
        *_alike(*_FOR_WHOM),
    )
    return faulty(pairs, "scheme_provisions", field="valid_from", evidence="other_id")


@rule(
    "P202",
    table="work_entries",
    needs=("memberships",),
    severity=Severity.WARNING,
    vi="công việc {record} làm vào ngày người đó không phải cộng tác viên",
    en="the work {record} was done on a day on which the person was no collaborator",
    cure_vi="kiểm tra ngày và mã cộng tác viên; ngày ngoài tư cách không được chi",
    cure_en="check the day and the collaborator; a day outside the membership is not paid",
    source="dlxh: own choice",
    why_vi="Xác nhận cho người ngoài danh sách thì chi ra không có căn cứ.",
)
def work_outside_membership(tables: Tables) -> "nw.LazyFrame[Any]":
    """What is confirmed for somebody not on the list is paid without a ground."""
    lost = uncovered(
        tables["work_entries"], tables["memberships"], by="collaborator", first="day", last="day"
    )
    return faulty(lost, "work_entries", field="day")


RULES = (
    rates_overlap,
    work_outside_membership,
    rate_replaced_mid_month,
)
