# made by `python -m docs.generate` from the list in the file beside it

from dlxh.rules import language as language
from dlxh.rules.catalogue import EXPORT_RULES
from dlxh.rules.explanation import Explanation

__all__ = ["EXPORT_RULES", "Explanation"]
