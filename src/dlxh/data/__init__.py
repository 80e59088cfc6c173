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
        "data.code_lists": "code_list label",
        "data.commune_facts": "Commune commune communes",
        "data.deadline_presets": "deadline_preset",
        "data.district_facts": "District districts",
        "data.province_facts": "Province province provinces",
        "data.salary_steps": "BaseSalary base_salary",
    },
)
