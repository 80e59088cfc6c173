"""Normal form, search key, dictionary order and text types."""

import bisect
import itertools
import re
import sys
import unicodedata
from collections.abc import Callable
from types import FrameType
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from dlxh.words.text import (
    LINE_LENGTH,
    LINE_PATTERN,
    PROSE_PATTERN,
    Line,
    Prose,
    _weight,
    fold,
    nfc,
    sort_key,
)

LINE: TypeAdapter[str] = TypeAdapter(Line)
PROSE: TypeAdapter[str] = TypeAdapter(Prose)
BLANKS = [" ", "\u00a0", "\u3000", "\u200b", "\ufeff", "\t", "\n", "\r\n", "\u2028", "\x00", "\x85"]
VIETNAMESE = st.text(alphabet=nfc("aàảãáạăằâấậbdđeêệiỉoôơờuưựyỵ AĐÔƯ-.0123456789"), max_size=12)

# By hand, as a Vietnamese dictionary has them: letters first, tones second.
DICTIONARY = [
    "a",
    "à",
    "ả",
    "ã",
    "á",
    "ạ",
    "ă",
    "ằ",
    "ẳ",
    "ẵ",
    "ắ",
    "ặ",
    "â",
    "ầ",
    "ẩ",
    "ẫ",
    "ấ",
    "ậ",
    "b",
    "c",
    "d",
    "đ",
    "e",
    "è",
    "ẻ",
    "ẽ",
    "é",
    "ẹ",
    "ê",
    "ề",
    "ể",
    "ễ",
    "ế",
    "ệ",
    "g",
    "h",
    "i",
    "ì",
    "ỉ",
    "ĩ",
    "í",
    "ị",
    "k",
    "l",
    "m",
    "n",
    "o",
    "ò",
    "ỏ",
    "õ",
    "ó",
    "ọ",
    "ô",
    "ồ",
    "ổ",
    "ỗ",
    "ố",
    "ộ",
    "ơ",
    "ờ",
    "ở",
    "ỡ",
    "ớ",
    "ợ",
    "p",
    "q",
    "r",
    "s",
    "t",
    "u",
    "ù",
    "ủ",
    "ũ",
    "ú",
    "ụ",
    "ư",
    "ừ",
    "ử",
    "ữ",
    "ứ",
    "ự",
    "v",
    "x",
    "y",
    "ỳ",
    "ỷ",
    "ỹ",
    "ý",
    "ỵ",
]
WORDS = [
    "An Giang", "Bà Rịa", "Bạc Liêu", "Bắc Giang", "Bắc Ninh", "Bến Tre", "Bình Dương", "Bình Định",
    "Cà Mau", "Cần Thơ", "Dương", "Đà Nẵng", "Đắk Lắk", "Đắk Nông", "Đặng", "Điện Biên", "Đồng Nai", "Đồng Tháp",
    "Gia Lai", "Hà Nam", "Hà Tĩnh", "Hải Dương", "Hòa Bình", "Hưng Yên", "Khánh Hòa", "Lai Châu", "Lạng Sơn",
    "Lào Cai", "Lâm Đồng", "Long An", "Nam Định", "Nghệ An", "Ninh Bình", "Ninh Thuận", "Phú Thọ", "Phú Yên",
    "Quảng Nam", "Quảng Ngãi", "Quảng Trị", "Sóc Trăng", "Sơn La", "Tây Ninh", "Thái Bình", "Tiền Giang",
    "Trà Vinh", "Tuyên Quang", "Vĩnh Long", "Yên Bái",
]  # fmt: skip


@given(st.text())
def test_nfc_is_unicode_nfc(text: str) -> None:
    """NFC on input: any text comes out composed, and composing again changes nothing."""
    assert unicodedata.is_normalized("NFC", nfc(text))
    assert nfc(nfc(text)) == nfc(text)


MARKS = ["\u0301", "\u0323", "\u0344", "\u0f73", "\u0345", "\u3099"]
MIXED = st.lists(st.sampled_from(["a", "1", "é", "\u1100", "\u1161", "ΐ", "中", *MARKS]), max_size=40).map(
    "".join
)


@given(MIXED, st.sampled_from([1, 400]))
def test_nfc_of_floods_of_marks(text: str, times: int) -> None:
    """Putting long runs of marks in order first changes nothing but the time: the form is Unicode's own."""
    assert nfc(text * times) == unicodedata.normalize("NFC", text * times)


class Counted:
    """`unicodedata` that counts how many places Python moves marks by, one comparison each."""

    def __init__(self) -> None:
        self.moves = 0

    def normalize(self, form: Literal["NFC", "NFD"], text: str) -> str:
        """Count what sorting the marks by insertion costs, and sort them."""
        run: list[int] = []
        for letter in itertools.chain.from_iterable(unicodedata.normalize("NFD", each) for each in text):
            rank = unicodedata.combining(letter)
            if not rank:
                run.clear()
                continue
            place = bisect.bisect_right(run, rank)
            self.moves += len(run) - place
            run.insert(place, rank)
        return unicodedata.normalize(form, text)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the module holds
        return getattr(unicodedata, name)


@pytest.mark.parametrize("read", [nfc, fold, sort_key], ids=lambda read: read.__name__)
@pytest.mark.parametrize(
    "flood", ["\u0301\u0323", "\u0f73", "\u0344\u0323", "e\u0301\u0323\u0f73"], ids=ascii
)
def test_marks_cost_no_more_than_their_number(
    read: Callable[[str], object], flood: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A flood of marks, which Python sorts by comparing each with each, is sorted with a bounded work per character."""
    counted = Counted()
    monkeypatch.setattr("dlxh.words.text.unicodedata", counted)
    for size in (LINE_LENGTH, 20_000):
        counted.moves = 0
        read("a" + flood * (size // len(flood)))
        assert counted.moves <= LINE_LENGTH * size


def handled(function: Callable[[], object]) -> int:
    """Return how many characters the methods of texts handle in a call."""
    total = 0

    def profile(_: FrameType, event: str, method: Any) -> None:  # noqa: ANN401 - a function of C, or any value
        nonlocal total
        owner = getattr(method, "__self__", None)
        if event == "c_call" and isinstance(owner, str):
            total += len(owner)

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        function()
    finally:
        sys.setprofile(before)
    return total


@pytest.mark.parametrize("flood", ["1", "0", "a", "\u0323", "1a", "Đ"])
def test_sort_key_handles_each_character_a_few_times(flood: str) -> None:
    """The key of a long text is made without making it again for each of its characters."""
    text = "x" + flood * (10_000 // len(flood))

    assert handled(lambda: sort_key(text)) <= 20 * len(text)


@given(st.text())
def test_fold_is_idempotent(text: str) -> None:
    """A search key is its own search key."""
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_fold_ignores_the_normal_form(text: str) -> None:
    """Composed and decomposed text give one search key."""
    assert fold(unicodedata.normalize("NFD", text)) == fold(nfc(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("Hoà", "hòa"),
        ("uỷ ban", "Ủy ban"),
        ("Đắk Lắk", "Đak Lak"),
        ("Đăk", "đắk"),
        ("dư luận  xã\u00a0hội", "DU LUAN XA HOI"),
        ("Lào\u200b Cai", "lao cai"),
        ("\u00d0ỗ Hạnh, \u0189ỗ Hạnh", "Đỗ Hạnh, đỗ hạnh"),
    ],
)
def test_fold_joins_spellings(one: str, other: str) -> None:
    """A fold key (no marks, đ→d, both tone placements): spellings of one name meet."""
    assert fold(one) == fold(other)
    assert fold(one).isascii()


def test_a_wide_space_sorts_as_a_space() -> None:
    """Signs and spaces are looked up once for a process: that they are weighed at all is seen by ones that no other text has."""
    assert sort_key("An\u2003Khê") < sort_key("Anh Khê")
    assert _weight("\u2003") == _weight(" ")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("forms", [DICTIONARY, WORDS], ids=["letters", "provinces"])
def test_sort_key_has_dictionary_order(forms: list[str], form: Literal["NFC", "NFD"]) -> None:
    """The sort key orders as Vietnamese dictionaries do (letters before tones; đ after d)."""
    expected = [unicodedata.normalize(form, word) for word in forms]
    assert len(expected) >= 40
    assert sorted(sorted(expected), key=sort_key) == expected
    backwards = expected[::-1]
    assert sorted(backwards, key=sort_key) == expected


@pytest.mark.parametrize(
    "ordered",
    [
        ["da", "dà", "dả", "dã", "dá", "dạ", "đa"],  # đ after d, whatever the tone
        ["ba", "bá", "bac", "bạc", "băc"],  # letters before tones
        ["bà con", "ba hoa"],  # the letters of the whole text before its tones
        ["Hà Nam", "Hà Nội", "Hải Dương"],  # a blank before letters
        ["Tổ 002", "Tổ 02", "Tổ 2", "Tổ 3", "Tổ 10", "Tổ a"],  # numbers by value, before letters
        ["(a)", "0", "1", "a"],  # signs, numbers, letters
        ["an", "An", "AN"],  # small letters first
        ["xe", "yê", "za", "жа", "中"],  # other scripts last
        ["u", "ü", "ú", "ư"],  # a foreign mark stays with its letter
        ["ö", "oc", "ồ"],
        ["", " ", "a"],
    ],
    ids=str,
)
def test_sort_key_of_cases(ordered: list[str]) -> None:
    """Letters decide before tones, tones before capitals; non-letters come first and numbers by value."""
    keys = [sort_key(word) for word in ordered]

    assert sorted(ordered, key=sort_key) == ordered
    assert all(low < high for low, high in itertools.pairwise(keys))


@given(VIETNAMESE, VIETNAMESE)
def test_sort_key_tells_texts_apart(one: str, other: str) -> None:
    """Two texts have one place only if they are one text."""
    assert (sort_key(one) == sort_key(other)) == (nfc(one) == nfc(other))


@given(st.lists(st.text(max_size=6).map(nfc), max_size=5))
def test_sort_key_takes_any_text(texts: list[str]) -> None:
    """Any texts can be put in order, and the order does not depend on where they were."""
    backwards = texts[::-1]
    assert sorted(texts, key=sort_key) == sorted(backwards, key=sort_key)


def test_sort_key_takes_long_numbers() -> None:
    """A row of digits that no integer of Python's reading limit holds still has its place."""
    assert sort_key("9" * 5000) < sort_key("1" + "0" * 5000)


@pytest.mark.parametrize("adapter", [LINE, PROSE], ids=["line", "prose"])
@pytest.mark.parametrize("blank", ["", *BLANKS, "".join(BLANKS)], ids=repr)
def test_blank_text_is_refused(adapter: TypeAdapter[str], blank: str) -> None:
    """Text that shows nothing is not a text."""
    with pytest.raises(ValidationError):
        adapter.validate_python(blank)


@pytest.mark.parametrize("sign", ["\n", "\r", "\t", "\x00", "\x7f", "\x85", "\u2028", "\u2029"], ids=repr)
def test_line_is_one_line(sign: str) -> None:
    """A line holds no line break and no control character, at its end neither; prose may."""
    for text in (f"a{sign}b", f"a{sign}", f"{sign}a"):
        with pytest.raises(ValidationError) as refusal:
            LINE.validate_python(text)
        assert refusal.value.errors()[0]["type"] == "string_pattern_mismatch"
        assert PROSE.validate_python(text) == text


@pytest.mark.parametrize(("adapter", "limit"), [(LINE, 300), (PROSE, 20_000)], ids=["line", "prose"])
def test_length_counts_code_points(adapter: TypeAdapter[str], limit: int) -> None:
    """The limit counts code points, and before NFC, so that a flood of decomposed text stops early."""
    assert adapter.validate_python("ộ" * limit) == "ộ" * limit
    decomposed = unicodedata.normalize("NFD", "ộ" * limit)
    for text in ("a" * (limit + 1), decomposed):
        with pytest.raises(ValidationError) as refusal:
            adapter.validate_python(text)
        assert refusal.value.errors()[0]["type"] == "string_too_long"


@pytest.mark.parametrize("adapter", [LINE, PROSE], ids=["line", "prose"])
def test_text_is_composed_and_strict(adapter: TypeAdapter[str]) -> None:
    """NFC on input; only texts are texts."""
    assert adapter.validate_json('" hoa\u0300 "') == " hoà "
    for other in (1, b"a", None, True):
        with pytest.raises(ValidationError):
            adapter.validate_python(other)


@given(st.text(max_size=8))
def test_patterns_mean_the_same_in_python(text: str) -> None:
    """The published patterns refuse and accept what the types do, so engines may use them."""
    for adapter, pattern in ((LINE, LINE_PATTERN.replace("$", r"\Z")), (PROSE, PROSE_PATTERN)):
        try:
            accepted = bool(adapter.validate_python(text))
        except ValidationError:
            accepted = False
        assert accepted == bool(re.search(pattern, text))


def test_a_foreign_mark_stands_with_its_letter() -> None:
    """A letter with a mark that Vietnamese does not have comes where the letter alone would, not behind all others."""
    assert sorted(["v", "ü", "u", "t"], key=sort_key) == ["t", "u", "ü", "v"]
