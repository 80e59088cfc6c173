"""Kiểm thử: invented registers, strategies and single defects, for our tests and for the embedders'.

>>> import dlxh
>>> dlxh.testing.province(seed=7, collaborators=4, years=2).as_of
datetime.date(2026, 6, 30)
"""

from dlxh.rules.language.examples import case as case
from dlxh.testing.derived import derived_of as derived_of
from dlxh.testing.invented import province as province
from dlxh.testing.invented import province_tables as province_tables
from dlxh.testing.judging import judge as judge
from dlxh.testing.mutators import Broken as Broken
from dlxh.testing.mutators import broken as broken
from dlxh.testing.survival import survivors as survivors
