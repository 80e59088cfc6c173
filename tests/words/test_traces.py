"""Nobody who is looked for is in a text unseen, however they are written; and ordinary words are nobody."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dlxh
from dlxh.casework.briefs import traces
from dlxh.rules.families.personal_data import TEXTS
from dlxh.testing import province
from dlxh.words import text as text_module
from dlxh.words import traces as traces_module
from dlxh.words.text import unify_signs
from dlxh.words.traces import Traces
from tests.words.disguises import disguised_names, disguised_phones, names, phones

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Cao", "Y", "K'")
MIDDLES = ("Văn", "Thị", "Đức", "Minh", "Thế", "Thu", "Hữu", "Ngọc")
GIVEN = ("An", "Hạnh", "Hội", "Hoa", "Hà", "Nam", "Y", "Thủy", "Dân", "Đường", "Xã", "Phương")


@given(names(), st.data())
def test_a_name_is_found_in_any_disguise(name: str, data: st.DataObject) -> None:
    """Blanks of any kind, zero-width signs, line breaks, marks off, case and width do not hide a name of two words or more."""
    written = data.draw(disguised_names(name))
    before, after = data.draw(
        st.sampled_from([("", ""), ("Theo bà ", ", đơn giá thấp."), ("(", ")"), ("1.", "\n")])
    )

    assert Traces([name]).lie_in(before + written + after)


@given(phones(), st.data())
def test_a_phone_is_found_in_any_disguise(phone: str, data: st.DataObject) -> None:
    """0, 84, +84, 0084 or no prefix, any grouping, any separators and any kind of digit do not hide a phone."""
    written = data.draw(disguised_phones(phone))
    before, after = data.draw(st.sampled_from([("", ""), ("Gọi ", " nhé"), ("ĐT:", "."), ("(", ")")]))

    assert Traces([phone]).lie_in(before + written + after)


@pytest.mark.traced
@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("CTV-1", "nguồn: ctv 1"),
        ("CTV-1", "nguồn CTV1."),
        ("GL-BC-001.1", "theo ＧＬ－ＢＣ－００１．１ thì"),
        ("GL-BC-001.1", "theo gl bc 001 1"),
        ("nguyenvana", "của NguyenVanA"),
        ("thu.tran@example.com", "thư thu . tran @ example . com"),
        ("Hoa", "chị Hoa nêu"),
        ("hoa", "chị Hoa nêu"),
        ("H'Lan Êban", "bà h lan eban"),
        ("Trần Thị Thử", "Tra\u0336\u0300n Thị Thử"),
        ("Trần Thị Thử", "T r ầ n  T h ị  T h ử"),
        ("Trần Thị Thử", "TrầnThịThử"),
        ("Trần Thị Thử", "Trấn Thí Thứ"),
        ("Tran Thi Thu", "Trần Thị Thử"),
        ("Đỗ Hạnh", "bà \u00d0ỗ Hạnh, ông \u0110ỗ"),
        ("\u0189ỗ Hạnh", "bà Đỗ Hạnh"),
        ("12345", "mã 12345"),
        ("CTV-1", "\u0300 ctv \u0301 1"),
        ("0903777555", "5 0903777555 12"),
        ("(0903) 777 555", "84.903.777.555"),
        ("0903777555", "903-777-555"),
        ("0841234567", "841234567"),
        ("+1 202 555 0100", "1-202-555-0100"),
    ],
)
def test_found(word: str, text: str) -> None:
    """Codes, addresses and names in forms that people write."""
    assert Traces([word]).lie_in(text)


@pytest.mark.traced
@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("Nguyễn Thị Hoa", "chị Hoa, bà Nguyễn Thị Hồng"),
        ("Nguyễn Thị Hoa", "Nguyễn Thị Hoàn, thị hoa"),
        ("Hoa", "hoa màu, hóa đơn, Hoá"),
        ("Đỗ Hạnh", "do hành vi lấn chiếm"),
        ("Vũ An", "vụ án, vú ăn"),
        ("Lê Hội", "lễ hội"),
        ("Thu Ý", "chị Thủy"),
        ("Lê An", "l ê an"),
        ("Đặng Văn Hà", "của Đảng và Nhà nước"),
        ("m1", "rộng 5 m, 1 hộ"),
        ("CTV-1", "CTV-10, CTV-2, XCTV-1"),
        ("lan", "lần, làn, lan"),
        ("2024", "năm 2024"),
        ("12345", "112345, 123456, 12.345"),
        ("0903777555", "10903777555"),
        ("0903777555", "09037775551"),
        ("0903777555", "chi 120.903.777.555 đồng, 903.777.555.000 đồng"),
        ("0903777555", "0903777554"),
        ("👪", "👪"),
        ("a", "a"),
    ],
)
def test_not_found(word: str, text: str) -> None:
    """A given name alone, the beginning of a word, other marks, and digits inside a longer number lead to nobody."""
    assert not Traces([word]).lie_in(text)


def test_what_each_character_becomes() -> None:
    """Digits of any script, dashes and blanks of any kind are one; marks of our letters stay, others go, and đ is a d with a mark."""
    letters, signs = traces_module._Letters(), text_module._Signs()

    assert [letters[ord(sign)] for sign in "\u0300\u0336\u200b\u1160٣đb–"] == [
        "\u0300",
        "",
        "",
        "",
        "3",
        "d\u0335",
        "b",
        " ",
    ]
    assert [signs[ord(sign)] for sign in "٣\u200b–\u2212\u00a0\nb"] == ["3", "", "-", "-", " ", " ", "b"]


def test_a_word_given_twice_is_one() -> None:
    """What two columns hold alike is looked for once."""
    assert Traces(["CTV-1", "ctv 1"])._by_text.keys() == {"ctv1"}
    assert [len(found) for found in Traces(["CTV-1", "CTV-1"])._by_text.values()] == [1]


def test_inside_words() -> None:
    """An id may hold another without a sign between; a number is never cut, and a short one is not looked for inside."""
    kept = Traces(["GL-BC-001", "CTV-1"])

    assert kept.lie_in("XMGLBC001x", within_words=True)
    assert not kept.lie_in("XMGLBC001x")
    assert not kept.lie_in("XMGLBC0012", within_words=True)
    assert not Traces(["1-GL-BC"]).lie_in("XM21GLBC", within_words=True)
    assert not kept.lie_in("XCTV1", within_words=True)
    assert kept.lie_in("XM-CTV-1.2", within_words=True)


@pytest.mark.parametrize("path", sorted(each.parent.name for each in EXAMPLES.glob("*/datapackage.json")))
def test_no_false_alarm_on_the_examples(path: str) -> None:
    """No text of an example holds its own collaborators, nor any of a thousand usual names; no case has an id that does."""
    register = dlxh.read(EXAMPLES / path).register
    usual = [f"{family} {middle} {last}" for family in FAMILIES for middle in MIDDLES for last in GIVEN]
    short = [f"{family} {last}" for family in FAMILIES for last in GIVEN]
    kept = Traces([*traces(register), *usual, *short])
    ids = [each for case in register.cases for each in (case.id, *(content.id for content in case.contents))]

    assert [text for text in _texts(register) if kept.lie_in(text)] == []
    assert [key for key in ids if kept.lie_in(key, within_words=True)] == []


def test_no_false_alarm_on_an_invented_province() -> None:
    """Nor does any text of an invented province hold one of its collaborators."""
    register = province(collaborators=20, years=2)
    kept = Traces(traces(register))

    assert [text for text in _texts(register) if kept.lie_in(text)] == []


def _texts(register: dlxh.Register) -> list[str]:
    found = [
        text
        for table, fields in TEXTS.items()
        if table in register.tables
        for field in fields
        for text in register.tables.polars(table)[field].drop_nulls().unique()
    ]
    assert found
    return found


def test_the_work_grows_with_the_text_and_not_with_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand collaborators cost a text no more looks than one: as many as it has words, and lengths that begin alike."""
    looks = 0
    begins: Callable[..., bool] = Traces._begins

    def counted(self: Traces, *args: object, **options: object) -> bool:
        nonlocal looks
        looks += 1
        return begins(self, *args, **options)

    monkeypatch.setattr(Traces, "_begins", counted)
    text = "Người dân phản ánh đơn giá đền bù thấp, 12 hộ chưa nhận tiền. " * 50
    counts = []
    for people in (1, 1000):
        looks = 0
        kept = Traces(f"Nguyễn Thị Ví Dụ {number}" for number in range(people))
        assert not kept.lie_in(text)
        counts.append((looks, max(map(len, kept._lengths.values()))))

    assert counts == [(counts[0][0], 1), (counts[0][0], 3)]
    assert counts[0][0] <= len(text.split()) + 1


@given(st.text())
def test_signs_are_one_kind(text: str) -> None:
    """What patterns search has ASCII digits, hyphens and blanks only, and saying it twice changes nothing."""
    plain = unify_signs(text)

    assert unify_signs(plain) == plain
    assert all(sign in "0123456789" for sign in plain if unicodedata.category(sign) == "Nd")
    assert all(sign == "-" for sign in plain if unicodedata.category(sign) == "Pd")
    assert all(sign == " " for sign in plain if sign.isspace())
