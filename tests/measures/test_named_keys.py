"""Results and comparisons name units, terms and networks; their frames keep the ids."""

import duckdb

import dlxh
from tests.sample import AS_OF, membership, report, unit

MEMBER = membership("m1", "2021-05-01")


def register(name: str = "Thị ủy <An Khê>") -> dlxh.Register:
    """A unit that has sent one report."""
    return dlxh.Register(
        [
            unit("GL-AN-KHE-CU", name=name),
            MEMBER,
            dlxh.Collaborator(id="CTV-1", network="gl", organisation="GL-AN-KHE-CU", name="Không Được Thấy"),
            report("bc1"),
        ],
        as_of=AS_OF,
    )


def test_a_result_names_units_and_its_frame_keeps_ids() -> None:
    """Text, table and page show the name, escaped; the frame and `figure` go by the id; nobody is named."""
    result = dlxh.measure(register(), "report_times", by=["unit", "network"])
    assert result.polars["unit"].to_list() == ["GL-AN-KHE-CU"]
    assert result.figure("report_times", unit="GL-AN-KHE-CU").value == 1
    assert result.to_text("vi") == "lượt báo cáo (Thị ủy <An Khê>, gl): 1 lượt"
    assert "Thị ủy <An Khê>" in result.table("en").to_text()
    page = result.table("vi").to_html()
    assert "Thị ủy &lt;An Khê&gt;" in page
    assert "<An" not in page
    assert "Thấy" not in page + result.to_text("vi") + repr(result)


def test_a_comparison_names_units() -> None:
    """Text and table of a comparison show names as those of a result do."""
    found = dlxh.compare(register(), "report_times", period="2024-07", against="previous", by="unit")
    assert found.to_text("en").startswith("report submissions (Thị ủy <An Khê>): ")
    assert "Thị ủy <An Khê>" in found.table("vi").to_text()
    assert found.polars["unit"].to_list() == ["GL-AN-KHE-CU"]


def test_names_outlive_the_connection() -> None:
    """Names are looked up when the answer is made: a connection that is closed afterwards is not missed."""
    source = register().tables
    with duckdb.connect() as connection:
        frames = {name: connection.from_arrow(source.polars(name).to_arrow()) for name in source.names}
        result = dlxh.measure(dlxh.Tables(frames, as_of=AS_OF), "report_times", by="unit")
    assert "Thị ủy" in result.to_text("vi")
