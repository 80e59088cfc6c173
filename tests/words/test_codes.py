"""Code lists: keys that are never translated, labels that are, and what replaced what."""

import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh.words.bilingual import LangError
from dlxh.words.code_entries import CodeEntry, CodeListError, UnknownCode
from dlxh.words.codes import CodeList, LocalCode, LocalCodes, Mapped

BOARDS = CodeList(
    "boards",
    vi="Ban",
    en="Boards",
    open=False,
    source="ví dụ",
    entries=(
        CodeEntry(
            "btg", "Ban Tuyên giáo", "Propaganda board", valid_to=date(2025, 2, 28), replaced_by="btgdv"
        ),
        CodeEntry("bdv", "Ban Dân vận", "Mass board", valid_to=date(2025, 2, 28), replaced_by="btgdv"),
        CodeEntry(
            "btgdv",
            "Ban Tuyên giáo và Dân vận",
            "Joint board",
            valid_from=date(2025, 3, 1),
            source="983-QĐ/TU",
        ),
        CodeEntry("khoi", "Đảng ủy Khối", "Bloc committee", valid_to=date(2025, 2, 28)),
    ),
)


def _list(*entries: CodeEntry, **fields: str) -> CodeList:
    texts = {"name": "x", "vi": "X", "en": "X", "source": "dlxh", **fields}
    return CodeList(
        texts["name"], texts["vi"], texts["en"], open=True, source=texts["source"], entries=entries
    )


def test_keys_are_looked_up_and_labels_translated() -> None:
    """Codes are never translated; labels are."""
    assert "btg" in BOARDS
    assert "Ban Tuyên giáo" not in BOARDS
    assert BOARDS.label("btg", "vi") == "Ban Tuyên giáo"
    assert BOARDS.label("btg", "en") == "Propaganda board"
    assert BOARDS["btg"].key == "btg"
    with pytest.raises(LangError):
        BOARDS.label("btg", "fr")  # type: ignore[arg-type] # the mistake that is tested


def test_a_list_is_read_in_its_order() -> None:
    """A list iterates over its entries in the order in which people read them."""
    assert [entry.key for entry in BOARDS] == ["btg", "bdv", "btgdv", "khoi"]
    assert len(BOARDS) == 4


@pytest.mark.parametrize(
    ("on", "keys"),
    [
        (None, ("btg", "bdv", "btgdv", "khoi")),
        (date(2025, 2, 28), ("btg", "bdv", "khoi")),
        (date(2025, 3, 1), ("btgdv",)),
    ],
)
def test_keys_of_a_day(on: date | None, keys: tuple[str, ...]) -> None:
    """Both ends of a validity are inclusive, and without a day all keys are listed."""
    assert BOARDS.keys(on) == keys


def test_the_source_of_an_entry_goes_before_that_of_the_list() -> None:
    """An entry without a source of its own has that of its list."""
    assert BOARDS.source_of("btgdv") == "983-QĐ/TU"
    assert BOARDS.source_of("btg") == "ví dụ"


def test_current_follows_replacements() -> None:
    """A retired key leads to the key that replaced it, a valid one to itself."""
    assert BOARDS.current("btg", on=date(2025, 2, 28)) == "btg"
    assert BOARDS.current("btg", on=date(2025, 3, 1)) == "btgdv"


def test_current_follows_a_chain() -> None:
    """A replacement that was replaced in turn is followed to the end."""
    chain = _list(
        CodeEntry("a", "A", "A", valid_to=date(2020, 1, 1), replaced_by="b"),
        CodeEntry("b", "B", "B", valid_to=date(2021, 1, 1), replaced_by="c"),
        CodeEntry("c", "C", "C"),
    )

    assert [chain.current("a", on=date(year, 1, 1)) for year in (2020, 2021, 2022)] == ["a", "b", "c"]


def test_a_key_without_replacement_is_refused_on_a_later_day() -> None:
    """A key that ended without a replacement is an error that names what is in use."""
    with pytest.raises(UnknownCode, match="btgdv"):
        BOARDS.current("khoi", on=date(2025, 3, 1))
    with pytest.raises(UnknownCode, match="not in use on 2025-01-01"):
        BOARDS.current("btgdv", on=date(2025, 1, 1))
    alone = _list(CodeEntry("a", "A", "A", valid_to=date(2020, 1, 1)))
    with pytest.raises(UnknownCode, match="–"):
        alone.current("a", on=date(2020, 1, 2))


@given(st.dates(date(2024, 1, 1), date(2026, 1, 1)), st.sampled_from(["btg", "bdv"]))
def test_current_is_valid_and_stays(day: date, key: str) -> None:
    """Units, posts, codes, rates and regulations have validity: the current key holds that day and is its own current."""
    found = BOARDS.current(key, on=day) if day >= date(2025, 3, 1) else key

    assert BOARDS[found].valid(day)
    assert BOARDS.current(found, on=day) == found


def test_an_unknown_key_names_the_nearest() -> None:
    """The error names the nearest keys in both languages, and is a KeyError."""
    with pytest.raises(UnknownCode) as refused:
        BOARDS.label("btgd", "vi")

    assert isinstance(refused.value, KeyError)
    assert "gần nhất: btgdv" in refused.value.vi
    assert "nearest: btgdv" in refused.value.en
    assert "khoi" not in refused.value.en


def test_an_unknown_key_far_from_all_names_the_list() -> None:
    """Without a near key the error lists the codes, a long list only in part."""
    with pytest.raises(UnknownCode, match=r"its codes: btg, bdv, btgdv, khoi$"):
        BOARDS.current("zzz", on=date(2025, 1, 1))
    long = _list(*(CodeEntry(f"k{number}", f"K{number}", f"K{number}") for number in range(13)))
    with pytest.raises(UnknownCode, match=r"k11, …$"):
        long.source_of("zzz")


def test_the_error_survives_pickling() -> None:
    """A worker process hands the error back with both languages."""
    error = pickle.loads(pickle.dumps(UnknownCode(vi="không có", en="none")))  # noqa: S301 - our own bytes

    assert (error.vi, error.en) == ("không có", "none")


@pytest.mark.parametrize("key", ["", "đất", "a b", "-a", "a\n", "a,b"])
def test_a_key_is_ascii_without_blanks(key: str) -> None:
    """A key that is not plain ASCII is refused."""
    with pytest.raises(CodeListError, match="ASCII"):
        CodeEntry(key, "vi", "en")


@pytest.mark.parametrize(("vi", "en"), [("", "land"), ("đất đai", " ")])
def test_an_entry_has_both_labels(vi: str, en: str) -> None:
    """An entry without a label in one language is refused."""
    with pytest.raises(CodeListError, match="needs a vi and an en label"):
        CodeEntry("land", vi, en)


def test_days_are_the_right_way_round() -> None:
    """An entry may hold for one day, and not for less."""
    day = date(2025, 1, 2)

    assert CodeEntry("a", "A", "A", valid_from=day, valid_to=day).valid(day)
    with pytest.raises(CodeListError, match="valid_to"):
        CodeEntry("a", "A", "A", valid_from=day, valid_to=date(2025, 1, 1))


@pytest.mark.parametrize("field", ["vi", "en", "source"])
def test_a_list_has_titles_and_a_source(field: str) -> None:
    """A list without a title in one language, or without a source, is refused."""
    with pytest.raises(CodeListError, match="source"):
        _list(**{field: " "})


def test_a_list_does_not_contradict_itself() -> None:
    """A key twice, a replacement outside the list and a circle of replacements are refused."""
    with pytest.raises(CodeListError, match="twice"):
        _list(CodeEntry("a", "A", "A"), CodeEntry("a", "B", "B"))
    with pytest.raises(CodeListError, match="not in the list"):
        _list(CodeEntry("a", "A", "A", replaced_by="b"))
    with pytest.raises(CodeListError, match="lead back"):
        _list(CodeEntry("a", "A", "A", replaced_by="b"), CodeEntry("b", "B", "B", replaced_by="a"))


LOCAL = LocalCodes(
    "sl", BOARDS, (LocalCode("TG", "btg", "Tuyên giáo"), LocalCode("ĐUK", "khoi", "Khối", en="the Bloc"))
)


def test_local_codes_map_to_shared_codes() -> None:
    """Local codes map to a base code, and keep labels of their own."""
    assert LOCAL.map(["ĐUK", "TG"]).mapped == (("ĐUK", "khoi"), ("TG", "btg"))
    assert "TG" in LOCAL
    assert "btg" not in LOCAL
    assert LOCAL.label("TG", "vi") == "Tuyên giáo"
    assert LOCAL.label("TG", "en") == "Propaganda board"
    assert LOCAL.label("ĐUK", "en") == "the Bloc"


@given(st.lists(st.sampled_from(["TG", "ĐUK", "K9", "", "btg"])))
def test_no_local_code_is_dropped(keys: list[str]) -> None:
    """Nothing that was read is lost: each key comes back as often as given, mapped or not."""
    result = LOCAL.map(iter(keys))

    assert sorted([key for key, _ in result.mapped] + list(result.unmapped)) == sorted(keys)
    assert all(key in LOCAL for key, _ in result.mapped)
    assert not any(key in LOCAL for key in result.unmapped)


def test_nothing_given_is_nothing_mapped() -> None:
    """No keys give an empty answer."""
    assert LOCAL.map([]) == Mapped((), ())


def test_an_unknown_local_code_has_no_label() -> None:
    """A label is asked for by the caller, so an unknown local key raises and names what there is."""
    with pytest.raises(UnknownCode, match="TG, ĐUK"):
        LOCAL.label("K9", "vi")
    with pytest.raises(LangError):
        LOCAL.label("TG", "fr")  # type: ignore[arg-type] # the mistake that is tested


def test_local_codes_rest_on_the_shared_list() -> None:
    """A local code that counts as nothing, or stands twice, is refused."""
    with pytest.raises(UnknownCode, match="btg"):
        LocalCodes("sl", BOARDS, (LocalCode("TG", "btgg", "Tuyên giáo"),))
    with pytest.raises(CodeListError, match="twice"):
        LocalCodes("sl", BOARDS, (LocalCode("TG", "btg", "x"), LocalCode("TG", "bdv", "y")))
