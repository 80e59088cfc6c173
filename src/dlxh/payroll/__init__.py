"""Chi trả: what the door's `allowances` leaves out: schemes as files, and sheets.

>>> import dlxh
>>> dlxh.payroll.read_scheme(dlxh.example("bac-lieu") / "scheme.toml").network
'BL-ML'
"""

from dlxh.rooms import open_room

__all__, __getattr__, __dir__ = open_room(
    __name__,
    {
        "data.own_salary": "SalaryTable salary_table",
        "payroll.lines": "PayLine",
        "payroll.scheme_file": "SchemeError read_scheme",
        "payroll.sheets": "Sheet sheet",
    },
)
