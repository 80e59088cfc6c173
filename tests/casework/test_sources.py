"""Items from collaborators, from apps and from meetings can be merged into one matter, and are counted apart."""

from typing import Any

from dlxh import CaseContent, Register, Report, ReportItem, VerificationCase
from dlxh.casework.sources import counts, matter_sources
from dlxh.models import Matter
from tests.casework.invented import AS_OF, START, made
from tests.engines import Engine


def report(key: str, items: int, **fields: Any) -> Report:  # noqa: ANN401 - any field of a report
    """A report with a number of items."""
    parts = [
        made(ReportItem, id=f"{key}.{n}", scope="local", topics=("land",), summary="Sạt lở.")
        for n in range(1, items + 1)
    ]
    return made(Report, id=key, network="sl", kind="periodic", received_at=START, items=parts, **fields)


def register() -> Register:
    """Two reports, a field report of the app, and the minutes of a meeting: one landslide, reported four times."""
    reports = [
        report("BC-1", 2, author="CTV-1", channel="written"),
        report("BC-2", 1, author="CTV-2", channel="written"),
        report("SMART-7", 1, author_unit="SMART", channel="app"),
        report("HOP-3", 1, author_unit="BTG", channel="meeting"),
    ]
    one = made(Matter, id="VD-1", network="sl", title="Sạt lở", items=("BC-1.1", "SMART-7.1"))
    other = made(Matter, id="VD-2", network="sl", title="Đường hỏng", items=("BC-2.1", "HOP-3.1"))
    matter = one.merged_with(other)
    content = made(CaseContent, id="XM-1.1", text="Nguyên nhân sạt lở.")
    case = made(
        VerificationCase,
        id="XM-1",
        network="sl",
        title="Sạt lở",
        contents=[content],
        items=matter.items,
        matters=("VD-1",),
    )
    return Register([*reports, matter, case], as_of=AS_OF)  # fmt: skip


def test_sources_stay_apart(on_engine: Engine) -> None:
    """Items can be merged into one matter, with the links kept, so that the way each came in is still known."""
    assert matter_sources(on_engine(register())).rows() == [
        ("VD-1", "app", "unit", 1),
        ("VD-1", "meeting", "unit", 1),
        ("VD-1", "written", "collaborator", 2),
    ]


def test_items_matters_and_cases_are_three_counts(on_engine: Engine) -> None:
    """Counts of items, of matters and of cases stay apart, each in its own unit."""
    assert [figure.text("vi") for figure in counts(on_engine(register()))] == [
        "5 nội dung",
        "1 vấn đề",
        "1 vụ việc",
    ]


def test_a_merged_matter_keeps_its_links_through_columns() -> None:
    """The links of matters and cases survive the way to columns and back."""
    again = Register.from_tables(register().tables)

    assert again.matters == register().matters
    assert again.case("XM-1").matters == ("VD-1",)
