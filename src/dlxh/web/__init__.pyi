# made by `python -m docs.generate` from the list in the file beside it

from dlxh.web.conversion import faults
from dlxh.web.fault_list import Fault, Faults

__all__ = ["Fault", "Faults", "faults"]
