"""Errors and texts in two languages."""

import pickle

import pytest

from dlxh.words.bilingual import Error, LangError, check_option, in_language, quote
from dlxh.words.periods import PeriodError


def test_error_speaks_both() -> None:
    """An error carries each language on its own, and both as its text."""
    error = PeriodError(vi="sai", en="wrong")

    assert (error.vi, error.en, str(error)) == ("sai", "wrong", "sai / wrong")
    assert isinstance(error, ValueError)


def test_error_pickles() -> None:
    """An error survives the way between processes."""
    error = pickle.loads(pickle.dumps(Error(vi="sai", en="wrong")))  # noqa: S301 - our own bytes

    assert (error.vi, error.en) == ("sai", "wrong")


def test_language_is_an_argument() -> None:
    """A language that dlxh does not speak is refused, and no other is taken in its place."""
    assert in_language("vi", vi="a", en="b") == "a"
    assert in_language("en", vi="a", en="b") == "b"
    with pytest.raises(LangError, match="'vi' or 'en'"):
        in_language("vi_VN", vi="a", en="b")


def test_long_text_is_cut() -> None:
    """A message does not repeat a whole page."""
    assert len(quote("a" * 1000)) < 70
    assert quote("a" * 60) == repr("a" * 60)


def test_no_error_is_endless() -> None:
    """Whatever an error quotes, each of its languages ends: what was wrong and what to do stay, the middle goes."""
    error = Error(vi="không có " + "x" * 10**6 + "; dùng 'vi'", en="short")

    assert len(error.vi) == 4000
    assert error.vi.startswith("không có xxx")
    assert error.vi.endswith("xxx; dùng 'vi'")
    assert error.en == "short"
    assert pickle.loads(pickle.dumps(error)).vi == error.vi  # noqa: S301 - our own bytes
    with pytest.raises(LangError) as refusal:
        in_language("x" * 10**6, vi="a", en="b")
    assert refusal.value.en.endswith("use 'vi' or 'en'")
    assert len(refusal.value.en) < 150


@pytest.mark.parametrize("given", ["sai", "", None, 1, [], "x" * 10**6], ids=lambda given: str(given)[:9])
def test_options_are_checked(given: object) -> None:
    """An option that a function does not have is refused with those that it has."""
    check_option("zero", "linh", ("lẻ", "linh"), PeriodError)
    with pytest.raises(PeriodError, match="choose from: 'lẻ', 'linh'") as refusal:
        check_option("zero", given, ("lẻ", "linh"), PeriodError)
    assert len(str(refusal.value)) < 300
