"""The strategies give every record and value that the models allow, and nothing else."""

import subprocess
import sys
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Any, ClassVar, Literal, Self

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from pydantic import Field, model_validator

from dlxh.models.case_event import CaseEvent
from dlxh.models.collaborator import Contact
from dlxh.models.report import Report
from dlxh.register.register import Register
from dlxh.register.schema import schema
from dlxh.testing.strategies import (
    _fields_of,
    coefficients,
    days,
    documents,
    figures,
    instants,
    lines,
    periods,
    proses,
    records,
    registers,
)
from dlxh.words.days import Day, local_day
from dlxh.words.disclosure import Internal, Public
from dlxh.words.figures import FigureUnit, Qualifier
from dlxh.words.ids import UnitId
from dlxh.words.money import Dong
from dlxh.words.periods import PeriodKind
from dlxh.words.record import Record, Value
from dlxh.words.text import Line
from tests.lengths import examples
from tests.models.every_model import MODELS

FEW = settings(max_examples=examples(25))


@pytest.mark.parametrize("model", MODELS)
def test_every_model(model: type[Value]) -> None:
    """Each model has a strategy, made anew, and what it gives is read back from JSON as it was."""
    _fields_of.cache_clear()  # tests without the trace may have filled it

    @settings(FEW, max_examples=examples(10), suppress_health_check=[HealthCheck.too_slow])
    @given(records(model))
    def hold(value: Value) -> None:
        assert type(value) is model
        assert model.model_validate_json(value.model_dump_json()) == value

    hold()


class Mine(Record):
    """A model of an embedder, with a condition that no annotation shows."""

    ordered: ClassVar[tuple[tuple[str, str], ...]] = (("start", "end"),)

    id: Internal[UnitId]
    start: Public[Day]
    end: Public[Day | None] = None
    amounts: Public[Annotated[tuple[Annotated[Dong, Field(ge=0)], ...], Field(min_length=2)]]
    label: Internal[Line]
    kind: Public[Literal["mine"]]

    @model_validator(mode="after")
    def _even(self) -> Self:
        if self.amounts[0] % 2:
            raise ValueError
        return self


@FEW
@pytest.mark.cover
@given(records(Mine))
def test_new_model(mine: Mine) -> None:
    """A new model needs no strategy of its own: its annotations say what it may be, and its validators decide."""
    assert mine.kind == "mine"
    assert len(mine.amounts) >= 2
    assert min(mine.amounts) >= 0
    assert mine.amounts[0] % 2 == 0
    assert mine.end is None or mine.start <= mine.end


QUICK = settings(
    max_examples=examples(2000), deadline=None, derandomize=True, phases=[Phase.generate], database=None
)


@pytest.mark.parametrize(
    ("strategy", "wanted"),
    [
        (lines(), lambda text: unicodedata.normalize("NFC", text) != text),
        (lines(), lambda text: max(text) > "\uffff"),
        (lines(), lambda text: "ủ" in text.casefold()),
        (proses(), lambda text: "\n" in text),
        (documents(), lambda paper: paper.number and paper.issuer),
        (documents(), lambda paper: paper.number is None),
        (instants(), lambda at: at.utcoffset() != timedelta(hours=7) and local_day(at) != at.date()),
        (days(), lambda day: day.isoformat() == "2025-07-01"),
        (figures(), lambda figure: figure.qualifier is Qualifier.UNKNOWN),
        (figures(), lambda figure: figure.unit is FigureUnit.DONG and figure.value and figure.value < 0),
        (records(Report), lambda report: report.stage is not None),
        (records(Report), lambda report: report.author is not None and report.author_unit is None),
        (records(Report), lambda report: report.author_unit is not None),
        (records(Report), lambda report: report.author == "CTV-1"),
        (records(Contact), lambda contact: contact.email is None and contact.phone == "0903 000 000"),
        (records(Contact), lambda contact: contact.email and contact.phone is None),
        (records(CaseEvent), lambda event: event.allowed is None),
        (records(CaseEvent), lambda event: event.allowed is not None and event.allowed.extensions == ()),
    ],
)
def test_reached(strategy: st.SearchStrategy[Any], wanted: Callable[[Any], bool]) -> None:
    """Decomposed Vietnamese, characters beyond the first plane, nights, unknown figures: the odd cases are there."""
    assert find(strategy, wanted, settings=QUICK)


@pytest.mark.parametrize("kind", PeriodKind)
def test_periods(kind: PeriodKind) -> None:
    """Periods of every kind come up; those that the calendar cuts also under other conventions."""
    assert find(periods(), lambda period: period.kind is kind, settings=QUICK).kind is kind
    assert find(periods(), lambda period: period.convention != "calendar", settings=QUICK).place


@settings(FEW, max_examples=examples(10))
@given(registers())
def test_unique_ids(register: Register) -> None:
    """Ids are unique in every table of a generated register."""
    for name in register.tables:
        if schema()[name].key == ("id",):
            ids = register.tables.polars(name)["id"].to_list()
            assert len(set(ids)) == len(ids)


def test_without_hypothesis() -> None:
    """Without hypothesis the import says what to install, and `dlxh.testing` itself still loads."""
    code = "import sys; sys.modules['hypothesis'] = None; import dlxh.testing; import dlxh.testing.strategies"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, encoding="utf-8"
    )

    assert done.returncode == 1
    assert "ImportError: dlxh.testing.strategies" in done.stderr
    assert "pip install 'dlxh[testing]'" in done.stderr


def test_message_without_hypothesis(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same in this process, where the branch is counted."""
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    monkeypatch.delitem(sys.modules, "dlxh.testing.strategies")

    with pytest.raises(ImportError, match=r"pip install 'dlxh\[testing\]'"):
        __import__("dlxh.testing.strategies")


def test_coefficients_have_no_zeros_that_say_nothing() -> None:
    """A coefficient is in its shortest form: of all from one on the smallest is 1, not 1.0000."""
    assert str(find(coefficients(), lambda value: value >= 1)) == "1"
