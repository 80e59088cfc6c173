"""Chỉ tiêu mạng lưới: who serves on a day, who came and went, and what the network lacks to its target."""

from typing import Any, Final

from dlxh.measures.families.declaration import InTwo, declare
from dlxh.measures.measure import Distinct, Measure, Stock
from dlxh.measures.pairs import Ratio, Shortfall
from dlxh.measures.sources.people import ENGAGED, GROUP_TARGETS, JOINED, LEFT, MEMBERSHIPS, TARGETS
from dlxh.words.bilingual import OWN_CHOICE
from dlxh.words.figures import FigureUnit

_MAKE_UP: Final = "Hướng dẫn 167-HD/BTGTW, 26/12/2015 (đủ số lượng và cơ cấu)"


def _declare(code: str, names: InTwo, definitions: InTwo, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    return declare(code, names, definitions, **{"unit": FigureUnit.PERSON, "source": OWN_CHOICE, **more})


COLLABORATORS: Final = Stock(
    **_declare(
        "collaborators",
        ("cộng tác viên", "collaborators"),
        (
            "Số người đang là cộng tác viên; mỗi người tính một lần.",
            "People who hold a membership; each counts once.",
        ),
    ),
    rows=MEMBERSHIPS,
    of="collaborator",
)
_AT_START: Final = Stock(
    **_declare(
        "collaborators_at_start",
        ("cộng tác viên đầu kỳ", "collaborators at the start"),
        (
            "Số người là cộng tác viên vào cuối ngày liền trước kỳ.",
            "People who held a membership at the end of the day before the period.",
        ),
    ),
    rows=MEMBERSHIPS,
    of="collaborator",
    opening=True,
)
_LEFT: Final = Distinct(
    **_declare(
        "left",
        ("cộng tác viên thôi tham gia", "people who left"),
        (
            "Số người thôi làm cộng tác viên; không tính người tiếp tục tham gia từ ngày hôm sau theo tư cách mới.",
            "People who stopped being collaborators; anyone who continues the next day under another membership is not counted.",
        ),
    ),
    rows=LEFT,
    of="collaborator",
    monotone=False,  # another membership may be missing, with which the person went on
)
_TARGET: Final = Stock(
    **_declare(
        "target",
        ("số cộng tác viên theo quy chế", "target of collaborators"),
        (
            "Số cộng tác viên tối thiểu của cả mạng lưới theo quy chế.",
            "The minimum number of collaborators that the regulation sets for the whole network.",
        ),
    ),
    rows=TARGETS,
    total="duty_at_least",
    monotone=False,
)
_GROUP_TARGET: Final = Stock(
    **_declare(
        "group_target",
        ("số cộng tác viên theo cơ cấu", "target by group"),
        (
            "Số cộng tác viên tối thiểu của từng nhóm cơ cấu theo quy chế.",
            "The minimum number of collaborators that the regulation sets for a composition group.",
        ),
    ),
    rows=GROUP_TARGETS,
    total="duty_at_least",
    monotone=False,
)

MEASURES: tuple[Measure, ...] = (
    COLLABORATORS,
    _AT_START,
    Stock(
        **_declare(
            "collaborators_paid",
            ("cộng tác viên hưởng phụ cấp", "paid collaborators"),
            ("Số người có tư cách được hưởng phụ cấp.", "People whose membership is paid."),
        ),
        rows=MEMBERSHIPS,
        of="collaborator",
        where={"is_paid": ("yes",)},
    ),
    Stock(
        **_declare(
            "collaborators_single_line",
            ("cộng tác viên đơn tuyến", "single-line collaborators"),
            ("Số cộng tác viên chỉ báo cáo cho một người.", "People who report to one person only."),
        ),
        rows=MEMBERSHIPS,
        of="collaborator",
        where={"is_single_line": ("yes",)},
    ),
    Stock(
        **_declare(
            "collaborators_engaged",
            ("cộng tác viên đang có hợp đồng", "collaborators under contract"),
            ("Số người có hợp đồng đang có hiệu lực.", "People with a contract in force."),
        ),
        rows=ENGAGED,
        of="collaborator",
    ),
    Stock(
        **_declare(
            "units_with_collaborators",
            ("đơn vị có cộng tác viên", "units with collaborators"),
            (
                "Số đơn vị cử cộng tác viên đang tham gia, theo hệ thống đơn vị hành chính được chọn; nếu có đơn vị chưa rõ do chia tách thì là con số tối thiểu.",
                "Sending organisations of those who serve, under the units asked for; if a split leaves one unknown, a lower bound.",
            ),
            unit=FigureUnit.UNIT,
        ),
        rows=MEMBERSHIPS,
        of="org_unit",
    ),
    Distinct(
        **_declare(
            "joined",
            ("cộng tác viên bổ sung", "people who joined"),
            (
                "Số người bắt đầu làm cộng tác viên; không tính người đã có tư cách khác vào ngày hôm trước.",
                "People who became collaborators; anyone who held another membership the day before is not counted.",
            ),
        ),
        rows=JOINED,
        of="collaborator",
        monotone=False,
    ),
    _LEFT,
    Ratio(
        **_declare(
            "turnover_rate",
            ("tỷ lệ biến động đội ngũ", "turnover"),
            (
                "Số cộng tác viên thôi tham gia trên 100 cộng tác viên đầu kỳ.",
                "People who left per 100 collaborators at the start.",
            ),
        ),
        rows=LEFT,
        above=_LEFT,
        below=_AT_START,
        times=100,
    ),
    _TARGET,
    Shortfall(
        **_declare(
            "vacancies",
            ("số cộng tác viên còn thiếu", "vacancies"),
            (
                "Số cộng tác viên còn thiếu so với mức tối thiểu theo quy chế; quy chế không quy định thì chưa rõ.",
                "Collaborators missing to reach the minimum of the regulation; unknown if no minimum is set.",
            ),
            source=_MAKE_UP,
        ),
        rows=TARGETS,
        above=COLLABORATORS,
        below=_TARGET,
    ),
    _GROUP_TARGET,
    Shortfall(
        **_declare(
            "group_vacancies",
            ("số cộng tác viên còn thiếu theo cơ cấu", "vacancies by group"),
            (
                "Số cộng tác viên còn thiếu của từng nhóm cơ cấu so với quy chế.",
                "Collaborators of a composition group missing to reach the minimum of the regulation.",
            ),
            source=_MAKE_UP,
        ),
        rows=GROUP_TARGETS,
        above=COLLABORATORS,
        below=_GROUP_TARGET,
    ),
)
