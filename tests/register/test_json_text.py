"""JSON read strictly: nothing in a text is lost, guessed or unprintable."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh.register.json_text import Twice, holds_twice, parse, printable, text_of

VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(st.characters(exclude_categories=()))),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(VALUES)
def test_a_value_comes_back_from_its_text(value: object) -> None:
    """The text of a value is JSON that any file can hold, and reads back as the value."""
    text = text_of(value)

    assert parse(text) == value
    assert json.loads(text.encode()) == value
    assert not holds_twice(value)


def test_a_name_twice_is_kept() -> None:
    """An object with a name twice keeps both values, at any depth, and is written as it was read."""
    text = '{"a": [{"b": 1, "b": 2}], "c": {"d": null}}'

    assert text_of(parse(text)) == text
    assert holds_twice(parse(text))
    assert isinstance(parse(text)["a"][0], Twice)


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", '{"a": -Infinity}', "", "{", "1 2", "\ufeff{}"])
def test_what_is_no_json_is_refused(text: str) -> None:
    """NaN, infinities and broken text are not JSON."""
    with pytest.raises(ValueError):  # noqa: PT011 - of several kinds below, all that a reader catches
        parse(text)


def test_half_a_character_is_written_as_its_escape() -> None:
    """Half of a character, which no file can hold, is shown as JSON escapes it; whole ones stay."""
    assert printable("đ👪\udc00") == "đ👪\\udc00"
    assert text_of(["\ud800"]) == '["\\ud800"]'
