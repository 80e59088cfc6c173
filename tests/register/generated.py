"""Settings for properties of whole registers."""

from typing import Final

from hypothesis import Phase, settings

GENERATED: Final = settings(phases=(Phase.explicit, Phase.generate))
"""Without shrinking: a register has such a number of parts that it takes minutes, and its `repr` shows none of them."""
