# made by `python -m docs.generate` from the list in the file beside it

from dlxh.data.own_salary import SalaryTable, salary_table
from dlxh.payroll.lines import PayLine
from dlxh.payroll.scheme_file import SchemeError, read_scheme
from dlxh.payroll.sheets import Sheet, sheet

__all__ = ["PayLine", "SalaryTable", "SchemeError", "Sheet", "read_scheme", "salary_table", "sheet"]
