"""Lựa chọn: which rules and constraints are run, named by code, family, table or field."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cache

from dlxh.data.refusals import refusal_types
from dlxh.register.constraints.compiled import constraints_of
from dlxh.register.constraints.constraint import Constraint
from dlxh.register.schema import Table, schema
from dlxh.rules.grades import is_meant
from dlxh.rules.language.errors import RuleError
from dlxh.rules.language.parts import Part
from dlxh.rules.rule import Rule
from dlxh.words.bilingual import quote
from dlxh.words.given import several


class Choice:
    """What is run: all, or what some names mean, without what others mean.

    A name is a code, the letters of a family, a table, or a field such as `reports.channel`. To a table belong the rules and
    constraints on its rows; to a field the rules that report it as the field at fault, and the constraints that read it. A
    field whose values are rows of a table, such as `items.topics`, means that table too. A rule on all tables belongs to each
    with its condition there.

    >>> from dlxh import RULES
    >>> choice = Choice(["terms", "memberships.end"], ["T101"])
    >>> [rule.code for rule in RULES if choice.takes(rule)]
    ['X101', 'X102', 'T203']
    """

    def __init__(self, only: Iterable[str], ignore: Iterable[str]) -> None:
        self.only, self.ignore = _names("only", only), _names("ignore", ignore)

    @property
    def is_everything(self) -> bool:
        """Whether no name says otherwise."""
        return not (self.only or self.ignore)

    def refuse_unknown(self, codes: Sequence[str]) -> None:
        """Raise RuleError for a name that means nothing; it says which ones are near.

        Args:
            codes: The codes of the rules.
        """
        for name in sorted(self.only | self.ignore):
            is_known = name in refusal_types() or name in schema() or name in _fields()
            if not is_known and not any(is_meant(code, name) for code in codes):
                everything = [*codes, *refusal_types(), *schema(), *sorted(_fields())]
                near = get_close_matches(name[:64], everything, 3)
                listed = ", ".join(near or [*codes, *schema()])
                raise RuleError(
                    vi=f"không có quy tắc, bảng hay trường {quote(name)}; {'gần giống' if near else 'đang có'}: {listed}",
                    en=f"no rule, table or field {quote(name)}; {'near' if near else 'choose from'}: {listed}",
                )

    def takes(self, law: Rule | Constraint) -> bool:
        """Return whether a rule or constraint is run; of a rule on all tables, whether any of its parts is."""
        if self.is_everything:
            return True
        if isinstance(law, Rule) and law.table is None and law.parts:
            return any(self.asks(law, part) for part in law.parts)
        return self._means(law.code, str(law.table), _fields_of(law))

    def asks(self, rule: Rule, part: Part) -> bool:
        """Return whether a part of a rule is run: a rule on one table is run whole."""
        return (
            self.is_everything or rule.table is not None or self._means(rule.code, part.table, {part.field})
        )

    def _means(self, code: str, table: str, fields: Collection[str | None]) -> bool:
        names = {table, *(f"{table}.{field}" for field in fields)}
        wanted = not self.only or not self.only.isdisjoint(names)
        if not wanted:
            wanted = any(is_meant(code, name) for name in self.only)
        return (
            wanted and self.ignore.isdisjoint(names) and not any(is_meant(code, name) for name in self.ignore)
        )

    def constraints(self, tables: Iterable[Table]) -> dict[str, tuple[Constraint, ...]]:
        """Return the constraints of some tables that have to be judged.

        All of them where none is wanted in particular, or one by its code: which of two faults of one row is reported depends on
        the others, and rules pass over rows with a wrong cell. Of wanted tables and fields only their own.
        """
        by_code = any(name in self.only for name in refusal_types())
        found = {each.name: constraints_of(each) for each in tables if each.name not in self.ignore}
        if not self.only or by_code:
            return found
        named = {name.partition(".")[0] for name in self.only}
        return {
            name: _some(each, [self.takes(law) for law in each])
            for name, each in found.items()
            if name in named
        }


def _names(option: str, given: Iterable[object]) -> frozenset[str]:
    if isinstance(given, str):
        raise RuleError(
            vi=f"{option}= là danh sách tên; hãy viết {option}=[{given!r}]",
            en=f"{option}= is a list of names; write {option}=[{given!r}]",
        )
    named, strange = set[str](), list[str]()
    for name in several(option, given):
        if isinstance(name, str):
            named.add(name)
        else:
            strange.append(type(name).__name__)
    if strange:
        raise RuleError(
            vi=f"{option}= nhận tên dạng văn bản, không nhận {strange[0]}",
            en=f"{option}= takes names as text, not {strange[0]}",
        )
    return frozenset(named.union(table for field, table in _tables_by_field().items() if field in named))


@cache
def _tables_by_field() -> dict[str, str]:
    """Return by field the table whose rows are its values."""
    return {f"{table.parent}.{table.field}": table.name for table in schema().values() if table.field}


@cache
def _fields() -> frozenset[str]:
    """Return every field by table and name, also those whose values are in another table."""
    found = {f"{name}.{column}" for name, table in schema().items() for column in table.names}
    return frozenset(found.union(_tables_by_field()))


def _fields_of(law: Rule | Constraint) -> Collection[str | None]:
    if isinstance(law, Constraint):
        return {law.field, *law.columns}
    return {law.field, *(part.field for part in law.parts)}


def _some(constraints: Sequence[Constraint], wanted: Sequence[bool]) -> tuple[Constraint, ...]:
    """Return the wanted ones, each giving way to those of the others that are there too."""
    places = {place: nth for nth, place in enumerate(place for place, each in enumerate(wanted) if each)}
    return tuple(
        replace(
            constraints[place],
            unless=frozenset(places[each] for each in constraints[place].unless if each in places),
        )
        for place in places
    )
