"""Sets of measures: a return in one call, under one name."""

import pickle
from datetime import date
from typing import Any

import polars as pl
import pytest

from dlxh import Collaborator, Figure, Pack, Register, measure
from dlxh.data import code_list
from dlxh.errors import ArgumentError, MeasureError
from dlxh.measures import MeasureSet, Ratio
from dlxh.measures.catalogue import find_measure
from dlxh.measures.result import Result
from dlxh.measures.sets import MEASURE_SETS, name_of_set, narrow
from dlxh.models.activity import Activity, Training
from dlxh.words import CodeEntry, CodeList
from tests.engines import Engine
from tests.ledger.books import member
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


SENT = [
    *COMMUNES,
    *(Collaborator(id=f"c{n}", network="gl", organisation=f"x{n}") for n in (1, 2)),
    *(member(f"m{n}", f"c{n}") for n in (1, 2)),
    *(report(f"p{n}", author="c1", channel="phone") for n in (1, 2, 3)),
    report("w1", author="c2", channel="written"),
]


def _set(*measures: Any, **for_each: str) -> MeasureSet:  # noqa: ANN401 - measures or codes of them
    return MeasureSet("a", "A", "A", measures, "giả định", for_each)


def _value(result: Result, code: str) -> int | None:
    rows = result.polars.filter(pl.col("measure") == code)
    found: int | None = rows["value"].item()
    return found


def test_both_parts_of_a_ratio_are_narrowed(on_engine: Engine) -> None:
    """The columns of a ratio for each code are ratios of that code alone: two rows of one group, one of the other."""
    each = Ratio(
        code="times_per_report",
        vi="lượt trên báo cáo",
        en="times per report",
        definition_vi="Ví dụ.",
        definition_en="An example.",
        unit=find_measure("report_times").unit,
        rows=find_measure("report_times").rows,
        source="giả định",
        above=find_measure("report_times"),
        below=find_measure("reporting_members"),
    )
    tables = on_engine(Register(SENT, as_of=AS_OF))
    result = measure(tables, _set(each, times_per_report="channel"))

    assert _value(result, "times_per_report") == 20_000  # 4 / 2
    assert _value(result, "times_per_report_phone") == 30_000  # 3 / 1
    assert _value(result, "times_per_report_written") == 10_000  # 1 / 1
    assert _value(result, "times_per_report_email") is None


def test_what_a_trend_counts_is_narrowed() -> None:
    """A trend by kinds of channel looks at the items of that channel, in both years."""
    column = narrow(find_measure("new_topics"), "channel", code_list("channel")["phone"])

    assert column.code == "new_topics_phone"
    assert [part.where["channel"] for part in column.inner] == [("phone",)]


def test_a_dimension_of_units_is_looked_up(on_engine: Engine) -> None:
    """The level of the unit is in no row of reports: it is looked up, as it is for a question by level."""
    register = Register([*COMMUNES, report("r1", author_unit="x1")], as_of=AS_OF)
    result = measure(on_engine(register), _set("unit_reports", unit_reports="level"))

    assert result.figure("unit_reports_commune").value == 1
    assert result.figure("unit_reports_province").value == 0


def test_a_column_for_each_code_that_the_measure_counts() -> None:
    """A condition of the measure itself remains: syntheses have no column for other kinds of report."""
    codes = [each.code for each in _set("syntheses", syntheses="kind").expand()]

    assert codes == ["syntheses", "syntheses_synthesis"]


@pytest.mark.parametrize(
    ("code", "dimension"),
    [("reports_per_member", "channel"), ("reports", "topic"), ("reports", "base_topic")],
)
def test_a_dimension_that_a_measure_lacks_is_refused(code: str, dimension: str) -> None:
    """What measure(where=…) refuses for a measure makes no columns either: members have no channel."""
    register = Register(SENT, as_of=AS_OF)
    with pytest.raises(MeasureError):
        measure(register, code, where={dimension: "phone"})

    with pytest.raises(MeasureError, match=f"for_each: {code} .*'{dimension}'"):
        measure(register, _set(code, **{code: dimension}))


def test_a_set_is_what_it_says() -> None:
    """A set has a key and at least one measure, and columns only for measures that are among its own."""
    with pytest.raises(ArgumentError, match="key="):
        MeasureSet(" ", "A", "A", ("reports",), "x")
    with pytest.raises(ArgumentError, match="measures= of the set 'a' is empty"):
        _set()
    with pytest.raises(ArgumentError, match="names 'items'"):
        _set("reports", items="channel")
    with pytest.raises(ArgumentError, match="for_each= takes text"):
        MeasureSet("a", "A", "A", ("reports",), "x", {"reports": 1})  # type: ignore[dict-item]
    assert _set(find_measure("reports"), reports="channel").expand()[1].code.startswith("reports_")


def test_a_set_does_not_change() -> None:
    """Nobody changes the columns of a set, neither in it nor by what it was made of; it is hashed and sent to processes."""
    given = {"reports": "channel"}
    made = MeasureSet("a", "A", "A", ("reports",), "x", given)
    given["reports"] = "kind"

    assert made.for_each == {"reports": "channel"}
    for each in (made, *MEASURE_SETS):
        with pytest.raises(TypeError):
            each.for_each["x"] = "channel"  # type: ignore[index]
        assert pickle.loads(pickle.dumps(each)) == each  # noqa: S301 - its own bytes
    assert len({*MEASURE_SETS, *MEASURE_SETS}) == len(MEASURE_SETS)


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
