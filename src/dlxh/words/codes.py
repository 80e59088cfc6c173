"""Danh mục mã: code lists as data, and a province's own codes next to them.

A key is never translated; its labels are. An open list is one that a network adds its own codes to: a key outside
it is new. In a closed list a key outside is wrong.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from types import NoneType
from typing import get_args

from dlxh.words.bilingual import LANGS, Lang, check_option, quote, with_name
from dlxh.words.code_entries import CodeEntry, CodeListError, CodeTrait, UnknownCode
from dlxh.words.days import Beyond, known_day, write_day
from dlxh.words.given import find_near, need, need_text, several
from dlxh.words.ids import CODE_PATTERN
from dlxh.words.text import fold, nfc

_NAMED = 12  # as many keys as fit into one line of an error


@dataclass(frozen=True, slots=True)
class CodeList:
    """Danh mục: the codes that a field may take, in the order in which people read them.

    A list of one's own may rest on a base list, whose codes its own count as: they have no traits but those of these.

    Raises:
        CodeListError: a key twice, a replacement that is not in the list or leads back, no title, no source; a trait that
            the list does not declare; a code that counts as none of the base list, or is one of it; a way of writing that
            means two codes; an open list on a closed base; a key that is added to an open list and that no field takes, such as one in capitals.

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
    traits: tuple[CodeTrait, ...] = ()
    """What may be said of its codes, with what that means."""
    base: "CodeList | None" = None
    """The list whose codes these make finer, or to which they add."""
    _index: dict[str, CodeEntry] = field(init=False, repr=False, compare=False)
    _written: dict[str, str] = field(init=False, repr=False, compare=False)
    """The key of each way of writing, folded."""

    def __post_init__(self) -> None:
        need_text(name=self.name, vi=self.vi, en=self.en, source=self.source)
        need(bool, open=self.open)
        need((date, NoneType), known_to=self.known_to)
        need((CodeList, NoneType), base=self.base)
        object.__setattr__(self, "entries", several("entries", self.entries, CodeEntry))
        object.__setattr__(self, "traits", several("traits", self.traits, CodeTrait))
        index = {entry.key: entry for entry in self.entries}
        object.__setattr__(self, "_index", index)
        if not (self.vi.strip() and self.en.strip() and self.source.strip()):
            raise self._refuse(
                vi="thiếu tên vi, en hoặc nguồn", en="it lacks its vi title, en title or source"
            )
        if len(index) != len(self.entries):
            raise self._refuse(vi="có mã lặp lại", en="a key appears twice")
        for entry in self.entries:
            self._check_key(entry)
            self._check_replacement(entry)
            self._check_traits(entry)
            self._check_base(entry)
        if self.open and self.base is not None and not self.base.open:
            raise self._refuse(
                vi=f"danh mục gốc {self.base.name!r} là danh mục đóng, không nhận thêm mã; ghi open = false và đặt mã riêng ở "
                'trường riêng: In(codes, refines="...")',
                en=f"its base {self.base.name!r} is closed and takes no further codes; write open = false and keep your codes in "
                'a field of your own: In(codes, refines="...")',
            )
        texts = [
            (text, entry.key)
            for entry in self.entries
            for text in {*map(_plain, (entry.key, *entry.written))}
        ]
        object.__setattr__(self, "_written", dict(texts))
        if len(self._written) != len(texts) or "" in self._written:
            raise self._refuse(
                vi="một cách viết (written) để trống hoặc chỉ hai mã",
                en="what is written for a code is blank, or written for two codes",
            )

    def _refuse(self, *, vi: str, en: str) -> CodeListError:
        return CodeListError(vi=f"danh mục {self.name!r}: {vi}", en=f"code list {self.name!r}: {en}")

    def _check_key(self, entry: CodeEntry) -> None:
        if self.open and self.base is not None and not re.search(CODE_PATTERN, entry.key):
            raise self._refuse(
                vi=f"mã {entry.key!r} phải là chữ thường không dấu, số và _, bắt đầu bằng chữ",
                en=f"{entry.key!r} must be lower-case ASCII letters, digits and _, a letter first: no field takes it otherwise",
            )

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

    def _check_traits(self, entry: CodeEntry) -> None:
        for trait in entry.traits:
            if trait not in self._trait_keys:
                raise self._refuse(
                    vi=f"{entry.key!r} có tính chất {trait!r} chưa khai trong traits",
                    en=f"{entry.key!r} has the trait {trait!r}, which its traits do not declare",
                )

    def _check_base(self, entry: CodeEntry) -> None:
        if self.base is None and entry.counts_as is None:
            return
        if self.base is None or entry.counts_as not in self.base:
            raise self._refuse(
                vi=f"{entry.key!r} phải ghi counts_as là một mã của danh mục gốc (base)",
                en=f"{entry.key!r} must say counts_as, a code of the base list",
            )
        if self.traits or entry.key in self.base:
            raise self._refuse(
                vi=f"{entry.key!r}: mã riêng không trùng mã gốc, và có tính chất của mã gốc mà không khai traits",
                en=f"{entry.key!r}: an own code is none of the base list, and has the traits of the one it counts as",
            )

    @property
    def _trait_keys(self) -> tuple[str, ...]:
        return tuple(trait.key for trait in self.traits)

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
        nearest = find_near(key, self._index)
        listed = ", ".join(nearest or list(self._index)[:_NAMED])
        listed += "" if nearest or len(self) <= _NAMED else ", …"
        raise self._unknown(key, listed, listed, is_near=bool(nearest))

    def _unknown(self, key: str, vi: str, en: str, *, is_near: bool) -> UnknownCode:
        return UnknownCode(
            vi=f"danh mục {self.name!r} không có mã {quote(key)}; {'gần nhất' if is_near else 'các mã'}: {vi}",
            en=f"{self.name!r} has no code {quote(key)}; {'nearest' if is_near else 'its codes'}: {en}",
        )

    def label(self, key: str, lang: Lang) -> str:
        """Return the label of a key, valid now or not; raises UnknownCode, LangError."""
        return self[key].label(lang)

    def having(self, trait: str) -> tuple[str, ...]:
        """Return the keys that have a trait; raises UnknownCode for a trait that the list does not declare.

        >>> from dlxh.data import code_list
        >>> code_list("report_kind").having("staged")
        ('ad_hoc',)
        """
        need_text(trait=trait)
        if self.base is not None:
            held = self.base.having(trait)
            return tuple(entry.key for entry in self.entries if entry.counts_as in held)
        if trait not in self._trait_keys:
            listed = ", ".join(self._trait_keys) or "–"
            raise UnknownCode(
                vi=f"danh mục {self.name!r} không có tính chất {quote(trait)}; có: {listed}",
                en=f"{self.name!r} has no trait {quote(trait)}; choose from: {listed}",
            )
        return tuple(entry.key for entry in self.entries if trait in entry.traits)

    def base_of(self, key: str) -> str:
        """Return the key of the base list that a key counts as, which of one of its own is itself; raises UnknownCode."""
        need_text(key=key)
        if self.base is None or key in self.base:
            return (self.base or self)[key].key
        return str(self[key].counts_as)

    def choices(
        self, lang: Lang, *, on: date | None = None, beyond: Beyond = "error"
    ) -> tuple[tuple[str, str], ...]:
        """Return keys with their labels for a form: all, or those that may be used on a day.

        Raises:
            LangError: the language is neither `vi` nor `en`.
            UnknownCode: the day is beyond `known_to`.

        >>> from dlxh.data import code_list
        >>> code_list("area_scheme").choices("en", on=date(2025, 7, 1))
        (('19/2025', 'codes of Decision 19/2025/QĐ-TTg'),)
        """
        return tuple((key, self.label(key, lang)) for key in self.keys(on, beyond=beyond))

    def find(self, text: str) -> str:
        """Return the key that a file of an office means: the key itself, or the one for which the text is written.

        A label is none of them until it is among `written`: labels are mended, and two codes may have one. The error lists the
        codes whose keys, labels or ways of writing are near.

        Raises UnknownCode. Case and blanks do not matter, marks do.

        >>> kinds = CodeEntry("flash", vi="tin nhanh", en="flash news", written=("TN",))
        >>> CodeList("kinds", vi="Loại", en="Kinds", open=False, source="ví dụ", entries=(kinds,)).find("tn")
        'flash'
        """
        need_text(text=text)
        if (key := self._written.get(_plain(text))) is not None:
            return key
        names = {fold(name): one for one in self for name in (one.key, *one.written, one.vi, one.en)}
        near = list(dict.fromkeys(names[name] for name in find_near(fold(text), names)))
        if not near:
            return self[text].key
        vi, en = (", ".join(with_name(each.label(lang), each.key) for each in near) for lang in LANGS)
        raise self._unknown(text, vi, en, is_near=True)

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


def _plain(text: str) -> str:
    return " ".join(nfc(text).casefold().split())
