"""Thời hạn có nguồn: deadlines of neighbouring procedures, each named after its source; none is a default."""

from dataclasses import dataclass
from functools import cache

from dlxh.data.facts import read_facts
from dlxh.words.bilingual import BilingualError
from dlxh.words.deadlines import Deadline


class PresetError(BilingualError, LookupError):
    """A preset that does not exist."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A deadline with where it comes from."""

    key: str
    deadline: Deadline
    vi: str
    en: str
    source: str


@cache
def deadline_presets() -> tuple[Preset, ...]:
    """Return all presets, in the order of the file.

    >>> [preset.key for preset in deadline_presets()][:2]
    ['nd_20_2008_forward', 'citizen_reception_reply']
    """
    return tuple(
        Preset(
            row["key"],
            Deadline(row["amount"], row["unit"], row["start_event"], repeat_every=row.get("repeat_every")),
            row["vi"],
            row["en"],
            row["source"],
        )
        for row in read_facts("deadline_presets.toml")["presets"]
    )


def deadline_preset(key: str) -> Preset:
    """Return one preset.

    Raises:
        PresetError: there is none of this name.

    >>> deadline_preset("citizen_reception_reply").deadline
    Deadline(amount=10, unit=<DeadlineUnit.WORKING_DAY: 'working_day'>, start_event='tiếp công dân', extensions=(), repeat_every=None)
    """
    for preset in deadline_presets():
        if preset.key == key:
            return preset
    listed = ", ".join(preset.key for preset in deadline_presets())
    raise PresetError(
        vi=f"không có thời hạn {key!r}; có: {listed}",
        en=f"no deadline is called {key!r}; there are: {listed}",
    )
