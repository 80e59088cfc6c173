"""Dữ kiện: dated facts with their sources, and the code lists.

>>> from datetime import date
>>> import dlxh
>>> dlxh.data.base_salary(date(2026, 7, 1)).amount
2530000
"""

from dlxh.rooms import open_room

__all__, __getattr__, __dir__ = open_room(
    __name__,
    {
        "data.calendars": "VietnamCalendar vietnam_calendar",
        "data.case_moves": "MoveTable move_table moves",
        "data.code_lists": "code_list label",
        "data.deadline_presets": "deadline_preset",
        "data.own_salary": "SalaryTable salary_table",
        "data.province_facts": "Province province provinces",
        "data.salary_steps": "BaseSalary base_salary",
    },
)
