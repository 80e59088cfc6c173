"""Code lists: keys that are never translated, labels that are, and what replaced what."""

import pickle
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlxh.words.bilingual import LangError
from dlxh.words.code_entries import CodeEntry, CodeListError, CodeTrait, UnknownCode
from dlxh.words.codes import CodeList

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
    """A key that ended without a replacement is an error with what is in use."""
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
    """The error lists the nearest keys in both languages, and is a KeyError."""
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


KINDS = CodeList(
    "kinds",
    vi="Loại",
    en="Kinds",
    open=False,
    source="ví dụ",
    traits=(CodeTrait("staged", vi="theo bước", en="in stages"),),
    entries=(
        CodeEntry("thematic", "chuyên đề", "thematic"),
        CodeEntry("urgent", "khẩn", "urgent", traits=("staged",)),
    ),
)


def _own(*entries: CodeEntry, **more: Any) -> CodeList:  # noqa: ANN401 - whatever a list may have
    return CodeList(
        "own", vi="Riêng", en="Own", open=False, source="ví dụ", base=KINDS, entries=entries, **more
    )


def test_traits_are_asked_of_the_list() -> None:
    """What is said of a code is declared with its meaning; nothing else may be said, or asked."""
    assert KINDS.having("staged") == ("urgent",)
    assert KINDS.traits[0].label("vi") == "theo bước"
    with pytest.raises(UnknownCode, match="choose from: staged"):
        KINDS.having("stagd")
    with pytest.raises(UnknownCode, match="no trait 'staged'; choose from: –"):
        BOARDS.having("staged")
    with pytest.raises(CodeListError, match="'urgent' has the trait 'late'"):
        _list(CodeEntry("urgent", "khẩn", "urgent", traits=("late",)))


def test_an_own_code_has_the_traits_of_its_base() -> None:
    """A kind of one's own is one entry: what it counts as says the rest."""
    own = _own(
        CodeEntry("flash", "tin nhanh", "flash news", counts_as="urgent"),
        CodeEntry("study", "khảo sát", "study", counts_as="thematic"),
    )

    assert own.having("staged") == ("flash",)
    assert [own.base_of(key) for key in ("flash", "study", "urgent")] == ["urgent", "thematic", "urgent"]
    with pytest.raises(UnknownCode):
        own.base_of("flsh")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: _own(CodeEntry("flash", "tin nhanh", "flash news")),
        lambda: _own(CodeEntry("flash", "tin nhanh", "flash news", counts_as="flash")),
        lambda: _own(CodeEntry("urgent", "khẩn", "urgent", counts_as="urgent")),
        lambda: _own(CodeEntry("flash", "tin nhanh", "flash", counts_as="urgent"), traits=KINDS.traits),
        lambda: _list(CodeEntry("flash", "tin nhanh", "flash news", counts_as="urgent")),
        lambda: _own(
            CodeEntry("a", "A", "A", counts_as="urgent"),
            CodeEntry("b", "B", "B", counts_as="urgent", written=("A ",)),
        ),
        lambda: _own(CodeEntry("a", "A", "A", counts_as="urgent", written=(" ",))),
        lambda: CodeList("own", vi="Riêng", en="Own", open=True, source="ví dụ", base=KINDS, entries=()),
    ],
    ids=[
        "counts as nothing",
        "not of the base",
        "one of the base",
        "own traits",
        "no base",
        "written twice",
        "blank",
        "open on a closed base",
    ],
)
def test_an_own_list_contradicts_nothing(wrong: Callable[[], CodeList]) -> None:
    """Every own code counts as one of ours, is none of ours, has no traits of its own, and is written for itself alone."""
    with pytest.raises(CodeListError):
        wrong()


def test_what_an_office_writes_is_found() -> None:
    """A text of an office file means the code it is written for; case and blanks do not matter, marks do."""
    own = _own(
        CodeEntry("flash", "tin nhanh", "flash news", counts_as="urgent", written=("TN", "Tin  nhanh")),
        CodeEntry("letters", "đơn thư", "letters", counts_as="thematic", written=("ĐT",)),
    )

    assert [own.find(text) for text in ("tn", "TIN NHANH", "flash", " đt ")] == [
        "flash",
        "flash",
        "flash",
        "letters",
    ]
    with pytest.raises(UnknownCode):
        own.find("DT")


def test_what_is_written_is_folded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of an office has many rows: only what is looked for is folded anew."""
    folded: list[str] = []

    def fold(text: str) -> str:
        folded.append(text)
        return text

    monkeypatch.setattr("dlxh.words.codes._plain", fold)

    assert KINDS.find("urgent") == "urgent"
    assert folded == ["urgent"]


def test_choices_for_a_form() -> None:
    """A form shows keys with labels, those of a day where a day is given."""
    assert BOARDS.choices("en", on=date(2025, 3, 1)) == (("btgdv", "Joint board"),)
    assert [key for key, _ in BOARDS.choices("vi")] == list(BOARDS.keys())
    with pytest.raises(LangError):
        BOARDS.choices("fr")  # type: ignore[arg-type] # the mistake that is tested


def test_a_meaning_in_one_language() -> None:
    """A meaning is there in both languages, or in neither."""
    with pytest.raises(CodeListError, match="needs both means_vi and means_en"):
        CodeEntry("land", "đất đai", "land", means_vi="Kể cả đất ở.")
    assert CodeEntry("land", "đất đai", "land").meaning("vi") is None


@pytest.mark.parametrize("text", ["tin nhan", "Tin nhanh!", "flash new", "flsh"])
def test_what_an_office_may_have_meant(text: str) -> None:
    """A label is not a way of writing; a text near one, or near a key, is refused with the code and its label."""
    entry = CodeEntry("flash", vi="tin nhanh", en="flash news", written=("TN",))
    kinds = CodeList("kinds", vi="Loại", en="Kinds", open=False, source="ví dụ", entries=(entry,))
    with pytest.raises(UnknownCode, match=r"gần nhất: tin nhanh \(flash\)"):
        kinds.find(text)
    with pytest.raises(UnknownCode, match="its codes: flash"):
        kinds.find("zzz")
