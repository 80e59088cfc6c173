# made by `python -m docs.generate` from the list in the file beside it

from dlxh.words.bilingual import OWN_CHOICE, ArgumentError, Error, Lang, LangError, WordError, in_language
from dlxh.words.code_entries import CodeEntry, CodeListError, CodeTrait, UnknownCode
from dlxh.words.code_marks import In
from dlxh.words.codes import CodeList
from dlxh.words.days import VIETNAM, Day, Instant, local_day, write_day
from dlxh.words.deadlines import Amount, Deadline, DeadlineError, DeadlineUnit
from dlxh.words.disclosure import Disclosure, Internal, Public, Restricted, Secret
from dlxh.words.documents import Document, DocumentError
from dlxh.words.field_texts import own_field
from dlxh.words.figure_reading import FigureError
from dlxh.words.figure_text import unit_label
from dlxh.words.figure_units import FigureUnit, Qualifier
from dlxh.words.figures import Figure, UnitError
from dlxh.words.given import PlaceError
from dlxh.words.ids import Names
from dlxh.words.money import Coefficient, Dong, MoneyError, Rounding, format_dong, parse_dong, round_ratio
from dlxh.words.numbers import (
    NumberError,
    format_decimal,
    format_int,
    parse_decimal,
    parse_int,
    parse_percent,
)
from dlxh.words.patterns import PatternError
from dlxh.words.period_text import TermKind, TermLabel
from dlxh.words.period_windows import PeriodError, PeriodKind
from dlxh.words.periods import Period
from dlxh.words.record import Record, Value, disclosure_of, without_values
from dlxh.words.spelt_amounts import amount_words
from dlxh.words.table import Grid
from dlxh.words.table_parts import CellKind, GridCell, GridColumn, GridError, GridLine, LineKind
from dlxh.words.text import Line, Prose, fold, sort_key
from dlxh.words.traces import Traces
from dlxh.words.work_calendars import CalendarError, SimpleCalendar, WorkCalendar

__all__ = [
    "OWN_CHOICE",
    "VIETNAM",
    "Amount",
    "ArgumentError",
    "CalendarError",
    "CellKind",
    "CodeEntry",
    "CodeList",
    "CodeListError",
    "CodeTrait",
    "Coefficient",
    "Day",
    "Deadline",
    "DeadlineError",
    "DeadlineUnit",
    "Disclosure",
    "Document",
    "DocumentError",
    "Dong",
    "Error",
    "Figure",
    "FigureError",
    "FigureUnit",
    "Grid",
    "GridCell",
    "GridColumn",
    "GridError",
    "GridLine",
    "In",
    "Instant",
    "Internal",
    "Lang",
    "LangError",
    "Line",
    "LineKind",
    "MoneyError",
    "Names",
    "NumberError",
    "PatternError",
    "Period",
    "PeriodError",
    "PeriodKind",
    "PlaceError",
    "Prose",
    "Public",
    "Qualifier",
    "Record",
    "Restricted",
    "Rounding",
    "Secret",
    "SimpleCalendar",
    "TermKind",
    "TermLabel",
    "Traces",
    "UnitError",
    "UnknownCode",
    "Value",
    "WordError",
    "WorkCalendar",
    "amount_words",
    "disclosure_of",
    "fold",
    "format_decimal",
    "format_dong",
    "format_int",
    "in_language",
    "local_day",
    "own_field",
    "parse_decimal",
    "parse_dong",
    "parse_int",
    "parse_percent",
    "round_ratio",
    "sort_key",
    "unit_label",
    "without_values",
    "write_day",
]
