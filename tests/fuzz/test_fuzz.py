"""Mutated inputs: every outcome is a reading, a documented error or a finding."""

import pytest

from dlxh.register.lines import lines_of
from tests.fuzz.inputs import Input, kept
from tests.fuzz.readers import READERS
from tests.fuzz.run import SECONDS, Tally, input_of, try_input
from tests.lengths import LONG

SEED, INPUTS, PARTS = 20261128, 2000 if LONG else 200, 20


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_unexpected_comes_of_mutated_inputs(part: int) -> None:
    """Content never raises; only a source that is not what it claims to be does, and in our words."""
    tally = Tally()
    for number in range(part, INPUTS, PARTS):
        tally.note(f"{SEED}-{number}", input_of(SEED, number))
    assert not tally.failures, "\n".join(f"{t.trace}\n{given}" for _, given, t in tally.failures[:3])
    assert tally.slowest[0] < SECONDS


@pytest.mark.parametrize("given", tuple(kept()), ids=lambda given: f"{given.kind}-{given.size}")
def test_what_once_failed_is_read_or_refused(given: Input) -> None:
    """An input that failed once is tried ever after."""
    assert try_input(given).fault is None


def test_the_same_seed_gives_the_same_inputs() -> None:
    """A failure can be made again from its seed and number alone."""
    assert [input_of(3, n) for n in range(50)] == [input_of(3, n) for n in range(50)]


def test_every_kind_of_input_is_tried() -> None:
    """Bytes, lines, fields, types, archives, TOML, texts and frames all have their turn among the inputs of the gate."""
    assert {input_of(SEED, number).kind for number in range(200)} == set(READERS)


def test_a_row_that_is_lost_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """The count of rows in and out is not decoration: a reader that drops a row is found at once."""
    monkeypatch.setattr("dlxh.register.line_columns.lines_of", lambda data: list(lines_of(data))[:-1])
    faults = {try_input(input_of(SEED, number)).fault for number in range(60)}
    assert any(fault is not None and fault.startswith("BrokenPromise") for fault in faults)
