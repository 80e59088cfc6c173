"""Amounts in Vietnamese words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh.words.money import MAX_DONG, MoneyError
from dlxh.words.spelt_amounts import amount_words

VECTORS = [  # as Vietnamese offices write them
    (0, "không"),
    (1, "một"),
    (4, "bốn"),
    (5, "năm"),
    (10, "mười"),
    (11, "mười một"),
    (14, "mười bốn"),
    (15, "mười lăm"),
    (20, "hai mươi"),
    (21, "hai mươi mốt"),
    (24, "hai mươi tư"),
    (25, "hai mươi lăm"),
    (55, "năm mươi lăm"),
    (100, "một trăm"),
    (101, "một trăm lẻ một"),
    (104, "một trăm lẻ bốn"),
    (105, "một trăm lẻ năm"),
    (110, "một trăm mười"),
    (1000, "một nghìn"),
    (1005, "một nghìn không trăm lẻ năm"),
    (1015, "một nghìn không trăm mười lăm"),
    (18_000, "mười tám nghìn"),
    (390_000, "ba trăm chín mươi nghìn"),
    (417_000, "bốn trăm mười bảy nghìn"),
    (447_000, "bốn trăm bốn mươi bảy nghìn"),
    (702_000, "bảy trăm lẻ hai nghìn"),
    (759_000, "bảy trăm năm mươi chín nghìn"),
    (1_000_001, "một triệu không trăm lẻ một"),
    (1_005_000, "một triệu không trăm lẻ năm nghìn"),
    (10_140_000, "mười triệu một trăm bốn mươi nghìn"),
    (2_000_000_000, "hai tỷ"),
    (1_000_000_021, "một tỷ không trăm hai mươi mốt"),
    (1_500_000_000_000, "một nghìn năm trăm tỷ"),
    (100_000_000_000_000, "một trăm nghìn tỷ"),
    (-18_000, "âm mười tám nghìn"),
]
DIGITS = {
    word: digit
    for digit, words in enumerate(
        ("không", "một mốt", "hai", "ba", "bốn tư", "năm lăm", "sáu", "bảy", "tám", "chín")
    )
    for word in words.split()
}
SCALES = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}
USAGES = [(zero, four) for zero in ("lẻ", "linh") for four in ("tư", "bốn")]


def heard(text: str) -> int:
    """Return the number that a person hears: digits gather to a group, a scale closes it, tỷ closes all before it."""
    words = text.split()
    sign = -1 if words[0] == "âm" else 1
    total = section = group = digit = 0
    for word in words[1:] if sign < 0 else words:
        if word in {"lẻ", "linh"}:
            continue
        if word in DIGITS:
            group, digit = group + digit, DIGITS[word]
        elif word == "trăm":
            group, digit = group + digit * 100, 0
        elif word == "mươi":
            group, digit = group + digit * 10, 0
        elif word == "mười":
            group, digit = group + digit + 10, 0
        elif word == "tỷ":
            total, section, group, digit = (section + group + digit) * SCALES[word], 0, 0, 0
        else:
            section, group, digit = section + (group + digit) * SCALES[word], 0, 0
    return sign * (total + section + group + digit)


@pytest.mark.parametrize(("amount", "words"), VECTORS)
def test_vectors(amount: int, words: str) -> None:
    """Amounts read as Vietnamese offices write them."""
    assert amount_words(amount, unit="") == words
    assert amount_words(amount) == f"{words} đồng"


@pytest.mark.no_cover
@pytest.mark.parametrize(("zero", "four"), USAGES)
def test_no_two_amounts_read_alike(zero: str, four: str) -> None:
    """No duplicates for 0 to 199,999, under each usage."""
    texts = {amount_words(n, zero=zero, four=four) for n in range(200_000)}  # type: ignore[arg-type] # all usages

    assert len(texts) == 200_000


@given(st.integers(-MAX_DONG, MAX_DONG), st.sampled_from(USAGES))
def test_what_is_written_is_heard(amount: int, usage: tuple[str, str]) -> None:
    """The words say the amount: read back by another hand they give it again."""
    zero, four = usage

    assert heard(amount_words(amount, zero=zero, four=four, unit="")) == amount  # type: ignore[arg-type] # all usages


def test_usages() -> None:
    """Lẻ or linh, tư or bốn are options; after lẻ and mười a four is always bốn."""
    assert amount_words(102, zero="linh") == "một trăm linh hai đồng"
    assert amount_words(24, four="bốn") == "hai mươi bốn đồng"
    assert amount_words(104_014, zero="linh") == "một trăm linh bốn nghìn không trăm mười bốn đồng"


@pytest.mark.parametrize("amount", [1.0, True, "5", None, MAX_DONG + 1, -MAX_DONG - 1])
def test_only_whole_amounts(amount: object) -> None:
    """A float, a truth value, a text or too large an amount is refused in both languages."""
    with pytest.raises(MoneyError) as refused:
        amount_words(amount)  # type: ignore[arg-type] # the mistake that is tested

    assert "999.999.999.999.999" in refused.value.vi
    assert "check the amount" in refused.value.en


@pytest.mark.parametrize("option", ["zero", "four", "thousand"])
@pytest.mark.parametrize("given", ["sai", "", "LẺ", None, 4])
def test_an_option_is_one_of_those_named(option: str, given: object) -> None:
    """A usage that is not known is refused for every amount, also where it would not show; the error lists the known ones."""
    for amount in (0, 105):
        with pytest.raises(MoneyError, match=f"{option}: there is no option"):
            amount_words(amount, **{option: given})  # type: ignore[arg-type] # that is the fault


@given(st.integers(-MAX_DONG, MAX_DONG))
def test_ngan_is_nghin(amount: int) -> None:
    """The southern word for a thousand is used wherever the other one would be, and nothing else changes."""
    assert amount_words(amount, thousand="ngàn") == amount_words(amount).replace("nghìn", "ngàn")
