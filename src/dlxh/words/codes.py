"""Danh mục mã: code lists as data, and a province's own codes next to them.

A key is never translated; its labels are. An open list is one that a network adds its own codes to: a key outside
it is new. In a closed list a key outside is wrong.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import get_args

from dlxh.words.bilingual import Lang, check_option, in_language, quote
from dlxh.words.code_entries import CodeEntry, CodeListError, UnknownCode
from dlxh.words.days import Beyond, known_day, write_day
from dlxh.words.given import need_text, several

_NAMED = 12  # as many keys as fit into one line of an error


@dataclass(frozen=True, slots=True)
class CodeList:
    """Danh mục: the codes that a field may take, in the order in which people read them.

    Raises:
        CodeListError: a key twice, a replacement that is not in the list or leads back, no title, no source.

    >>> topics = CodeList(
    ...     "topics",
    ...     vi="Lĩnh vực",
    ...     en="Topics",
    ...     open=True,
    ...     source="ví dụ",
    ...     entries=(
    ...         CodeEntry("land", "đất đai", "land"),
    ...         CodeEntry("water", "nước sinh hoạt", "water supply"),
    ...     ),
    ... )
    >>> topics.label("land", "vi"), "lan" in topics
    ('đất đai', False)
    """

    name: str
    vi: str
    en: str
    open: bool
    """Whether a network may add codes of its own."""
    source: str
    """The document that the codes are taken from, or `dlxh` where the library chose them."""
    entries: tuple[CodeEntry, ...]
    known_to: date | None = None
    """The day on which the sources were last searched for a change, inclusive; None: a list of one's own, for all days."""
    _index: dict[str, CodeEntry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index = {entry.key: entry for entry in self.entries}
        object.__setattr__(self, "_index", index)
        if not (self.vi.strip() and self.en.strip() and self.source.strip()):
            raise self._refuse(
                vi="thiếu tên vi, en hoặc nguồn", en="it lacks its vi title, en title or source"
            )
        if len(index) != len(self.entries):
            raise self._refuse(vi="có mã lặp lại", en="a key appears twice")
        for entry in self.entries:
            self._check_replacement(entry)

    def _refuse(self, *, vi: str, en: str) -> CodeListError:
        return CodeListError(vi=f"danh mục {self.name!r}: {vi}", en=f"code list {self.name!r}: {en}")

    def _check_replacement(self, entry: CodeEntry) -> None:
        met, step = {entry.key}, entry
        while step.replaced_by is not None:
            if step.replaced_by not in self._index:
                raise self._refuse(
                    vi=f"{step.key!r} được thay bằng {step.replaced_by!r}, mã này không có trong danh mục",
                    en=f"{step.key!r} is replaced by {step.replaced_by!r}, which is not in the list",
                )
            if step.replaced_by in met:
                raise self._refuse(
                    vi=f"chuỗi thay thế của {entry.key!r} quay vòng",
                    en=f"the replacements of {entry.key!r} lead back",
                )
            step = self._index[step.replaced_by]
            met.add(step.key)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self._index

    def __iter__(self) -> Iterator[CodeEntry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, key: str) -> CodeEntry:
        need_text(key=key)
        if key in self._index:
            return self._index[key]
        nearest = get_close_matches(key[:64], self._index, n=3)
        named = nearest or list(self._index)[:_NAMED]
        listed = ", ".join(named) + ("" if nearest or len(self) <= _NAMED else ", …")
        raise UnknownCode(
            vi=f"danh mục {self.name!r} không có mã {quote(key)}; {'gần nhất' if nearest else 'các mã'}: {listed}",
            en=f"{self.name!r} has no code {quote(key)}; {'nearest' if nearest else 'its codes'}: {listed}",
        )

    def label(self, key: str, lang: Lang) -> str:
        """Return the label of a key, valid now or not; raises UnknownCode, LangError."""
        return self[key].label(lang)

    def source_of(self, key: str) -> str:
        """Return the document that one code is taken from; raises UnknownCode."""
        return self[key].source or self.source

    def keys(self, on: date | None = None, *, beyond: Beyond = "error") -> tuple[str, ...]:
        """Return all keys, or those that may be used on a day; raises UnknownCode for a day beyond `known_to`."""
        check_option("beyond", beyond, get_args(Beyond), UnknownCode)
        day = None if on is None else self._known_day(on, beyond)
        return tuple(entry.key for entry in self.entries if day is None or entry.valid(day))

    def _known_day(self, on: date, beyond: Beyond) -> date:
        return known_day(on, self.known_to or date.max, beyond, UnknownCode)

    def current(self, key: str, *, on: date, beyond: Beyond = "error") -> str:
        """Return the key to use on a day: this one, or the one that replaced it by then.

        Raises:
            UnknownCode: the key is not in the list, neither it nor a replacement may be used on that day, or the day is beyond `known_to`.

        >>> boards = CodeList(
        ...     "boards",
        ...     vi="Ban",
        ...     en="Boards",
        ...     open=False,
        ...     source="ví dụ",
        ...     entries=(
        ...         CodeEntry(
        ...             "btg", "Ban Tuyên giáo", "Propaganda", valid_to=date(2025, 2, 28), replaced_by="btgdv"
        ...         ),
        ...         CodeEntry("btgdv", "Ban Tuyên giáo và Dân vận", "Propaganda and mass mobilisation"),
        ...     ),
        ... )
        >>> boards.current("btg", on=date(2025, 3, 1))
        'btgdv'
        """
        entry, on = self[key], self._known_day(on, beyond)
        while not entry.valid(on):
            if entry.replaced_by is None:
                allowed = ", ".join(self.keys(on)[:_NAMED]) or "–"
                raise UnknownCode(
                    vi=f"danh mục {self.name!r}: ngày {write_day(on, 'vi')} không dùng mã {key!r}; dùng được: {allowed}",
                    en=f"{self.name!r}: {key!r} is not in use on {on}; in use: {allowed}",
                )
            entry = self._index[entry.replaced_by]
        return entry.key


@dataclass(frozen=True, slots=True)
class LocalCode:
    """Mã riêng: one code of a network's own list, and the code of the shared list that it counts as."""

    key: str
    """As the network writes it."""
    counts_as: str
    vi: str
    en: str | None = None
    """None: the English label of the shared code."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """What became of local codes: nothing is dropped, `unmapped` keeps what has no shared code yet."""

    mapped: tuple[tuple[str, str], ...]
    """Pairs of local key and shared key, in the order given."""
    unmapped: tuple[str, ...]
    """In the order given, as often as given."""


@dataclass(frozen=True, slots=True)
class LocalCodes:
    """Danh mục riêng of a network, mapped to a shared list.

    Raises:
        CodeListError: a local key appears twice.
        UnknownCode: a local code counts as a key that the shared list does not hold.

    >>> shared = CodeList(
    ...     "topics",
    ...     vi="Lĩnh vực",
    ...     en="Topics",
    ...     open=True,
    ...     source="ví dụ",
    ...     entries=(CodeEntry("land", "đất đai", "land"),),
    ... )
    >>> local = LocalCodes("sl", shared, (LocalCode("ĐB", "land", "đền bù"),))
    >>> local.map(["ĐB", "K9"])
    Mapped(mapped=(('ĐB', 'land'),), unmapped=('K9',))
    """

    name: str
    shared: CodeList
    entries: tuple[LocalCode, ...]
    _index: dict[str, LocalCode] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", {entry.key: entry for entry in self.entries})
        if len(self._index) != len(self.entries):
            raise CodeListError(
                vi=f"danh mục riêng {self.name!r} có mã lặp lại",
                en=f"local codes {self.name!r}: a key appears twice",
            )
        for entry in self.entries:
            self.shared[entry.counts_as]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self._index

    def map(self, keys: Iterable[str]) -> Mapped:
        """Return the shared code of each local key, and the keys that have none; never raises for an unknown key."""
        given = several("keys", keys, str)
        return Mapped(
            mapped=tuple((key, self._index[key].counts_as) for key in given if key in self._index),
            unmapped=tuple(key for key in given if key not in self._index),
        )

    def label(self, key: str, lang: Lang) -> str:
        """Return the network's own label of a local key; raises UnknownCode, LangError."""
        need_text(key=key)
        if key not in self._index:
            listed = ", ".join(get_close_matches(key[:64], self._index, n=3) or list(self._index)[:_NAMED])
            raise UnknownCode(
                vi=f"danh mục riêng {self.name!r} không có mã {quote(key)}; có: {listed}",
                en=f"local codes {self.name!r} have no {quote(key)}; choose from: {listed}",
            )
        entry = self._index[key]
        return in_language(lang, vi=entry.vi, en=entry.en or self.shared.label(entry.counts_as, "en"))
