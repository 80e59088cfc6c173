"""Reading the fact files that lie beside this module, from a folder or from inside a zip."""

import tomllib
from importlib.resources import files
from typing import Any


def read_facts(*path: str) -> dict[str, Any]:
    """Return one TOML file of this package.

    >>> sorted(read_facts("base_salary.toml"))
    ['known_to', 'rows']
    """
    return tomllib.loads(files("dlxh.data").joinpath(*path).read_text(encoding="utf-8"))
