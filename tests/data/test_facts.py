"""Every dated fact says until when it is known."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dlxh.data
from dlxh.data.code_lists import code_list, code_list_names
from dlxh.data.facts import read_facts
from dlxh.words.code_entries import CodeEntry, UnknownCode
from dlxh.words.codes import CodeList
from dlxh.words.days import write_day

ROOT = Path(dlxh.data.__file__).parent
OUR_OWN = ("form_texts.toml", "labels.toml", "move_tables/", "refusals.toml", "upgrades.toml")
"""Names, procedures and sentences of our own, which no source outside changes."""
FILES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.toml"))
DATED = [name for name in FILES if not name.startswith(OUR_OWN)]
LISTS = st.sampled_from(code_list_names())


@pytest.mark.parametrize("name", DATED)
def test_every_dated_fact_has_a_last_known_day(name: str) -> None:
    """Each file of facts says on which day its sources were last searched."""
    assert type(read_facts(*name.split("/"))["known_to"]) is date


def test_what_is_our_own_has_none() -> None:
    """A file without that day is one of ours: a list of exceptions that must not grow stale."""
    own = [name for name in FILES if name.startswith(OUR_OWN)]

    assert {"move_tables/standard.toml", "refusals.toml"} <= set(own)
    assert [name for name in own if "known_to" in read_facts(*name.split("/"))] == []


@given(LISTS, st.integers(1, 400_000))
def test_a_list_is_not_carried_on_in_silence(name: str, later: int) -> None:
    """Beyond `known_to` a list refuses to say what is in use, or says what was last known on request."""
    codes = code_list(name)
    assert codes.known_to is not None
    day = codes.known_to + timedelta(days=later)
    asked: list[Any] = [
        lambda **policy: codes.keys(day, **policy),
        lambda **policy: codes.current(codes.keys(codes.known_to)[0], on=day, **policy),
    ]
    for ask in asked:
        with pytest.raises(UnknownCode) as refused:
            ask()
        assert write_day(codes.known_to, "vi") in refused.value.vi
        assert "beyond='last_known'" in refused.value.en
    assert codes.keys(day, beyond="last_known") == codes.keys(codes.known_to)
    for key in codes.keys(codes.known_to):
        assert codes.current(key, on=day, beyond="last_known") == key


@given(st.dates())
def test_a_list_of_ones_own_holds_for_all_days(day: date) -> None:
    """An embedder's list without a last known day answers for every day, as its author says."""
    own = CodeList("x", vi="X", en="X", open=True, source="ví dụ", entries=(CodeEntry("a", "A", "A"),))

    assert own.keys(day) == ("a",)
    assert own.current("a", on=day) == "a"


def test_channels_that_hotlines_publish() -> None:
    """A 1022 hotline counts what came by its website and its chatbot, so both are channels (Quảng Nam, 9/2024)."""
    assert {"website", "chatbot", "app", "phone", "email", "zalo"} <= set(code_list("channel").keys())


def test_secrecy_goes_by_the_law_in_force() -> None:
    """The levels of secrecy name the law since 1/3/2026 next to the one that it repealed."""
    assert "117/2025/QH15" in code_list("secrecy_level").source
