"""Dòng chi: who was paid for which month, and whether the sum is the provision's."""

from typing import Any

import narwhals as nw

from dlxh.data.base_salary import base_salaries, base_salary_known_to
from dlxh.models.allowance import PayBasis
from dlxh.models.allowance_line import PayOutcome
from dlxh.register.finding import Severity
from dlxh.register.tables import Tables
from dlxh.rules.rule import rule
from dlxh.rules.shapes.faulty import beside, faulty, repeated
from dlxh.words.days import OPEN_END

DECREES = "Nghị định về mức lương cơ sở của tháng đó (dlxh.base_salary)"
_COEFFICIENT = "coefficient_monthly"
_FIXED = "fixed_monthly"
_TEN_THOUSAND = 10_000


def _paid(_: Tables) -> nw.Expr:
    return nw.col("amount") > 0


def _month(day: nw.Expr) -> nw.Expr:
    """Return the number of the month of a day, counted from year 0."""
    return day.dt.year().cast(nw.Int64()) * 12 + day.dt.month().cast(nw.Int64())


def _base_salary(month: nw.Expr) -> nw.Expr:
    """Return the base salary of a month in đồng; null before the first decree, and beyond what is known."""
    found = nw.lit(None, nw.Int64())
    for row in base_salaries():
        found = nw.when(month >= row.applies_from).then(nw.lit(row.amount, nw.Int64())).otherwise(found)
    return nw.when(month <= base_salary_known_to()).then(found)


def _unserved(lines: "nw.LazyFrame[Any]", spans: "nw.LazyFrame[Any]") -> "nw.LazyFrame[Any]":
    """Return the lines in whose month none of the person's spans has a day."""
    runs = spans.select(
        "collaborator",
        _month(nw.col("start")).alias("from_month"),
        _month(nw.col("end").fill_null(OPEN_END)).alias("to_month"),
    )
    month = _month(nw.col("month"))
    served = lines.join(runs, on="collaborator", how="inner").filter(
        nw.col("from_month") <= month, month <= nw.col("to_month")
    )
    return lines.join(served.select("id").unique(), on="id", how="anti")


def _by_contract(tables: Tables) -> "nw.LazyFrame[Any]":
    """Return the paid lines whose provision pays for days under contract."""
    lines = beside(tables["allowance_lines"], tables, "scheme_provisions", on="provision", names=("basis",))
    return lines.filter(_paid(tables), nw.col("other_basis") == PayBasis.ENGAGEMENT.value)


@rule(
    "P101",
    table="allowance_lines",
    needs=("memberships", "engagements", "scheme_provisions"),
    severity=Severity.ERROR,
    vi="dòng chi {record} trả cho tháng không có hợp đồng",
    en="line {record} pays for a month without an engagement",
    cure_vi="thu hồi bằng dòng chênh lệch, hoặc bổ sung hợp đồng của tháng đó",
    cure_en="offset it by a line of difference, or record the contract of that month",
    source="Quyết định 78/QĐ-BTGTU, 15/1/2018 (Bạc Liêu: thù lao theo hợp đồng giao khoán)",
    why_vi="Điều khoản trả theo hợp đồng thì khoảng trống giữa hai hợp đồng không được trả.",
    judges=_by_contract,
)
def paid_without_engagement(tables: Tables) -> "nw.LazyFrame[Any]":
    """Where the provision pays by contract, a gap between contracts is not paid."""
    seats = tables["engagements"].select("membership", "start", "end")
    spans = beside(seats, tables, "memberships", on="membership", names=("collaborator",))
    spans = spans.rename({"other_collaborator": "collaborator"})
    return faulty(_unserved(_by_contract(tables), spans), "allowance_lines", field="month")


@rule(
    "P102",
    table="allowance_lines",
    needs=("memberships",),
    severity=Severity.ERROR,
    vi="dòng chi {record} trả cho tháng mà người đó không phải cộng tác viên",
    en="line {record} pays for a month in which the person was no collaborator",
    cure_vi="thu hồi bằng dòng chênh lệch, hoặc bổ sung tư cách của tháng đó",
    cure_en="offset it by a line of difference, or record the membership of that month",
    source="Hướng dẫn 06-HD/TCTW-BTGTW, 15/8/2011 (chỉ chi khi có đầy đủ các điều kiện)",
    why_vi="Chi cho người ngoài danh sách là chi sai.",
    judges=_paid,
)
def paid_without_membership(tables: Tables) -> "nw.LazyFrame[Any]":
    """Money for somebody who is not on the list is paid wrongly."""
    lines = tables["allowance_lines"].filter(_paid(tables))
    return faulty(_unserved(lines, tables["memberships"]), "allowance_lines", field="month")


@rule(
    "P103",
    table="allowance_lines",
    needs=("memberships",),
    severity=Severity.ERROR,
    vi="dòng chi {record} trả cho tư cách không hưởng phụ cấp",
    en="line {record} pays for a membership that is not paid",
    cure_vi="thu hồi bằng dòng chênh lệch, hoặc sửa paid của tư cách theo quyết định",
    cure_en="offset it by a line of difference, or correct paid of the membership as decided",
    source="dlxh: own choice",
    why_vi="Có mạng lưới chỉ một phần cộng tác viên hưởng phụ cấp; quyết định nói ai.",
    judges=_paid,
)
def paid_unpaid_membership(tables: Tables) -> "nw.LazyFrame[Any]":
    """In some networks only a part draws an allowance; the decision says who."""
    lines = tables["allowance_lines"].filter(_paid(tables))
    entitled = _unserved(lines, tables["memberships"].filter(nw.col("paid")))
    absent = _unserved(lines, tables["memberships"]).select("id")
    return faulty(entitled.join(absent, on="id", how="anti"), "allowance_lines", field="amount")


@rule(
    "P104",
    table="allowance_lines",
    needs=(),
    severity=Severity.ERROR,
    vi="dòng chi {record} trả lần nữa cùng người, cùng tháng, cùng mức chi, cùng số thứ tự như {evidence}",
    en="line {record} pays again what {evidence} paid: same person, month, provision and sequence",
    cure_vi="bỏ một dòng; nếu là chênh lệch thì đánh số tiếp theo và nêu lý do (change)",
    cure_en="take one out; a difference has the next sequence and says why (change)",
    source="dlxh: own choice",
    why_vi="Một tháng trả hai lần.",
)
def paid_twice(tables: Tables) -> "nw.LazyFrame[Any]":
    """One month is paid twice."""
    lines = tables["allowance_lines"].with_columns(nw.col("provision").fill_null("").alias("rate_id"))
    same = ("network", "collaborator", "month", "rate_id", "sequence")
    again = repeated(tables, lines, *same, tells="id", order="id")
    return faulty(again, "allowance_lines", field="sequence", evidence="before")


def _plain(tables: Tables) -> "nw.LazyFrame[Any]":
    """Return the lines that are due in full under a monthly rate, with that rate."""
    names = ("rate_kind", "rate_coefficient", "rate_amount")
    lines = beside(tables["allowance_lines"], tables, "scheme_provisions", on="provision", names=names)
    assumed = nw.col("base_assumed").fill_null(value=False)
    return lines.filter(
        nw.col("outcome") == PayOutcome.FULL.value,
        nw.col("other_rate_kind").is_in([_COEFFICIENT, _FIXED]),
        nw.col("share").is_null(),
        ~assumed,
    )


@rule(
    "P105",
    table="allowance_lines",
    needs=("scheme_provisions",),
    severity=Severity.ERROR,
    vi="dòng chi {record} không đúng mức của điều khoản {evidence}",
    en="line {record} is not the sum of its provision {evidence}",
    cure_vi="tính lại bằng dlxh.allowances; tháng đã chi được bù bằng dòng chênh lệch",
    cure_en="reckon anew with dlxh.allowances; a month that was paid gets a line of difference",
    source=DECREES,
    why_vi="Hệ số nhân mức lương cơ sở của tháng phục vụ, không phải của ngày chi; mức bằng tiền thì không đổi theo lương cơ sở.",
    judges=_plain,
)
def amount_not_the_provisions(tables: Tables) -> "nw.LazyFrame[Any]":
    """The coefficient is of the base salary of the month served, not of the day of payment; a fixed sum does not move."""
    product = nw.col("other_rate_coefficient") * _base_salary(nw.col("month"))
    whole = nw.when(product % _TEN_THOUSAND == 0).then(product // _TEN_THOUSAND)
    due = (
        nw.when(nw.col("other_rate_kind") == _COEFFICIENT).then(whole).otherwise(nw.col("other_rate_amount"))
    )
    first = nw.when(nw.col("sequence") == 1).then(nw.col("amount"))
    wrong = nw.coalesce(nw.col("due"), first) != due
    return faulty(_plain(tables).filter(wrong), "allowance_lines", field="amount", evidence="provision")


@rule(
    "P106",
    table="allowance_lines",
    needs=(),
    field="base_salary",
    severity=Severity.ERROR,
    vi="dòng chi {record} dùng mức lương cơ sở không phải của tháng đó",
    en="line {record} uses a base salary that is not that of its month",
    cure_vi="tra dlxh.base_salary của ngày đầu tháng phục vụ, rồi tính lại",
    cure_en="look up dlxh.base_salary on the first day of the month served, and reckon anew",
    source=DECREES,
    why_vi="Mức lương cơ sở có thể áp dụng lùi (47/2016/NĐ-CP): tính theo ngày chi thì thiếu phần truy lĩnh.",
    judges=lambda _: ~nw.col("base_salary").is_null() & ~nw.col("base_assumed").fill_null(value=False),
)
def base_salary_of_another_month(tables: Tables) -> nw.Expr:  # noqa: ARG001 - judged from the row alone
    """A base salary may apply from before it was signed (47/2016/NĐ-CP): by the day of payment the arrears are lost."""
    known = ~nw.col("base_assumed").fill_null(value=False)
    return known & (nw.col("base_salary") != _base_salary(nw.col("month")))


@rule(
    "P107",
    table="allowance_lines",
    needs=("scheme_provisions",),
    severity=Severity.ERROR,
    vi="dòng chi {record} ghi hệ số khác hệ số của điều khoản {evidence}",
    en="line {record} states another coefficient than its provision {evidence}",
    cure_vi="ghi hệ số của điều khoản, hoặc sửa điều khoản theo văn bản",
    cure_en="state the provision's coefficient, or correct the provision as the document says",
    source="Hướng dẫn 06-HD/TCTW-BTGTW, 15/8/2011 (hệ số theo cấp)",
    why_vi="Bảng chi ký theo hệ số; hệ số sai thì chữ ký xác nhận điều không có trong quy định.",
    judges=lambda _: ~nw.col("coefficient").is_null(),
)
def coefficient_not_the_provisions(tables: Tables) -> "nw.LazyFrame[Any]":
    """The sheet is signed by coefficients; a wrong one makes the signature confirm what no rule says."""
    lines = tables["allowance_lines"].filter(~nw.col("coefficient").is_null())
    both = beside(lines, tables, "scheme_provisions", on="provision", names=("rate_coefficient",))
    wrong = nw.col("coefficient") != nw.col("other_rate_coefficient")
    return faulty(both.filter(wrong), "allowance_lines", field="coefficient", evidence="provision")


@rule(
    "P108",
    table="allowance_lines",
    needs=(),
    severity=Severity.ERROR,
    vi="dòng chi {record}: số tiền không bằng số phải chi trừ số đã chi",
    en="line {record}: its amount is not what is due less what was paid before",
    cure_vi="ghi số tiền bằng due trừ due của dòng trước cùng tháng, cùng mức chi",
    cure_en="the amount is due less the due of the line before it for the same month and provision",
    source="dlxh: own choice",
    why_vi="Cộng các dòng của một tháng phải ra đúng số phải chi; lệch một dòng là thừa hoặc thiếu tiền.",
    judges=lambda _: ~nw.col("due").is_null(),
)
def difference_does_not_add_up(tables: Tables) -> "nw.LazyFrame[Any]":
    """The lines of a month add up to what is due; if one is off, somebody gets too much or too little."""
    lines = tables["allowance_lines"].with_columns(nw.col("provision").fill_null("").alias("rate_id"))
    order = ["sequence", "id"]
    before = nw.col("due").shift(1).over("network", "collaborator", "month", "rate_id", order_by=order)
    rows = lines.with_columns(before.alias("before"))
    paid = nw.when(nw.col("sequence") == 1).then(nw.lit(0, nw.Int64())).otherwise(nw.col("before"))
    return faulty(rows.filter(nw.col("amount") != nw.col("due") - paid), "allowance_lines", field="amount")


@rule(
    "P109",
    table="allowance_lines",
    needs=("scheme_provisions",),
    severity=Severity.ERROR,
    vi="dòng chi {record} dùng điều khoản {evidence} không có hiệu lực trong tháng",
    en="line {record} rests on the provision {evidence}, which is in force on no day of its month",
    cure_vi="dùng điều khoản của tháng đó",
    cure_en="use the provision of that month",
    source="dlxh: own choice",
    why_vi="Mức mới không áp dụng cho tháng cũ, trừ khi văn bản nói vậy (valid_from trước ngày quyết định).",
    judges=lambda _: ~nw.col("provision").is_null(),
)
def provision_of_another_time(tables: Tables) -> "nw.LazyFrame[Any]":
    """A new rate does not apply to an old month unless its document says so (valid_from before the day of decision)."""
    both = beside(
        tables["allowance_lines"],
        tables,
        "scheme_provisions",
        on="provision",
        names=("valid_from", "valid_to"),
    )
    month = _month(nw.col("month"))
    outside = (month < _month(nw.col("other_valid_from"))) | (month > _month(nw.col("other_valid_to")))
    return faulty(both.filter(outside), "allowance_lines", field="month", evidence="provision")


@rule(
    "P110",
    table="allowance_lines",
    needs=(),
    field="month",
    severity=Severity.ERROR,
    vi="dòng chi {record}: tháng phải ghi bằng ngày đầu tháng",
    en="line {record}: a month is written as its first day",
    cure_vi="ghi ngày 1 của tháng phục vụ",
    cure_en="write the first day of the month served",
    source="dlxh: own choice",
    why_vi="Hai cách ghi một tháng thì không thấy được tháng đó đã trả.",
)
def month_not_its_first_day(tables: Tables) -> nw.Expr:  # noqa: ARG001 - judged from the row alone
    """Written in two ways, a month that was paid is not recognised."""
    return nw.col("month").dt.day().cast(nw.Int64()) != 1


RULES = (
    paid_without_engagement,
    paid_without_membership,
    paid_unpaid_membership,
    paid_twice,
    amount_not_the_provisions,
    base_salary_of_another_month,
    coefficient_not_the_provisions,
    difference_does_not_add_up,
    provision_of_another_time,
    month_not_its_first_day,
)
