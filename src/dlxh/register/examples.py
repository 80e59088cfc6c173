"""Ví dụ đi kèm: networks of invented people that come with the package, for a first look and for tests."""

from pathlib import Path
from typing import Final

from dlxh.words.bilingual import ArgumentError, check_option

_INSTALLED: Final = Path(__file__).resolve().parents[1] / "examples"
"""Where the build puts the one copy that a source tree has at its top."""
_HOME: Final = _INSTALLED if _INSTALLED.is_dir() else _INSTALLED.parents[2] / "examples"


def example(name: str) -> Path:
    """Return the folder of an example, for `read`; its README states what is published and what is invented.

    `tuyen-quang` has the communes of a real province since 2025-07-01, which report as units. Some hold a regulation next to their records, `bac-lieu` a scheme of pay alone: `example("bac-lieu") / "scheme.toml"`,
    and `lam-van` the pack of a province that does not exist: `example("lam-van") / "lam_van.py"`.

    Raises:
        ArgumentError: there is no such example; the error lists them.

    >>> import dlxh
    >>> dlxh.read(dlxh.example("gia-lai")).register
    <Register as of 2025-07-01>
    """
    names = tuple(sorted(path.parent.name for path in _HOME.glob("*/README.md")))
    check_option("name", name, names, ArgumentError)
    return _HOME / name
