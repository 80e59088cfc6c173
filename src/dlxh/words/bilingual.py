"""Hai thứ tiếng: what is said to people, in Vietnamese and in English."""

from collections.abc import Callable
from typing import Final, Literal, TypeAlias

Lang: TypeAlias = Literal["vi", "en"]
"""A language that dlxh speaks."""

LANGS: Final[tuple[Lang, Lang]] = ("vi", "en")
"""Both, in the order in which an error has them."""

CLAUSE_UNREAD: Final = "chưa đọc điều khoản"
"""What a source says where the document is known and its clause is not."""
OWN_CHOICE: Final = "dlxh: own choice"
"""The source of what rests on no document: the library chose it."""

_SHOWN = 60
_HEAD, _TAIL = 3000, 1000  # the longest refusal of ours, which lists every measure, has half as many


class Error(ValueError):
    """The base of all errors of dlxh, in both languages: `vi`, `en`, and both joined as its text.

    Neither is longer than 4,000 characters, however long what it quotes: the middle is left out. It is a `ValueError`, so
    that pydantic takes it from a validator; what pydantic itself refuses of a record is a `pydantic.ValidationError`.

    >>> str(Error(vi="không đọc được", en="cannot be read"))
    'không đọc được / cannot be read'
    """

    def __init__(self, vi: str, en: str) -> None:
        self.vi = _without_middle(vi)
        self.en = _without_middle(en)
        super().__init__(self.vi, self.en)

    def __str__(self) -> str:
        return f"{self.vi} / {self.en}"

    def __reduce__(self) -> "tuple[Callable[..., Error], tuple[object, ...]]":
        """Return what is pickled: the texts as they are, whatever its own kind of error makes them from."""
        return _unpickle, (type(self), self.vi, self.en, self.__dict__)


def _unpickle(kind: type[Error], vi: str, en: str, more: dict[str, object]) -> Error:
    """Return an error that was pickled."""
    error = kind.__new__(kind)
    Error.__init__(error, vi, en)
    error.__dict__.update(more)
    return error


def _without_middle(text: str) -> str:
    return text if len(text) <= _HEAD + _TAIL else f"{text[: _HEAD - 1]}…{text[-_TAIL:]}"


class ArgumentError(Error, TypeError):
    """An argument of the wrong type, or one that does not fit the others.

    >>> from datetime import datetime
    >>> from dlxh.words.days import plain_day
    >>> try:
    ...     plain_day(datetime(2025, 7, 1, 8))
    ... except ArgumentError as error:
    ...     print(error.en.split(";")[0])
    a day is a date, not datetime
    """


class WordError(Error):
    """A text or value that is not a valid period, number, amount, deadline, document or code.

    >>> from dlxh.words.periods import Period
    >>> try:
    ...     Period.parse("quý VI/2018")
    ... except WordError as error:
    ...     print(type(error).__name__)
    PeriodError
    """


class LangError(WordError):
    """A language other than `vi` and `en`."""


def in_language(lang: str, *, vi: str, en: str) -> str:
    """Return the text of one language; nothing is chosen by a locale.

    Raises:
        LangError: the language is neither `vi` nor `en`.

    >>> in_language("vi", vi="tháng", en="month")
    'tháng'
    """
    if isinstance(lang, str):
        if lang == "vi":
            return vi
        if lang == "en":
            return en
    raise LangError(
        vi=f"không có ngôn ngữ {quote(lang)}; dùng 'vi' hoặc 'en'",
        en=f"there is no language {quote(lang)}; use 'vi' or 'en'",
    )


def name_source(source: str, lang: str) -> str:
    """Return a source in one language: documents have one name, a choice of the library has a text in each.

    >>> name_source("dlxh: own choice", "vi"), name_source("Luật 72/2025/QH15", "vi")
    ('dlxh tự quy định', 'Luật 72/2025/QH15')
    >>> name_source("Luật 117/2025/QH15 (chưa đọc điều khoản)", "en")
    'Luật 117/2025/QH15 (clause unread)'
    """
    return in_language(
        lang,
        vi=source.replace(OWN_CHOICE, "dlxh tự quy định"),
        en=source.replace(CLAUSE_UNREAD, "clause unread"),
    )


def with_name(label: str, name: str) -> str:
    """Return a label with the name for code in brackets, where that is another.

    >>> with_name("huyện", "district"), with_name("district", "district")
    ('huyện (district)', 'district')
    """
    return label if label == name else f"{label} ({name})"


def quote(value: object) -> str:
    """Return what a caller gave in quotes for an error message, cut where it would fill the screen.

    Of what is not text only the type is named.

    >>> quote("quý VI/2018"), quote(2018)
    ("'quý VI/2018'", '(int)')
    """
    if not isinstance(value, str):
        return f"({type(value).__name__})"
    return repr(value if len(value) <= _SHOWN else value[:_SHOWN] + "…")


def check_option(name: str, given: object, allowed: tuple[str, ...], refuse: type[Error]) -> None:
    """Refuse an option that is none of those a function has; `refuse` is the error of its module.

    >>> check_option("zero", "không", ("lẻ", "linh"), Error)
    Traceback (most recent call last):
    dlxh.words.bilingual.Error: zero: không có lựa chọn 'không'; có: 'lẻ', 'linh' / zero: there is no option 'không'; choose from: 'lẻ', 'linh'
    """
    if not (isinstance(given, str) and given in allowed):
        listed = ", ".join(repr(str(each)) for each in allowed)
        raise refuse(
            vi=f"{name}: không có lựa chọn {quote(given)}; có: {listed}",
            en=f"{name}: there is no option {quote(given)}; choose from: {listed}",
        )
