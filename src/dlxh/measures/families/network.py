"""Chỉ tiêu mạng lưới: who serves on a day, who came and went, and what the network lacks to its target."""

from typing import Any, Final

from dlxh.measures.families.declared import InTwo, declared
from dlxh.measures.measure import Distinct, Measure, Stock
from dlxh.measures.pairs import Lack, Ratio
from dlxh.measures.sources.people import ENGAGED, GROUP_TARGETS, JOINED, LEFT, SEATS, TARGETS
from dlxh.words.bilingual import OWN_CHOICE
from dlxh.words.figures import FigureUnit

_MAKE_UP: Final = "Hướng dẫn 167-HD/BTGTW, 26/12/2015 (đủ số lượng và cơ cấu)"


def _said(code: str, names: InTwo, definitions: InTwo, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    return declared(code, names, definitions, **{"unit": FigureUnit.PERSON, "source": OWN_CHOICE, **more})


COLLABORATORS: Final = Stock(
    **_said(
        "collaborators",
        ("cộng tác viên", "collaborators"),
        (
            "Số người đang là cộng tác viên; mỗi người tính một lần.",
            "Persons who hold a membership; each counts once.",
        ),
    ),
    rows=SEATS,
    of="collaborator",
)
_AT_START: Final = Stock(
    **_said(
        "collaborators_at_start",
        ("cộng tác viên đầu kỳ", "collaborators at the start"),
        (
            "Số người là cộng tác viên khi hết ngày trước kỳ.",
            "Persons who held a membership at the end of the day before the period.",
        ),
    ),
    rows=SEATS,
    of="collaborator",
    at_start=True,
)
_LEFT: Final = Distinct(
    **_said(
        "left",
        ("người thôi tham gia", "people who left"),
        (
            "Số người thôi làm cộng tác viên; người được kiện toàn, tham gia tiếp ngay hôm sau thì không tính.",
            "Persons who ceased to be collaborators; who goes on the day after under another membership does not count.",
        ),
    ),
    rows=LEFT,
    of="collaborator",
    grows=False,  # another membership may be missing, with which the person went on
)
_TARGET: Final = Stock(
    **_said(
        "target",
        ("số cộng tác viên theo quy chế", "target of collaborators"),
        (
            "Số cộng tác viên tối thiểu mà quy chế đòi cho cả mạng lưới.",
            "The least number of collaborators that the regulation asks for the whole network.",
        ),
    ),
    rows=TARGETS,
    total="duty_at_least",
    grows=False,
)
_GROUP_TARGET: Final = Stock(
    **_said(
        "group_target",
        ("số cộng tác viên theo cơ cấu", "target of a group"),
        (
            "Số cộng tác viên tối thiểu mà quy chế đòi cho từng nhóm cơ cấu.",
            "The least number of collaborators that the regulation asks for a composition group.",
        ),
    ),
    rows=GROUP_TARGETS,
    total="duty_at_least",
    grows=False,
)

MEASURES: tuple[Measure, ...] = (
    COLLABORATORS,
    _AT_START,
    Stock(
        **_said(
            "collaborators_paid",
            ("cộng tác viên hưởng phụ cấp", "paid collaborators"),
            ("Số người có tư cách được hưởng phụ cấp.", "Persons whose membership is paid."),
        ),
        rows=SEATS,
        of="collaborator",
        keeps={"is_paid": ("yes",)},
    ),
    Stock(
        **_said(
            "collaborators_single_line",
            ("cộng tác viên đơn tuyến", "single-line collaborators"),
            ("Số cộng tác viên đơn tuyến.", "Persons who report to one person only."),
        ),
        rows=SEATS,
        of="collaborator",
        keeps={"is_single_line": ("yes",)},
    ),
    Stock(
        **_said(
            "collaborators_engaged",
            ("cộng tác viên đang có hợp đồng", "collaborators under contract"),
            ("Số người có hợp đồng đang chạy.", "Persons whose contract runs."),
        ),
        rows=ENGAGED,
        of="collaborator",
    ),
    Stock(
        **_said(
            "units_with_collaborators",
            ("đơn vị có cộng tác viên", "units with collaborators"),
            (
                "Số đơn vị cử người đang là cộng tác viên, theo bản đồ được hỏi; đơn vị chưa rõ vì chia tách thì chỉ tính là cận dưới.",
                "Sending organisations of those who serve, on the map asked for; where a split leaves one unknown, a lower bound.",
            ),
            unit=FigureUnit.UNIT,
        ),
        rows=SEATS,
        of="org_unit",
    ),
    Distinct(
        **_said(
            "joined",
            ("người mới tham gia", "people who joined"),
            (
                "Số người bắt đầu làm cộng tác viên; người được kiện toàn, tham gia tiếp từ hôm trước thì không tính.",
                "Persons who became collaborators; who had another membership on the day before does not count.",
            ),
        ),
        rows=JOINED,
        of="collaborator",
        grows=False,
    ),
    _LEFT,
    Ratio(
        **_said(
            "turnover_rate",
            ("mức biến động đội ngũ", "turnover"),
            (
                "Số người thôi tham gia trên 100 cộng tác viên đầu kỳ.",
                "People who left for each 100 collaborators at the start.",
            ),
        ),
        rows=LEFT,
        above=_LEFT,
        below=_AT_START,
        times=100,
    ),
    _TARGET,
    Lack(
        **_said(
            "vacancies",
            ("số cộng tác viên còn thiếu", "vacancies"),
            (
                "Số cộng tác viên còn thiếu so với mức tối thiểu của quy chế; không có quy định thì chưa rõ.",
                "Collaborators that lack to the least number of the regulation; where none states one, it is unknown.",
            ),
            source=_MAKE_UP,
        ),
        rows=TARGETS,
        above=COLLABORATORS,
        below=_TARGET,
    ),
    _GROUP_TARGET,
    Lack(
        **_said(
            "group_vacancies",
            ("số cộng tác viên còn thiếu theo cơ cấu", "vacancies of a group"),
            (
                "Số cộng tác viên còn thiếu của từng nhóm cơ cấu so với quy chế.",
                "Collaborators of a composition group that lack to what the regulation asks.",
            ),
            source=_MAKE_UP,
        ),
        rows=GROUP_TARGETS,
        above=COLLABORATORS,
        below=_GROUP_TARGET,
    ),
)
