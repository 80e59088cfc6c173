"""Kiểm tra: all rules over the tables, in as few passes as the engine allows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, ValuesView
from typing import TYPE_CHECKING, Any, cast

from dlxh.data.refusals import refusal_types
from dlxh.register.register import Register
from dlxh.register.schema import schema
from dlxh.register.subject import tables_of
from dlxh.register.tables import Tables
from dlxh.rules.catalogue import RULES
from dlxh.rules.choice import Choice
from dlxh.rules.engine.account import every_part
from dlxh.rules.engine.new_records import check_new
from dlxh.rules.engine.run import run_rules
from dlxh.rules.findings import CheckFindings
from dlxh.rules.grades import Grade, refuse_unknown
from dlxh.rules.hidden_columns import refuse_hidden_in
from dlxh.rules.language.declared import LEDGER
from dlxh.rules.language.errors import RuleError
from dlxh.rules.rule import Rule
from dlxh.verbs.context import Context
from dlxh.words.bilingual import ArgumentError
from dlxh.words.given import need, need_text, several
from dlxh.words.record import Record

if TYPE_CHECKING:
    from dlxh.data.own_salary import SalaryTable
    from dlxh.ledger.ledger import Ledger
    from dlxh.models.allowance import AllowanceScheme
    from dlxh.models.regulation import Regulation
    from dlxh.words.work_calendars import WorkCalendar


def check(  # noqa: PLR0913 - what is judged, by what, and how it is seen: each has a name at the call
    subject: Register | Tables | Record | Sequence[Record],
    *,
    within: Register | Tables | None = None,
    replacing: bool = False,
    only: Iterable[str] = (),
    ignore: Iterable[str] = (),
    rules: Sequence[Rule] | None = None,
    calendar: "WorkCalendar | None" = None,
    ledger: "Ledger | None" = None,
    schemes: "AllowanceScheme | Iterable[AllowanceScheme] | None" = None,
    regulation: "Regulation | Iterable[Regulation] | None" = None,
    salaries: "SalaryTable | None" = None,
    grades: Sequence[Grade] = (),
    stage: str | None = None,
) -> CheckFindings:
    """Check a register, tables, or new records within a register or tables.

    The constraints of the models are checked too, under pydantic's error types, unless `Tables.enforced` marks the
    rows as having passed them already, as rows made from records or read by `dlxh.read` have.

    Derived tables that rules read (the ledger, the clocks of cases at the end of the as-of date, the lines due for
    the paid months) are worked out when a rule needs them. A rule that lacks an input is skipped, and the findings
    state what to pass. New records are checked without derived tables, and arguments for them are refused then.

    Args:
        subject: What to check.
        within: For new records: the register or tables that they would join, on any engine; only findings about the
            new records are returned. Tables outside memory are read on first look-up and kept.
        replacing: Whether the new records replace those with the same ids, as after editing in a form.
        only: What to run: codes, letters of a family, tables, or fields such as `reports.channel`; empty means all. A
            table selects the rules and constraints on its rows, a field those that report or read it.
        ignore: What to leave out, in the same notation.
        rules: The rules; you can add yours to `dlxh.RULES`. None: the library's and the pack's.
        calendar: Working days, for due days of reports and cases, and for months paid by working days.
        ledger: The ledger returned by `obligations`; None: it is built from the regulations when a rule reads it,
            from their first day to the register's as-of date.
        schemes: One or several schemes in addition to the register's; one with the same id replaces it.
        regulation: One or several; each replaces all regulations of its network in the register, for obligations, pay
            and the moves of cases. Rules on the tables of regulations still check the recorded rows.
        salaries: Base salaries; None: the shipped table.
        grades: Severities that your network sets; the last matching one applies.
        stage: The stage of work that grades may refer to: draft, submit, month_close or your own.

    Raises:
        RuleError: `only` or `ignore` contains something that is not a code, table or field; a grade has a code that
            no rule has; two rules have the same code; or a rule shows an own field that the pack restricts.
        ObligationError: the ledger has another as-of date or is passed together with a regulation; or the records do
            not have the network of a regulation.
        PayrollError: the records do not have the network of a scheme.
        MoveTableError: the moves in a regulation that was passed do not form a valid table.
        ArgumentError: `subject` is not a register, tables or records; a record is passed without `within`; `within`
            or `replacing` is passed for something else; an argument for derived tables is passed with new records; or
            an argument has the wrong type.

    >>> from datetime import date
    >>> from dlxh.models.unit import OrgUnit
    >>> unit = OrgUnit(id="a", name="Huyện A", kind="place", level="district", parent="b")
    >>> check(Register([unit], as_of=date(2025, 7, 1))).counts()
    {'X101': 1, 'U101': 1}
    """
    is_whole = isinstance(subject, (Register, Tables))
    records = [] if is_whole else _records_of(subject, within)
    tables = tables_of(subject) if isinstance(subject, (Register, Tables)) else _those_there(within)
    choice = Choice(only, ignore, tables.schema)
    laws = (*RULES, *_of_pack(tables, "rules")) if rules is None else rules
    chosen_grades = (*_of_pack(tables, "grades"), *several("grades", grades, Grade))
    rules, grades, codes = _take_laws(tables, laws, chosen_grades, replacing=replacing, stage=stage)
    choice.refuse_unknown(codes)
    asks = every_part if choice.is_everything else choice.asks
    chosen = rules if choice.is_everything else [rule for rule in rules if choice.takes(rule)]
    given: dict[str, Any] = {"calendar": calendar, "ledger": ledger, "schemes": schemes}
    given |= {"regulation": regulation, "salaries": salaries}
    if is_whole:
        _refuse_for_new(within, replacing=replacing)
        judges_reports = any(LEDGER in rule.reads for rule in chosen)
        context = Context.of(tables, **given, judges_reports=judges_reports)
        constraints = {} if tables.enforced else choice.constraints(tables.schema[name] for name in tables)
        found = run_rules(tables, chosen, constraints, takes=choice.takes, asks=asks, derived=context)
    else:
        _refuse_for_registers(given)
        found = check_new(records, tables, chosen, replacing=replacing, asks=asks)
    return found.regrade(grades, stage).look_up_names()


def _take_laws(
    tables: Tables, rules: Sequence[Rule], grades: Sequence[Grade], *, replacing: bool, stage: str | None
) -> tuple[tuple[Rule, ...], tuple[Grade, ...], list[str]]:
    """Return rules, grades and the codes of the rules; refuse what is none, what shows hidden columns, and a code of two."""
    need(bool, replacing=replacing)
    if stage is not None:
        need_text(stage=stage)
    laws = several("rules", rules, Rule)
    codes = [known.code for known in laws]
    if twice := [code for code, number in Counter(codes).items() if number > 1]:
        raise RuleError(
            vi=f"hai quy tắc cùng mã {min(twice)}; quy tắc riêng dùng chữ đầu riêng, như GL01",
            en=f"two rules have the code {min(twice)}; give your own a prefix of your own, such as GL01",
        )
    looked_at = [law for law in laws if law.own_columns or law.is_function]
    refuse_hidden_in(looked_at, tables)  # pyright: ignore[reportArgumentType] # a cached property is one
    known_grades = several("grades", grades, Grade)
    refuse_unknown((grade.code for grade in known_grades), codes, refusal_types())
    return laws, known_grades, codes


def _refuse_for_new(within: object, *, replacing: bool) -> None:
    """Refuse what is for new records only; raises ArgumentError."""
    if within is not None:
        raise ArgumentError(
            vi="within= dành cho bản ghi mới; sổ và bảng được xét như chúng có",
            en="within= is for new records; a register or tables are judged as they are",
        )
    if replacing:
        raise ArgumentError(
            vi="replacing= dành cho bản ghi mới: check(record, within=register, replacing=True)",
            en="replacing= is for new records: check(record, within=register, replacing=True)",
        )


def _refuse_for_registers(given: Mapping[str, object]) -> None:
    """Refuse what is for rules that judge no new records: what they read is worked out from all; raises ArgumentError."""
    for name, value in given.items():
        if value is not None:
            raise ArgumentError(
                vi=f"{name}= dành cho sổ và bảng: check(register, {name}=...); bản ghi mới được xét không cần đến",
                en=f"{name}= is for a register or tables: check(register, {name}=...); new records are judged without it",
            )


def _of_pack(tables: Tables, what: str) -> tuple[Any, ...]:
    """Return what the pack of tables has of something."""
    found: tuple[Any, ...] = () if tables.pack is None else getattr(tables.pack, what)
    return found


def _records_of(subject: object, within: object) -> list[Record]:
    """Return new records; refuse what is none: the fields of a form, a path, or what was read as a whole."""
    alone = isinstance(subject, Record | str | Mapping) or not isinstance(subject, Iterable)
    records: list[Any] = [subject] if alone else list(cast("Iterable[Any]", subject))
    known = within.schema if isinstance(within, (Register, Tables)) else schema()
    for each in records:
        if type(each) not in known.names:
            # of a frame the frame is named, not a column or a row of it
            listed = isinstance(subject, Sequence | set | frozenset | Iterator | ValuesView)
            given = type(each if listed else subject).__name__
            if isinstance(each, tuple(schema().roots.values())):
                raise ArgumentError(
                    vi=f"{given} là lớp của gói mà sổ trong within= không có; hãy tạo hoặc đọc sổ với pack= có lớp này",
                    en=f"{given} is a class of a pack that the register in within= lacks; make or read it with "
                    "the pack= that has this class",
                )
            raise ArgumentError(
                vi="check nhận Register, Tables, hoặc bản ghi có mã riêng như Report(...), "
                f"không nhận {given}; với kết quả đọc thì đưa reading.register",
                en="check takes a Register, Tables, or records with an id of their own such as Report(...), "
                f"not {given}; for a reading pass reading.register",
            )
    return records


def _those_there(within: object) -> Tables:
    """Return the tables that new records would join; refuse what is none."""
    if within is None:
        raise ArgumentError(
            vi="bản ghi mới được xét trong một sổ hay bảng: check(record, within=register)",
            en="new records are judged within a register or tables: check(record, within=register)",
        )
    return tables_of(within, "within")  # type: ignore[arg-type] # something else is refused
