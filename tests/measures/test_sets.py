"""Sets of measures: a return in one call, under one name."""

from datetime import date

import pytest

from dlxh import Figure, Pack, Register, measure
from dlxh.data import code_list
from dlxh.errors import ArgumentError, MeasureError
from dlxh.measures import MEASURE_SETS, MeasureSet
from dlxh.measures.sets import name_of_set
from dlxh.models.activity import Activity, Training
from dlxh.words import CodeEntry, CodeList
from tests.sample import AS_OF, report, unit

OWN = CodeList(
    "gl_training",
    vi="Loại tập huấn của Gia Lai",
    en="Kinds of training of Gia Lai",
    open=True,
    source="giả định",
    base=code_list("training_kinds"),
    entries=(
        CodeEntry("theory", vi="lý luận", en="theory", counts_as="other"),
        CodeEntry("skills", vi="nghiệp vụ", en="skills", counts_as="opinion_work"),
    ),
)
PACK = Pack("gl", codes=(OWN,))
COMMUNES = [unit(f"x{n}", name=f"Xã {n}", level="commune") for n in (1, 2)]
CLASS = Training(classes=Figure(1, "class_"), trainees=Figure(40, "person"), training_kind="theory")
HELD = Activity(
    id="a1", network="gl", title="Lớp", start="2024-07-01", end="2024-07-01", organiser="x1", detail=CLASS
)


@pytest.mark.parametrize("each", MEASURE_SETS, ids=lambda each: each.key)
def test_a_return_is_one_call(each: MeasureSet) -> None:
    """A set is asked for by its key: all its measures exist, have the dimension unit, and the table bears its name."""
    register = Register([*COMMUNES, report("r1", author_unit="x1")], as_of=AS_OF)
    result = measure(register, each.key, by="commune", period="2024")

    assert [found.code for found in result.measures] == [found.code for found in each.expand()]
    assert result.figure("unit_reports", commune="x1").value == 1
    assert result.figure("unit_reports", commune="x2").value == 0
    assert result.table("vi").caption.startswith(each.vi)
    assert result.table("en").caption.startswith(each.en)


def test_columns_for_each_code_of_the_pack() -> None:
    """Where a province has kinds of its own, the return has a column for each of these, and for none of ours."""
    register = Register([*COMMUNES, HELD], as_of=AS_OF, pack=PACK)
    result = measure(register, "monthly_return", by="commune", period="2024-07")
    codes = [each.code for each in result.measures]

    assert codes[-3:] == ["trainees", "trainees_theory", "trainees_skills"]
    assert "classes_opinion_work" not in codes
    assert result.figure("trainees_theory", commune="x1").value == 40
    assert result.figure("trainees_skills", commune="x1").value == 0
    assert result.figure("classes_theory", commune="x2").value == 0
    assert result.measures[-1].vi == "người dự tập huấn: nghiệp vụ"


def test_a_set_of_ones_own() -> None:
    """An office with another form passes its own set, or a set among other measures; each measure is there once."""
    own = MeasureSet("xa", "Phiếu xã", "Commune form", ("unit_reports", "meetings"), "giả định")
    register = Register([*COMMUNES, report("r1", author_unit="x1")], as_of=AS_OF)

    alone = measure(register, own, by="unit").measures
    among = measure(register, ["meetings", own, "monthly_return"], by="unit").measures
    assert [each.code for each in alone] == ["unit_reports", "meetings"]
    assert len(among) == 2 + len(MEASURE_SETS[0].expand()) - 1
    assert name_of_set(alone, "vi") is None


def test_what_a_set_refuses() -> None:
    """A measure that does not exist and a dimension without codes are refused when the set is asked for; other parts at once."""
    with pytest.raises(MeasureError, match="'nothing'"):
        MeasureSet("a", "A", "A", ("nothing",), "x").expand()
    with pytest.raises(MeasureError, match="'network'"):
        MeasureSet("a", "A", "A", ("reports",), "x", {"reports": "network"}).expand()
    with pytest.raises(ArgumentError):
        MeasureSet("a", "A", "A", (1,), "x")  # type: ignore[arg-type]
    with pytest.raises(MeasureError, match="weekly_return"):
        measure(Register(as_of=date(2024, 1, 1)), "weekly_return")
