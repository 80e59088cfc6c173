# made by `python -m docs.generate` from the list in the file beside it

from dlxh.ledger.ad_hoc_stages import ad_hoc
from dlxh.ledger.regulation_check import check_regulation
from dlxh.ledger.regulation_file import RegulationError, read_regulation

__all__ = ["RegulationError", "ad_hoc", "check_regulation", "read_regulation"]
