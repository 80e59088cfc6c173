"""A code that no list holds is reported once, with the code that it was mistyped for where there is one."""

from typing import Annotated

import pytest

import dlxh
from dlxh import Pack, check
from dlxh.data.code_lists import code_list
from dlxh.words import CodeEntry, CodeList, In
from dlxh.words.disclosure import Disclosure
from tests.register.test_pack import AS_OF, ITEM, PLAIN, own

OWN = CodeList(
    "gl_topics",
    vi="Lĩnh vực",
    en="Topics",
    open=True,
    source="ví dụ",
    base=code_list("topics"),
    entries=(CodeEntry("pepper_land", "đất trồng tiêu", "pepper land", counts_as="land"),),
)
PACK = Pack("gl", codes=(OWN,))


def _shown_for(topic: str, pack: Pack | None = PACK) -> tuple[str, str]:
    """Return what is said of a topic in both languages, from the code on."""
    item = dlxh.ReportItem(**ITEM.model_dump(exclude={"dialect", "streams", "topics"}), topics=(topic,))
    report = dlxh.Report(**PLAIN, id="b1", items=(item,))
    (found,) = check(dlxh.Register([report], as_of=AS_OF, pack=pack), only=["H102"])
    return found.message("vi").partition("danh mục không có: ")[2], found.message("en").partition(
        "in its list: "
    )[2]


@pytest.mark.parametrize(
    ("topic", "near"),
    [
        (
            "agricultur",
            (
                "agricultur (1 dòng); gần giống: sản xuất nông nghiệp (agriculture)",
                "agricultur (1 row); near: agriculture",
            ),
        ),
        (
            "dat_trong_tieu",
            (
                "dat_trong_tieu (1 dòng); gần giống: đất trồng tiêu (pepper_land)",
                "dat_trong_tieu (1 row); near: pepper land (pepper_land)",
            ),
        ),
        ("landslide", ("landslide (1 dòng)", "landslide (1 row)")),
    ],
)
def test_near_codes(topic: str, near: tuple[str, str]) -> None:
    """A code that is written much like another, or like its Vietnamese label without marks, is shown with that one; else nothing is guessed."""
    assert _shown_for(topic) == near


def test_near_codes_of_own_fields() -> None:
    """The same is said of a field of a pack, of its own list."""
    crops = CodeList(
        "gl_crops",
        vi="Cây",
        en="Crops",
        open=True,
        source="ví dụ",
        entries=(CodeEntry("pepper", "tiêu", "pepper"),),
    )
    kind = own("gl_crop", Annotated[Annotated[str, In(crops)] | None, Disclosure.INTERNAL])
    many = own("gl_crops", Annotated[tuple[Annotated[str, In(crops)], ...], Disclosure.INTERNAL])
    for record in (kind(**PLAIN, id="b1", gl_crop="peper"), many(**PLAIN, id="b1", gl_crops=("peper",))):
        (found,) = check(
            dlxh.Register([record], as_of=AS_OF, pack=Pack("gl", models=(type(record),))), only=["H102"]
        )
        assert found.message("vi").endswith("peper (1 dòng); gần giống: tiêu (pepper)")
