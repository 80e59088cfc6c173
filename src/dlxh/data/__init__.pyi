# made by `python -m docs.generate` from the list in the file beside it

from dlxh.data.calendars import VietnamCalendar, vietnam_calendar
from dlxh.data.code_lists import code_list, label
from dlxh.data.commune_facts import Commune, commune, communes
from dlxh.data.deadline_presets import deadline_preset
from dlxh.data.district_facts import District, districts
from dlxh.data.province_facts import Province, province, provinces
from dlxh.data.salary_steps import BaseSalary, base_salary

__all__ = [
    "BaseSalary",
    "Commune",
    "District",
    "Province",
    "VietnamCalendar",
    "base_salary",
    "code_list",
    "commune",
    "communes",
    "deadline_preset",
    "districts",
    "label",
    "province",
    "provinces",
    "vietnam_calendar",
]
