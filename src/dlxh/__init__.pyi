# made by `python -m docs.generate` from the list in the file beside it

from dlxh import casework as casework
from dlxh import data as data
from dlxh import errors as errors
from dlxh import ledger as ledger
from dlxh import measures as measures
from dlxh import models as models
from dlxh import payroll as payroll
from dlxh import register as register
from dlxh import rules as rules
from dlxh import store as store
from dlxh import testing as testing
from dlxh import web as web
from dlxh import words as words
from dlxh.casework.acts import move
from dlxh.ledger.ledger import Ledger
from dlxh.measures.catalogue import MEASURES
from dlxh.measures.comparison import Comparison
from dlxh.measures.measure import Measure
from dlxh.measures.result import Result
from dlxh.models.allowance import AllowanceScheme
from dlxh.models.case import VerificationCase
from dlxh.models.case_event import CaseContent
from dlxh.models.collaborator import Collaborator, Engagement, Membership
from dlxh.models.network import Network, Term
from dlxh.models.opinion import ReportItem
from dlxh.models.regulation import Regulation
from dlxh.models.report import Report
from dlxh.models.unit import OrgUnit
from dlxh.models.visible_fields import visible
from dlxh.payroll.lines import Lines
from dlxh.register.examples import example
from dlxh.register.finding import Finding, Severity
from dlxh.register.findings import Findings
from dlxh.register.pack import Pack
from dlxh.register.reading import Reading, read
from dlxh.register.reading_columns import read_tables
from dlxh.register.register import Register
from dlxh.register.tables import Tables
from dlxh.rules.catalogue import RULES, explain
from dlxh.rules.declaration import rule
from dlxh.rules.grades import Grade
from dlxh.rules.rule import Rule
from dlxh.verbs.allowances import allowances
from dlxh.verbs.check import check
from dlxh.verbs.compare import compare
from dlxh.verbs.measure import measure
from dlxh.verbs.obligations import obligations
from dlxh.version import __version__
from dlxh.words.bilingual import Error
from dlxh.words.deadlines import Deadline
from dlxh.words.figures import Figure
from dlxh.words.periods import Period

__all__ = [
    "MEASURES",
    "RULES",
    "AllowanceScheme",
    "CaseContent",
    "Collaborator",
    "Comparison",
    "Deadline",
    "Engagement",
    "Error",
    "Figure",
    "Finding",
    "Findings",
    "Grade",
    "Ledger",
    "Lines",
    "Measure",
    "Membership",
    "Network",
    "OrgUnit",
    "Pack",
    "Period",
    "Reading",
    "Register",
    "Regulation",
    "Report",
    "ReportItem",
    "Result",
    "Rule",
    "Severity",
    "Tables",
    "Term",
    "VerificationCase",
    "__version__",
    "allowances",
    "check",
    "compare",
    "example",
    "explain",
    "measure",
    "move",
    "obligations",
    "read",
    "read_tables",
    "rule",
    "visible",
]
