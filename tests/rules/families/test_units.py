"""U101: a district-level unit on days on which there were no districts."""

from datetime import date

import pytest

from dlxh import Register, Severity, check
from tests.engines import Engine
from tests.sample import unit

LAST, NEXT = date(2025, 6, 30), date(2025, 7, 1)


@pytest.mark.parametrize(
    ("valid_to", "as_of", "found"),
    [
        (LAST, NEXT, 0),
        (LAST, LAST, 0),
        (NEXT, LAST, 1),
        (NEXT, NEXT, 1),
        (None, LAST, 0),
        (None, NEXT, 1),
        (date(2021, 1, 1), NEXT, 0),
    ],
    ids=str,
)
def test_the_turn_of_the_map(on_engine: Engine, valid_to: date | None, as_of: date, found: int) -> None:
    """A district may be valid until 30/6/2025; one without an end is judged on the day of the register."""
    findings = check(on_engine(Register([unit(valid_to=valid_to)], as_of=as_of)), only=["U101"])

    assert len(findings) == found


def test_other_levels_go_on(on_engine: Engine) -> None:
    """Provinces, communes, central and non-territorial bodies go on after the district level."""
    levels = ("central", "province", "commune", "non_territorial")
    others = [unit(level, level=level) for level in levels]

    assert check(on_engine(Register(others, as_of=NEXT)), only=["U101"]).counts() == {}


def test_it_is_a_warning_with_its_law() -> None:
    """The finding has the unit and the day, and is a warning."""
    (finding,) = check(Register([unit("kbang")], as_of=NEXT), only=["U101"])

    assert finding.severity is Severity.WARNING
    assert finding.message("vi") == "đơn vị cấp Huyện A [kbang] còn hiệu lực sau ngày 30/6/2025"
    assert finding.message("en") == "district-level unit Huyện A [kbang] is still valid after 2025-06-30"
