"""Giá trị: what a rule reads and makes of it, called as narwhals calls it; what is not here is refused where it is written."""

import re
from collections.abc import Collection, Mapping
from enum import Enum
from typing import Final, NoReturn, TypeAlias

from dlxh.register.columns import Kind
from dlxh.rules.language.codes_written import refuse_unknown_codes
from dlxh.rules.language.errors import LanguageError
from dlxh.rules.language.nodes import Call, In, Lit, Map, Match, Node, Plain, Replace
from dlxh.rules.language.operations import OF_DAY, as_written, kind_after, one_kind, unlike
from dlxh.rules.language.plain import kind_of_plain, plain_of
from dlxh.words.bilingual import quote
from dlxh.words.given import need, several
from dlxh.words.patterns import portable, python_pattern

Operand: TypeAlias = "Value | Plain | Enum"
"""What authors may write as a value: a value of the language, or a plain one."""


class Value:
    """A value that a rule reads or makes, of one kind.

    >>> from dlxh.rules.language.rows import subject
    >>> from dlxh.rules.language.functions import AS_OF
    >>> (subject("terms").end < AS_OF).kind.value
    'boolean'
    """

    __slots__ = ("kind", "node")
    __hash__ = None  # type: ignore[assignment] # == makes a value of the language

    def __init__(self, node: Node, kind: Kind | None) -> None:
        self.node = node
        self.kind = kind

    def __bool__(self) -> NoReturn:
        raise LanguageError(
            vi="điều kiện của quy tắc không phải giá trị bool của Python; dùng & | ~ thay cho and, or, not",
            en="a condition is not a Python boolean; write & | ~ for and, or, not",
        )

    def __getattr__(self, name: str) -> NoReturn:
        raise no_method(None, name, _METHODS)

    def __lt__(self, other: Operand) -> "Value":
        return call("lt", self, other)

    def __le__(self, other: Operand) -> "Value":
        return call("le", self, other)

    def __gt__(self, other: Operand) -> "Value":
        return call("gt", self, other)

    def __ge__(self, other: Operand) -> "Value":
        return call("ge", self, other)

    def __eq__(self, other: Operand) -> "Value":  # type: ignore[override] # makes a value of the language
        return call("eq", self, other)

    def __ne__(self, other: Operand) -> "Value":  # type: ignore[override] # makes a value of the language
        return call("ne", self, other)

    def __truediv__(self, other: object) -> NoReturn:
        raise LanguageError(
            vi="không có số thập phân; // chia và làm tròn xuống, % là số dư",
            en="there are no fractions; // divides and rounds down, % is the remainder",
        )

    def __add__(self, other: Operand) -> "Value":
        return call("add", self, other)

    def __sub__(self, other: Operand) -> "Value":
        return call("sub", self, other)

    def __mul__(self, other: Operand) -> "Value":
        return call("mul", self, other)

    def __radd__(self, other: Operand) -> "Value":
        return call("add", other, self)

    def __rsub__(self, other: Operand) -> "Value":
        return call("sub", other, self)

    def __rmul__(self, other: Operand) -> "Value":
        return call("mul", other, self)

    def __floordiv__(self, other: int) -> "Value":
        return call("floordiv", self, _divisor(other))

    def __mod__(self, other: int) -> "Value":
        return call("mod", self, _divisor(other))

    def __and__(self, other: Operand) -> "Value":
        return call("and", self, other)

    def __or__(self, other: Operand) -> "Value":
        return call("or", self, other)

    def __invert__(self) -> "Value":
        return call("not", self)

    def is_null(self) -> "Value":
        """Whether the value is null; the answer itself is never null."""
        return call("is_null", self)

    def fill_null(self, other: Operand) -> "Value":
        """The value, or another if it is null."""
        return call("coalesce", self, other)

    def is_in(self, values: Collection[Plain | Enum]) -> "Value":
        """Whether it is one of the given values (at least one, none of them null); null if it is null itself."""
        plain = tuple(map(plain_of, several("values", values)))
        if not plain or None in plain:
            raise LanguageError(
                vi="is_in cần một danh sách có ít nhất một giá trị, không có giá trị trống",
                en="is_in needs a list of at least one value, none of them null",
            )
        one_kind("is_in", [self.kind, *(kind_of_plain(value) for value in plain)])
        return Value(refuse_unknown_codes(In(self.node, plain)), Kind.BOOLEAN)

    def replace_strict(self, table: "Mapping[str, Plain] | Mapping[int, Plain]", default: Plain = None) -> "Value":  # fmt: skip
        """The value mapped from it, or `default` if it is not listed or null."""
        need(Mapping, table=table)
        pairs = tuple((plain_of(old), plain_of(new)) for old, new in table.items())
        if not pairs or any(None in pair for pair in pairs):
            raise LanguageError(
                vi="replace_strict cần ít nhất một cặp, không có giá trị trống",
                en="replace_strict needs at least one pair, nothing in it null",
            )
        one_kind("replace_strict", [self.kind, *(kind_of_plain(old) for old, _ in pairs)])
        made = one_kind("replace_strict", [*(kind_of_plain(new) for _, new in pairs), kind_of_plain(default)])
        if made is Kind.INSTANT:
            raise unlike("replace_strict", [made])
        return Value(refuse_unknown_codes(Map(self.node, pairs, Lit.of(default))), made)

    @property
    def str(self) -> "TextOf":
        """A property of a text."""
        return TextOf(self)

    @property
    def dt(self) -> "DayOf":
        """The properties of a day."""
        return DayOf(self)


_METHODS: Final = " ".join(["is_null fill_null is_in replace_strict str.contains str.len_chars str.replace_all", *(f"dt.{name}" for name in OF_DAY)])  # fmt: skip


class TextOf:
    """A property of a text."""

    def __init__(self, value: Value) -> None:
        if value.kind is not Kind.TEXT:
            raise unlike("str", [value.kind])
        self._node = value.node

    def __getattr__(self, name: str) -> NoReturn:
        raise no_method("str", name, "contains len_chars replace_all")

    def contains(self, pattern: str) -> Value:
        """Whether it holds what a portable pattern describes."""
        return Value(Match(self._node, portable(pattern)), Kind.BOOLEAN)

    def replace_all(self, pattern: str, value: str) -> Value:
        r"""The text with something else wherever it holds what a portable pattern describes.

        Raises:
            LanguageError: the pattern describes the empty text too, or the replacement has `$` or `\`: engines
                read that differently.
        """
        if re.search(python_pattern(portable(pattern)), "") or set(value) & set("$\\"):
            raise LanguageError(
                vi="replace_all cần mẫu không khớp chữ rỗng, và chữ thay không có $ và \\",
                en="replace_all needs a pattern that does not match the empty text, and a replacement without $ or \\",
            )
        return Value(Replace(self._node, portable(pattern), value), Kind.TEXT)

    def len_chars(self) -> Value:
        """How many code points it has."""
        return call("len_chars", Value(self._node, Kind.TEXT))


class DayOf:
    """The properties of a day."""

    def __init__(self, value: Value) -> None:
        if value.kind is not Kind.DAY:
            raise unlike("dt", [value.kind])
        self._value = value

    def __getattr__(self, name: str) -> NoReturn:
        raise no_method("dt", name, " ".join(OF_DAY))

    def year(self) -> Value:
        """Its year."""
        return call("year", self._value)

    def month(self) -> Value:
        """Its month, 1 to 12."""
        return call("month", self._value)

    def day(self) -> Value:
        """Its day of the month."""
        return call("day", self._value)

    def ordinal_day(self) -> Value:
        """Its day of the year, from 1."""
        return call("ordinal_day", self._value)

    def weekday(self) -> Value:
        """Its day of the week, Monday 1 to Sunday 7."""
        return call("weekday", self._value)

    def month_number(self) -> Value:
        """The number of its month, counted from year 0, so that months can be compared and subtracted."""
        return call("month_number", self._value)

    def day_number(self) -> Value:
        """Its number, as `date.toordinal` has it, so that days can be subtracted."""
        return call("day_number", self._value)


# --- values ----------------------------------------------------------------------------------------------------------


def value_of(given: Operand) -> Value:
    """Return a value of the language; a plain one is taken as it is.

    Raises:
        LanguageError: it is neither.
    """
    if isinstance(given, Value):
        return given
    plain = plain_of(given)
    return Value(Lit.of(plain), kind_of_plain(plain))


def _divisor(given: int) -> Value:
    if type(given) is not int or given <= 0:
        raise LanguageError(
            vi="số chia là số nguyên dương ghi ngay trong quy tắc",
            en="a divisor is an integer above zero, written in the rule",
        )
    return value_of(given)


def call(name: str, *given: Operand) -> Value:
    """Return what an operation makes of values.

    Raises:
        LanguageError: it is not made of values of these kinds, one of them is always null, or a column is compared with a
            code that its list does not hold.
    """
    values = [value_of(each) for each in given]
    kinds = [each.kind for each in values]
    if not kinds or None in kinds:
        raise LanguageError(
            vi=f"{as_written(name)} cần giá trị, không phải trống; hỏi có trống không thì dùng is_null()",
            en=f"{as_written(name)} needs values, none of them null; to ask whether a cell is empty, use is_null()",
        )
    made = kind_after(name, kinds)
    return Value(refuse_unknown_codes(Call(name, tuple(each.node for each in values))), made)


def condition(given: object) -> Value:
    """Return a condition as it is given.

    Raises:
        LanguageError: it is something else.

    >>> condition(True)
    Traceback (most recent call last):
    dlxh.rules.language.errors.LanguageError: điều kiện là đúng hay sai ... / a condition asks something ...
    """
    if isinstance(given, Value) and given.kind is Kind.BOOLEAN:
        return given
    raise LanguageError(
        vi="điều kiện là đúng hay sai hỏi từ một dòng, như m.end.is_null(); đây không phải điều kiện",
        en="a condition asks something of a row, such as m.end.is_null(); this is not a condition",
    )


def no_method(of: str | None, name: str, known: str) -> LanguageError:
    """Return the refusal of what values do not have."""
    what = name if of is None else f"{of}.{name}"
    return LanguageError(
        vi=f"giá trị không có {quote(what)}; có: {known}", en=f"a value has no {quote(what)}; it has: {known}"
    )
