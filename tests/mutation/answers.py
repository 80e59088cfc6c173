"""Which mutants were killed before: they are not tried again while their module and the tests that killed them stay.

What lies elsewhere may have changed since; `--again` tries all.
"""

import hashlib
import json
from pathlib import Path

from tests.mutation.mutants import ROOT, Mutant
from tests.mutation.reach import KEPT


class Answers:
    """The mutants of a room and the tests that killed them, kept in a file."""

    def __init__(self, room: str, folder: Path = KEPT) -> None:
        self._place = folder / room.replace("/", "-") / "killed.json"
        there = self._place.is_file()
        self._killed: dict[str, tuple[str, str]] = json.loads(self._place.read_bytes()) if there else {}

    def killed_by(self, mutant: Mutant) -> str | None:
        """Return the test that killed it, if neither has changed since."""
        test, state = self._killed.get(mutant.key, ("", ""))
        return test if test and state == _state(mutant, test) else None

    def keep(self, mutant: Mutant, test: str) -> None:
        """Keep by which test it was killed; not where only the process ended."""
        if "::" in test:
            self._killed[mutant.key] = test, _state(mutant, test)
            self._place.parent.mkdir(parents=True, exist_ok=True)
            self._place.write_text(json.dumps(self._killed, ensure_ascii=False), encoding="utf-8")


def _state(mutant: Mutant, test: str) -> str:
    place = ROOT / test.partition("::")[0]
    texts = (mutant.file.read_bytes(), place.read_bytes() if place.is_file() else b"")
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:16]
