"""dlxh: dư luận xã hội (public opinion) for provincial software: models, rules and figures.

It stores nothing and serves nothing. Every name below is loaded when it is first used, so that `import dlxh` costs
next to nothing and loads no dataframe library.

>>> import dlxh
>>> dlxh.Period.parse("quý III/2018").code
'2018-Q3'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dlxh.casework.acts import move as move
    from dlxh.casework.answer_papers import answers as answers
    from dlxh.casework.briefs import brief as brief
    from dlxh.casework.clock_of_case import case_clocks as case_clocks
    from dlxh.casework.states import case_states as case_states
    from dlxh.data.calendars import VietnamCalendar as VietnamCalendar
    from dlxh.data.calendars import vietnam_calendar as vietnam_calendar
    from dlxh.data.case_moves import MoveTable as MoveTable
    from dlxh.data.case_moves import move_table as move_table
    from dlxh.data.case_moves import moves as moves
    from dlxh.data.code_lists import code_list as code_list
    from dlxh.data.code_lists import label as label
    from dlxh.data.deadline_presets import deadline_preset as deadline_preset
    from dlxh.data.own_salary import SalaryTable as SalaryTable
    from dlxh.data.own_salary import salary_table as salary_table
    from dlxh.data.province_facts import Province as Province
    from dlxh.data.province_facts import province as province
    from dlxh.data.province_facts import provinces as provinces
    from dlxh.data.salary_steps import BaseSalary as BaseSalary
    from dlxh.data.salary_steps import base_salary as base_salary
    from dlxh.ledger.ad_hoc_stages import ad_hoc as ad_hoc
    from dlxh.ledger.errors import ObligationError as ObligationError
    from dlxh.ledger.ledger import Ledger as Ledger
    from dlxh.ledger.obligation_rows import obligations as obligations
    from dlxh.ledger.regulation_check import check_regulation as check_regulation
    from dlxh.ledger.regulation_file import RegulationError as RegulationError
    from dlxh.ledger.regulation_file import read_regulation as read_regulation
    from dlxh.measures.catalogue import MEASURES as MEASURES
    from dlxh.measures.comparing import Comparison as Comparison
    from dlxh.measures.comparing import compare as compare
    from dlxh.measures.errors import MeasureError as MeasureError
    from dlxh.measures.measure import Measure as Measure
    from dlxh.measures.measuring import measure as measure
    from dlxh.measures.rate import Rate as Rate
    from dlxh.measures.result import Result as Result
    from dlxh.measures.text.explain import explain_measure as explain_measure
    from dlxh.models.absence import Absence as Absence
    from dlxh.models.activity import (
        Activity as Activity,
    )
    from dlxh.models.activity import (
        Commendation as Commendation,
    )
    from dlxh.models.activity import (
        Conference as Conference,
    )
    from dlxh.models.activity import (
        Meeting as Meeting,
    )
    from dlxh.models.activity import (
        Survey as Survey,
    )
    from dlxh.models.activity import (
        Training as Training,
    )
    from dlxh.models.allowance import (
        AllowanceProvision as AllowanceProvision,
    )
    from dlxh.models.allowance import (
        AllowanceScheme as AllowanceScheme,
    )
    from dlxh.models.allowance_line import AllowanceLine as AllowanceLine
    from dlxh.models.case import VerificationCase as VerificationCase
    from dlxh.models.case_brief import DisclosureError as DisclosureError
    from dlxh.models.case_event import CaseContent as CaseContent
    from dlxh.models.case_event import CaseEvent as CaseEvent
    from dlxh.models.case_moves import MoveError as MoveError
    from dlxh.models.collaborator import (
        Collaborator as Collaborator,
    )
    from dlxh.models.collaborator import (
        Contact as Contact,
    )
    from dlxh.models.collaborator import (
        Engagement as Engagement,
    )
    from dlxh.models.collaborator import (
        Membership as Membership,
    )
    from dlxh.models.duties import ReportObligation as ReportObligation
    from dlxh.models.matter import Matter as Matter
    from dlxh.models.network import Network as Network
    from dlxh.models.network import Term as Term
    from dlxh.models.opinion import OpinionStream as OpinionStream
    from dlxh.models.opinion import ReportItem as ReportItem
    from dlxh.models.regulation import Regulation as Regulation
    from dlxh.models.regulation import RegulationProvision as RegulationProvision
    from dlxh.models.report import Report as Report
    from dlxh.models.secrecy import SecrecyMark as SecrecyMark
    from dlxh.models.timeliness import Timeliness as Timeliness
    from dlxh.models.unit import AreaRef as AreaRef
    from dlxh.models.unit import OrgUnit as OrgUnit
    from dlxh.models.unit import Succession as Succession
    from dlxh.models.work import OtherAllowance as OtherAllowance
    from dlxh.models.work import WorkEntry as WorkEntry
    from dlxh.payroll.allowances import allowances as allowances
    from dlxh.payroll.errors import PayrollError as PayrollError
    from dlxh.payroll.lines import Lines as Lines
    from dlxh.payroll.scheme_file import SchemeError as SchemeError
    from dlxh.payroll.scheme_file import read_scheme as read_scheme
    from dlxh.register.exchange import ReadError as ReadError
    from dlxh.register.finding import Finding as Finding
    from dlxh.register.finding import Place as Place
    from dlxh.register.finding import Severity as Severity
    from dlxh.register.limits import LimitError as LimitError
    from dlxh.register.limits import Limits as Limits
    from dlxh.register.reading import Reading as Reading
    from dlxh.register.reading import read as read
    from dlxh.register.reading_columns import read_tables as read_tables
    from dlxh.register.register import Register as Register
    from dlxh.register.table_error import TableError as TableError
    from dlxh.register.tables import Tables as Tables
    from dlxh.register.units_of_provinces import province_units as province_units
    from dlxh.register.units_over_time import LineageError as LineageError
    from dlxh.register.units_over_time import lineage as lineage
    from dlxh.register.views import RegisterError as RegisterError
    from dlxh.register.writing import WriteError as WriteError
    from dlxh.rules.catalogue import RULES as RULES
    from dlxh.rules.catalogue import explain as explain
    from dlxh.rules.check import check as check
    from dlxh.rules.explanation import Explanation as Explanation
    from dlxh.rules.findings import Findings as Findings
    from dlxh.rules.grades import Grade as Grade
    from dlxh.rules.language.errors import RuleError as RuleError
    from dlxh.rules.rule import Rule as Rule
    from dlxh.rules.rule import rule as rule
    from dlxh.words.codes import CodeList as CodeList
    from dlxh.words.codes import LocalCodes as LocalCodes
    from dlxh.words.deadlines import Deadline as Deadline
    from dlxh.words.deadlines import DeadlineUnit as DeadlineUnit
    from dlxh.words.disclosure import Disclosure as Disclosure
    from dlxh.words.documents import Document as Document
    from dlxh.words.figures import Figure as Figure
    from dlxh.words.figures import FigureUnit as FigureUnit
    from dlxh.words.figures import Qualifier as Qualifier
    from dlxh.words.money import Rounding as Rounding
    from dlxh.words.periods import (
        Period as Period,
    )
    from dlxh.words.periods import (
        PeriodError as PeriodError,
    )
    from dlxh.words.periods import (
        PeriodKind as PeriodKind,
    )
    from dlxh.words.periods import (
        TermLabel as TermLabel,
    )
    from dlxh.words.spelt_amounts import amount_words as amount_words
    from dlxh.words.text import fold as fold
    from dlxh.words.text import sort_key as sort_key
    from dlxh.words.work_calendars import SimpleCalendar as SimpleCalendar

_ROOMS = {
    "dlxh.register.views": "RegisterError",
    "dlxh.casework.acts": "move",
    "dlxh.casework.answer_papers": "answers",
    "dlxh.casework.briefs": "brief",
    "dlxh.casework.clock_of_case": "case_clocks",
    "dlxh.casework.states": "case_states",
    "dlxh.data.salary_steps": "BaseSalary base_salary",
    "dlxh.data.calendars": "VietnamCalendar vietnam_calendar",
    "dlxh.data.code_lists": "code_list label",
    "dlxh.data.deadline_presets": "deadline_preset",
    "dlxh.data.case_moves": "MoveTable move_table moves",
    "dlxh.data.province_facts": "Province province provinces",
    "dlxh.data.own_salary": "SalaryTable salary_table",
    "dlxh.ledger.ad_hoc_stages": "ad_hoc",
    "dlxh.ledger.errors": "ObligationError",
    "dlxh.ledger.ledger": "Ledger",
    "dlxh.ledger.obligation_rows": "obligations",
    "dlxh.ledger.regulation_check": "check_regulation",
    "dlxh.ledger.regulation_file": "RegulationError read_regulation",
    "dlxh.measures.catalogue": "MEASURES",
    "dlxh.measures.comparing": "Comparison compare",
    "dlxh.measures.errors": "MeasureError",
    "dlxh.register.units_over_time": "LineageError lineage",
    "dlxh.measures.measure": "Measure",
    "dlxh.measures.measuring": "measure",
    "dlxh.measures.rate": "Rate",
    "dlxh.measures.result": "Result",
    "dlxh.measures.text.explain": "explain_measure",
    "dlxh.models.absence": "Absence",
    "dlxh.models.activity": "Activity Commendation Conference Meeting Survey Training",
    "dlxh.models.allowance": "AllowanceProvision AllowanceScheme",
    "dlxh.models.allowance_line": "AllowanceLine",
    "dlxh.models.case": "VerificationCase",
    "dlxh.models.case_brief": "DisclosureError",
    "dlxh.models.case_event": "CaseContent CaseEvent",
    "dlxh.models.case_moves": "MoveError",
    "dlxh.models.collaborator": "Collaborator Contact Engagement Membership",
    "dlxh.models.duties": "ReportObligation",
    "dlxh.models.matter": "Matter",
    "dlxh.models.network": "Network Term",
    "dlxh.models.opinion": "OpinionStream ReportItem",
    "dlxh.models.regulation": "Regulation RegulationProvision",
    "dlxh.models.report": "Report",
    "dlxh.models.secrecy": "SecrecyMark",
    "dlxh.models.timeliness": "Timeliness",
    "dlxh.models.unit": "AreaRef OrgUnit Succession",
    "dlxh.models.work": "OtherAllowance WorkEntry",
    "dlxh.payroll.allowances": "allowances",
    "dlxh.payroll.errors": "PayrollError",
    "dlxh.payroll.lines": "Lines",
    "dlxh.payroll.scheme_file": "SchemeError read_scheme",
    "dlxh.register.table_error": "TableError",
    "dlxh.register.exchange": "ReadError",
    "dlxh.register.finding": "Finding Place Severity",
    "dlxh.register.limits": "LimitError Limits",
    "dlxh.register.units_of_provinces": "province_units",
    "dlxh.register.reading": "Reading read",
    "dlxh.register.reading_columns": "read_tables",
    "dlxh.register.register": "Register",
    "dlxh.register.tables": "Tables",
    "dlxh.register.writing": "WriteError",
    "dlxh.rules.catalogue": "RULES explain",
    "dlxh.rules.explanation": "Explanation",
    "dlxh.rules.check": "check",
    "dlxh.rules.findings": "Findings",
    "dlxh.rules.grades": "Grade",
    "dlxh.rules.rule": "Rule rule",
    "dlxh.rules.language.errors": "RuleError",
    "dlxh.words.spelt_amounts": "amount_words",
    "dlxh.words.codes": "CodeList LocalCodes",
    "dlxh.words.deadlines": "Deadline DeadlineUnit",
    "dlxh.words.disclosure": "Disclosure",
    "dlxh.words.documents": "Document",
    "dlxh.words.figures": "Figure FigureUnit Qualifier",
    "dlxh.words.money": "Rounding",
    "dlxh.words.periods": "Period PeriodError PeriodKind TermLabel",
    "dlxh.words.text": "fold sort_key",
    "dlxh.words.work_calendars": "SimpleCalendar",
}
_HOMES = {name: room for room, names in _ROOMS.items() for name in names.split()}

__all__ = [
    "MEASURES",
    "RULES",
    "Absence",
    "Activity",
    "AllowanceLine",
    "AllowanceProvision",
    "AllowanceScheme",
    "AreaRef",
    "BaseSalary",
    "CaseContent",
    "CaseEvent",
    "CodeList",
    "Collaborator",
    "Commendation",
    "Comparison",
    "Conference",
    "Contact",
    "Deadline",
    "DeadlineUnit",
    "Disclosure",
    "DisclosureError",
    "Document",
    "Engagement",
    "Explanation",
    "Figure",
    "FigureUnit",
    "Finding",
    "Findings",
    "Grade",
    "Ledger",
    "LimitError",
    "Limits",
    "LineageError",
    "Lines",
    "LocalCodes",
    "Matter",
    "Measure",
    "MeasureError",
    "Meeting",
    "Membership",
    "MoveError",
    "MoveTable",
    "Network",
    "ObligationError",
    "OpinionStream",
    "OrgUnit",
    "OtherAllowance",
    "PayrollError",
    "Period",
    "PeriodError",
    "PeriodKind",
    "Place",
    "Province",
    "Qualifier",
    "Rate",
    "ReadError",
    "Reading",
    "Register",
    "RegisterError",
    "Regulation",
    "RegulationError",
    "RegulationProvision",
    "Report",
    "ReportItem",
    "ReportObligation",
    "Result",
    "Rounding",
    "Rule",
    "RuleError",
    "SalaryTable",
    "SchemeError",
    "SecrecyMark",
    "Severity",
    "SimpleCalendar",
    "Succession",
    "Survey",
    "TableError",
    "Tables",
    "Term",
    "TermLabel",
    "Timeliness",
    "Training",
    "VerificationCase",
    "VietnamCalendar",
    "WorkEntry",
    "WriteError",
    "ad_hoc",
    "allowances",
    "amount_words",
    "answers",
    "base_salary",
    "brief",
    "case_clocks",
    "case_states",
    "check",
    "check_regulation",
    "code_list",
    "compare",
    "deadline_preset",
    "explain",
    "explain_measure",
    "fold",
    "label",
    "lineage",
    "measure",
    "move",
    "move_table",
    "moves",
    "obligations",
    "province",
    "province_units",
    "provinces",
    "read",
    "read_regulation",
    "read_scheme",
    "read_tables",
    "rule",
    "salary_table",
    "sort_key",
    "vietnam_calendar",
]

_PACKAGES = ("payroll", "testing")
"""Packages that are reached through the door as a whole: `dlxh.payroll.sheet`, `dlxh.testing.strategies`."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    if name in _PACKAGES:
        return import_module(f"dlxh.{name}")
    try:
        home = _HOMES[name]
    except KeyError:
        msg = f"module 'dlxh' has no attribute {name!r}"
        raise AttributeError(msg) from None
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*__all__, *_PACKAGES})
