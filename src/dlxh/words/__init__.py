"""Kiểu giá trị: values that mean one thing, what a field is declared with, and what is wrong with a text that means none.

>>> import dlxh
>>> dlxh.words.amount_words(702_000)
'bảy trăm lẻ hai nghìn đồng'
"""

from dlxh.rooms import open_room

__all__, __getattr__, __dir__ = open_room(
    __name__,
    {
        "words.bilingual": "ArgumentError Error Lang LangError OWN_CHOICE WordError in_language",
        "words.code_entries": "CodeEntry CodeListError CodeTrait UnknownCode",
        "words.code_marks": "In",
        "words.codes": "CodeList",
        "words.days": "Day Instant VIETNAM local_day write_day",
        "words.deadlines": "Amount Deadline DeadlineError DeadlineUnit",
        "words.disclosure": "Disclosure Internal Public Restricted Secret",
        "words.documents": "Document DocumentError",
        "words.figure_reading": "FigureError",
        "words.figure_text": "unit_label",
        "words.figure_units": "FigureUnit Qualifier",
        "words.figures": "Figure UnitError",
        "words.given": "PlaceError",
        "words.ids": "Names",
        "words.money": "Coefficient Dong MoneyError Rounding format_dong parse_dong round_ratio",
        "words.numbers": "NumberError format_decimal format_int parse_decimal parse_int parse_percent",
        "words.field_texts": "own_field",
        "words.patterns": "PatternError",
        "words.period_text": "TermKind TermLabel",
        "words.period_windows": "PeriodError PeriodKind",
        "words.periods": "Period",
        "words.record": "Record Value disclosure_of without_values",
        "words.spelt_amounts": "amount_words",
        "words.table": "Grid",
        "words.table_parts": "CellKind GridCell GridColumn GridError GridLine LineKind",
        "words.text": "Line Prose fold sort_key",
        "words.traces": "Traces",
        "words.work_calendars": "CalendarError SimpleCalendar WorkCalendar",
    },
)
