"""Chỉ tiêu mạng lưới: who serves on a day, who came and went, and what the network lacks to its target."""

from typing import Any, Final

from dlxh.measures.measure import Distinct, Measure, Stock
from dlxh.measures.pairs import Ratio, Shortfall
from dlxh.measures.sources.people import (
    ENGAGED,
    GROUP_TARGETS,
    JOINED,
    LEFT,
    MEMBERSHIPS,
    PERSONS,
    TARGETS,
)
from dlxh.words.bilingual import OWN_CHOICE
from dlxh.words.figures import FigureUnit

_MAKE_UP: Final = "Hướng dẫn 167-HD/BTGTW, 26/12/2015 (đủ số lượng và cơ cấu)"


_PEOPLE: Final[Any] = {"unit": FigureUnit.PERSON, "source": OWN_CHOICE}

COLLABORATORS: Final = Stock(
    code="collaborators",
    vi="cộng tác viên",
    en="collaborators",
    definition_vi="Số người đang là cộng tác viên; mỗi mã cộng tác viên tính một lần, nên người ở hai mạng lưới tính hai lần: "
    "muốn có số người thì dùng chỉ tiêu people.",
    definition_en="People who hold a membership; each code of a collaborator counts once, so somebody in two networks counts "
    "twice: to count people, use the measure people.",
    **_PEOPLE,
    rows=MEMBERSHIPS,
    of="collaborator",
)
_AT_START: Final = Stock(
    code="collaborators_at_start",
    vi="cộng tác viên đầu kỳ",
    en="collaborators at the start",
    definition_vi="Số người là cộng tác viên vào cuối ngày liền trước kỳ.",
    definition_en="People who held a membership at the end of the day before the period.",
    **_PEOPLE,
    rows=MEMBERSHIPS,
    of="collaborator",
    opening=True,
)
_LEFT: Final = Distinct(
    code="left",
    vi="cộng tác viên thôi tham gia",
    en="people who left",
    definition_vi="Số người thôi làm cộng tác viên; không tính người tiếp tục tham gia từ ngày hôm sau theo tư cách mới.",
    definition_en="People who stopped being collaborators; anyone who continues the next day under another membership is not counted.",
    **_PEOPLE,
    rows=LEFT,
    of="collaborator",
    monotone=False,  # another membership may be missing, with which the person went on
)
_TARGET: Final = Stock(
    code="target",
    vi="số cộng tác viên theo quy chế",
    en="target of collaborators",
    definition_vi="Số cộng tác viên tối thiểu của cả mạng lưới theo quy chế.",
    definition_en="The minimum number of collaborators that the regulation sets for the whole network.",
    **_PEOPLE,
    rows=TARGETS,
    total="duty_at_least",
    monotone=False,
)
_GROUP_TARGET: Final = Stock(
    code="group_target",
    vi="số cộng tác viên theo cơ cấu",
    en="target by group",
    definition_vi="Số cộng tác viên tối thiểu của từng nhóm cơ cấu theo quy chế.",
    definition_en="The minimum number of collaborators that the regulation sets for a composition group.",
    **_PEOPLE,
    rows=GROUP_TARGETS,
    total="duty_at_least",
    monotone=False,
)

MEASURES: tuple[Measure, ...] = (
    COLLABORATORS,
    Stock(
        code="people",
        vi="người làm cộng tác viên",
        en="people serving",
        definition_vi="Số người đang là cộng tác viên, ở bao nhiêu mạng lưới cũng tính một lần, theo mã người ghi ở hồ sơ; "
        "hồ sơ không ghi mã người thì tính là một người riêng.",
        definition_en="People who hold a membership, each once in however many networks, as far as records state a person; "
        "a record that states none counts as a person of its own.",
        **_PEOPLE,
        rows=PERSONS,
        of="person",
        monotone=False,  # two records are of one person only as far as their rows are there
    ),
    Stock(
        code="memberships",
        vi="tư cách cộng tác viên",
        en="memberships",
        definition_vi="Số tư cách đang có hiệu lực; một người ở hai mạng lưới là hai tư cách.",
        definition_en="Memberships in force; one person in two networks is two.",
        unit=FigureUnit.MEMBERSHIP,
        source=OWN_CHOICE,
        rows=MEMBERSHIPS,
    ),
    _AT_START,
    Stock(
        code="collaborators_paid",
        vi="cộng tác viên hưởng phụ cấp",
        en="paid collaborators",
        definition_vi="Số người có tư cách được hưởng phụ cấp.",
        definition_en="People whose membership is paid.",
        **_PEOPLE,
        rows=MEMBERSHIPS,
        of="collaborator",
        where={"is_paid": ("yes",)},
    ),
    Stock(
        code="collaborators_single_line",
        vi="cộng tác viên đơn tuyến",
        en="single-line collaborators",
        definition_vi="Số cộng tác viên chỉ báo cáo cho một người.",
        definition_en="People who report to one person only.",
        **_PEOPLE,
        rows=MEMBERSHIPS,
        of="collaborator",
        where={"is_single_line": ("yes",)},
    ),
    Stock(
        code="collaborators_engaged",
        vi="cộng tác viên đang có hợp đồng",
        en="collaborators under contract",
        definition_vi="Số người có hợp đồng đang có hiệu lực.",
        definition_en="People with a contract in force.",
        **_PEOPLE,
        rows=ENGAGED,
        of="collaborator",
    ),
    Stock(
        code="units_with_collaborators",
        vi="đơn vị có cộng tác viên",
        en="units with collaborators",
        definition_vi="Số cơ quan cử cộng tác viên đang tham gia, theo hệ thống đơn vị hành chính được chọn; nếu có đơn vị chưa rõ do chia tách thì là con số tối thiểu.",
        definition_en="Sending organisations of those who serve, under the units asked for; if a split leaves one unknown, a lower bound.",
        unit=FigureUnit.UNIT,
        source=OWN_CHOICE,
        rows=MEMBERSHIPS,
        of="org_unit",
    ),
    Distinct(
        code="joined",
        vi="cộng tác viên bổ sung",
        en="people who joined",
        definition_vi="Số người bắt đầu làm cộng tác viên; không tính người đã có tư cách khác vào ngày hôm trước.",
        definition_en="People who became collaborators; anyone who held another membership the day before is not counted.",
        **_PEOPLE,
        rows=JOINED,
        of="collaborator",
        monotone=False,
    ),
    _LEFT,
    Ratio(
        code="turnover_rate",
        vi="tỷ lệ biến động đội ngũ",
        en="turnover",
        definition_vi="Số cộng tác viên thôi tham gia trên 100 cộng tác viên đầu kỳ.",
        definition_en="People who left per 100 collaborators at the start.",
        **_PEOPLE,
        rows=LEFT,
        above=_LEFT,
        below=_AT_START,
        times=100,
    ),
    _TARGET,
    Shortfall(
        code="vacancies",
        vi="số cộng tác viên còn thiếu",
        en="vacancies",
        definition_vi="Số cộng tác viên còn thiếu so với mức tối thiểu theo quy chế; quy chế không quy định thì chưa rõ.",
        definition_en="Collaborators missing to reach the minimum of the regulation; unknown if no minimum is set.",
        unit=FigureUnit.PERSON,
        source=_MAKE_UP,
        rows=TARGETS,
        above=COLLABORATORS,
        below=_TARGET,
    ),
    _GROUP_TARGET,
    Shortfall(
        code="group_vacancies",
        vi="số cộng tác viên còn thiếu theo cơ cấu",
        en="vacancies by group",
        definition_vi="Số cộng tác viên còn thiếu của từng nhóm cơ cấu so với quy chế.",
        definition_en="Collaborators of a composition group missing to reach the minimum of the regulation.",
        unit=FigureUnit.PERSON,
        source=_MAKE_UP,
        rows=GROUP_TARGETS,
        above=COLLABORATORS,
        below=_GROUP_TARGET,
    ),
)
