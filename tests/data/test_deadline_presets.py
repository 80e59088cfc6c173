"""Presets of deadlines are named after their source, and none is a default."""

import pytest

from dlxh.data.deadline_presets import PresetError, deadline_preset, deadline_presets
from dlxh.words.deadlines import Deadline

LISTED = {
    ("Nghị định 20/2008", 5, "working_day", None),
    ("Luật Tiếp công dân", 10, "working_day", None),
    ("Quyết định 574/QĐ-TTg", 20, "day", 7),
    ("Quyết định 1207/QĐ-UBND", 8, "working_hour", None),
    ("Quyết định 1207/QĐ-UBND", 4, "working_hour", None),
    ("Nghị định 244/2026", 24, "hour", None),
}


def test_the_presets_are_those_of_the_sources() -> None:
    """5 and 10 working days, 20 days then every 7, 8 and 4 working hours, 24 hours; each with its source and two names."""
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
    assert deadline_preset("ihanoi_urgent").deadline == Deadline(4, "working_hour", "phản ánh khẩn")
    with pytest.raises(PresetError, match="ihanoi_accept"):
        deadline_preset("ihanoi")
