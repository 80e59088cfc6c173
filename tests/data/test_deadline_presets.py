"""Presets of deadlines are named after their source, and none is a default."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh.data.deadline_presets import Preset, PresetError, deadline_preset, deadline_presets
from dlxh.words.days import write_day
from dlxh.words.deadlines import Deadline

DAY = timedelta(days=1)
PRESETS = st.sampled_from(deadline_presets())

LISTED = {
    ("Nghị định 20/2008", 5, "working_day", None),
    ("Luật Tiếp công dân", 10, "working_day", None),
    ("Quyết định 574/QĐ-TTg", 20, "day", 7),
    ("Quyết định 1207/QĐ-UBND", 8, "working_hour", None),
    ("Quyết định 1207/QĐ-UBND", 4, "working_hour", None),
    ("Nghị định 244/2026", 24, "hour", None),
    ("mẫu của dlxh, giả định", 10, "day", None),
}


def test_the_presets_are_those_of_the_sources() -> None:
    """5 and 10 working days, 20 days then every 7, 8 and 4 working hours, 24 hours, and 10 days that are assumed; each with its source and two names."""
    found = deadline_presets()

    assert len(found) == len(LISTED)
    for preset in found:
        limit = preset.deadline
        assert any(
            preset.source.startswith(source) and (limit.amount, limit.unit, limit.repeat_every) == rest
            for source, *amounts in LISTED
            for rest in [tuple(amounts)]
        )
        assert preset.vi.strip()
        assert preset.en.strip()
        assert limit.start_event


def test_one_preset() -> None:
    """A preset is found by its name, and a wrong name gets the list."""
    day = date(2025, 4, 1)
    assert deadline_preset("ihanoi_urgent", on=day).deadline == Deadline(4, "working_hour", "phản ánh khẩn")
    with pytest.raises(PresetError, match="ihanoi_accept"):
        deadline_preset("ihanoi", on=day)


@given(PRESETS, st.integers(1, 400_000))
def test_a_day_beyond_what_is_known_is_refused(preset: Preset, later: int) -> None:
    """A deadline is not carried on in silence: beyond `known_to` it is refused, or taken as last known on request."""
    day = preset.known_to + later * DAY
    with pytest.raises(PresetError) as refused:
        deadline_preset(preset.key, on=day)

    assert write_day(preset.known_to, "vi") in refused.value.vi
    assert "beyond='last_known'" in refused.value.en
    assert deadline_preset(preset.key, on=day, beyond="last_known").source == preset.source


@given(PRESETS, st.integers(0, 6000))
def test_no_deadline_is_older_than_its_document(preset: Preset, earlier: int) -> None:
    """Before the day on which its document was signed there was no such deadline."""
    day = preset.known_to - earlier * DAY
    if preset.signed is None or preset.signed <= day:
        assert deadline_preset(preset.key, on=day).source == preset.source
    else:
        with pytest.raises(PresetError, match=f"signed on {preset.signed}"):
            deadline_preset(preset.key, on=day)


def test_the_day_of_signing_counts() -> None:
    """The first day that a preset takes is that on which its document was signed."""
    (preset,) = (each for each in deadline_presets() if each.key == "nd_244_2026_first_information")

    assert preset.signed == date(2026, 6, 26)
    assert deadline_preset(preset.key, on=preset.signed) == preset
    with pytest.raises(PresetError, match="25/6/2026"):
        deadline_preset(preset.key, on=preset.signed - DAY)


@pytest.mark.parametrize(
    ("start", "last"),
    [("2026-11-16", "2026-11-26"), ("2026-11-17", "2026-11-27"), ("2026-11-18", "2026-11-30"), ("2026-11-19", "2026-11-30"), ("2026-11-20", "2026-11-30")],
)  # fmt: skip
def test_a_task_of_a_commune_is_due_on_a_monday_where_the_tenth_day_is_a_weekend(
    start: str, last: str
) -> None:
    """Ten days later; where that is a Saturday or Sunday, the Monday behind it; a Friday and a Monday stay."""
    day = date.fromisoformat(start)

    assert deadline_preset("commune_task", on=day).deadline.due(day) == date.fromisoformat(last)
