# made by `python -m docs.generate` from the list in the file beside it

from dlxh.data.facts import FactError
from dlxh.ledger.errors import ObligationError
from dlxh.measures.errors import MeasureError
from dlxh.models.case_brief import DisclosureError
from dlxh.models.case_moves import MoveError
from dlxh.payroll.errors import PayrollError
from dlxh.register.exchange import ReadError
from dlxh.register.table_error import TableError
from dlxh.register.views import RegisterError
from dlxh.register.writing import WriteError
from dlxh.rules.language.errors import RuleError
from dlxh.words.bilingual import ArgumentError, Error, WordError
from dlxh.words.missing_input import MissingInputError

__all__ = [
    "ArgumentError",
    "DisclosureError",
    "Error",
    "FactError",
    "MeasureError",
    "MissingInputError",
    "MoveError",
    "ObligationError",
    "PayrollError",
    "ReadError",
    "RegisterError",
    "RuleError",
    "TableError",
    "WordError",
    "WriteError",
]
