# made by `python -m docs.generate` from the list in the file beside it

from dlxh.rules import language as language
from dlxh.rules.catalogue import EXPORT_RULES
from dlxh.rules.explanation import Explanation
from dlxh.rules.findings import CheckFindings

__all__ = ["EXPORT_RULES", "CheckFindings", "Explanation"]
