"""Methods too take what a caller hands them, or refuse it in both languages: nothing of what lies below shows.

One thing of each public class that has methods, with each method, operator and property of its own or of what it is made
from. What is left out is named below, with its reason.
"""

import contextlib
import dataclasses
import importlib
import inspect
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, cached_property, partial
from typing import Any, Final

import pydantic
import pytest

import dlxh
from dlxh import Figure, Findings, Measure, Period, Register, Severity, Tables
from dlxh.measures import Policy, Rate, WhyOpen
from dlxh.measures.policy import Standing
from dlxh.verbs.context import Context
from dlxh.words import CellKind, Disclosure, PeriodKind, SimpleCalendar, Traces
from tests.casework.test_moves import assigned, at
from tests.project.misfits import (
    GIVEN,
    NOW,
    T201,
    WRONG,
    M,
    given_case,
    given_lines,
    given_reading,
    given_register,
)
from tests.project.test_refusals import ROOMS
from tests.sample import AS_OF, membership, report, unit

LEFT_OUT: Final = {
    "Register.write",  # what is handed to it becomes the name of a file
    # these take what an upper room made of a register
    "CheckFindings.about",
    "Rule.missing",
    "Rule.missing_from",
    "Rule.parts_on",
    "Rule.read_in",
    "Tables.once",
    "Tables.replace_frames",
    "Tables.with_derived",
}
OPERATORS: Final = {
    *("__contains__", "__getitem__", "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__and__", "__or__"),
    *("__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__", "__truediv__", "__floordiv__", "__mod__"),
}  # fmt: skip


@cache
def _province() -> Tables:
    return dlxh.testing.province_tables(collaborators=4, years=2)


@cache
def _findings() -> Findings:
    twice = [membership("m1", "2024-01-01"), membership("m2", "2024-01-01")]
    return dlxh.check(
        Register([*given_register().networks, *given_register().terms, unit(), *twice], as_of=AS_OF)
    )


def _measure(kind: str) -> Measure:
    return next(each for each in dlxh.MEASURES if type(each).__name__ == kind)


MEASURES: Final = ("Count", "Distinct", "Quantile", "Ratio", "Share", "Shortfall", "Stock", "Total", "Trend")
THINGS: Final[Mapping[str, Callable[[], Any]]] = {
    "Answers": lambda: dlxh.casework.answers(given_register()),
    "Assignment": lambda: assigned("A").state().assignments[0],
    "AssignmentTask": lambda: dlxh.models.AssignmentTask.VERIFY,
    "BaseSalary": lambda: dlxh.data.base_salary(AS_OF),
    "Brief": lambda: assigned("A").brief_for("A"),
    "Broken": lambda: dlxh.testing.broken(_province(), "T201"),
    "CaseState": lambda: given_case().state(),
    "CaseStates": lambda: dlxh.casework.case_states(given_register(), now=NOW),
    "CellKind": lambda: CellKind.TEXT,
    "Clock": lambda: dlxh.casework.case_clocks(assigned("A"), now=at(5))[0],
    "CheckFindings": _findings,
    "CodeEntry": lambda: next(iter(dlxh.data.code_list("stance"))),
    "CodeList": lambda: dlxh.data.code_list("stance"),
    "CodeTrait": lambda: dlxh.data.code_list("stance").traits[0],
    "Commune": lambda: dlxh.data.commune("23575", on=date(2025, 7, 1)),
    "Comparison": lambda: dlxh.compare(
        given_register(), "reports", period="2024-06", against="2023-06", by="unit"
    ),
    "Context": lambda: Context(_province(), period=Period.year(2025), calendar=SimpleCalendar()),
    "Deadline": lambda: dlxh.Deadline(3, "working_day", repeat_every=2),
    "Disclosure": lambda: Disclosure.PUBLIC,
    "Document": lambda: dlxh.words.Document.parse("78/QĐ-BTGTU"),
    "Explanation": lambda: dlxh.explain("T201"),
    "Fault": lambda: dlxh.web.Fault("missing", "a", "b", pointer="/a"),
    "Faults": lambda: dlxh.web.Faults((dlxh.web.Fault("missing", "a", "b", pointer="/a"),), "vi"),
    "Figure": lambda: Figure(1, "person"),
    "Finding": lambda: next(iter(_findings())),
    "Findings": lambda: given_reading().findings,
    "Grade": lambda: dlxh.Grade("T201", Severity.WARNING, reason="a"),
    "Grid": lambda: _findings().table("vi"),
    "Label": lambda: dlxh.register.Label("a", "b", "c", "d"),
    "Ledger": lambda: dlxh.obligations(_province(), period="2025-10", calendar=SimpleCalendar()),
    "Lines": given_lines,
    "Matter": lambda: dlxh.models.Matter(id="m1", network="gl", title="a", items=("n1",)),
    "MeasureSet": lambda: dlxh.measures.MeasureSet.list_presets()[0],
    "Move": lambda: dlxh.casework.moves()["assigned"],
    "MoveTable": dlxh.casework.moves,
    "Pack": lambda: dlxh.Pack("kt"),
    "PayLine": lambda: next(iter(given_lines())),
    "Period": lambda: Period.parse("2024-06"),
    "PeriodKind": lambda: PeriodKind.MONTH,
    "Policy": lambda: Policy(**dict.fromkeys((each.value for each in WhyOpen), Standing.LEFT_OUT)),
    "Province": lambda: dlxh.data.province("64", on=AS_OF),
    "RULES": lambda: dlxh.RULES,
    "Rate": lambda: Rate(1, 2, {}),
    "Reading": given_reading,
    "Register": given_register,
    "Report": report,
    "ReportObligation": lambda: dlxh.models.ReportObligation(
        report="periodic",
        period_kind="month",
        convention="calendar",
        due={"kind": "after_period", "days": 10, "unit": "day"},
        on_day_off="stays",
        grace_days=0,
        undeclared="not_counted",
        least_days_served=15,
        owed_by={"kind": "owner", "successor_owes": True},
    ),
    "Result": lambda: dlxh.measure(
        given_register(), ["reports", "on_time_rate"], by="unit", period="2024-06", calendar=SimpleCalendar()
    ),
    "Row": lambda: M,
    "RowSource": lambda: _measure("Count").rows,
    "Rule": lambda: T201,
    "SalaryTable": dlxh.payroll.salary_table,
    "Severity": lambda: Severity.ERROR,
    "Sheet": lambda: dlxh.payroll.sheet(given_lines()),
    "SimpleCalendar": SimpleCalendar,
    "Status": lambda: dlxh.casework.moves().status("draft"),
    "Tables": lambda: given_register().tables,
    "Traces": lambda: Traces(["0903000000"]),
    "Value": lambda: M.id,
    "VerificationCase": lambda: assigned("A"),
    "VietnamCalendar": lambda: dlxh.data.vietnam_calendar(2024, 2024),
    "WhyOpen": lambda: WhyOpen.PENDING,
    **{kind: partial(_measure, kind) for kind in MEASURES},
}
KEYS: Final = {
    "unit": "x1",
    "network": "gl",
    "term": "t1",
    "collaborator": "CTV-1",
    "report": "bc1",
    "case": "xm1",
}
OTHERWISE: Final[Mapping[str, Callable[[], Any]]] = {
    **{f"Register.{name}.key": partial(str, key) for name, key in KEYS.items()},
    "Clock.due_soon.soon": lambda: 1,
    "CodeList.base_of.key": lambda: "opposed",
    "CodeList.current.key": lambda: "opposed",
    "CodeList.find.text": lambda: "opposed",
    "CodeList.having.trait": lambda: "takes_side",
    "CodeList.label.key": lambda: "opposed",
    "CodeList.source_of.key": lambda: "opposed",
    "Comparison.to_frame.labels": lambda: "vi",
    "Deadline.due.calendar": SimpleCalendar,
    "CheckFindings.regrade.stage": lambda: "a",
    "MoveTable.next_moves.status": lambda: None,
    "MoveTable.status.key": lambda: "draft",
    "Policy.standing.why_open": lambda: WhyOpen.PENDING,
    "Fault.text.wording": lambda: "form",
    "Register.about.collaborator": lambda: "CTV-1",
    "Register.forget.collaborator": lambda: "CTV-1",
    "Register.get.key": lambda: "bc1",
    "Register.join.other": lambda: Register([unit("u1")], as_of=AS_OF),
    "Register.join.prefix": lambda: "x-",
    "Result.rate.measure": lambda: "on_time_rate",
    "Result.to_frame.labels": lambda: "vi",
    "Row.previous.by": lambda: [M.collaborator],
    "Row.previous.order": lambda: ["start", "id"],
    "Row.ref.column": lambda: "collaborator",
    "SalaryTable.of_month.first": lambda: AS_OF,
    "Share.standing.value": lambda: "late",
    "Tables.append.other": lambda: given_register().tables,
    "Tables.polars.name": lambda: "memberships",
    "Tables.without.ids": list,
    "Tables.without.name": lambda: "memberships",
    "Value.fill_null.other": lambda: "a",
    "Value.is_in.values": lambda: ["a"],
    "Value.replace_strict.table": lambda: {"a": 1},
    "VerificationCase.brief_for.agency": lambda: "A",
}
"""What fits a parameter of that name in one method only."""


CONSTRUCTED: Final = {
    *("CodeEntry", "CodeList", "CodeTrait", "Grade", "Grid", "Move", "MoveTable", "Policy", "RowSource"),
    *("SimpleCalendar", "Status", *MEASURES),
}
"""What callers make themselves, without pydantic; what is handed to it is tried too."""


@cache
def _thing(name: str) -> Any:  # noqa: ANN401 - a thing of a public class
    return THINGS[name]()


def _class_of(name: str) -> type:
    # the context of a call has more than measures may ask of it
    return dlxh.measures.Context if name == "Context" else type(_thing(name))


def _members(kind: type) -> Iterator[tuple[type, str, Any]]:
    """Yield each public member of a class: where it is written, its name and itself."""
    met = set[str]()
    for home in (each for each in kind.__mro__ if each.__module__.startswith("dlxh")):
        for name, member in vars(home).items():
            is_public = name in OPERATORS or not name.startswith("_")
            is_walked = inspect.isfunction(member) or isinstance(member, property | cached_property)
            if is_public and is_walked and name not in met:
                met.add(name)
                yield home, name, member


def _walk() -> Iterator[tuple[str, str]]:
    """Yield each thing and member, of members that several have the first."""
    met = set[tuple[type, str]]()
    for thing in THINGS:
        for home, name, _ in _members(_class_of(thing)):
            if (home, name) not in met and f"{thing}.{name}" not in LEFT_OUT:
                met.add((home, name))
                yield thing, name


def _public_classes() -> Iterator[type]:
    for room in ("dlxh", *(f"dlxh.{name}" for name in ROOMS)):
        module = importlib.import_module(room)
        things = (getattr(module, name) for name in module.__all__)
        yield from (thing for thing in things if inspect.isclass(thing) and not issubclass(thing, Exception))


def _call(function: Callable[..., Any], given: dict[str, Any], several: tuple[Any, ...] = ()) -> None:
    first = [
        given.pop(name)
        for name, each in inspect.signature(function).parameters.items()
        if name in given and each.kind is not each.KEYWORD_ONLY
    ]
    found = function(*first, *several, **given)
    if inspect.isgenerator(found):
        list(found)


def _refuses(name: str, function: Callable[..., Any], refusals: tuple[type[Exception], ...]) -> None:
    """Hand what does not fit to each parameter, while the others have what fits."""
    parameters = inspect.signature(function).parameters.values()
    needed = [
        each.name
        for each in parameters
        if (each.default is each.empty or f"{name}.{each.name}" in OTHERWISE)
        and each.kind not in {each.VAR_POSITIONAL, each.VAR_KEYWORD}
    ]

    def fitting() -> dict[str, Any]:
        return {each: OTHERWISE.get(f"{name}.{each}", GIVEN.get(each, dict))() for each in needed}

    if name.rpartition(".")[2] not in OPERATORS:
        _call(function, fitting())
    for parameter in parameters:
        for make in WRONG.values():
            wrong = make()
            with contextlib.suppress(*refusals):
                if parameter.kind is parameter.VAR_POSITIONAL:
                    _call(function, fitting(), (wrong,))
                else:
                    named = "id" if parameter.kind is parameter.VAR_KEYWORD else parameter.name
                    _call(function, fitting() | {named: wrong})


@pytest.mark.no_cover
@pytest.mark.parametrize("thing", THINGS)
def test_what_does_not_fit_a_method_is_refused_in_both_languages(thing: str) -> None:
    """What a method, an operator or a property of a public class cannot take is refused by dlxh."""
    for name in (part for each, part in _walk() if each == thing):
        makes_a_model = name == "replace"
        refusals = (dlxh.Error, pydantic.ValidationError) if makes_a_model else (dlxh.Error,)
        if inspect.isfunction(inspect.getattr_static(_class_of(thing), name)):
            _refuses(f"{thing}.{name}", getattr(_thing(thing), name), refusals)
        else:
            with contextlib.suppress(dlxh.Error):
                getattr(_thing(thing), name)


@pytest.mark.no_cover
@pytest.mark.parametrize("thing", sorted(CONSTRUCTED))
def test_what_does_not_fit_a_value_is_refused_in_both_languages(thing: str) -> None:
    """What a value cannot be made of is refused by dlxh."""
    fields = (each.name for each in dataclasses.fields(_thing(thing)) if each.init)
    fitting = {name: getattr(_thing(thing), name) for name in fields}
    for name in fitting:
        for make in WRONG.values():
            with contextlib.suppress(dlxh.Error):
                type(_thing(thing))(**fitting | {name: make()})


def test_no_public_class_is_forgotten() -> None:
    """Each method and property that a public class has is among those walked through."""
    walked = {(home, name) for thing in THINGS for home, name, _ in _members(_class_of(thing))}
    forgotten = {
        f"{kind.__name__}.{name}"
        for kind in _public_classes()
        for home, name, _ in _members(kind)
        if (home, name) not in walked and name not in OPERATORS and not getattr(kind, "_is_protocol", False)
    }
    assert forgotten == set()
