"""A result: figures with their keys, as a frame of the caller's own kind and as text."""

from typing import Any

import duckdb
import polars as pl
import pytest

from dlxh import MEASURES, Period, Register, compare, measure
from dlxh.errors import MeasureError
from dlxh.measures import explain_measure
from dlxh.measures.result import ResultError
from dlxh.words.bilingual import Lang
from tests.engines import engine
from tests.ledger.books import obligation, regulation
from tests.sample import AS_OF, register

KINDS: dict[str, str] = {
    "polars": "polars.dataframe.frame.DataFrame",
    "duckdb": "_duckdb.DuckDBPyRelation",
    "pandas": "pandas.DataFrame",
    "pyarrow": "pyarrow.lib.Table",
}
COLUMNS = ["measure", "value", "numerator", "denominator", "left_out", "counted_in", "qualifier"]


def _back(frame: Any) -> pl.DataFrame:  # noqa: ANN401 - a frame of any kind
    if isinstance(frame, pl.DataFrame):
        return frame
    return frame.pl() if isinstance(frame, duckdb.DuckDBPyRelation) else pl.DataFrame(frame)


@pytest.mark.parametrize("name", KINDS)
def test_the_frame_is_the_callers_own_kind(name: str) -> None:
    """What went in as pandas, PyArrow, Polars or DuckDB comes out as the same, with equal figures."""
    result = measure(engine(name)(register()), ["reports", "classes"], by=["network", "year"])
    own = measure(register(), ["reports", "classes"], by=["network", "year"])

    assert type(result.frame).__module__.split(".")[0].strip("_") == KINDS[name].split(".")[0].strip("_")
    assert type(result.frame).__name__ == KINDS[name].rsplit(".", 1)[1]
    assert _back(result.frame).rows() == own.polars.rows()
    assert result.rows == own.rows


def test_the_frame_of_a_callers_connection() -> None:
    """A relation of the caller's own connection is answered with a relation that can be read."""
    result = measure(engine("duckdb_own")(register()), ["reports"], by=["channel"])

    assert isinstance(result.frame, duckdb.DuckDBPyRelation)
    assert result.frame.pl().rows() == result.polars.rows()


def test_the_frame_is_tidy() -> None:
    """One row per key and measure: dimensions first, then the figure in parts; unknown is null and never zero."""
    frame = measure(register(), ["reports", "classes"], by=["unit"], period=Period.year(2025)).polars

    assert frame.columns == ["unit", *COLUMNS]
    assert frame.rows() == [
        ("x1", "reports", None, None, None, 0, "report", "unknown"),
        ("x1", "classes", None, None, None, 0, "class_", "unknown"),
    ]
    counted = measure(register(), ["trainees"]).polars
    assert counted.columns == COLUMNS
    assert counted.row(0) == ("trainees", 361, None, None, 0, "person", "exact")


@pytest.mark.traced
def test_a_figure_is_asked_for_by_all_its_keys() -> None:
    """A figure is found by its measure and keys; where they fit none or several, the keys of one are the example."""
    result = measure(
        register(), ["reports"], by=["channel", "year"], period=Period.custom(AS_OF.replace(year=2023), AS_OF)
    )

    assert result.figure("reports", channel="written", year="2024").text("vi") == "2 báo cáo"
    for keys in ({"channel": "portal"}, {"channel": "written"}, {"colour": "red"}):
        with pytest.raises(ResultError, match=r"rows fit reports, .*channel.*year") as refused:
            result.figure("reports", **keys)  # type: ignore[arg-type] # keys by name
        assert "dòng khớp với" in refused.value.vi
        assert "như channel='written', year='2023', hoặc dùng result.frame" in refused.value.vi
        assert "{" not in str(refused.value)
    with pytest.raises(ResultError, match="does not have the measure 'items'; choose from: reports"):
        result.figure("items", channel="written", year="2024")
    with pytest.raises(ResultError, match=r"0 rows fit reports, network='GL'; use result\.frame"):
        measure(register(), "reports").figure("reports", network="GL")


def test_the_text_is_for_reading() -> None:
    """The text has a line per figure with the name of the measure, its keys and its unit, in either language."""
    result = measure(register(), ["report_times", "classes"])

    assert result.to_text("vi").splitlines() == ["lượt báo cáo: 2 lượt", "lớp tập huấn: 3 lớp"]
    assert len(result.to_text("en").splitlines()) == 2
    broken_down = measure(register(), ["contents"], by=["finding"]).to_text("vi")
    assert broken_down.splitlines()[0] == "nội dung xác minh (đúng): 1 nội dung"


def test_nothing_collected_is_said_so() -> None:
    """A register without tables gives unknown figures in words."""
    assert (
        measure(Register(as_of=AS_OF), ["reports"]).to_text("vi")
        == "báo cáo: chưa rõ; chưa có bảng báo cáo (reports)"
    )
    assert measure(Register(as_of=AS_OF), ["reports"]).frame.rows() == [
        ("reports", None, None, None, 0, "report", "unknown")
    ]


@pytest.mark.traced
def test_dimensions_have_other_names() -> None:
    """A dimension is given another name, in both frames and in the keys; nothing else is, and no name twice."""
    counted = measure(register(), "reports", period="2024", by=["unit", "kind"])
    named = counted.rename({"unit": "đơn vị"})

    assert named.frame.rename({"đơn vị": "unit"}).equals(counted.frame)
    assert named.by == ("đơn vị", "kind")
    assert named.rows[0].keys["đơn vị"] == counted.rows[0].keys["unit"]
    assert named.to_text("vi") == counted.to_text("vi")
    assert named.to_frame("vi")["đơn vị_label"].equals(counted.to_frame("vi")["unit_label"])
    assert named.table("vi").caption == "Báo cáo theo đơn vị và loại báo cáo"
    for names, refusal in (
        ({"value": "số"}, "the result is not broken down by 'value'; the keys are: unit, kind"),
        ({"unit": "value"}, "a new name is already that of another column"),
        ({"unit": "a", "kind": "a"}, "a new name is already that of another column"),
    ):
        with pytest.raises(MeasureError, match=refusal):
            counted.rename(names)


@pytest.mark.traced
def test_renamed_dimensions_are_what_they_were() -> None:
    """Keys are called as before under a name that another dimension has, and periods add up as periods do."""
    counted = measure(register(), ["reports", "unit_reports"], period="2024", by=["half_year", "channel"])
    named = counted.rename({"half_year": "topic"}).rename({"topic": "nửa năm", "channel": "half_year"})

    assert named.to_text("en") == counted.to_text("en")
    assert [[cell.text for cell in line.cells] for line in named.table("vi").lines] == [
        [cell.text for cell in line.cells] for line in counted.table("vi").lines
    ]
    assert named.table("en").caption.endswith("by nửa năm and half_year")
    targets = measure(register(), "target", period="2024", by="half_year")
    assert len(targets.rename({"half_year": "kỳ"}).table("en").lines) == len(targets.table("en").lines) == 2
    compared = compare(register(), "reports", period="2024-07", against="previous", by="month")
    assert compared.rename({"month": "tháng"}).table("en").lines == compared.table("en").lines


def test_what_is_shown_of_a_result_has_no_figures() -> None:
    """What Python shows of a result or a comparison is what it is broken down by: figures have a text and a table."""
    asked = {"measures": "reports", "by": ["kind"], "period": "2024"}
    assert repr(measure(register(), **asked)) == "Result(by=('kind',))"
    assert repr(compare(register(), **asked, against="last_year")) == "Comparison(by=('kind',))"


@pytest.mark.traced
def test_what_is_no_count_has_no_figure() -> None:
    """A quotient, a median and what does not apply have a row and no figure; asking for it says where the value is."""
    result = measure(register(), ["reports_per_member", "ad_hoc_hours_median", "doubtful_rate"])

    assert [row.figure is None for row in result.rows] == [True, True, True]
    for code in ("reports_per_member", "ad_hoc_hours_median", "doubtful_rate"):
        with pytest.raises(ResultError, match=r"see result\.frame"):
            result.figure(code)
    assert result.to_text("vi").splitlines() == [
        "số báo cáo bình quân: 2 báo cáo / người",
        "số giờ đến khi có báo cáo đột xuất, trung vị: không áp dụng",
        "tỷ lệ nội dung chưa kiểm chứng, có dấu hiệu sai hoặc là tin đồn: không áp dụng",
    ]
    bare = measure(Register(as_of=AS_OF), ["reports_per_member", "topics_mapped_rate"])
    assert (
        bare.to_text("en").splitlines()[0]
        == "reports per member: unknown; absent tables: reports, memberships"
    )


@pytest.mark.traced
def test_what_is_lacking_is_said() -> None:
    """Of a measure that nobody can count the tables are known that are absent, or that no regulation says what is owed."""
    asked = ["reports_per_member", "owed", "missing"]
    bare = measure(Register(as_of=AS_OF), asked)
    bound = measure(Register([regulation(obligation())], as_of=AS_OF), asked)

    assert bare.lacking == {
        "reports_per_member": ("reports", "memberships"),
        "owed": ("regulation=",),
        "missing": ("regulation=",),
    }
    assert bound.lacking["owed"] == ("memberships", "reports")
    assert "no regulation says that a report is owed" in bare.table("en").to_text()
    assert "chưa rõ số báo cáo; chưa có bảng tư cách" in bound.to_text("vi")
    assert measure(Register(as_of=AS_OF, empty=["reports"]), ["reports"]).lacking == {}


@pytest.mark.traced
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_measure_explains_itself(lang: Lang) -> None:
    """What a measure declares can be read in both languages; a wrong code names those that there are."""
    for each in MEASURES:
        text = explain_measure(each.code, lang)
        assert text.startswith(f"{each.code}: {each.name(lang)}\n\n{each.definition(lang)}")
        assert text.count("\n- ") >= 6
    with pytest.raises(MeasureError, match="no measure 'nothing'"):
        explain_measure("nothing", lang)
