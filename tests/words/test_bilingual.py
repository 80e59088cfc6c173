"""Errors and texts in two languages."""

import pickle

import pytest

from dlxh.words.bilingual import BilingualError, LangError, in_language, shown
from dlxh.words.periods import PeriodError


def test_error_speaks_both() -> None:
    """An error carries each language on its own, and both as its text."""
    error = PeriodError(vi="sai", en="wrong")

    assert (error.vi, error.en, str(error)) == ("sai", "wrong", "sai / wrong")
    assert isinstance(error, ValueError)


def test_error_pickles() -> None:
    """An error survives the way between processes."""
    error = pickle.loads(pickle.dumps(BilingualError(vi="sai", en="wrong")))  # noqa: S301 - our own bytes

    assert (error.vi, error.en) == ("sai", "wrong")


def test_language_is_an_argument() -> None:
    """A language that dlxh does not speak is refused, and no other is taken in its place."""
    assert in_language("vi", vi="a", en="b") == "a"
    assert in_language("en", vi="a", en="b") == "b"
    with pytest.raises(LangError, match="'vi' or 'en'"):
        in_language("vi_VN", vi="a", en="b")


def test_long_text_is_cut() -> None:
    """A message does not repeat a whole page."""
    assert len(shown("a" * 1000)) < 70
    assert shown("a" * 60) == repr("a" * 60)
