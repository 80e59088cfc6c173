"""Kiểm tra: all rules over the tables, in as few passes as the engine allows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, cast

from dlxh.data.refusals import refusal_types
from dlxh.register.register import Register
from dlxh.register.schema import ROOTS
from dlxh.register.tables import Tables
from dlxh.rules.catalogue import RULES
from dlxh.rules.choice import Choice
from dlxh.rules.engine.account import every_part
from dlxh.rules.engine.derived_tables import Derived, attach_derived
from dlxh.rules.engine.new_records import check_new
from dlxh.rules.engine.run import run_rules
from dlxh.rules.findings import Findings
from dlxh.rules.grades import Grade, refuse_unknown
from dlxh.rules.language.errors import RuleError
from dlxh.rules.rule import Rule
from dlxh.words.record import Record

_MODELS: Final = frozenset(ROOTS.values())


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
        only: What is run: codes, letters of a family, tables, or fields such as `reports.channel`; none means all. To a
            table belong the rules and constraints on its rows, to a field those that name it or speak of it.
        ignore: What is left out, named alike.
        rules: The rules; yours may stand beside `dlxh.rules.catalogue.RULES`.
        derived: What was worked out from the same records: the ledger of `obligations`, the states of `case_states`, the
            lines of `allowances`. Rules on what is not given are skipped, and `Findings.skipped` says so.
        grades: What your network makes of them, the last that fits decides.
        stage: The stage of the work, which grades may name: draft, submit, month_close or your own.

    Raises:
        RuleError: `only` or `ignore` names what is no code, table or field, a grade a code that no rule has, or two
            rules have one code.
        TypeError: what is judged is no register, tables or records; a record without `within`, `within` or
            `replacing` for something else, or something else in `derived`.

    >>> from datetime import date
    >>> from dlxh.models.unit import OrgUnit
    >>> unit = OrgUnit(id="a", name="Huyện A", kind="place", level="district", parent="b")
    >>> check(Register([unit], as_of=date(2025, 7, 1))).counts()
    {'X101': 1, 'U101': 1}
    """
    choice = Choice(only, ignore)
    codes = [known.code for known in rules]
    if twice := [code for code, number in Counter(codes).items() if number > 1]:
        raise RuleError(
            vi=f"hai quy tắc cùng mã {min(twice)}; quy tắc riêng dùng chữ đầu riêng, như GL01",
            en=f"two rules have the code {min(twice)}; give your own a prefix of your own, such as GL01",
        )
    choice.refuse_unknown(codes)
    refuse_unknown((grade.code for grade in grades), codes, refusal_types())
    asks = every_part if choice.is_everything else choice.asks
    chosen = rules if choice.is_everything else [rule for rule in rules if choice.takes(rule)]
    if isinstance(subject, (Register, Tables)):
        if within is not None:
            msg = "within= is for new records; a register or tables are judged as they are"
            raise TypeError(msg)
        if replacing:
            msg = "replacing= is for new records: check(record, within=register, replacing=True)"
            raise TypeError(msg)
        tables = _tables_of(subject)
        beside = attach_derived(tables, derived, {name for rule in chosen for name in rule.reads})
        constraints = {} if tables.enforced else choice.constraints(tables)
        found = run_rules(beside, chosen, constraints, takes=choice.takes, asks=asks)
        return found.regrade(grades, stage)
    found = check_new(
        _records_of(subject), _those_there(within, derived), chosen, replacing=replacing, asks=asks
    )
    return found.regrade(grades, stage)


def _records_of(subject: object) -> list[Record]:
    """Return new records; refuse what is none: the fields of a form, a path, or what was read as a whole."""
    alone = isinstance(subject, Record | str | Mapping) or not isinstance(subject, Iterable)
    records: list[Any] = [subject] if alone else list(cast("Iterable[Any]", subject))
    for each in records:
        if type(each) not in _MODELS:
            msg = (
                "check takes a Register, Tables, or records with an id of their own such as Report(...), "
                f"not {type(each).__name__}; of what was read give reading.register"
            )
            raise TypeError(msg)
    return records


def _those_there(within: object, derived: Iterable[Derived]) -> Tables:
    """Return the tables that new records would join; refuse what is none, and what was worked out without these."""
    if within is None:
        msg = "new records are judged within a register or tables: check(record, within=register)"
        raise TypeError(msg)
    if not isinstance(within, Register | Tables):
        msg = f"within= takes a Register or Tables, not {type(within).__name__}"
        raise TypeError(msg)
    if tuple(derived):
        msg = "derived= is worked out from records that are there; new records are judged without it"
        raise TypeError(msg)
    return _tables_of(within)


def _tables_of(given: Register | Tables) -> Tables:
    return given.tables if isinstance(given, Register) else given
