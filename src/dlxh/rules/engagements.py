"""Hợp đồng, vắng mặt và danh sách: contracts inside a seat, days of leave, and who has no seat at all."""

from typing import Any

import narwhals as nw

from dlxh.register.finding import Severity
from dlxh.register.tables import Tables
from dlxh.rules.faulty import beside, faulty
from dlxh.rules.rule import rule
from dlxh.rules.spans import overlapping, uncovered
from dlxh.words.days import OPEN_END


@rule(
    "E101",
    table="engagements",
    needs=("memberships",),
    severity=Severity.ERROR,
    vi="hợp đồng {record} có ngày nằm ngoài tư cách {evidence}",
    en="engagement {record} has days outside its membership {evidence}",
    cure_vi="sửa ngày hợp đồng, hoặc ghi hợp đồng vào tư cách của những ngày đó",
    cure_en="correct the days, or put the contract to the membership of those days",
    source="Quyết định 78/QĐ-BTGTU, 15/1/2018 (Bạc Liêu: hợp đồng giao khoán của cộng tác viên)",
    why_vi="Thù lao trả theo hợp đồng; hợp đồng chạy ngoài tư cách thì trả cho người không còn là cộng tác viên.",
)
def engagement_outside_membership(tables: Tables) -> "nw.LazyFrame[Any]":
    """Pay follows the contract; one that runs outside the seat pays somebody who is no collaborator."""
    both = beside(tables["engagements"], tables, "memberships", on="membership", names=("start", "end"))
    outside = (nw.col("start") < nw.col("other_start")) | (nw.col("end") > nw.col("other_end"))
    return faulty(both.filter(outside), "engagements", field="membership", evidence="membership")


@rule(
    "E102",
    table="engagements",
    severity=Severity.ERROR,
    vi="hợp đồng {record} trùng thời gian với {evidence} của cùng tư cách",
    en="engagement {record} overlaps {evidence} of the same membership",
    cure_vi="kết thúc hợp đồng trước vào ngày liền trước hợp đồng sau; khoảng trống giữa hai hợp đồng được phép",
    cure_en="end the earlier one on the day before the later one; a gap between them is allowed",
    source="dlxh: own choice",
    why_vi="Hai hợp đồng cùng ngày thì một ngày được trả hai lần.",
)
def overlapping_engagements(tables: Tables) -> "nw.LazyFrame[Any]":
    """Two contracts on one day pay that day twice."""
    return overlapping(tables["engagements"], "engagements", by="membership")


@rule(
    "E201",
    table="absences",
    severity=Severity.WARNING,
    vi="lần vắng {record} trùng thời gian với {evidence} của cùng cộng tác viên",
    en="absence {record} overlaps {evidence} of the same collaborator",
    cure_vi="gộp hai lần vắng, hoặc sửa ngày",
    cure_en="make one absence of the two, or correct the days",
    source="dlxh: own choice",
    why_vi="Ngày vắng bị cộng hai lần, và kỳ báo cáo có thể được miễn oan.",
)
def overlapping_absences(tables: Tables) -> "nw.LazyFrame[Any]":
    """Days of leave are added up twice, and a report may be excused that was owed."""
    return overlapping(tables["absences"], "absences", by="collaborator")


@rule(
    "E202",
    table="absences",
    needs=("memberships",),
    field="start",
    severity=Severity.WARNING,
    vi="lần vắng {record} không có ngày nào trong tư cách của cộng tác viên",
    en="absence {record} has no day in a membership of its collaborator",
    cure_vi="sửa ngày hoặc mã cộng tác viên",
    cure_en="correct the days or the collaborator",
    source="dlxh: own choice",
    why_vi="Vắng ngoài thời gian tham gia thì không miễn gì cả; thường là ghi nhầm năm hoặc nhầm người.",
)
def absence_outside_membership(tables: Tables) -> "nw.LazyFrame[Any]":
    """Leave outside the seat excuses nothing; most often the year or the person is wrong."""
    leaves = tables["absences"].with_columns(nw.col("end").fill_null(OPEN_END).alias("last"))
    lost = uncovered(leaves, tables["memberships"], by="collaborator", first="start", last="last")
    return faulty(lost, "absences", field="start")


@rule(
    "C101",
    table="collaborators",
    needs=("memberships",),
    severity=Severity.WARNING,
    vi="cộng tác viên {record} không có tư cách trong nhiệm kỳ nào",
    en="collaborator {record} has no membership in any term",
    cure_vi="ghi tư cách với quyết định, hoặc bỏ khỏi danh sách",
    cure_en="record the membership with its decision, or take the entry out",
    source="dlxh: own choice",
    why_vi="Người có trong danh sách mà không có tư cách thì không được đếm ở bất cứ số liệu nào.",
)
def collaborator_without_membership(tables: Tables) -> "nw.LazyFrame[Any]":
    """Who is on the list without a seat is counted in no figure."""
    seated = tables["memberships"].select(nw.col("collaborator").alias("id")).unique()
    return faulty(tables["collaborators"].join(seated, on="id", how="anti"), "collaborators")


@rule(
    "C102",
    table="collaborators",
    needs=("units", "memberships"),
    field="organisation",
    severity=Severity.WARNING,
    vi="cộng tác viên {record} đang tham gia mà hồ sơ ghi cơ quan {evidence} đã hết",
    en="collaborator {record} is serving and the record names the organisation {evidence}, which has ended",
    cure_vi="ghi cơ quan kế thừa vào hồ sơ cộng tác viên",
    cure_en="name the successor in the collaborator's record",
    source="dlxh: own choice",
    why_vi="Danh sách đang dùng để liên hệ và kiện toàn sẽ gửi tới nơi không còn.",
    judges=lambda _: ~nw.col("organisation").is_null(),
)
def collaborator_of_ended_unit(tables: Tables) -> "nw.LazyFrame[Any]":
    """The list in use for contact and re-completion points to what no longer exists."""
    last = nw.col("end").fill_null(OPEN_END)
    serving = tables["memberships"].filter(nw.col("start") <= tables.as_of, last >= tables.as_of)
    now = tables["collaborators"].join(
        serving.select(nw.col("collaborator").alias("id")).unique(), on="id", how="semi"
    )
    both = beside(now, tables, "units", on="organisation", names=("valid_to",))
    ended = nw.col("other_valid_to") < tables.as_of
    return faulty(both.filter(ended), "collaborators", field="organisation", evidence="organisation")


RULES = (
    engagement_outside_membership,
    overlapping_engagements,
    overlapping_absences,
    absence_outside_membership,
    collaborator_without_membership,
    collaborator_of_ended_unit,
)
