"""Names that are not there, read by type checkers only: each has to be an error, or the ignoring of it is one."""
# pyright: reportUnnecessaryTypeIgnoreComment=true

import dlxh
from dlxh import Reprot  # type: ignore[attr-defined]
from dlxh.data import base_salry  # type: ignore[attr-defined]
from dlxh.errors import MeasurError  # type: ignore[attr-defined]
from dlxh.models import Stanse  # type: ignore[attr-defined]
from dlxh.words import Periode  # type: ignore[attr-defined]

IMPORTED = (Reprot, base_salry, MeasurError, Stanse, Periode)
VERB = dlxh.chek  # type: ignore[attr-defined]
CODE = dlxh.models.Stanse  # type: ignore[attr-defined]
MADE = dlxh.testing.provinse()  # type: ignore[attr-defined]
