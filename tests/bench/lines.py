"""One figure of the table, and how much is measured."""

from dataclasses import dataclass
from typing import Literal

OURS = "ours"


@dataclass(frozen=True)
class Sizes:
    """How much is measured.

    Attributes:
        single: Reports that are validated one by one.
        columns: Reports that become columns.
        nested: Reports in the nested document.
        flat: Reports in the flat files.
        queried: Reports that are checked and counted.
        country: Collaborators whose reports of five years are counted; 36,000 send two million.
        rowwise: Collaborators whose reports, items and streams are judged row by row; 36,000 send two million.
        judged: Collaborators whose reports go from files to findings; 3,600 send 200,000 in five years.
        within: Collaborators in the register that new records would join; 160 send 10,000.
        calls: New records that are judged one by one.
        scale: Collaborators of each step of the scale; 90,000 send five million.
        map_of: The province whose communes owe reports, by its code; None: the whole country.
        rounds: Turns of the quick figures; slow ones take a third of it.
    """

    single: int
    columns: int
    nested: int
    flat: int
    queried: int
    country: int
    rowwise: int
    judged: int
    within: int
    calls: int
    scale: tuple[int, ...]
    map_of: str | None
    rounds: int


FULL = Sizes(
    single=1_000,
    columns=40_000,
    nested=200_000,
    flat=20_000,
    queried=200_000,
    country=36_000,
    rowwise=36_000,
    judged=3_600,
    within=160,
    calls=300,
    scale=(1_800, 9_000, 18_000, 36_000, 90_000),
    map_of=None,
    rounds=15,
)
QUICK = Sizes(
    single=500,
    columns=2_000,
    nested=2_000,
    flat=500,
    queried=5_000,
    country=90,
    rowwise=34,
    judged=34,
    within=17,
    calls=10,
    scale=(17, 34),
    map_of="75",
    rounds=5,
)


@dataclass(frozen=True)
class Line:
    """One figure: what ours took and what the best baseline took, and the ratio that is to be reached, if any."""

    vi: str
    en: str
    ours: float
    baseline: str
    best: float
    bar: float | None = None
    each: int = 1
    """How many things were done; the seconds are shown for one."""
    unit: Literal["s", "GiB"] = "s"
    """Seconds, or memory."""

    @property
    def ratio(self) -> float:
        """What ours took for one of the baseline."""
        return self.ours / self.best

    @property
    def reached(self) -> bool | None:
        """Whether the bar is reached; None where there is none."""
        return None if self.bar is None else self.ratio <= self.bar


def line(vi: str, en: str, seconds: dict[str, float], *, bar: float | None = None, each: int = 1) -> Line:
    """Return the figure of ours against the best of the others."""
    baseline = min((name for name in seconds if name != OURS), key=seconds.__getitem__)
    return Line(vi, en, seconds[OURS], baseline, seconds[baseline], bar, each)
