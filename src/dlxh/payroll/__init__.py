"""Chi trả: what each collaborator is due for each month, why, and what is still owed."""

from dlxh.payroll.allowances import allowances as allowances
from dlxh.payroll.sheets import sheet as sheet

__all__ = ["allowances", "sheet"]
