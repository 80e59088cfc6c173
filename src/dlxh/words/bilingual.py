"""Hai thứ tiếng: what is said to people, in Vietnamese and in English."""

from typing import Literal, TypeAlias

Lang: TypeAlias = Literal["vi", "en"]
"""A language that dlxh speaks."""

_SHOWN = 60


class BilingualError(ValueError):
    """A refusal in both languages: `vi`, `en`, and both joined as its text.

    >>> str(BilingualError(vi="không đọc được", en="cannot be read"))
    'không đọc được / cannot be read'
    """

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi, en)
        self.vi = vi
        self.en = en

    def __str__(self) -> str:
        return f"{self.vi} / {self.en}"


class LangError(BilingualError):
    """A language that dlxh does not speak was asked for."""


def in_language(lang: str, *, vi: str, en: str) -> str:
    """Return the text of one language; nothing is chosen by a locale.

    Raises:
        LangError: the language is neither `vi` nor `en`.

    >>> in_language("vi", vi="tháng", en="month")
    'tháng'
    """
    if lang == "vi":
        return vi
    if lang == "en":
        return en
    raise LangError(
        vi=f"không có ngôn ngữ {lang!r}; dùng 'vi' hoặc 'en'",
        en=f"there is no language {lang!r}; use 'vi' or 'en'",
    )


def shown(text: str) -> str:
    """Return a text in quotes for an error message, cut where it would fill the screen.

    >>> shown("quý VI/2018")
    "'quý VI/2018'"
    """
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
