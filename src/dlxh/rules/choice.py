"""Lựa chọn: which rules and constraints are run, named by code, family, table or field."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cache

from dlxh.data.refusals import refusal_types
from dlxh.register.constraints.compiled import constraints_of
from dlxh.register.constraints.constraint import Constraint
from dlxh.register.known_tables import Schema
from dlxh.register.schema import Table, schema
from dlxh.rules.grades import is_meant
from dlxh.rules.language.errors import RuleError
from dlxh.rules.language.own_fields import parts_on_own
from dlxh.rules.language.parts import Part
from dlxh.rules.rule import Rule
from dlxh.words.bilingual import quote
from dlxh.words.given import find_near, several


class Choice:
    """What is run: all, or what some names mean, without what others mean.

    A name is a code, the letters of a family, a table, or a field such as `reports.channel`. To a table belong the rules and
    constraints on its rows; to a field the rules that report it as the field at fault, and the constraints that read it. A
    field whose values are rows of a table, such as `items.topics`, means that table too. A rule on all tables belongs to each
    with its condition there. To an own field of a pack, and to the table of own fields, belong the rules that read it too.

    >>> from dlxh import RULES
    >>> choice = Choice(["terms", "memberships.end"], ["T101"])
    >>> [rule.code for rule in RULES if choice.takes(rule)]
    ['X101', 'X102', 'T203']
    """

    def __init__(self, only: Iterable[str], ignore: Iterable[str], known: Schema | None = None) -> None:
        self.known = schema() if known is None else known
        self.only, self.ignore = (
            _names(option, names, self.known) for option, names in (("only", only), ("ignore", ignore))
        )

    @property
    def is_everything(self) -> bool:
        """Whether no name says otherwise."""
        return not (self.only or self.ignore)

    def refuse_unknown(self, codes: Sequence[str]) -> None:
        """Raise RuleError for a name that means nothing; it says which ones are near.

        Args:
            codes: The codes of the rules.
        """
        tables, fields = self.known, _fields(self.known)
        for name in sorted(self.only | self.ignore):
            is_known = name in refusal_types() or name in tables or name in fields
            if not is_known and not any(is_meant(code, name) for code in codes):
                everything = [*codes, *refusal_types(), *tables, *sorted(fields)]
                near = find_near(name, everything)
                listed = ", ".join(near or [*codes, *tables])
                raise RuleError(
                    vi=f"không có quy tắc, bảng hay trường {quote(name)}; {'gần giống' if near else 'đang có'}: {listed}",
                    en=f"no rule, table or field {quote(name)}; {'near' if near else 'choose from'}: {listed}",
                )

    def takes(self, law: Rule | Constraint) -> bool:
        """Return whether a rule or constraint is run; of a rule on all tables, whether any of its parts is."""
        if self.is_everything:
            return True
        if isinstance(law, Constraint):
            return self._means(law.code, str(law.table), {law.field, *law.columns})
        if law.table is None and not law.is_function:
            return any(self.asks(law, part) for part in (*law.parts, *parts_on_own(law.on_own, self.known)))
        fields = {law.field, *(part.field for part in law.parts)}
        return self._means(law.code, str(law.table), fields, law.own_columns)

    def asks(self, rule: Rule, part: Part) -> bool:
        """Return whether a part of a rule is run: a rule on one table is run whole."""
        return (
            self.is_everything or rule.table is not None or self._means(rule.code, part.table, {part.field})
        )

    def _means(
        self, code: str, table: str, fields: Collection[str | None], own: Collection[str] = ()
    ) -> bool:
        names = {table, *(f"{table}.{field}" for field in fields), *own}
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


def _names(option: str, given: Iterable[object], known: Schema) -> frozenset[str]:
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
    means = _meanings(known)
    return frozenset(named.union(*(means.get(name, ()) for name in named)))


@cache
def _meanings(known: Schema) -> dict[str, set[str]]:
    """Return what else a name means: a field the table of its values, an own field where it is kept, a table both."""
    found = {f"{table.parent}.{table.field}": {table.name} for table in known.values() if table.field}
    for table in known.values():
        for column in table.own if table.pack is not None and table.field is None else ():
            field, place = f"{table.parent}.{column.name}", f"{table.name}.{column.name}"
            found |= {field: {place}, place: {field}}
            found.setdefault(table.name, set()).add(field)
        if table.pack is not None:
            found.setdefault(str(table.parent), set()).add(table.name)
    return found


@cache
def _fields(known: Schema) -> frozenset[str]:
    """Return every field by table and name, also those whose values are in another table."""
    found = {f"{name}.{column}" for name, table in known.items() for column in table.names}
    return frozenset(found.union(name for name in _meanings(known) if name not in known))


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
