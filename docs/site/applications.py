"""Packs each sample application into one file, for readers who have the wheel and not the source folder."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

MADE = {".pyc", ".db", ".sqlite3"}
"""What running an application leaves in its folder."""


def pack_applications(apps: Path, into: Path) -> None:
    """Write `into/NAME.zip` for each application in a folder; unpacked, it is a folder NAME."""
    into.mkdir(parents=True, exist_ok=True)
    for home in sorted(path.parent for path in apps.glob("*/README.md")):
        with zipfile.ZipFile(into / f"{home.name}.zip", "w", zipfile.ZIP_DEFLATED) as packed:
            for path in find_sources(home):
                # one day for all: the same application makes the same file
                name = zipfile.ZipInfo(path.relative_to(apps).as_posix())
                packed.writestr(name, path.read_bytes(), zipfile.ZIP_DEFLATED)


def find_sources(home: Path) -> Iterator[Path]:
    """Yield the files of an application, in order."""
    for path in sorted(home.rglob("*")):
        parts = path.relative_to(home).parts
        if path.is_file() and path.suffix not in MADE and not any(part.startswith(".") for part in parts):
            yield path
