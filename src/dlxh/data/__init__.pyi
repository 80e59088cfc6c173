# made by `python -m docs.generate` from the list in the file beside it

from dlxh.data.calendars import VietnamCalendar, vietnam_calendar
from dlxh.data.case_moves import MoveTable, move_table, moves
from dlxh.data.code_lists import code_list, label
from dlxh.data.deadline_presets import deadline_preset
from dlxh.data.own_salary import SalaryTable, salary_table
from dlxh.data.province_facts import Province, province, provinces
from dlxh.data.salary_steps import BaseSalary, base_salary

__all__ = [
    "BaseSalary",
    "MoveTable",
    "Province",
    "SalaryTable",
    "VietnamCalendar",
    "base_salary",
    "code_list",
    "deadline_preset",
    "label",
    "move_table",
    "moves",
    "province",
    "provinces",
    "salary_table",
    "vietnam_calendar",
]
