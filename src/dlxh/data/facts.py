"""Reading the fact files in the folder of this module, or inside a zip."""

import tomllib
from importlib.resources import files
from typing import Any

from dlxh.words.bilingual import Error


class FactError(Error):
    """A fact that is not known for the day, is not in any list, or contradicts another.

    >>> import dlxh
    >>> try:
    ...     dlxh.data.province("65")
    ... except FactError as error:
    ...     print(type(error).__name__)
    ProvinceError
    """


def read_facts(*path: str) -> dict[str, Any]:
    """Return one TOML file of this package.

    >>> sorted(read_facts("base_salary.toml"))
    ['known_to', 'rows']
    """
    return tomllib.loads(files("dlxh.data").joinpath(*path).read_text(encoding="utf-8"))
