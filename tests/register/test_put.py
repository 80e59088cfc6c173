"""Putting a record: what was edited replaces what was there, with all that it owns."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings

import dlxh
from dlxh.models.opinion import ReportItem, Scope
from dlxh.models.report import Channel, Report, ReportKind
from dlxh.register.register import Register
from dlxh.testing.strategies import registers
from dlxh.words.days import VIETNAM
from tests.lengths import examples

DAY = date(2024, 7, 24)


def report(key: str, items: int, channel: Channel = Channel.WRITTEN) -> Report:
    """Return a report with some matters."""
    return Report(
        id=key,
        network="gl",
        author="CTV-1",
        kind=ReportKind.PERIODIC,
        channel=channel,
        received_at=datetime(2024, 7, 24, 8, tzinfo=VIETNAM),
        items=tuple(
            ReportItem(id=f"{key}.{n}", scope=Scope.LOCAL, topics=("land",), summary="Đền bù chậm.")
            for n in range(items)
        ),
    )


OLD = (report("b1", 3), report("b2", 1))
CHANGED = report("b1", 1, Channel.PHONE)


@pytest.mark.parametrize("columns", [False, True], ids=["objects", "columns"])
class TestPut:
    """For registers of objects and of columns."""

    @staticmethod
    def _register(*, columns: bool) -> Register:
        register = Register(OLD, as_of=DAY)
        return Register.from_tables(register.tables) if columns else register

    def test_stands_for_the_old_one(self, columns: bool) -> None:  # noqa: FBT001 - a case of the test
        """The old record is gone with all its matters and topics; the other records stay."""
        register = self._register(columns=columns).put(CHANGED)

        assert register.report("b1") == CHANGED
        assert set(register.reports) == {CHANGED, OLD[1]}
        for name, rows in {"reports": 2, "items": 2, "item_topics": 2}.items():
            assert register.tables.polars(name).height == rows

    def test_new_id_is_added(self, columns: bool) -> None:  # noqa: FBT001 - a case of the test
        """A record of a new id joins the others."""
        register = self._register(columns=columns).put(report("b3", 0))

        assert [known.id for known in register.reports] == ["b1", "b2", "b3"]

    def test_the_register_itself_does_not_change(self, columns: bool) -> None:  # noqa: FBT001 - a case of the test
        """A register never changes: putting gives a new one."""
        register = self._register(columns=columns)
        register.put(CHANGED)

        assert register.report("b1") == OLD[0]


@given(registers())
@settings(max_examples=examples(20), deadline=None)
def test_putting_what_is_there_changes_nothing(register: Register) -> None:
    """Putting every record of a register again gives an equal register, whatever it holds."""
    lazy = Register.from_tables(register.tables)
    again = lazy.put(*register.reports, *register.cases)

    assert {known.id: known for known in again.reports} == {known.id: known for known in register.reports}
    assert {known.id: known for known in again.cases} == {known.id: known for known in register.cases}
    assert again.units == register.units


def test_an_edit_of_what_was_edited_before() -> None:
    """A record that another one has replaced is no longer there to be replaced, in whichever layer it lies."""
    others = [report(f"r{number}", 1) for number in range(9)]
    first = Register.from_tables(Register([report("r", 1), *others], as_of=date(2024, 12, 31)).tables)
    edited = first.put(report("r", 2))
    found = dlxh.check(report("r", 3), within=edited, replacing=True)

    assert "X102" not in found.counts()
    assert "X102" in dlxh.check(report("r", 3), within=edited).counts()
