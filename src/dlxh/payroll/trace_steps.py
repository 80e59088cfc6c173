"""Diễn giải: how a line came about, step by step, in Vietnamese and English, built from its columns when needed.

Whole sums are shown as they are; a sum that is not whole before rounding has no result of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeAlias

from dlxh.data.code_lists import label
from dlxh.data.salary_steps import RENAMED
from dlxh.models.allowance import AllowanceProvision, MidMonthChange
from dlxh.models.allowance_line import PayChange, PayOutcome, TraceRule, TraceStep
from dlxh.payroll.causes import Cause
from dlxh.payroll.conditions import ALL
from dlxh.words.bilingual import Lang
from dlxh.words.days import write_day
from dlxh.words.documents import Document
from dlxh.words.money import Rounding, from_ten_thousandths

Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the provisions that take turns inside a month.

    Attributes:
        row: What it was computed from, under the names of a line's columns; nothing, where another pays for its days.
        provision: The provision.
        cause: The condition that reduced it.
    """

    row: Row
    provision: AllowanceProvision
    cause: Cause | None = None


def steps_of(
    row: Row, provision: AllowanceProvision | None, parts: tuple[Part, ...] = (), cause: Cause | None = None
) -> tuple[TraceStep, ...]:
    """Return the steps of one line, in order."""
    return tuple(_steps(_Row(row, provision, cause), parts))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with the law that it rests on, and the condition that reduced it."""

    row: Row
    provision: AllowanceProvision | None
    cause: Cause | None = None

    def step(self, rule: TraceRule, inputs: str, vi: str, en: str, result: int | None) -> TraceStep:
        """Return a step that rests on the provision."""
        document = None if self.provision is None else self.provision.document
        article = None if self.provision is None else self.provision.article
        return _step(rule, document, article, inputs, vi, en, result)

    @property
    def decided(self) -> date | None:
        """Day of the decision, where the provision states it."""
        return None if self.provision is None else self.provision.decided_on

    @property
    def law(self) -> str:
        """Article and document; lines whose provision is gone show no sum that would name them."""
        return "" if self.provision is None else f"{self.provision.article}, {self.provision.document}"


def _step(  # noqa: PLR0913, PLR0917 - the parts of a step
    rule: TraceRule,
    document: Document | None,
    article: str | None,
    inputs: str,
    vi: str,
    en: str,
    result: int | None,
) -> TraceStep:
    # Built without a second check: every part is our own, and a thousand traces are shown at once.
    return TraceStep.model_construct(
        rule=rule, document=document, article=article, inputs=inputs, vi=vi, en=en, result=result
    )


def _steps(part_row: _Row, parts: tuple[Part, ...]) -> Iterator[TraceStep]:
    row = part_row.row
    outcome = PayOutcome(row["outcome"])
    shares = [_Row(part.row, part.provision, part.cause) for part in parts if part.row["days"] is not None]
    if parts:
        yield _turns(parts)
    if shares:
        yield from _sums(shares)
    elif row["rate"] is not None or row["coefficient"] is not None:
        yield from _sum(part_row)
        yield from _reductions(part_row)
    due = row["due"]
    if due:
        yield _rounding(part_row, due)
    else:
        yield _nothing(part_row, outcome)
    if row["change"] is not None:
        yield _difference(part_row, due, shares[-1] if shares else part_row)


def _turns(parts: tuple[Part, ...]) -> TraceStep:
    """Say which provisions take turns inside the month, and how the scheme pays it."""
    how = MidMonthChange(parts[0].row["change"])
    named = ", ".join(part.provision.id for part in parts)
    vi = f"Trong tháng có thay đổi mức chi ({named}): {_label(how, 'vi')}"
    en = f"The rate changes in the month ({named}): {_label(how, 'en')}"
    return _step(TraceRule.RATE_CHANGE, None, None, f"provisions={named} change={how.value}", vi, en, None)


def _sums(shares: list[_Row]) -> Iterator[TraceStep]:
    """Say what each provision gives for its own days; the base salary of the month once."""
    if based := next((part_row.row for part_row in shares if part_row.row["coefficient"] is not None), None):
        yield _base(based)
    for part_row in shares:
        yield from (step for step in _sum(part_row) if step.rule is not TraceRule.BASE_SALARY)
        yield from _reductions(
            part_row, vi="Phần của mức này trong tháng", en="This rate's part of the month"
        )


def _sum(part_row: _Row) -> Iterator[TraceStep]:
    row, law = part_row.row, part_row.law
    if row["coefficient"] is not None:
        yield _base(row)
        factor, base = from_ten_thousandths(row["coefficient"]), row["base_salary"]
        money = row["coefficient"] * base
        result = money // ALL if money % ALL == 0 else None
        shown = str(factor).replace(".", ",")
        ends_vi = "" if result is None else f" = {_vi(result)} đồng"
        ends_en = "" if result is None else f" = {_en(result)} đồng"
        vi = f"{law}: hệ số {shown} × {_vi(base)}{ends_vi}"
        en = f"{law}: coefficient {factor} × {_en(base)}{ends_en}"
        yield part_row.step(TraceRule.RATE, f"coefficient={factor} base_salary={base}", vi, en, result)
        return
    yield from _units(part_row)


def _base(row: Row) -> TraceStep:
    month, base, decree = row["month"], row["base_salary"], str(row["base_decree"])
    name_vi, name_en = "Mức lương cơ sở", "Base salary"
    if month < RENAMED:
        name_vi, name_en = "Mức lương tối thiểu chung", "Common minimum wage"
    vi = f"{name_vi} tháng {month.month}/{month.year}: {_vi(base)} đồng ({decree})"
    en = f"{name_en} of {month:%Y-%m}: {_en(base)} đồng ({decree})"
    if row["base_assumed"]:
        vi += "; tháng này chưa có trong bảng, lấy mức gần nhất đã biết theo lựa chọn của người tính"
        en += "; the month is beyond the table, the last known sum is used as you chose"
    inputs = f"month={month:%Y-%m}"
    return _step(TraceRule.BASE_SALARY, Document(decree), None, inputs, vi, en, base)


def _units(part_row: _Row) -> Iterator[TraceStep]:
    row, law = part_row.row, part_row.law
    rate, quantity, half, counted = row["rate"], row["quantity"], row["half_days"], row["counted"]
    if counted is None:  # a sum per month
        vi, en = f"{law}: {_vi(rate)} đồng/tháng", f"{law}: {_en(rate)} đồng a month"
        yield part_row.step(TraceRule.RATE, f"rate={rate}", vi, en, rate)
        return
    if quantity + half < counted:
        vi = f"{law}: được tính {counted}, chi tối đa {quantity}"
        en = f"{law}: {counted} counted, at most {quantity} paid"
        yield part_row.step(TraceRule.CAP, f"counted={counted}", vi, en, None)
    inputs = f"rate={rate} quantity={quantity} half_days={half}"
    if half:
        vi = f"{law}: {_vi(rate)} đồng × {quantity}, và {half} nửa ngày"
        en = f"{law}: {_en(rate)} đồng × {quantity}, and {half} half days"
        yield part_row.step(TraceRule.RATE, inputs, vi, en, None)
        return
    total = rate * quantity
    vi = f"{law}: {_vi(rate)} đồng × {quantity} = {_vi(total)} đồng"
    en = f"{law}: {_en(rate)} đồng × {quantity} = {_en(total)} đồng"
    yield part_row.step(TraceRule.RATE, inputs, vi, en, total)


def _reductions(
    part_row: _Row, vi: str = "Tháng làm không trọn", en: str = "Month served in part"
) -> Iterator[TraceStep]:
    row = part_row.row
    days, of_days, share = row["days"], row["of_days"], row["share"]
    if of_days is not None:
        inputs = f"days={days} of_days={of_days}"
        ends_vi, ends_en = f": × {days}/{of_days} ngày", f": × {days}/{of_days} days"
        yield part_row.step(TraceRule.PRORATION, inputs, vi + ends_vi, en + ends_en, None)
    if share < ALL:
        left = from_ten_thousandths(share)
        cause = part_row.cause
        why_vi, why_en = ("", "") if cause is None else (f", {cause.text('vi')}", f", {cause.text('en')}")
        doubt_vi, doubt_en = ("", "") if cause is None else (cause.doubt("vi"), cause.doubt("en"))
        vi = f"Theo điều kiện chi{why_vi}: × {str(left).replace('.', ',')}{doubt_vi}"
        en = f"By a condition of pay{why_en}: × {left}{doubt_en}"
        yield part_row.step(TraceRule.CONDITION, f"share={left}", vi, en, None)


def _rounding(part_row: _Row, due: int) -> TraceStep:
    how = part_row.provision.rounding if part_row.provision is not None else Rounding.HALF_UP
    vi = f"Được chi cho tháng: {_vi(due)} đồng ({_label(how, 'vi')})"
    en = f"Due for the month: {_en(due)} đồng ({_label(how, 'en')})"
    return part_row.step(TraceRule.ROUNDING, f"rounding={how.value}", vi, en, due)


def _nothing(part_row: _Row, outcome: PayOutcome) -> TraceStep:
    vi = f"Không chi: {_label(outcome, 'vi')}"
    en = f"Nothing due: {_label(outcome, 'en')}"
    return part_row.step(TraceRule.NOTHING_DUE, f"outcome={outcome.value}", vi, en, 0)


def _difference(part_row: _Row, due: int, newest: _Row) -> TraceStep:
    amount, why = part_row.row["amount"], PayChange(part_row.row["change"])
    paid = due - amount
    to_vi, to_en = ("truy lĩnh", "arrears") if amount >= 0 else ("phải thu hồi", "to be recovered:")
    vi = f"Đã chi {_vi(paid)} đồng; {to_vi} {_vi(abs(amount))} đồng ({_label(why, 'vi')})"
    en = f"{_en(paid)} đồng was paid; {to_en} {_en(abs(amount))} đồng ({_label(why, 'en')})"
    if why is PayChange.BASE_SALARY and part_row.row["base_decree"] is not None:
        vi += f", theo {part_row.row['base_decree']}"
        en += f", by {part_row.row['base_decree']}"
    if why is PayChange.RATE:
        vi += f", theo {newest.law}"
        en += f", by {newest.law}"
        if newest.decided is not None:
            vi += f", quyết định ngày {write_day(newest.decided, 'vi')}"
            en += f", decided on {write_day(newest.decided, 'en')}"
    inputs = f"due={due} paid={paid} change={why.value}"
    return part_row.step(TraceRule.DIFFERENCE, inputs, vi, en, amount)


@cache
def _label(member: StrEnum, lang: Lang) -> str:
    return label(member, lang)


def _vi(amount: int) -> str:
    # format_int gives the same and, as it checks what it is given, takes several times as long; a test holds them equal.
    return f"{amount:,}".replace(",", ".")


def _en(amount: int) -> str:
    return f"{amount:,}"
