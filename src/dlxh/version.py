"""Phiên bản: the version that is installed."""

from importlib.metadata import version
from typing import Final

__version__: Final = version("dlxh")
"""Such as 2026.11.0; a year of dlxh is a year of regulations."""
