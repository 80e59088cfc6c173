"""Reading the fact files that lie beside this module, from a folder or from inside a zip."""

import tomllib
from datetime import date, datetime
from importlib.resources import files
from typing import Any


def read_facts(*path: str) -> dict[str, Any]:
    """Return one TOML file of this package.

    >>> sorted(read_facts("base_salary.toml"))
    ['known_to', 'rows']
    """
    return tomllib.loads(files("dlxh.data").joinpath(*path).read_text(encoding="utf-8"))


def plain_day(on: date) -> date:
    """Return the day unchanged; raises TypeError for a datetime, whose day depends on an offset.

    >>> plain_day(date(2025, 7, 1))
    datetime.date(2025, 7, 1)
    """
    if isinstance(on, datetime) or not isinstance(on, date):
        raise TypeError(
            f"on is a date, not {type(on).__name__}; for an instant use dlxh.words.days.local_day(instant) first"
        )
    return on
