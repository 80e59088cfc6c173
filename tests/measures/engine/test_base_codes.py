"""Codes of one's own are counted as they are written, or as the codes of ours that they count as."""

from datetime import date

import pytest

from dlxh import Pack, Register, check, measure
from dlxh.data import code_list
from dlxh.errors import MeasureError
from dlxh.words import CodeEntry, CodeList
from tests.engines import Engine
from tests.sample import item, report

OWN = CodeList(
    "gl_topics",
    vi="Lĩnh vực của Gia Lai",
    en="Topics of Gia Lai",
    open=True,
    source="ví dụ",
    base=code_list("topics"),
    entries=(
        CodeEntry("pepper_land", "đất trồng tiêu", "pepper land", counts_as="land"),
        CodeEntry("coffee_land", "đất trồng cà phê", "coffee land", counts_as="land"),
    ),
)
REGISTER = Register(
    [
        report(
            "bc1", items=[item("n1", topics=("land", "pepper_land")), item("n2", topics=("coffee_land",))]
        ),
        report("bc2", items=[item("n3", topics=("health", "unlisted"))]),
    ],
    as_of=date(2025, 7, 1),
    pack=Pack("gl", codes=(OWN,)),
)


def test_own_codes_count_by_either(on_engine: Engine) -> None:
    """By the base code what counts as land is land; what nobody declared stays as it is written."""
    tables = on_engine(REGISTER.tables)
    either = {
        by: {
            row[by]: row["value"]
            for row in measure(tables, "item_topics", by=by).polars.iter_rows(named=True)
        }
        for by in ("topic", "base_topic")
    }

    assert either == {
        "topic": {"land": 1, "pepper_land": 1, "coffee_land": 1, "health": 1, "unlisted": 1},
        "base_topic": {"land": 3, "health": 1, "unlisted": 1},
    }


def test_distinct_topics_are_those_of_the_base(on_engine: Engine) -> None:
    """Different topics are those that are written; by base codes, or under a condition on one, those of the base."""
    tables = on_engine(REGISTER.tables)
    by_base = measure(tables, ["topics", "item_topics"], by="base_topic")

    assert measure(tables, "topics").figure("topics").value == 5
    assert [by_base.figure("topics", base_topic=key).value for key in ("land", "health", "unlisted")] == [
        1,
        1,
        1,
    ]
    assert measure(tables, "topics", where={"base_topic": "land"}).figure("topics").value == 1


def test_conditions_on_base_codes() -> None:
    """A condition on a base code takes in what counts as it, and another one is refused."""
    only = {"base_topic": "land"}

    assert measure(REGISTER, "item_topics", where=only).figure("item_topics").value == 3
    with pytest.raises(MeasureError, match="there is no base_topic"):
        measure(REGISTER, "item_topics", where={"base_topic": "pepper_land"})
    found = measure(REGISTER, "item_topics", where={"topic": "pepper_land"})
    assert found.figure("item_topics").value == 1


def test_own_codes_are_called_by_their_labels() -> None:
    """A table shows the label of a code of one's own, and says that its keys are base codes."""
    own = measure(REGISTER, "item_topics", by="topic").to_text("vi")
    base = measure(REGISTER, "item_topics", by="base_topic").table("vi").to_text()

    assert "đất trồng tiêu" in own
    assert "lĩnh vực (mã gốc)" in base


def test_a_declared_code_is_in_the_list() -> None:
    """What a pack declares is not a topic outside the list; without the pack it is."""
    plain = Register(REGISTER.reports, as_of=REGISTER.as_of)

    outside = [measure(each, "topics_unmapped").figure("topics_unmapped").value for each in (REGISTER, plain)]
    assert outside == [1, 3]


def test_a_list_of_something_else_declares_no_topic() -> None:
    """A list of a pack that does not count as our topics holds none, whatever its codes are called."""
    places = CodeList(
        "gl_places", vi="Nơi", en="Places", open=True, source="ví dụ",
        entries=(CodeEntry("unlisted", "nơi khác", "elsewhere"),),
    )  # fmt: skip
    found = Register(REGISTER.reports, as_of=REGISTER.as_of, pack=Pack("gl", codes=(OWN, places)))

    assert measure(found, "topics_unmapped").figure("topics_unmapped").value == 1


def test_the_check_knows_the_codes_of_the_pack() -> None:
    """A declared code is known, in all records and in new ones; what nobody declared is found once."""
    plain = Register(REGISTER.reports, as_of=REGISTER.as_of)
    new = report("bc3", items=[item("a1", topics=("pepper_land",))])

    assert check(REGISTER, only=["H102"]).counts() == {"H102": 1}
    assert check(plain, only=["H102"]).counts() == {"H102": 3}
    assert check([new], within=REGISTER.tables, only=["H102"]).counts() == {}
    assert check([new], within=plain.tables, only=["H102"]).counts() == {"H102": 1}
