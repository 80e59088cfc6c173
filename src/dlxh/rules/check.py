"""Kiểm tra: all rules over the tables, in as few passes as the engine allows."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from dlxh.data.refusals import refusal_types
from dlxh.register.register import Register
from dlxh.register.tables import Tables
from dlxh.rules.catalogue import RULES
from dlxh.rules.engine.derived_tables import Derived, attach_derived
from dlxh.rules.engine.new_records import check_new
from dlxh.rules.engine.run import run_rules
from dlxh.rules.findings import Findings
from dlxh.rules.grades import Grade, is_meant, refuse_unknown
from dlxh.rules.rule import Rule, RuleError
from dlxh.words.record import Record

if TYPE_CHECKING:
    from dlxh.register.constraints.constraint import Constraint


def check(  # noqa: PLR0913 - what is judged, by what, and how it is seen: each has a name at the call
    subject: Register | Tables | Record | Sequence[Record],
    *,
    within: Register | Tables | None = None,
    replacing: bool = False,
    only: Iterable[str] = (),
    ignore: Iterable[str] = (),
    rules: Sequence[Rule] = RULES,
    derived: Iterable[Derived] = (),
    grades: Sequence[Grade] = (),
    stage: str | None = None,
) -> Findings:
    """Judge a register, tables, or new records within a register or tables.

    The constraints of the models are judged too, under pydantic's types of error, unless `Tables.enforced` says that
    the rows have passed them: those that were made of records, and those that were read.

    Args:
        subject: What is judged.
        within: For new records: the register or the tables that they would join, on any engine; only findings about the
            records come back. What lies outside memory is read when it is first looked up, and kept with the tables.
        replacing: Whether new records stand for those that have their ids there, as an edited form does.
        only: Codes to run, or the letters of a family; none means all.
        ignore: Codes or families to leave out.
        rules: The rules; yours may stand beside `dlxh.rules.catalogue.RULES`.
        derived: What was worked out from the same records: the ledger of `obligations`, the states of `case_states`, the
            lines of `allowances`. Rules on what is not given are skipped, and `Findings.skipped` says so.
        grades: What your network makes of them, the last that fits decides.
        stage: The stage of the work, which grades may name: draft, submit, month_close or your own.

    Raises:
        RuleError: `only`, `ignore` or a grade names a code that no rule has, or two rules have one code.
        TypeError: a record without `within`, `within` for something else, or something else in `derived`.

    >>> from datetime import date
    >>> from dlxh.models.unit import OrgUnit
    >>> unit = OrgUnit(id="a", name="Huyện A", kind="place", level="district", parent="b")
    >>> check(Register([unit], as_of=date(2025, 7, 1))).counts()
    {'X101': 1, 'U101': 1}
    """
    only, ignore = frozenset(only), frozenset(ignore)
    codes = [known.code for known in rules]
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise RuleError(
            vi=f"hai quy tắc cùng mã {min(twice)}; quy tắc riêng dùng chữ đầu riêng, như GL01",
            en=f"two rules have the code {min(twice)}; give your own a prefix of your own, such as GL01",
        )
    refuse_unknown({*only, *ignore, *(grade.code for grade in grades)}, codes, refusal_types())
    choice = _Choice(only, ignore)
    chosen = [rule for rule in rules if choice.takes(rule.code)]
    if isinstance(subject, (Register, Tables)):
        if within is not None:
            msg = "within= is for new records; a register or tables are judged as they are"
            raise TypeError(msg)
        tables = _tables_of(subject)
        beside = attach_derived(tables, derived, {name for rule in chosen for name in rule.reads})
        return run_rules(beside, chosen, _constraints(tables, choice), takes=choice.takes).graded(
            grades, stage
        )
    records = [subject] if isinstance(subject, Record) else list(subject)
    if within is None:
        msg = "new records are judged within a register or tables: check(record, within=register)"
        raise TypeError(msg)
    if not isinstance(within, (Register, Tables)):
        msg = f"within= takes a Register or Tables, not {type(within).__name__}"
        raise TypeError(msg)
    if tuple(derived):
        msg = "derived= is worked out from records that are there; new records are judged without it"
        raise TypeError(msg)
    return check_new(records, _tables_of(within), chosen, replacing=replacing).graded(grades, stage)


def _tables_of(given: Register | Tables) -> Tables:
    return given.tables if isinstance(given, Register) else given


class _Choice:
    """Which codes are run."""

    def __init__(self, only: Collection[str], ignore: Collection[str]) -> None:
        self.only, self.ignore = only, ignore

    def takes(self, code: str) -> bool:
        """Tell whether a code is run."""
        wanted = not self.only or any(is_meant(code, name) for name in self.only)
        return wanted and not any(is_meant(code, name) for name in self.ignore)


def _constraints(tables: Tables, choice: _Choice) -> "dict[str, tuple[Constraint, ...]]":
    """Return the constraints of each table that has not passed them yet."""
    from dlxh.register.constraints.compiled import constraints_of  # noqa: PLC0415 - compiling is for bulk tables only

    if tables.enforced or (choice.only and not any(choice.takes(code) for code in refusal_types())):
        return {}
    return {name: constraints_of(name) for name in tables}
