# made by `python -m docs.generate` from the list in the file beside it

from dlxh.rules.language.examples import case
from dlxh.testing import strategies as strategies
from dlxh.testing.errors import InventionError
from dlxh.testing.invented import province, province_tables
from dlxh.testing.judging import judge
from dlxh.testing.mutators import Broken, broken
from dlxh.testing.survival import survivors

__all__ = ["Broken", "InventionError", "broken", "case", "judge", "province", "province_tables", "survivors"]
