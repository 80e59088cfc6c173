# made by `python -m docs.generate` from the list in the file beside it

from dlxh.web.conversion import faults
from dlxh.web.fault_list import Fault, Faults
from dlxh.web.openapi import describe_openapi

__all__ = ["Fault", "Faults", "describe_openapi", "faults"]
