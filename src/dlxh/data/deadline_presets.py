"""Thời hạn có nguồn: deadlines of neighbouring procedures, each named after its source; none is a default."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final

from dlxh.data.facts import FactError, read_facts
from dlxh.words.bilingual import quote
from dlxh.words.days import Beyond, known_day, write_day
from dlxh.words.deadlines import Deadline
from dlxh.words.given import need_text

_SATURDAY: Final = 5
_DAYS_OF_WEEK: Final = 7


class PresetError(FactError, LookupError):
    """A preset that does not exist, or is not known to hold on the day."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A deadline with where it comes from."""

    key: str
    deadline: Deadline
    vi: str
    en: str
    source: str
    signed: date | None
    """Day on which its document was signed: before it there was no such deadline; None: not verified."""
    known_to: date
    """The day on which somebody last saw that its document has not been replaced, inclusive."""
    to_monday: bool = False
    """Whether a last day on Saturday or Sunday moves to the Monday behind it."""


@cache
def deadline_presets() -> tuple[Preset, ...]:
    """Return all presets, in the order of the file.

    >>> [preset.key for preset in deadline_presets()][:2]
    ['nd_20_2008_forward', 'citizen_reception_reply']
    """
    facts = read_facts("deadline_presets.toml")
    return tuple(
        Preset(
            row["key"],
            Deadline(row["amount"], row["unit"], row["start_event"], repeat_every=row.get("repeat_every")),
            row["vi"],
            row["en"],
            row["source"],
            row.get("signed"),
            facts["known_to"],
            row.get("on_weekend") == "monday",
        )
        for row in facts["presets"]
    )


def deadline_preset(key: str, *, on: date, beyond: Beyond = "error") -> Preset:
    """Return one preset, as it is known to hold on a day; one that spares weekends is as long as from this day on.

    Args:
        key: Its name.
        on: The day from which the deadline runs.
        beyond: What to do for a day after `Preset.known_to`: refuse it, or use what was last known.

    Raises:
        PresetError: there is none of this name, its document was not signed by that day, or the day lies beyond what
            is known.
        TypeError: `on` is a datetime.

    >>> deadline_preset("citizen_reception_reply", on=date(2024, 7, 24)).deadline
    Deadline(amount=10, unit=<DeadlineUnit.WORKING_DAY: 'working_day'>, start_event='tiếp công dân', extensions=(), repeat_every=None)
    """
    need_text(key=key)
    found = [preset for preset in deadline_presets() if preset.key == key]
    if not found:
        listed = ", ".join(preset.key for preset in deadline_presets())
        raise PresetError(
            vi=f"không có thời hạn {quote(key)}; có: {listed}",
            en=f"there is no deadline {quote(key)}; choose from: {listed}",
        )
    (preset,) = found
    day = known_day(on, preset.known_to, beyond, PresetError)
    if preset.signed and day < preset.signed:
        raise PresetError(
            vi=f"ngày {write_day(day, 'vi')} chưa có thời hạn này: văn bản ký ngày {write_day(preset.signed, 'vi')}; "
            "dùng ngày từ đó trở đi, hoặc tự lập Deadline theo quy định của ngày đó",
            en=f"there was no such deadline on {day}: its document was signed on {preset.signed}; use a day from then on, "
            "or make a Deadline of your own by the rules of that day",
        )
    return _move_from_weekend(preset, on) if preset.to_monday else preset


def _move_from_weekend(preset: Preset, start: date) -> Preset:
    """Return a preset that from this day on runs until Monday where its last day were a Saturday or Sunday."""
    last = preset.deadline.due(start)
    later = _DAYS_OF_WEEK - last.weekday() if last.weekday() >= _SATURDAY else 0
    return replace(preset, deadline=preset.deadline.replace(amount=preset.deadline.amount + later))
